/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* What goes into a shipment, and how it leaves (§3.3, §4.4). */

RsRbRecord *
rs_sbr_order_of (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  return rs_sbr_find (self, RS_RB_ORDERS, shipment->owner);
}

static double *
reserved (RsSandboxRackbeat *self, const char *item)
{
  double *quantity = g_hash_table_lookup (self->reserved, item);

  if (quantity == NULL)
    {
      quantity = g_new0 (double, 1);
      g_hash_table_insert (self->reserved, g_strdup (item), quantity);
    }
  return quantity;
}

void
rs_sbr_reserve (RsSandboxRackbeat *self, RsRbRecord *shipment, double sign)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      *reserved (self, rs_sandbox_string (line, "child_id")) += sign * rs_sandbox_number (line, "quantity");
    }
}

/* What a line asks for among @wanted, or everything when nothing is wanted in particular. */
static double
wanted_quantity (JsonArray *wanted, gint64 line_id, double remaining)
{
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      JsonNode *node = json_array_get_element (wanted, i);
      JsonObject *want = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (want != NULL
          && (gint64) rs_sandbox_number (
               want, json_object_has_member (want, "order_line_id") ? "order_line_id" : "id")
               == line_id)
        return MIN (rs_sandbox_number (want, "quantity"), remaining);
    }
  return wanted != NULL ? 0 : remaining;
}

/* Of what an order line has left, what the shelf has: other open shipments and @taken lines of this one have
 * theirs already. */
static double
available (RsSandboxRackbeat *self, JsonArray *taken, const char *item, double quantity)
{
  double stock;

  if (rs_sbr_is (self, "stock_limits_shipments", "no"))
    return quantity;
  stock = rs_sbr_stock (self, item) - *reserved (self, item);
  for (guint i = 0; i < json_array_get_length (taken); i++)
    if (g_strcmp0 (rs_sandbox_string (json_array_get_object_element (taken, i), "child_id"), item) == 0)
      stock -= rs_sandbox_number (json_array_get_object_element (taken, i), "quantity");
  return MIN (quantity, MAX (stock, 0));
}

static JsonObject *
make_line (RsSandboxRackbeat *self, JsonObject *line, double quantity)
{
  JsonObject *part = json_object_new ();

  json_object_set_int_member (part, "id", 36000 + self->next_line++);
  json_object_set_int_member (part, "order_line_id", (gint64) rs_sandbox_number (line, "id"));
  rs_sbr_take (part, line, "child_id");
  rs_sbr_take (part, line, "child_type");
  json_object_set_double_member (part, "quantity", quantity);
  json_object_set_null_member (part, "location_id");
  rs_sbr_take (part, line, "location_id");
  rs_sbr_take (part, line, "location");
  json_object_set_boolean_member (part, "is_picked", FALSE);
  json_object_set_null_member (part, "picked_by");
  rs_sbr_take (part, line, "variations");
  return part;
}

/* (transfer full) */
static JsonArray *
take_lines (RsSandboxRackbeat *self, RsRbRecord *order, JsonArray *wanted)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines"), *taken = json_array_new ();
  gboolean counts_open = rs_sbr_is (self, "create_shipment_counts_open", "yes");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 id = (gint64) rs_sandbox_number (line, "id");
      double remaining
        = rs_sandbox_number (line, "quantity") - rs_sbr_quantity_in_shipments (order, id, !counts_open);
      double quantity;

      /* What keeps no stock cannot be on a shipment (§3.3). */
      if (!rs_sbr_line_has_stock (self, line))
        continue;
      quantity = available (self, taken, rs_sandbox_string (line, "child_id"),
                            wanted_quantity (wanted, id, remaining));
      if (quantity > 1e-9)
        json_array_add_object_element (taken, make_line (self, line, quantity));
    }
  return taken;
}

RsRbRecord *
rs_sbr_make_shipment (RsSandboxRackbeat *self, RsRbRecord *order, JsonArray *wanted, const char *by)
{
  JsonArray *taken = take_lines (self, order, wanted);
  JsonObject *shipment;
  RsRbRecord *record;

  if (json_array_get_length (taken) == 0 && rs_sbr_is (self, "create_shipment_empty", "refused"))
    {
      json_array_unref (taken);
      return NULL;
    }
  shipment = json_object_new ();
  json_object_set_int_member (shipment, "order_id", order->id);
  rs_sbr_take (shipment, order->object, "employee_id");
  json_object_set_boolean_member (shipment, "is_picked", FALSE);
  json_object_set_boolean_member (shipment, "is_partly_picked", FALSE);
  json_object_set_boolean_member (shipment, "is_shipped", FALSE);
  json_object_set_int_member (shipment, "shipped_at", 0);
  json_object_set_null_member (shipment, "shipping_date");
  json_object_set_array_member (shipment, "lines", taken);
  record = rs_sbr_add (self, RS_RB_SHIPMENTS, shipment, order->id);
  g_ptr_array_add (order->shipments, record);
  rs_sbr_reserve (self, record, 1);
  rs_sbr_record (self, "shipment", record->id, "created", by, rs_sandbox_copy (shipment));
  return record;
}

double
rs_sbr_room (RsSandboxRackbeat *self, RsRbRecord *shipment, JsonObject *line)
{
  RsRbRecord *order = rs_sbr_order_of (self, shipment);
  gint64 id = (gint64) rs_sandbox_number (line, "order_line_id");
  JsonObject *ordered = order != NULL ? rs_sbr_find_line (order, id) : NULL;

  if (ordered == NULL)
    return rs_sandbox_number (line, "quantity");
  return rs_sandbox_number (ordered, "quantity") - rs_sbr_quantity_in_shipments (order, id, FALSE)
         + rs_sandbox_number (line, "quantity");
}

void
rs_sbr_set_shipment_line (RsSandboxRackbeat *self, RsRbRecord *shipment, gint64 line_id, double quantity)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  rs_sbr_reserve (self, shipment, -1);
  for (guint i = json_array_get_length (lines); i > 0; i--)
    {
      JsonObject *line = json_array_get_object_element (lines, i - 1);

      if ((gint64) rs_sandbox_number (line, "id") != line_id)
        continue;
      if (quantity <= 1e-9)
        json_array_remove_element (lines, i - 1);
      else
        json_object_set_double_member (line, "quantity", quantity);
    }
  rs_sbr_reserve (self, shipment, 1);
  rs_sbr_touch (self, RS_RB_SHIPMENTS, shipment);
}

/* @line_id 0: every line. */
void
rs_sbr_pick (RsRbRecord *shipment, gint64 line_id, gboolean picked)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (line_id == 0 || (gint64) rs_sandbox_number (line, "id") == line_id)
        json_object_set_boolean_member (line, "is_picked", picked);
      count += rs_sandbox_bool (line, "is_picked");
    }
  json_object_set_boolean_member (shipment->object, "is_picked",
                                  count == json_array_get_length (lines) && (count > 0 || picked));
  json_object_set_boolean_member (shipment->object, "is_partly_picked",
                                  count > 0 && count < json_array_get_length (lines));
}

gboolean
rs_sbr_ship (RsSandboxRackbeat *self, RsRbRecord *shipment, const char *by)
{
  RsRbRecord *order = rs_sbr_order_of (self, shipment);
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return FALSE;
  rs_sbr_reserve (self, shipment, -1);
  rs_sbr_pick (shipment, 0, TRUE);
  json_object_set_boolean_member (shipment->object, "is_shipped", TRUE);
  json_object_set_int_member (shipment->object, "shipped_at", rs_sbr_now (self));
  for (guint i = 0; i < json_array_get_length (lines) && rs_sbr_is (self, "stock_moves", "shipping"); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      rs_sbr_move_stock (self, rs_sandbox_string (line, "child_id"), -rs_sandbox_number (line, "quantity"));
    }
  rs_sbr_touch (self, RS_RB_SHIPMENTS, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "shipped", by, rs_sandbox_copy (shipment->object));
  if (order == NULL)
    return TRUE;
  rs_sbr_recompute (self, order);
  rs_sbr_settle_archive (self, order);
  if (rs_sbr_is (self, "shipping_moves_updated_at", "yes"))
    rs_sbr_touch (self, RS_RB_ORDERS, order);
  return TRUE;
}
