/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-policy.h"

G_BEGIN_DECLS

/* A picture of what flows: Rackbeat and Webshipper, an arrow with what crosses, and one with what comes back.
 */
#define RS_TYPE_FLOW_PICTURE (rs_flow_picture_get_type ())
G_DECLARE_FINAL_TYPE (RsFlowPicture, rs_flow_picture, RS, FLOW_PICTURE, AdwBin)

/* RS_DIRECTION_NONE shows both ways. */
void rs_flow_picture_show (RsFlowPicture *self, RsDirection direction, RsTrigger trigger);

G_END_DECLS
