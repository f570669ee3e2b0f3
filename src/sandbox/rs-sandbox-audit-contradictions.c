/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-audit.h"

#include "rs-country.h"

#include <math.h>
#include <string.h>

/* Where the two books say different things. */

static const char *
status_of (const RsAuditPart *part)
{
  const char *status = rs_sandbox_string (part->attributes, "status");

  return status != NULL ? status : "nothing";
}

/* One Webshipper order for one Rackbeat shipment. */
static void
check_shipment (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  JsonObject *shipment = NULL;
  gboolean dispatched = rs_audit_is_dispatched (part), shipped;

  for (guint i = 0; i < order->shipments->len; i++)
    if ((gint64) rs_sandbox_number (g_ptr_array_index (order->shipments, i), "id") == part->rb_shipment)
      shipment = g_ptr_array_index (order->shipments, i);
  shipped = rs_sandbox_bool (shipment, "is_shipped");
  if (dispatched != shipped
      && rs_audit_is_overdue (self, dispatched ? rs_sandbox_string (part->attributes, "updated_at")
                                               : rs_sandbox_string (shipment, "shipped_at")))
    rs_audit_find (self->contradictions, "shipped", order->subject,
                   "Webshipper says %s and Rackbeat's shipment %" G_GINT64_FORMAT " says %s",
                   status_of (part), part->rb_shipment, shipped ? "shipped" : "not shipped");
}

/* All that has left by Webshipper has left by Rackbeat, item for item, and the other way. */
static void
check_left (RsAudit *self, const RsAuditOrder *order, const char *since)
{
  g_autoptr (GPtrArray) items = rs_audit_items (order->order);

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double by_webshipper = 0, by_rackbeat = 0;

      if (!rs_audit_has_stock (self, item))
        continue;
      for (guint j = 0; j < order->parts->len; j++)
        if (((RsAuditPart *) g_ptr_array_index (order->parts, j))->live)
          by_webshipper += rs_audit_quantity (self, order, g_ptr_array_index (order->parts, j), item, TRUE);
      for (guint j = 0; j < order->shipments->len; j++)
        if (rs_sandbox_bool (g_ptr_array_index (order->shipments, j), "is_shipped"))
          by_rackbeat += rs_audit_quantity_in (g_ptr_array_index (order->shipments, j), item);
      /* A fraction in Rackbeat is whole pieces, or one, in Webshipper. */
      if (by_rackbeat != floor (by_rackbeat) && by_webshipper >= 1 && by_webshipper <= ceil (by_rackbeat))
        continue;
      if (fabs (by_webshipper - by_rackbeat) > 1e-9 && rs_audit_is_overdue (self, since))
        rs_audit_find (self->contradictions, "quantity", order->subject,
                       "%g of %s have left by Webshipper and %g by Rackbeat", by_webshipper, item,
                       by_rackbeat);
    }
}

/* The parts that stand for the order as a whole, together. */
static void
check_whole (RsAudit *self, const RsAuditOrder *order)
{
  gboolean rb_shipped = rs_sandbox_bool (order->order, "is_shipped"), all = TRUE, any = FALSE;
  const char *since = rs_sandbox_string (order->order, "shipped_at"), *status = NULL;

  for (guint i = 0; i < order->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (order->parts, i);

      if (!part->live || part->rb_shipment != 0)
        continue;
      any = TRUE;
      all &= rs_audit_is_dispatched (part);
      status = status == NULL || !rs_audit_is_dispatched (part) ? status_of (part) : status;
      if (!rb_shipped)
        since = rs_sandbox_string (part->attributes, "updated_at");
    }
  if (any && all && !rb_shipped && rs_audit_is_overdue (self, since))
    rs_audit_find (self->contradictions, "shipped", order->subject,
                   "Webshipper says dispatched and Rackbeat does not say shipped");
  else if (any && !all && rb_shipped && rs_audit_is_overdue (self, since))
    rs_audit_find (self->contradictions, "shipped", order->subject,
                   "Rackbeat says shipped and Webshipper says %s", status);
  else if (any && all == rb_shipped)
    check_left (self, order, since);
}

static gboolean
stands_in (JsonArray *rows, const char *name, const char *text)
{
  for (guint i = 0; rows != NULL && i < json_array_get_length (rows); i++)
    {
      const char *value = rs_sandbox_string (json_array_get_object_element (rows, i), name);

      if (value != NULL && strstr (value, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Every parcel's number stands on the order, in a note or a field, once the order says shipped (PRODUCT
 * F4.8). */
static void
check_tracking (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  if (part->is_source ? FALSE : !rs_audit_is_dispatched (part))
    return;
  for (guint i = 0; i < part->shipments->len; i++)
    {
      JsonObject *shipment = g_ptr_array_index (part->shipments, i);
      JsonArray *links = rs_sandbox_array (shipment, "tracking_links");

      for (guint j = 0; links != NULL && j < json_array_get_length (links); j++)
        {
          const char *number = rs_sandbox_string (json_array_get_object_element (links, j), "number");

          if (number == NULL || stands_in (rs_sandbox_array (order->order, "notes"), "note", number)
              || stands_in (rs_sandbox_array (order->order, "field_values"), "value", number))
            continue;
          if (rs_audit_is_overdue (self, rs_sandbox_string (shipment, "created_at")))
            rs_audit_find (self->contradictions, "tracking", order->subject,
                           "Tracking number %s does not stand on the Rackbeat order", number);
        }
    }
}

static double
grams (double weight, const char *unit)
{
  return g_strcmp0 (unit, "kg") == 0 ? weight * 1000 : weight;
}

static JsonObject *
source_line (RsAudit *self, const RsAuditOrder *order, JsonObject *ws_line)
{
  JsonArray *lines = rs_sandbox_array (order->order, "lines");
  const char *ext_ref = rs_sandbox_string (ws_line, "ext_ref"),
             *item = rs_audit_item_of (self, order, ws_line);
  JsonObject *found = NULL;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) rs_sandbox_number (line, "id"));

      if (ext_ref != NULL && g_str_has_suffix (ext_ref, id))
        return line;
      /* By item only when there is one line of it: another price is no contradiction then. */
      if (g_strcmp0 (rs_sandbox_string (line, "child_id"), item) == 0)
        found = found == NULL ? line : ws_line;
    }
  return found == ws_line ? NULL : found;
}

/* Price ex VAT, with or without the discount, and weight of each line that crossed (PRODUCT F4.1). */
static void
check_line (RsAudit *self, const RsAuditOrder *order, JsonObject *ws_line)
{
  JsonObject *line = source_line (self, order, ws_line);
  const char *item = line != NULL ? rs_sandbox_string (line, "child_id") : NULL;
  JsonObject *record = item != NULL ? g_hash_table_lookup (self->items, item) : NULL,
             *physical = rs_sandbox_object (record, "physical");
  double list_price, net, price = rs_sandbox_number (ws_line, "unit_price"), weight;

  if (line == NULL)
    return;
  list_price = rs_sandbox_number (line, "line_price");
  net = list_price * (1 - rs_sandbox_number (line, "discount_percentage") / 100);
  if (json_object_has_member (ws_line, "unit_price") && fabs (price - list_price) > 0.01
      && fabs (price - net) > 0.01
      && rs_sandbox_number (line, "quantity") == rs_sandbox_number (ws_line, "quantity"))
    rs_audit_find (self->contradictions, "price", order->subject,
                   "%s costs %g in Webshipper and %g in Rackbeat", item, price, list_price);
  weight = grams (rs_sandbox_number (physical, "weight"), rs_sandbox_string (physical, "weight_unit"));
  if (weight > 0 && rs_sandbox_number (ws_line, "weight") > 0
      && fabs (grams (rs_sandbox_number (ws_line, "weight"), rs_sandbox_string (ws_line, "weight_unit"))
               - weight)
           > 1
      && rs_sandbox_number (line, "quantity") == floor (rs_sandbox_number (line, "quantity")))
    rs_audit_find (self->contradictions, "weight", order->subject,
                   "%s weighs %g %s in Webshipper and %g g in Rackbeat", item,
                   rs_sandbox_number (ws_line, "weight"), rs_sandbox_string (ws_line, "weight_unit"), weight);
}

static void
check_contents (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  JsonArray *lines = rs_sandbox_array (part->attributes, "order_lines");
  const char *named = rs_sandbox_string (rs_sandbox_object (order->order, "delivery_address"), "country");
  const char *code = named != NULL ? rs_country_lookup (named) : NULL;
  const char *crossed
    = rs_sandbox_string (rs_sandbox_object (part->attributes, "delivery_address"), "country_code");

  if (part->is_source || rs_audit_was_edited (order, part))
    return;
  if (code != NULL && g_strcmp0 (code, crossed) != 0)
    rs_audit_find (self->contradictions, "country", order->subject,
                   "The parcel goes to %s in Webshipper and to %s in Rackbeat",
                   crossed != NULL ? crossed : "nowhere", named);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (!rs_audit_is_guest (part, json_array_get_object_element (lines, i)))
      check_line (self, order, json_array_get_object_element (lines, i));
}

/* A cancelled order whose counterpart could still be cancelled. What is booked or locked there is a problem
 * for a person, no contradiction. */
static void
check_cancelled (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  static const char *const open[] = { "pending", "missing_rate", "on_hold", NULL };
  gboolean locked = g_strcmp0 (rs_sandbox_string (part->attributes, "lock_state"), "locked") == 0;

  if (!part->is_source && rs_sandbox_bool (order->order, "is_cancelled") && !locked
      && g_strv_contains (open, status_of (part))
      && rs_audit_is_overdue (self, rs_sandbox_string (order->order, "cancelled_at")))
    rs_audit_find (self->contradictions, "cancelled", order->subject,
                   "Rackbeat says cancelled and Webshipper says %s", status_of (part));
}

void
rs_audit_contradictions (RsAudit *self)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);

      for (guint j = 0; j < order->parts->len; j++)
        {
          RsAuditPart *part = g_ptr_array_index (order->parts, j);

          if (!part->live)
            continue;
          if (part->rb_shipment != 0)
            check_shipment (self, order, part);
          check_tracking (self, order, part);
          check_contents (self, order, part);
          check_cancelled (self, order, part);
        }
      check_whole (self, order);
    }
}
