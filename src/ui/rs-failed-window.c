/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-failed-window.h"

#include "rs-format.h"
#include "rs-phrases.h"
#include "rs-redact.h"
#include "rs-workspace.h"

#include <glib/gi18n.h>

struct _RsFailedWindow
{
  AdwApplicationWindow parent_instance;

  AdwStatusPage *status;
  GtkWidget *restore_button;
  GtkWidget *look_button;

  char *profile; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsFailedWindow, rs_failed_window, ADW_TYPE_APPLICATION_WINDOW)

/* A back-up on its way to its place, by a worker; the promise tells when it is there. */
typedef struct
{
  char *profile;       /* (owned) */
  DexPromise *promise; /* (owned) */
} Restoring;

static void
restore (gpointer data)
{
  Restoring *self = data;
  g_autofree char *restored = NULL;
  g_autofree char *kept_as = NULL;
  GError *error = NULL;

  if (rs_workspace_restore (self->profile, NULL, &restored, &kept_as, &error))
    dex_promise_resolve_boolean (self->promise, TRUE);
  else
    dex_promise_reject (self->promise, error);
  dex_unref (self->promise);
  g_free (self->profile);
  g_free (self);
}

static void
show (RsFailedWindow *self, const GError *failure)
{
  RsInstant made_at = rs_workspace_find_backup (self->profile, failure);
  g_autofree char *clean = rs_redact (failure->message);
  g_autofree char *reason = rs_phrase_translate (clean);
  g_autofree char *moment = rs_format_moment (made_at, g_get_real_time ());
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  if (made_at != RS_INSTANT_NONE)
    /* Translators: why the database cannot be opened, and when it was last copied */
    words = g_strdup_printf (
      _ ("%s. There is a back-up from %s. It takes the damaged file's place, which is kept beside it. "
         "Nothing is sent twice afterwards: what has crossed since is found again."),
      reason, moment);
  else
    words = g_strdup_printf ("%s.", reason);
  /* The status page reads markup and has no way not to. */
  escaped = g_markup_escape_text (words, -1);
  adw_status_page_set_description (self->status, escaped);
  gtk_widget_set_visible (self->restore_button, made_at != RS_INSTANT_NONE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
on_restored (DexFuture *restored, gpointer data)
{
  RsFailedWindow *self = data;
  g_autoptr (GError) error = NULL;

  if (self->profile == NULL)
    return NULL;
  gtk_widget_set_sensitive (self->restore_button, TRUE);
  gtk_widget_set_sensitive (self->look_button, TRUE);
  if (dex_future_get_value (restored, &error) == NULL)
    show (self, error);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "app.look-again", NULL);
  return NULL;
}

static void
on_restore (RsFailedWindow *self)
{
  DexPromise *promise = dex_promise_new ();
  Restoring *restoring = g_new0 (Restoring, 1);

  gtk_widget_set_sensitive (self->restore_button, FALSE);
  gtk_widget_set_sensitive (self->look_button, FALSE);
  restoring->profile = g_strdup (self->profile);
  restoring->promise = dex_ref (promise);
  dex_scheduler_push (dex_thread_pool_scheduler_get_default (), restore, restoring);
  dex_future_disown (
    dex_future_finally (DEX_FUTURE (promise), on_restored, g_object_ref (self), g_object_unref));
}

static void
rs_failed_window_dispose (GObject *object)
{
  RsFailedWindow *self = RS_FAILED_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_FAILED_WINDOW);
  g_clear_pointer (&self->profile, g_free);
  G_OBJECT_CLASS (rs_failed_window_parent_class)->dispose (object);
}

static void
rs_failed_window_class_init (RsFailedWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_failed_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-failed-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RsFailedWindow, status);
  gtk_widget_class_bind_template_child (widget_class, RsFailedWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, RsFailedWindow, look_button);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
}

static void
rs_failed_window_init (RsFailedWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rs_failed_window_new (GtkApplication *application, const char *profile, const GError *failure)
{
  RsFailedWindow *self = g_object_new (RS_TYPE_FAILED_WINDOW, "application", application, NULL);

  self->profile = g_strdup (profile);
  show (self, failure);
  return GTK_WIDGET (self);
}
