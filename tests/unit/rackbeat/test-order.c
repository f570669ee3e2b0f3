/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"
#include "test-codec.h"

#include <string.h>

#define KIND (&rs_rb_kind_order.document)

typedef struct
{
  JsonNode *root;
  JsonNode *document; /* borrowed from root */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = test_load_fixture ("rackbeat", "order.json");
  self->document = test_pick (self->root, "order");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_pointer (&self->root, json_node_unref);
}

static RsRbOrder *
decode_with (Fixture *self, const char *path, const char *json)
{
  test_put (self->document, path, json);
  return test_decode (KIND, self->document);
}

static void
assert_instant (RsInstant instant, const char *expected)
{
  g_autofree char *text = rs_instant_to_string (instant);

  g_assert_cmpstr (text, ==, expected);
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
  g_autoptr (RsRbOrder) order = test_decode (KIND, self->document);

  g_assert_cmpint (order->number, ==, 1042);
  g_assert_cmpstr (order->heading, ==, "Web 7781");
  g_assert_cmpstr (order->note, ==, "Ring ved levering");
  g_assert_cmpstr (order->other_reference, ==, "WEB-7781");
  g_assert_null (order->their_reference);
  g_assert_cmpint (order->customer_number, ==, 10017);
  g_assert_cmpstr (order->customer_name, ==, "Fjord Sport AS");
  g_assert_cmpstr (order->customer_email, ==, "lager@fjord.example");
  g_assert_cmpstr (order->customer_phone, ==, "+4722334455");
  g_assert_cmpstr (order->customer_vat_number, ==, "NO987654321");
  g_assert_cmpint (order->customer_group, ==, 2);
  g_assert_cmpint (order->delivery_term, ==, 2);
  g_assert_cmpstr (order->delivery_term_name, ==, "GLS Erhverv");
  g_assert_true (order->knows_delivery_term);
  g_assert_cmpstr (order->currency, ==, "NOK");
  assert_decimal (order->subtotal, "1498.5");
  assert_decimal (order->total, "1498.5");
  g_assert_cmpstr (order->order_date, ==, "2026-09-28");
  g_assert_true (order->is_booked);
  g_assert_true (order->is_ready_for_shipping);
  g_assert_false (order->is_archived);
  g_assert_false (order->is_cancelled);
  g_assert_false (order->is_partly_shipped);
  g_assert_false (order->is_shipped);
  g_assert_false (order->is_invoiced);
  g_assert_cmpuint (order->tags->len, ==, 0);
  assert_instant (order->deliver_at, "2026-10-01T22:00:00Z");
  assert_instant (order->booked_at, "2026-09-28T08:14:07Z");
  assert_instant (order->created_at, "2026-09-28T08:02:51Z");
  assert_instant (order->updated_at, "2026-09-28T08:14:07Z");
}

static void
test_addresses_are_passed_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = test_decode (KIND, self->document);
  const RsAddress *delivery = order->delivery_address;

  g_assert_cmpstr (delivery->company, ==, "Fjord Sport Lager");
  g_assert_cmpstr (delivery->contact, ==, "Solveig Berg");
  g_assert_cmpstr (delivery->street, ==, "Industriveien 9");
  g_assert_cmpstr (delivery->street2, ==, "Port 3");
  g_assert_cmpstr (delivery->zip, ==, "2003");
  g_assert_cmpstr (delivery->city, ==, "Lillestrøm");
  g_assert_cmpstr (delivery->state, ==, "Akershus");
  g_assert_cmpstr (delivery->country, ==, "Norway");
  g_assert_cmpstr (delivery->phone, ==, "+4722334455");
  g_assert_cmpstr (delivery->email, ==, "lager@fjord.example");
  g_assert_null (delivery->vat_number);
  g_assert_cmpstr (order->billing_address->company, ==, "Fjord Sport AS");
  g_assert_cmpstr (order->billing_address->zip, ==, "0155");
  g_assert_cmpstr (order->billing_address->vat_number, ==, "NO987654321");
}

static void
test_lines_are_read_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = test_decode (KIND, self->document);
  const RsRbLine *first = g_ptr_array_index (order->lines, 0);

  g_assert_cmpuint (order->lines->len, ==, 2);
  g_assert_cmpint (first->id, ==, 55011);
  g_assert_cmpstr (first->item_number, ==, "CYK-2201");
  g_assert_cmpstr (first->item_type, ==, "product");
  g_assert_cmpstr (first->name, ==, "Cykellygte sæt");
  g_assert_cmpstr (first->variation, ==, "Farve: Rød / Størrelse: L");
  assert_decimal (first->quantity, "3");
  assert_decimal (first->shipped, "0");
  g_assert_true (first->has_shipped);
  assert_decimal (first->unit_price, "449.5");
  assert_decimal (first->discount_percent, "12.5");
  assert_decimal (first->vat_percent, "25");
  g_assert_null (((RsRbLine *) g_ptr_array_index (order->lines, 1))->variation);
}

static void
test_delivery_term_is_read_in_every_spelling (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *terms; /* NULL: no such key */
    const char *terms_id;
    gint64 number;
    const char *name;
    gboolean is_known;
  } spellings[] = {
    { "{\"number\":4,\"name\":\"GLS\"}", NULL, 4, "GLS", TRUE },
    { "{\"number\":\"4\",\"name\":\"GLS\"}", "4", 4, "GLS", TRUE },
    { "{\"id\":4,\"name\":\"GLS\"}", NULL, 4, "GLS", TRUE },
    { "{\"name\":\"GLS\"}", "4", 4, "GLS", TRUE },
    { NULL, "4", 4, NULL, TRUE },
    { NULL, "\"4\"", 4, NULL, TRUE },
    { "null", "4", 4, NULL, TRUE },
    { "4", NULL, 4, NULL, TRUE },
    { "\"4\"", NULL, 4, NULL, TRUE },
    { "[]", "4", 4, NULL, TRUE },
    { "null", "null", 0, NULL, TRUE },
    { "null", NULL, 0, NULL, TRUE },
    { NULL, "null", 0, NULL, TRUE },
    { NULL, "0", 0, NULL, TRUE },
    { "[]", NULL, 0, NULL, TRUE },
    { NULL, NULL, 0, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (RsRbOrder) order = NULL;

      test_put (self->document, "delivery_terms", spellings[i].terms);
      order = decode_with (self, "delivery_terms_id", spellings[i].terms_id);
      g_assert_cmpint (order->delivery_term, ==, spellings[i].number);
      g_assert_cmpstr (order->delivery_term_name, ==, spellings[i].name);
      g_assert_cmpint (order->knows_delivery_term, ==, spellings[i].is_known);
    }
}

static void
test_customer_is_named_by_either_key (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) company
    = decode_with (self, "customer", "{\"number\":\"31\",\"company_name\":\"Søgaard A/S\"}");
  g_autoptr (RsRbOrder) number_only = NULL;
  g_autoptr (RsRbOrder) nobody = NULL;

  g_assert_cmpstr (company->customer_name, ==, "Søgaard A/S");
  g_assert_cmpint (company->customer_number, ==, 10017);
  number_only = decode_with (self, "customer_id", NULL);
  g_assert_cmpint (number_only->customer_number, ==, 31);
  nobody = decode_with (self, "customer", "null");
  g_assert_cmpint (nobody->customer_number, ==, 0);
  g_assert_null (nobody->customer_name);
}

static void
test_customer_group_is_read_from_its_object_too (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = NULL;

  test_put (self->document, "customer.customer_group", "{\"number\":9}");
  order = decode_with (self, "customer.customer_group_id", NULL);
  g_assert_cmpint (order->customer_group, ==, 9);
}

static void
test_flat_address_keys_stand_in_for_the_object (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = NULL;
  g_autoptr (RsRbOrder) none = NULL;

  test_put (self->document, "delivery_address", NULL);
  test_put (self->document, "delivery_address_name", "\"Ida Krogh\"");
  test_put (self->document, "delivery_address_zipcode", "8600");
  order = decode_with (self, "delivery_address_country", "\"Danmark\"");
  g_assert_cmpstr (order->delivery_address->company, ==, "Ida Krogh");
  g_assert_cmpstr (order->delivery_address->zip, ==, "8600");
  g_assert_cmpstr (order->delivery_address->country, ==, "Danmark");

  test_put (self->document, "delivery_address_name", "\"\"");
  test_put (self->document, "delivery_address_zipcode", "null");
  none = decode_with (self, "delivery_address", "[]");
  g_assert_null (none->delivery_address);
}

static void
test_shipped_quantity_may_be_unsaid (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = decode_with (self, "lines[0].quantity_shipped", NULL);

  g_assert_false (((RsRbLine *) g_ptr_array_index (order->lines, 0))->has_shipped);
  g_assert_true (((RsRbLine *) g_ptr_array_index (order->lines, 1))->has_shipped);
}

static void
test_times_without_a_zone_are_danish (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) summer = decode_with (self, "updated_at", "\"2026-07-01 12:00:00\"");
  g_autoptr (RsRbOrder) winter = decode_with (self, "updated_at", "\"2026-01-01 12:00:00\"");

  assert_instant (summer->updated_at, "2026-07-01T10:00:00Z");
  assert_instant (winter->updated_at, "2026-01-01T11:00:00Z");
}

static void
test_a_text_line_needs_no_item_and_no_quantity (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = decode_with (
    self, "lines[1]", "{\"id\":5,\"child_id\":null,\"child_type\":null,\"name\":\"Tak for handlen\"}");
  const RsRbLine *line = g_ptr_array_index (order->lines, 1);

  g_assert_null (line->item_number);
  g_assert_cmpstr (line->name, ==, "Tak for handlen");
  assert_decimal (line->quantity, "0");
}

static void
test_variations_do_not_depend_on_their_order (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) by_ids = decode_with (
    self, "lines[0].variations",
    "[{\"variation_type\":{\"id\":8},\"variation_option\":{\"id\":31}},{\"variation_option\":{\"id\":22}},7,null]");
  g_autoptr (RsRbOrder) formatted = NULL;

  g_assert_cmpstr (((RsRbLine *) g_ptr_array_index (by_ids->lines, 0))->variation, ==, "#8: #31 / ?: #22");
  test_put (self->document, "lines[0].variations", "[]");
  formatted = decode_with (self, "lines[0].variations_formatted", "\"Rød, L\"");
  g_assert_cmpstr (((RsRbLine *) g_ptr_array_index (formatted->lines, 0))->variation, ==, "Rød, L");
}

static void
test_unknown_keys_and_words_do_no_harm (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRbOrder) order = NULL;
  g_autoptr (RsDocument) document = NULL;

  test_put (self->document, "brand_new", "{\"deep\":[1,{\"x\":null}]}");
  test_put (self->document, "vat_zone", "\"moon\"");
  order = decode_with (self, "lines[0].child_type", "\"kit\"");
  g_assert_cmpstr (((RsRbLine *) g_ptr_array_index (order->lines, 0))->item_type, ==, "kit");
  document = test_read_document (KIND, self->document, "orders[0]");
  g_assert_nonnull (strstr (document->text, "\"brand_new\":{\"deep\":[1,{\"x\":null}]}"));
}

static void
test_an_order_without_its_key_or_state_is_refused (Fixture *self, gconstpointer data)
{
  test_needs_id (KIND, self->document, "number", "order.number:");
  test_needs_flag (KIND, self->document, "is_booked", "order.is_booked:");
  test_needs_flag (KIND, self->document, "is_cancelled", "order.is_cancelled:");
  test_needs_flag (KIND, self->document, "is_shipped", "order.is_shipped:");
}

static void
test_a_line_without_its_key_or_quantity_is_refused (Fixture *self, gconstpointer data)
{
  test_needs_id (KIND, self->document, "lines[1].id", "order.lines[1].id:");
  test_needs_number (KIND, self->document, "lines[0].quantity", "order.lines[0].quantity:");
}

static void
test_each_wrong_type_names_its_path (Fixture *self, gconstpointer data)
{
  static const TestMangling manglings[] = {
    { "lines", NULL, "order.lines:" },
    { "lines", "null", "order.lines:" },
    { "lines", "{}", "order.lines:" },
    { "lines", "\"x\"", "order.lines:" },
    { "lines", "[]", NULL },
    { "lines[1]", "\"x\"", "order.lines[1]" },
    { "lines[1]", "null", "order.lines[1]" },
    { "lines[0].line_price", "\"dyr\"", "order.lines[0].line_price:" },
    { "lines[0].line_price", "1e40", "order.lines[0].line_price:" },
    { "lines[0].line_price", "-1.25", NULL },
    { "lines[0].vat_percentage", "{}", "order.lines[0].vat_percentage:" },
    { "lines[0].discount_percentage", "[]", "order.lines[0].discount_percentage:" },
    { "lines[0].quantity_shipped", "\"none\"", "order.lines[0].quantity_shipped:" },
    { "lines[0].name", "{}", "order.lines[0].name:" },
    { "lines[0].child_id", "2201", NULL },
    { "lines[0].variations", "{}", NULL },
    { "heading", "{}", "order.heading:" },
    { "note", "[1]", "order.note:" },
    { "other_reference", "7781", NULL },
    { "their_reference", "{\"number\":4,\"name\":\"Ole\"}", NULL },
    { "currency", "{}", "order.currency:" },
    { "customer", "\"x\"", "order.customer:" },
    { "customer_id", "-1", "order.customer_id:" },
    { "customer.contact_email", "{}", "order.customer.contact_email:" },
    { "customer.name", "[7]", "order.customer.name:" },
    { "billing_address", "\"Storgata 4\"", "order.billing_address:" },
    { "delivery_address", "[1]", "order.delivery_address:" },
    { "delivery_address.zipcode", "2003", NULL },
    { "delivery_address.zipcode", "{}", "order.delivery_address.zipcode:" },
    { "delivery_terms", "true", "order.delivery_terms:" },
    { "delivery_terms", "[7]", "order.delivery_terms:" },
    { "delivery_terms.number", "-2", "order.delivery_terms.number:" },
    { "total_subtotal", "\"much\"", "order.total_subtotal:" },
    { "total_total", "1e30", "order.total_total:" },
    { "is_archived", "\"maybe\"", "order.is_archived:" },
    { "updated_at", "\"28/09/2026\"", "order.updated_at:" },
    { "updated_at", "5", "order.updated_at:" },
    { "deliver_at", "\"28/09/2026\"", NULL },
    { "booked_at", "false", NULL },
    { "created_at", "{}", NULL },
  };

  test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
}

static void
test_what_is_not_needed_may_be_missing_or_null (Fixture *self, gconstpointer data)
{
  static const char *const paths[] = {
    "heading",
    "note",
    "other_reference",
    "their_reference",
    "customer_id",
    "customer",
    "currency",
    "billing_address",
    "delivery_address",
    "delivery_terms",
    "delivery_terms_id",
    "order_date",
    "total_subtotal",
    "total_total",
    "is_archived",
    "is_invoiced",
    "deliver_at",
    "is_partly_shipped",
    "is_ready_for_shipping",
    "booked_at",
    "created_at",
    "updated_at",
    "lines[0].child_id",
    "lines[0].child_type",
    "lines[0].name",
    "lines[0].variations",
    "lines[0].line_price",
    "lines[0].vat_percentage",
    "lines[0].discount_percentage",
    "lines[0].quantity_shipped",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const TestMangling manglings[] = { { paths[i], NULL, NULL }, { paths[i], "null", NULL } };

      test_manglings (KIND, self->document, manglings, G_N_ELEMENTS (manglings));
    }
}

static void
test_a_bad_order_keeps_its_number_and_text (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;

  test_put (self->document, "lines", "7");
  document = test_read_document (KIND, self->document, "orders[3]");
  g_assert_cmpstr (document->key, ==, "1042");
  g_assert_null (document->object);
  g_assert_true (g_str_has_prefix (document->error->message, "orders[3].lines:"));
  g_assert_nonnull (strstr (document->text, "Industriveien 9"));
}

static void
test_stored_text_reads_back_the_same (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = test_read_document (KIND, self->document, "orders[0]");
  g_autoptr (GError) error = NULL;
  g_autoptr (RsRbOrder) order = rs_rackbeat_decode_order (document->text, &error);
  g_autoptr (JsonNode) again = test_parse (document->text);

  g_assert_no_error (error);
  g_assert_cmpint (order->number, ==, 1042);
  g_assert_true (json_node_equal (self->document, again));
}

static void
test_spoilt_orders_never_do_worse_than_an_error (Fixture *self, gconstpointer data)
{
  test_survives_spoiling (KIND, self->document, 3000);
}

#define ADD(name, function) g_test_add ("/rackbeat/order/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-documented-order-is-read-whole", test_the_documented_order_is_read_whole);
  ADD ("addresses-are-passed-whole", test_addresses_are_passed_whole);
  ADD ("lines-are-read-in-order", test_lines_are_read_in_order);
  ADD ("delivery-term-is-read-in-every-spelling", test_delivery_term_is_read_in_every_spelling);
  ADD ("customer-is-named-by-either-key", test_customer_is_named_by_either_key);
  ADD ("customer-group-is-read-from-its-object-too", test_customer_group_is_read_from_its_object_too);
  ADD ("flat-address-keys-stand-in-for-the-object", test_flat_address_keys_stand_in_for_the_object);
  ADD ("shipped-quantity-may-be-unsaid", test_shipped_quantity_may_be_unsaid);
  ADD ("times-without-a-zone-are-danish", test_times_without_a_zone_are_danish);
  ADD ("a-text-line-needs-no-item-and-no-quantity", test_a_text_line_needs_no_item_and_no_quantity);
  ADD ("variations-do-not-depend-on-their-order", test_variations_do_not_depend_on_their_order);
  ADD ("unknown-keys-and-words-do-no-harm", test_unknown_keys_and_words_do_no_harm);
  ADD ("an-order-without-its-key-or-state-is-refused", test_an_order_without_its_key_or_state_is_refused);
  ADD ("a-line-without-its-key-or-quantity-is-refused", test_a_line_without_its_key_or_quantity_is_refused);
  ADD ("each-wrong-type-names-its-path", test_each_wrong_type_names_its_path);
  ADD ("what-is-not-needed-may-be-missing-or-null", test_what_is_not_needed_may_be_missing_or_null);
  ADD ("a-bad-order-keeps-its-number-and-text", test_a_bad_order_keeps_its_number_and_text);
  ADD ("stored-text-reads-back-the-same", test_stored_text_reads_back_the_same);
  ADD ("spoilt-orders-never-do-worse-than-an-error", test_spoilt_orders_never_do_worse_than_an_error);
  return g_test_run ();
}
