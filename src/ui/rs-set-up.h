/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

G_BEGIN_DECLS

/* The set-up of the profile as it is being chosen: the choices as they are stored, with those that were made
 * since. What is chosen takes effect when it is saved; before that it can be looked at.
 *
 * Signal "changed": something was chosen, or read anew. */
#define RS_TYPE_SET_UP (rs_set_up_get_type ())
G_DECLARE_FINAL_TYPE (RsSetUp, rs_set_up, RS, SET_UP, GObject)

/* (transfer full) */
RsSetUp *rs_set_up_new (RsSession *session);
/* (transfer none) */
RsSession *rs_set_up_get_session (RsSetUp *self);

/* Reads what is stored; what was chosen and not saved is forgotten. */
gboolean rs_set_up_read (RsSetUp *self, GError **error);
/* (transfer none), until it is read anew or something is chosen. */
const RsPolicy *rs_set_up_get_policy (RsSetUp *self);
/* (element-type RsOrderChannel) (transfer none) */
GPtrArray *rs_set_up_get_channels (RsSetUp *self);
/* The page of the assistant that the person has come to; NULL when none. (transfer none) (nullable) */
const char *rs_set_up_get_page (RsSetUp *self);
void rs_set_up_set_page (RsSetUp *self, const char *page);

/* Chooses, by the name and word of rs-policy-choices.h; what cannot be chosen changes nothing. */
void rs_set_up_choose (RsSetUp *self, const char *name, const char *value);
/* Whether something was chosen that is not saved. */
gboolean rs_set_up_is_changed (RsSetUp *self);

/* Saves what was chosen, and the page. Resolves to TRUE; rejects with CONFLICT when direction, trigger or
 * channel would change while writes are under way. (transfer full) */
DexFuture *rs_set_up_save (RsSetUp *self);
/* What the next cycle would do if it were saved. Resolves to RsPreview. (transfer full) */
DexFuture *rs_set_up_preview (RsSetUp *self);
/* The engine, built when it is not yet. Resolves to RsEngine. (transfer full) */
DexFuture *rs_set_up_load_engine (RsSetUp *self);
/* How often each delivery term was used in the last 90 days, read once. Resolves to RsRehearsal. (transfer
 * full) */
DexFuture *rs_set_up_rehearse (RsSetUp *self);
/* The rehearsal as far as it is there: NULL while it is not. (transfer none) (nullable) */
RsRehearsal *rs_set_up_get_rehearsal (RsSetUp *self);

G_END_DECLS
