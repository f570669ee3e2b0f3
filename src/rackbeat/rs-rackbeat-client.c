/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-client.h"

#include "rs-rackbeat-call.h"

#include <string.h>

#define JSON_TYPE     "application/json"
#define DEFAULT_LIMIT 100 /* the safe figure for heavy objects (§1.4) */

struct _RsRackbeatClient
{
  GObject parent_instance;
  RsLane *lane; /* (owned) */
  gboolean is_inline;
};

G_DEFINE_FINAL_TYPE (RsRackbeatClient, rs_rackbeat_client, G_TYPE_OBJECT)

RsRequest *
rs_rackbeat_request_new (const char *method, const char *path)
{
  RsRequest *request = rs_request_new (method, path);

  rs_request_set_header (request, "Accept", JSON_TYPE);
  rs_request_set_header (request, "Content-Type", JSON_TYPE);
  rs_request_set_header (request, "API-Version", "latest");
  rs_request_set_header (request, "Consumer-Name", RS_RACKBEAT_CONSUMER_NAME);
  rs_request_set_header (request, "Consumer-Contact", RS_RACKBEAT_CONSUMER_CONTACT);
  rs_request_set_header (request, "User-Agent", RS_RACKBEAT_USER_AGENT);
  return request;
}

void
rs_rackbeat_request_take_body (RsRequest *request, RsJsonWriter *writer)
{
  g_autoptr (GBytes) body = rs_json_writer_free_to_bytes (writer);

  rs_request_set_body (request, JSON_TYPE, body);
}

static GError *
refuse (const RsRequest *request, const RsResponse *response)
{
  g_autofree char *reason = rs_rackbeat_read_refusal (response->body);

  return rs_exchange_error_new (rs_exchange_error_code (response->status), request, response, reason);
}

DexFuture *
rs_rackbeat_client_call (RsRackbeatClient *self, RsRequest *request, RsDecodeFunc decode, RsRbAsk ask)
{
  const RsExchange exchange = {
    .refuse = refuse,
    .decode = decode,
    .data = g_memdup2 (&ask, sizeof ask),
    .free_data = g_free,
    .is_inline = self->is_inline,
  };
  DexFuture *future = rs_exchange_send (self->lane, request, &exchange);

  rs_request_unref (request);
  return future;
}

static void
rs_rackbeat_client_finalize (GObject *object)
{
  RsRackbeatClient *self = RS_RACKBEAT_CLIENT (object);

  g_clear_object (&self->lane);
  G_OBJECT_CLASS (rs_rackbeat_client_parent_class)->finalize (object);
}

static void
rs_rackbeat_client_class_init (RsRackbeatClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_rackbeat_client_finalize;
}

static void
rs_rackbeat_client_init (RsRackbeatClient *self)
{
}

RsRackbeatClient *
rs_rackbeat_client_new (RsLane *lane)
{
  RsRackbeatClient *self;

  g_return_val_if_fail (RS_IS_LANE (lane), NULL);
  self = g_object_new (RS_TYPE_RACKBEAT_CLIENT, NULL);
  self->lane = g_object_ref (lane);
  return self;
}

RsLane *
rs_rackbeat_client_get_lane (RsRackbeatClient *self)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return self->lane;
}

void
rs_rackbeat_client_set_inline (RsRackbeatClient *self, gboolean is_inline)
{
  g_return_if_fail (RS_IS_RACKBEAT_CLIENT (self));
  self->is_inline = is_inline;
}

DexFuture *
rs_rackbeat_client_get_self (RsRackbeatClient *self)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return rs_rackbeat_client_call (self, rs_rackbeat_request_new ("GET", "/self"), rs_rackbeat_decode_account,
                                  (RsRbAsk) { 0 });
}

static RsRequest *
list_request (const char *path, const RsRbListQuery *query, RsPriority priority)
{
  RsRequest *request = rs_rackbeat_request_new ("GET", path);

  request->priority = priority;
  rs_request_add_query_int (request, "page", MAX (query->page, 1));
  rs_request_add_query_int (request, "limit", query->limit != 0 ? query->limit : DEFAULT_LIMIT);
  return request;
}

/* Lists whose rows have updated_at, by which they are read from where the last reading ended (§1.5). */
static DexFuture *
list_by_time (RsRackbeatClient *self, const char *path, const RsRbKind *kind, const RsRbListQuery *query,
              RsPriority priority)
{
  RsRequest *request = list_request (path, query, priority);

  if (query->order_number != 0)
    rs_request_add_query_int (request, "order_number", query->order_number);
  if (query->search != NULL)
    rs_request_add_query (request, "search", query->search);
  rs_request_add_query (request, "order_by", "updated_at");
  rs_request_add_query (request, "order_direction", query->newest_first ? "DESC" : "ASC");
  if (query->updated_from != RS_INSTANT_NONE)
    {
      g_autofree char *from = rs_instant_to_rackbeat_filter (query->updated_from);

      rs_request_add_query (request, "updated_at_from", from);
    }
  return rs_rackbeat_client_call (self, request, rs_rackbeat_decode_page,
                                  (RsRbAsk) { .kind = kind, .page = MAX (query->page, 1) });
}

/* Registers: short lists of which nothing says that they have times to sort by. */
static DexFuture *
list_register (RsRackbeatClient *self, const char *path, const RsRbKind *kind, const RsRbListQuery *query,
               RsPriority priority)
{
  return rs_rackbeat_client_call (self, list_request (path, query, priority), rs_rackbeat_decode_page,
                                  (RsRbAsk) { .kind = kind, .page = MAX (query->page, 1) });
}

DexFuture *
rs_rackbeat_client_list_orders (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_by_time (self, "/orders", &rs_rb_kind_order, query, priority);
}

DexFuture *
rs_rackbeat_client_list_shipments (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_by_time (self, "/order-shipments", &rs_rb_kind_shipment, query, priority);
}

DexFuture *
rs_rackbeat_client_list_products (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_by_time (self, "/products", &rs_rb_kind_product, query, priority);
}

DexFuture *
rs_rackbeat_client_list_lots (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_by_time (self, "/lots", &rs_rb_kind_lot, query, priority);
}

DexFuture *
rs_rackbeat_client_list_customers (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_by_time (self, "/customers", &rs_rb_kind_customer, query, priority);
}

DexFuture *
rs_rackbeat_client_list_delivery_terms (RsRackbeatClient *self, const RsRbListQuery *query,
                                        RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_register (self, "/delivery-terms", &rs_rb_kind_delivery_term, query, priority);
}

DexFuture *
rs_rackbeat_client_list_fields (RsRackbeatClient *self, const RsRbListQuery *query, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && query != NULL, NULL);
  return list_register (self, "/fields", &rs_rb_kind_field, query, priority);
}

/* Takes @path. */
static DexFuture *
get_one (RsRackbeatClient *self, char *path, const RsRbKind *kind, gint64 id, RsPriority priority)
{
  RsRequest *request = rs_rackbeat_request_new ("GET", path);

  g_free (path);
  request->priority = priority;
  return rs_rackbeat_client_call (self, request, rs_rackbeat_decode_document,
                                  (RsRbAsk) { .kind = kind, .id = id });
}

DexFuture *
rs_rackbeat_client_get_order (RsRackbeatClient *self, gint64 number, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return get_one (self, g_strdup_printf ("/orders/%" G_GINT64_FORMAT, number), &rs_rb_kind_order, number,
                  priority);
}

DexFuture *
rs_rackbeat_client_get_shipment (RsRackbeatClient *self, gint64 id, RsPriority priority)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return get_one (self, g_strdup_printf ("/order-shipments/%" G_GINT64_FORMAT, id), &rs_rb_kind_shipment, id,
                  priority);
}

DexFuture *
rs_rackbeat_client_get_item (RsRackbeatClient *self, const char *number, gboolean is_lot, RsPriority priority)
{
  g_autofree char *segment = NULL;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && number != NULL, NULL);
  /* Once: the vendor's own client went from two encodings to one (§1.3). */
  segment = rs_request_escape (number);
  return get_one (self, g_strdup_printf ("/%s/%s", is_lot ? "lots" : "products", segment),
                  is_lot ? &rs_rb_kind_lot : &rs_rb_kind_product, 0, priority);
}
