/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"
#include "test-codec.h"

#include <string.h>

#define KIND (&rs_ws_kind_shipment)

typedef struct
{
  JsonNode *root;
  JsonNode *document; /* borrowed from root */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = test_load_fixture ("webshipper", "shipment.json");
  self->document = test_pick (self->root, "data");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->root, json_node_unref);
}

static RsWsShipment *
decode_with (Fixture *self, const char *path, const char *json)
{
  test_put (self->document, path, json);
  return test_decode (KIND, self->document);
}

static void
test_the_documented_shipment_is_read_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsShipment) shipment = test_decode (KIND, self->document);
  const RsTrackingLink *link = g_ptr_array_index (shipment->tracking_links, 0);
  const RsPackage *package = g_ptr_array_index (shipment->packages, 0);
  const RsPackageLine *line = g_ptr_array_index (package->lines, 0);
  g_autofree char *created_at = rs_instant_to_string (shipment->created_at);

  g_assert_cmpstr (shipment->id, ==, "3105");
  g_assert_cmpstr (shipment->order_id, ==, "4711");
  g_assert_cmpstr (shipment->reference, ==, "SO-10733");
  g_assert_cmpstr (shipment->status, ==, "created");
  g_assert_false (shipment->is_return);
  g_assert_cmpstr (shipment->carrier, ==, "GLS");
  g_assert_cmpstr (created_at, ==, "2026-01-01T11:15:40Z");
  g_assert_cmpstr (link->url, ==, "https://tracking.example/gls/77112233445");
  g_assert_cmpstr (link->number, ==, "77112233445");
  g_assert_cmpstr (link->event, ==, "information_received");
  g_assert_cmpint (package->id, ==, 5501);
  g_assert_true (package->has_weight);
  g_assert_cmpint (package->weight.unit, ==, RS_WEIGHT_KG);
  g_assert_true (rs_decimal_compare (package->weight.amount, (RsDecimal) { 1200000 }) == 0);
  g_assert_true (rs_decimal_compare (package->length, RS_DECIMAL_INT (30)) == 0);
  g_assert_true (rs_decimal_compare (package->width, RS_DECIMAL_INT (20)) == 0);
  g_assert_true (rs_decimal_compare (package->height, RS_DECIMAL_INT (15)) == 0);
  g_assert_cmpstr (package->dimension_unit, ==, "cm");
  g_assert_cmpint (line->line_id, ==, 9003);
  g_assert_cmpstr (line->ext_ref, ==, "rb-line-88121");
  g_assert_cmpstr (line->sku, ==, "KP-110");
  g_assert_cmpint (line->quantity, ==, 3);
  g_assert_cmpuint (shipment->label_ids->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (shipment->label_ids, 0), ==, "8123");
}

static void
test_the_order_is_found_wherever_it_is_said (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsShipment) by_linkage = NULL;
  g_autoptr (RsWsShipment) by_link = NULL;
  g_autoptr (RsWsShipment) by_relative_link = NULL;
  g_autoptr (RsWsShipment) unsaid = NULL;

  by_linkage = decode_with (self, "relationships.order.data", "{\"type\":\"orders\",\"id\":\"12\"}");
  g_assert_cmpstr (by_linkage->order_id, ==, "12");
  test_put (self->document, "relationships.order.data", NULL);
  by_link = decode_with (self, "relationships.order.links.related", "\"https://x.ws.example/v2/orders/13\"");
  g_assert_cmpstr (by_link->order_id, ==, "13");
  by_relative_link = decode_with (self, "relationships.order.links.related", "\"/v2/orders/14?x=1\"");
  g_assert_cmpstr (by_relative_link->order_id, ==, "14");
  test_put (self->document, "relationships.order.links.related", "\"/v2/orders/15/shipments\"");
  unsaid = decode_with (self, "attributes.packages", "[]");
  g_assert_null (unsaid->order_id);
}

/* The shipment @text tied to @order_id, as text; NULL when it stays as it is. */
static char *
tie (const char *text, const char *order_id)
{
  g_autofree char *listed = g_strdup_printf ("[%s]", text);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (listed, NULL);

  return rs_webshipper_tie_shipment (rs_json_value_element (rs_json_tree_root (tree), 0), order_id);
}

static void
test_a_shipment_is_tied_to_the_order_it_was_asked_through (Fixture *self, gconstpointer data)
{
  g_autofree char *text = test_to_text (self->document);
  g_autofree char *tied = tie (text, "99");
  g_autoptr (RsWsShipment) shipment = rs_document_decode (KIND, tied, NULL);
  g_autofree char *again = tie (tied, "100");
  g_autofree char *bare = tie ("{\"id\":\"1\",\"attributes\":{}}", "99");
  g_autoptr (RsWsShipment) bare_shipment = rs_document_decode (KIND, bare, NULL);
  g_autofree char *number = tie ("7", "99");
  g_autofree char *nothing = tie (text, NULL);

  g_assert_cmpstr (shipment->order_id, ==, "99");
  g_assert_cmpuint (shipment->label_ids->len, ==, 1);
  g_assert_null (again);
  g_assert_cmpstr (bare_shipment->order_id, ==, "99");
  g_assert_null (number);
  g_assert_null (nothing);
}

static void
test_tracking_may_be_empty_or_without_number (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsShipment) numeric = NULL;
  g_autoptr (RsWsShipment) nameless = NULL;
  g_autoptr (RsWsShipment) empty = NULL;
  g_autoptr (RsWsShipment) absent = NULL;

  numeric = decode_with (self, "attributes.tracking_links[0].number", "77112233445");
  g_assert_cmpstr (((RsTrackingLink *) g_ptr_array_index (numeric->tracking_links, 0))->number, ==,
                   "77112233445");
  nameless = decode_with (self, "attributes.tracking_links[0].number", "null");
  g_assert_null (((RsTrackingLink *) g_ptr_array_index (nameless->tracking_links, 0))->number);
  empty = decode_with (self, "attributes.tracking_links", "[]");
  g_assert_cmpuint (empty->tracking_links->len, ==, 0);
  absent = decode_with (self, "attributes.tracking_links", NULL);
  g_assert_cmpuint (absent->tracking_links->len, ==, 0);
}

static void
test_each_wrong_type_names_its_path (Fixture *self, gconstpointer data)
{
  static const TestMangling manglings[] = {
    { "id", NULL, "shipment.id:" },
    { "id", "\"\"", "shipment.id:" },
    { "attributes", "null", "shipment.attributes:" },
    { "attributes.is_return", "\"maybe\"", "shipment.attributes.is_return:" },
    { "attributes.is_return", "null", NULL },
    { "attributes.status", "{}", NULL },
    { "attributes.status", "\"teleported\"", NULL },
    { "attributes.reference", "7", NULL },
    { "attributes.reference", "{}", "shipment.attributes.reference:" },
    { "attributes.tracking_links", "{}", "shipment.attributes.tracking_links:" },
    { "attributes.tracking_links[0].url", "[]", "shipment.attributes.tracking_links[0].url:" },
    { "attributes.tracking_links[0].number", "{}", "shipment.attributes.tracking_links[0].number:" },
    { "attributes.tracking_links[0].latest_transit_event", "{}", NULL },
    { "attributes.packages", "\"x\"", "shipment.attributes.packages:" },
    { "attributes.packages", NULL, NULL },
    { "attributes.packages[0].id", "-1", "shipment.attributes.packages[0].id:" },
    { "attributes.packages[0].weight", "\"x\"", "shipment.attributes.packages[0].weight:" },
    { "attributes.packages[0].weight", "0", NULL },
    { "attributes.packages[0].dimensions", "[]", NULL },
    { "attributes.packages[0].dimensions.length", "\"long\"", NULL },
    { "attributes.packages[0].order_lines", "null", NULL },
    { "attributes.packages[0].order_lines", "{}", "shipment.attributes.packages[0].order_lines:" },
    { "attributes.packages[0].order_lines[0].quantity", NULL,
      "shipment.attributes.packages[0].order_lines[0].quantity:" },
    { "attributes.packages[0].order_lines[0].quantity", "1e30",
      "shipment.attributes.packages[0].order_lines[0].quantity:" },
    { "attributes.packages[0].order_lines[0].id", "{}",
      "shipment.attributes.packages[0].order_lines[0].id:" },
    { "attributes.created_at", "\"then\"", "shipment.attributes.created_at:" },
    { "relationships", "[]", NULL },
    { "relationships.labels.data", "{}", NULL },
    { "relationships.labels.data[0]", "7", NULL },
    { "relationships.order.links", "7", NULL },
  };

  test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
}

static void
test_spoilt_shipments_never_do_worse_than_an_error (Fixture *self, gconstpointer data)
{
  test_survives_spoiling (KIND, self->document, 3000);
}

static void
test_the_documented_rate_is_read (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("webshipper", "rates.json");
  JsonNode *document = test_pick (root, "data[0]");
  g_autoptr (RsShippingRate) rate = test_decode (&rs_ws_kind_rate, document);
  static const TestMangling manglings[] = {
    { "attributes", NULL, "shipping_rate.attributes:" },
    { "attributes.name", "{}", "shipping_rate.attributes.name:" },
    { "attributes.name", NULL, NULL },
    { "attributes.require_drop_point", "null", NULL },
    { "attributes.require_drop_point", "\"x\"", "shipping_rate.attributes.require_drop_point:" },
    { "attributes.carrier_id", "\"x\"", "shipping_rate.attributes.carrier_id:" },
    { "attributes.dimensions", "[]", NULL },
  };

  g_assert_cmpint (rate->id, ==, 6);
  g_assert_cmpint (rate->channel_id, ==, 9);
  g_assert_cmpint (rate->carrier_id, ==, 1);
  g_assert_cmpstr (rate->name, ==, "GLS Erhverv");
  g_assert_cmpstr (rate->service_code, ==, "GLSDK_BP");
  g_assert_true (rate->requires_drop_point);
  g_assert_true (rate->wants_email);
  g_assert_false (rate->wants_sms);
  g_assert_false (rate->is_return);
  g_assert_false (rate->is_hidden);
  test_needs_id (&rs_ws_kind_rate, document, "id", "shipping_rate.id:");
  test_manglings (&rs_ws_kind_rate, document, manglings, G_N_ELEMENTS (manglings));
}

static void
test_the_documented_channel_is_read (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("webshipper", "channels.json");
  JsonNode *document = test_pick (root, "data[0]");
  g_autoptr (RsOrderChannel) channel = test_decode (&rs_ws_kind_channel, document);

  g_assert_cmpint (channel->id, ==, 9);
  g_assert_cmpstr (channel->label, ==, "Rackbeat");
  test_needs_id (&rs_ws_kind_channel, document, "id", "order_channel.id:");
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/webshipper/shipment/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-documented-shipment-is-read-whole", test_the_documented_shipment_is_read_whole);
  ADD ("the-order-is-found-wherever-it-is-said", test_the_order_is_found_wherever_it_is_said);
  ADD ("it-is-tied-to-the-order-it-was-asked-through",
       test_a_shipment_is_tied_to_the_order_it_was_asked_through);
  ADD ("tracking-may-be-empty-or-without-number", test_tracking_may_be_empty_or_without_number);
  ADD ("each-wrong-type-names-its-path", test_each_wrong_type_names_its_path);
  ADD ("spoilt-shipments-never-do-worse-than-an-error", test_spoilt_shipments_never_do_worse_than_an_error);
  g_test_add_func ("/webshipper/rate/the-documented-rate-is-read", test_the_documented_rate_is_read);
  g_test_add_func ("/webshipper/channel/the-documented-channel-is-read", test_the_documented_channel_is_read);
  return g_test_run ();
}
