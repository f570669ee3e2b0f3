/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

static void
set_time (RsSandboxRackbeat *self, JsonObject *object, const char *name, gint64 at)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) danish = utc != NULL ? g_date_time_to_timezone (utc, rs_instant_danish_zone ()) : NULL;
  g_autofree char *text = danish != NULL
                              ? g_date_time_format (danish, rs_sbr_is (self, "timestamps", "plain") ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%S%:z")
                              : NULL;

  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

JsonNode *
rs_sbr_present_shipment (RsSandboxRackbeat *self, gpointer record)
{
  RsRbRecord *shipment = record;
  g_autoptr (JsonObject) copy = rs_sandbox_copy (shipment->object);
  JsonArray *lines = rs_sandbox_array (copy, "lines");
  g_autofree char *url = g_strdup_printf ("https://app.rackbeat.com/api/order-shipments/%" G_GINT64_FORMAT, shipment->id);

  if (rs_sbr_is (self, "shipment_line_order_id", "absent"))
    for (guint i = 0; i < json_array_get_length (lines); i++)
      json_object_remove_member (json_array_get_object_element (lines, i), "order_line_id");
  set_time (self, copy, "shipped_at", (gint64) rs_sandbox_number (shipment->object, "shipped_at"));
  set_time (self, copy, "created_at", shipment->created_at);
  set_time (self, copy, "updated_at", shipment->updated_at);
  json_object_set_string_member (copy, "self", url);
  return rs_sandbox_object_node (copy);
}

/* What a line asks for among @wanted, or everything when nothing is wanted in particular. */
static double
wanted_quantity (JsonArray *wanted, gint64 line_id, double remaining)
{
  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      JsonNode *node = json_array_get_element (wanted, i);
      JsonObject *want = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      gint64 id = want == NULL ? 0 : (gint64) rs_sandbox_number (want, json_object_has_member (want, "order_line_id") ? "order_line_id" : "id");

      if (id == line_id && want != NULL)
        return MIN (rs_sandbox_number (want, "quantity"), remaining);
    }
  return wanted != NULL ? 0 : remaining;
}

RsRbRecord *
rs_sbr_make_shipment (RsSandboxRackbeat *self, RsRbRecord *order, JsonArray *wanted, const char *by)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  JsonArray *taken = json_array_new ();
  JsonObject *shipment, *brief;
  RsRbRecord *record;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 id = (gint64) rs_sandbox_number (line, "id");
      double remaining = rs_sandbox_number (line, "quantity") - rs_sbr_quantity_in_shipments (self, order, id, FALSE);
      double quantity = wanted_quantity (wanted, id, remaining);
      JsonObject *part;

      /* What keeps no stock cannot be on a shipment (§3.3). */
      if (!rs_sbr_line_has_stock (self, line) || quantity <= 1e-9)
        continue;
      part = json_object_new ();
      json_object_set_int_member (part, "id", 36000 + self->next_line++);
      json_object_set_int_member (part, "order_line_id", id);
      json_object_set_string_member (part, "child_id", rs_sandbox_string (line, "child_id"));
      json_object_set_string_member (part, "child_type", rs_sandbox_string (line, "child_type"));
      json_object_set_double_member (part, "quantity", quantity);
      json_object_set_boolean_member (part, "is_picked", FALSE);
      json_object_set_null_member (part, "picked_by");
      json_object_set_member (part, "variations", json_node_copy (json_object_get_member (line, "variations")));
      json_array_add_object_element (taken, part);
    }
  if (json_array_get_length (taken) == 0 && rs_sbr_is (self, "create_shipment_empty", "refused"))
    {
      json_array_unref (taken);
      return NULL;
    }
  shipment = json_object_new ();
  brief = json_object_new ();
  json_object_set_int_member (brief, "number", order->id);
  json_object_set_member (brief, "customer_id", json_node_copy (json_object_get_member (order->object, "customer_id")));
  json_object_set_int_member (shipment, "order_id", order->id);
  json_object_set_object_member (shipment, "order", brief);
  json_object_set_boolean_member (shipment, "is_picked", FALSE);
  json_object_set_boolean_member (shipment, "is_partly_picked", FALSE);
  json_object_set_boolean_member (shipment, "is_shipped", FALSE);
  json_object_set_null_member (shipment, "shipping_date");
  json_object_set_array_member (shipment, "lines", taken);
  record = rs_sbr_add_shipment (self, shipment);
  rs_sbr_record (self, "shipment", record->id, "created", by, rs_sandbox_copy (shipment));
  return record;
}

gboolean
rs_sbr_ship (RsSandboxRackbeat *self, RsRbRecord *shipment, const char *by)
{
  RsRbRecord *order = rs_sbr_find_order (self, (gint64) rs_sandbox_number (shipment->object, "order_id"));
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return FALSE;
  json_object_set_boolean_member (shipment->object, "is_picked", TRUE);
  json_object_set_boolean_member (shipment->object, "is_shipped", TRUE);
  json_object_set_int_member (shipment->object, "shipped_at", rs_sbr_now (self));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    json_object_set_boolean_member (json_array_get_object_element (lines, i), "is_picked", TRUE);
  rs_sbr_touch_shipment (self, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "shipped", by, rs_sandbox_copy (shipment->object));
  if (order != NULL)
    rs_sbr_recompute (self, order);
  return TRUE;
}

static gboolean
order_is_shippable (RsRbRecord *order)
{
  return rs_sandbox_bool (order->object, "is_booked") && !rs_sandbox_bool (order->object, "is_cancelled");
}

RsResponse *
rs_sbr_handle_create_shipment (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *wanted = body != NULL && rs_sbr_is (self, "shipment_lines", "create_lines") ? rs_sandbox_array (body, "lines") : NULL;
  RsRbRecord *shipment;

  if (!g_str_equal (request->method, "POST"))
    return rs_sbr_not_found ();
  if (!order_is_shippable (order))
    return rs_sbr_refuse ("order", "The order is not booked.");
  shipment = rs_sbr_make_shipment (self, order, wanted, "api");
  if (shipment == NULL)
    return rs_sbr_refuse ("order", "There is nothing left to ship.");
  return rs_sbr_single (rs_sbr_is (self, "create_shipment_status", "201") ? 201 : 200, "order_shipment", rs_sbr_present_shipment (self, shipment));
}

static guint
find_line (RsRbRecord *shipment, gint64 line_id)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    if ((gint64) rs_sandbox_number (json_array_get_object_element (lines, i), "id") == line_id)
      return i;
  return G_MAXUINT;
}

/* How much @line may hold at most: what the order has left beside the other shipments. */
static double
room (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *line)
{
  gint64 order_line = (gint64) rs_sandbox_number (line, "order_line_id");
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  double ordered = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    if ((gint64) rs_sandbox_number (json_array_get_object_element (lines, i), "id") == order_line)
      ordered = rs_sandbox_number (json_array_get_object_element (lines, i), "quantity");
  return ordered - rs_sbr_quantity_in_shipments (self, order, order_line, FALSE) + rs_sandbox_number (line, "quantity");
}

static RsResponse *
set_line (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, RsRbRecord *shipment, gint64 line_id)
{
  guint index = find_line (shipment, line_id);
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (GBytes) done = g_bytes_new_static ("{}", 2);
  JsonObject *line;
  double quantity;

  if (index == G_MAXUINT || !rs_sbr_is (self, "shipment_lines", "put_line"))
    return rs_sbr_not_found ();
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse ("shipment", "The shipment is shipped.");
  line = json_array_get_object_element (lines, index);
  if (g_str_equal (request->method, "DELETE"))
    json_array_remove_element (lines, index);
  else
    {
      quantity = body != NULL ? rs_sandbox_number (body, "quantity") : 0;
      if (quantity <= 0 || quantity > room (self, order, line) + 1e-9)
        return rs_sbr_refuse ("quantity", "The quantity is not available.");
      json_object_set_double_member (line, "quantity", quantity);
    }
  rs_sbr_touch_shipment (self, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "changed", "api", rs_sandbox_copy (shipment->object));
  return rs_response_new (200, "application/json", done);
}

static RsResponse *
set_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *wanted = body != NULL ? rs_sandbox_array (body, "lines") : NULL;
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");
  RsRbRecord *order = rs_sbr_find_order (self, (gint64) rs_sandbox_number (shipment->object, "order_id"));

  if (!rs_sbr_is (self, "shipment_lines", "put_shipment"))
    return rs_sbr_not_found ();
  if (wanted == NULL || order == NULL || rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse ("lines", "The lines field is required.");
  for (gint i = (gint) json_array_get_length (lines) - 1; i >= 0; i--)
    {
      JsonObject *line = json_array_get_object_element (lines, (guint) i);
      double quantity = wanted_quantity (wanted, (gint64) rs_sandbox_number (line, "id"), room (self, order, line));

      if (quantity <= 1e-9)
        json_array_remove_element (lines, (guint) i);
      else
        json_object_set_double_member (line, "quantity", quantity);
    }
  rs_sbr_touch_shipment (self, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "changed", "api", rs_sandbox_copy (shipment->object));
  return rs_sbr_single (200, "order_shipment", rs_sbr_present_shipment (self, shipment));
}

static RsResponse *
mark_shipped (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  if (!rs_sbr_ship (self, shipment, "api") && rs_sbr_is (self, "mark_shipped_again", "refused"))
    return rs_sbr_refuse ("shipment", "The shipment is already shipped.");
  if (rs_sbr_is (self, "mark_shipped_body", "empty"))
    return rs_response_new (200, "application/json", NULL);
  return rs_sbr_single (200, "order_shipment", rs_sbr_present_shipment (self, shipment));
}

static RsResponse *
pdf (void)
{
  static const char text[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                             "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  g_autoptr (GBytes) body = g_bytes_new_static (text, sizeof text - 1);

  return rs_response_new (200, "application/pdf", body);
}

static gboolean
shipment_matches (RsSandboxRackbeat *self, RsRbRecord *shipment, RsRequest *request)
{
  const char *number = rs_request_get_query (request, "order_number");
  const char *shipped = rs_request_get_query (request, "is_shipped");

  if (number != NULL && g_ascii_strtoll (number, NULL, 10) != (gint64) rs_sandbox_number (shipment->object, "order_id"))
    return FALSE;
  return shipped == NULL || rs_sandbox_bool (shipment->object, "is_shipped") == (g_str_equal (shipped, "1") || g_ascii_strcasecmp (shipped, "true") == 0);
}

RsResponse *
rs_sbr_handle_shipments (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  RsRbRecord *shipment;

  if (segments[0] == NULL)
    {
      g_autoptr (GPtrArray) found = rs_sbr_query (self, request, self->shipment_list, self->shipment_recent, &self->shipments_dirty, shipment_matches);

      return rs_sbr_list (self, request, "order_shipments", found, rs_sbr_present_shipment);
    }
  shipment = rs_sbr_find_shipment (self, g_ascii_strtoll (segments[0], NULL, 10));
  if (shipment == NULL)
    return rs_sbr_not_found ();
  if (segments[1] == NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_single (200, "order_shipment", rs_sbr_select (rs_sbr_present_shipment (self, shipment), rs_request_get_query (request, "fields")));
  if (segments[1] == NULL && g_str_equal (request->method, "PUT"))
    return set_lines (self, request, shipment);
  if (g_strcmp0 (segments[1], "mark-shipped") == 0 && g_str_equal (request->method, "POST"))
    return mark_shipped (self, shipment);
  if (g_strcmp0 (segments[1], "download-delivery-note") == 0 || g_strcmp0 (segments[1], "download") == 0)
    return pdf ();
  return rs_sbr_not_found ();
}

RsResponse *
rs_sbr_handle_order_shipments (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  RsRbRecord *shipment;
  g_autoptr (GBytes) done = g_bytes_new_static ("{}", 2);

  if (segments[0] == NULL)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new ();

      for (guint i = 0; i < self->shipment_list->len; i++)
        if ((gint64) rs_sandbox_number (((RsRbRecord *) g_ptr_array_index (self->shipment_list, i))->object, "order_id") == order->id)
          g_ptr_array_add (found, g_ptr_array_index (self->shipment_list, i));
      return rs_sbr_list (self, request, "order_shipments", found, rs_sbr_present_shipment);
    }
  shipment = rs_sbr_find_shipment (self, g_ascii_strtoll (segments[0], NULL, 10));
  if (shipment == NULL || (gint64) rs_sandbox_number (shipment->object, "order_id") != order->id)
    return rs_sbr_not_found ();
  if (segments[1] == NULL && g_str_equal (request->method, "DELETE"))
    {
      if (rs_sandbox_bool (shipment->object, "is_shipped"))
        return rs_sbr_refuse ("shipment", "The shipment is shipped.");
      rs_sbr_record (self, "shipment", shipment->id, "deleted", "api", NULL);
      rs_sbr_remove_shipment (self, shipment);
      return rs_response_new (200, "application/json", done);
    }
  if (g_strcmp0 (segments[1], "lines") == 0 && segments[2] != NULL)
    return set_line (self, request, order, shipment, g_ascii_strtoll (segments[2], NULL, 10));
  if (g_strcmp0 (segments[1], "mark-shipped") == 0)
    return mark_shipped (self, shipment);
  return rs_sbr_not_found ();
}
