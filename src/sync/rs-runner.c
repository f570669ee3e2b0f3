/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"
#include "rs-redact.h"

/* More steps than any case has at once: a plan that never ends is a bug, and must not become an endless run.
 */
#define MAX_STEPS_IN_A_ROW 50
/* How many cases are under way at once. The lane decides how fast; this only keeps it fed. */
#define CASES_AT_ONCE 8
#define BACKOFF       (15 * RS_INSTANT_SECOND)
#define BACKOFF_MAX   (30 * RS_INSTANT_MINUTE)

typedef enum
{
  RUN_AGAIN,  /* something changed: load and plan anew */
  RUN_ENOUGH, /* nothing more to be done now */
  RUN_ABORT,  /* the pass must end: error is set */
} RunResult;

/* What is committed after a step was looked at. */
typedef struct
{
  RsStep *step;
  RsStepContext *context; /* (nullable) */
  const char *what;
  const char *result;
  RsInstant now;
} Outcome;

static gboolean
store_outcome (RsDb *db, gpointer data, GError **error)
{
  Outcome *self = data;

  self->step->changed_at = self->now;
  if (!rs_journal_update (db, self->step, error))
    return FALSE;
  for (guint i = 0; self->context != NULL && i < self->context->documents->len; i++)
    {
      gboolean changed;

      if (!rs_pull_put_row (db, g_ptr_array_index (self->context->feeds, i),
                            g_ptr_array_index (self->context->documents, i), &changed, error))
        return FALSE;
    }
  if (self->context != NULL && self->context->link != NULL && !rs_links_put (db, self->context->link, error))
    return FALSE;
  return rs_activity_add (db, self->now, self->step->case_key,
                          self->step->who != NULL ? self->step->who : "sync", self->what, self->result,
                          self->step->error, error);
}

static gboolean
commit_outcome (RsPass *pass, RsStep *step, RsStepContext *context, RsStepState state, const char *result,
                GError **error)
{
  const RsStepKind *kind = rs_step_kind_find (step->kind);
  g_autofree char *what
    = kind != NULL && context != NULL ? kind->describe (step, context->payload) : g_strdup (step->key);
  Outcome outcome = { step, context, what, result, rs_clock_now (pass->clock) };

  step->state = state;
  if (context != NULL && json_object_get_size (context->result) > 0)
    {
      g_free (step->result);
      step->result = rs_step_object_to_string (context->result);
    }
  return rs_store_write (pass->store, store_outcome, &outcome, RS_DURABLE_NOW, error);
}

static void
set_error (RsStep *step, const GError *error)
{
  g_free (step->error);
  step->error = error != NULL ? rs_redact (error->message) : NULL;
  step->error_code = error != NULL ? error->code : -1;
}

/* Doubles with each attempt, with jitter so that many cases do not come back at one instant. */
static RsInstant
next_try (RsPass *pass, const RsStep *step)
{
  gint64 wait = BACKOFF << MIN (step->attempts, 10);

  wait = MIN (wait, BACKOFF_MAX);
  wait += (gint64) (rs_random_unit (pass->random) * wait / 4);
  return rs_clock_now (pass->clock) + wait;
}

static gboolean
ends_the_pass (const GError *error)
{
  return g_error_matches (error, RS_ERROR, RS_ERROR_OFFLINE)
         || g_error_matches (error, RS_ERROR, RS_ERROR_THROTTLED)
         || g_error_matches (error, RS_ERROR, RS_ERROR_STORAGE)
         || g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED);
}

static RunResult
finish_done (RsPass *pass, RsStep *step, RsStepContext *context, const char *result, GError **error)
{
  set_error (step, NULL);
  step->due_at = RS_INSTANT_NONE;
  if (!commit_outcome (pass, step, context, RS_STEP_DONE, result, error))
    return RUN_ABORT;
  pass->report->done++;
  pass->shipped |= g_str_equal (step->kind, "mark-rb-shipped");
  return RUN_AGAIN;
}

/* A person has to do the rest; the case is looked at again whenever it changes. */
static RunResult
finish_by_hand (RsPass *pass, RsStep *step, RsStepContext *context, GError **error)
{
  g_autoptr (GError) reason
    = g_error_new_literal (RS_ERROR, RS_ERROR_REJECTED, context->detail != NULL ? context->detail : "");
  gboolean known = step->state == RS_STEP_WAITING && g_strcmp0 (step->error, reason->message) == 0;

  set_error (step, reason);
  step->due_at = RS_INSTANT_NONE;
  if (!known && !commit_outcome (pass, step, context, RS_STEP_WAITING, "by-hand", error))
    return RUN_ABORT;
  return RUN_ENOUGH;
}

static RunResult
finish_waiting (RsPass *pass, RsStep *step, RsStepContext *context, RsStepState state, RsInstant due_at,
                GError *failure, GError **error)
{
  gboolean abort = ends_the_pass (failure);

  set_error (step, failure);
  step->due_at = due_at;
  if (!commit_outcome (pass, step, context, state, state == RS_STEP_DOUBTFUL ? "doubtful" : "waiting", error))
    return RUN_ABORT;
  if (!abort)
    return RUN_ENOUGH;
  if (error != NULL && *error == NULL)
    g_propagate_error (error, g_error_copy (failure));
  return RUN_ABORT;
}

static RunResult
finish_failed (RsPass *pass, RsStep *step, RsStepContext *context, const GError *failure, GError **error)
{
  set_error (step, failure);
  step->due_at = RS_INSTANT_NONE;
  if (!commit_outcome (pass, step, context, RS_STEP_FAILED, "failed", error))
    return RUN_ABORT;
  pass->report->failed++;
  return RUN_AGAIN;
}

static RunResult perform_step (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error);

/* A doubtful step: ask the owner. Nothing found is believed only when the owner has had time to finish. */
static RunResult
resolve_doubt (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) failure = NULL;
  RsFound found = kind->lookup (context, &failure);
  RsInstant now = rs_clock_now (pass->clock);
  RsInstant settled;

  switch (found)
    {
    case RS_FOUND_YES:
      return finish_done (pass, step, context, "adopted", error);
    case RS_FOUND_BY_HAND:
      return finish_by_hand (pass, step, context, error);
    case RS_FOUND_ERROR:
      pass->report->doubtful++;
      return finish_waiting (pass, step, context, RS_STEP_DOUBTFUL, next_try (pass, step), failure, error);
    case RS_FOUND_NO:
    default:
      break;
    }

  settled = step->changed_at + kind->settle;
  if (step->due_at != RS_INSTANT_NONE)
    settled = MIN (settled, step->due_at);
  if (kind->settle > 0 && step->error_code >= 0 && now < settled)
    {
      g_autoptr (GError) reason
        = g_error_new_literal (RS_ERROR, RS_ERROR_AMBIGUOUS, step->error != NULL ? step->error : "No answer");

      pass->report->doubtful++;
      return finish_waiting (pass, step, context, RS_STEP_DOUBTFUL, settled, reason, error);
    }
  return perform_step (pass, context, kind, error);
}

static gboolean
mark_sent (RsPass *pass, RsStepContext *context, GError **error)
{
  RsStep *step = context->step;

  step->attempts++;
  step->due_at = RS_INSTANT_NONE;
  if (step->state == RS_STEP_SENT && step->attempts == 1)
    return TRUE; /* journaled as sent in one commit with its birth */
  return commit_outcome (pass, step, context, RS_STEP_SENT, "sent", error);
}

static RunResult
judge_failure (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError *failure, GError **error)
{
  RsStep *step = context->step;

  if (rs_error_is_ambiguous (failure) || g_error_matches (failure, RS_ERROR, RS_ERROR_PROTOCOL)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_CANCELLED))
    {
      set_error (step, failure);
      step->state = RS_STEP_DOUBTFUL;
      step->due_at = RS_INSTANT_NONE;
      if (!commit_outcome (pass, step, context, RS_STEP_DOUBTFUL, "doubtful", error))
        return RUN_ABORT;
      return resolve_doubt (pass, context, kind, error);
    }
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_CONFLICT))
    {
      g_autoptr (GError) ignored = NULL;
      RsFound found = kind->lookup (context, &ignored);

      if (found == RS_FOUND_YES)
        return finish_done (pass, step, context, "adopted", error);
      if (found == RS_FOUND_ERROR)
        return finish_waiting (pass, step, context, RS_STEP_DOUBTFUL, next_try (pass, step), ignored, error);
      return finish_failed (pass, step, context, failure, error);
    }
  if (ends_the_pass (failure))
    return finish_waiting (pass, step, context, RS_STEP_WAITING, next_try (pass, step), failure, error);
  return finish_failed (pass, step, context, failure, error);
}

static RunResult
perform_step (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) failure = NULL;
  RsFound found;

  if (!mark_sent (pass, context, error))
    return RUN_ABORT;
  if (!kind->perform (context, &failure))
    return judge_failure (pass, context, kind, failure, error);

  found = kind->verify (context, &failure);
  switch (found)
    {
    case RS_FOUND_YES:
      return finish_done (pass, step, context, "done", error);
    case RS_FOUND_BY_HAND:
      return finish_by_hand (pass, step, context, error);
    case RS_FOUND_ERROR:
      pass->report->doubtful++;
      return finish_waiting (pass, step, context, RS_STEP_DOUBTFUL, next_try (pass, step), failure, error);
    case RS_FOUND_NO:
    default:
      failure = g_error_new (RS_ERROR, RS_ERROR_REJECTED,
                             "The service accepted it but does not show it when read back");
      return finish_failed (pass, step, context, failure, error);
    }
}

/* Carries an open step on: what a crash, a lost answer or a wait left behind. */
static RunResult
continue_step (RsPass *pass, const RsCase *subject, RsStep *step, GError **error)
{
  const RsStepKind *kind = rs_step_kind_find (step->kind);
  g_autoptr (RsStepContext) context = rs_step_context_new (pass, subject, step);
  RsInstant now = rs_clock_now (pass->clock);

  if (kind == NULL)
    return RUN_ENOUGH; /* a newer version's: left as it is */
  if (step->due_at != RS_INSTANT_NONE && step->due_at > now && !(pass->flags & RS_SYNC_PERSON))
    return RUN_ENOUGH;

  switch (step->state)
    {
    case RS_STEP_PLANNED:
      return perform_step (pass, context, kind, error);
    case RS_STEP_SENT:
    case RS_STEP_DOUBTFUL:
      return resolve_doubt (pass, context, kind, error);
    case RS_STEP_WAITING:
      /* By hand: has it been done meanwhile? */
      if (step->due_at == RS_INSTANT_NONE)
        {
          g_autoptr (GError) failure = NULL;
          RsFound found = kind->lookup (context, &failure);

          if (found == RS_FOUND_YES)
            return finish_done (pass, step, context, "done-by-hand", error);
          if (found == RS_FOUND_BY_HAND)
            return finish_by_hand (pass, step, context, error);
          if (found == RS_FOUND_NO || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
            {
              g_autoptr (GError) gone
                = g_error_new_literal (RS_ERROR, RS_ERROR_NOT_FOUND, "It was deleted meanwhile");

              return finish_failed (pass, step, context, gone, error);
            }
          return finish_waiting (pass, step, context, RS_STEP_WAITING, RS_INSTANT_NONE, failure, error);
        }
      return perform_step (pass, context, kind, error);
    case RS_STEP_FAILED:
    case RS_STEP_DONE:
    case RS_STEP_DROPPED:
    default:
      return RUN_ENOUGH;
    }
}

/* Problems that a step itself stands for, beside those that the plan sees. */
static void
add_step_problems (const RsCase *subject, GPtrArray *problems)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      if (step->state == RS_STEP_WAITING && step->due_at == RS_INSTANT_NONE && step->error != NULL)
        g_ptr_array_add (problems, rs_problem_new (RS_PROBLEM_SHIPMENT_BY_HAND, step->key, subject->key,
                                                   "open-rackbeat,retry", "%s", step->error));
    }
}

typedef struct
{
  RsPass *pass;
  const RsCase *subject;
  RsPlan *plan;
  RsStep *first; /* (nullable) journaled as sent when not NULL */
  gint64 stamp;
  gboolean settled; /* nothing more now: the mark ends */
  gboolean added;
} Planned;

static gboolean
store_plan (RsDb *db, gpointer data, GError **error)
{
  Planned *self = data;
  RsInstant now = rs_clock_now (self->pass->clock);

  if (!rs_problems_set_for_case (db, self->subject->key, self->plan->problems, now, error)
      || !rs_cases_put_row (db, self->plan->row, error))
    return FALSE;
  if (self->first != NULL)
    {
      self->first->created_at = now;
      self->first->changed_at = now;
      return rs_journal_add (db, self->first, &self->added, error);
    }
  return !self->settled || rs_cases_clear_dirty (db, self->subject->key, self->stamp, error);
}

static RsStep *
find_journaled (const RsCase *subject, const char *key)
{
  return rs_case_find_step (subject, key);
}

/* Plans the case and journals the first step as sent, in one commit that is on disk before the request
 * leaves. */
static RunResult
plan_and_begin (RsPass *pass, const RsCase *subject, gint64 stamp, gboolean may_begin, GError **error)
{
  g_autoptr (RsPlan) plan = rs_plan_case (subject, pass->policy, rs_clock_now (pass->clock));
  Planned planned = { pass, subject, plan, NULL, stamp, TRUE, FALSE };
  g_autoptr (RsStepContext) context = NULL;
  RsStep *journaled;

  add_step_problems (subject, plan->problems);
  if (may_begin && plan->steps->len > 0 && !(pass->flags & RS_SYNC_PREVIEW))
    {
      planned.first = g_ptr_array_index (plan->steps, 0);
      journaled = find_journaled (subject, planned.first->key);
      if (journaled != NULL)
        {
          /* Refused or dropped once, wanted anew: the same line of the journal, so that its key stays the
           * only one. */
          g_free (journaled->payload);
          journaled->payload = g_strdup (planned.first->payload);
          g_clear_pointer (&journaled->result, g_free);
          journaled->state = RS_STEP_PLANNED;
          planned.first = NULL;
          planned.settled = FALSE;
          if (!rs_store_write (pass->store, store_plan, &planned, RS_DURABLE_EVENTUALLY, error))
            return RUN_ABORT;
          pass->report->planned++;
          context = rs_step_context_new (pass, subject, journaled);
          return perform_step (pass, context, rs_step_kind_find (journaled->kind), error);
        }
      planned.first->state = RS_STEP_SENT;
    }
  /* What is to be looked at again without any change stays marked, which costs a plan a cycle and no request.
   */
  if (pass->flags & RS_SYNC_PREVIEW || plan->look_again != RS_INSTANT_NONE)
    planned.settled = FALSE;
  if (!rs_store_write (pass->store, store_plan, &planned,
                       planned.first != NULL ? RS_DURABLE_NOW : RS_DURABLE_EVENTUALLY, error))
    return RUN_ABORT;
  if (planned.first == NULL)
    {
      pass->report->planned += pass->flags & RS_SYNC_PREVIEW ? plan->steps->len : 0;
      pass->report->held += plan->problems->len > 0;
      pass->report->waiting += rs_case_has_open_step (subject);
      return RUN_ENOUGH;
    }
  if (!planned.added || rs_step_kind_find (planned.first->kind) == NULL)
    return RUN_AGAIN;

  pass->report->planned++;
  context = rs_step_context_new (pass, subject, planned.first);
  return perform_step (pass, context, rs_step_kind_find (planned.first->kind), error);
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

static RsStep *
first_open_step (const RsCase *subject)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (subject->steps, i);

      if (rs_step_is_open (step))
        return step;
    }
  return NULL;
}

static RunResult
look_once (RsPass *pass, const char *case_key, GError **error)
{
  Loaded loaded = { case_key, NULL, 0 };
  g_autoptr (RsCase) subject = NULL;
  gboolean completed = FALSE;
  RsStep *open;

  if (!rs_store_read (pass->store, load, &loaded, error))
    return RUN_ABORT;
  subject = loaded.subject;
  if (!(pass->flags & RS_SYNC_PREVIEW) || pass->webshipper != NULL)
    {
      if (!rs_pull_complete_case (pass, subject, &completed, error))
        return RUN_ABORT;
      if (completed)
        {
          g_clear_pointer (&subject, rs_case_unref);
          loaded.subject = NULL;
          if (!rs_store_read (pass->store, load, &loaded, error))
            return RUN_ABORT;
          subject = loaded.subject;
        }
    }

  open = first_open_step (subject);
  if (open != NULL && !(pass->flags & RS_SYNC_PREVIEW))
    {
      RunResult result = continue_step (pass, subject, open, error);

      if (result != RUN_ENOUGH)
        return result;
    }
  return plan_and_begin (pass, subject, loaded.stamp, open == NULL, error);
}

gboolean
rs_runner_run_case (RsPass *pass, const char *case_key, GError **error)
{
  for (guint i = 0; i < MAX_STEPS_IN_A_ROW; i++)
    {
      g_autoptr (GError) failure = NULL;

      switch (look_once (pass, case_key, &failure))
        {
        case RUN_AGAIN:
          continue;
        case RUN_ENOUGH:
          return TRUE;
        case RUN_ABORT:
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

      if (!rs_runner_run_case (crew->pass, case_key, &error) && crew->error == NULL)
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
