/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-client.h"

#include "rs-rackbeat-call.h"
#include "rs-rackbeat-encode.h"

/* What RackShip writes of orders, customers and items (§2). */

#define JSON_TYPE "application/json"

/* Takes @path. */
static DexFuture *
write_body (RsRackbeatClient *self, const char *method, char *path, GBytes *body, RsDecodeFunc decode,
            const RsRbKind *kind)
{
  g_autofree char *owned = path;
  RsRequest *request = rs_rackbeat_request_new (method, owned);

  rs_request_set_body (request, JSON_TYPE, body);
  return rs_rackbeat_client_call (self, request, decode, (RsRbAsk) { .kind = kind });
}

DexFuture *
rs_rackbeat_client_create_order_from (RsRackbeatClient *self, GBytes *body)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && body != NULL, NULL);
  return write_body (self, "POST", g_strdup ("/orders/drafts"), body, rs_rackbeat_decode_document,
                     &rs_rb_kind_order);
}

DexFuture *
rs_rackbeat_client_update_order_from (RsRackbeatClient *self, gint64 number, GBytes *body)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && body != NULL, NULL);
  return write_body (self, "PUT", g_strdup_printf ("/orders/%" G_GINT64_FORMAT, number), body,
                     rs_rackbeat_decode_document_or_done, &rs_rb_kind_order);
}

DexFuture *
rs_rackbeat_client_book_order (RsRackbeatClient *self, gint64 number)
{
  /* Nobody is to get a mail that no person decided on (§2). */
  static const char quietly[] = "{\"mail\":{\"send\":false}}";
  g_autoptr (GBytes) body = g_bytes_new_static (quietly, sizeof quietly - 1);

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return write_body (self, "POST", g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/book", number), body,
                     rs_rackbeat_decode_document_or_done, &rs_rb_kind_order);
}

DexFuture *
rs_rackbeat_client_delete_order (RsRackbeatClient *self, gint64 number)
{
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT, number);

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return rs_rackbeat_client_call (self, rs_rackbeat_request_new ("DELETE", path), rs_exchange_decode_done,
                                  (RsRbAsk) { 0 });
}

DexFuture *
rs_rackbeat_client_create_customer_from (RsRackbeatClient *self, GBytes *body)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && body != NULL, NULL);
  return write_body (self, "POST", g_strdup ("/customers"), body, rs_rackbeat_decode_document,
                     &rs_rb_kind_customer);
}

DexFuture *
rs_rackbeat_client_create_item_from (RsRackbeatClient *self, GBytes *body)
{
  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && body != NULL, NULL);
  return write_body (self, "POST", g_strdup ("/products"), body, rs_rackbeat_decode_document,
                     &rs_rb_kind_product);
}

DexFuture *
rs_rackbeat_client_create_delivery_term (RsRackbeatClient *self, const char *name)
{
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && name != NULL, NULL);
  body = rs_rackbeat_encode_delivery_term (name);
  return write_body (self, "POST", g_strdup ("/delivery-terms"), body, rs_rackbeat_decode_document_or_done,
                     &rs_rb_kind_delivery_term);
}
