/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-step-kind.h"

G_BEGIN_DECLS

/* Drives cases: one step at a time within a case, several cases at once.
 *
 * A step is in the journal, fsynced, before its request leaves. Its outcome, the owner's documents and the
 * link are committed together. After a crash or a lost answer a step is doubtful, and only its lookup runs
 * next. */

/* Looks at one case until nothing more can be done with it now. FALSE when the whole pass must end (key
 * refused, out of reach, database); a case's own trouble is its problem and no error. */
gboolean rs_runner_run_case (RsPass *pass, const char *case_key, GError **error);

/* The same for a caller who holds the case (rs-case-hold.h). */
gboolean rs_runner_run_held_case (RsPass *pass, const char *case_key, GError **error);

/* Runs @case_keys (element-type utf8), a few at a time. @progress (nullable) is called after each. */
typedef void (*RsProgressFunc) (guint done, guint total, gpointer data);
gboolean rs_runner_run_cases (RsPass *pass, GPtrArray *case_keys, RsProgressFunc progress, gpointer data,
                              GError **error);

/* Adds a step that a person wished for, to be run with its case. */
gboolean rs_runner_add_step (RsPass *pass, RsStep *step, GError **error);

G_END_DECLS
