/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"

#include "rs-error.h"
#include "rs-webshipper-call.h"
#include "rs-webshipper-encode.h"

#define JSON_API_TYPE "application/vnd.api+json"

/* A patched order whose answer had no body is read to see what it now is. */
typedef struct
{
  RsWebshipperClient *client; /* (owned) */
  char *id;                   /* (owned) */
} Patched;

static void
patched_free (gpointer data)
{
  Patched *self = data;

  g_clear_object (&self->client);
  g_free (self->id);
  g_free (self);
}

static DexFuture *
on_patched (DexFuture *completed, gpointer user_data)
{
  const Patched *self = user_data;
  const GValue *value = dex_future_get_value (completed, NULL);

  if (G_VALUE_HOLDS (value, RS_TYPE_DOCUMENT))
    return dex_ref (completed);
  return rs_webshipper_client_get_order (self->client, self->id, RS_PRIORITY_INTERACTIVE);
}

DexFuture *
rs_webshipper_client_create_order_from (RsWebshipperClient *self, GBytes *body, RsPriority priority)
{
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && body != NULL, NULL);
  request = rs_webshipper_request_new ("POST", "/orders");
  request->priority = priority;
  rs_request_set_body (request, JSON_API_TYPE, body);
  return rs_webshipper_client_call (self, request, rs_webshipper_decode_document, &rs_ws_kind_order, 0, NULL);
}

DexFuture *
rs_webshipper_client_create_order (RsWebshipperClient *self, const RsWsOrder *order, RsPriority priority)
{
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && order != NULL, NULL);
  body = rs_webshipper_encode_new_order (order);
  return rs_webshipper_client_create_order_from (self, body, priority);
}

DexFuture *
rs_webshipper_client_update_order_from (RsWebshipperClient *self, const char *id, GBytes *body)
{
  g_autofree char *path = NULL;
  RsRequest *request;
  Patched *patched;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && id != NULL && body != NULL, NULL);
  path = rs_webshipper_path ("orders", id, NULL);
  request = rs_webshipper_request_new ("PATCH", path);
  rs_request_set_body (request, JSON_API_TYPE, body);
  patched = g_new0 (Patched, 1);
  patched->client = g_object_ref (self);
  patched->id = g_strdup (id);
  return dex_future_then (
    rs_webshipper_client_call_about (self, request, rs_webshipper_decode_patched, &rs_ws_kind_order, id),
    on_patched, patched, patched_free);
}

DexFuture *
rs_webshipper_client_update_order (RsWebshipperClient *self, const char *id, const RsWsOrder *order,
                                   RsWsOrderParts parts)
{
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && id != NULL && order != NULL, NULL);
  body = rs_webshipper_encode_patch (id, order, parts);
  return rs_webshipper_client_update_order_from (self, id, body);
}

/* An order that is not there is what was wanted. */
static DexFuture *
on_not_deleted (DexFuture *completed, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (completed, &error);
  if (g_error_matches (error, RS_ERROR, RS_ERROR_NOT_FOUND))
    return dex_future_new_true ();
  return dex_ref (completed);
}

DexFuture *
rs_webshipper_client_delete_order (RsWebshipperClient *self, const char *id)
{
  g_autofree char *path = NULL;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_WEBSHIPPER_CLIENT (self) && id != NULL, NULL);
  path = rs_webshipper_path ("orders", id, NULL);
  request = rs_webshipper_request_new ("DELETE", path);
  return dex_future_catch (rs_webshipper_client_call (self, request, rs_exchange_decode_done, NULL, 0, NULL),
                           on_not_deleted, NULL, NULL);
}
