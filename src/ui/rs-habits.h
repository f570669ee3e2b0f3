/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-store.h"

G_BEGIN_DECLS

/* How the program behaves on this desk (PRODUCT F9.7). Kept with the profile, and no part of its set-up: what
 * crosses does not depend on it. */
typedef enum
{
  RS_HABIT_NOTIFY,         /* tells the desktop when something needs a person; on at first */
  RS_HABIT_RUN_ON,         /* goes on syncing when its window is closed; off at first */
  RS_HABIT_START_AT_LOGIN, /* off at first */
} RsHabit;

gboolean rs_habit_get (RsStore *store, RsHabit habit);
/* Resolves to TRUE when it is stored. (transfer full) */
DexFuture *rs_habit_set (RsStore *store, RsHabit habit, gboolean on);

G_END_DECLS
