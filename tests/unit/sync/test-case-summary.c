/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

/* The row that lists show of a case. */

static World *
with_goods (void)
{
  World *world = world_new ();
  RsRbOrder *order = world_order (world);

  world_add_line (world, 10, NULL, "1");
  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "2");
  world_add_item (world, "FRAGT", FALSE);
  world_add_line (world, 13, "FRAGT", "1");
  order->their_reference = g_strdup ("PO 77");
  order->subtotal = RS_DECIMAL_INT (560);
  return world;
}

static void
test_a_row_tells_what_the_order_says (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = world_plan (world);
  const RsCaseRow *row = plan->row;

  g_assert_cmpstr (row->key, ==, "rb-order/1042");
  g_assert_cmpstr (row->number, ==, "1042");
  g_assert_cmpstr (row->reference, ==, "PO 77");
  g_assert_cmpstr (row->customer, ==, "Munk Keramik ApS");
  g_assert_cmpstr (row->country, ==, "DK");
  g_assert_cmpstr (row->city, ==, "Odense C");
  g_assert_cmpstr (row->phone, ==, "+4520304050");
  g_assert_cmpstr (row->term, ==, "GLS Erhverv");
  g_assert_cmpstr (row->rate, ==, "GLS Business");
  g_assert_cmpstr (row->skus, ==, "KP-110 KP-210 FRAGT");
  g_assert_cmpuint (row->n_lines, ==, 3);
  g_assert_cmpint (row->grams.micros, ==, 7 * 350 * G_GINT64_CONSTANT (1000000));
  g_assert_cmpint (row->amount.micros, ==, 560 * 1000000);
  g_assert_cmpstr (row->currency, ==, "DKK");
  g_assert_cmpint (row->created_at, ==, world_order (world)->created_at);
}

static void
test_a_country_nobody_knows_is_shown_as_typed (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_order (world)->delivery_address->country, "Norig");
  plan = world_plan (world);
  g_assert_cmpstr (plan->row->country, ==, "Norig");
}

static void
test_the_rate_chosen_in_webshipper_is_shown (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_rate (world, 7, "PostNord");
  world_cross (world);
  world_ws_order (world)->rate_id = 7;
  plan = world_plan (world);
  g_assert_cmpstr (plan->row->rate, ==, "PostNord");
}

static void
expect_words (World *world, const char *rackbeat, const char *webshipper)
{
  g_autoptr (RsPlan) plan = world_plan (world);

  g_assert_cmpstr (plan->row->rackbeat, ==, rackbeat);
  g_assert_cmpstr (plan->row->webshipper, ==, webshipper);
}

static void
test_states_are_told_in_words (void)
{
  g_autoptr (World) world = with_goods ();
  RsRbOrder *order = world_order (world);

  expect_words (world, "confirmed", "none");
  order->is_ready_for_shipping = TRUE;
  expect_words (world, "ready", "none");
  world_cross (world);
  expect_words (world, "ready", "pending");
  order->is_partly_shipped = TRUE;
  expect_words (world, "partly-shipped", "pending");
  order->is_archived = TRUE;
  expect_words (world, "archived", "pending");
  order->is_shipped = TRUE;
  expect_words (world, "shipped", "pending");
  order->is_cancelled = TRUE;
  expect_words (world, "cancelled", "pending");
  g_ptr_array_add (world->subject->ws_gone, g_strdup ("4711"));
  world->subject->rb_gone = TRUE;
  expect_words (world, "gone", "gone");
}

static void
test_several_orders_that_differ_are_partly_dispatched (void)
{
  g_autoptr (World) world = with_goods ();

  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "5");
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7302), 2, "KP-210", "2");
  world_cross (world);
  expect_words (world, "confirmed", "pending");
  g_set_str (&world_ws_order (world)->status, "dispatched");
  expect_words (world, "confirmed", "partly_dispatched");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/case-summary/" name, func)
  ADD ("a-row-tells-what-the-order-says", test_a_row_tells_what_the_order_says);
  ADD ("a-country-nobody-knows-is-shown-as-typed", test_a_country_nobody_knows_is_shown_as_typed);
  ADD ("the-rate-chosen-in-webshipper-is-shown", test_the_rate_chosen_in_webshipper_is_shown);
  ADD ("states-are-told-in-words", test_states_are_told_in_words);
  ADD ("several-orders-that-differ-are-partly-dispatched",
       test_several_orders_that_differ_are_partly_dispatched);
#undef ADD
  return g_test_run ();
}
