/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-encode.h"
#include "test-json.h"

#include <string.h>

static char *
text_of (GBytes *bytes)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

/* Both as compact text, so that a difference is seen where it is. */
static void
assert_body (GBytes *body, const char *expected)
{
  g_autofree char *text = text_of (body);

  g_assert_cmpstr (text, ==, expected);
}

static RsDecimal
decimal (const char *text)
{
  RsDecimal value = RS_DECIMAL_ZERO;

  g_assert_true (rs_decimal_parse (text, &value, NULL));
  return value;
}

static RsAddress *
make_address (const char *email)
{
  RsAddress *address = rs_address_new ();

  address->contact = g_strdup ("Karla Munk");
  address->company = g_strdup ("Munk Keramik ApS");
  address->street = g_strdup ("Havnegade 14");
  address->zip = g_strdup ("5000");
  address->city = g_strdup ("Odense C");
  address->country = g_strdup ("DK");
  address->email = g_strdup (email);
  return address;
}

static RsWsLine *
make_line (const char *ext_ref, const char *sku, const char *description, gint64 quantity)
{
  RsWsLine *line = rs_ws_line_new ();

  line->ext_ref = g_strdup (ext_ref);
  line->sku = g_strdup (sku);
  line->description = g_strdup (description);
  line->quantity = quantity;
  return line;
}

static RsWsOrder *
make_order (void)
{
  RsWsOrder *order = rs_ws_order_new ();
  RsWsLine *mug = make_line ("88121", "KP-110", "Stoneware mug, blue", 5);
  RsWsLine *plate = make_line ("88122", "KP-210", "Stoneware plate", 2);

  order->ext_ref = g_strdup ("rb-shipment/7301");
  order->visible_ref = g_strdup ("SO-10733");
  order->channel_id = 9;
  order->rate_id = 6;
  order->status = g_strdup ("pending");
  order->currency = g_strdup ("DKK");
  order->external_comment = g_strdup ("Leave at the back door");
  order->original_shipping_code = g_strdup ("12");
  order->original_shipping_name = g_strdup ("GLS Erhverv");
  g_ptr_array_add (order->tags, g_strdup ("rackship"));
  order->delivery_address = make_address ("karla@munkkeramik.example");
  order->delivery_address->phone = g_strdup ("+4520304050");
  order->billing_address = make_address ("faktura@munkkeramik.example");
  order->billing_address->vat_number = g_strdup ("DK12345678");
  mug->unit_price = decimal ("80.3");
  mug->vat_percent = decimal ("25");
  mug->weight = (RsWeight) { decimal ("350"), RS_WEIGHT_G };
  mug->has_weight = TRUE;
  mug->tariff_number = g_strdup ("69120085");
  mug->origin_country = g_strdup ("DK");
  plate->unit_price = decimal ("0.123457");
  plate->vat_percent = decimal ("12.5");
  plate->weight = (RsWeight) { decimal ("0.6"), RS_WEIGHT_KG };
  plate->has_weight = TRUE;
  g_ptr_array_add (order->lines, mug);
  g_ptr_array_add (order->lines, plate);
  return order;
}

static void
test_a_new_order_has_the_documented_body (void)
{
  g_autoptr (RsWsOrder) order = make_order ();
  g_autoptr (GBytes) body = rs_webshipper_encode_new_order (order);
  g_autofree char *expected = test_read_fixture ("webshipper", "new-order.json");
  g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);
  g_autofree char *joined = g_strjoinv ("", lines);

  assert_body (body, joined);
}

static void
test_what_is_not_known_is_left_out_of_a_new_order (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) body = NULL;

  order->ext_ref = g_strdup ("rb-order/1042");
  order->channel_id = 9;
  order->id = g_strdup ("4711");
  order->status = g_strdup ("dispatched");
  g_ptr_array_add (order->lines, make_line ("1", "A", "Thing", 1));
  ((RsWsLine *) g_ptr_array_index (order->lines, 0))->id = 9001;
  body = rs_webshipper_encode_new_order (order);
  assert_body (
    body, "{\"data\":{\"type\":\"orders\",\"attributes\":{\"ext_ref\":\"rb-order/1042\",\"visible_ref\":null,"
          "\"order_lines\":[{\"sku\":\"A\",\"description\":\"Thing\",\"quantity\":1,\"unit_price\":0,"
          "\"vat_percent\":0,\"ext_ref\":\"1\"}]},"
          "\"relationships\":{\"order_channel\":{\"data\":{\"type\":\"order_channels\",\"id\":\"9\"}}}}}");
}

static void
test_a_drop_point_goes_whole (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  order->drop_point = rs_drop_point_new ();
  order->drop_point->id = g_strdup ("98765");
  order->drop_point->name = g_strdup ("Kiosk Albani");
  order->drop_point->address = make_address (NULL);
  order->drop_point->carrier_code = g_strdup ("GLS");
  order->drop_point->routing_code = g_strdup ("R-7");
  body = rs_webshipper_encode_new_order (order);
  text = text_of (body);
  g_assert_nonnull (strstr (text,
                            "\"drop_point\":{\"drop_point_id\":\"98765\",\"name\":\"Kiosk Albani\","
                            "\"address_1\":\"Havnegade 14\",\"address_2\":null,\"zip\":\"5000\","
                            "\"city\":\"Odense C\",\"country_code\":\"DK\",\"state\":null,\"phone\":null,"
                            "\"carrier_code\":\"GLS\",\"routing_code\":\"R-7\"}"));
}

static void
test_discounts_and_virtual_lines_are_said (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  RsWsLine *line = make_line ("1", "A", "Gift wrap", 1);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  line->discount_value = decimal ("12.5");
  line->discount_type = g_strdup ("percent");
  line->is_virtual = TRUE;
  g_ptr_array_add (order->lines, line);
  body = rs_webshipper_encode_new_order (order);
  text = text_of (body);
  g_assert_nonnull (
    strstr (text, "\"discount_value\":12.5,\"discount_type\":\"percent\",\"is_virtual\":true"));
}

static void
test_a_patch_carries_just_its_parts (void)
{
  g_autoptr (RsWsOrder) order = make_order ();
  const struct
  {
    RsWsOrderParts parts;
    const char *expected;
  } patches[] = {
    { RS_WS_STATUS, "{\"status\":\"pending\"}" },
    { RS_WS_VISIBLE_REF | RS_WS_CURRENCY, "{\"visible_ref\":\"SO-10733\",\"currency\":\"DKK\"}" },
    { RS_WS_EXTERNAL_COMMENT, "{\"external_comment\":\"Leave at the back door\"}" },
    { RS_WS_INTERNAL_COMMENT, "{\"internal_comment\":null}" },
    { RS_WS_SENDER_ADDRESS, "{\"sender_address\":null}" },
    { RS_WS_DROP_POINT, "{\"drop_point\":null}" },
    { RS_WS_BILLING_ADDRESS,
      "{\"billing_address\":{\"att_contact\":\"Karla Munk\",\"company_name\":\"Munk Keramik ApS\","
      "\"address_1\":\"Havnegade 14\",\"address_2\":null,\"zip\":\"5000\",\"city\":\"Odense C\",\"country_code\":\"DK\","
      "\"state\":null,\"phone\":null,\"email\":\"faktura@munkkeramik.example\",\"vat_no\":\"DK12345678\"}}" },
  };

  order->id = g_strdup ("4711");
  for (guint i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autoptr (GBytes) body = rs_webshipper_encode_order_patch (order, patches[i].parts);
      g_autofree char *expected = g_strdup_printf (
        "{\"data\":{\"id\":\"4711\",\"type\":\"orders\",\"attributes\":%s}}", patches[i].expected);

      assert_body (body, expected);
    }
}

static void
test_a_patched_rate_is_a_relationship (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) set = NULL;
  g_autoptr (GBytes) unset = NULL;

  order->id = g_strdup ("4711");
  order->rate_id = 7;
  set = rs_webshipper_encode_order_patch (order, RS_WS_RATE);
  assert_body (set, "{\"data\":{\"id\":\"4711\",\"type\":\"orders\",\"attributes\":{},\"relationships\":"
                    "{\"shipping_rate\":{\"data\":{\"type\":\"shipping_rates\",\"id\":\"7\"}}}}}");
  order->rate_id = 0;
  unset = rs_webshipper_encode_order_patch (order, RS_WS_RATE);
  assert_body (unset, "{\"data\":{\"id\":\"4711\",\"type\":\"orders\",\"attributes\":{},\"relationships\":"
                      "{\"shipping_rate\":{\"data\":null}}}}");
}

static void
test_patched_lines_keep_their_ids (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) body = NULL;

  order->id = g_strdup ("4711");
  g_ptr_array_add (order->lines, make_line ("88121", "KP-110", "Mug", 3));
  g_ptr_array_add (order->lines, make_line ("88121", "KP-110", "Mug", 2));
  ((RsWsLine *) g_ptr_array_index (order->lines, 1))->id = 9001;
  body = rs_webshipper_encode_order_patch (order, RS_WS_LINES);
  assert_body (
    body, "{\"data\":{\"id\":\"4711\",\"type\":\"orders\",\"attributes\":{\"order_lines\":["
          "{\"sku\":\"KP-110\",\"description\":\"Mug\",\"quantity\":3,\"unit_price\":0,\"vat_percent\":0,"
          "\"ext_ref\":\"88121\"},"
          "{\"id\":9001,\"sku\":\"KP-110\",\"description\":\"Mug\",\"quantity\":2,\"unit_price\":0,"
          "\"vat_percent\":0,\"ext_ref\":\"88121\"}]}}}");
}

static void
test_booking_a_whole_order_says_nothing_else (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const char *expected = "{\"data\":{\"type\":\"shipments\",\"attributes\":{},\"relationships\":"
                         "{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"4711\"}}}}}";
  g_autoptr (GBytes) whole = rs_webshipper_encode_booking ("4711", NULL);
  g_autoptr (GBytes) empty = rs_webshipper_encode_booking ("4711", none);

  assert_body (whole, expected);
  assert_body (empty, expected);
}

static void
test_booking_packages_names_their_lines (void)
{
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_package_unref);
  RsPackage *full = rs_package_new ();
  RsPackageLine *line = rs_package_line_new ();
  g_autoptr (GBytes) body = NULL;

  line->line_id = 9003;
  line->sku = g_strdup ("KP-110");
  line->quantity = 3;
  line->ext_ref = g_strdup ("88121");
  full->weight = (RsWeight) { decimal ("1.2"), RS_WEIGHT_KG };
  full->has_weight = TRUE;
  full->length = decimal ("30");
  full->width = decimal ("20.5");
  full->height = decimal ("15");
  g_ptr_array_add (full->lines, line);
  g_ptr_array_add (packages, full);
  g_ptr_array_add (packages, rs_package_new ());
  body = rs_webshipper_encode_booking ("4711", packages);
  assert_body (
    body, "{\"data\":{\"type\":\"shipments\",\"attributes\":{\"packages\":["
          "{\"weight\":1.2,\"weight_unit\":\"kg\",\"dimensions\":{\"length\":30,\"width\":20.5,\"height\":15,"
          "\"unit\":\"cm\"},\"order_lines\":[{\"id\":9003,\"sku\":\"KP-110\",\"quantity\":3,"
          "\"ext_ref\":\"88121\"}]},{}]},\"relationships\":"
          "{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"4711\"}}}}}");
}

/* What is sent, once the service has given it ids and a status, reads back as what was meant. */
static void
test_a_new_order_reads_back_as_it_was_meant (void)
{
  g_autoptr (RsWsOrder) order = make_order ();
  g_autoptr (GBytes) body = rs_webshipper_encode_new_order (order);
  g_autofree char *text = text_of (body);
  g_autoptr (JsonNode) root = test_parse (text);
  g_autofree char *resource = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RsWsOrder) back = NULL;

  test_put (root, "data.id", "\"4711\"");
  test_put (root, "data.attributes.status", "\"pending\"");
  test_put (root, "data.attributes.order_lines[0].id", "9001");
  test_put (root, "data.attributes.order_lines[1].id", "9002");
  resource = test_to_text (test_pick (root, "data"));
  back = rs_webshipper_decode_order (resource, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->ext_ref, ==, order->ext_ref);
  g_assert_cmpstr (back->visible_ref, ==, order->visible_ref);
  g_assert_cmpint (back->channel_id, ==, order->channel_id);
  g_assert_cmpint (back->rate_id, ==, order->rate_id);
  g_assert_cmpstr (back->currency, ==, order->currency);
  g_assert_cmpstr (back->external_comment, ==, order->external_comment);
  g_assert_cmpstr (back->original_shipping_code, ==, order->original_shipping_code);
  g_assert_cmpstr (back->original_shipping_name, ==, order->original_shipping_name);
  g_assert_true (rs_address_equal (back->delivery_address, order->delivery_address));
  g_assert_true (rs_address_equal (back->billing_address, order->billing_address));
  g_assert_null (back->sender_address);
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *sent = g_ptr_array_index (order->lines, i);
      const RsWsLine *read = g_ptr_array_index (back->lines, i);

      g_assert_cmpstr (read->ext_ref, ==, sent->ext_ref);
      g_assert_cmpstr (read->sku, ==, sent->sku);
      g_assert_cmpstr (read->description, ==, sent->description);
      g_assert_cmpint (read->quantity, ==, sent->quantity);
      g_assert_cmpint (read->unit_price.micros, ==, sent->unit_price.micros);
      g_assert_cmpint (read->vat_percent.micros, ==, sent->vat_percent.micros);
      g_assert_cmpint (read->weight.amount.micros, ==, sent->weight.amount.micros);
      g_assert_cmpint (read->weight.unit, ==, sent->weight.unit);
      g_assert_cmpstr (read->tariff_number, ==, sent->tariff_number);
      g_assert_cmpstr (read->origin_country, ==, sent->origin_country);
    }
}

static void
test_hostile_text_goes_out_as_text (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;

  order->external_comment = g_strdup ("\"},\"status\":\"dispatched\" %s%n <b>&\\ \n\x01 æ");
  body = rs_webshipper_encode_new_order (order);
  text = text_of (body);
  root = test_parse (text);
  g_assert_cmpstr (json_node_get_string (test_pick (root, "data.attributes.external_comment")), ==,
                   order->external_comment);
  g_assert_false (
    json_object_has_member (json_node_get_object (test_pick (root, "data.attributes")), "status"));
}

static void
test_every_price_goes_out_exactly (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  RsWsLine *line = make_line ("1", "A", "Thing", 1);

  g_test_message ("seed %u", seed);
  g_ptr_array_add (order->lines, line);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (GBytes) body = NULL;
      g_autofree char *text = NULL;
      g_autofree char *price = NULL;
      g_autofree char *expected = NULL;

      line->unit_price = (RsDecimal) { (gint64) g_rand_int_range (random, 100, G_MAXINT32)
                                       * g_rand_int_range (random, 1, 1000) };
      body = rs_webshipper_encode_new_order (order);
      text = text_of (body);
      price = rs_decimal_dup_string (line->unit_price);
      expected = g_strdup_printf ("\"unit_price\":%s,", price);
      g_assert_nonnull (strstr (text, expected));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webshipper/encode/a-new-order-has-the-documented-body",
                   test_a_new_order_has_the_documented_body);
  g_test_add_func ("/webshipper/encode/the-unknown-is-left-out",
                   test_what_is_not_known_is_left_out_of_a_new_order);
  g_test_add_func ("/webshipper/encode/a-drop-point-goes-whole", test_a_drop_point_goes_whole);
  g_test_add_func ("/webshipper/encode/discounts-and-virtual-lines",
                   test_discounts_and_virtual_lines_are_said);
  g_test_add_func ("/webshipper/encode/a-patch-carries-just-its-parts", test_a_patch_carries_just_its_parts);
  g_test_add_func ("/webshipper/encode/a-patched-rate-is-a-relationship",
                   test_a_patched_rate_is_a_relationship);
  g_test_add_func ("/webshipper/encode/patched-lines-keep-their-ids", test_patched_lines_keep_their_ids);
  g_test_add_func ("/webshipper/encode/booking-a-whole-order", test_booking_a_whole_order_says_nothing_else);
  g_test_add_func ("/webshipper/encode/booking-packages", test_booking_packages_names_their_lines);
  g_test_add_func ("/webshipper/encode/a-new-order-reads-back", test_a_new_order_reads_back_as_it_was_meant);
  g_test_add_func ("/webshipper/encode/hostile-text-goes-out-as-text", test_hostile_text_goes_out_as_text);
  g_test_add_func ("/webshipper/encode/every-price-goes-out-exactly", test_every_price_goes_out_exactly);
  return g_test_run ();
}
