/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Create shipment… (PRODUCT F6.3): which lines and how many, what that weighs and costs, what stays behind,
 * and whether to book. Starts with all that remains, as far as the stock goes; more than remains cannot be
 * entered. Ends with what became of it, or with what is left to do by hand. */
#define RS_TYPE_SHIP_DIALOG (rs_ship_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsShipDialog, rs_ship_dialog, RS, SHIP_DIALOG, AdwDialog)

/* Whether anything of the order can be put on a shipment. */
gboolean rs_ship_dialog_can_ship (const RsCase *subject);
/* The engine is ready. (transfer floating) */
RsShipDialog *rs_ship_dialog_new (RsSession *session, RsCase *subject);

G_END_DECLS
