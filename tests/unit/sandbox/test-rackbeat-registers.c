/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <libdex.h>
#include <string.h>

/* Customers, items, registers, webhooks and settings. */

#define CUSTOMER_REST                                                                                        \
  "\"payment_terms_id\":3,\"vat_zone\":\"domestic\",\"customer_group_id\":1,\"layout_id\":1"

static void
test_a_customer_is_made_found_and_changed (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) made = rb (
    world, "POST /customers",
    "{\"company_name\":\"Nyt Hjul ApS\",\"company_vat\":\"DK99887766\",\"contact_email\":\"hej@nythjul.example\","
    "\"address_street\":\"Vej 1\",\"address_zipcode\":\"8000\"," CUSTOMER_REST "}",
    201);
  g_autofree char *put = format ("PUT /customers/%g", number_at (made, "customer.number"));
  g_autoptr (JsonNode) by_vat = rb (world, "GET /customers?search=dk99887766", NULL, 206);
  g_autoptr (JsonNode) by_name = rb (world, "GET /customers?company_name=Nyt%20Hjul%20ApS", NULL, 206);
  g_autoptr (JsonNode) changed
    = rb (world, put, "{\"contact_phone\":\"+4512345678\",\"address_city\":\"Aarhus\"}", 200);

  g_assert_cmpstr (text_at (made, "customer.name"), ==, "Nyt Hjul ApS");
  g_assert_cmpstr (text_at (made, "customer.address_street"), ==, "Vej 1");
  g_assert_cmpfloat (number_at (by_vat, "total"), ==, 1);
  g_assert_cmpfloat (number_at (by_name, "total"), ==, 1);
  g_assert_cmpstr (text_at (changed, "customer.address_city"), ==, "Aarhus");
  g_assert_cmpstr (text_at (changed, "customer.address_street"), ==, "Vej 1");
  g_assert_cmpstr (text_at (changed, "customer.payment_terms.name"), ==, "Netto 14 dage");
}

static void
test_a_customer_number_is_taken_once (void)
{
  g_autoptr (World) world = world_new (0);

  g_assert_cmpuint (
    rb_status (world, "POST /customers", "{\"number\":10001,\"company_name\":\"A\"," CUSTOMER_REST "}"), ==,
    422);
  g_assert_cmpuint (
    rb_status (world, "POST /customers", "{\"number\":555,\"company_name\":\"A\"," CUSTOMER_REST "}"), ==,
    201);
  g_assert_cmpuint (rb_status (world, "GET /customers/555", NULL), ==, 200);
}

static void
test_a_customer_with_orders_stays (void)
{
  g_autoptr (World) world = world_new (0);

  make_order (world, "[{\"item_id\":\"CYK-2201\",\"quantity\":1}]");
  g_assert_cmpuint (rb_status (world, "DELETE /customers/10002", NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, "DELETE /customers/10003", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /customers/10003", NULL), ==, 404);
}

static void
test_contacts_and_addresses_hang_on_their_customer (void)
{
  static const char *const kinds[][3] = { { "contacts", "customer_contact", "{\"name\":\"Bo\"}" },
                                          { "addresses", "address", "{\"type\":\"delivery\"}" } };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *post = format ("POST /customers/10001/%s", kinds[i][0]),
                      *list = format ("GET /customers/10001/%s", kinds[i][0]);
      g_autofree char *others = format ("GET /customers/10002/%s", kinds[i][0]);
      g_autoptr (JsonNode) made = rb (world, post, kinds[i][2], 201);
      g_autofree char *id_path = format ("%s.%s", kinds[i][1], i == 0 ? "number" : "id");
      g_autofree char *one = format ("/customers/10001/%s/%g", kinds[i][0], number_at (made, id_path));
      g_autofree char *stolen = format ("GET /customers/10002/%s/%g", kinds[i][0], number_at (made, id_path));
      g_autofree char *put = g_strconcat ("PUT ", one, NULL), *remove = g_strconcat ("DELETE ", one, NULL);
      g_autoptr (JsonNode) mine = rb (world, list, NULL, 206);
      g_autoptr (JsonNode) theirs = rb (world, others, NULL, 206);

      g_assert_cmpfloat (number_at (mine, "total"), ==, 1);
      g_assert_cmpfloat (number_at (theirs, "total"), ==, 0);
      g_assert_cmpuint (rb_status (world, stolen, NULL), ==, 404);
      g_assert_cmpuint (rb_status (world, put, "{\"city\":\"Oslo\"}"), ==, 200);
      g_assert_cmpuint (rb_status (world, remove, NULL), ==, 200);
      g_assert_cmpuint (rb_status (world, post, "{}"), ==, 422);
    }
}

static void
test_an_item_is_made_with_its_group_and_weight (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) made = rb (
    world, "POST /products",
    "{\"number\":\"NY/1 æ\",\"name\":\"Ny\",\"sales_price\":10,\"group\":1,\"physical\":{\"weight\":1.5,\"weight_unit\":\"kg\"}}",
    201);
  g_autoptr (JsonNode) service = rb (
    world, "POST /products", "{\"number\":\"NY-2\",\"name\":\"Ny\",\"sales_price\":10,\"group_id\":2}", 201);
  g_autoptr (JsonNode) found = rb (world, "GET /products/NY%2F1%20%C3%A6", NULL, 200);

  g_assert_true (flag_at (made, "product.inventory_enabled"));
  g_assert_false (flag_at (service, "product.inventory_enabled"));
  g_assert_cmpfloat (number_at (found, "product.physical.weight"), ==, 1.5);
  g_assert_cmpuint (rb_status (world, "POST /products",
                               "{\"number\":\"NY-2\",\"name\":\"Ny\",\"sales_price\":10,\"group\":1}"),
                    ==, 422);
}

static void
test_items_are_refused_field_by_field (void)
{
  static const struct
  {
    const char *body, *path;
  } cases[] = {
    { "{\"name\":\"x\",\"sales_price\":1,\"group\":1}", "number" },
    { "{\"number\":\"x\",\"sales_price\":1,\"group\":1}", "name" },
    { "{\"number\":\"x\",\"name\":\"x\",\"group\":1}", "sales_price" },
    { "{\"number\":\"x\",\"name\":\"x\",\"sales_price\":1}", "group" },
    { "{\"number\":\"x\",\"name\":\"x\",\"sales_price\":1,\"group\":1,\"weight\":5}", "weight_unit" },
    { "{\"number\":\"x\",\"name\":\"x\",\"sales_price\":1,\"group\":1,\"weight\":5,\"weight_unit\":\"stone\"}",
      "weight_unit" },
    { "{\"number\":\"x\",\"name\":\"x\",\"sales_price\":1,\"group\":1,\"height\":5,\"size_unit\":null}",
      "size_unit" },
  };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) refused = rb (world, "POST /products", cases[i].body, 422);

      g_test_message ("%s", cases[i].body);
      g_assert_true (has_at (refused, "errors", cases[i].path));
    }
}

static void
test_what_is_available_follows_stock_and_orders (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) before = rb (world, "GET /products/PUMPE-1", NULL, 200);
  gint64 number = make_order (world, "[{\"item_id\":\"PUMPE-1\",\"quantity\":4}]"), id;
  g_autoptr (JsonNode) ordered = rb (world, "GET /products/PUMPE-1", NULL, 200);
  g_autoptr (JsonNode) shipped = NULL;
  g_autofree char *ship = NULL;

  id = make_shipment (world, number);
  ship = format ("POST /orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", id);
  rb_status (world, ship, "{\"pick\":true}");
  shipped = rb (world, "GET /products/PUMPE-1", NULL, 200);
  g_assert_cmpfloat (number_at (ordered, "product.in_order_quantity"), ==, 4);
  g_assert_cmpfloat (number_at (ordered, "product.available_quantity"), ==,
                     number_at (before, "product.stock_quantity") - 4);
  g_assert_cmpfloat (number_at (shipped, "product.in_order_quantity"), ==, 0);
  g_assert_cmpfloat (number_at (shipped, "product.available_quantity"), ==,
                     number_at (before, "product.stock_quantity") - 4);
}

static void
test_items_are_found_by_number_barcode_and_words (void)
{
  static const struct
  {
    const char *query;
    double total;
  } cases[] = {
    { "number=CYK-2201", 1 }, { "barcode=5701234000017", 1 }, { "simple_filter[number]=D%C3%86K-700/28", 1 },
    { "search=d%C3%A6k", 2 }, { "is_barred=true", 0 },
  };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *call = format ("GET /items?%s", cases[i].query);
      g_autoptr (JsonNode) page = rb (world, call, NULL, 206);

      g_test_message ("%s", cases[i].query);
      g_assert_cmpfloat (number_at (page, "total"), ==, cases[i].total);
    }
}

static void
test_an_item_in_use_is_not_deleted (void)
{
  g_autoptr (World) world = world_new (0);

  make_order (world, "[{\"item_id\":\"PUMPE-1\",\"quantity\":4}]");
  g_assert_cmpuint (rb_status (world, "DELETE /products/PUMPE-1", NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, "POST /products/bulk/delete", "{\"ids\":[\"PUMPE-1\",\"CYK-2202\"]}"),
                    ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /products/PUMPE-1", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /products/CYK-2202", NULL), ==, 404);
}

static void
test_lots_are_no_products (void)
{
  g_autoptr (World) world = world_new (0);

  g_assert_cmpuint (rb_status (world, "GET /products/S%C3%86T-START", NULL), ==, 404);
  g_assert_cmpuint (rb_status (world, "GET /lots/CYK-2201", NULL), ==, 404);
  g_assert_cmpuint (rb_status (world, "GET /items/S%C3%86T-START", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "POST /items", "{}"), ==, 404);
}

static void
test_a_delivery_term_is_made_renamed_and_deleted (void)
{
  g_autoptr (World) world = world_new (1);
  g_autoptr (JsonNode) made = rb (world, "POST /delivery-terms", "{\"name\":\"UPS Standard\"}", 201);
  g_autoptr (JsonNode) renamed
    = rb (world, "PUT /delivery-terms/9", "{\"name\":\"UPS Express\",\"number\":1}", 200);

  g_assert_cmpfloat (number_at (made, "delivery_term.number"), ==, 9);
  g_assert_cmpstr (text_at (renamed, "delivery_term.name"), ==, "UPS Express");
  g_assert_cmpfloat (number_at (renamed, "delivery_term.number"), ==, 9);
  g_assert_cmpuint (rb_status (world, "DELETE /delivery-terms/9", NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, "GET /delivery-terms/9", NULL), ==, 404);
  g_assert_cmpuint (rb_status (world, "POST /payment-terms", "{\"name\":\"x\"}"), ==, 422);
}

static void
test_a_webhook_again_is_the_same_and_its_token_is_shown_once (void)
{
  g_autoptr (World) world = world_new (0);
  const char *body = "{\"event\":\"order.created\",\"url\":\"https://relay.example/x\"}";
  g_autoptr (JsonNode) first = rb (world, "POST /webhooks", body, 201);
  g_autoptr (JsonNode) again = rb (world, "POST /webhooks", body, 201);
  g_autoptr (JsonNode) list = rb (world, "GET /webhooks", NULL, 206);

  g_assert_cmpuint (strlen (text_at (first, "webhook.token")), ==, 32);
  g_assert_cmpfloat (number_at (first, "webhook.id"), ==, number_at (again, "webhook.id"));
  g_assert_cmpfloat (number_at (list, "total"), ==, 1);
  g_assert_false (has_at (list, "webhooks[0]", "token"));
  g_assert_cmpuint (rb_status (world, "POST /webhooks", "{\"event\":\"x\"}"), ==, 422);
}

static void
test_a_setting_is_read_and_written (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) before = rb (world, "GET /settings/default_currency", NULL, 200);
  g_autoptr (JsonNode) after = rb (world, "PUT /settings/default_currency", "{\"value\":\"EUR\"}", 200);

  g_assert_cmpstr (text_at (before, "setting.value"), ==, "DKK");
  g_assert_cmpstr (text_at (after, "setting.value"), ==, "EUR");
}

static void
test_an_adjustment_counts_stock_when_it_is_booked (void)
{
  g_autoptr (World) world = world_new (0);
  const char *body = "{\"item_id\":\"PUMPE-1\",\"quantity\":3}";
  g_autoptr (JsonNode) made = rb (world, "POST /inventory-adjustments", body, 201);
  g_autofree char *book
    = format ("POST /inventory-adjustments/%g/book", number_at (made, "inventory_regulation.id"));
  g_autoptr (JsonNode) before = rb (world, "GET /products/PUMPE-1", NULL, 200);
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) refused = NULL;

  g_assert_cmpfloat (number_at (before, "product.stock_quantity"), >, 3);
  g_assert_cmpuint (rb_status (world, book, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, book, NULL), ==, 422);
  after = rb (world, "GET /products/PUMPE-1", NULL, 200);
  g_assert_cmpfloat (number_at (after, "product.stock_quantity"), ==, 3);
  refused = rb (world, "POST /inventory-adjustments", body, 422);
  g_assert_cmpstr (text_at (refused, "errors.adjustment[0]"), ==,
                   "Adjustment can't be created, since no change is made.");
  g_assert_cmpuint (
    rb_status (world, "POST /inventory-adjustments", "{\"item_id\":\"FRAGT\",\"quantity\":3}"), ==, 422);
  g_assert_cmpuint (
    rb_status (world, "POST /inventory-movements", "{\"item_id\":\"NO-SUCH\",\"quantity\":1}"), ==, 422);
}

static void
test_a_discount_group_is_added_once (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) customer = NULL;

  g_assert_cmpuint (rb_status (world, "POST /customers/10001/discount-groups/3", "{\"discount\":10}"), ==,
                    201);
  g_assert_cmpuint (rb_status (world, "POST /customers/10001/discount-groups/3", "{\"discount\":10}"), ==,
                    403);
  g_assert_cmpuint (rb_status (world, "PUT /customers/10001/discount-groups/4", "{\"discount\":5}"), ==, 200);
  g_assert_cmpuint (rb_status (world, "POST /customers/10001/discount-groups/4", NULL), ==, 403);
  g_assert_cmpuint (rb_status (world, "POST /customers/10001/discount-groups/x", NULL), ==, 404);
  customer = rb (world, "GET /customers/10001", NULL, 200);
  g_assert_false (has_at (customer, "customer", "discount_groups"));
}

static void
test_a_collection_unfolds_only_on_a_draft (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) draft = rb (world, "POST /orders/drafts", "{\"customer_id\":10001,\"lines\":[]}", 201);
  g_autoptr (JsonNode) grown = NULL;
  g_autofree char *add = format ("POST /orders/%g/lines/add-collection", number_at (draft, "order.number"));
  g_autofree char *book = format ("POST /orders/%g/book", number_at (draft, "order.number"));

  g_assert_cmpuint (rb_status (world, add, "{\"collection\":99,\"quantity\":1}"), ==, 422);
  g_assert_cmpuint (rb_status (world, add, "{\"collection\":1}"), ==, 422);
  grown = rb (world, add, "{\"collection\":1,\"quantity\":3}", 201);
  g_assert_cmpstr (text_at (grown, "order.lines[0].child_id"), ==, "TRØJE-ULD");
  g_assert_cmpfloat (number_at (grown, "order.lines[1].quantity"), ==, 6);
  g_assert_cmpuint (rb_status (world, book, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, add, "{\"collection\":1,\"quantity\":3}"), ==, 422);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rackbeat-registers/customer", test_a_customer_is_made_found_and_changed);
  g_test_add_func ("/rackbeat-registers/customer-number", test_a_customer_number_is_taken_once);
  g_test_add_func ("/rackbeat-registers/customer-stays", test_a_customer_with_orders_stays);
  g_test_add_func ("/rackbeat-registers/contacts", test_contacts_and_addresses_hang_on_their_customer);
  g_test_add_func ("/rackbeat-registers/item", test_an_item_is_made_with_its_group_and_weight);
  g_test_add_func ("/rackbeat-registers/item-refused", test_items_are_refused_field_by_field);
  g_test_add_func ("/rackbeat-registers/available", test_what_is_available_follows_stock_and_orders);
  g_test_add_func ("/rackbeat-registers/item-search", test_items_are_found_by_number_barcode_and_words);
  g_test_add_func ("/rackbeat-registers/item-in-use", test_an_item_in_use_is_not_deleted);
  g_test_add_func ("/rackbeat-registers/lots", test_lots_are_no_products);
  g_test_add_func ("/rackbeat-registers/delivery-term", test_a_delivery_term_is_made_renamed_and_deleted);
  g_test_add_func ("/rackbeat-registers/webhook",
                   test_a_webhook_again_is_the_same_and_its_token_is_shown_once);
  g_test_add_func ("/rackbeat-registers/setting", test_a_setting_is_read_and_written);
  g_test_add_func ("/rackbeat-registers/adjustment", test_an_adjustment_counts_stock_when_it_is_booked);
  g_test_add_func ("/rackbeat-registers/discount-group", test_a_discount_group_is_added_once);
  g_test_add_func ("/rackbeat-registers/collection", test_a_collection_unfolds_only_on_a_draft);
  return g_test_run ();
}
