/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Products, lots and the list of both (§3.6). Item numbers in paths are percent-decoded once (§1.3). */

typedef enum
{
  FAMILY_PRODUCTS,
  FAMILY_LOTS,
  FAMILY_ITEMS,
} Family;

static const struct
{
  const char *path, *singular;
} families[] = { { "products", "product" }, { "lots", "lot" }, { "items", "item" } };

static void
add_wanted (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->object, "lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      const char *number = rs_sandbox_string (line, "child_id");
      double *sum = number != NULL ? g_hash_table_lookup (self->wanted, number) : NULL;

      if (number == NULL)
        continue;
      if (sum == NULL)
        {
          sum = g_new0 (double, 1);
          g_hash_table_insert (self->wanted, g_strdup (number), sum);
        }
      *sum += rs_sandbox_number (line, "quantity")
              - rs_sbr_quantity_in_shipments (order, (gint64) rs_sandbox_number (line, "id"), TRUE);
    }
}

/* What booked orders still want of an item: one walk over the orders for all items, until something changes.
 */
static double
in_orders (RsSandboxRackbeat *self, const char *number)
{
  GPtrArray *orders = rs_sbr_table (self, RS_RB_ORDERS)->list;
  double *sum;

  if (self->wanted_at != self->changes)
    {
      g_hash_table_remove_all (self->wanted);
      for (guint i = 0; i < orders->len; i++)
        {
          RsRbRecord *order = g_ptr_array_index (orders, i);

          if (rs_sandbox_bool (order->object, "is_booked") && !rs_sandbox_bool (order->object, "is_cancelled")
              && !rs_sandbox_bool (order->object, "is_shipped"))
            add_wanted (self, order);
        }
      self->wanted_at = self->changes;
    }
  sum = g_hash_table_lookup (self->wanted, number);
  return sum != NULL ? *sum : 0;
}

/* By number, and a lot as a lot. */
static void
address_by_number (JsonObject *item, const char *friendly)
{
  const char *self = rs_sandbox_string (item, "self");
  const char *end = strstr (self, "/products/");
  g_autofree char *base = g_strndup (self, (gsize) (end - self));
  g_autofree char *url = g_strdup_printf ("%s/%ss/%s", base, rs_sandbox_string (item, "type"), friendly);

  json_object_set_string_member (item, "self", url);
}

JsonNode *
rs_sbr_present_item (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);
  const char *number = rs_sandbox_string (record->object, "number");
  g_autofree char *friendly = rs_request_escape (number);
  JsonObject *location = rs_sandbox_object (copy, "default_location");
  double wanted = in_orders (self, number);

  json_object_set_string_member (copy, "urlfriendly_number", friendly);
  json_object_set_double_member (copy, "in_order_quantity", wanted);
  json_object_set_double_member (copy, "available_quantity",
                                 rs_sandbox_number (copy, "stock_quantity") - wanted);
  rs_sbr_stamp (self, RS_RB_ITEMS, record, request, copy);
  address_by_number (copy, friendly);
  if (location != NULL)
    json_object_set_int_member (copy, "default_location_id", (gint64) rs_sandbox_number (location, "number"));
  else
    json_object_set_null_member (copy, "default_location_id");
  rs_sbr_respell (self, copy);
  return rs_sandbox_object_node (copy);
}

RsRbRecord *
rs_sbr_add_item (RsSandboxRackbeat *self, JsonObject *object)
{
  RsRbRecord *record = rs_sbr_add (self, RS_RB_ITEMS, object, 0);

  g_hash_table_insert (self->items, g_strdup (rs_sandbox_string (object, "number")), record);
  return record;
}

static gboolean
is_of_family (RsRbRecord *item, Family family)
{
  const char *type = rs_sandbox_string (item->object, "type");

  return family == FAMILY_ITEMS || g_strcmp0 (type, families[family].singular) == 0;
}

static gboolean
item_matches (RsSandboxRackbeat *self, RsRbRecord *item, RsRequest *request)
{
  static const char *const plain[] = { "number", "barcode", "name" };
  const char *search = rs_request_get_query (request, "search"),
             *barred = rs_request_get_query (request, "is_barred");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autofree char *simple = g_strdup_printf ("simple_filter[%s]", plain[i]);
      const char *wanted = rs_request_get_query (request, plain[i]),
                 *simply = rs_request_get_query (request, simple);
      const char *is = rs_sandbox_string (item->object, plain[i]);

      if ((wanted != NULL && g_strcmp0 (wanted, is) != 0) || (simply != NULL && g_strcmp0 (simply, is) != 0))
        return FALSE;
    }
  if (barred != NULL && rs_sbr_is_true (barred) != rs_sandbox_bool (item->object, "is_barred"))
    return FALSE;
  if (search == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (rs_sbr_contains (rs_sandbox_string (item->object, plain[i]), search))
      return TRUE;
  return FALSE;
}

static RsResponse *
handle_list (RsSandboxRackbeat *self, RsRequest *request, Family family)
{
  g_autoptr (GPtrArray) all = rs_sbr_query (self, request, RS_RB_ITEMS, item_matches);
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (is_of_family (g_ptr_array_index (all, i), family))
      g_ptr_array_add (found, g_ptr_array_index (all, i));
  return rs_sbr_list (self, request, families[family].path, found, rs_sbr_present_item);
}

static RsResponse *
show (RsSandboxRackbeat *self, RsRequest *request, guint status, Family family, RsRbRecord *item)
{
  return rs_sbr_single (
    status, families[family].singular,
    rs_sbr_select (rs_sbr_present_item (self, item, request), rs_request_get_query (request, "fields")));
}

/* Weight and size come nested or flat; a unit is required beside each (§3.6). */
static void
check_physical (JsonObject *body, JsonObject *errors)
{
  static const char *const sizes[] = { "height", "width", "depth" };
  static const char *const units[] = { "g", "kg", NULL };
  JsonObject *physical
    = rs_sandbox_object (body, "physical") != NULL ? rs_sandbox_object (body, "physical") : body;
  const char *unit = rs_sandbox_string (physical, "weight_unit");

  if (rs_sandbox_number (physical, "weight") != 0 && unit == NULL)
    rs_sbr_complain (errors, "weight_unit", "The weight unit field is required when weight is present.");
  if (unit != NULL && !g_strv_contains (units, unit))
    rs_sbr_complain (errors, "weight_unit", "The selected weight unit is invalid.");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (rs_sandbox_number (physical, sizes[i]) != 0 && rs_sandbox_string (physical, "size_unit") == NULL)
      rs_sbr_complain (errors, "size_unit", "The size unit field is required.");
}

static gint64
group_of (JsonObject *body)
{
  JsonObject *nested = rs_sandbox_object (body, "group");

  if (nested != NULL)
    return (gint64) rs_sandbox_number (nested, "number");
  return (gint64) rs_sandbox_number (body, json_object_has_member (body, "group_id") ? "group_id" : "group");
}

static void
check_item (RsSandboxRackbeat *self, JsonObject *body, gboolean complete, JsonObject *errors)
{
  g_autofree char *number = NULL;

  if (complete)
    {
      number
        = rs_sandbox_string (body, "number") != NULL ? g_strdup (rs_sandbox_string (body, "number")) : NULL;
      if (number == NULL || *number == '\0')
        rs_sbr_complain (errors, "number", "The number field is required.");
      else if (rs_sbr_find_item (self, number) != NULL)
        rs_sbr_complain (errors, "number", "The number has already been taken.");
      if (rs_sandbox_string (body, "name") == NULL)
        rs_sbr_complain (errors, "name", "The name field is required.");
      if (!json_object_has_member (body, "sales_price"))
        rs_sbr_complain (errors, "sales_price", "The sales price field is required.");
    }
  if ((complete || group_of (body) != 0) && rs_sbr_find (self, RS_RB_PRODUCT_GROUPS, group_of (body)) == NULL)
    rs_sbr_complain (errors, "group", "The selected group is invalid.");
  check_physical (body, errors);
}

static void
apply_item (RsSandboxRackbeat *self, JsonObject *item, JsonObject *body)
{
  static const char *const plain[]
    = { "name",       "description", "barcode", "sales_price", "recommended_sales_price",
        "cost_price", "is_barred",   "unit_id", "goods_code",  "country_code",
        "min_stock",  "lines" };
  static const char *const physical_names[]
    = { "weight", "weight_unit", "height", "width", "depth", "size_unit" };
  JsonObject *nested = rs_sandbox_object (body, "physical"), *physical = rs_sandbox_object (item, "physical");
  RsRbRecord *group = rs_sbr_find (self, RS_RB_PRODUCT_GROUPS, group_of (body));
  RsRbRecord *unit = rs_sbr_find (self, RS_RB_UNITS, (gint64) rs_sandbox_number (body, "unit_id"));
  RsRbRecord *location
    = rs_sbr_find (self, RS_RB_LOCATIONS, (gint64) rs_sandbox_number (body, "default_location_id"));

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    rs_sbr_take (item, body, plain[i]);
  for (guint i = 0; i < G_N_ELEMENTS (physical_names); i++)
    {
      rs_sbr_take (physical, body, physical_names[i]);
      rs_sbr_take (physical, nested, physical_names[i]);
    }
  if (unit != NULL)
    json_object_set_object_member (item, "unit", rs_sandbox_copy (unit->object));
  if (location != NULL)
    json_object_set_object_member (item, "default_location", rs_sbr_brief (location->object));
  if (group == NULL)
    return;
  json_object_set_int_member (item, "group_id", group->id);
  json_object_set_object_member (item, "group", rs_sandbox_copy (group->object));
  /* Whether stock is kept is the group's affair: has_inventory=false marks freight and services (§3.5). */
  json_object_set_boolean_member (item, "inventory_enabled",
                                  rs_sandbox_bool (group->object, "has_inventory"));
}

static JsonObject *
new_item (RsSandboxRackbeat *self, JsonObject *body, Family family)
{
  JsonObject *item = json_object_new (), *physical = json_object_new ();

  rs_sbr_take (item, body, "number");
  json_object_set_string_member (item, "type", family == FAMILY_LOTS ? "lot" : "product");
  json_object_set_boolean_member (item, "is_barred", FALSE);
  json_object_set_boolean_member (item, "inventory_enabled", TRUE);
  json_object_set_double_member (physical, "weight", 0);
  json_object_set_null_member (physical, "weight_unit");
  json_object_set_double_member (physical, "height", 0);
  json_object_set_double_member (physical, "width", 0);
  json_object_set_double_member (physical, "depth", 0);
  json_object_set_string_member (physical, "size_unit", "cm");
  json_object_set_object_member (item, "physical", physical);
  if (family == FAMILY_LOTS)
    json_object_set_array_member (item, "lines", json_array_new ());
  apply_item (self, item, body);
  return item;
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request, Family family)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();
  RsRbRecord *item;

  if (body == NULL)
    body = json_object_new ();
  check_item (self, body, TRUE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  item = rs_sbr_add_item (self, new_item (self, body, family));
  rs_sbr_record (self, "item", item->id, "created", "api", g_steal_pointer (&body));
  return show (self, request, 201, family, item);
}

static gboolean
is_in_use (RsSandboxRackbeat *self, const char *number)
{
  return in_orders (self, number) > 0;
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, Family family, RsRbRecord *item)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();

  if (body == NULL)
    return rs_sbr_invalid ("item", "The body is not an object.");
  check_item (self, body, FALSE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  apply_item (self, item->object, body);
  rs_sbr_touch (self, RS_RB_ITEMS, item);
  rs_sbr_record (self, "item", item->id, "changed", "api", g_steal_pointer (&body));
  return show (self, request, 200, family, item);
}

static RsResponse *
handle_delete (RsSandboxRackbeat *self, RsRbRecord *item)
{
  if (is_in_use (self, rs_sandbox_string (item->object, "number")))
    return rs_sbr_refuse (self, "item", "The product is used in lines.");
  rs_sbr_record (self, "item", item->id, "deleted", "api", NULL);
  rs_sbr_remove (self, RS_RB_ITEMS, item);
  return rs_sbr_done ();
}

/* POST /products/bulk/delete {"ids":[…]} with item numbers. */
static RsResponse *
handle_bulk_delete (RsSandboxRackbeat *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonArray *ids = rs_sandbox_array (body, "ids");

  if (ids == NULL)
    return rs_sbr_invalid ("ids", "The ids field is required.");
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      JsonNode *node = json_array_get_element (ids, i);
      const char *number = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                             ? json_node_get_string (node)
                             : NULL;
      RsRbRecord *item = rs_sbr_find_item (self, number);

      if (item != NULL)
        rs_response_unref (handle_delete (self, item));
    }
  return rs_sbr_done ();
}

/* POST /products/{n}/convert: from now on it is a bill of materials (§2); not while it is used (§1.6). */
static RsResponse *
handle_convert (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *item)
{
  if (rs_sbr_is (self, "plan", "basic"))
    return rs_sbr_message (403, "Your plan does not include bills of materials.");
  if (is_in_use (self, rs_sandbox_string (item->object, "number")))
    return rs_sbr_refuse (self, "item", "The product is used in lines.");
  json_object_set_string_member (item->object, "type", "lot");
  json_object_set_array_member (item->object, "lines", json_array_new ());
  rs_sbr_touch (self, RS_RB_ITEMS, item);
  rs_sbr_record (self, "item", item->id, "changed", "api", NULL);
  return show (self, request, 200, FAMILY_LOTS, item);
}

RsResponse *
rs_sbr_handle_items (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  Family family = g_str_equal (segments[0], "lots")    ? FAMILY_LOTS
                  : g_str_equal (segments[0], "items") ? FAMILY_ITEMS
                                                       : FAMILY_PRODUCTS;
  gboolean get = g_str_equal (request->method, "GET"), post = g_str_equal (request->method, "POST");
  RsRbRecord *item = rs_sbr_find_item (self, segments[1]);

  if (family == FAMILY_LOTS && rs_sbr_is (self, "plan", "basic"))
    return rs_sbr_message (403, "Your plan does not include bills of materials.");
  if (segments[1] == NULL && get)
    return handle_list (self, request, family);
  if (segments[1] == NULL)
    return post && family != FAMILY_ITEMS ? handle_create (self, request, family)
                                          : rs_sbr_no_such_call (self, request);
  if (family == FAMILY_PRODUCTS && post && g_str_equal (segments[1], "bulk")
      && g_strcmp0 (segments[2], "delete") == 0)
    return handle_bulk_delete (self, request);
  if (item == NULL || !is_of_family (item, family)
      || (strchr (segments[1], '/') != NULL && rs_sbr_is (self, "slash_in_path", "404")))
    return rs_sbr_not_found ();
  if (segments[2] != NULL && post && family == FAMILY_PRODUCTS && g_str_equal (segments[2], "convert"))
    return handle_convert (self, request, item);
  if (segments[2] != NULL)
    return get ? rs_sbr_handle_item_parts (self, request, item, segments + 2)
               : rs_sbr_no_such_call (self, request);
  if (get)
    return show (self, request, 200, family, item);
  if (g_str_equal (request->method, "PUT") && family != FAMILY_ITEMS)
    return handle_change (self, request, family, item);
  if (g_str_equal (request->method, "DELETE") && family != FAMILY_ITEMS)
    return handle_delete (self, item);
  return rs_sbr_no_such_call (self, request);
}
