/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"
#include "test-codec.h"

#define KIND (&rs_rb_kind_shipment.document)

typedef struct
{
  JsonNode *root;
  JsonNode *document; /* borrowed from root */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = test_load_fixture ("rackbeat", "shipment.json");
  self->document = test_pick (self->root, "order_shipment");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->root, json_node_unref);
}

static RsRbShipment *
decode_with (Fixture *self, const char *path, const char *json)
{
  test_put (self->document, path, json);
  return test_decode (KIND, self->document);
}

static void
test_the_documented_shipment_is_read_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbShipment) shipment = test_decode (KIND, self->document);
  const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, 0);
  g_autofree char *shipped_at = rs_instant_to_string (shipment->shipped_at);
  g_autofree char *updated_at = rs_instant_to_string (shipment->updated_at);

  g_assert_cmpint (shipment->id, ==, 7301);
  g_assert_cmpint (shipment->order_number, ==, 1042);
  g_assert_true (shipment->is_picked);
  g_assert_true (shipment->is_shipped);
  g_assert_cmpstr (shipped_at, ==, "2026-09-29T10:00:03Z");
  g_assert_cmpstr (updated_at, ==, "2026-09-29T10:00:03Z");
  g_assert_cmpuint (shipment->lines->len, ==, 1);
  g_assert_cmpint (line->id, ==, 91001);
  g_assert_cmpint (line->order_line_id, ==, 0);
  g_assert_cmpstr (line->item_number, ==, "CYK-2201");
  g_assert_cmpstr (line->item_type, ==, "product");
  g_assert_true (rs_decimal_compare (line->quantity, RS_DECIMAL_INT (3)) == 0);
  g_assert_true (line->is_picked);
}

/* The shipment names its variations in another order than the order does; they must still be the same text.
 */
static void
test_a_variation_reads_alike_on_order_and_shipment (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbShipment) shipment = test_decode (KIND, self->document);
  g_autoptr (JsonNode) order_root = test_load_fixture ("rackbeat", "order.json");
  g_autoptr (RsRbOrder) order = test_decode (&rs_rb_kind_order.document, test_pick (order_root, "order"));

  g_assert_cmpstr (((RsRbShipmentLine *) g_ptr_array_index (shipment->lines, 0))->variation, ==,
                   ((RsRbLine *) g_ptr_array_index (order->lines, 0))->variation);
}

static void
test_the_order_is_found_by_number_then_by_id (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbShipment) by_number = decode_with (self, "order_id", "999");
  g_autoptr (RsRbShipment) by_id = decode_with (self, "order", "null");
  g_autoptr (RsRbShipment) unsaid = decode_with (self, "order_id", NULL);

  g_assert_cmpint (by_number->order_number, ==, 1042);
  g_assert_cmpint (by_id->order_number, ==, 999);
  g_assert_cmpint (unsaid->order_number, ==, 0);
}

static void
test_a_link_to_the_order_line_is_read_where_there_is_one (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbShipment) shipment = decode_with (self, "lines[0].order_line_id", "\"55011\"");

  g_assert_cmpint (((RsRbShipmentLine *) g_ptr_array_index (shipment->lines, 0))->order_line_id, ==, 55011);
}

static void
test_a_shipment_without_key_or_state_is_refused (Fixture *self, gconstpointer data)
{
  test_needs_id (KIND, self->document, "id", "shipment.id:");
  test_needs_flag (KIND, self->document, "is_shipped", "shipment.is_shipped:");
  test_needs_id (KIND, self->document, "lines[0].id", "shipment.lines[0].id:");
  test_needs_number (KIND, self->document, "lines[0].quantity", "shipment.lines[0].quantity:");
}

static void
test_each_wrong_type_names_its_path (Fixture *self, gconstpointer data)
{
  static const TestMangling manglings[] = {
    { "lines", NULL, "shipment.lines:" },
    { "lines", "null", "shipment.lines:" },
    { "lines", "{}", "shipment.lines:" },
    { "lines", "[]", NULL },
    { "lines[0]", "\"x\"", "shipment.lines[0]" },
    { "lines[0].child_id", "{}", "shipment.lines[0].child_id:" },
    { "lines[0].child_id", NULL, NULL },
    { "lines[0].is_picked", "\"maybe\"", "shipment.lines[0].is_picked:" },
    { "order", "7", "shipment.order:" },
    { "order.number", "-7", "shipment.order.number:" },
    { "order", "[]", NULL },
    { "is_picked", "{}", "shipment.is_picked:" },
    { "is_picked", NULL, NULL },
    { "shipped_at", "\"soon\"", NULL },
    { "created_at", "null", NULL },
    { "updated_at", "\"soon\"", "shipment.updated_at:" },
    { "updated_at", NULL, NULL },
    { "tracking_number", "{\"not\":\"known\"}", NULL },
  };

  test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
}

static void
test_spoilt_shipments_never_do_worse_than_an_error (Fixture *self, gconstpointer data)
{
  test_survives_spoiling (KIND, self->document, 3000);
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/rackbeat/shipment/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-documented-shipment-is-read-whole", test_the_documented_shipment_is_read_whole);
  ADD ("a-variation-reads-alike-on-order-and-shipment", test_a_variation_reads_alike_on_order_and_shipment);
  ADD ("the-order-is-found-by-number-then-by-id", test_the_order_is_found_by_number_then_by_id);
  ADD ("a-link-to-the-order-line-is-read-where-there-is-one",
       test_a_link_to_the_order_line_is_read_where_there_is_one);
  ADD ("a-shipment-without-key-or-state-is-refused", test_a_shipment_without_key_or_state_is_refused);
  ADD ("each-wrong-type-names-its-path", test_each_wrong_type_names_its_path);
  ADD ("spoilt-shipments-never-do-worse-than-an-error", test_spoilt_shipments_never_do_worse_than_an_error);
  return g_test_run ();
}
