/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* /orders/{n}/lines: locked while the order is booked (§3.1, seen live). */

static RsResponse *
locked (RsSandboxRackbeat *self)
{
  return rs_sbr_refuse (self, "order", "The order is booked and its lines are locked.");
}

static void
settle (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *facts)
{
  rs_sbr_recompute (self, order);
  rs_sbr_touch (self, RS_RB_ORDERS, order);
  rs_sbr_record (self, "order", order->id, "changed", "api", facts);
}

static RsResponse *
handle_list (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonArray *lines = rs_sandbox_array (order->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      g_autoptr (JsonNode) node
        = rs_sbr_present_order_line (self, order, json_array_get_object_element (lines, i));

      g_ptr_array_add (rows, json_node_dup_object (node));
    }
  return rs_sbr_list_objects (self, request, "order_lines", rows);
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();
  JsonObject *line;

  if (rs_sandbox_bool (order->object, "is_booked"))
    return locked (self);
  if (body == NULL)
    body = json_object_new ();
  rs_sbr_check_line (self, body, "", TRUE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  line = rs_sbr_new_line (self, order->object, body);
  json_array_add_object_element (rs_sandbox_array (order->object, "lines"), line);
  settle (self, order, g_steal_pointer (&body));
  return rs_sbr_single (201, "order_line", rs_sbr_present_order_line (self, order, line));
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, JsonObject *line)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();

  if (rs_sandbox_bool (order->object, "is_booked"))
    return locked (self);
  if (body == NULL)
    return rs_sbr_invalid ("line", "The body is not an object.");
  rs_sbr_check_line (self, body, "", FALSE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  rs_sbr_apply_line (self, line, body);
  settle (self, order, g_steal_pointer (&body));
  return rs_sbr_single (200, "order_line", rs_sbr_present_order_line (self, order, line));
}

static RsResponse *
handle_delete (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *line)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");

  if (rs_sandbox_bool (order->object, "is_booked"))
    return locked (self);
  for (guint i = json_array_get_length (lines); i > 0; i--)
    if (json_array_get_object_element (lines, i - 1) == line)
      json_array_remove_element (lines, i - 1);
  settle (self, order, NULL);
  return rs_sbr_done ();
}

/* POST /orders/{n}/lines/add-collection {collection, quantity}: each part as a line of its own (§2, §3.6). */
static RsResponse *
handle_collection (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsRbRecord *collection
    = rs_sbr_find (self, RS_RB_COLLECTIONS, (gint64) rs_sandbox_number (body, "collection"));
  double quantity = rs_sandbox_number (body, "quantity");
  JsonArray *parts;

  if (rs_sandbox_bool (order->object, "is_booked"))
    return locked (self);
  if (collection == NULL)
    return rs_sbr_invalid ("collection", "The selected collection is invalid.");
  if (quantity == 0)
    return rs_sbr_invalid ("quantity", "The quantity field is required.");
  parts = rs_sandbox_array (collection->object, "lines");
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      g_autoptr (JsonObject) part = rs_sandbox_copy (json_array_get_object_element (parts, i));

      json_object_set_double_member (part, "quantity", rs_sandbox_number (part, "quantity") * quantity);
      json_array_add_object_element (rs_sandbox_array (order->object, "lines"),
                                     rs_sbr_new_line (self, order->object, part));
    }
  settle (self, order, g_steal_pointer (&body));
  return rs_sbr_show (self, request, 201, RS_RB_ORDERS, order);
}

RsResponse *
rs_sbr_handle_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  JsonObject *line
    = segments[0] != NULL ? rs_sbr_find_line (order, g_ascii_strtoll (segments[0], NULL, 10)) : NULL;

  if (segments[0] == NULL && g_str_equal (request->method, "GET"))
    return handle_list (self, request, order);
  if (segments[0] == NULL && g_str_equal (request->method, "POST"))
    return handle_create (self, request, order);
  if (g_strcmp0 (segments[0], "add-collection") == 0 && g_str_equal (request->method, "POST"))
    return handle_collection (self, request, order);
  if (segments[0] != NULL && (line == NULL || segments[1] != NULL))
    return rs_sbr_not_found ();
  if (line != NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_single (200, "order_line", rs_sbr_present_order_line (self, order, line));
  if (line != NULL && g_str_equal (request->method, "PUT"))
    return handle_change (self, request, order, line);
  if (line != NULL && g_str_equal (request->method, "DELETE"))
    return handle_delete (self, order, line);
  return rs_sbr_no_such_call (self, request);
}
