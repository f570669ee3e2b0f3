/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"
#include "test-codec.h"

#define PRODUCT (&rs_rb_kind_product.document)
#define LOT     (&rs_rb_kind_lot.document)

static RsItem *
decode_item_with (const char *path, const char *json)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "product.json");

  test_put (root, path, json);
  return test_decode (PRODUCT, test_pick (root, "product"));
}

static void
test_the_documented_product_is_read_whole (void)
{
  g_autoptr (RsItem) item = decode_item_with ("product.brand_new", "7");

  g_assert_cmpstr (item->number, ==, "CYK-2201");
  g_assert_cmpstr (item->name, ==, "Cykellygte sæt");
  g_assert_cmpstr (item->barcode, ==, "5701234000017");
  g_assert_false (item->is_lot);
  g_assert_true (item->has_inventory);
  g_assert_true (item->knows_inventory);
  g_assert_true (item->has_weight);
  g_assert_true (rs_decimal_compare (item->weight.amount, RS_DECIMAL_INT (240)) == 0);
  g_assert_cmpint (item->weight.unit, ==, RS_WEIGHT_G);
  g_assert_true (item->knows_available);
  g_assert_true (rs_decimal_compare (item->available, RS_DECIMAL_INT (37)) == 0);
  g_assert_cmpstr (item->tariff_number, ==, "85121000");
  g_assert_cmpstr (item->origin_country, ==, "CN");
}

static void
test_a_weight_needs_a_known_unit_and_more_than_nothing (void)
{
  const struct
  {
    const char *physical;
    gboolean has_weight;
    RsWeightUnit unit;
  } cases[] = {
    { "{\"weight\":2.5,\"weight_unit\":\"kg\"}", TRUE, RS_WEIGHT_KG },
    { "{\"weight\":\"2.5\",\"weight_unit\":\"KG\"}", TRUE, RS_WEIGHT_KG },
    { "{\"weight\":0,\"weight_unit\":\"g\"}", FALSE, 0 },
    { "{\"weight\":-3,\"weight_unit\":\"g\"}", FALSE, 0 },
    { "{\"weight\":3,\"weight_unit\":null}", FALSE, 0 },
    { "{\"weight\":3,\"weight_unit\":\"\"}", FALSE, 0 },
    { "{\"weight\":3,\"weight_unit\":\"stone\"}", FALSE, 0 },
    { "{\"weight\":null,\"weight_unit\":\"g\"}", FALSE, 0 },
    { "[]", FALSE, 0 },
    { "null", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RsItem) item = decode_item_with ("product.physical", cases[i].physical);

      g_test_message ("%s", cases[i].physical);
      g_assert_cmpint (item->has_weight, ==, cases[i].has_weight);
      if (item->has_weight)
        g_assert_cmpint (item->weight.unit, ==, cases[i].unit);
    }
}

static void
test_unsaid_stock_settings_are_not_no (void)
{
  g_autoptr (RsItem) unsaid = decode_item_with ("product.inventory_enabled", NULL);
  g_autoptr (RsItem) without = decode_item_with ("product.inventory_enabled", "false");
  g_autoptr (RsItem) no_stock = decode_item_with ("product.available_quantity", "null");

  g_assert_false (unsaid->knows_inventory);
  g_assert_true (without->knows_inventory);
  g_assert_false (without->has_inventory);
  g_assert_false (no_stock->knows_available);
}

static void
test_a_lot_is_told_from_a_product (void)
{
  g_autoptr (RsItem) by_type = decode_item_with ("product.type", "\"lot\"");
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "product.json");
  g_autoptr (RsItem) by_setting = NULL;
  g_autoptr (RsItem) by_register = test_decode (LOT, test_pick (root, "product"));

  g_assert_true (by_type->is_lot);
  g_assert_true (by_register->is_lot);
  test_put (root, "product.type", NULL);
  test_put (root, "product.min_produced", "1");
  by_setting = test_decode (PRODUCT, test_pick (root, "product"));
  g_assert_true (by_setting->is_lot);
}

static void
test_a_numeric_item_number_is_text (void)
{
  g_autoptr (RsItem) item = decode_item_with ("product.number", "1001");

  g_assert_cmpstr (item->number, ==, "1001");
}

static void
test_each_wrong_type_in_an_item_names_its_path (void)
{
  static const TestMangling manglings[] = {
    { "number", NULL, "item.number:" },
    { "number", "null", "item.number:" },
    { "number", "\"\"", "item.number:" },
    { "number", "{}", "item.number:" },
    { "name", "[1]", "item.name:" },
    { "barcode", "5701234000017", NULL },
    { "barcode", "{}", "item.barcode:" },
    { "inventory_enabled", "\"maybe\"", "item.inventory_enabled:" },
    { "physical", "7", "item.physical:" },
    { "physical.weight", "\"heavy\"", "item.physical.weight:" },
    { "physical.weight", "1e30", "item.physical.weight:" },
    { "available_quantity", "\"lots\"", "item.available_quantity:" },
    { "available_quantity", "-4", NULL },
    { "goods_code", "85121000", NULL },
    { "country_code", "{}", "item.country_code:" },
    { "updated_at", "\"yesterday\"", "item.updated_at:" },
  };
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "product.json");

  test_manglings (PRODUCT, test_pick (root, "product"), manglings, G_N_ELEMENTS (manglings));
}

static void
test_delivery_terms_need_a_number_only (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "delivery-terms.json");
  g_autoptr (RsDeliveryTerm) term
    = test_decode (&rs_rb_kind_delivery_term.document, test_pick (root, "delivery_terms[1]"));
  static const TestMangling manglings[]
    = { { "name", NULL, NULL }, { "name", "{}", "delivery_term.name:" }, { "text", "[]", NULL } };

  g_assert_cmpint (term->number, ==, 2);
  g_assert_cmpstr (term->name, ==, "GLS Erhverv");
  test_needs_id (&rs_rb_kind_delivery_term.document, test_pick (root, "delivery_terms[0]"), "number",
                 "delivery_term.number:");
  test_manglings (&rs_rb_kind_delivery_term.document, test_pick (root, "delivery_terms[0]"), manglings,
                  G_N_ELEMENTS (manglings));
}

static void
test_the_documented_field_and_note_are_read (void)
{
  g_autoptr (JsonNode) fields = test_load_fixture ("rackbeat", "fields.json");
  g_autoptr (JsonNode) notes = test_load_fixture ("rackbeat", "notes.json");
  g_autoptr (RsCustomField) field = test_decode (&rs_rb_kind_field.document, test_pick (fields, "fields[0]"));
  g_autoptr (RsNote) note = test_decode (&rs_rb_kind_note.document, test_pick (notes, "notes[0]"));

  g_assert_cmpint (field->id, ==, 7);
  g_assert_cmpstr (field->name, ==, "Tracking");
  g_assert_cmpstr (field->slug, ==, "tracking");
  g_assert_cmpstr (field->available_for, ==, "sales");
  test_needs_id (&rs_rb_kind_field.document, test_pick (fields, "fields[0]"), "id", "field.id:");
  g_assert_cmpint (note->id, ==, 81);
  g_assert_cmpstr (note->text, ==, "GLS 00570000000012345678");
}

static RsRbAccount *
read_account (JsonNode *node, GError **error)
{
  g_autofree char *text = test_to_text (node);
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (text, NULL);
  RsJson root;
  g_autoptr (RsRbAccount) account = NULL;

  rs_json_init (&root, rs_json_tree_root (tree), "self");
  account = rs_rackbeat_read_account (&root);
  return rs_json_finish (&root, error) ? g_steal_pointer (&account) : NULL;
}

static void
test_the_account_names_company_and_user (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "self.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (RsRbAccount) account = read_account (root, &error);
  g_autoptr (RsRbAccount) nameless = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (account->agreement_number, ==, 48213);
  g_assert_cmpstr (account->company, ==, "Nordlys Cykler ApS");
  g_assert_cmpstr (account->user, ==, "API RackShip");
  g_assert_cmpstr (account->address->company, ==, "Nordlys Cykler ApS");
  g_assert_cmpstr (account->address->street, ==, "Havnegade 12");
  test_put (root, "user.name", "null");
  nameless = read_account (root, &error);
  g_assert_cmpstr (nameless->user, ==, "it@nordlys.example");
}

static void
test_an_account_without_a_number_is_refused (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "self.json");
  g_autoptr (GError) error = NULL;

  test_put (root, "user_account.id", "\"none\"");
  g_assert_null (read_account (root, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_true (g_str_has_prefix (error->message, "self.user_account.id:"));
}

static void
test_spoilt_items_never_do_worse_than_an_error (void)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "product.json");

  test_survives_spoiling (PRODUCT, test_pick (root, "product"), 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rackbeat/item/the-documented-product-is-read-whole",
                   test_the_documented_product_is_read_whole);
  g_test_add_func ("/rackbeat/item/a-weight-needs-a-known-unit",
                   test_a_weight_needs_a_known_unit_and_more_than_nothing);
  g_test_add_func ("/rackbeat/item/unsaid-stock-settings-are-not-no", test_unsaid_stock_settings_are_not_no);
  g_test_add_func ("/rackbeat/item/a-lot-is-told-from-a-product", test_a_lot_is_told_from_a_product);
  g_test_add_func ("/rackbeat/item/a-numeric-number-is-text", test_a_numeric_item_number_is_text);
  g_test_add_func ("/rackbeat/item/each-wrong-type-names-its-path",
                   test_each_wrong_type_in_an_item_names_its_path);
  g_test_add_func ("/rackbeat/item/spoilt-items-never-do-worse",
                   test_spoilt_items_never_do_worse_than_an_error);
  g_test_add_func ("/rackbeat/delivery-term/needs-a-number-only", test_delivery_terms_need_a_number_only);
  g_test_add_func ("/rackbeat/field/the-documented-field-and-note-are-read",
                   test_the_documented_field_and_note_are_read);
  g_test_add_func ("/rackbeat/account/names-company-and-user", test_the_account_names_company_and_user);
  g_test_add_func ("/rackbeat/account/needs-its-number", test_an_account_without_a_number_is_refused);
  return g_test_run ();
}
