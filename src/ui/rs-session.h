/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"

G_BEGIN_DECLS

/* What the window knows of its workspace: whether it is connected, how the sync stands in words, how many
 * problems wait. The view-model behind the sync clock, the banner and the sidebar; the pages take their store
 * and engine from it.
 *
 * Properties, all readable with notify: "setup" (RsSetup as int), "trouble" (string, why it is not ready),
 * "status" and "detail" (string, the sync clock's two lines), "fraction" (double, progress), "busy"
 * (boolean), "paused" (boolean), "problem-count" and, of the last agreement,
 * "disagreement-count" (uint). */
#define RS_TYPE_SESSION (rs_session_get_type ())
G_DECLARE_FINAL_TYPE (RsSession, rs_session, RS, SESSION, GObject)

typedef enum
{
  RS_SETUP_OPENING, /* keys are being fetched */
  RS_SETUP_MISSING, /* a service is not connected, or no direction is chosen */
  RS_SETUP_LOCKED,  /* the keyring does not give the keys, trouble says why: what was read is shown */
  RS_SETUP_READY,
  RS_SETUP_FAILED, /* trouble says why */
} RsSetup;

/* How the sync stands, as far as a person is told by voice. */
typedef enum
{
  RS_STANDING_QUIET, /* all is well, or there is nothing to sync */
  RS_STANDING_BUSY,
  RS_STANDING_HELD_UP, /* paused, out of reach, asked to wait, a key is refused */
} RsStanding;

/* (transfer full) */
RsSession *rs_session_new (RsWorkspace *workspace);
/* (transfer none), all of them; the engine is NULL until ready. */
RsWorkspace *rs_session_get_workspace (RsSession *self);
RsStore *rs_session_get_store (RsSession *self);
RsEngine *rs_session_get_engine (RsSession *self);
RsSetup rs_session_get_setup (RsSession *self);
gboolean rs_session_get_paused (RsSession *self);
/* Another RackShip syncs this profile: this one only shows it. */
gboolean rs_session_get_follows (RsSession *self);
guint rs_session_get_problem_count (RsSession *self);
/* The clock's now. */
RsInstant rs_session_get_now (RsSession *self);

/* Fetches the keys, takes the sync lock and starts the engine's schedule. Resolves to TRUE when ready.
 * (transfer full) */
DexFuture *rs_session_start (RsSession *self);
/* One cycle at once, asked for by a person; where the keyring did not give the keys they are asked for again
 * first. Resolves as rs_engine_sync_once(). (transfer full) */
DexFuture *rs_session_sync_now (RsSession *self);
/* The cycle under way ends soon; what is left goes with the next one. */
void rs_session_cancel_sync (RsSession *self);
RsStanding rs_session_get_standing (RsSession *self);
void rs_session_set_paused (RsSession *self, gboolean paused);

G_END_DECLS
