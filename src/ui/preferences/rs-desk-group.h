/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How the program behaves on this computer: what it tells the desktop, and whether it goes on without a
 * window and begins at login (PRODUCT F9.1, F9.3, F9.7). */
#define RS_TYPE_DESK_GROUP (rs_desk_group_get_type ())
G_DECLARE_FINAL_TYPE (RsDeskGroup, rs_desk_group, RS, DESK_GROUP, AdwPreferencesGroup)

/* (transfer floating) */
RsDeskGroup *rs_desk_group_new (RsSession *session);

G_END_DECLS
