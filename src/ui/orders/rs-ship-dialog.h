/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* Create shipment… (PRODUCT F6.3): lines and quantities of an order, capped by what remains; all of it to
 * begin with. Signal "done" when the wish has been carried out or is under way; its string is what to tell.
 */
#define RS_TYPE_SHIP_DIALOG (rs_ship_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RsShipDialog, rs_ship_dialog, RS, SHIP_DIALOG, AdwDialog)

RsShipDialog *rs_ship_dialog_new (RsEngine *engine, const RsCase *subject);

/* How much of @line stands in no shipment yet. */
RsDecimal rs_ship_dialog_remaining (const RsCase *subject, const RsRbLine *line);
/* Whether the line's item can be on a shipment at all. */
gboolean rs_ship_dialog_can_ship (const RsCase *subject, const RsRbLine *line);

G_END_DECLS
