/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-carry.h"
#include "rs-case-hold.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-permission.h"
#include "rs-plan-rules.h"
#include "rs-plant.h"
#include "rs-records.h"
#include "rs-refusals.h"

/* More steps than any case has at once: a plan that never ends is a bug, and must not become an endless run.
 */
#define MAX_STEPS_IN_A_ROW 50
/* How many cases are under way at once. The lane decides how fast; this only keeps it fed. */
#define CASES_AT_ONCE 8

/* With the number that Rackbeat is to be searched for. */
static RsProblem *
by_hand_problem (const RsCase *subject, const RsStep *step)
{
  RsProblem *problem = rs_problem_new (RS_PROBLEM_SHIPMENT_BY_HAND, step->key, subject->key,
                                       "open-rackbeat,retry", "%s", step->error);
  g_autofree char *number
    = subject->rb_order != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, subject->rb_order->number) : NULL;

  rs_problem_set_argument (problem, "order", number);
  return problem;
}

/* Problems that a step of the journal stands for, beside those that the plan sees. */
static void
add_step_problems (const RsCase *subject, GPtrArray *problems)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      if (step->state != RS_STEP_WAITING || step->error == NULL)
        continue;
      if (step->error_code == RS_ERROR_AUTH)
        g_ptr_array_add (problems, rs_permission_problem (step->kind, subject->key, step->error));
      else if (step->due_at == RS_INSTANT_NONE)
        g_ptr_array_add (problems, by_hand_problem (subject, step));
    }
}

/* Which steps of a plan may begin, for what is still open of the case. */
typedef enum
{
  BEGIN_NONE,
  BEGIN_ALONE, /* something waits for a person: what has nothing to do with that */
  BEGIN_ALL
} Begin;

static Begin
may_begin_beside (const RsCase *subject)
{
  Begin begin = BEGIN_ALL;

  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      if (rs_step_is_open (step))
        begin = MIN (begin, rs_step_waits_for_hands (step) ? BEGIN_ALONE : BEGIN_NONE);
    }
  return begin;
}

static RsStep *
find_first (RsPlan *plan, Begin begin)
{
  for (guint i = 0; begin != BEGIN_NONE && i < plan->steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (plan->steps, i);

      if (begin == BEGIN_ALL || rs_step_kind_stands_alone (step->kind))
        return step;
    }
  return NULL;
}

/* The first step of @plan that may begin, unless the key does not allow it, which is then the problem. */
static RsStep *
take_first (RsPass *pass, const RsCase *subject, RsPlan *plan, Begin begin)
{
  RsStep *first = find_first (plan, begin);

  if (first == NULL || (pass->flags & RS_SYNC_PREVIEW))
    return NULL;
  if (rs_permission_may_try (pass, first->kind))
    return first;
  g_ptr_array_add (plan->problems, rs_permission_problem (first->kind, subject->key, NULL));
  return NULL;
}

typedef struct
{
  RsPass *pass;
  const RsCase *subject;
  RsPlan *plan;
  RsStep *first;     /* (nullable) journaled as sent when not NULL */
  RsStep *overtaken; /* (nullable) a step of the journal that is dropped with it */
  gint64 stamp;
  gboolean settled; /* nothing more now: the mark ends */
  gboolean added;
} Planned;

static gboolean
store_plan (RsDb *db, gpointer data, GError **error)
{
  Planned *self = data;
  RsInstant now = rs_clock_now (self->pass->clock);

  if (RS_PLANT ("swallow-problems"))
    g_ptr_array_set_size (self->plan->problems, 0);
  if (!rs_problems_set_for_case (db, self->subject->key, self->plan->problems, now, error)
      || !rs_cases_put_row (db, self->plan->row, error)
      || (self->overtaken != NULL && !rs_journal_update (db, self->overtaken, error)))
    return FALSE;
  if (self->first != NULL)
    {
      self->first->created_at = now;
      self->first->changed_at = now;
      return rs_journal_add (db, self->first, &self->added, error);
    }
  return !self->settled || rs_cases_clear_dirty (db, self->subject->key, self->stamp, error);
}

typedef struct
{
  const RsStep *step;
  const char *case_key;
  gboolean taken;
} TakeOver;

static gboolean
take_over (RsDb *db, gpointer data, GError **error)
{
  TakeOver *self = data;

  return rs_journal_take_over (db, self->step, self->case_key, &self->taken, error);
}

/* Several cases may want the same customer or item made anew: one of them takes it, and is told so by the
 * journal itself. */
static RsOutcome
begin_shared (Planned *planned, RsStep *journaled, GError **error)
{
  TakeOver taking = { journaled, planned->subject->key, FALSE };
  char *refused = rs_refusals_remember (journaled);

  g_free (journaled->result);
  journaled->result = refused;
  g_set_str (&journaled->payload, planned->first->payload);
  if (!rs_store_write (planned->pass->store, take_over, &taking, RS_DURABLE_NOW, error))
    return RS_OUTCOME_ABORT;
  if (!taking.taken)
    return RS_OUTCOME_AGAIN;
  g_set_str (&journaled->case_key, planned->subject->key);
  journaled->state = RS_STEP_SENT;
  planned->pass->report->planned++;
  return rs_carry_begin (planned->pass, planned->subject, journaled, error);
}

/* Refused or dropped once, wanted anew: the same line of the journal, so that its key stays the only one. */
static RsOutcome
begin_anew (Planned *planned, RsStep *journaled, GError **error)
{
  if (rs_step_kind_is_shared (journaled->kind))
    return begin_shared (planned, journaled, error);
  g_free (journaled->payload);
  journaled->payload = g_strdup (planned->first->payload);
  g_clear_pointer (&journaled->result, g_free);
  journaled->state = RS_STEP_PLANNED;
  planned->first = NULL;
  planned->settled = FALSE;
  if (planned->overtaken == journaled)
    planned->overtaken = NULL;
  if (!rs_store_write (planned->pass->store, store_plan, planned, RS_DURABLE_EVENTUALLY, error))
    return RS_OUTCOME_ABORT;
  planned->pass->report->planned++;
  return rs_carry_begin (planned->pass, planned->subject, journaled, error);
}

/* Plans the case and journals the first step as sent, in one commit that is on disk before the request
 * leaves. @overtaken (nullable) is dropped unless it is that step. */
static RsOutcome
plan_and_begin (RsPass *pass, const RsCase *subject, RsStep *overtaken, gint64 stamp, GError **error)
{
  g_autoptr (RsPlan) plan = rs_plan_case (subject, pass->policy, rs_clock_now (pass->clock));
  Begin begin = may_begin_beside (subject);
  Planned planned
    = { pass, subject, plan, take_first (pass, subject, plan, begin), overtaken, stamp, TRUE, FALSE };
  RsStep *journaled;

  add_step_problems (subject, plan->problems);
  rs_case_row_hold (plan->row, plan->problems);
  if (planned.first != NULL)
    {
      journaled = rs_case_find_step (subject, planned.first->key);
      if (journaled != NULL)
        return begin_anew (&planned, journaled, error);
      planned.first->state = RS_PLANT ("skip-journal") ? RS_STEP_PLANNED : RS_STEP_SENT;
    }
  /* What is to be looked at again without any change stays marked, which costs a plan a cycle and no request.
   */
  pass->again |= plan->waits_for_other;
  planned.settled = !(pass->flags & RS_SYNC_PREVIEW) && plan->look_again == RS_INSTANT_NONE
                    && !plan->waits_for_other
                    && (planned.first != NULL || begin != BEGIN_ALL || plan->steps->len == 0);
  if (!rs_store_write (pass->store, store_plan, &planned,
                       planned.first != NULL ? RS_DURABLE_NOW : RS_DURABLE_EVENTUALLY, error))
    return RS_OUTCOME_ABORT;
  if (planned.first == NULL)
    {
      pass->report->planned += pass->flags & RS_SYNC_PREVIEW ? plan->steps->len : 0;
      pass->report->held += plan->problems->len > 0;
      pass->report->waiting += rs_case_has_open_step (subject);
      return RS_OUTCOME_ENOUGH;
    }
  if (!planned.added || rs_step_kind_find (planned.first->kind) == NULL)
    return RS_OUTCOME_AGAIN;

  pass->report->planned++;
  return rs_carry_begin (pass, subject, planned.first, error);
}

typedef struct
{
  const char *case_key;
  RsCase *subject;
  gint64 stamp;
} Loaded;

static gboolean
load (RsDb *db, gpointer data, GError **error)
{
  Loaded *self = data;

  if (!rs_cases_dirty_stamp (db, self->case_key, &self->stamp, error))
    return FALSE;
  self->subject = rs_case_load (db, self->case_key, error);
  return self->subject != NULL;
}

/* A step that certainly did not take effect yet is wished for anew when its time has come, because what it
 * was to write may have changed since. What a person asked for stands as it is, and so does what another case
 * may be waiting for. */
static gboolean
is_overtaken (const RsPass *pass, const RsStep *step)
{
  gboolean waits
    = step->state == RS_STEP_PLANNED || (step->state == RS_STEP_WAITING && step->due_at != RS_INSTANT_NONE);

  return waits && g_strcmp0 (step->who, "sync") == 0 && !rs_step_kind_is_shared (step->kind)
         && rs_step_kind_find (step->kind) != NULL
         && (rs_step_is_due (step, rs_clock_now (pass->clock)) || (pass->flags & RS_SYNC_PERSON));
}

/* Reads what the lists left out of the case. */
static gboolean
complete (RsPass *pass, const RsCase *subject, gboolean *completed, GError **error)
{
  gboolean whole = FALSE, parcels = FALSE, shipments = FALSE;

  *completed = FALSE;
  if (!rs_pull_whole_order (pass, subject, &whole, error)
      || !rs_pull_complete_case (pass, subject, &parcels, error)
      || !rs_pull_doubted_shipments (pass, subject, &shipments, error))
    return FALSE;
  *completed = whole || parcels || shipments;
  return TRUE;
}

static RsOutcome
look_once (RsPass *pass, const char *case_key, GError **error)
{
  Loaded loaded = { case_key, NULL, 0 };
  g_autoptr (RsCase) subject = NULL;
  gboolean completed = FALSE;

  if (!rs_store_read (pass->store, load, &loaded, error))
    return RS_OUTCOME_ABORT;
  subject = loaded.subject;
  if (!complete (pass, subject, &completed, error))
    return RS_OUTCOME_ABORT;
  if (completed)
    {
      g_clear_pointer (&subject, rs_case_unref);
      loaded.subject = NULL;
      if (!rs_store_read (pass->store, load, &loaded, error))
        return RS_OUTCOME_ABORT;
      subject = loaded.subject;
    }

  for (guint i = 0; !(pass->flags & RS_SYNC_PREVIEW) && i < subject->steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (subject->steps, i);
      RsOutcome result;

      if (rs_step_is_open (step) && is_overtaken (pass, step))
        {
          step->state = RS_STEP_DROPPED;
          return plan_and_begin (pass, subject, step, loaded.stamp, error);
        }
      if (!rs_step_is_open (step))
        continue;
      result = rs_carry_on (pass, subject, step, error);
      if (result != RS_OUTCOME_ENOUGH)
        return result;
      if (!rs_step_waits_for_hands (step))
        break;
    }
  return plan_and_begin (pass, subject, NULL, loaded.stamp, error);
}

gboolean
rs_runner_run_case (RsPass *pass, const char *case_key, GError **error)
{
  g_auto (RsCaseHold) hold = { 0 };

  rs_case_hold_take (&hold, pass, case_key);
  return rs_runner_run_held_case (pass, case_key, error);
}

gboolean
rs_runner_run_held_case (RsPass *pass, const char *case_key, GError **error)
{
  for (guint i = 0; i < MAX_STEPS_IN_A_ROW; i++)
    {
      g_autoptr (GError) failure = NULL;

      switch (look_once (pass, case_key, &failure))
        {
        case RS_OUTCOME_AGAIN:
          continue;
        case RS_OUTCOME_ENOUGH:
          return TRUE;
        case RS_OUTCOME_ABORT:
        default:
          if (failure != NULL && g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  g_warning ("The case %s wanted more than %d steps in a row", case_key, MAX_STEPS_IN_A_ROW);
  return TRUE;
}

/* Several fibers take from one list. */
typedef struct
{
  gatomicrefcount refs;
  RsPass *pass;
  GPtrArray *case_keys;
  guint next;
  guint done;
  RsProgressFunc progress;
  gpointer data;
  GError *error;
} Crew;

static void
crew_unref (gpointer data)
{
  Crew *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->case_keys);
  g_clear_error (&self->error);
  g_free (self);
}

static DexFuture *
crew_member (gpointer data)
{
  Crew *crew = data;

  while (crew->error == NULL && crew->next < crew->case_keys->len)
    {
      const char *case_key = g_ptr_array_index (crew->case_keys, crew->next++);
      g_autoptr (GError) error = NULL;

      if ((rs_pass_is_broken_off (crew->pass, &error) || !rs_runner_run_case (crew->pass, case_key, &error))
          && crew->error == NULL)
        crew->error = g_steal_pointer (&error);
      crew->done++;
      if (crew->progress != NULL)
        crew->progress (crew->done, crew->case_keys->len, crew->data);
    }
  return dex_future_new_true ();
}

gboolean
rs_runner_run_cases (RsPass *pass, GPtrArray *case_keys, RsProgressFunc progress, gpointer data,
                     GError **error)
{
  Crew *crew = g_new0 (Crew, 1);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (dex_unref);
  gboolean success;

  g_atomic_ref_count_init (&crew->refs);
  crew->pass = pass;
  crew->case_keys = g_ptr_array_ref (case_keys);
  crew->progress = progress;
  crew->data = data;

  for (guint i = 0; i < MIN (CASES_AT_ONCE, case_keys->len); i++)
    {
      g_atomic_ref_count_inc (&crew->refs);
      g_ptr_array_add (members, dex_scheduler_spawn (NULL, 0, crew_member, crew, crew_unref));
    }
  if (members->len > 0)
    dex_await (dex_future_allv ((DexFuture **) members->pdata, members->len), NULL);

  success = crew->error == NULL;
  if (!success)
    g_propagate_error (error, g_steal_pointer (&crew->error));
  crew_unref (crew);
  return success;
}

typedef struct
{
  RsStep *step;
  RsInstant now;
  gboolean added;
} AddStep;

static gboolean
add_step (RsDb *db, gpointer data, GError **error)
{
  AddStep *self = data;

  self->step->created_at = self->now;
  self->step->changed_at = self->now;
  return rs_journal_add (db, self->step, &self->added, error)
         && rs_cases_mark_dirty (db, self->step->case_key, error);
}

gboolean
rs_runner_add_step (RsPass *pass, RsStep *step, GError **error)
{
  AddStep data = { step, rs_clock_now (pass->clock), FALSE };

  return rs_store_write (pass->store, add_step, &data, RS_DURABLE_NOW, error);
}
