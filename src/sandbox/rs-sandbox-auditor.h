/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-instant.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The auditor: what a person who holds both services' books side by side would find. It looks at the two
 * worlds and at the ledger of all writes, and knows nothing of RackShip's own records.
 *
 * What belongs together it sees as that person would. A Webshipper order stands for the Rackbeat order whose
 * number is its visible_ref or stands in its ext_ref, or for one shipment of it whose id stands there; a
 * Rackbeat order that a program made stands for the Webshipper order whose id or reference its
 * other_reference carries. Lines belong together by item number.
 *
 * {"duplicates":[…],"lost":[…],"contradictions":[…],"uncrossed":[…]}, each entry {"kind","subject","text"}:
 *
 * duplicates: webshipper-order, quantity, shipment, booking, tracking, note, rackbeat-order, customer, item,
 * delivery-term. lost: quantity, address-word, order (a program took the counterpart away), record (gone
 * without an entry). contradictions: shipped, quantity, tracking, cancelled, price, weight, country; the
 * first four only when they have stood for @grace. uncrossed: order. No fault by itself: an order may be held
 * for a reason.
 *
 * What people changed after it crossed is no loss and no contradiction. @now and @grace in microseconds.
 * (transfer full) */
JsonNode *rs_sandbox_auditor_report (JsonObject *world, GPtrArray *ledger, RsInstant now, gint64 grace);

G_END_DECLS
