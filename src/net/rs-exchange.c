/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-exchange.h"

#include "rs-error.h"
#include "rs-json.h"

#define INLINE_SIZE (64 * 1024)
#define MAX_BODY    (64 * 1024 * 1024)

/* What an exchange in flight holds. Handed from the main loop to one thread of the pool and back, never
 * shared. */
typedef struct
{
  RsExchange exchange;
  RsRequest *request;   /* (owned) */
  RsResponse *response; /* (owned) (nullable) until it is there */
  DexPromise *promise;  /* (owned) (nullable) when decoding in the pool */
} Flight;

static void
flight_free (gpointer data)
{
  Flight *self = data;

  if (self->exchange.free_data != NULL)
    self->exchange.free_data (self->exchange.data);
  g_clear_pointer (&self->request, rs_request_unref);
  g_clear_pointer (&self->response, rs_response_unref);
  dex_clear (&self->promise);
  g_free (self);
}

int
rs_exchange_error_code (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return RS_ERROR_AUTH;
    case 404:
    case 410:
      return RS_ERROR_NOT_FOUND;
    case 409:
    case 423:
      return RS_ERROR_CONFLICT;
    case 429:
      return RS_ERROR_THROTTLED;
    case 408:
      return RS_ERROR_AMBIGUOUS;
    default:
      return status >= 500 ? RS_ERROR_AMBIGUOUS : RS_ERROR_REJECTED;
    }
}

GError *
rs_exchange_error_new (int code, const RsRequest *request, const RsResponse *response, const char *reason)
{
  return g_error_new (RS_ERROR, code, "%s %s: %u: %s", request->method, request->path, response->status,
                      reason);
}

/* The decoder's error, named after the call and coded by whether something may have been done. */
static void
rename_error (const RsRequest *request, GError **error)
{
  if (!rs_request_is_read (request) && g_error_matches (*error, RS_ERROR, RS_ERROR_PROTOCOL))
    (*error)->code = RS_ERROR_AMBIGUOUS;
  g_prefix_error (error, "%s %s: ", request->method, request->path);
}

static gboolean
decode (const Flight *self, GValue *result, GError **error)
{
  if (self->exchange.decode (self->response->body, self->exchange.data, result, error))
    return TRUE;
  rename_error (self->request, error);
  return FALSE;
}

static void
decode_in_pool (gpointer data)
{
  Flight *self = data;
  GValue result = G_VALUE_INIT;
  GError *error = NULL;

  if (decode (self, &result, &error))
    {
      dex_promise_resolve (self->promise, &result);
      g_value_unset (&result);
    }
  else
    dex_promise_reject (self->promise, error);
  flight_free (self);
}

static DexFuture *
decode_here (const Flight *self)
{
  g_auto (GValue) result = G_VALUE_INIT;
  GError *error = NULL;

  if (decode (self, &result, &error))
    return dex_future_new_for_value (&result);
  return dex_future_new_for_error (error);
}

/* The pool gets a flight of its own, because the callback's ends with the callback. */
static DexFuture *
decode_elsewhere (Flight *self)
{
  Flight *moved = g_new0 (Flight, 1);
  DexPromise *promise = dex_promise_new ();

  moved->exchange = self->exchange;
  moved->request = rs_request_ref (self->request);
  moved->response = rs_response_ref (self->response);
  moved->promise = dex_ref (promise);
  self->exchange.free_data = NULL;
  dex_scheduler_push (dex_thread_pool_scheduler_get_default (), decode_in_pool, moved);
  return DEX_FUTURE (promise);
}

static DexFuture *
on_response (DexFuture *completed, gpointer user_data)
{
  Flight *self = user_data;
  const GValue *value = dex_future_get_value (completed, NULL);

  self->response = g_value_dup_boxed (value);
  if (!rs_response_is_success (self->response))
    return dex_future_new_for_error (self->exchange.refuse (self->request, self->response));
  if (self->exchange.is_inline || g_bytes_get_size (self->response->body) <= INLINE_SIZE)
    return decode_here (self);
  return decode_elsewhere (self);
}

DexFuture *
rs_exchange_send (RsLane *lane, RsRequest *request, const RsExchange *exchange)
{
  Flight *self = g_new0 (Flight, 1);

  self->exchange = *exchange;
  self->request = rs_request_ref (request);
  return dex_future_then (rs_lane_send (lane, request), on_response, self, flight_free);
}

gboolean
rs_exchange_is_empty (GBytes *body)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

gboolean
rs_exchange_decode_done (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  if (!rs_exchange_is_empty (body))
    {
      g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);

      if (tree == NULL)
        return FALSE;
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}
