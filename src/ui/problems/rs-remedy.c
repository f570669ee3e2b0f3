/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-remedy.h"

#include "rs-confirm.h"
#include "rs-error.h"
#include "rs-open-service.h"
#include "rs-records.h"
#include "rs-remedy-ask.h"
#include "rs-undo-toast.h"

#include <glib/gi18n.h>

static const RsRemedy remedy_table[] = {
  { "map-term", NULL, N_ ("Choose Rate…") },
  { "set-default-rate", NULL, N_ ("Choose Default Rate…") },
  { "map-rate", NULL, N_ ("Choose Delivery Term…") },
  { "set-default-term", NULL, N_ ("Choose Default Term…") },
  { "answer-country", NULL, N_ ("Choose Country…") },
  { "answer-customer", NULL, N_ ("Choose Customer…") },
  { "answer-item", NULL, N_ ("Choose Item…") },
  { "choose-drop-point", NULL, N_ ("Choose Drop Point…") },
  { "answer-fraction", "round-up", N_ ("Round Up") },
  { "answer-fraction", "one-with-text", N_ ("Send 1 with the Amount") },
  { "recreate", NULL, N_ ("Make It Again") },
  { "leave", NULL, N_ ("Leave as It Is") },
  { "allow-foreign", NULL, N_ ("Send All the Same") },
  { "sweep", NULL, N_ ("Read Everything Anew…") },
  { "reconnect", NULL, N_ ("Reconnect…") },
  { "let-go", NULL, N_ ("Let Go") },
  { "retry", NULL, N_ ("Retry") },
  { "open-rackbeat", NULL, N_ ("Open Rackbeat") },
  { "open-webshipper", NULL, N_ ("Open Webshipper") },
  { "report", NULL, N_ ("Report…") },
  { NULL, NULL, NULL },
};

const RsRemedy *
rs_remedies (void)
{
  return remedy_table;
}

gboolean
rs_remedy_fits (const RsRemedy *self, const RsProblem *problem)
{
  return problem->remedies != NULL && g_strv_contains ((const char *const *) problem->remedies, self->remedy);
}

typedef struct
{
  const RsRemedy *remedy;
  GtkWidget *widget;   /* (owned) */
  RsSession *session;  /* (owned) */
  GPtrArray *problems; /* (owned) (element-type RsProblem) never empty */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->session);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static RsProblem *
first (const Errand *self)
{
  return g_ptr_array_index (self->problems, 0);
}

/* Remedies that are an answer for all orders, and what in the problem they are about. */
static const struct
{
  const char *remedy;
  const char *about; /* (nullable) the argument's name */
} settled[] = {
  { "map-term", "term" },       { "set-default-rate", NULL },    { "map-rate", "rate" },
  { "set-default-term", NULL }, { "answer-country", "country" }, { "answer-customer", "key" },
  { "answer-item", "line" },    { "answer-fraction", "item" },   { "allow-foreign", NULL },
};

static gboolean
is_settled (const Errand *self, char **about)
{
  for (guint i = 0; i < G_N_ELEMENTS (settled); i++)
    if (g_str_equal (settled[i].remedy, self->remedy->remedy))
      {
        *about = settled[i].about != NULL ? rs_problem_dup_argument (first (self), settled[i].about) : NULL;
        return TRUE;
      }
  return FALSE;
}

/* A problem of a whole service is about it; one of what its key allows names it. */
static void
reconnect (Errand *self)
{
  g_autofree char *argument = rs_problem_dup_argument (first (self), "service");
  g_autofree char *service = g_ascii_strdown (argument != NULL ? argument : first (self)->subject, -1);

  gtk_widget_activate_action (self->widget, "win.connect", "s", service);
}

/* Needs no engine: FALSE when the remedy is no such one. */
static gboolean
show_way (Errand *self)
{
  const char *remedy = self->remedy->remedy;
  g_autofree char *number = rs_problem_dup_argument (first (self), "order");

  if (g_str_equal (remedy, "reconnect"))
    reconnect (self);
  else if (g_str_equal (remedy, "open-rackbeat"))
    rs_open_service (self->widget, self->session, "rackbeat", number);
  else if (g_str_equal (remedy, "open-webshipper"))
    rs_open_service (self->widget, self->session, "webshipper", number);
  else if (g_str_equal (remedy, "report"))
    gtk_widget_activate_action (self->widget, "win.support-bundle", NULL);
  else
    return FALSE;
  return TRUE;
}

typedef struct
{
  RsProblem *problem;
  GPtrArray *case_keys; /* (owned) */
} Cases;

static gboolean
list_cases (RsDb *db, gpointer data, GError **error)
{
  Cases *self = data;

  self->case_keys = rs_problems_list_cases (db, self->problem->code, self->problem->subject, error);
  return self->case_keys != NULL;
}

/* Every order that the problem stops. */
static gboolean
retry (Errand *self, RsProblem *problem, GError **error)
{
  Cases cases = { problem, NULL };
  g_autoptr (GPtrArray) case_keys = NULL;

  if (!rs_store_read (rs_session_get_store (self->session), list_cases, &cases, error))
    return FALSE;
  case_keys = cases.case_keys;
  for (guint i = 0; i < case_keys->len; i++)
    {
      RsEngine *engine = rs_session_get_engine (self->session);

      if (engine == NULL || !dex_await (rs_engine_retry (engine, g_ptr_array_index (case_keys, i)), error))
        return FALSE;
    }
  return TRUE;
}

/* What a person set right in a service is read, too. */
static gboolean
retry_all (Errand *self, GError **error)
{
  for (guint i = 0; i < self->problems->len; i++)
    if (!retry (self, g_ptr_array_index (self->problems, i), error))
      return FALSE;
  return dex_await (rs_session_sync_now (self->session), error);
}

static gboolean
carry_out (Errand *self, const char *value, GError **error)
{
  RsEngine *engine = rs_session_get_engine (self->session);
  const char *remedy = self->remedy->remedy;
  const char *case_key = first (self)->case_key;
  g_autofree char *about = NULL;

  if (engine == NULL || rs_session_get_follows (self->session))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_CONFLICT, "This window cannot sync");
      return FALSE;
    }
  if (is_settled (self, &about))
    return dex_await (rs_engine_settle (engine, remedy, about, value), error);
  if (g_str_equal (remedy, "sweep"))
    return dex_await (rs_engine_sync_once (engine, RS_SYNC_PERSON | RS_SYNC_SWEEP), error);
  if (g_str_equal (remedy, "choose-drop-point"))
    return dex_await (rs_engine_choose_drop_point (engine, case_key != NULL ? case_key : "", value), error);
  if (g_str_equal (remedy, "retry"))
    return retry_all (self, error);
  return dex_await (rs_engine_answer (engine, case_key != NULL ? case_key : "", first (self)->code, remedy),
                    error);
}

/* (transfer full) (nullable): what is answered; "" where nothing has to be. */
static char *
ask (Errand *self, GError **error)
{
  const char *remedy = self->remedy->remedy;
  RsProblem *problem = first (self);

  if (g_str_equal (remedy, "map-term") || g_str_equal (remedy, "set-default-rate"))
    return dex_await_string (
      rs_remedy_ask_rate (self->widget, self->session, problem, g_str_equal (remedy, "set-default-rate")),
      error);
  if (g_str_equal (remedy, "map-rate") || g_str_equal (remedy, "set-default-term"))
    return dex_await_string (
      rs_remedy_ask_term (self->widget, self->session, problem, g_str_equal (remedy, "set-default-term")),
      error);
  if (g_str_equal (remedy, "answer-country"))
    return dex_await_string (rs_remedy_ask_country (self->widget, problem), error);
  if (g_str_equal (remedy, "answer-customer"))
    return dex_await_string (rs_remedy_ask_customer (self->widget, self->session, problem), error);
  if (g_str_equal (remedy, "answer-item"))
    return dex_await_string (rs_remedy_ask_item (self->widget, self->session, problem), error);
  if (g_str_equal (remedy, "choose-drop-point"))
    return dex_await_string (rs_remedy_ask_drop_point (self->widget, self->session, problem), error);
  if (g_str_equal (remedy, "sweep")
      && !dex_await (
        rs_confirm (self->widget, _ ("Read Everything Anew?"),
                    _ ("What is still missing then is taken as deleted: its order is cancelled in the "
                       "other system as far as that is possible."),
                    _ ("_Read Anew")),
        error))
    return NULL;
  return g_strdup (self->remedy->value != NULL ? self->remedy->value : "");
}

/* An order that was let go, to be held back again. */
typedef struct
{
  GtkWidget *overlay; /* (owned) */
  RsSession *session; /* (owned) */
  char *case_key;     /* (owned) */
} LetGo;

static void
let_go_free (gpointer data)
{
  LetGo *self = data;

  g_object_unref (self->overlay);
  g_object_unref (self->session);
  g_free (self->case_key);
  g_free (self);
}

static DexFuture *
tell_held (DexFuture *held, gpointer overlay)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (held, &error) == NULL)
    gtk_widget_activate_action (overlay, "win.say", "s", error->message);
  return NULL;
}

static void
hold_again (gpointer data, gpointer unused)
{
  LetGo *self = data;
  RsEngine *engine = rs_session_get_engine (self->session);

  if (engine != NULL)
    dex_future_disown (dex_future_finally (rs_engine_hold_back (engine, self->case_key), tell_held,
                                           g_object_ref (self->overlay), g_object_unref));
}

/* The one answer that can be taken back as it was: nothing of the order is asked again, it only stands still.
 */
static void
offer_undo (Errand *self, GtkWidget *overlay)
{
  LetGo *let_go;

  if (overlay == NULL || !g_str_equal (self->remedy->remedy, "let-go") || first (self)->case_key == NULL)
    return;
  let_go = g_new0 (LetGo, 1);
  let_go->overlay = g_object_ref (overlay);
  let_go->session = g_object_ref (self->session);
  let_go->case_key = g_strdup (first (self)->case_key);
  rs_undo_toast_show (ADW_TOAST_OVERLAY (overlay), _ ("The order is let go"), hold_again, let_go,
                      let_go_free);
}

static DexFuture *
run_fiber (gpointer data)
{
  Errand *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  /* What is answered leaves by itself, with the button. */
  GtkWidget *overlay = gtk_widget_get_ancestor (self->widget, ADW_TYPE_TOAST_OVERLAY);

  if (show_way (self))
    return dex_future_new_true ();
  if (overlay != NULL)
    g_object_ref (overlay);
  value = ask (self, &error);
  if (value != NULL && carry_out (self, value, &error))
    offer_undo (self, overlay);
  g_clear_object (&overlay);
  if (error != NULL && !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    gtk_widget_activate_action (self->widget, "win.say", "s", error->message);
  return dex_future_new_true ();
}

DexFuture *
rs_remedy_run (const RsRemedy *self, GtkWidget *widget, RsSession *session, GPtrArray *problems)
{
  Errand *errand;

  dex_return_error_if_fail (self != NULL && problems->len > 0);

  errand = g_new0 (Errand, 1);
  errand->remedy = self;
  errand->widget = g_object_ref (widget);
  errand->session = g_object_ref (session);
  errand->problems = g_ptr_array_ref (problems);
  return dex_scheduler_spawn (NULL, 0, run_fiber, errand, errand_free);
}
