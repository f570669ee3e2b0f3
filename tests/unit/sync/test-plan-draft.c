/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

/* What crosses, and how it is put (PRODUCT F4.1, F4.2, F4.4). */

static RsWsOrder *
draft (World *world)
{
  g_autoptr (RsPlan) plan = world_plan (world);

  expect_steps (plan, CREATE_ORDER);
  return plan_dup_ws_order (plan);
}

static const RsWsLine *
line_of (const RsWsOrder *order, guint index)
{
  g_assert_cmpuint (order->lines->len, >, index);
  return g_ptr_array_index (order->lines, index);
}

static void
assert_decimal (RsDecimal value, const char *expected)
{
  g_autofree char *text = rs_decimal_dup_string (value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_an_order_is_named_and_told_as_rackbeat_has_it (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_order (world)->note = g_strdup ("Leave at the back door");
  world_order (world)->their_reference = g_strdup ("PO 77");
  order = draft (world);
  g_assert_cmpstr (order->ext_ref, ==, ORDER_REF);
  g_assert_cmpstr (order->visible_ref, ==, "1042");
  g_assert_cmpint (order->channel_id, ==, 9);
  g_assert_cmpint (order->rate_id, ==, 6);
  g_assert_cmpstr (order->currency, ==, "DKK");
  g_assert_cmpstr (order->external_comment, ==, "Leave at the back door");
  g_assert_cmpstr (order->internal_comment, ==, "Ref. PO 77");
  g_assert_cmpstr (order->original_shipping_code, ==, "12");
  g_assert_cmpstr (order->original_shipping_name, ==, "GLS Erhverv");
}

static void
test_a_line_carries_its_id_item_price_and_weight (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;
  RsRbLine *line = world_add_line (world, 88121, "KP-110", "5");
  RsItem *item = rs_case_find_item (world->subject, "KP-110");

  line->unit_price = decimal ("80.123456");
  line->discount_percent = decimal ("12.5");
  item->tariff_number = g_strdup ("69120085");
  item->origin_country = g_strdup ("DK");
  item->weight = (RsWeight) { decimal ("0.35"), RS_WEIGHT_KG };
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 1);
  g_assert_cmpstr (line_of (order, 0)->ext_ref, ==, "88121");
  g_assert_cmpstr (line_of (order, 0)->sku, ==, "KP-110");
  g_assert_cmpstr (line_of (order, 0)->description, ==, "Name of KP-110");
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 5);
  assert_decimal (line_of (order, 0)->unit_price, "80.123456");
  assert_decimal (line_of (order, 0)->vat_percent, "25");
  assert_decimal (line_of (order, 0)->discount_value, "12.5");
  g_assert_cmpstr (line_of (order, 0)->discount_type, ==, "percent");
  g_assert_cmpstr (line_of (order, 0)->tariff_number, ==, "69120085");
  g_assert_cmpstr (line_of (order, 0)->origin_country, ==, "DK");
  assert_decimal (rs_weight_to_grams (line_of (order, 0)->weight), "350");
  g_assert_false (line_of (order, 0)->is_virtual);
}

static void
test_text_lines_stay_in_rackbeat (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 10, NULL, "1");
  world_add_line (world, 11, "KP-110", "5");
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 1);
}

static void
test_freight_is_left_out_at_first (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_add_item (world, "FRAGT", FALSE);
  world_add_line (world, 12, "FRAGT", "1");
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 1);
}

static void
test_freight_goes_as_a_virtual_line_when_asked_for (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world->policy->freight = RS_FREIGHT_VIRTUAL;
  world_add_line (world, 11, "KP-110", "5");
  world_add_item (world, "FRAGT", FALSE);
  world_add_line (world, 12, "FRAGT", "1");
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 2);
  g_assert_true (line_of (order, 1)->is_virtual);
  g_assert_false (line_of (order, 1)->has_weight);
}

static void
test_an_item_that_does_not_say_whether_it_has_stock_ships (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;
  RsItem *item = world_add_item (world, "LOT-1", FALSE);

  item->knows_inventory = FALSE;
  item->is_lot = TRUE;
  world_add_line (world, 11, "LOT-1", "2");
  order = draft (world);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 2);
}

static void
test_an_item_not_read_yet_makes_the_order_wait (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "1");
  g_hash_table_remove (world->subject->items, "KP-210");
  plan = world_plan (world);
  expect_waits (plan, "item KP-210");
}

static void
test_an_order_of_nothing_but_freight_is_held (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world->policy->freight = RS_FREIGHT_VIRTUAL;
  world_add_item (world, "FRAGT", FALSE);
  world_add_line (world, 12, "FRAGT", "1");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_NOTHING_TO_SHIP);
}

static void
test_a_line_of_zero_is_left_out (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "0");
  world_add_line (world, 12, "KP-210", "1");
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 1);
}

static void
test_a_credited_item_holds_the_order (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "-1");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_QUANTITY_NEGATIVE);
}

static void
test_a_fraction_is_asked_about_with_its_item (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *item = NULL;
  g_autofree char *quantity = NULL;

  world_add_line (world, 11, "CYK-1", "2.5");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_QUANTITY_FRACTION);
  item = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_QUANTITY_FRACTION), "item");
  quantity = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_QUANTITY_FRACTION), "quantity");
  g_assert_cmpstr (item, ==, "CYK-1");
  g_assert_cmpstr (quantity, ==, "2.5");
  g_assert_cmpstr (expect_problem (plan, RS_PROBLEM_QUANTITY_FRACTION)->subject, ==, "item/CYK-1");
}

static void
remember (World *world, const char *item, RsFraction answer)
{
  g_hash_table_insert (world->policy->fractions, g_strdup (item), GINT_TO_POINTER (answer));
}

static void
test_a_fraction_is_rounded_up_when_so_answered (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "CYK-1", "2.5");
  remember (world, "CYK-1", RS_FRACTION_ROUND_UP);
  order = draft (world);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 3);
  assert_decimal (line_of (order, 0)->unit_price, "80");
}

static void
test_a_fraction_goes_as_one_with_the_amount_in_its_text (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "CYK-1", "2.5");
  remember (world, "CYK-1", RS_FRACTION_ONE_WITH_TEXT);
  order = draft (world);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 1);
  g_assert_cmpstr (line_of (order, 0)->description, ==, "Name of CYK-1 (2.5)");
  assert_decimal (line_of (order, 0)->unit_price, "200");
  assert_decimal (rs_weight_to_grams (line_of (order, 0)->weight), "875");
}

static void
test_what_was_shipped_before_does_not_go_again (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "1");
  world_ship_by_hand (world, 7301, "KP-110", "2");
  order = draft (world);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 3);
  g_assert_cmpint (line_of (order, 1)->quantity, ==, 1);
}

static void
test_what_was_shipped_is_derived_where_rackbeat_does_not_say (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "5")->has_shipped = FALSE;
  world_add_line (world, 12, "KP-110", "4")->has_shipped = FALSE;
  world_ship_by_hand (world, 7301, "KP-110", "6");
  order = draft (world);
  g_assert_cmpuint (order->lines->len, ==, 1);
  g_assert_cmpstr (line_of (order, 0)->ext_ref, ==, "12");
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 3);
}

static void
test_shipments_are_read_first_where_they_must_tell_what_is_shipped (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_line (world, 11, "KP-110", "5")->has_shipped = FALSE;
  world_order (world)->is_partly_shipped = TRUE;
  world->subject->rb_shipments_known = FALSE;
  plan = world_plan (world);
  expect_waits (plan, "shipments");
}

static void
test_what_lies_on_an_open_shipment_still_goes_with_its_order (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "2");
  order = draft (world);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 5);
}

static void
test_hostile_text_passes_whole (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsWsOrder) order = NULL;
  RsRbLine *line = world_add_line (world, 11, "KP-110", "1");

  g_set_str (&line->name, "<b>%s & \"æøå\" %n</b>");
  world_order (world)->note = g_strdup ("%s%s%s%n </note>");
  order = draft (world);
  g_assert_cmpstr (line_of (order, 0)->description, ==, "<b>%s & \"æøå\" %n</b>");
  g_assert_cmpstr (order->external_comment, ==, "%s%s%s%n </note>");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/draft/" name, func)
  ADD ("an-order-is-named-and-told-as-rackbeat-has-it", test_an_order_is_named_and_told_as_rackbeat_has_it);
  ADD ("a-line-carries-its-id-item-price-and-weight", test_a_line_carries_its_id_item_price_and_weight);
  ADD ("text-lines-stay-in-rackbeat", test_text_lines_stay_in_rackbeat);
  ADD ("freight-is-left-out-at-first", test_freight_is_left_out_at_first);
  ADD ("freight-goes-as-a-virtual-line-when-asked-for", test_freight_goes_as_a_virtual_line_when_asked_for);
  ADD ("an-item-that-does-not-say-whether-it-has-stock-ships",
       test_an_item_that_does_not_say_whether_it_has_stock_ships);
  ADD ("an-item-not-read-yet-makes-the-order-wait", test_an_item_not_read_yet_makes_the_order_wait);
  ADD ("an-order-of-nothing-but-freight-is-held", test_an_order_of_nothing_but_freight_is_held);
  ADD ("a-line-of-zero-is-left-out", test_a_line_of_zero_is_left_out);
  ADD ("a-credited-item-holds-the-order", test_a_credited_item_holds_the_order);
  ADD ("a-fraction-is-asked-about-with-its-item", test_a_fraction_is_asked_about_with_its_item);
  ADD ("a-fraction-is-rounded-up-when-so-answered", test_a_fraction_is_rounded_up_when_so_answered);
  ADD ("a-fraction-goes-as-one-with-the-amount-in-its-text",
       test_a_fraction_goes_as_one_with_the_amount_in_its_text);
  ADD ("what-was-shipped-before-does-not-go-again", test_what_was_shipped_before_does_not_go_again);
  ADD ("what-was-shipped-is-derived-where-rackbeat-does-not-say",
       test_what_was_shipped_is_derived_where_rackbeat_does_not_say);
  ADD ("shipments-are-read-first-where-they-must-tell-what-is-shipped",
       test_shipments_are_read_first_where_they_must_tell_what_is_shipped);
  ADD ("what-lies-on-an-open-shipment-still-goes-with-its-order",
       test_what_lies_on_an_open_shipment_still_goes_with_its_order);
  ADD ("hostile-text-passes-whole", test_hostile_text_passes_whole);
#undef ADD
  return g_test_run ();
}
