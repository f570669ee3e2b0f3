/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-lane.h"

G_BEGIN_DECLS

/* One call of a service's client: request through the lane, refusal or answer, decoding.
 *
 * An answer above 64 KB is decoded on the thread pool (DESIGN §4), so the decoder may touch nothing but its
 * arguments. */

/* Reads a 2xx body into @result, which it initialises. RS_ERROR_PROTOCOL for what it cannot read. @data is
 * not changed. */
typedef gboolean (*RsDecodeFunc) (GBytes *body, gconstpointer data, GValue *result, GError **error);
/* What a status outside 2xx means. (transfer full) */
typedef GError *(*RsRefuseFunc) (const RsRequest *request, const RsResponse *response);

typedef struct
{
  RsRefuseFunc refuse;
  RsDecodeFunc decode;
  gpointer data;            /* (transfer full) for @decode */
  GDestroyNotify free_data; /* (nullable) */
  gboolean is_inline;       /* decode where we are, whatever the size: for simulation in one thread */
} RsExchange;

/* Resolves to what @exchange decodes (transfer full). A write whose 2xx answer cannot be read has likely
 * taken effect and is RS_ERROR_AMBIGUOUS; a read is RS_ERROR_PROTOCOL. @exchange is copied, its data taken.
 */
DexFuture *rs_exchange_send (RsLane *lane, RsRequest *request, const RsExchange *exchange);

/* The RS_ERROR for a status outside 2xx, by what a caller can do: 401 and 403 AUTH, 404 and 410 NOT_FOUND,
 * 409 and 423 CONFLICT, 429 THROTTLED, 408 and 5xx AMBIGUOUS, all others REJECTED. */
int rs_exchange_error_code (guint status);
/* An error that names the call: "POST /orders/1042/create-shipment: 422: @reason". (transfer full) */
GError *rs_exchange_error_new (int code, const RsRequest *request, const RsResponse *response,
                               const char *reason);

/* Nothing in it but perhaps white space. */
gboolean rs_exchange_is_empty (GBytes *body);
/* A decoder for calls whose answer says nothing we need: TRUE for an empty body and for any JSON. A body that
 * is something else was not written by the service (a hotel's login page answers 200 too). */
gboolean rs_exchange_decode_done (GBytes *body, gconstpointer data, GValue *result, GError **error);

G_END_DECLS
