/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"

#include "rs-error.h"
#include "rs-webshipper-call.h"

#define JSON_API_TYPE "application/vnd.api+json"
#define VALIDATION    "100" /* error codes are texts (§1.6) */
#define LOCKED        "423"

struct _RsWebshipperClient
{
  GObject parent_instance;
  RsLane *lane; /* (owned) */
  gboolean is_inline;
};

G_DEFINE_FINAL_TYPE (RsWebshipperClient, rs_webshipper_client, G_TYPE_OBJECT)

RsRequest *
rs_webshipper_request_new (const char *method, const char *path)
{
  RsRequest *request = rs_request_new (method, path);

  rs_request_set_header (request, "Accept", JSON_API_TYPE);
  return request;
}

char *
rs_webshipper_path (const char *collection, const char *id, const char *related)
{
  g_autofree char *segment = rs_request_escape (id);

  if (related == NULL)
    return g_strdup_printf ("/%s/%s", collection, segment);
  return g_strdup_printf ("/%s/%s/%s", collection, segment, related);
}

/* Code 100 is every validation error. On a new order it may mean that the ext_ref is taken, whatever the
 * pointer says, so it is a conflict to be looked up (§1.6). */
static int
code_of (const RsRequest *request, const RsResponse *response, const RsWsRefusal *refusal)
{
  gboolean is_new_order = g_str_equal (request->method, "POST") && g_str_equal (request->path, "/orders");

  if (response->status == 422 && is_new_order && g_strcmp0 (refusal->code, VALIDATION) == 0)
    return RS_ERROR_CONFLICT;
  if (response->status == 422 && g_strcmp0 (refusal->code, LOCKED) == 0)
    return RS_ERROR_CONFLICT;
  return rs_exchange_error_code (response->status);
}

static GError *
refuse (const RsRequest *request, const RsResponse *response)
{
  RsWsRefusal refusal = { 0 };
  GError *error;

  rs_webshipper_read_refusal (response->body, &refusal);
  error = rs_exchange_error_new (code_of (request, response, &refusal), request, response, refusal.text);
  rs_ws_refusal_clear (&refusal);
  return error;
}

static DexFuture *
call (RsWebshipperClient *self, RsRequest *request, RsDecodeFunc decode, RsWsAsk *ask)
{
  const RsExchange exchange = {
    .refuse = refuse,
    .decode = decode,
    .data = ask,
    .free_data = rs_ws_ask_free,
    .is_inline = self->is_inline,
  };
  DexFuture *future = rs_exchange_send (self->lane, request, &exchange);

  rs_request_unref (request);
  return future;
}

DexFuture *
rs_webshipper_client_call (RsWebshipperClient *self, RsRequest *request, RsDecodeFunc decode,
                           const RsDocumentKind *kind, guint page, const char *order_id)
{
  RsWsAsk *ask = g_new0 (RsWsAsk, 1);

  ask->kind = kind;
  ask->page = page;
  ask->order_id = g_strdup (order_id);
  return call (self, request, decode, ask);
}

DexFuture *
rs_webshipper_client_call_about (RsWebshipperClient *self, RsRequest *request, RsDecodeFunc decode,
                                 const RsDocumentKind *kind, const char *id)
{
  RsWsAsk *ask = g_new0 (RsWsAsk, 1);

  ask->kind = kind;
  ask->id = g_strdup (id);
  return call (self, request, decode, ask);
}

static void
rs_webshipper_client_finalize (GObject *object)
{
  RsWebshipperClient *self = RS_WEBSHIPPER_CLIENT (object);

  g_clear_object (&self->lane);
  G_OBJECT_CLASS (rs_webshipper_client_parent_class)->finalize (object);
}

static void
rs_webshipper_client_class_init (RsWebshipperClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_webshipper_client_finalize;
}

static void
rs_webshipper_client_init (RsWebshipperClient *self)
{
}

RsWebshipperClient *
rs_webshipper_client_new (RsLane *lane)
{
  RsWebshipperClient *self;

  g_return_val_if_fail (RS_IS_LANE (lane), NULL);
  self = g_object_new (RS_TYPE_WEBSHIPPER_CLIENT, NULL);
  self->lane = g_object_ref (lane);
  return self;
}

RsLane *
rs_webshipper_client_get_lane (RsWebshipperClient *self)
{
  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self), NULL);
  return self->lane;
}

void
rs_webshipper_client_set_inline (RsWebshipperClient *self, gboolean is_inline)
{
  g_return_if_fail (RS_IS_WEBSHIPPER_CLIENT (self));
  self->is_inline = is_inline;
}

static void
add_filter (RsRequest *request, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    rs_request_add_query (request, name, value);
}

DexFuture *
rs_webshipper_client_list_orders (RsWebshipperClient *self, const RsWsListQuery *query, RsPriority priority)
{
  RsRequest *request;
  guint page;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && query != NULL, NULL);
  page = MAX (query->page, 1);
  request = rs_webshipper_request_new ("GET", "/orders");
  request->priority = priority;
  if (query->channel_id != 0)
    rs_request_add_query_int (request, "filter[order_channel_id]", query->channel_id);
  add_filter (request, "filter[ext_ref]", query->ext_ref);
  add_filter (request, "filter[status]", query->status);
  add_filter (request, "sort", query->sort);
  if (query->with_shipments)
    rs_request_add_query (request, "include", "shipments");
  rs_request_add_query_int (request, "page[number]", page);
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_page, &rs_ws_kind_order, page, NULL);
}

DexFuture *
rs_webshipper_client_get_order (RsWebshipperClient *self, const char *id, RsPriority priority)
{
  g_autofree char *path = NULL;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && id != NULL, NULL);
  path = rs_webshipper_path ("orders", id, NULL);
  request = rs_webshipper_request_new ("GET", path);
  request->priority = priority;
  return rs_webshipper_client_call_about (self, request, rs_webshipper_decode_document, &rs_ws_kind_order,
                                          id);
}

DexFuture *
rs_webshipper_client_list_rates (RsWebshipperClient *self, gint64 channel_id, guint page, RsPriority priority)
{
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self), NULL);
  request = rs_webshipper_request_new ("GET", "/shipping_rates");
  request->priority = priority;
  if (channel_id != 0)
    rs_request_add_query_int (request, "filter[order_channel_id]", channel_id);
  rs_request_add_query (request, "include", "carrier");
  rs_request_add_query_int (request, "page[number]", MAX (page, 1));
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_page, &rs_ws_kind_rate, MAX (page, 1),
                                    NULL);
}

DexFuture *
rs_webshipper_client_list_channels (RsWebshipperClient *self, guint page, RsPriority priority)
{
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self), NULL);
  request = rs_webshipper_request_new ("GET", "/order_channels");
  request->priority = priority;
  rs_request_add_query_int (request, "page[number]", MAX (page, 1));
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_page, &rs_ws_kind_channel,
                                    MAX (page, 1), NULL);
}
