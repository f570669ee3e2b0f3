/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* Stock changes of the account's own: /inventory-adjustments and /inventory-movements, which share the data
 * key inventory_regulations (§1.4). They take effect when they are booked (§2). What their bodies hold is not
 * described: an item, a location, and for an adjustment the quantity that was counted. */

/* The complaint that clients meet live (§1.6). */
#define NO_CHANGE "Adjustment can't be created, since no change is made."

static RsResponse *
check (RsSandboxRackbeat *self, RsRbKind kind, JsonObject *body)
{
  RsRbRecord *item = rs_sbr_find_item (self, rs_sandbox_string (body, "item_id"));
  gboolean counted = body != NULL && json_object_has_member (body, "quantity");

  if (item == NULL)
    return rs_sbr_invalid ("item_id", "Product needed");
  if (!rs_sandbox_bool (item->object, "inventory_enabled"))
    return rs_sbr_refuse (self, "item_id", "The product has no inventory.");
  if (!counted || rs_sandbox_number (body, "quantity") < 0)
    return rs_sbr_invalid ("quantity", "The quantity must be a number.");
  if (kind == RS_RB_ADJUSTMENTS
      && rs_sandbox_number (body, "quantity") == rs_sandbox_number (item->object, "stock_quantity"))
    return rs_sbr_refuse (self, "adjustment", NO_CHANGE);
  return NULL;
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind)
{
  static const char *const names[]
    = { "item_id", "location_id", "from_location_id", "to_location_id", "quantity", "note" };
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  RsResponse *refused = check (self, kind, body);
  JsonObject *regulation;
  RsRbRecord *record;

  if (refused != NULL)
    return refused;
  regulation = json_object_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    rs_sbr_take (regulation, body, names[i]);
  json_object_set_boolean_member (regulation, "is_booked", FALSE);
  record = rs_sbr_add (self, kind, regulation, 0);
  rs_sbr_record (self, "regulation", record->id, "created", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 201, kind, record);
}

/* An adjustment says how much there is; a movement leaves the sum as it is. */
static RsResponse *
handle_book (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbRecord *record)
{
  const char *number = rs_sandbox_string (record->object, "item_id");

  if (rs_sandbox_bool (record->object, "is_booked"))
    return rs_sbr_refuse (self, "regulation", "It is already booked.");
  if (rs_sbr_find_item (self, number) == NULL)
    return rs_sbr_refuse (self, "item_id", "Product needed");
  if (kind == RS_RB_ADJUSTMENTS)
    rs_sbr_move_stock (self, number,
                       rs_sandbox_number (record->object, "quantity")
                         - rs_sandbox_number (rs_sbr_find_item (self, number)->object, "stock_quantity"));
  json_object_set_boolean_member (record->object, "is_booked", TRUE);
  rs_sbr_touch (self, kind, record);
  rs_sbr_record (self, "regulation", record->id, "booked", "api", NULL);
  return rs_sbr_show (self, request, 200, kind, record);
}

RsResponse *
rs_sbr_handle_regulations (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  RsRbKind kind = g_str_equal (segments[0], "inventory-movements") ? RS_RB_MOVEMENTS : RS_RB_ADJUSTMENTS;
  gboolean get = g_str_equal (request->method, "GET"), post = g_str_equal (request->method, "POST");
  RsRbRecord *record = rs_sbr_find_text (self, kind, segments[1]);

  if (segments[1] == NULL && get)
    return rs_sbr_list_kind (self, request, kind, NULL);
  if (segments[1] == NULL)
    return post ? handle_create (self, request, kind) : rs_sbr_no_such_call (self, request);
  if (record == NULL)
    return rs_sbr_not_found ();
  if (segments[2] == NULL && get)
    return rs_sbr_show (self, request, 200, kind, record);
  if (g_strcmp0 (segments[2], "book") == 0 && post)
    return handle_book (self, request, kind, record);
  return rs_sbr_no_such_call (self, request);
}
