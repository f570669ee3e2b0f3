/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-document.h"
#include "rs-lane.h"
#include "rs-rackbeat-codec.h"

G_BEGIN_DECLS

/* The Rackbeat API as RackShip uses it. Every call returns a future (transfer full) that rejects with
 * RS_ERROR; a 422 or other refusal is RS_ERROR_REJECTED whose message ends in rs_rackbeat_read_refusal(); 403
 * is RS_ERROR_AUTH, 404 NOT_FOUND, 409 and 423 CONFLICT. A 2xx that is no JSON (a login page) is
 * RS_ERROR_PROTOCOL on a read; on a write it is RS_ERROR_AMBIGUOUS, because the write may have taken effect:
 * look it up, never repeat it.
 *
 * Lists resolve to an RsPage of RsDocument, single objects to an RsDocument. */
#define RS_TYPE_RACKBEAT_CLIENT (rs_rackbeat_client_get_type ())
G_DECLARE_FINAL_TYPE (RsRackbeatClient, rs_rackbeat_client, RS, RACKBEAT_CLIENT, GObject)

/* How we name ourselves on every request (§1.1): the vendor restricts callers that do not. */
#define RS_RACKBEAT_CONSUMER_NAME    "RackShip"
#define RS_RACKBEAT_CONSUMER_CONTACT "contact@rackship.example"
#define RS_RACKBEAT_USER_AGENT       RS_RACKBEAT_CONSUMER_NAME " (" RS_RACKBEAT_CONSUMER_CONTACT ")"

/* How a list is asked for. All of it is a wish: the caller checks every row (DESIGN §3). */
typedef struct
{
  guint page;             /* from 1 */
  guint limit;            /* 100 is the safe figure for heavy objects (§1.4) */
  RsInstant updated_from; /* RS_INSTANT_NONE for none */
  gboolean newest_first;  /* order_direction DESC by updated_at, else ASC */
  gint64 order_number;    /* shipments of one order; 0 for all */
  const char *search;     /* (nullable) free text */
} RsRbListQuery;

RsRackbeatClient *rs_rackbeat_client_new (RsLane *lane);
RsLane *rs_rackbeat_client_get_lane (RsRackbeatClient *self);
/* TRUE decodes large answers where we are instead of on the thread pool: for simulation, which must repeat
 * exactly. */
void rs_rackbeat_client_set_inline (RsRackbeatClient *self, gboolean is_inline);

/* RsRbAccount */
DexFuture *rs_rackbeat_client_get_self (RsRackbeatClient *self);
/* RsPage of RsRbOrder, RsRbShipment, RsItem (products; lots with is_lot), RsDeliveryTerm, RsCustomField */
DexFuture *rs_rackbeat_client_list_orders (RsRackbeatClient *self, const RsRbListQuery *query,
                                           RsPriority priority);
DexFuture *rs_rackbeat_client_list_shipments (RsRackbeatClient *self, const RsRbListQuery *query,
                                              RsPriority priority);
DexFuture *rs_rackbeat_client_list_products (RsRackbeatClient *self, const RsRbListQuery *query,
                                             RsPriority priority);
DexFuture *rs_rackbeat_client_list_lots (RsRackbeatClient *self, const RsRbListQuery *query,
                                         RsPriority priority);
/* RsPage of RsRbCustomer */
DexFuture *rs_rackbeat_client_list_customers (RsRackbeatClient *self, const RsRbListQuery *query,
                                              RsPriority priority);
DexFuture *rs_rackbeat_client_list_delivery_terms (RsRackbeatClient *self, const RsRbListQuery *query,
                                                   RsPriority priority);
DexFuture *rs_rackbeat_client_list_fields (RsRackbeatClient *self, const RsRbListQuery *query,
                                           RsPriority priority);
/* RsDocument of one object, read back from its owner. */
DexFuture *rs_rackbeat_client_get_order (RsRackbeatClient *self, gint64 number, RsPriority priority);
DexFuture *rs_rackbeat_client_get_shipment (RsRackbeatClient *self, gint64 id, RsPriority priority);
/* RsPage of all shipments of one order, by GET /orders/{n}/shipments, all pages. Each has its order_number,
 * in its text too, even where the service did not say it. */
DexFuture *rs_rackbeat_client_get_order_shipments (RsRackbeatClient *self, gint64 number,
                                                   RsPriority priority);
DexFuture *rs_rackbeat_client_get_item (RsRackbeatClient *self, const char *number, gboolean is_lot,
                                        RsPriority priority);

/* A draft from the body of rs_rackbeat_encode_order(). RsDocument. There is no handle that the service
 * checks: after AMBIGUOUS look for its other_reference, never repeat. */
DexFuture *rs_rackbeat_client_create_order_from (RsRackbeatClient *self, GBytes *body);
/* PUT of the changed members; lines that are given replace all lines and are refused once it is booked
 * (§3.1). RsDocument when the answer holds the order, else TRUE (boolean). */
DexFuture *rs_rackbeat_client_update_order_from (RsRackbeatClient *self, gint64 number, GBytes *body);
/* Confirms a draft without any mail. RsDocument when the answer holds the order, else TRUE (boolean). */
DexFuture *rs_rackbeat_client_book_order (RsRackbeatClient *self, gint64 number);
/* Of a draft. TRUE. */
DexFuture *rs_rackbeat_client_delete_order (RsRackbeatClient *self, gint64 number);
/* RsDocument of the new customer or item; after AMBIGUOUS look it up, never repeat. */
DexFuture *rs_rackbeat_client_create_customer_from (RsRackbeatClient *self, GBytes *body);
/* POST /delivery-terms, its name alone (§3.5, LIKELY). RsDocument, or TRUE where the answer does not hold it:
 * read the list. Never repeat after AMBIGUOUS. */
DexFuture *rs_rackbeat_client_create_delivery_term (RsRackbeatClient *self, const char *name);
DexFuture *rs_rackbeat_client_create_item_from (RsRackbeatClient *self, GBytes *body);

/* One line wanted on a new shipment. */
typedef struct
{
  gint64 order_line_id;
  RsDecimal quantity;
} RsRbWanted;

/* Makes a shipment of what remains (n_wanted 0), or asks for just these lines; whether the service heeds the
 * lines is UNKNOWN (§3.3): compare the answer. RsDocument of the new shipment. Never repeat after AMBIGUOUS:
 * list first. */
DexFuture *rs_rackbeat_client_create_shipment (RsRackbeatClient *self, gint64 order_number,
                                               const RsRbWanted *wanted, guint n_wanted);

/* The candidate calls that may set a shipment's lines (§3.3), in the order to probe them. */
typedef enum
{
  RS_RB_LINES_PUT_LINE,     /* PUT /orders/{n}/shipments/{id}/lines/{line} {"quantity":x}; DELETE for zero */
  RS_RB_LINES_PUT_SHIPMENT, /* PUT /order-shipments/{id} {"lines":[{"id","quantity"}…]} */
  RS_RB_N_LINES_CALLS,
} RsRbLinesCall;

/* Sets one line (PUT_LINE: @line_id, @quantity; zero deletes it). Resolves to TRUE when the service accepted:
 * read back. */
DexFuture *rs_rackbeat_client_set_shipment_line (RsRackbeatClient *self, gint64 order_number,
                                                 gint64 shipment_id, gint64 line_id, RsDecimal quantity);
/* Sets all lines at once (PUT_SHIPMENT). @lines (element-type RsRbShipmentLine): those to keep. */
DexFuture *rs_rackbeat_client_set_shipment_lines (RsRackbeatClient *self, gint64 shipment_id,
                                                  GPtrArray *lines);
DexFuture *rs_rackbeat_client_delete_shipment (RsRackbeatClient *self, gint64 order_number,
                                               gint64 shipment_id);
/* {"pick":true}. RsDocument when the answer holds the shipment, else TRUE (boolean). */
DexFuture *rs_rackbeat_client_mark_shipped (RsRackbeatClient *self, gint64 shipment_id);
/* RsNote as the service gave it back, else as sent with id 0 (the answer's shape is UNKNOWN, §8). */
DexFuture *rs_rackbeat_client_add_note (RsRackbeatClient *self, gint64 order_number, const char *text);
/* GPtrArray of RsNote (G_TYPE_PTR_ARRAY) */
DexFuture *rs_rackbeat_client_list_notes (RsRackbeatClient *self, gint64 order_number, RsPriority priority);
/* PUT /orders/{n}/fields; TRUE. */
DexFuture *rs_rackbeat_client_set_field (RsRackbeatClient *self, gint64 order_number, gint64 field_id,
                                         const char *value);

G_END_DECLS
