/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-carry.h"

#include "rs-error.h"
#include "rs-permission.h"
#include "rs-plant.h"

#define BACKOFF     (15 * RS_INSTANT_SECOND)
#define BACKOFF_MAX (30 * RS_INSTANT_MINUTE)

/* Doubles with each attempt, with jitter so that many cases do not come back at one instant. */
static RsInstant
next_try (RsPass *pass, const RsStep *step)
{
  gint64 wait = BACKOFF << MIN (step->attempts, 10);

  wait = MIN (wait, BACKOFF_MAX);
  wait += (gint64) (rs_random_unit (pass->random) * wait / 4);
  return rs_clock_now (pass->clock) + wait;
}

static RsOutcome perform_step (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error);

/* Until when a look that finds nothing is not believed; RS_INSTANT_NONE for at once. A step that a crash left
 * as sent may have left just before, whenever it was journaled: its time begins when it is first looked at.
 */
static RsInstant
settled_at (const RsStep *step, const RsStepKind *kind, RsInstant now)
{
  /* A clock that was set back since must not make it wait until then. */
  RsInstant began = step->state == RS_STEP_SENT ? now : MIN (step->changed_at, now);
  RsInstant settled = began + kind->settle;

  if (kind->settle == 0 || RS_PLANT ("ask-too-early"))
    return RS_INSTANT_NONE;
  return step->due_at != RS_INSTANT_NONE ? MIN (settled, step->due_at) : settled;
}

static RsFound
look_and_complete (RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsFound found = kind->lookup (context, error);

  return found == RS_FOUND_BY_HAND && kind->complete != NULL ? kind->complete (context, error) : found;
}

/* What certainly did not take effect is sent a second time at once, since most trouble is over in a moment;
 * after that no more than once a pass, and ever later. */
static RsOutcome
try_again (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) reason = NULL;

  if (step->attempts <= 1 || step->changed_at < pass->began)
    return perform_step (pass, context, kind, error);
  if (step->due_at != RS_INSTANT_NONE)
    return RS_OUTCOME_ENOUGH;
  reason
    = g_error_new_literal (RS_ERROR, RS_ERROR_AMBIGUOUS, step->error != NULL ? step->error : "No answer");
  return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, next_try (pass, step), reason, error);
}

/* A doubtful step: ask the owner. Nothing found is believed only when the owner has had time to finish. */
static RsOutcome
resolve_doubt (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) failure = NULL;
  RsFound found = look_and_complete (context, kind, &failure);
  RsInstant now = rs_clock_now (pass->clock);
  RsInstant settled = settled_at (step, kind, now);

  switch (found)
    {
    case RS_FOUND_YES:
      return rs_outcome_done (pass, context, "adopted", error);
    case RS_FOUND_BY_HAND:
      return rs_outcome_by_hand (pass, context, error);
    case RS_FOUND_ERROR:
      pass->report->doubtful++;
      return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, next_try (pass, step), failure, error);
    case RS_FOUND_NO:
    default:
      break;
    }

  if (settled != RS_INSTANT_NONE && now < settled)
    {
      g_autoptr (GError) reason
        = g_error_new_literal (RS_ERROR, RS_ERROR_AMBIGUOUS, step->error != NULL ? step->error : "No answer");

      pass->report->doubtful++;
      return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, settled, reason, error);
    }
  return try_again (pass, context, kind, error);
}

static gboolean
mark_sent (RsPass *pass, RsStepContext *context, GError **error)
{
  RsStep *step = context->step;

  step->attempts++;
  step->due_at = RS_INSTANT_NONE;
  if (RS_PLANT ("skip-journal") || (step->state == RS_STEP_SENT && step->attempts == 1))
    return TRUE; /* journaled as sent in one commit with its birth */
  return rs_outcome_commit (pass, context, RS_STEP_SENT, "sent", error);
}

static RsOutcome
judge_failure (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError *failure, GError **error)
{
  RsStep *step = context->step;

  if (RS_PLANT ("believe-sent") && rs_error_is_ambiguous (failure))
    return rs_outcome_done (pass, context, "done", error);
  if (rs_error_is_ambiguous (failure) || g_error_matches (failure, RS_ERROR, RS_ERROR_PROTOCOL)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_CANCELLED))
    {
      rs_outcome_set_error (step, failure);
      step->state = RS_STEP_DOUBTFUL;
      step->due_at = RS_INSTANT_NONE;
      if (!rs_outcome_commit (pass, context, RS_STEP_DOUBTFUL, "doubtful", error))
        return RS_OUTCOME_ABORT;
      return RS_PLANT ("retry-blindly") && step->attempts < 3 ? perform_step (pass, context, kind, error)
                                                              : resolve_doubt (pass, context, kind, error);
    }
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_CONFLICT))
    {
      g_autoptr (GError) ignored = NULL;
      RsFound found = kind->lookup (context, &ignored);

      if (found == RS_FOUND_YES)
        return rs_outcome_done (pass, context, "adopted", error);
      if (found == RS_FOUND_ERROR)
        return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, next_try (pass, step), ignored, error);
      return rs_outcome_failed (pass, context, failure, error);
    }
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH))
    return rs_outcome_not_allowed (pass, context, failure, error);
  if (rs_outcome_ends_pass (failure))
    return rs_outcome_waiting (pass, context, RS_STEP_WAITING, next_try (pass, step), failure, error);
  return rs_outcome_failed (pass, context, failure, error);
}

static RsOutcome
perform_step (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) failure = NULL;
  RsFound found;

  if (!mark_sent (pass, context, error))
    return RS_OUTCOME_ABORT;
  if (!kind->perform (context, &failure))
    return judge_failure (pass, context, kind, failure, error);

  found = kind->verify (context, &failure);
  switch (found)
    {
    case RS_FOUND_YES:
      return rs_outcome_done (pass, context, "done", error);
    case RS_FOUND_BY_HAND:
      return rs_outcome_by_hand (pass, context, error);
    case RS_FOUND_ERROR:
      pass->report->doubtful++;
      return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, next_try (pass, step), failure, error);
    case RS_FOUND_NO:
    default:
      failure = g_error_new (RS_ERROR, RS_ERROR_REJECTED,
                             "The service accepted it but does not show it when read back");
      return rs_outcome_failed (pass, context, failure, error);
    }
}

/* What was done after a back-up was made and before it was restored is in no journal: it is adopted. */
static RsOutcome
adopt_or_perform (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  g_autoptr (GError) failure = NULL;

  switch (kind->lookup (context, &failure))
    {
    case RS_FOUND_YES:
      return rs_outcome_done (pass, context, "adopted", error);
    case RS_FOUND_BY_HAND:
      return rs_outcome_by_hand (pass, context, error);
    case RS_FOUND_ERROR:
      pass->report->doubtful++;
      return rs_outcome_waiting (pass, context, RS_STEP_DOUBTFUL, next_try (pass, context->step), failure,
                                 error);
    case RS_FOUND_NO:
    default:
      return perform_step (pass, context, kind, error);
    }
}

RsOutcome
rs_carry_begin (RsPass *pass, const RsCase *subject, RsStep *step, GError **error)
{
  const RsStepKind *kind = rs_step_kind_find (step->kind);
  g_autoptr (RsStepContext) context = rs_step_context_new (pass, subject, step);

  return pass->was_restored ? adopt_or_perform (pass, context, kind, error)
                            : perform_step (pass, context, kind, error);
}

/* By hand: has it been done meanwhile? */
static RsOutcome
look_by_hand (RsPass *pass, RsStepContext *context, const RsStepKind *kind, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GError) gone = g_error_new_literal (RS_ERROR, RS_ERROR_NOT_FOUND, "It was deleted meanwhile");
  RsFound found = kind->lookup (context, &failure);

  if (found == RS_FOUND_YES)
    return rs_outcome_done (pass, context, "done-by-hand", error);
  if (found == RS_FOUND_BY_HAND)
    return rs_outcome_by_hand (pass, context, error);
  if (found == RS_FOUND_NO || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return rs_outcome_failed (pass, context, gone, error);
  return rs_outcome_waiting (pass, context, RS_STEP_WAITING, RS_INSTANT_NONE, failure, error);
}

RsOutcome
rs_carry_on (RsPass *pass, const RsCase *subject, RsStep *step, GError **error)
{
  const RsStepKind *kind = rs_step_kind_find (step->kind);
  g_autoptr (RsStepContext) context = rs_step_context_new (pass, subject, step);
  RsInstant now = rs_clock_now (pass->clock);

  if (kind == NULL)
    return RS_OUTCOME_ENOUGH; /* a newer version's: left as it is */
  if (!rs_step_is_due (step, now) && !(pass->flags & RS_SYNC_PERSON))
    return RS_OUTCOME_ENOUGH;

  switch (step->state)
    {
    case RS_STEP_PLANNED:
      if (!rs_permission_may_try (pass, step->kind))
        return RS_OUTCOME_ENOUGH;
      return perform_step (pass, context, kind, error);
    case RS_STEP_SENT:
    case RS_STEP_DOUBTFUL:
      return resolve_doubt (pass, context, kind, error);
    case RS_STEP_WAITING:
      if (step->due_at == RS_INSTANT_NONE)
        return look_by_hand (pass, context, kind, error);
      if (!rs_permission_may_try (pass, step->kind))
        return RS_OUTCOME_ENOUGH;
      return perform_step (pass, context, kind, error);
    case RS_STEP_FAILED:
    case RS_STEP_DONE:
    case RS_STEP_DROPPED:
    default:
      return RS_OUTCOME_ENOUGH;
    }
}
