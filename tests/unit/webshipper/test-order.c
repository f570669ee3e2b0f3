/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"
#include "test-codec.h"

#include <string.h>

#define KIND (&rs_ws_kind_order)

typedef struct
{
  JsonNode *root;
  JsonNode *document; /* borrowed from root */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = test_load_fixture ("webshipper", "order.json");
  self->document = test_pick (self->root, "data");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->root, json_node_unref);
}

static RsWsOrder *
decode_with (Fixture *self, const char *path, const char *json)
{
  test_put (self->document, path, json);
  return test_decode (KIND, self->document);
}

static void
assert_decimal (RsDecimal value, const char *expected)
{
  char buffer[RS_DECIMAL_STRING_SIZE];

  g_assert_cmpstr (rs_decimal_format (value, buffer), ==, expected);
}

static void
test_the_documented_order_is_read_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = test_decode (KIND, self->document);
  g_autofree char *updated_at = rs_instant_to_string (order->updated_at);

  g_assert_cmpstr (order->id, ==, "4711");
  g_assert_cmpstr (order->ext_ref, ==, "rb-shipment/7301");
  g_assert_cmpstr (order->visible_ref, ==, "SO-10733");
  g_assert_cmpint (order->channel_id, ==, 9);
  g_assert_cmpint (order->rate_id, ==, 6);
  g_assert_cmpstr (order->status, ==, "pending");
  g_assert_false (order->is_locked);
  g_assert_cmpstr (order->currency, ==, "DKK");
  g_assert_null (order->internal_comment);
  g_assert_cmpstr (order->external_comment, ==, "Leave at the back door");
  g_assert_null (order->error_message);
  g_assert_cmpstr (order->original_shipping_code, ==, "TERM-12");
  g_assert_cmpstr (order->original_shipping_name, ==, "GLS Erhverv");
  g_assert_null (order->drop_point);
  g_assert_cmpuint (order->tags->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (order->tags, 0), ==, "rackship");
  g_assert_cmpstr (updated_at, ==, "2026-01-01T10:00:02Z");
}

static void
test_addresses_are_passed_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = test_decode (KIND, self->document);
  const RsAddress *delivery = order->delivery_address;

  g_assert_cmpstr (delivery->company, ==, "Munk Keramik ApS");
  g_assert_cmpstr (delivery->contact, ==, "Karla Munk");
  g_assert_cmpstr (delivery->street, ==, "Havnegade 14");
  g_assert_null (delivery->street2);
  g_assert_cmpstr (delivery->zip, ==, "5000");
  g_assert_cmpstr (delivery->city, ==, "Odense C");
  g_assert_cmpstr (delivery->country, ==, "DK");
  g_assert_cmpstr (delivery->phone, ==, "+4520304050");
  g_assert_cmpstr (delivery->email, ==, "karla@munkkeramik.example");
  g_assert_cmpstr (order->sender_address->vat_number, ==, "DK87654321");
  g_assert_cmpstr (order->billing_address->company, ==, "Munk Keramik ApS");
}

static void
test_lines_are_read_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = test_decode (KIND, self->document);
  const RsWsLine *first = g_ptr_array_index (order->lines, 0);
  const RsWsLine *second = g_ptr_array_index (order->lines, 1);

  g_assert_cmpuint (order->lines->len, ==, 2);
  g_assert_cmpint (first->id, ==, 9001);
  g_assert_cmpstr (first->ext_ref, ==, "rb-line-88121");
  g_assert_cmpstr (first->sku, ==, "KP-110");
  g_assert_cmpstr (first->description, ==, "Stoneware mug, blue");
  g_assert_cmpint (first->quantity, ==, 5);
  g_assert_cmpstr (first->status, ==, "pending");
  assert_decimal (first->unit_price, "80");
  assert_decimal (first->vat_percent, "25");
  assert_decimal (first->discount_value, "5.5");
  g_assert_cmpstr (first->discount_type, ==, "fixed");
  g_assert_true (first->has_weight);
  assert_decimal (first->weight.amount, "350");
  g_assert_cmpint (first->weight.unit, ==, RS_WEIGHT_G);
  g_assert_cmpstr (first->tariff_number, ==, "69120085");
  g_assert_cmpstr (first->origin_country, ==, "DK");
  g_assert_false (first->is_virtual);
  g_assert_cmpint (first->package_id, ==, 5501);
  g_assert_cmpint (first->shipment_id, ==, 3105);
  g_assert_null (second->status);
  g_assert_null (second->tariff_number);
  g_assert_cmpint (second->package_id, ==, 0);
  g_assert_cmpint (second->shipment_id, ==, 0);
}

static void
test_ids_come_as_text_or_number (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = NULL;

  test_put (self->document, "id", "4711");
  test_put (self->document, "attributes.order_channel_id", "\"9\"");
  order = decode_with (self, "attributes.order_lines[0].id", "\"9001\"");
  g_assert_cmpstr (order->id, ==, "4711");
  g_assert_cmpint (order->channel_id, ==, 9);
  g_assert_cmpint (((RsWsLine *) g_ptr_array_index (order->lines, 0))->id, ==, 9001);
}

static void
test_channel_and_rate_are_read_from_linkage_too (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) linked = NULL;
  g_autoptr (RsWsOrder) unlinked = NULL;

  test_put (self->document, "attributes.order_channel_id", NULL);
  test_put (self->document, "attributes.shipping_rate_id", "null");
  unlinked = test_decode (KIND, self->document);
  g_assert_cmpint (unlinked->channel_id, ==, 0);
  g_assert_cmpint (unlinked->rate_id, ==, 0);
  test_put (self->document, "relationships.order_channel.data",
            "{\"type\":\"order_channels\",\"id\":\"12\"}");
  linked
    = decode_with (self, "relationships.shipping_rate", "{\"data\":{\"type\":\"shipping_rates\",\"id\":34}}");
  g_assert_cmpint (linked->channel_id, ==, 12);
  g_assert_cmpint (linked->rate_id, ==, 34);
}

static void
test_only_locked_is_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) locked = decode_with (self, "attributes.lock_state", "\"locked\"");
  g_autoptr (RsWsOrder) unlocked = decode_with (self, "attributes.lock_state", "\"unlocked\"");
  g_autoptr (RsWsOrder) unknown = decode_with (self, "attributes.lock_state", "\"half-open\"");

  g_assert_true (locked->is_locked);
  g_assert_false (unlocked->is_locked);
  g_assert_false (unknown->is_locked);
}

static void
test_a_drop_point_is_read_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = decode_with (
    self, "attributes.drop_point",
    "{\"id\":3,\"drop_point_id\":98765,\"name\":\"Kiosk Albani\",\"address_1\":\"Albanigade 2\",\"zip\":\"5000\","
    "\"city\":\"Odense C\",\"country_code\":\"DK\",\"latitude\":\"55.3950\",\"longitude\":10.3883,"
    "\"routing_code\":\"R-7\",\"carrier_code\":\"GLS\",\"opening_hours\":[{\"day\":0}]}");
  g_autoptr (RsWsOrder) none = NULL;

  g_assert_cmpstr (order->drop_point->id, ==, "98765");
  g_assert_cmpstr (order->drop_point->name, ==, "Kiosk Albani");
  g_assert_cmpstr (order->drop_point->address->street, ==, "Albanigade 2");
  g_assert_cmpstr (order->drop_point->address->country, ==, "DK");
  g_assert_cmpstr (order->drop_point->latitude, ==, "55.3950");
  g_assert_cmpstr (order->drop_point->longitude, ==, "10.3883");
  g_assert_cmpstr (order->drop_point->routing_code, ==, "R-7");
  g_assert_cmpstr (order->drop_point->carrier_code, ==, "GLS");
  none = decode_with (self, "attributes.drop_point", "{}");
  g_assert_null (none->drop_point);
}

static void
test_grams_are_the_default_and_unknown_units_no_weight (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) grams = decode_with (self, "attributes.order_lines[0].weight_unit", "null");
  g_autoptr (RsWsOrder) unknown = decode_with (self, "attributes.order_lines[0].weight_unit", "\"stone\"");

  g_assert_true (((RsWsLine *) g_ptr_array_index (grams->lines, 0))->has_weight);
  g_assert_cmpint (((RsWsLine *) g_ptr_array_index (grams->lines, 0))->weight.unit, ==, RS_WEIGHT_G);
  g_assert_false (((RsWsLine *) g_ptr_array_index (unknown->lines, 0))->has_weight);
}

static void
test_unknown_keys_and_words_do_no_harm (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = NULL;
  g_autoptr (RsDocument) document = NULL;

  test_put (self->document, "attributes.brand_new", "[{}]");
  test_put (self->document, "attributes.tags", "[\"a\",7,null,{\"tag\":\"b\"},\"c\"]");
  test_put (self->document, "attributes.order_lines[1].status", "\"teleported\"");
  order = decode_with (self, "attributes.status", "\"picked_by_robot\"");
  g_assert_cmpstr (order->status, ==, "picked_by_robot");
  g_assert_cmpstr (((RsWsLine *) g_ptr_array_index (order->lines, 1))->status, ==, "teleported");
  g_assert_cmpuint (order->tags->len, ==, 2);
  document = test_read_document (KIND, self->document, "data[0]");
  g_assert_nonnull (strstr (document->text, "\"brand_new\":[{}]"));
}

static void
test_keys_and_quantities_are_needed (Fixture *self, gconstpointer data)
{
  static const char *const wrong_quantities[]
    = { NULL, "null", "\"five\"", "2.5", "{}", "[]", "true", "1e30", "99999999999999999999", "-2000000000" };
  TestMangling manglings[G_N_ELEMENTS (wrong_quantities)];

  for (guint i = 0; i < G_N_ELEMENTS (wrong_quantities); i++)
    manglings[i] = (TestMangling) { "attributes.order_lines[1].quantity", wrong_quantities[i],
                                    "order.attributes.order_lines[1].quantity:" };
  test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
  test_needs_id (KIND, self->document, "attributes.order_lines[0].id", "order.attributes.order_lines[0].id:");
}

static void
test_each_wrong_type_names_its_path (Fixture *self, gconstpointer data)
{
  static const TestMangling manglings[] = {
    { "id", NULL, "order.id:" },
    { "id", "null", "order.id:" },
    { "id", "\"\"", "order.id:" },
    { "id", "{}", "order.id:" },
    { "attributes", NULL, "order.attributes:" },
    { "attributes", "[]", "order.attributes:" },
    { "attributes.status", NULL, "order.attributes.status:" },
    { "attributes.status", "null", "order.attributes.status:" },
    { "attributes.status", "{}", "order.attributes.status:" },
    { "attributes.order_lines", NULL, "order.attributes.order_lines:" },
    { "attributes.order_lines", "{}", "order.attributes.order_lines:" },
    { "attributes.order_lines", "[]", NULL },
    { "attributes.order_lines[1]", "7", "order.attributes.order_lines[1]" },
    { "attributes.order_lines[1].quantity", "\"2\"", NULL },
    { "attributes.order_lines[1].quantity", "-2", NULL },
    { "attributes.order_lines[1].quantity", "2.0", NULL },
    { "attributes.order_lines[1].unit_price", "\"cheap\"", "order.attributes.order_lines[1].unit_price:" },
    { "attributes.order_lines[1].unit_price", "1e30", "order.attributes.order_lines[1].unit_price:" },
    { "attributes.order_lines[1].weight", "{}", "order.attributes.order_lines[1].weight:" },
    { "attributes.order_lines[1].weight", "-1", NULL },
    { "attributes.order_lines[1].sku", "110", NULL },
    { "attributes.order_lines[1].sku", "{}", "order.attributes.order_lines[1].sku:" },
    { "attributes.order_lines[1].package_id", "\"x\"", "order.attributes.order_lines[1].package_id:" },
    { "attributes.order_lines[1].package", "7", "order.attributes.order_lines[1].package:" },
    { "attributes.order_lines[0].package.shipment_id", "-1",
      "order.attributes.order_lines[0].package.shipment_id:" },
    { "attributes.order_lines[1].is_virtual", "\"maybe\"", "order.attributes.order_lines[1].is_virtual:" },
    { "attributes.order_lines[1].is_virtual", "null", NULL },
    { "attributes.order_channel_id", "\"x\"", "order.attributes.order_channel_id:" },
    { "attributes.shipping_rate_id", "-6", "order.attributes.shipping_rate_id:" },
    { "attributes.ext_ref", "null", NULL },
    { "attributes.ext_ref", "7", NULL },
    { "attributes.ext_ref", "{}", "order.attributes.ext_ref:" },
    { "attributes.delivery_address", "\"here\"", "order.attributes.delivery_address:" },
    { "attributes.delivery_address", "null", NULL },
    { "attributes.delivery_address", "[]", NULL },
    { "attributes.delivery_address.zip", "5000", NULL },
    { "attributes.delivery_address.zip", "{}", "order.attributes.delivery_address.zip:" },
    { "attributes.drop_point", "7", "order.attributes.drop_point:" },
    { "attributes.original_shipping", "\"GLS\"", "order.attributes.original_shipping:" },
    { "attributes.error_message", "{\"carrier\":[]}", NULL },
    { "attributes.tags", "\"rackship\"", NULL },
    { "attributes.created_at", "\"then\"", NULL },
    { "attributes.updated_at", "\"then\"", "order.attributes.updated_at:" },
    { "attributes.updated_at", "\"2026-01-01T10:00:02.123Z\"", NULL },
    { "attributes.updated_at", NULL, NULL },
    { "relationships", NULL, NULL },
    { "relationships", "7", NULL },
    { "relationships.order_channel", "[]", NULL },
    { "type", NULL, NULL },
  };

  test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
}

static void
test_a_bad_order_keeps_its_id_and_text (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;

  test_put (self->document, "attributes.order_lines", "7");
  document = test_read_document (KIND, self->document, "data[3]");
  g_assert_cmpstr (document->key, ==, "4711");
  g_assert_true (g_str_has_prefix (document->error->message, "data[3].attributes.order_lines:"));
  g_assert_nonnull (strstr (document->text, "Havnegade 14"));
}

static void
test_spoilt_orders_never_do_worse_than_an_error (Fixture *self, gconstpointer data)
{
  test_survives_spoiling (KIND, self->document, 3000);
}

#define ADD(name, function) g_test_add ("/webshipper/order/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-documented-order-is-read-whole", test_the_documented_order_is_read_whole);
  ADD ("addresses-are-passed-whole", test_addresses_are_passed_whole);
  ADD ("lines-are-read-in-order", test_lines_are_read_in_order);
  ADD ("ids-come-as-text-or-number", test_ids_come_as_text_or_number);
  ADD ("channel-and-rate-are-read-from-linkage-too", test_channel_and_rate_are_read_from_linkage_too);
  ADD ("only-locked-is-locked", test_only_locked_is_locked);
  ADD ("a-drop-point-is-read-whole", test_a_drop_point_is_read_whole);
  ADD ("grams-are-the-default", test_grams_are_the_default_and_unknown_units_no_weight);
  ADD ("unknown-keys-and-words-do-no-harm", test_unknown_keys_and_words_do_no_harm);
  ADD ("keys-and-quantities-are-needed", test_keys_and_quantities_are_needed);
  ADD ("each-wrong-type-names-its-path", test_each_wrong_type_names_its_path);
  ADD ("a-bad-order-keeps-its-id-and-text", test_a_bad_order_keeps_its_id_and_text);
  ADD ("spoilt-orders-never-do-worse-than-an-error", test_spoilt_orders_never_do_worse_than_an_error);
  return g_test_run ();
}
