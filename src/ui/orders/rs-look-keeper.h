/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-list-look.h"

G_BEGIN_DECLS

/* The saved looks, kept with the profile. */

/* (element-type RsSavedLook) (transfer full) */
GPtrArray *rs_look_keeper_read (RsStore *store);
/* Resolves to TRUE when they are stored. (transfer full) */
DexFuture *rs_look_keeper_write (RsStore *store, GPtrArray *saved);
/* The values that orders have, to be narrowed by, as the user's language sorts. (element-type RsChoice)
 * (transfer full) */
GPtrArray *rs_look_keeper_list_values (RsStore *store, RsRowValue value);

G_END_DECLS
