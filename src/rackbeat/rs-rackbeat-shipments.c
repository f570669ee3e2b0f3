/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-client.h"

#include "rs-rackbeat-call.h"

static void
add_int (RsJsonWriter *writer, const char *name, gint64 value)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_add_int (writer, value);
}

DexFuture *
rs_rackbeat_client_get_order_shipments (RsRackbeatClient *self, gint64 number, RsPriority priority)
{
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/shipments", number);

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return rs_rackbeat_client_collect (
    self, path, (RsRbAsk) { .kind = &rs_rb_kind_shipment, .order_number = number }, priority);
}

/* The vendor's client sends an empty array. That lines are heeded is only a candidate (§3.3), so each is
 * named in both ways that the service might read. */
static RsJsonWriter *
build_wanted (const RsRbWanted *wanted, guint n_wanted)
{
  RsJsonWriter *writer = rs_json_writer_new ();

  if (n_wanted == 0)
    {
      rs_json_writer_begin_array (writer);
      rs_json_writer_end_array (writer);
      return writer;
    }
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < n_wanted; i++)
    {
      rs_json_writer_begin_object (writer);
      add_int (writer, "order_line_id", wanted[i].order_line_id);
      add_int (writer, "id", wanted[i].order_line_id);
      rs_json_writer_put_decimal (writer, "quantity", wanted[i].quantity);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  return writer;
}

DexFuture *
rs_rackbeat_client_create_shipment (RsRackbeatClient *self, gint64 order_number, const RsRbWanted *wanted,
                                    guint n_wanted)
{
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/create-shipment", order_number);
  RsRequest *request;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && (wanted != NULL || n_wanted == 0), NULL);
  request = rs_rackbeat_request_new ("POST", path);
  rs_rackbeat_request_take_body (request, build_wanted (wanted, n_wanted));
  return rs_rackbeat_client_call (self, request, rs_rackbeat_decode_document,
                                  (RsRbAsk) { .kind = &rs_rb_kind_shipment, .order_number = order_number });
}

DexFuture *
rs_rackbeat_client_set_shipment_line (RsRackbeatClient *self, gint64 order_number, gint64 shipment_id,
                                      gint64 line_id, RsDecimal quantity)
{
  g_autofree char *path
    = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT "/lines/%" G_GINT64_FORMAT,
                       order_number, shipment_id, line_id);
  gboolean is_gone = rs_decimal_is_zero (quantity);
  RsRequest *request;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  request = rs_rackbeat_request_new (is_gone ? "DELETE" : "PUT", path);
  if (!is_gone)
    {
      RsJsonWriter *writer = rs_json_writer_new ();

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_decimal (writer, "quantity", quantity);
      rs_json_writer_end_object (writer);
      rs_rackbeat_request_take_body (request, writer);
    }
  return rs_rackbeat_client_call (self, request, rs_exchange_decode_done, (RsRbAsk) { 0 });
}

DexFuture *
rs_rackbeat_client_set_shipment_lines (RsRackbeatClient *self, gint64 shipment_id, GPtrArray *lines)
{
  g_autofree char *path = g_strdup_printf ("/order-shipments/%" G_GINT64_FORMAT, shipment_id);
  RsJsonWriter *writer;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && lines != NULL, NULL);
  writer = rs_json_writer_new ();
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    {
      const RsRbShipmentLine *line = g_ptr_array_index (lines, i);

      rs_json_writer_begin_object (writer);
      add_int (writer, "id", line->id);
      rs_json_writer_put_decimal (writer, "quantity", line->quantity);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  request = rs_rackbeat_request_new ("PUT", path);
  rs_rackbeat_request_take_body (request, writer);
  return rs_rackbeat_client_call (self, request, rs_exchange_decode_done, (RsRbAsk) { 0 });
}

DexFuture *
rs_rackbeat_client_delete_shipment (RsRackbeatClient *self, gint64 order_number, gint64 shipment_id)
{
  g_autofree char *path
    = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT, order_number, shipment_id);

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return rs_rackbeat_client_call (self, rs_rackbeat_request_new ("DELETE", path), rs_exchange_decode_done,
                                  (RsRbAsk) { 0 });
}

DexFuture *
rs_rackbeat_client_mark_shipped (RsRackbeatClient *self, gint64 shipment_id)
{
  g_autofree char *path
    = g_strdup_printf ("/orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", shipment_id);
  RsJsonWriter *writer;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  writer = rs_json_writer_new ();
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "pick");
  rs_json_writer_add_boolean (writer, TRUE);
  rs_json_writer_end_object (writer);
  request = rs_rackbeat_request_new ("POST", path);
  rs_rackbeat_request_take_body (request, writer);
  return rs_rackbeat_client_call (self, request, rs_rackbeat_decode_document_or_done,
                                  (RsRbAsk) { .kind = &rs_rb_kind_shipment, .id = shipment_id });
}
