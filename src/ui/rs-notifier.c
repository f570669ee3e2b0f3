/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-notifier.h"

#include "rs-fold.h"
#include "rs-habits.h"
#include "rs-phrases.h"
#include "rs-records.h"

#include <glib/gi18n.h>

#define ID "problems"
/* Problems come in flocks: what is told is told when it has been quiet for so long. */
#define QUIET_SECONDS 3
#define MAX_WORDS     160

typedef struct
{
  GtkWindow *window;  /* (unowned) owns this */
  RsSession *session; /* (owned) */
  guint told;         /* problems that a person was told of, or saw */
  guint timeout_id;
} Notifier;

static void
notifier_free (gpointer data)
{
  Notifier *self = data;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}

static gboolean
read_problems (RsDb *db, gpointer data, GError **error)
{
  *(GPtrArray **) data = rs_problems_list (db, NULL, error);
  return *(GPtrArray **) data != NULL;
}

/* The newest one in a few words of the user's language. (transfer full) (nullable) */
static char *
describe (const RsProblem *problem)
{
  g_autofree char *words = rs_phrase_translate (problem->text);

  return words != NULL ? rs_text_excerpt (words, MAX_WORDS) : NULL;
}

/* "rackbeat" or "webshipper" when a new key would do. */
static const char *
wants_key (const RsProblem *problem)
{
  if (!g_str_equal (problem->code, RS_PROBLEM_KEY_REFUSED))
    return NULL;
  return g_str_has_prefix (problem->subject, "webshipper") ? "webshipper" : "rackbeat";
}

static GNotification *
compose (GPtrArray *problems)
{
  const RsProblem *newest = g_ptr_array_index (problems, problems->len - 1);
  g_autofree char *title = g_strdup_printf (
    ngettext ("%u problem needs you", "%u problems need you", problems->len), problems->len);
  g_autofree char *body = describe (newest);
  GNotification *notification = g_notification_new (title);
  const char *service = wants_key (newest);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", "problems");
  if (service != NULL)
    g_notification_add_button_with_target (notification, _ ("Reconnect…"), "app.connect", "s", service);
  else
    g_notification_add_button_with_target (notification, _ ("Show Problems"), "app.show-page", "s",
                                           "problems");
  return notification;
}

static void
tell (Notifier *self, guint count)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (self->window));
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GNotification) notification = NULL;

  self->told = count;
  if (application == NULL || !rs_habit_get (rs_session_get_store (self->session), RS_HABIT_NOTIFY)
      || !rs_store_read (rs_session_get_store (self->session), read_problems, &problems, NULL)
      || problems->len == 0)
    return;
  notification = compose (problems);
  g_application_send_notification (application, ID, notification);
}

static gboolean
on_quiet (gpointer data)
{
  Notifier *self = data;
  guint count = rs_session_get_problem_count (self->session);

  self->timeout_id = 0;
  if (count > self->told && !gtk_window_is_active (self->window))
    tell (self, count);
  self->told = count;
  return G_SOURCE_REMOVE;
}

static void
on_count (RsSession *session, GParamSpec *pspec, gpointer data)
{
  Notifier *self = data;
  GApplication *application = G_APPLICATION (gtk_window_get_application (self->window));

  if (rs_session_get_problem_count (session) == 0 && application != NULL)
    g_application_withdraw_notification (application, ID);
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  self->timeout_id = g_timeout_add_seconds (QUIET_SECONDS, on_quiet, self);
}

void
rs_notifier_watch (GtkWindow *window, RsSession *session)
{
  Notifier *self;

  g_return_if_fail (GTK_IS_WINDOW (window) && RS_IS_SESSION (session));

  self = g_new0 (Notifier, 1);
  self->window = window;
  self->session = g_object_ref (session);
  self->told = rs_session_get_problem_count (session);
  g_object_set_data_full (G_OBJECT (window), "rs-notifier", self, notifier_free);
  g_signal_connect (session, "notify::problem-count", G_CALLBACK (on_count), self);
}
