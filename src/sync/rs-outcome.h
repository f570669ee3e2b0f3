/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-step-kind.h"

G_BEGIN_DECLS

/* What came of a look at a step, committed: the step's new state, the owner's documents, the link and the
 * line of the history in one transaction. Inside the sync folder only. */

/* How the case goes on. */
typedef enum
{
  RS_OUTCOME_AGAIN,  /* something changed: load and plan anew */
  RS_OUTCOME_ENOUGH, /* nothing more to be done now */
  RS_OUTCOME_ABORT,  /* the pass must end: error is set */
} RsOutcome;

/* Commits @state, with @result as the history's word for it. */
gboolean rs_outcome_commit (RsPass *pass, RsStepContext *context, RsStepState state, const char *result,
                            GError **error);
/* Notes @error (NULL: none) on the step, redacted; it is committed with the next outcome. */
void rs_outcome_set_error (RsStep *step, const GError *error);

/* It is so, as the owner says. */
RsOutcome rs_outcome_done (RsPass *pass, RsStepContext *context, const char *result, GError **error);
/* A person has to do the rest, which the context's detail tells; the case is looked at again whenever it
 * changes. */
RsOutcome rs_outcome_by_hand (RsPass *pass, RsStepContext *context, GError **error);
/* WAITING or DOUBTFUL until @due_at because of @failure, which may end the pass. */
RsOutcome rs_outcome_waiting (RsPass *pass, RsStepContext *context, RsStepState state, RsInstant due_at,
                              GError *failure, GError **error);
/* The service refused. */
RsOutcome rs_outcome_failed (RsPass *pass, RsStepContext *context, const GError *failure, GError **error);
/* The key may not do this: the step waits, and no other of its kind is sent before that has changed. A key
 * that is refused altogether ends the pass. */
RsOutcome rs_outcome_not_allowed (RsPass *pass, RsStepContext *context, GError *failure, GError **error);
/* Whether @error is the service's, or ours, rather than the step's. */
gboolean rs_outcome_ends_pass (const GError *error);

G_END_DECLS
