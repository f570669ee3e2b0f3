/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* What hangs on an item: /products/{n}/fields, /units, /prices[/{currency}], /locations[/{number}] and
 * /items/{n}/locations/available (§2). All of an item's stock is at its default location; what is not kept
 * here is empty. */

/* (transfer full) (nullable) */
static JsonObject *
make_place (RsRbRecord *item)
{
  JsonObject *location = rs_sandbox_object (item->object, "default_location"), *row;

  if (location == NULL)
    return NULL;
  row = json_object_new ();
  json_object_set_object_member (row, "location", rs_sandbox_copy (location));
  rs_sbr_take (row, item->object, "stock_quantity");
  return row;
}

static RsResponse *
handle_locations (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *item, const char *number)
{
  gboolean lot = g_strcmp0 (rs_sandbox_string (item->object, "type"), "lot") == 0;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (JsonObject) place = make_place (item);

  if (number == NULL || g_str_equal (number, "available"))
    {
      if (place != NULL)
        g_ptr_array_add (rows, json_object_ref (place));
      return rs_sbr_list_objects (self, request, lot ? "lot_locations" : "product_locations", rows);
    }
  if (place == NULL
      || rs_sandbox_number (rs_sandbox_object (place, "location"), "number") != g_ascii_strtod (number, NULL))
    return rs_sbr_not_found ();
  return rs_sbr_single (200, lot ? "lot_location" : "product_location", rs_sandbox_object_node (place));
}

RsResponse *
rs_sbr_handle_item_parts (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *item, GStrv segments)
{
  static const char *const empty[][2]
    = { { "fields", "field_values" }, { "prices", "currency_prices" }, { "units", "item_units" } };
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  if (g_str_equal (segments[0], "locations"))
    return handle_locations (self, request, item, segments[1]);
  for (guint i = 0; i < G_N_ELEMENTS (empty) && segments[1] == NULL; i++)
    if (g_str_equal (segments[0], empty[i][0]))
      return rs_sbr_list_objects (self, request, empty[i][1], nothing);
  return rs_sbr_not_found ();
}
