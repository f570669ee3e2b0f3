/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"
#include "rs-rate.h"
#include "rs-register.h"
#include "rs-secrets.h"
#include "rs-store.h"

G_BEGIN_DECLS

/* The workspace of one profile: builds store, lanes, clients and engine once, and hands them down. The one
 * composition root.
 *
 * A profile is a folder of its own below the user's data folder, with its own database, settings and keyring
 * entries. The signal "keyring-opened" says that the keyring came up or was unlocked. The profile "practice"
 * runs on the sandbox inside the process (PRODUCT F9.5) and never meets real data. */
#define RS_TYPE_WORKSPACE (rs_workspace_get_type ())
G_DECLARE_FINAL_TYPE (RsWorkspace, rs_workspace, RS, WORKSPACE, GObject)

#define RS_PROFILE_DEFAULT  "default"
#define RS_PROFILE_PRACTICE "practice"

/* Opens the profile's database; RS_ERROR_STORAGE in plain words, RS_ERROR_REJECTED for a name that is not
 * [a-z0-9-]{1,40}. Blocks briefly. @secrets (transfer none). (transfer full) */
RsWorkspace *rs_workspace_open (const char *profile, RsSecrets *secrets, GError **error);
/* The same on the desktop's keyring. (transfer full) */
RsWorkspace *rs_workspace_open_with_keyring (const char *profile, GError **error);
/* Practice: a fresh world of @orders from @seed on every start. (transfer full) */
RsWorkspace *rs_workspace_open_practice (guint orders, guint64 seed, GError **error);

gboolean rs_workspace_is_practice (RsWorkspace *self);
const char *rs_workspace_get_profile (RsWorkspace *self);
RsStore *rs_workspace_get_store (RsWorkspace *self);
RsClock *rs_workspace_get_clock (RsWorkspace *self);

/* Fetches the keys and builds the engine. Resolves to RsEngine; rejects with NOT_FOUND naming the service
 * that is not connected yet, STORAGE for the keyring. */
DexFuture *rs_workspace_load_engine (RsWorkspace *self);
/* (transfer none) (nullable) until loaded */
RsEngine *rs_workspace_get_engine (RsWorkspace *self);

/* Tests a key (GET /self), then stores it and the address. @url NULL for the real one. Resolves to
 * RsRbAccount. */
DexFuture *rs_workspace_connect_rackbeat (RsWorkspace *self, const char *url, const char *key);
/* @account in any form people paste; @url overrides the address derived from it (then @account may be NULL).
 * Resolves to a GPtrArray (G_TYPE_PTR_ARRAY) of RsOrderChannel. */
DexFuture *rs_workspace_connect_webshipper (RsWorkspace *self, const char *url, const char *account,
                                            const char *token);

/* Where "rackbeat" or "webshipper" is: what was given when it was connected, else Rackbeat's own. (transfer
 * full) (nullable) */
char *rs_workspace_get_address (RsWorkspace *self, const char *service);

/* Whether there is a key for @service in the keyring. Resolves to a boolean; rejects with STORAGE when there
 * is no keyring or it stays locked. */
DexFuture *rs_workspace_has_key (RsWorkspace *self, const char *service);
/* Whose account @service is connected to: Rackbeat's agreement number, Webshipper's host; @name (nullable)
 * (transfer full) (nullable) is the company's. NULL until connected. (transfer full) (nullable) */
char *rs_workspace_get_owner (RsWorkspace *self, const char *service, char **name);

/* At most one process syncs a profile: takes the profile's lock, RS_ERROR_CONFLICT when another has it.
 * Released with the workspace. */
gboolean rs_workspace_take_sync_lock (RsWorkspace *self, GError **error);

/* When the back-up was made that would mend @failure, from opening @profile's database; RS_INSTANT_NONE when
 * there is none, or none would. */
RsInstant rs_workspace_find_backup (const char *profile, const GError *failure);
/* Puts the back-up @name (NULL: the newest) in the place of the profile's database, which no RackShip may
 * have open meanwhile. @restored (transfer full) is its name, @kept_as (transfer full) (nullable) where the
 * file that was there is kept. NOT_FOUND when there is none, CONFLICT while somebody syncs. Blocks. */
gboolean rs_workspace_restore (const char *profile, const char *name, char **restored, char **kept_as,
                               GError **error);

G_END_DECLS
