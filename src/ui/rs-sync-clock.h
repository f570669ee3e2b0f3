/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The sync clock at the foot of the sidebar (PRODUCT F9.1): the state in words, last and next run, progress,
 * and the buttons Sync now and Pause. */
#define RS_TYPE_SYNC_CLOCK (rs_sync_clock_get_type ())
G_DECLARE_FINAL_TYPE (RsSyncClock, rs_sync_clock, RS, SYNC_CLOCK, AdwBin)

void rs_sync_clock_set_session (RsSyncClock *self, RsSession *session);

G_END_DECLS
