/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <libdex.h>
#include <string.h>

/* What §1 of the Rackbeat reference calls CERTAIN holds whatever the switches say. */

static void
test_a_wrong_key_is_unauthenticated (void)
{
  g_autoptr (World) world = world_new (1);
  static const char *const keys[] = { NULL, "", "eyJ.wrong.key" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (RsResponse) response = world_send_with_key (world, keys[i], "/self");

      g_assert_cmpuint (response->status, ==, 401);
    }
}

static void
test_the_key_is_as_long_as_a_real_one (void)
{
  g_autoptr (World) world = world_new (0);
  const char *key = rs_sandbox_get_rackbeat_key (world->sandbox);
  g_auto (GStrv) parts = g_strsplit (key, ".", -1);

  g_assert_cmpuint (strlen (key), >, 900);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
}

static void
test_self_names_the_company (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) self = rb (world, "GET /self", NULL, 200);

  g_assert_cmpfloat (number_at (self, "user_account.id"), ==, 48213);
  g_assert_cmpstr (text_at (self, "user_account.company_name"), ==, "Nordlys Cykler ApS");
}

static void
test_every_list_answers_206_with_its_data_first (void)
{
  static const char *const lists[][2] = {
    { "orders", "orders" },
    { "order-shipments", "order_shipments" },
    { "customers", "customers" },
    { "products", "products" },
    { "lots", "lots" },
    { "items", "items" },
    { "product-groups", "product_groups" },
    { "delivery-terms", "delivery_terms" },
    { "payment-terms", "payment_terms" },
    { "customer-groups", "customer_groups" },
    { "layouts", "layouts" },
    { "employees", "employees" },
    { "units", "units" },
    { "locations", "locations" },
    { "users", "users" },
    { "fields", "fields" },
    { "currencies", "currencies" },
    { "webhooks", "webhooks" },
    { "customer-invoices", "customer_invoices" },
    { "orders/1001/lines", "order_lines" },
    { "orders/1001/notes", "notes" },
    { "orders/1001/shipments", "order_shipments" },
    { "customers/10001/contacts", "customer_contacts" },
    { "customers/10001/addresses", "addresses" },
    { "settings", "settings" },
  };
  g_autoptr (World) world = world_new (3);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *call = format ("GET /%s", lists[i][0]);
      g_autoptr (JsonNode) page = rb (world, call, NULL, 206);
      g_autoptr (GList) members = json_object_get_members (json_node_get_object (page));
      static const char *const expected[] = { "total", "pages", "limit", "page" };
      guint place = 0;

      g_test_message ("%s", call);
      g_assert_cmpstr (members->data, ==, lists[i][1]);
      for (GList *l = members->next; l != NULL; l = l->next)
        g_assert_cmpstr (l->data, ==, expected[place++]);
      g_assert_cmpuint (place, ==, 4);
      g_assert_cmpfloat (number_at (page, "limit"), ==, 20);
      g_assert_cmpfloat (number_at (page, "page"), ==, 1);
    }
}

static void
test_pages_are_counted_from_one_and_end_empty (void)
{
  g_autoptr (World) world = world_new (45);
  g_autoptr (JsonNode) first = rb (world, "GET /orders", NULL, 206);
  g_autoptr (JsonNode) last = rb (world, "GET /orders?page=3", NULL, 206);
  g_autoptr (JsonNode) beyond = rb (world, "GET /orders?page=4", NULL, 206);
  g_autoptr (JsonNode) far_beyond = rb (world, "GET /orders?page=4294967297&limit=100", NULL, 206);

  g_assert_cmpfloat (number_at (first, "total"), ==, 45);
  g_assert_cmpfloat (number_at (first, "pages"), ==, 3);
  g_assert_cmpuint (length_at (first, "orders"), ==, 20);
  g_assert_cmpuint (length_at (last, "orders"), ==, 5);
  g_assert_cmpuint (length_at (beyond, "orders"), ==, 0);
  g_assert_cmpuint (length_at (far_beyond, "orders"), ==, 0);
  g_assert_cmpfloat (number_at (beyond, "page"), ==, 4);
}

static void
test_one_object_stands_in_its_singular_name (void)
{
  static const char *const objects[][2] = {
    { "orders/1001", "order" },
    { "customers/10001", "customer" },
    { "products/CYK-2201", "product" },
    { "lots/S%C3%86T-START", "lot" },
    { "items/CYK-2201", "item" },
    { "delivery-terms/1", "delivery_term" },
    { "order-shipments/7301", "order_shipment" },
  };
  g_autoptr (World) world = world_new (1);

  make_shipment (world, 1001);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autofree char *call = format ("GET /%s", objects[i][0]);
      g_autoptr (JsonNode) node = rb (world, call, NULL, 200);

      g_assert_true (has_at (node, "", objects[i][1]));
      g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==, 1);
    }
}

static void
test_what_is_not_there_is_404 (void)
{
  static const char *const paths[] = {
    "/orders/9999",
    "/orders/abc",
    "/orders/1001x",
    "/orders/-1",
    "/orders/99999999999999999999",
    "/order-shipments/1",
    "/customers/1",
    "/products/NOTHING",
    "/nothing",
    "/",
    "/orders/1001/nothing",
    "/orders/shipments",
    "/orders/9999.pdf",
    "/delivery-terms/99",
    "/settings/nothing",
    "/orders/1001/lines/1",
    "/orders/1001/notes/1",
  };
  g_autoptr (World) world = world_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *call = format ("GET %s", paths[i]);

      g_test_message ("%s", call);
      g_assert_cmpuint (rb_status (world, call, NULL), ==, 404);
    }
}

static void
test_item_numbers_are_decoded_once (void)
{
  static const char *const good[]
    = { "D%C3%86K-700%2F28", "SLANGE%20%2328", "HJELM-%C3%9858", "K%C3%86DE-11" };
  static const char *const bad[] = { "D%25C3%2586K-700%252F28", "DÆK-700/28", "SLANGE%2520%252328" };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *call = format ("GET /products/%s", good[i]);
      g_autoptr (JsonNode) item = rb (world, call, NULL, 200);

      g_assert_cmpstr (text_at (item, "product.urlfriendly_number"), ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *call = format ("GET /products/%s", bad[i]);

      g_assert_cmpuint (rb_status (world, call, NULL), ==, 404);
    }
}

static void
test_fields_select_with_nesting_and_white_space (void)
{
  g_autoptr (World) world = world_new (2);
  g_autoptr (JsonNode) order
    = rb (world, "GET /orders/1001?fields=number,%20lines(id,%20item(%20name%20)%20),customer", NULL, 200);
  g_autoptr (JsonNode) page = rb (world, "GET /orders?fields=number,updated_at", NULL, 206);

  g_assert_cmpuint (json_object_get_size (json_node_get_object (test_pick (order, "order"))), ==, 3);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (test_pick (order, "order.lines[0]"))), ==, 2);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (test_pick (order, "order.lines[0].item"))),
                    ==, 1);
  g_assert_true (has_at (order, "order.customer", "contact_email"));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (test_pick (page, "orders[1]"))), ==, 2);
}

/* Whatever stands there, the service lives on. */
static void
test_broken_field_lists_are_survived (void)
{
  static const char *const lists[]
    = { ",", "(", ")", "number(", "lines(id", "lines((id)),number", "a,,b", "lines()", "))))", "((((((((((" };
  g_autoptr (World) world = world_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *call = format ("GET /orders/1001?fields=%s", lists[i]);
      g_autoptr (JsonNode) node = rb (world, call, NULL, 200);

      g_assert_true (has_at (node, "", "order"));
    }
}

static void
test_order_by_sorts_both_ways_and_descends_by_default (void)
{
  g_autoptr (World) world = world_new (30);
  g_autoptr (JsonNode) up
    = rb (world, "GET /orders?order_by=updated_at&order_direction=ASC&limit=30", NULL, 206);
  g_autoptr (JsonNode) down = rb (world, "GET /orders?order_by=updated_at&limit=30", NULL, 206);
  g_autoptr (JsonNode) by_total
    = rb (world, "GET /orders?order_by=total_total&order_direction=asc&limit=30", NULL, 206);

  for (guint i = 0; i + 1 < 30; i++)
    {
      g_autofree char *path = format ("orders[%u].updated_at", i),
                      *next = format ("orders[%u].updated_at", i + 1);
      g_autofree char *total = format ("orders[%u].total_total", i),
                      *next_total = format ("orders[%u].total_total", i + 1);

      g_assert_cmpstr (text_at (up, path), <=, text_at (up, next));
      g_assert_cmpstr (text_at (down, path), >=, text_at (down, next));
      g_assert_cmpfloat (number_at (by_total, total), <=, number_at (by_total, next_total));
    }
}

static void
test_updated_at_from_has_whole_seconds_of_danish_time (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, "[{\"item_id\":\"CYK-2201\",\"quantity\":1}]");
  g_autoptr (JsonNode) at = rb (world, "GET /orders?updated_at_from=2026-09-28%2012:00:00", NULL, 206);
  g_autoptr (JsonNode) after = rb (world, "GET /orders?updated_at_from=2026-09-28%2012:00:01", NULL, 206);

  g_assert_cmpfloat (number_at (at, "total"), ==, 1);
  g_assert_cmpfloat (number_at (at, "orders[0].number"), ==, (double) number);
  g_assert_cmpfloat (number_at (after, "total"), ==, 0);
}

static void
test_rate_headers_stand_on_every_answer (void)
{
  static const char *const targets[] = { "/self", "/orders", "/nothing" };
  g_autoptr (World) world = world_new (0);

  world_set (world, "rackbeat.rate=480");
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (RsResponse) response = world_send (world, RS_SANDBOX_RACKBEAT, "GET", targets[i], NULL);
      g_autofree char *remaining = format ("%u", 479 - i);

      g_assert_cmpstr (rs_response_get_header (response, "X-RateLimit-Limit"), ==, "480");
      g_assert_cmpstr (rs_response_get_header (response, "X-RateLimit-Remaining"), ==, remaining);
    }
}

static void
test_the_limit_is_a_window_of_a_minute (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (RsResponse) refused = NULL;

  world_set (world, "rackbeat.rate=5");
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
  rs_virtual_clock_advance (world->clock, 20 * RS_INSTANT_SECOND);
  refused = world_send (world, RS_SANDBOX_RACKBEAT, "GET", "/self", NULL);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (rs_response_get_header (refused, "Retry-After"), ==, "40");
  rs_virtual_clock_advance (world->clock, 40 * RS_INSTANT_SECOND);
  g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
}

static void
test_a_bucket_fills_by_the_second (void)
{
  g_autoptr (World) world = world_new (0);

  world_set (world, "rackbeat.rate=2/3");
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 429);
  rs_virtual_clock_advance (world->clock, RS_INSTANT_SECOND);
  g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 429);
}

static void
test_requests_are_counted_by_template (void)
{
  g_autoptr (World) world = world_new (2);
  g_autoptr (JsonNode) counts = NULL;
  g_autoptr (JsonNode) cleared = NULL;
  static const char *const calls[][2] = {
    { "GET /orders/1001", "GET /orders/{n}" },
    { "GET /orders/1002", "GET /orders/{n}" },
    { "GET /orders/1001.pdf", "GET /orders/{n}.pdf" },
    { "GET /orders/1001/lines/7", "GET /orders/{n}/lines/{id}" },
    { "POST /orders/shipments/7/mark-shipped", "POST /orders/shipments/{id}/mark-shipped" },
    { "GET /order-shipments/7", "GET /order-shipments/{id}" },
    { "GET /products/12", "GET /products/{n}" },
    { "GET /products/D%C3%86K-700%2F28/fields", "GET /products/{n}/fields" },
    { "GET /customers/10001/contacts/1", "GET /customers/{n}/contacts/{id}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    rb_status (world, calls[i][0], NULL);
  counts = control (world, "GET /requests", NULL, 200);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      JsonObject *rackbeat = json_node_get_object (test_pick (counts, "rackbeat"));

      g_test_message ("%s", calls[i][1]);
      g_assert_cmpint (json_object_get_int_member (rackbeat, calls[i][1]), ==, i < 2 ? 2 : 1);
    }
  cleared = control (world, "POST /requests/reset", "{}", 200);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (test_pick (cleared, "rackbeat"))), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rackbeat-protocol/wrong-key", test_a_wrong_key_is_unauthenticated);
  g_test_add_func ("/rackbeat-protocol/key-length", test_the_key_is_as_long_as_a_real_one);
  g_test_add_func ("/rackbeat-protocol/self", test_self_names_the_company);
  g_test_add_func ("/rackbeat-protocol/lists", test_every_list_answers_206_with_its_data_first);
  g_test_add_func ("/rackbeat-protocol/pages", test_pages_are_counted_from_one_and_end_empty);
  g_test_add_func ("/rackbeat-protocol/singular", test_one_object_stands_in_its_singular_name);
  g_test_add_func ("/rackbeat-protocol/not-there", test_what_is_not_there_is_404);
  g_test_add_func ("/rackbeat-protocol/decoded-once", test_item_numbers_are_decoded_once);
  g_test_add_func ("/rackbeat-protocol/fields", test_fields_select_with_nesting_and_white_space);
  g_test_add_func ("/rackbeat-protocol/broken-fields", test_broken_field_lists_are_survived);
  g_test_add_func ("/rackbeat-protocol/order-by", test_order_by_sorts_both_ways_and_descends_by_default);
  g_test_add_func ("/rackbeat-protocol/updated-at-from",
                   test_updated_at_from_has_whole_seconds_of_danish_time);
  g_test_add_func ("/rackbeat-protocol/rate-headers", test_rate_headers_stand_on_every_answer);
  g_test_add_func ("/rackbeat-protocol/window", test_the_limit_is_a_window_of_a_minute);
  g_test_add_func ("/rackbeat-protocol/bucket", test_a_bucket_fills_by_the_second);
  g_test_add_func ("/rackbeat-protocol/counted", test_requests_are_counted_by_template);
  return g_test_run ();
}
