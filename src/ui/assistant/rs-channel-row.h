/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The Webshipper order channel that orders go to, or come from: then all of them may be chosen. */
#define RS_TYPE_CHANNEL_ROW (rs_channel_row_get_type ())
G_DECLARE_FINAL_TYPE (RsChannelRow, rs_channel_row, RS, CHANNEL_ROW, AdwComboRow)

/* Shows and chooses the channel of @set_up. */
void rs_channel_row_set_set_up (RsChannelRow *self, RsSetUp *set_up);

G_END_DECLS
