/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-outcome.h"

#include "rs-cases.h"
#include "rs-decoded.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-permission.h"
#include "rs-plant.h"
#include "rs-records.h"
#include "rs-redact.h"

/* What is committed after a step was looked at. */
typedef struct
{
  RsStep *step;
  RsStepContext *context;
  const char *what;
  const char *result;
  RsInstant now;
} Commit;

/* The pair is used for the buyer's next order whatever else is found then (PRODUCT F5.2). */
static gboolean
remember_buyer (RsDb *db, const Commit *commit, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, commit->context->customer);

  return commit->context->buyer == NULL || commit->step->state != RS_STEP_DONE
         || rs_answers_put (db, "customer", commit->context->buyer, number, error);
}

static gboolean
store_outcome (RsDb *db, gpointer data, GError **error)
{
  Commit *self = data;

  self->step->changed_at = self->now;
  if (!rs_journal_update (db, self->step, error))
    return FALSE;
  /* What comes next is not lost when all ends here: nothing else would bring the case back. */
  if (!rs_step_is_open (self->step) && !rs_cases_mark_dirty (db, self->step->case_key, error))
    return FALSE;
  if (RS_PLANT ("lose-answer"))
    return TRUE;
  for (guint i = 0; i < self->context->documents->len; i++)
    {
      gboolean changed;

      if (!rs_pull_put_row (db, g_ptr_array_index (self->context->feeds, i),
                            g_ptr_array_index (self->context->documents, i), &changed, error))
        return FALSE;
    }
  if (self->context->link != NULL && !rs_links_put (db, self->context->link, error))
    return FALSE;
  if (!remember_buyer (db, self, error))
    return FALSE;
  return rs_activity_add (db, self->now, self->step->case_key,
                          self->step->who != NULL ? self->step->who : "sync", self->what, self->result,
                          self->step->error, error);
}

/* What the owner answered is what the case says when it is loaded again. */
static gboolean
keep_decoded (RsDb *db, gpointer data, GError **error)
{
  const RsStepContext *context = data;

  for (guint i = 0; i < context->documents->len; i++)
    {
      const RsDocument *document = g_ptr_array_index (context->documents, i);

      if (g_ptr_array_index (context->feeds, i) == &rs_feed_ws_orders && document->key != NULL
          && document->object != NULL)
        rs_decoded_put (db, &rs_decoded_ws_orders, document->key, document->text, document->object);
    }
  return TRUE;
}

gboolean
rs_outcome_commit (RsPass *pass, RsStepContext *context, RsStepState state, const char *result,
                   GError **error)
{
  RsStep *step = context->step;
  const RsStepKind *kind = rs_step_kind_find (step->kind);
  g_autofree char *what = kind != NULL ? kind->describe (step, context->payload) : g_strdup (step->key);
  Commit commit = { step, context, what, result, rs_clock_now (pass->clock) };

  step->state = state;
  if (json_object_get_size (context->result) > 0 && !RS_PLANT ("lose-answer"))
    {
      g_free (step->result);
      step->result = rs_step_object_to_string (context->result);
    }
  return rs_store_write (pass->store, store_outcome, &commit, RS_DURABLE_NOW, error)
         && rs_store_read (pass->store, keep_decoded, context, error);
}

void
rs_outcome_set_error (RsStep *step, const GError *error)
{
  g_free (step->error);
  step->error = error != NULL ? rs_redact (error->message) : NULL;
  step->error_code = error != NULL ? error->code : -1;
}

gboolean
rs_outcome_ends_pass (const GError *error)
{
  return g_error_matches (error, RS_ERROR, RS_ERROR_OFFLINE)
         || g_error_matches (error, RS_ERROR, RS_ERROR_THROTTLED)
         || g_error_matches (error, RS_ERROR, RS_ERROR_STORAGE)
         || g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED);
}

/* What was found belongs to another order already: somebody moved a handle. That is this case's trouble
 * alone. */
static RsOutcome
refuse_foreign (RsPass *pass, RsStepContext *context, const GError *conflict, GError **error)
{
  g_clear_pointer (&context->link, rs_link_unref);
  g_ptr_array_set_size (context->documents, 0);
  g_ptr_array_set_size (context->feeds, 0);
  return rs_outcome_failed (pass, context, conflict, error);
}

RsOutcome
rs_outcome_done (RsPass *pass, RsStepContext *context, const char *result, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) failure = NULL;

  rs_outcome_set_error (step, NULL);
  step->due_at = RS_INSTANT_NONE;
  if (!rs_outcome_commit (pass, context, RS_STEP_DONE, result, &failure))
    {
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_CONFLICT))
        return refuse_foreign (pass, context, failure, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return RS_OUTCOME_ABORT;
    }
  pass->report->done++;
  rs_permission_allow (pass, step->kind);
  pass->shipped |= g_str_equal (step->kind, "mark-rb-shipped");
  return RS_OUTCOME_AGAIN;
}

/* A person has to do the rest; the case is looked at again whenever it changes. */
RsOutcome
rs_outcome_by_hand (RsPass *pass, RsStepContext *context, GError **error)
{
  RsStep *step = context->step;
  g_autoptr (GError) reason
    = g_error_new_literal (RS_ERROR, RS_ERROR_REJECTED, context->detail != NULL ? context->detail : "");
  gboolean known = step->state == RS_STEP_WAITING && g_strcmp0 (step->error, reason->message) == 0;

  rs_outcome_set_error (step, reason);
  step->due_at = RS_INSTANT_NONE;
  if (known)
    return RS_OUTCOME_ENOUGH;
  /* Planned anew at once, so that the person is told now. */
  return rs_outcome_commit (pass, context, RS_STEP_WAITING, "by-hand", error) ? RS_OUTCOME_AGAIN
                                                                              : RS_OUTCOME_ABORT;
}

/* The service as a whole is in trouble, which is told as its problem and not as the case's. */
static RsOutcome
end_pass (RsPass *pass, const RsStep *step, const GError *failure, GError **error)
{
  const char *service = rs_step_kind_writes_to_webshipper (step->kind) ? RS_WEBSHIPPER : RS_RACKBEAT;

  if (!g_error_matches (failure, RS_ERROR, RS_ERROR_STORAGE)
      && !g_error_matches (failure, RS_ERROR, RS_ERROR_CANCELLED))
    rs_pass_tell_trouble (pass, service, failure);
  if (error != NULL && *error == NULL)
    g_propagate_error (error, g_error_copy (failure));
  return RS_OUTCOME_ABORT;
}

RsOutcome
rs_outcome_waiting (RsPass *pass, RsStepContext *context, RsStepState state, RsInstant due_at,
                    GError *failure, GError **error)
{
  RsStep *step = context->step;
  gboolean abort = rs_outcome_ends_pass (failure);

  rs_outcome_set_error (step, failure);
  step->due_at = due_at;
  if (!rs_outcome_commit (pass, context, state, state == RS_STEP_DOUBTFUL ? "doubtful" : "waiting", error))
    return RS_OUTCOME_ABORT;
  return abort ? end_pass (pass, step, failure, error) : RS_OUTCOME_ENOUGH;
}

RsOutcome
rs_outcome_failed (RsPass *pass, RsStepContext *context, const GError *failure, GError **error)
{
  RsStep *step = context->step;

  rs_outcome_set_error (step, failure);
  step->due_at = RS_INSTANT_NONE;
  if (!rs_outcome_commit (pass, context, RS_STEP_FAILED, "failed", error))
    return RS_OUTCOME_ABORT;
  pass->report->failed++;
  return RS_OUTCOME_AGAIN;
}

RsOutcome
rs_outcome_not_allowed (RsPass *pass, RsStepContext *context, GError *failure, GError **error)
{
  RsInstant due_at = rs_permission_refuse (pass, context->step->kind);
  RsOutcome result = rs_outcome_waiting (pass, context, RS_STEP_WAITING, due_at, failure, error);

  if (result != RS_OUTCOME_ENOUGH || !rs_permission_key_is_refused (pass, context->step->kind))
    return result;
  return end_pass (pass, context->step, failure, error);
}
