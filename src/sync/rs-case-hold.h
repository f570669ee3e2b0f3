/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-pass.h"

G_BEGIN_DECLS

/* One fiber at a time works on a case: the cycle, or what a person asked for meanwhile. Without it two of
 * them could send the same step, each believing that it is its own. Inside the sync folder only.
 *
 *   g_auto (RsCaseHold) hold = { 0 };
 *
 *   rs_case_hold_take (&hold, pass, case_key); */
typedef struct
{
  GHashTable *busy; /* (owned) (nullable) */
  char *case_key;   /* (owned) */
} RsCaseHold;

/* Waits for its turn. */
void rs_case_hold_take (RsCaseHold *self, RsPass *pass, const char *case_key);
/* Lets the next one in; does nothing when nothing is held. */
void rs_case_hold_clear (RsCaseHold *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsCaseHold, rs_case_hold_clear)

G_END_DECLS
