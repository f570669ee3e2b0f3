/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-document.h"
#include "rs-lane.h"
#include "rs-webshipper-codec.h"

G_BEGIN_DECLS

/* The Webshipper API v2 as RackShip uses it. Every call returns a future (transfer full) that rejects with
 * RS_ERROR. Lists resolve to an RsPage of RsDocument, single objects to an RsDocument. A 422 or 400 is
 * RS_ERROR_REJECTED with the service's text; 403 is RS_ERROR_AUTH, its body may be empty (§1.2). 404 is
 * NOT_FOUND; 409, 423 and a 422 with code 423 are CONFLICT. A 2xx that is no JSON (a login page) is
 * RS_ERROR_PROTOCOL on a read; on a write it is RS_ERROR_AMBIGUOUS, because the write may have taken effect:
 * look it up, never repeat it. A 422 with code 100 is RS_ERROR_CONFLICT instead when creating an order:
 * perhaps a duplicate ext_ref, perhaps not: look it up (§1.6). */
#define RS_TYPE_WEBSHIPPER_CLIENT (rs_webshipper_client_get_type ())
G_DECLARE_FINAL_TYPE (RsWebshipperClient, rs_webshipper_client, RS, WEBSHIPPER_CLIENT, GObject)

/* How orders are asked for. All of it is a wish: check every row. page[size] is never sent (§1.5). */
typedef struct
{
  guint page;              /* from 1 */
  gint64 channel_id;       /* 0 for all */
  const char *ext_ref;     /* (nullable) */
  const char *status;      /* (nullable) comma list */
  const char *sort;        /* (nullable) "-updated_at" */
  gboolean with_shipments; /* include=shipments */
} RsWsListQuery;

RsWebshipperClient *rs_webshipper_client_new (RsLane *lane);
RsLane *rs_webshipper_client_get_lane (RsWebshipperClient *self);
/* TRUE decodes large answers where we are instead of on the thread pool: for simulation, which must repeat
 * exactly. */
void rs_webshipper_client_set_inline (RsWebshipperClient *self, gboolean is_inline);

/* The account name in any form people paste ("acme", "acme.webshipper.io", a URL, the API host) as "acme";
 * NULL when it cannot be one (§1.1). (transfer full) (nullable) */
char *rs_webshipper_account_from_text (const char *text);
/* "https://acme.api.webshipper.io/v2" (transfer full) */
char *rs_webshipper_base_url (const char *account);

/* RsPage of RsWsOrder */
DexFuture *rs_webshipper_client_list_orders (RsWebshipperClient *self, const RsWsListQuery *query,
                                             RsPriority priority);
/* RsDocument of RsWsOrder */
DexFuture *rs_webshipper_client_get_order (RsWebshipperClient *self, const char *id, RsPriority priority);
/* RsDocument of the order as made; CONFLICT for a 422 with code 100; never repeat after AMBIGUOUS: look
 * ext_ref up. */
DexFuture *rs_webshipper_client_create_order (RsWebshipperClient *self, const RsWsOrder *order,
                                              RsPriority priority);
/* The same with a body that was encoded before and journaled: what is sent is what was written down. */
DexFuture *rs_webshipper_client_create_order_from (RsWebshipperClient *self, GBytes *body,
                                                   RsPriority priority);
DexFuture *rs_webshipper_client_update_order_from (RsWebshipperClient *self, const char *id, GBytes *body);
/* RsDocument of the order as it now is. */
DexFuture *rs_webshipper_client_update_order (RsWebshipperClient *self, const char *id,
                                              const RsWsOrder *order, RsWsOrderParts parts);
/* TRUE; 404 counts as done. */
DexFuture *rs_webshipper_client_delete_order (RsWebshipperClient *self, const char *id);
/* RsPage of RsWsShipment: GET /orders/:id/shipments, its first page. Each has its order_id, in its text too,
 * even where the service did not say it; so do the answers of rs_webshipper_client_book() and included
 * shipments. */
DexFuture *rs_webshipper_client_get_order_shipments (RsWebshipperClient *self, const char *order_id,
                                                     RsPriority priority);
/* Books the carrier for the whole order, or for @packages (element-type RsPackage) (nullable) with their
 * lines; 90 s. RsDocument of RsWsShipment. Never repeat after AMBIGUOUS. */
DexFuture *rs_webshipper_client_book (RsWebshipperClient *self, const char *order_id, GPtrArray *packages);
/* GPtrArray of RsLabel (G_TYPE_PTR_ARRAY); content may lag (§4.7): labels without it are asked for singly
 * first (§3.8). */
DexFuture *rs_webshipper_client_get_labels (RsWebshipperClient *self, const char *shipment_id);
/* RsPage of RsShippingRate of one channel (0: all); @page from 1 */
DexFuture *rs_webshipper_client_list_rates (RsWebshipperClient *self, gint64 channel_id, guint page,
                                            RsPriority priority);
/* GPtrArray of RsDropPoint (G_TYPE_PTR_ARRAY) near the address @near, whose country is a code, for @rate:
 * asked for by the rate, and by its carrier and service where that finds none (§3.4). May be empty. */
DexFuture *rs_webshipper_client_find_drop_points (RsWebshipperClient *self, const RsShippingRate *rate,
                                                  const RsAddress *near);
/* RsPage of RsOrderChannel; @page from 1 */
DexFuture *rs_webshipper_client_list_channels (RsWebshipperClient *self, guint page, RsPriority priority);

G_END_DECLS
