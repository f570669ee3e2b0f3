/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-json.h"
#include "rs-rate.h"
#include "rs-ws-order.h"
#include "rs-ws-shipment.h"

G_BEGIN_DECLS

/* Webshipper's JSON:API resources to our model. Each reads one resource object ({id, type, attributes,
 * relationships}). Unknown keys and words are kept or ignored; wrong types of what is needed fail the reader.
 * NULL after a failure. (transfer full)
 *
 * Required: every id, an order's status and order_lines, a line's id and quantity. Ids are above zero;
 * quantities may be negative and are kept so, as people type them. Weights without a known unit, or not above
 * zero, are no weights. */
RsWsOrder *rs_webshipper_read_order (const RsJson *resource);
RsWsShipment *rs_webshipper_read_shipment (const RsJson *resource);
RsShippingRate *rs_webshipper_read_rate (const RsJson *resource);
RsOrderChannel *rs_webshipper_read_channel (const RsJson *resource);
/* Fails when the resource holds several labels. */
RsLabel *rs_webshipper_read_label (const RsJson *resource);
/* Appends what a labels resource holds to @labels (element-type RsLabel): one without content while the
 * service has not made it; one each where base64 is an array of documents (§3.8). FALSE after a failure. */
gboolean rs_webshipper_read_labels (const RsJson *resource, GPtrArray *labels);
/* "PDF" or "ZPL" by what @content begins with; NULL for neither. */
const char *rs_webshipper_label_format (GBytes *content);

/* The same from stored text. (transfer full) */
RsWsOrder *rs_webshipper_decode_order (const char *text, GError **error);
RsWsShipment *rs_webshipper_decode_shipment (const char *text, GError **error);

/* The body of POST /orders. @order's id, status and line ids are not written. (transfer full) */
GBytes *rs_webshipper_encode_new_order (const RsWsOrder *order);

/* Which attributes a PATCH carries. */
typedef enum
{
  RS_WS_DELIVERY_ADDRESS
  = 1 << 0, /* always the whole address: whether the service merges is UNKNOWN (§8.4) */
  RS_WS_BILLING_ADDRESS = 1 << 1,
  RS_WS_LINES = 1 << 2, /* all lines to keep, old ones with id (§4.2) */
  RS_WS_EXTERNAL_COMMENT = 1 << 3,
  RS_WS_INTERNAL_COMMENT = 1 << 4,
  RS_WS_RATE = 1 << 5,
  RS_WS_DROP_POINT = 1 << 6,
  RS_WS_STATUS = 1 << 7,
  RS_WS_VISIBLE_REF = 1 << 8,
  RS_WS_CURRENCY = 1 << 9,
  RS_WS_SENDER_ADDRESS = 1 << 10,
} RsWsOrderParts;

/* The body of PATCH /orders/:id with just @parts of @order, whose id it repeats. What @parts names and @order
 * lacks is written as null. (transfer full) */
GBytes *rs_webshipper_encode_order_patch (const RsWsOrder *order, RsWsOrderParts parts);

/* A drop point with the rate it was chosen for, as text to be kept; and back again. (transfer full)
 * (nullable) */
char *rs_webshipper_write_drop_point (gint64 rate, const RsDropPoint *point);
RsDropPoint *rs_webshipper_read_written_drop_point (const char *text, gint64 *rate, GError **error);

/* What a refusal says (Webshipper reference §1.6). Plain value; clear with rs_ws_refusal_clear(). */
typedef struct
{
  char *text;    /* (owned) for people and log, redacted */
  char *code;    /* (owned) (nullable) "100" is every validation error, not only a duplicate */
  char *pointer; /* (owned) (nullable) */
} RsWsRefusal;
void rs_webshipper_read_refusal (GBytes *body, RsWsRefusal *out);
void rs_ws_refusal_clear (RsWsRefusal *self);

G_END_DECLS
