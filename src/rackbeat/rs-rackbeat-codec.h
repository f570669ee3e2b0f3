/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-json.h"
#include "rs-rb-customer.h"
#include "rs-rb-order.h"
#include "rs-rb-shipment.h"
#include "rs-register.h"

G_BEGIN_DECLS

/* Rackbeat's JSON to our model. Each reads the object itself (without its wrapper), keeps or ignores unknown
 * keys and words, and fails the reader (naming the path) on wrong types of what it needs. NULL after a
 * failure. (transfer full)
 *
 * Required: every number or id, an order's is_booked, is_cancelled, is_shipped and lines, a shipment's
 * is_shipped and lines, the quantity of a line that names an item. Numbers and ids are above zero; quantities
 * may be negative and are kept so. Dates in unknown forms count as absent, except updated_at, on which the
 * cursor rests. Weights without a known unit, or not above zero, are no weights. */
RsRbOrder *rs_rackbeat_read_order (const RsJson *json);
RsRbShipment *rs_rackbeat_read_shipment (const RsJson *json);
RsItem *rs_rackbeat_read_item (const RsJson *json);
RsRbCustomer *rs_rackbeat_read_customer (const RsJson *json);
RsDeliveryTerm *rs_rackbeat_read_delivery_term (const RsJson *json);
RsRbAccount *rs_rackbeat_read_account (const RsJson *json);
RsCustomField *rs_rackbeat_read_custom_field (const RsJson *json);
RsNote *rs_rackbeat_read_note (const RsJson *json);

/* The same from stored text, as the store keeps documents. (transfer full) */
RsRbOrder *rs_rackbeat_decode_order (const char *text, GError **error);
RsRbShipment *rs_rackbeat_decode_shipment (const char *text, GError **error);
RsItem *rs_rackbeat_decode_item (const char *text, GError **error);
RsRbCustomer *rs_rackbeat_decode_customer (const char *text, GError **error);

/* What a refusal says, for people and log: `errors` (object of arrays), else `message` or `error`, else the
 * raw text cut to 300 characters (Rackbeat reference §1.6). Redacted. (transfer full) */
char *rs_rackbeat_read_refusal (GBytes *body);

G_END_DECLS
