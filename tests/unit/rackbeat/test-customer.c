/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-encode.h"
#include "rs-rackbeat-kinds.h"
#include "test-codec.h"

#define CUSTOMER (&rs_rb_kind_customer.document)

static RsRbCustomer *
decode_with (const char *path, const char *json)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "customer.json");

  test_put (root, path, json);
  return test_decode (CUSTOMER, test_pick (root, "customer"));
}

static void
test_the_documented_customer_is_read_whole (void)
{
  g_autoptr (RsRbCustomer) customer = decode_with ("customer.brand_new", "7");

  g_assert_cmpint (customer->number, ==, 10017);
  g_assert_cmpstr (customer->name, ==, "Fjord Sport AS");
  g_assert_cmpstr (customer->vat_number, ==, "NO987654321");
  g_assert_cmpstr (customer->email, ==, "lager@fjord.example");
  g_assert_cmpstr (customer->phone, ==, "+4722334455");
  g_assert_cmpint (customer->group, ==, 2);
  g_assert_false (customer->is_barred);
  g_assert_cmpstr (customer->address->street, ==, "Storgata 4");
  g_assert_cmpstr (customer->address->zip, ==, "0155");
  g_assert_cmpint (customer->updated_at, !=, RS_INSTANT_NONE);
}

static void
test_the_name_and_the_address_have_two_spellings (void)
{
  g_autoptr (RsRbCustomer) named = decode_with ("customer.company_name", "\"Older\"");
  g_autoptr (RsRbCustomer) nested
    = decode_with ("customer.billing_address", "{\"street\":\"Nygade 1\",\"zipcode\":7100}");
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "customer.json");
  g_autoptr (RsRbCustomer) older = NULL;

  g_assert_cmpstr (named->name, ==, "Fjord Sport AS");
  g_assert_cmpstr (nested->address->street, ==, "Nygade 1");
  g_assert_cmpstr (nested->address->zip, ==, "7100");
  test_put (root, "customer.name", "null");
  test_put (root, "customer.company_name", "\"Older\"");
  older = test_decode (CUSTOMER, test_pick (root, "customer"));
  g_assert_cmpstr (older->name, ==, "Older");
}

static void
test_spoilt_customers_never_do_worse_than_an_error (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "customer.json");

  test_survives_spoiling (CUSTOMER, test_pick (root, "customer"), 2000);
}

static void
assert_body (GBytes *body, const char *expected)
{
  g_autoptr (GBytes) owned = body;
  g_autofree char *text = g_strndup (g_bytes_get_data (owned, NULL), g_bytes_get_size (owned));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_what_is_not_known_of_a_customer_is_left_to_rackbeat (void)
{
  g_autoptr (RsRbCustomer) customer = rs_rb_customer_new ();
  RsRbCustomerDefaults defaults = { 0 };

  customer->name = g_strdup ("Ida Krogh");
  assert_body (rs_rackbeat_encode_customer (customer, &defaults),
               "{\"company_name\":\"Ida Krogh\",\"name\":\"Ida Krogh\"}");
}

static void
test_an_item_has_its_price_also_when_it_is_nothing (void)
{
  g_autoptr (RsItem) item = rs_item_new ();

  item->number = g_strdup ("GAVE/1");
  item->name = g_strdup ("Gave");
  assert_body (rs_rackbeat_encode_item (item, RS_DECIMAL_ZERO, 5, 0),
               "{\"number\":\"GAVE/1\",\"name\":\"Gave\",\"group\":5,\"sales_price\":0}");
}

static void
test_an_order_says_what_its_address_has_not (void)
{
  g_autoptr (RsRbOrder) order = rs_rb_order_new ();
  RsRbLine *line = rs_rb_line_new ();

  order->customer_number = 10017;
  order->delivery_address = rs_address_new ();
  order->delivery_address->company = g_strdup ("Ida Krogh");
  line->item_number = g_strdup ("CYK-2201");
  line->quantity = RS_DECIMAL_INT (2);
  line->discount_percent = RS_DECIMAL_INT (10);
  g_ptr_array_add (order->lines, line);
  assert_body (
    rs_rackbeat_encode_order (order),
    "{\"customer_id\":10017,\"delivery_address\":{\"name\":\"Ida Krogh\",\"street\":null,\"street2\":null,"
    "\"state\":null,\"city\":null,\"zipcode\":null,\"country\":null,\"attention\":null,\"email\":null,"
    "\"phone\":null},\"delivery_address_name\":\"Ida Krogh\",\"delivery_address_street\":null,"
    "\"delivery_address_street2\":null,\"delivery_address_state\":null,\"delivery_address_city\":null,"
    "\"delivery_address_zipcode\":null,\"delivery_address_country\":null,"
    "\"lines\":[{\"item_id\":\"CYK-2201\",\"quantity\":2,\"line_price\":0,\"discount_percentage\":10}]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rackbeat/customer/the-documented-customer-is-read-whole",
                   test_the_documented_customer_is_read_whole);
  g_test_add_func ("/rackbeat/customer/the-name-and-the-address-have-two-spellings",
                   test_the_name_and_the_address_have_two_spellings);
  g_test_add_func ("/rackbeat/customer/spoilt-customers-never-do-worse",
                   test_spoilt_customers_never_do_worse_than_an_error);
  g_test_add_func ("/rackbeat/encode/what-is-not-known-of-a-customer-is-left-to-rackbeat",
                   test_what_is_not_known_of_a_customer_is_left_to_rackbeat);
  g_test_add_func ("/rackbeat/encode/an-item-has-its-price-also-when-it-is-nothing",
                   test_an_item_has_its_price_also_when_it_is_nothing);
  g_test_add_func ("/rackbeat/encode/an-order-says-what-its-address-has-not",
                   test_an_order_says_what_its_address_has_not);
  return g_test_run ();
}
