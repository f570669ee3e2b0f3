/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-connect-dialog.h"

#include "rs-phrases.h"
#include "rs-redact.h"

#include <glib/gi18n.h>

struct _RsConnectDialog
{
  AdwDialog parent_instance;

  GtkButton *connect_button;
  AdwPreferencesGroup *group;
  AdwEntryRow *account_row;
  AdwPasswordEntryRow *key_row;
  GtkLabel *trouble;

  RsSession *session; /* (owned) */
  char *service;      /* (owned) */
  char *address;      /* (owned) (nullable) where the service is, as connected before */
};

G_DEFINE_FINAL_TYPE (RsConnectDialog, rs_connect_dialog, ADW_TYPE_DIALOG)

static gboolean
is_webshipper (RsConnectDialog *self)
{
  return g_str_equal (self->service, "webshipper");
}

static void
update (RsConnectDialog *self)
{
  gboolean complete
    = *gtk_editable_get_text (GTK_EDITABLE (self->key_row)) != '\0'
      && (!is_webshipper (self) || *gtk_editable_get_text (GTK_EDITABLE (self->account_row)) != '\0');

  gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), complete);
}

static void
set_busy (RsConnectDialog *self, gboolean busy)
{
  gtk_editable_set_editable (GTK_EDITABLE (self->account_row), !busy);
  gtk_editable_set_editable (GTK_EDITABLE (self->key_row), !busy);
  gtk_button_set_label (self->connect_button, busy ? _ ("Testing…") : _ ("_Connect"));
  adw_dialog_set_can_close (ADW_DIALOG (self), !busy);
  if (busy)
    gtk_widget_set_sensitive (GTK_WIDGET (self->connect_button), FALSE);
  else
    update (self);
}

static void
show_trouble (RsConnectDialog *self, const GError *error)
{
  g_autofree char *clean = rs_redact (error->message);
  g_autofree char *words = rs_phrase_translate (clean);

  gtk_label_set_label (self->trouble, words);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

static DexFuture *
connect_service (RsConnectDialog *self)
{
  RsWorkspace *workspace = rs_session_get_workspace (self->session);
  const char *key = gtk_editable_get_text (GTK_EDITABLE (self->key_row));
  const char *account = gtk_editable_get_text (GTK_EDITABLE (self->account_row));
  gboolean same = g_strcmp0 (account, self->address) == 0;

  if (!is_webshipper (self))
    return rs_workspace_connect_rackbeat (workspace, self->address, key);
  return rs_workspace_connect_webshipper (workspace, same ? self->address : NULL, account, key);
}

static DexFuture *
connect_fiber (gpointer data)
{
  RsConnectDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (dex_await (connect_service (self), &error))
    {
      set_busy (self, FALSE);
      /* It does not stay in memory longer than it is of use. */
      gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
      gtk_widget_activate_action (GTK_WIDGET (self), "win.look-again", NULL);
      adw_dialog_close (ADW_DIALOG (self));
      return dex_future_new_true ();
    }
  set_busy (self, FALSE);
  show_trouble (self, error);
  return dex_future_new_true ();
}

static void
on_connect (RsConnectDialog *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->connect_button)))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  set_busy (self, TRUE);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, connect_fiber, g_object_ref_sink (self), g_object_unref));
}

static void
rs_connect_dialog_dispose (GObject *object)
{
  RsConnectDialog *self = RS_CONNECT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_CONNECT_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_connect_dialog_parent_class)->dispose (object);
}

static void
rs_connect_dialog_finalize (GObject *object)
{
  RsConnectDialog *self = RS_CONNECT_DIALOG (object);

  g_free (self->service);
  g_free (self->address);
  G_OBJECT_CLASS (rs_connect_dialog_parent_class)->finalize (object);
}

static void
rs_connect_dialog_class_init (RsConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_connect_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_connect_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsConnectDialog, connect_button);
  gtk_widget_class_bind_template_child (widget_class, RsConnectDialog, group);
  gtk_widget_class_bind_template_child (widget_class, RsConnectDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, RsConnectDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, RsConnectDialog, trouble);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
}

static void
rs_connect_dialog_init (RsConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsConnectDialog *
rs_connect_dialog_new (RsSession *session, const char *service)
{
  RsConnectDialog *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);
  g_return_val_if_fail (service != NULL, NULL);

  self = g_object_new (RS_TYPE_CONNECT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->service = g_strdup (service);
  self->address = rs_workspace_get_address (rs_session_get_workspace (session), service);
  adw_dialog_set_title (ADW_DIALOG (self),
                        is_webshipper (self) ? _ ("Connect Webshipper") : _ ("Connect Rackbeat"));
  adw_preferences_group_set_description (
    self->group,
    is_webshipper (self)
      ? _ ("Make an API token in Webshipper under Settings, and paste it here.")
      : _ ("Make an API key in Rackbeat under Settings, and paste it here. It is one long word."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 is_webshipper (self) ? _ ("Token") : _ ("API key"));
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), is_webshipper (self));
  if (is_webshipper (self) && self->address != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->account_row), self->address);
  update (self);
  return self;
}
