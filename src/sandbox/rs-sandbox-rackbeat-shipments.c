/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* The calls on shipments: those in use today, and the 2018 family below /orders/{n}/shipments (§2, §3.3). */

/* Whether a line names its order line is in doubt (§3.3). */
static void
spell_line (RsSandboxRackbeat *self, JsonObject *line)
{
  if (!self->plain && rs_sbr_is (self, "shipment_line_order_id", "absent"))
    json_object_remove_member (line, "order_line_id");
}

JsonNode *
rs_sbr_present_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment, RsRequest *request)
{
  RsRbRecord *order = rs_sbr_order_of (self, shipment);
  RsRbRecord *customer
    = order != NULL
        ? rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (order->object, "customer_id"))
        : NULL;
  g_autoptr (JsonObject) copy = rs_sandbox_copy (shipment->object);
  JsonArray *lines = rs_sandbox_array (copy, "lines");
  JsonObject *brief = json_object_new ();
  g_autofree char *url
    = g_strdup_printf ("https://app.rackbeat.com/api/orders/%" G_GINT64_FORMAT, shipment->owner);

  for (guint i = 0; i < json_array_get_length (lines); i++)
    spell_line (self, json_array_get_object_element (lines, i));
  json_object_set_int_member (brief, "number", shipment->owner);
  if (order != NULL)
    rs_sbr_take (brief, order->object, "customer_id");
  json_object_set_string_member (brief, "self", url);
  json_object_set_object_member (copy, "order", brief);
  if (customer != NULL)
    json_object_set_member (copy, "customer", rs_sbr_present_customer (self, customer, NULL));
  else
    json_object_set_null_member (copy, "customer");
  rs_sbr_show_time (self, copy, "shipped_at", (gint64) rs_sandbox_number (shipment->object, "shipped_at"));
  rs_sbr_stamp (self, RS_RB_SHIPMENTS, shipment, request, copy);
  rs_sbr_respell (self, copy);
  return rs_sandbox_object_node (copy);
}

/* The lines that a client wants in a new shipment, where this account's call takes them: each one of the
 * order's, with no more than it has left. NULL when there is nothing to complain of. */
static RsResponse *
check_wanted (RsRbRecord *order, JsonArray *wanted)
{
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonNode *node = json_array_get_element (wanted, i);
      JsonObject *want = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key
        = want != NULL && json_object_has_member (want, "order_line_id") ? "order_line_id" : "id";
      JsonObject *line = rs_sbr_find_line (order, (gint64) rs_sandbox_number (want, key));
      g_autofree char *id_path = g_strdup_printf ("lines.%u.%s", i, key),
                      *quantity_path = g_strdup_printf ("lines.%u.quantity", i);
      double left;

      if (line == NULL)
        return rs_sbr_invalid (id_path, "The selected line is invalid.");
      left = rs_sandbox_number (line, "quantity")
             - rs_sbr_quantity_in_shipments (order, (gint64) rs_sandbox_number (line, "id"), FALSE);
      if (rs_sandbox_number (want, "quantity") <= 0 || rs_sandbox_number (want, "quantity") > left + 1e-9)
        return rs_sbr_invalid (quantity_path, "The quantity is not available.");
    }
  return NULL;
}

RsResponse *
rs_sbr_handle_create_shipment (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  /* Everywhere else the list is not looked at: all that remains goes in (§3.3). */
  JsonArray *wanted
    = rs_sbr_is (self, "shipment_lines", "create_lines") ? rs_sandbox_array (body, "lines") : NULL;
  RsResponse *refused = wanted != NULL ? check_wanted (order, wanted) : NULL;
  RsRbRecord *shipment;

  if (refused != NULL)
    return refused;
  if (!rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_cancelled"))
    return rs_sbr_refuse (self, "order", "The order is not booked.");
  shipment = rs_sbr_make_shipment (self, order, wanted, "api");
  if (shipment == NULL)
    return rs_sbr_refuse (self, "order", "There is nothing left to ship.");
  return rs_sbr_show (self, request, rs_sbr_is (self, "create_shipment_status", "201") ? 201 : 200,
                      RS_RB_SHIPMENTS, shipment);
}

static void
note_change (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  rs_sbr_touch (self, RS_RB_SHIPMENTS, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "changed", "api", rs_sandbox_copy (shipment->object));
}

/* PUT and DELETE of one line, where the account has the call. */
static RsResponse *
change_line (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment, JsonObject *line)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  gboolean is_delete = g_str_equal (request->method, "DELETE");
  gboolean is_put = g_str_equal (request->method, "PUT");
  double quantity = is_delete ? 0 : rs_sandbox_number (body, "quantity");

  if (!((is_put || is_delete) && rs_sbr_is (self, "shipment_lines", "put_line"))
      && !(is_delete && rs_sbr_is (self, "shipment_lines", "delete_only")))
    return rs_sbr_no_such_call (self, request);
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse (self, "shipment", "The shipment is shipped.");
  if (is_put && (quantity <= 0 || quantity > rs_sbr_room (self, shipment, line) + 1e-9))
    return rs_sbr_invalid ("quantity", "The quantity is not available.");
  rs_sbr_set_shipment_line (self, shipment, (gint64) rs_sandbox_number (line, "id"), quantity);
  note_change (self, shipment);
  return is_put ? rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment) : rs_sbr_done ();
}

/* PUT order-shipments/{id} {"lines":[{"id","quantity"}]}: lines that are not named leave the shipment. */
static RsResponse *
change_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *wanted = rs_sandbox_array (body, "lines"), *lines = rs_sandbox_array (shipment->object, "lines");

  if (!rs_sbr_is (self, "shipment_lines", "put_shipment"))
    return rs_sbr_no_such_call (self, request);
  if (wanted == NULL)
    return rs_sbr_invalid ("lines", "The lines field is required.");
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse (self, "shipment", "The shipment is shipped.");
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonNode *node = json_array_get_element (wanted, i);
      JsonObject *want = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *line = rs_sbr_find_line (shipment, (gint64) rs_sandbox_number (want, "id"));
      g_autofree char *path = g_strdup_printf ("lines.%u.quantity", i);

      if (line == NULL || rs_sandbox_number (want, "quantity") <= 0
          || rs_sandbox_number (want, "quantity") > rs_sbr_room (self, shipment, line) + 1e-9)
        return rs_sbr_invalid (path, "The quantity is not available.");
    }
  for (guint i = json_array_get_length (lines); i > 0; i--)
    {
      gint64 id = (gint64) rs_sandbox_number (json_array_get_object_element (lines, i - 1), "id");
      double quantity = 0;

      for (guint j = 0; j < json_array_get_length (wanted); j++)
        if ((gint64) rs_sandbox_number (json_array_get_object_element (wanted, j), "id") == id)
          quantity = rs_sandbox_number (json_array_get_object_element (wanted, j), "quantity");
      rs_sbr_set_shipment_line (self, shipment, id, quantity);
    }
  note_change (self, shipment);
  return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
}

static RsResponse *
mark_shipped (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsRbRecord *order = rs_sbr_order_of (self, shipment);
  gboolean shipped = rs_sandbox_bool (shipment->object, "is_shipped");

  if (shipped && rs_sbr_is (self, "mark_shipped_again", "refused"))
    return rs_sbr_refuse (self, "shipment", "The shipment is already shipped.");
  if (!shipped && (order == NULL || !rs_sandbox_bool (order->object, "is_booked")))
    return rs_sbr_refuse (self, "order", "The order is not booked.");
  if (!shipped && rs_sandbox_bool (order->object, "is_cancelled")
      && rs_sbr_is (self, "mark_shipped_cancelled", "refused"))
    return rs_sbr_refuse (self, "order", "The order is cancelled.");
  if (!shipped && !rs_sandbox_bool (body, "pick") && !rs_sandbox_bool (shipment->object, "is_picked")
      && rs_sbr_is (self, "mark_shipped_unpicked", "refused"))
    return rs_sbr_refuse (self, "shipment", "The shipment is not picked.");
  if (!shipped)
    rs_sbr_ship (self, shipment, "api");
  if (rs_sbr_is (self, "mark_shipped_body", "empty"))
    return rs_response_new (200, "application/json", NULL);
  return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
}

static RsResponse *
pdf_of (RsRbRecord *shipment, const char *what)
{
  g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT, what, shipment->id);

  return rs_sbr_pdf (text);
}

static gboolean
shipment_matches (RsSandboxRackbeat *self, RsRbRecord *shipment, RsRequest *request)
{
  static const char *const flags[][2]
    = { { "is_shipped", "is_shipped" }, { "shipped", "is_shipped" }, { "is_picked", "is_picked" } };
  const char *number = rs_request_get_query (request, "order_number"),
             *customer = rs_request_get_query (request, "customer_number");
  const char *search = rs_request_get_query (request, "search");
  RsRbRecord *order = rs_sbr_order_of (self, shipment);
  g_autofree char *numbers
    = g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, shipment->id, shipment->owner);

  if (number != NULL && g_ascii_strtoll (number, NULL, 10) != shipment->owner)
    return FALSE;
  if (rs_sbr_is (self, "shipment_filters", "ignored"))
    return TRUE;
  if (customer != NULL
      && (order == NULL
          || rs_sandbox_number (order->object, "customer_id") != g_ascii_strtod (customer, NULL)))
    return FALSE;
  if (search != NULL && !rs_sbr_contains (numbers, search))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const char *wanted = rs_request_get_query (request, flags[i][0]);

      if (wanted != NULL && rs_sandbox_bool (shipment->object, flags[i][1]) != rs_sbr_is_true (wanted))
        return FALSE;
    }
  return TRUE;
}

/* What both families have behind a shipment's id; NULL when @what is none of it. */
static RsResponse *
handle_post (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment, const char *what)
{
  if (!g_str_equal (request->method, "POST"))
    return NULL;
  if (g_str_equal (what, "mark-shipped"))
    return mark_shipped (self, request, shipment);
  if (g_str_equal (what, "download-delivery-note"))
    return pdf_of (shipment, "Delivery note");
  if (g_str_equal (what, "download"))
    return pdf_of (shipment, "Picking list");
  return NULL;
}

RsResponse *
rs_sbr_handle_shipments (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gboolean get = g_str_equal (request->method, "GET");
  RsRbRecord *shipment;
  RsResponse *response = NULL;

  if (segments[0] == NULL)
    return get ? rs_sbr_list_kind (self, request, RS_RB_SHIPMENTS, shipment_matches)
               : rs_sbr_no_such_call (self, request);
  if (g_str_equal (segments[0], "download-multiple") && g_str_equal (request->method, "POST")
      && rs_sbr_is (self, "shipment_calls_2018", "present"))
    return rs_sbr_pdf ("Picking lists");
  shipment = rs_sbr_find_text (self, RS_RB_SHIPMENTS, segments[0]);
  if (shipment == NULL)
    return rs_sbr_not_found ();
  if (segments[1] == NULL && get)
    return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
  if (segments[1] == NULL && g_str_equal (request->method, "PUT"))
    return change_lines (self, request, shipment);
  if (segments[1] != NULL && segments[2] == NULL)
    response = handle_post (self, request, shipment, segments[1]);
  return response != NULL ? response : rs_sbr_no_such_call (self, request);
}

static JsonNode *
present_line (RsSandboxRackbeat *self, JsonObject *line)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (line);

  spell_line (self, copy);
  rs_sbr_respell (self, copy);
  return rs_sandbox_object_node (copy);
}

static RsResponse *
list_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      g_autoptr (JsonNode) node = present_line (self, json_array_get_object_element (lines, i));

      g_ptr_array_add (rows, json_node_dup_object (node));
    }
  return rs_sbr_list_objects (self, request, "order_shipment_lines", rows);
}

/* …/shipments/{id}/lines[/{lineId}[/mark-picked]] */
static RsResponse *
handle_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment, GStrv segments,
              gboolean has_2018)
{
  JsonObject *line
    = segments[0] != NULL ? rs_sbr_find_line (shipment, g_ascii_strtoll (segments[0], NULL, 10)) : NULL;
  gboolean get = g_str_equal (request->method, "GET"),
           pick = g_strcmp0 (segments[0] != NULL ? segments[1] : NULL, "mark-picked") == 0;

  if (segments[0] == NULL && get && has_2018)
    return list_lines (self, request, shipment);
  if (segments[0] != NULL && line == NULL)
    return rs_sbr_not_found ();
  if (line != NULL && segments[1] == NULL && get && has_2018)
    return rs_sbr_single (200, "order_shipment_line", present_line (self, line));
  if (line != NULL && segments[1] == NULL)
    return change_line (self, request, shipment, line);
  if (line == NULL || !has_2018 || !g_str_equal (request->method, "POST")
      || (!pick && !g_str_equal (segments[1], "mark-unpicked")))
    return rs_sbr_no_such_call (self, request);
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse (self, "shipment", "The shipment is shipped.");
  rs_sbr_pick (shipment, (gint64) rs_sandbox_number (line, "id"), pick);
  note_change (self, shipment);
  return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
}

static RsResponse *
handle_delete (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse (self, "shipment", "The shipment is shipped.");
  rs_sbr_record (self, "shipment", shipment->id, "deleted", "api", NULL);
  rs_sbr_remove (self, RS_RB_SHIPMENTS, shipment);
  return rs_sbr_done ();
}

static RsResponse *
handle_mark_picked (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *shipment)
{
  if (rs_sandbox_bool (shipment->object, "is_shipped"))
    return rs_sbr_refuse (self, "shipment", "The shipment is shipped.");
  rs_sbr_pick (shipment, 0, TRUE);
  note_change (self, shipment);
  return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
}

RsResponse *
rs_sbr_handle_order_shipments (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  gboolean has_2018 = rs_sbr_is (self, "shipment_calls_2018", "present");
  gboolean get = g_str_equal (request->method, "GET"), post = g_str_equal (request->method, "POST");
  RsRbRecord *shipment = rs_sbr_find_text (self, RS_RB_SHIPMENTS, segments[0]);

  if (segments[0] == NULL && get)
    return rs_sbr_list (self, request, "order_shipments", order->shipments, rs_sbr_present_shipment);
  if (segments[0] == NULL)
    return post && has_2018 ? rs_sbr_handle_create_shipment (self, request, order)
                            : rs_sbr_no_such_call (self, request);
  if (shipment == NULL || shipment->owner != order->id)
    return rs_sbr_not_found ();
  if (g_strcmp0 (segments[1], "lines") == 0)
    return handle_lines (self, request, shipment, segments + 2, has_2018);
  if (!has_2018)
    return rs_sbr_no_such_call (self, request);
  if (segments[1] == NULL && get)
    return rs_sbr_show (self, request, 200, RS_RB_SHIPMENTS, shipment);
  if (segments[1] == NULL && g_str_equal (request->method, "DELETE"))
    return handle_delete (self, shipment);
  if (g_strcmp0 (segments[1], "mark-picked") == 0 && post)
    return handle_mark_picked (self, request, shipment);
  if (g_strcmp0 (segments[1], "mark-shipped") == 0 && post)
    return mark_shipped (self, request, shipment);
  if (g_strcmp0 (segments[1], "stream") == 0 && get)
    return pdf_of (shipment, "Picking list");
  return rs_sbr_no_such_call (self, request);
}
