/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Moments stand in the records as microseconds and go out as the switch says. */
static void
present_time (RsSandboxRackbeat *self, JsonObject *object, const char *name, gint64 at)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc_usec (at) : NULL;
  g_autoptr (GDateTime) danish = utc != NULL ? g_date_time_to_timezone (utc, rs_instant_danish_zone ()) : NULL;
  g_autofree char *text = NULL;

  if (danish == NULL)
    {
      json_object_set_null_member (object, name);
      return;
    }
  text = g_date_time_format (danish, rs_sbr_is (self, "timestamps", "plain") ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%dT%H:%M:%S%:z");
  json_object_set_string_member (object, name, text);
}

JsonObject *
rs_sbr_item_of_line (RsSandboxRackbeat *self, JsonObject *line)
{
  const char *number = rs_sandbox_string (line, "child_id");

  return number != NULL ? g_hash_table_lookup (self->items, number) : NULL;
}

gboolean
rs_sbr_line_has_stock (RsSandboxRackbeat *self, JsonObject *line)
{
  JsonObject *item = rs_sbr_item_of_line (self, line);

  return item != NULL && rs_sandbox_bool (item, "inventory_enabled");
}

double
rs_sbr_quantity_in_shipments (RsSandboxRackbeat *self, RsRbRecord *order, gint64 line_id, gboolean shipped_only)
{
  double sum = 0;

  for (guint i = 0; i < self->shipment_list->len; i++)
    {
      RsRbRecord *shipment = g_ptr_array_index (self->shipment_list, i);
      JsonArray *lines;

      if ((gint64) rs_sandbox_number (shipment->object, "order_id") != order->id || (shipped_only && !rs_sandbox_bool (shipment->object, "is_shipped")))
        continue;
      lines = rs_sandbox_array (shipment->object, "lines");
      for (guint j = 0; j < json_array_get_length (lines); j++)
        {
          JsonObject *line = json_array_get_object_element (lines, j);

          if ((gint64) rs_sandbox_number (line, "order_line_id") == line_id)
            sum += rs_sandbox_number (line, "quantity");
        }
    }
  return sum;
}

/* The delivery term in the spelling that the switch chooses. */
static void
present_term (RsSandboxRackbeat *self, JsonObject *order)
{
  gint64 number = (gint64) rs_sandbox_number (order, "delivery_terms_id");
  GPtrArray *terms = rs_sbr_register (self, "delivery-terms");
  gboolean with_id = rs_sbr_is (self, "delivery_terms", "object_and_id") || rs_sbr_is (self, "delivery_terms", "id");
  gboolean with_object = rs_sbr_is (self, "delivery_terms", "object_and_id") || rs_sbr_is (self, "delivery_terms", "object");

  if (!with_id)
    json_object_remove_member (order, "delivery_terms_id");
  else if (number == 0)
    json_object_set_null_member (order, "delivery_terms_id");
  if (!with_object)
    return;
  json_object_set_null_member (order, "delivery_terms");
  for (guint i = 0; i < terms->len; i++)
    {
      JsonObject *term = g_ptr_array_index (terms, i);

      if ((gint64) rs_sandbox_number (term, "number") == number && number != 0)
        json_object_set_object_member (order, "delivery_terms", rs_sandbox_copy (term));
    }
}

static void
present_customer (RsSandboxRackbeat *self, JsonObject *order)
{
  gint64 number = (gint64) rs_sandbox_number (order, "customer_id");
  JsonObject *known = g_hash_table_lookup (self->customers, &number);
  JsonObject *customer;

  if (known == NULL)
    {
      json_object_set_null_member (order, "customer");
      return;
    }
  customer = rs_sandbox_copy (known);
  if (rs_sbr_is (self, "customer_name", "company_name"))
    {
      json_object_set_string_member (customer, "company_name", rs_sandbox_string (known, "name"));
      json_object_remove_member (customer, "name");
    }
  json_object_set_object_member (order, "customer", customer);
}

JsonNode *
rs_sbr_present_order (RsSandboxRackbeat *self, gpointer record)
{
  static const char *const times[] = { "booked_at", "shipped_at", "cancelled_at", "deliver_at" };
  RsRbRecord *order = record;
  g_autoptr (JsonObject) copy = rs_sandbox_copy (order->object);
  JsonArray *lines = rs_sandbox_array (copy, "lines");
  g_autofree char *url = g_strdup_printf ("https://app.rackbeat.com/api/orders/%" G_GINT64_FORMAT, order->id);

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      JsonObject *item = rs_sbr_item_of_line (self, line);

      if (rs_sbr_is (self, "quantity_shipped", "present"))
        json_object_set_double_member (line, "quantity_shipped", rs_sbr_quantity_in_shipments (self, order, (gint64) rs_sandbox_number (line, "id"), TRUE));
      if (item != NULL)
        {
          JsonObject *brief = json_object_new ();

          json_object_set_string_member (brief, "number", rs_sandbox_string (item, "number"));
          json_object_set_string_member (brief, "name", rs_sandbox_string (item, "name"));
          json_object_set_member (brief, "barcode", json_node_copy (json_object_get_member (item, "barcode")));
          json_object_set_object_member (line, "item", brief);
        }
      else
        {
          json_object_set_null_member (line, "item");
        }
    }
  present_customer (self, copy);
  present_term (self, copy);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    present_time (self, copy, times[i], (gint64) rs_sandbox_number (order->object, times[i]));
  present_time (self, copy, "created_at", order->created_at);
  present_time (self, copy, "updated_at", order->updated_at);
  json_object_set_string_member (copy, "self", url);
  return rs_sandbox_object_node (copy);
}

void
rs_sbr_recompute (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");
  gboolean all = TRUE, some = FALSE, any_stock = FALSE;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      double shipped;

      if (!rs_sbr_line_has_stock (self, line))
        continue;
      any_stock = TRUE;
      shipped = rs_sbr_quantity_in_shipments (self, order, (gint64) rs_sandbox_number (line, "id"), TRUE);
      some |= shipped > 0;
      all &= shipped >= rs_sandbox_number (line, "quantity") - 1e-9;
    }
  json_object_set_boolean_member (order->object, "is_shipped", any_stock && all);
  json_object_set_boolean_member (order->object, "is_partly_shipped", some && !all);
  if (any_stock && all && rs_sandbox_number (order->object, "shipped_at") == 0)
    json_object_set_int_member (order->object, "shipped_at", rs_sbr_now (self));
  if (rs_sbr_is (self, "shipping_moves_updated_at", "yes"))
    rs_sbr_touch_order (self, order);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  const RsRbRecord *left = *(RsRbRecord *const *) a, *right = *(RsRbRecord *const *) b;

  if (left->updated_at != right->updated_at)
    return left->updated_at > right->updated_at ? -1 : 1;
  return (left->id < right->id) - (left->id > right->id);
}

/* The records in the order asked for, as far as the switches heed the wish. (transfer full) */
GPtrArray *
rs_sbr_query (RsSandboxRackbeat *self, RsRequest *request, GPtrArray *by_id, GPtrArray *recent, gboolean *dirty,
              gboolean (*matches) (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request))
{
  const char *order_by = rs_request_get_query (request, "order_by");
  const char *direction = rs_request_get_query (request, "order_direction");
  const char *from_text = rs_request_get_query (request, "updated_at_from");
  gboolean by_time = g_strcmp0 (order_by, "updated_at") == 0 && rs_sbr_is (self, "order_by", "honoured");
  gboolean descending = by_time && (direction == NULL || g_ascii_strcasecmp (direction, "ASC") != 0);
  GPtrArray *source = by_time ? recent : by_id;
  GPtrArray *found = g_ptr_array_new ();
  RsInstant from = RS_INSTANT_NONE;

  if (from_text != NULL && rs_sbr_is (self, "updated_at_from", "honoured"))
    rs_instant_parse (from_text, NULL, &from, NULL);
  if (by_time && *dirty)
    {
      g_ptr_array_sort (recent, compare_recent);
      *dirty = FALSE;
    }
  for (guint i = 0; i < source->len; i++)
    {
      RsRbRecord *record = g_ptr_array_index (source, by_time && !descending ? source->len - 1 - i : i);

      /* The filter has whole seconds: so has what it is compared with. */
      if (from != RS_INSTANT_NONE && record->updated_at / RS_INSTANT_SECOND < from / RS_INSTANT_SECOND)
        {
          if (descending)
            break;
          continue;
        }
      if (matches == NULL || matches (self, record, request))
        g_ptr_array_add (found, record);
    }
  return found;
}

static gboolean
order_matches (RsSandboxRackbeat *self, RsRbRecord *order, RsRequest *request)
{
  static const char *const flags[] = { "is_booked", "is_shipped", "is_archived", "is_cancelled", "is_ready_for_shipping" };
  const char *number = rs_request_get_query (request, "number");
  const char *simple = rs_request_get_query (request, "simple_filter[number]");
  const char *search = rs_request_get_query (request, "search");

  if ((number != NULL && g_ascii_strtoll (number, NULL, 10) != order->id) || (simple != NULL && g_ascii_strtoll (simple, NULL, 10) != order->id))
    return FALSE;
  if (search != NULL)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", order->id, rs_sandbox_string (order->object, "other_reference"),
                                               rs_sandbox_string (order->object, "heading"));

      if (strstr (text, search) == NULL)
        return FALSE;
    }
  if (rs_sbr_is (self, "order_filters", "strict"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const char *wanted = rs_request_get_query (request, flags[i]);

      if (wanted != NULL && rs_sandbox_bool (order->object, flags[i]) != (g_str_equal (wanted, "1") || g_ascii_strcasecmp (wanted, "true") == 0))
        return FALSE;
    }
  return TRUE;
}

/* Strict accounts refuse simple_filter on anything but three columns (§1.5, seen live). */
static RsResponse *
check_filters (RsSandboxRackbeat *self, RsRequest *request)
{
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    {
      const char *name = g_ptr_array_index (request->query, i);
      g_autofree char *column = NULL;
      g_autofree char *text = NULL;

      if (!g_str_has_prefix (name, "simple_filter["))
        continue;
      column = g_strndup (name + 14, strcspn (name + 14, "]"));
      if (g_str_equal (column, "number") || g_str_equal (column, "created_at") || g_str_equal (column, "updated_at"))
        continue;
      text = g_strdup_printf ("Property '%.60s' is not filterable", column);
      if (rs_sbr_is (self, "order_filters", "strict"))
        return rs_sbr_refuse ("simple_filter", text);
    }
  return NULL;
}

gboolean
rs_sbr_book (RsSandboxRackbeat *self, RsRbRecord *order, const char *by)
{
  if (rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_cancelled"))
    return FALSE;
  json_object_set_boolean_member (order->object, "is_booked", TRUE);
  json_object_set_boolean_member (order->object, "is_ready_for_shipping", TRUE);
  json_object_set_int_member (order->object, "booked_at", rs_sbr_now (self));
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "booked", by, NULL);
  return TRUE;
}

gboolean
rs_sbr_reopen (RsSandboxRackbeat *self, RsRbRecord *order, const char *by)
{
  if (!rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_shipped") || rs_sandbox_bool (order->object, "is_partly_shipped"))
    return FALSE;
  json_object_set_boolean_member (order->object, "is_booked", FALSE);
  json_object_set_boolean_member (order->object, "is_ready_for_shipping", FALSE);
  json_object_set_int_member (order->object, "booked_at", 0);
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "reopened", by, NULL);
  return TRUE;
}

static RsResponse *
handle_notes (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  GPtrArray *notes = g_hash_table_lookup (self->notes, &order->id);
  g_autoptr (JsonObject) body = NULL;
  JsonObject *note;
  g_autofree char *at = rs_instant_to_string (rs_sbr_now (self));

  if (notes == NULL)
    {
      notes = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
      g_hash_table_insert (self->notes, g_memdup2 (&order->id, sizeof order->id), notes);
    }
  if (g_str_equal (request->method, "GET"))
    {
      g_autoptr (JsonObject) root = json_object_new ();
      JsonArray *rows = json_array_new ();

      for (guint i = 0; i < notes->len; i++)
        json_array_add_object_element (rows, rs_sandbox_copy (g_ptr_array_index (notes, i)));
      json_object_set_array_member (root, "notes", rows);
      json_object_set_int_member (root, "total", notes->len);
      json_object_set_int_member (root, "pages", 1);
      json_object_set_int_member (root, "limit", 20);
      json_object_set_int_member (root, "page", 1);
      return rs_sandbox_json_response (206, "application/json", rs_sandbox_object_node (root));
    }
  body = rs_sandbox_request_object (request);
  if (body == NULL || rs_sandbox_string (body, "note") == NULL)
    return rs_sbr_refuse ("note", "The note field is required.");
  note = json_object_new ();
  json_object_set_int_member (note, "id", self->next_note++);
  json_object_set_int_member (note, "user_id", 9021);
  json_object_set_string_member (note, "note", rs_sandbox_string (body, "note"));
  json_object_set_string_member (note, "created_at", at);
  json_object_set_string_member (note, "updated_at", at);
  g_ptr_array_add (notes, note);
  rs_sbr_record (self, "note", order->id, "created", "api", rs_sandbox_copy (note));
  return rs_sbr_single (201, rs_sbr_is (self, "note_key", "note") ? "note" : "order_note", rs_sandbox_object_node (g_steal_pointer (&note)));
}

static RsResponse *
handle_fields (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *values = body != NULL ? rs_sandbox_array (body, "custom_fields") : NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("{}", 2);

  if (rs_sbr_is (self, "plan", "basic"))
    {
      g_autoptr (GBytes) text = g_bytes_new_static ("{\"message\":\"Your plan does not include custom fields.\"}", 55);

      return rs_response_new (403, "application/json", text);
    }
  if (values == NULL)
    return rs_sbr_refuse ("custom_fields", "The custom fields field is required.");
  json_object_set_array_member (order->object, "field_values", json_array_ref (values));
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "fields", "api", g_steal_pointer (&body));
  return rs_response_new (200, "application/json", nothing);
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (body == NULL)
    return rs_sbr_refuse ("order", "The body is not an object.");
  if (rs_sandbox_bool (order->object, "is_booked") && json_object_has_member (body, "lines"))
    return rs_sbr_refuse ("lines", "The order is booked and its lines are locked.");
  json_object_iter_init (&iter, body);
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_str_equal (name, "number") && !g_str_has_prefix (name, "is_"))
      json_object_set_member (order->object, name, json_node_copy (member));
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "changed", "api", NULL);
  return rs_sbr_single (200, "order", rs_sbr_present_order (self, order));
}

static RsResponse *
handle_order (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments)
{
  const char *fields = rs_request_get_query (request, "fields");
  const char *what = segments[1];
  g_autoptr (GBytes) done = g_bytes_new_static ("{}", 2);

  if (what == NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_single (200, "order", rs_sbr_select (rs_sbr_present_order (self, order), fields));
  if (what == NULL && g_str_equal (request->method, "PUT"))
    return handle_change (self, request, order);
  if (what == NULL && g_str_equal (request->method, "DELETE"))
    {
      if (rs_sandbox_bool (order->object, "is_booked"))
        return rs_sbr_refuse ("order", "A booked order cannot be deleted.");
      rs_sbr_record (self, "order", order->id, "deleted", "api", NULL);
      rs_sbr_remove_order (self, order);
      return rs_response_new (200, "application/json", done);
    }
  if (what == NULL)
    return rs_sbr_not_found ();
  if (g_str_equal (what, "book"))
    return rs_sbr_book (self, order, "api") ? rs_sbr_single (200, "order", rs_sbr_present_order (self, order))
                                            : rs_sbr_refuse ("order", "The order is already booked.");
  if (g_str_equal (what, "reopen"))
    return rs_sbr_reopen (self, order, "api") ? rs_sbr_single (200, "order", rs_sbr_present_order (self, order))
                                              : rs_sbr_refuse ("order", "The order cannot be reopened.");
  if (g_str_equal (what, "create-shipment"))
    return rs_sbr_handle_create_shipment (self, request, order);
  if (g_str_equal (what, "shipments"))
    return rs_sbr_handle_order_shipments (self, request, order, segments + 2);
  if (g_str_equal (what, "notes"))
    return handle_notes (self, request, order);
  if (g_str_equal (what, "fields"))
    return handle_fields (self, request, order);
  return rs_sbr_not_found ();
}

RsResponse *
rs_sbr_handle_orders (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  RsRbRecord *order;
  RsResponse *refused;
  g_autoptr (GPtrArray) found = NULL;

  if (segments[0] != NULL)
    {
      order = rs_sbr_find_order (self, g_ascii_strtoll (segments[0], NULL, 10));
      return order != NULL ? handle_order (self, request, order, segments) : rs_sbr_not_found ();
    }
  if (!g_str_equal (request->method, "GET"))
    return rs_sbr_refuse ("order", "This sandbox makes orders by its control interface.");
  refused = check_filters (self, request);
  if (refused != NULL)
    return refused;
  found = rs_sbr_query (self, request, self->order_list, self->order_recent, &self->orders_dirty, order_matches);
  return rs_sbr_list (self, request, "orders", found, rs_sbr_present_order);
}
