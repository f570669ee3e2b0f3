/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-support-dialog.h"

#include "rs-error.h"
#include "rs-save-file.h"
#include "rs-support-bundle.h"

#include <glib/gi18n.h>

struct _RsSupportDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  GtkButton *save_button;
  GtkTextView *view;

  char *text; /* (owned) (nullable) when it could not be made */
};

G_DEFINE_FINAL_TYPE (RsSupportDialog, rs_support_dialog, ADW_TYPE_DIALOG)

static void
say (RsSupportDialog *self, const char *words)
{
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static DexFuture *
on_saved (DexFuture *saved, gpointer data)
{
  RsSupportDialog *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *name = dex_future_get_value (saved, &error);
  /* Translators: a file's name */
  g_autofree char *words
    = name != NULL ? g_strdup_printf (_ ("Saved as %s"), g_value_get_string (name)) : NULL;

  if (words != NULL)
    say (self, words);
  else if (!g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    say (self, error->message);
  return NULL;
}

static void
on_save (RsSupportDialog *self)
{
  dex_future_disown (dex_future_finally (
    rs_save_file (GTK_WIDGET (self), _ ("Save Support Bundle"), "rackship-support.json", self->text),
    on_saved, g_object_ref (self), g_object_unref));
}

static void
rs_support_dialog_dispose (GObject *object)
{
  RsSupportDialog *self = RS_SUPPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_SUPPORT_DIALOG);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (rs_support_dialog_parent_class)->dispose (object);
}

static void
rs_support_dialog_class_init (RsSupportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_support_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-support-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsSupportDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, RsSupportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RsSupportDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
rs_support_dialog_init (RsSupportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsSupportDialog *
rs_support_dialog_new (RsSession *session)
{
  RsSupportDialog *self;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_SUPPORT_DIALOG, NULL);
  self->text = rs_support_bundle_make (rs_session_get_store (session), &error);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view),
                            self->text != NULL ? self->text : error->message, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->text != NULL);
  return self;
}
