/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-case-hold.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-records.h"

#include <string.h>

/* What a person answers to a problem of a case. An answer is a line of the journal, which the plan reads:
 * leaving something as it is, a step "answer:<code>:<handle>" that is done; having it again, the creation
 * dropped; trying again, what failed dropped; holding the order back, a step "hold:<case>" that is done, and
 * dropped when it is let go. */

typedef struct
{
  RsEngine *engine; /* (owned) */
  char *case_key;   /* (owned) */
  char *code;       /* (owned) (nullable) any */
  char *remedy;     /* (owned) */
  RsInstant now;
  gboolean found;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->engine);
  g_free (self->case_key);
  g_free (self->code);
  g_free (self->remedy);
  g_free (self);
}

static gboolean
leave (RsDb *db, const Answer *self, const RsProblem *problem, GError **error)
{
  g_autofree char *handle = rs_problem_dup_argument (problem, "handle");
  g_autoptr (RsStep) step = rs_step_new ();
  gboolean added;

  step->key = g_strdup_printf ("answer:%s:%s", problem->code, handle != NULL ? handle : problem->subject);
  step->kind = g_strdup ("answer");
  step->case_key = g_strdup (self->case_key);
  step->state = RS_STEP_DONE;
  step->who = g_strdup ("person");
  step->created_at = self->now;
  step->changed_at = self->now;
  return rs_journal_add (db, step, &added, error);
}

/* What failed and is another case's in the journal, although this one wishes for it too: a customer or item
 * that several orders need. The case's problems name it. */
static gboolean
drop_shared (RsDb *db, const Answer *self, GError **error)
{
  g_autoptr (GPtrArray) problems = rs_problems_of_case (db, self->case_key, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      g_autofree char *key = rs_problem_dup_argument (g_ptr_array_index (problems, i), "step");
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsStep) step = key != NULL ? rs_journal_find (db, key, &failure) : NULL;

      if (step != NULL && step->state == RS_STEP_FAILED)
        {
          step->state = RS_STEP_DROPPED;
          rs_journal_update (db, step, &failure);
        }
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return problems != NULL;
}

/* Every step of the case that failed, or the creation of @subject, is dropped: it is planned anew if it is
 * still wanted. One that waits is due now. */
static gboolean
drop (RsDb *db, const Answer *self, const char *subject, GError **error)
{
  g_autoptr (GPtrArray) steps = rs_journal_of_case (db, self->case_key, error);
  g_autofree char *creation = g_strconcat ("create-ws-order:", subject, NULL);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (steps, i);

      if (subject != NULL ? g_str_equal (step->key, creation) : step->state == RS_STEP_FAILED)
        step->state = RS_STEP_DROPPED;
      else if (subject == NULL && step->due_at != RS_INSTANT_NONE)
        step->due_at = self->now;
      else
        continue;
      if (!rs_journal_update (db, step, error))
        return FALSE;
    }
  return subject != NULL || drop_shared (db, self, error);
}

/* The case's hold as it stands in the journal; NULL when there never was one. */
static gboolean
find_hold (RsDb *db, const Answer *self, RsStep **hold, GError **error)
{
  g_autofree char *key = g_strconcat (RS_PLAN_HOLD_KEY, self->case_key, NULL);
  g_autoptr (GError) problem = NULL;

  *hold = rs_journal_find (db, key, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return TRUE;
}

static gboolean
let_go (RsDb *db, const Answer *self, GError **error)
{
  g_autoptr (RsStep) hold = NULL;

  if (!find_hold (db, self, &hold, error))
    return FALSE;
  if (hold == NULL || hold->state != RS_STEP_DONE)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Nobody holds it back");
      return FALSE;
    }
  hold->state = RS_STEP_DROPPED;
  hold->changed_at = self->now;
  return rs_journal_update (db, hold, error);
}

static gboolean
put_hold (RsDb *db, const Answer *self, GError **error)
{
  g_autoptr (RsStep) hold = NULL;
  gboolean added;

  if (!find_hold (db, self, &hold, error))
    return FALSE;
  if (hold != NULL)
    {
      hold->state = RS_STEP_DONE;
      hold->changed_at = self->now;
      return rs_journal_update (db, hold, error);
    }
  hold = rs_step_new ();
  hold->key = g_strconcat (RS_PLAN_HOLD_KEY, self->case_key, NULL);
  hold->kind = g_strdup ("hold");
  hold->case_key = g_strdup (self->case_key);
  hold->state = RS_STEP_DONE;
  hold->who = g_strdup ("person");
  hold->created_at = self->now;
  hold->changed_at = self->now;
  return rs_journal_add (db, hold, &added, error);
}

/* Of what has ended, and of what is held back already, nothing is left to hold. */
static gboolean
can_be_held (RsDb *db, const Answer *self, GError **error)
{
  g_autoptr (RsStep) hold = NULL;
  g_autoptr (RsCaseRow) row = NULL;
  gboolean held;

  if (!find_hold (db, self, &hold, error))
    return FALSE;
  held = hold != NULL && hold->state == RS_STEP_DONE;
  row = rs_cases_get_row (db, self->case_key, NULL);
  if (held)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "It is held back already");
  else if (row == NULL || g_str_equal (row->state, RS_CASE_STATE_SHIPPED)
           || g_str_equal (row->state, RS_CASE_STATE_CANCELLED))
    g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Nothing of it is left to hold back");
  else
    return TRUE;
  return FALSE;
}

static gboolean
concerns (const Answer *self, const RsProblem *problem)
{
  return (self->code == NULL || g_str_equal (self->code, problem->code)) && problem->remedies != NULL
         && g_strv_contains ((const char *const *) problem->remedies, self->remedy);
}

static gboolean
take (RsDb *db, const Answer *self, const RsProblem *problem, GError **error)
{
  if (g_str_equal (self->remedy, "leave"))
    return leave (db, self, problem, error);
  if (g_str_equal (self->remedy, "let-go"))
    return let_go (db, self, error);
  return drop (db, self, g_str_equal (self->remedy, "recreate") ? problem->subject : NULL, error);
}

static gboolean
store_answer (RsDb *db, gpointer data, GError **error)
{
  Answer *self = data;
  g_autoptr (GPtrArray) problems = rs_problems_of_case (db, self->case_key, error);
  g_autofree char *what = g_strdup_printf ("Answered: %s", self->remedy);

  if (problems == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (problems, i);

      if (!concerns (self, problem))
        continue;
      self->found = TRUE;
      if (!take (db, self, problem, error)
          || !rs_activity_add (db, self->now, self->case_key, "person", what, "done", problem->text, error))
        return FALSE;
    }
  return rs_cases_mark_dirty (db, self->case_key, error);
}

static gboolean
store_retry (RsDb *db, gpointer data, GError **error)
{
  Answer *self = data;

  return drop (db, self, NULL, error) && rs_cases_mark_dirty (db, self->case_key, error);
}

static gboolean
store_hold (RsDb *db, gpointer data, GError **error)
{
  Answer *self = data;

  return can_be_held (db, self, error) && put_hold (db, self, error)
         && rs_activity_add (db, self->now, self->case_key, "person", "Held back", "done", NULL, error)
         && rs_cases_mark_dirty (db, self->case_key, error);
}

static gboolean
store_let_go (RsDb *db, gpointer data, GError **error)
{
  Answer *self = data;

  return let_go (db, self, error)
         && rs_activity_add (db, self->now, self->case_key, "person", "Let go", "done", NULL, error)
         && rs_cases_mark_dirty (db, self->case_key, error);
}

static DexFuture *
carry_out (Answer *self, RsStoreFunc store)
{
  g_auto (RsPass) pass = { 0 };
  g_auto (RsCaseHold) hold = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON, &error))
    return dex_future_new_for_error (error);
  rs_case_hold_take (&hold, &pass, self->case_key);
  self->now = rs_clock_now (pass.clock);
  if (!rs_store_write (pass.store, store, self, RS_DURABLE_NOW, &error))
    return dex_future_new_for_error (error);
  if (store == store_answer && !self->found)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_NOT_FOUND,
                                  "No problem of this order is answered with \"%s\"", self->remedy);
  if (!rs_runner_run_held_case (&pass, self->case_key, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static DexFuture *
answer_fiber (gpointer data)
{
  return carry_out (data, store_answer);
}

static DexFuture *
retry_fiber (gpointer data)
{
  return carry_out (data, store_retry);
}

static DexFuture *
hold_fiber (gpointer data)
{
  return carry_out (data, store_hold);
}

static DexFuture *
let_go_fiber (gpointer data)
{
  return carry_out (data, store_let_go);
}

static Answer *
answer_new (RsEngine *engine, const char *case_key, const char *code, const char *remedy)
{
  Answer *self = g_new0 (Answer, 1);

  self->engine = g_object_ref (engine);
  self->case_key = g_strdup (case_key);
  self->code = g_strdup (code);
  self->remedy = g_strdup (remedy);
  return self;
}

DexFuture *
rs_engine_answer (RsEngine *self, const char *case_key, const char *code, const char *remedy)
{
  static const char *const remedies[] = { "leave", "recreate", "retry", "let-go", NULL };

  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL && remedy != NULL);

  if (!g_strv_contains (remedies, remedy))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "An answer is leave, recreate, retry or let-go, not \"%.40s\"", remedy);
  return dex_scheduler_spawn (NULL, 0, answer_fiber, answer_new (self, case_key, code, remedy), answer_free);
}

DexFuture *
rs_engine_retry (RsEngine *self, const char *case_key)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL);
  return dex_scheduler_spawn (NULL, 0, retry_fiber, answer_new (self, case_key, NULL, "retry"), answer_free);
}

DexFuture *
rs_engine_hold_back (RsEngine *self, const char *case_key)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL);
  return dex_scheduler_spawn (NULL, 0, hold_fiber, answer_new (self, case_key, NULL, "hold"), answer_free);
}

DexFuture *
rs_engine_let_go (RsEngine *self, const char *case_key)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL);
  return dex_scheduler_spawn (NULL, 0, let_go_fiber, answer_new (self, case_key, NULL, "let-go"),
                              answer_free);
}
