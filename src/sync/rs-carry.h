/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-outcome.h"

G_BEGIN_DECLS

/* Carries one step through planned → sent → done, or doubtful, waiting, failed (DESIGN §3). Inside the sync
 * folder only. */

/* Sends @step, which is in the journal. Its kind must be known. */
RsOutcome rs_carry_begin (RsPass *pass, const RsCase *subject, RsStep *step, GError **error);
/* Carries an open step on: what a crash, a lost answer or a wait left behind. */
RsOutcome rs_carry_on (RsPass *pass, const RsCase *subject, RsStep *step, GError **error);

G_END_DECLS
