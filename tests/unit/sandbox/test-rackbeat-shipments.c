/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <libdex.h>

#define THREE_AND_FREIGHT                                                                                    \
  "[{\"item_id\":\"CYK-2201\",\"quantity\":3},{\"item_id\":\"PUMPE-1\",\"quantity\":2},{\"item_id\":\"FRAGT\",\"quantity\":1}]"

static JsonNode *
get_order (World *world, gint64 number)
{
  g_autofree char *call = format ("GET /orders/%" G_GINT64_FORMAT, number);

  return rb (world, call, NULL, 200);
}

static JsonNode *
get_shipment (World *world, gint64 id)
{
  g_autofree char *call = format ("GET /order-shipments/%" G_GINT64_FORMAT, id);

  return rb (world, call, NULL, 200);
}

static guint
mark_shipped (World *world, gint64 id, const char *body)
{
  g_autofree char *call = format ("POST /orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", id);

  return rb_status (world, call, body);
}

static double
stock_of (World *world, const char *item)
{
  g_autofree char *call = format ("GET /products/%s", item);
  g_autoptr (JsonNode) node = rb (world, call, NULL, 200);

  return number_at (node, "product.stock_quantity");
}

static void
test_what_keeps_no_stock_is_left_off (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT);
  g_autoptr (JsonNode) shipment = get_shipment (world, make_shipment (world, number));

  g_assert_cmpuint (length_at (shipment, "order_shipment.lines"), ==, 2);
  g_assert_cmpstr (text_at (shipment, "order_shipment.lines[0].child_id"), ==, "CYK-2201");
  g_assert_cmpfloat (number_at (shipment, "order_shipment.lines[0].quantity"), ==, 3);
  g_assert_cmpfloat (number_at (shipment, "order_shipment.order_id"), ==, (double) number);
  g_assert_cmpfloat (number_at (shipment, "order_shipment.order.number"), ==, (double) number);
  g_assert_true (is_null_at (shipment, "order_shipment.shipped_at"));
}

static void
test_no_field_for_tracking_is_invented (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) shipment
    = get_shipment (world, make_shipment (world, make_order (world, THREE_AND_FREIGHT)));
  g_autofree char *text = test_to_text (shipment);

  g_assert_null (g_strrstr (text, "track"));
  g_assert_null (g_strrstr (text, "carrier"));
  g_assert_null (g_strrstr (text, "weight"));
}

static void
test_only_a_booked_order_gets_a_shipment (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 draft = make_draft (world, THREE_AND_FREIGHT);
  g_autofree char *call = format ("POST /orders/%" G_GINT64_FORMAT "/create-shipment", draft);

  g_assert_cmpuint (rb_status (world, call, "[]"), ==, 422);
  g_assert_cmpuint (rb_status (world, call, NULL), ==, 422);
}

static void
test_shipping_all_stock_ships_the_order (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  double before = stock_of (world, "CYK-2201");
  g_autoptr (JsonNode) order = NULL;
  g_autoptr (JsonNode) shipment = NULL;

  rs_virtual_clock_advance (world->clock, RS_INSTANT_HOUR);
  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":true}"), ==, 200);
  order = get_order (world, number);
  shipment = get_shipment (world, id);
  g_assert_true (flag_at (order, "order.is_shipped"));
  g_assert_false (flag_at (order, "order.is_partly_shipped"));
  g_assert_false (flag_at (order, "order.is_ready_for_shipping"));
  g_assert_cmpstr (text_at (order, "order.shipped_at"), ==, "2026-09-28T13:00:00+02:00");
  g_assert_cmpfloat (number_at (order, "order.lines[0].quantity_shipped"), ==, 3);
  g_assert_cmpfloat (number_at (order, "order.lines[2].quantity_shipped"), ==, 0);
  g_assert_true (flag_at (shipment, "order_shipment.is_picked"));
  g_assert_true (flag_at (shipment, "order_shipment.lines[1].is_picked"));
  g_assert_cmpfloat (stock_of (world, "CYK-2201"), ==, before - 3);
}

static void
test_part_shipments_follow_until_the_order_is_shipped (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), first = make_shipment (world, number), second;
  g_autoptr (JsonNode) shipment = get_shipment (world, first);
  g_autofree char *line = format ("/orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT "/lines/%g",
                                  number, first, number_at (shipment, "order_shipment.lines[0].id"));
  g_autofree char *other
    = format ("DELETE /orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT "/lines/%g", number, first,
              number_at (shipment, "order_shipment.lines[1].id"));
  g_autofree char *put = g_strconcat ("PUT ", line, NULL);
  g_autoptr (JsonNode) partly = NULL;
  g_autoptr (JsonNode) rest = NULL;
  g_autoptr (JsonNode) whole = NULL;

  g_assert_cmpuint (rb_status (world, put, "{\"quantity\":4}"), ==, 422);
  g_assert_cmpuint (rb_status (world, put, "{\"quantity\":0}"), ==, 422);
  g_assert_cmpuint (rb_status (world, put, "{\"quantity\":1}"), ==, 200);
  g_assert_cmpuint (rb_status (world, other, NULL), ==, 200);
  mark_shipped (world, first, "{\"pick\":true}");
  partly = get_order (world, number);
  g_assert_true (flag_at (partly, "order.is_partly_shipped"));
  g_assert_false (flag_at (partly, "order.is_shipped"));
  second = make_shipment (world, number);
  rest = get_shipment (world, second);
  g_assert_cmpfloat (number_at (rest, "order_shipment.lines[0].quantity"), ==, 2);
  g_assert_cmpfloat (number_at (rest, "order_shipment.lines[1].quantity"), ==, 2);
  mark_shipped (world, second, "{\"pick\":true}");
  whole = get_order (world, number);
  g_assert_true (flag_at (whole, "order.is_shipped"));
  g_assert_cmpuint (rb_status (world, put, "{\"quantity\":1}"), ==, 422);
}

static void
test_a_shipment_takes_no_more_than_the_shelf_has (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) set = act (
    world, "{\"service\":\"rackbeat\",\"action\":\"edit-item\",\"id\":\"CYK-2201\",\"stock_quantity\":2}");
  gint64 number = make_order (world, THREE_AND_FREIGHT);
  g_autoptr (JsonNode) order = get_order (world, number);
  g_autoptr (JsonNode) shipment = get_shipment (world, make_shipment (world, number));
  gint64 other = make_order (world, "[{\"item_id\":\"CYK-2201\",\"quantity\":1}]");
  g_autofree char *call = format ("POST /orders/%" G_GINT64_FORMAT "/create-shipment", other);

  g_assert_cmpfloat (number_at (set, "stock_quantity"), ==, 2);
  g_assert_false (flag_at (order, "order.is_ready_for_shipping"));
  g_assert_cmpfloat (number_at (shipment, "order_shipment.lines[0].quantity"), ==, 2);
  /* The two are spoken for. */
  g_assert_cmpuint (rb_status (world, call, "[]"), ==, 422);
}

static void
test_a_deleted_shipment_gives_back_what_it_held (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  g_autofree char *again = format ("POST /orders/%" G_GINT64_FORMAT "/create-shipment", number);
  g_autofree char *remove
    = format ("DELETE /orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT, number, id);

  g_assert_cmpuint (rb_status (world, again, "[]"), ==, 422);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 404);
  g_assert_cmpuint (rb_status (world, again, "[]"), ==, 201);
}

static void
test_a_shipped_shipment_stays (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  g_autofree char *remove
    = format ("DELETE /orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT, number, id);
  g_autofree char *reopen = format ("POST /orders/%" G_GINT64_FORMAT "/reopen", number);

  mark_shipped (world, id, "{\"pick\":true}");
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, reopen, NULL), ==, 422);
}

static void
test_a_reopened_order_does_not_ship (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  g_autofree char *reopen = format ("POST /orders/%" G_GINT64_FORMAT "/reopen", number);

  g_assert_cmpuint (rb_status (world, reopen, NULL), ==, 200);
  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":true}"), ==, 422);
}

static void
test_lines_are_picked_one_by_one (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  g_autoptr (JsonNode) shipment = get_shipment (world, id);
  g_autofree char *line = format ("/orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT "/lines/%g",
                                  number, id, number_at (shipment, "order_shipment.lines[0].id"));
  g_autofree char *pick = g_strconcat ("POST ", line, "/mark-picked", NULL),
                  *unpick = g_strconcat ("POST ", line, "/mark-unpicked", NULL);
  g_autofree char *pick_all
    = format ("POST /orders/%" G_GINT64_FORMAT "/shipments/%" G_GINT64_FORMAT "/mark-picked", number, id);
  g_autoptr (JsonNode) partly = rb (world, pick, NULL, 200);
  g_autoptr (JsonNode) none = rb (world, unpick, NULL, 200);
  g_autoptr (JsonNode) all = rb (world, pick_all, NULL, 200);

  g_assert_true (flag_at (partly, "order_shipment.is_partly_picked"));
  g_assert_false (flag_at (none, "order_shipment.is_partly_picked"));
  g_assert_true (flag_at (all, "order_shipment.is_picked"));
  g_assert_cmpuint (mark_shipped (world, id, NULL), ==, 200);
}

static void
test_shipments_are_filtered (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 first = make_order (world, THREE_AND_FREIGHT), second = make_order (world, THREE_AND_FREIGHT);
  gint64 shipped = make_shipment (world, first);
  g_autofree char *of_second = format ("GET /order-shipments?order_number=%" G_GINT64_FORMAT, second);
  g_autofree char *below = format ("GET /orders/%" G_GINT64_FORMAT "/shipments", second);
  const char *const open = "GET /order-shipments?is_shipped=false&page=1&fields=id,is_shipped";

  make_shipment (world, second);
  mark_shipped (world, shipped, "{\"pick\":true}");
  {
    g_autoptr (JsonNode) one = rb (world, of_second, NULL, 206);
    g_autoptr (JsonNode) same = rb (world, below, NULL, 206);
    g_autoptr (JsonNode) unshipped = rb (world, open, NULL, 206);
    g_autoptr (JsonNode) all = rb (world, "GET /order-shipments", NULL, 206);

    g_assert_cmpfloat (number_at (one, "total"), ==, 1);
    g_assert_cmpfloat (number_at (same, "order_shipments[0].order_id"), ==, (double) second);
    g_assert_cmpfloat (number_at (unshipped, "total"), ==, 1);
    g_assert_cmpuint (
      json_object_get_size (json_node_get_object (test_pick (unshipped, "order_shipments[0]"))), ==, 2);
    g_assert_cmpfloat (number_at (all, "total"), ==, 2);
  }
}

static void
test_a_lot_ships_as_one_line (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) shipment = get_shipment (
    world, make_shipment (world, make_order (world, "[{\"item_id\":\"SÆT-START\",\"quantity\":1}]")));

  g_assert_cmpuint (length_at (shipment, "order_shipment.lines"), ==, 1);
  g_assert_cmpstr (text_at (shipment, "order_shipment.lines[0].child_type"), ==, "lot");
}

static void
test_variations_travel_to_the_shipment (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (
    world,
    "[{\"item_id\":\"TRØJE-ULD\",\"quantity\":1,\"variations\":[{\"variation_type\":{\"id\":1,\"name\":\"Størrelse\"},"
    "\"variation_option\":{\"id\":12,\"name\":\"M\"}}]}]");
  g_autoptr (JsonNode) shipment = get_shipment (world, make_shipment (world, number));

  g_assert_cmpstr (text_at (shipment, "order_shipment.lines[0].variations[0].variation_option.name"), ==,
                   "M");
}

static void
test_an_order_shipped_and_invoiced_is_archived (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, THREE_AND_FREIGHT), id = make_shipment (world, number);
  g_autofree char *convert = format ("POST /orders/%" G_GINT64_FORMAT "/convert-to-invoice", number);
  g_autoptr (JsonNode) invoiced = NULL;
  g_autoptr (JsonNode) done = NULL;

  g_assert_cmpuint (rb_status (world, convert, NULL), ==, 200);
  invoiced = get_order (world, number);
  g_assert_false (flag_at (invoiced, "order.is_archived"));
  mark_shipped (world, id, "{\"pick\":true}");
  done = get_order (world, number);
  g_assert_true (flag_at (done, "order.is_archived"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rackbeat-shipments/no-stock", test_what_keeps_no_stock_is_left_off);
  g_test_add_func ("/rackbeat-shipments/no-tracking", test_no_field_for_tracking_is_invented);
  g_test_add_func ("/rackbeat-shipments/booked-only", test_only_a_booked_order_gets_a_shipment);
  g_test_add_func ("/rackbeat-shipments/whole", test_shipping_all_stock_ships_the_order);
  g_test_add_func ("/rackbeat-shipments/parts", test_part_shipments_follow_until_the_order_is_shipped);
  g_test_add_func ("/rackbeat-shipments/shelf", test_a_shipment_takes_no_more_than_the_shelf_has);
  g_test_add_func ("/rackbeat-shipments/deleted", test_a_deleted_shipment_gives_back_what_it_held);
  g_test_add_func ("/rackbeat-shipments/stays", test_a_shipped_shipment_stays);
  g_test_add_func ("/rackbeat-shipments/reopened", test_a_reopened_order_does_not_ship);
  g_test_add_func ("/rackbeat-shipments/picked", test_lines_are_picked_one_by_one);
  g_test_add_func ("/rackbeat-shipments/filters", test_shipments_are_filtered);
  g_test_add_func ("/rackbeat-shipments/lot", test_a_lot_ships_as_one_line);
  g_test_add_func ("/rackbeat-shipments/variations", test_variations_travel_to_the_shipment);
  g_test_add_func ("/rackbeat-shipments/archived", test_an_order_shipped_and_invoiced_is_archived);
  return g_test_run ();
}
