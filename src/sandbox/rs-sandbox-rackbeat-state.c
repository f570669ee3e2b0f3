/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <math.h>

/* What an order goes through (§3.2, §9): draft → booked → (partly) shipped, and invoiced at any time after
 * booking; flags, no word. */

JsonObject *
rs_sbr_find_line (RsRbRecord *order, gint64 line_id)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    if ((gint64) rs_sandbox_number (json_array_get_object_element (lines, i), "id") == line_id)
      return json_array_get_object_element (lines, i);
  return NULL;
}

JsonObject *
rs_sbr_item_of_line (RsSandboxRackbeat *self, JsonObject *line)
{
  RsRbRecord *item = rs_sbr_find_item (self, rs_sandbox_string (line, "child_id"));

  return item != NULL ? item->object : NULL;
}

gboolean
rs_sbr_line_has_stock (RsSandboxRackbeat *self, JsonObject *line)
{
  JsonObject *item = rs_sbr_item_of_line (self, line);

  return item != NULL && rs_sandbox_bool (item, "inventory_enabled");
}

double
rs_sbr_stock (RsSandboxRackbeat *self, const char *number)
{
  RsRbRecord *item = rs_sbr_find_item (self, number);

  return item != NULL ? rs_sandbox_number (item->object, "stock_quantity") : 0;
}

void
rs_sbr_move_stock (RsSandboxRackbeat *self, const char *number, double quantity)
{
  RsRbRecord *item = rs_sbr_find_item (self, number);

  if (item == NULL || !rs_sandbox_bool (item->object, "inventory_enabled"))
    return;
  json_object_set_double_member (item->object, "stock_quantity",
                                 rs_sandbox_number (item->object, "stock_quantity") + quantity);
}

static double
quantity_in (RsRbRecord *shipment, gint64 line_id)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if ((gint64) rs_sandbox_number (line, "order_line_id") == line_id)
        sum += rs_sandbox_number (line, "quantity");
    }
  return sum;
}

double
rs_sbr_quantity_in_shipments (RsRbRecord *order, gint64 line_id, gboolean shipped_only)
{
  double sum = 0;

  for (guint i = 0; i < order->shipments->len; i++)
    {
      RsRbRecord *shipment = g_ptr_array_index (order->shipments, i);

      if (!shipped_only || rs_sandbox_bool (shipment->object, "is_shipped"))
        sum += quantity_in (shipment, line_id);
    }
  return sum;
}

static double
rounded (double value)
{
  return round (value * 100) / 100;
}

static void
total (JsonObject *order)
{
  JsonArray *lines = rs_sandbox_array (order, "lines");
  double without = 0, vat = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double sum = rounded (rs_sandbox_number (line, "quantity") * rs_sandbox_number (line, "line_price")
                            * (1 - rs_sandbox_number (line, "discount_percentage") / 100));

      json_object_set_double_member (line, "line_total", sum);
      without += sum;
      vat += sum * rs_sandbox_number (line, "vat_percentage") / 100;
    }
  json_object_set_double_member (order, "total_subtotal", rounded (without));
  json_object_set_double_member (order, "total_vat", rounded (vat));
  json_object_set_double_member (order, "total_total", rounded (without + vat));
}

/* Only what keeps stock counts: freight does not hold an order back (§9). */
static void
settle_shipped (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  gboolean all = TRUE, some = FALSE, any_stock = FALSE;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double shipped;

      if (!rs_sbr_line_has_stock (self, line) || rs_sandbox_number (line, "quantity") <= 0)
        continue;
      any_stock = TRUE;
      shipped = rs_sbr_quantity_in_shipments (order, (gint64) rs_sandbox_number (line, "id"), TRUE);
      some |= shipped > 1e-9;
      all &= shipped >= rs_sandbox_number (line, "quantity") - 1e-9;
    }
  json_object_set_boolean_member (order->object, "is_shipped", any_stock && all);
  json_object_set_boolean_member (order->object, "is_partly_shipped", some && !all);
  if (!(any_stock && all))
    json_object_set_int_member (order->object, "shipped_at", 0);
  else if (rs_sandbox_number (order->object, "shipped_at") == 0)
    json_object_set_int_member (order->object, "shipped_at", rs_sbr_now (self));
}

void
rs_sbr_recompute (RsSandboxRackbeat *self, RsRbRecord *order)
{
  total (order->object);
  settle_shipped (self, order);
}

gboolean
rs_sbr_is_ready (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  gboolean open = rs_sandbox_bool (order->object, "is_booked")
                  && !rs_sandbox_bool (order->object, "is_cancelled")
                  && !rs_sandbox_bool (order->object, "is_shipped");

  if (!open || rs_sbr_is (self, "ready_for_shipping", "booked"))
    return open;
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double remaining
        = rs_sandbox_number (line, "quantity")
          - rs_sbr_quantity_in_shipments (order, (gint64) rs_sandbox_number (line, "id"), TRUE);

      if (rs_sbr_line_has_stock (self, line)
          && remaining > rs_sbr_stock (self, rs_sandbox_string (line, "child_id")) + 1e-9)
        return FALSE;
    }
  return TRUE;
}

gboolean
rs_sbr_book (RsSandboxRackbeat *self, RsRbRecord *order, const char *by)
{
  if (rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_cancelled"))
    return FALSE;
  json_object_set_boolean_member (order->object, "is_booked", TRUE);
  json_object_set_boolean_member (order->object, "is_ready_for_invoicing", TRUE);
  json_object_set_int_member (order->object, "booked_at", rs_sbr_now (self));
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "order", order->id, "booked", by, NULL);
  return TRUE;
}

static void
remove_open_shipments (RsSandboxRackbeat *self, RsRbRecord *order, const char *by)
{
  for (guint i = order->shipments->len; i > 0; i--)
    {
      RsRbRecord *shipment = g_ptr_array_index (order->shipments, i - 1);

      rs_sbr_record (self, "shipment", shipment->id, "deleted", by, NULL);
      rs_sbr_remove (self, RS_RB_SHIPMENTS, shipment);
    }
}

/* Only while nothing is shipped or invoiced (§9, LIKELY). */
gboolean
rs_sbr_reopen (RsSandboxRackbeat *self, RsRbRecord *order, const char *by)
{
  static const char *const blocking[]
    = { "is_shipped", "is_partly_shipped", "is_invoiced", "is_partly_invoiced", "is_cancelled" };

  if (!rs_sandbox_bool (order->object, "is_booked"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (blocking); i++)
    if (rs_sandbox_bool (order->object, blocking[i]))
      return FALSE;
  if (order->shipments->len > 0 && rs_sbr_is (self, "reopen_shipments", "refused"))
    return FALSE;
  if (rs_sbr_is (self, "reopen_shipments", "removed"))
    remove_open_shipments (self, order, by);
  json_object_set_boolean_member (order->object, "is_booked", FALSE);
  json_object_set_boolean_member (order->object, "is_ready_for_invoicing", FALSE);
  json_object_set_int_member (order->object, "booked_at", 0);
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "order", order->id, "reopened", by, NULL);
  return TRUE;
}

void
rs_sbr_settle_archive (RsSandboxRackbeat *self, RsRbRecord *order)
{
  if (rs_sandbox_bool (order->object, "is_shipped") && rs_sandbox_bool (order->object, "is_invoiced")
      && rs_sbr_is (self, "archive_when_done", "yes"))
    json_object_set_boolean_member (order->object, "is_archived", TRUE);
}

static JsonObject *
make_invoice (RsSandboxRackbeat *self, RsRbRecord *order, gboolean booked)
{
  static const char *const copied[]
    = { "customer_id", "currency", "currency_rate", "total_subtotal", "total_vat", "total_total", "lines" };
  RsRbRecord *term
    = rs_sbr_find (self, RS_RB_PAYMENT_TERMS, (gint64) rs_sandbox_number (order->object, "payment_terms_id"));
  gint64 days = term != NULL ? (gint64) rs_sandbox_number (term->object, "maturity_days") : 0;
  JsonObject *invoice = json_object_new ();
  JsonArray *orders = json_array_new ();
  g_autofree char *date = rs_instant_to_rackbeat_filter (rs_sbr_now (self));
  g_autofree char *due = rs_instant_to_rackbeat_filter (rs_sbr_now (self) + days * RS_INSTANT_DAY);

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    rs_sbr_take (invoice, order->object, copied[i]);
  date[10] = due[10] = '\0';
  json_object_set_string_member (invoice, "invoice_date", date);
  json_object_set_string_member (invoice, "due_date", due);
  json_object_set_double_member (
    invoice, "total_base_currency",
    rounded (rs_sandbox_number (invoice, "total_total") * rs_sandbox_number (invoice, "currency_rate")));
  json_object_set_boolean_member (invoice, "is_booked", booked);
  json_object_set_boolean_member (invoice, "is_creditnote", FALSE);
  json_object_set_boolean_member (invoice, "is_paid", FALSE);
  json_array_add_int_element (orders, order->id);
  json_object_set_array_member (invoice, "orders", orders);
  return invoice;
}

RsRbRecord *
rs_sbr_invoice (RsSandboxRackbeat *self, RsRbRecord *order, gboolean booked, const char *by)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  RsRbRecord *invoice;

  if (!rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_invoiced"))
    return NULL;
  invoice = rs_sbr_add (self, RS_RB_INVOICES, make_invoice (self, order, booked), order->id);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      json_object_set_double_member (line, "quantity_invoiced", rs_sandbox_number (line, "quantity"));
      if (rs_sbr_is (self, "stock_moves", "invoicing"))
        rs_sbr_move_stock (self, rs_sandbox_string (line, "child_id"), -rs_sandbox_number (line, "quantity"));
    }
  json_object_set_boolean_member (order->object, "is_invoiced", TRUE);
  json_object_set_boolean_member (order->object, "is_ready_for_invoicing", FALSE);
  json_object_set_int_member (order->object, "invoiced_at", rs_sbr_now (self));
  rs_sbr_settle_archive (self, order);
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "invoice", invoice->id, "created", by, NULL);
  return invoice;
}
