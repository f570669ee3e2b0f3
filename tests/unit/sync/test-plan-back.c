/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

/* Dispatched in Webshipper → shipped in Rackbeat, and the other way (PRODUCT F4.8, F4.9), by the trigger
 * "order". */

#define CREATE_3105 "create-rb-shipment:ws-shipment/3105"

static World *
crossed (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "2");
  world_cross (world);
  return world;
}

static const char *
first_key (RsPlan *plan)
{
  g_assert_cmpuint (plan->steps->len, >, 0);
  return ((RsStep *) g_ptr_array_index (plan->steps, 0))->key;
}

static const char *
first_payload (RsPlan *plan)
{
  return ((RsStep *) g_ptr_array_index (plan->steps, 0))->payload;
}

static gint64
shipped_of (World *world, gint64 line)
{
  return rs_rb_order_find_line (world_order (world), line)->shipped.micros;
}

static void
test_a_dispatched_order_is_shipped_with_its_tracking (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *lines = NULL;

  world_dispatch (world, "3105");
  plan = world_plan (world);
  g_assert_cmpstr (first_key (plan), ==, CREATE_3105);
  lines = plan_dup_payload (plan, "lines");
  g_assert_cmpstr (lines, ==,
                   "[{\"order_line_id\":11,\"item_number\":\"KP-110\",\"variation\":null,\"quantity\":5},"
                   "{\"order_line_id\":12,\"item_number\":\"KP-210\",\"variation\":null,\"quantity\":2}]");
  g_assert_cmpuint (world_settle (world), ==, 3);
  g_assert_true (world_order (world)->is_shipped);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_SHIPPED);
  g_assert_cmpstr (plan->row->tracking, ==, "TN3105");
}

static void
test_exactly_what_was_packed_is_shipped (void)
{
  g_autoptr (World) world = crossed ();
  RsWsShipment *shipment = world_book (world, "3105");

  world_pack (shipment, world_ws_line (world, "11"), 3);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 3000000);
  g_assert_cmpint (shipped_of (world, 12), ==, 0);
}

static void
test_the_rest_follows_as_another_shipment (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 3);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_PARTLY);
  world_dispatch (world, "3106");
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 2);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
  g_assert_cmpint (shipped_of (world, 12), ==, 2000000);
}

static void
test_bookings_that_say_nothing_share_what_is_dispatched (void)
{
  g_autoptr (World) world = crossed ();

  world_book (world, "3105");
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  g_set_str (&world_ws_line (world, "11")->status, "dispatched");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
  g_assert_cmpint (shipped_of (world, 12), ==, 0);
  world_dispatch (world, "3106");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
  g_assert_cmpint (shipped_of (world, 12), ==, 2000000);
}

static void
test_lines_that_name_their_booking_are_believed (void)
{
  g_autoptr (World) world = crossed ();

  world_book (world, "3105");
  world_book (world, "3106");
  world_ws_line (world, "12")->shipment_id = 3105;
  world_ws_line (world, "11")->shipment_id = 3106;
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  {
    g_autoptr (RsPlan) plan = world_plan (world);

    g_assert_cmpstr (first_key (plan), ==, CREATE_3105);
    g_assert_nonnull (strstr (first_payload (plan), "KP-210"));
    g_assert_null (strstr (first_payload (plan), "KP-110"));
  }
}

static void
test_shipments_are_made_one_at_a_time (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  guint creations = 0;

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 5);
  world_pack (world_dispatch (world, "3106"), world_ws_line (world, "12"), 2);
  plan = world_plan (world);
  for (guint i = 0; i < plan->steps->len; i++)
    creations += g_str_equal (((RsStep *) g_ptr_array_index (plan->steps, i))->kind, "create-rb-shipment");
  g_assert_cmpuint (creations, ==, 1);
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 2);
  g_assert_true (world_order (world)->is_shipped);
}

static void
test_a_line_split_in_webshipper_comes_back_whole (void)
{
  g_autoptr (World) world = crossed ();
  RsWsLine *half = rs_ws_line_new ();

  world_ws_line (world, "11")->quantity = 3;
  half->id = 9999;
  half->ext_ref = g_strdup ("11");
  half->sku = g_strdup ("KP-110");
  half->quantity = 2;
  g_ptr_array_add (world_ws_order (world)->lines, half);
  world_dispatch (world, "3105");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
}

static void
test_a_line_that_a_person_added_in_webshipper_is_not_rackbeats (void)
{
  g_autoptr (World) world = crossed ();
  RsWsLine *gift = rs_ws_line_new ();

  gift->id = 9999;
  gift->sku = g_strdup ("GIFT");
  gift->quantity = 1;
  g_ptr_array_add (world_ws_order (world)->lines, gift);
  world_dispatch (world, "3105");
  world_settle (world);
  g_assert_true (world_order (world)->is_shipped);
}

static void
test_virtual_lines_are_on_no_shipment (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world->policy->freight = RS_FREIGHT_VIRTUAL;
  world_add_line (world, 11, "KP-110", "5");
  world_add_item (world, "FRAGT", FALSE);
  world_add_line (world, 12, "FRAGT", "1");
  world_cross (world);
  world_dispatch (world, "3105");
  plan = world_plan (world);
  g_assert_null (strstr (first_payload (plan), "FRAGT"));
  world_settle (world);
  g_assert_true (world_order (world)->is_shipped);
}

static void
test_a_rounded_quantity_comes_back_as_it_was (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "CYK-1", "2.5");
  g_hash_table_insert (world->policy->fractions, g_strdup ("CYK-1"), GINT_TO_POINTER (RS_FRACTION_ROUND_UP));
  world_cross (world);
  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 2);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 2000000);
  world_dispatch (world, "3106");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 2500000);
}

static void
test_one_that_stood_for_an_amount_comes_back_as_the_amount (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "CYK-1", "2.5");
  g_hash_table_insert (world->policy->fractions, g_strdup ("CYK-1"),
                       GINT_TO_POINTER (RS_FRACTION_ONE_WITH_TEXT));
  world_cross (world);
  world_dispatch (world, "3105");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 2500000);
}

static void
test_dispatched_without_a_booking_is_shipped_without_tracking (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_ws_order (world)->status, "dispatched");
  plan = world_plan (world);
  expect_steps (plan, "create-rb-shipment:ws-order/4711");
  g_assert_cmpuint (world_settle (world), ==, 2);
  g_assert_true (world_order (world)->is_shipped);
}

static void
test_the_rest_dispatched_by_hand_after_a_booking_is_shipped_too (void)
{
  g_autoptr (World) world = crossed ();

  world_pack (world_dispatch (world, "3105"), world_ws_line (world, "11"), 3);
  world_settle (world);
  g_assert_true (world_order (world)->is_shipped);
  g_assert_nonnull (rs_case_find_step (world->subject, "create-rb-shipment:ws-order/4711"));
}

static void
test_a_booking_alone_ships_nothing (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_book (world, "3105")->status, "dispatched");
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
  g_assert_cmpstr (plan->row->next, ==, "Booked in Webshipper: waits to be dispatched");
}

static void
test_a_return_ships_nothing (void)
{
  g_autoptr (World) world = crossed ();

  world_book (world, "3105")->is_return = TRUE;
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  g_assert_cmpuint (world_settle (world), ==, 0);
}

static void
test_a_shipment_that_a_person_prepared_is_used (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  RsRbShipment *shipment = world_add_rb_shipment (world, 7301);

  world_add_rb_shipment_line (shipment, 1, "KP-210", "2");
  world_add_rb_shipment_line (shipment, 2, "KP-110", "5");
  world_dispatch (world, "3105");
  plan = world_plan (world);
  g_assert_cmpstr (first_key (plan), ==, "mark-rb-shipped:7301");
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 1);
  g_assert_true (world_order (world)->is_shipped);
}

static void
test_a_shipment_of_other_goods_is_not_used (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "5");
  world_dispatch (world, "3105");
  plan = world_plan (world);
  g_assert_cmpstr (first_key (plan), ==, CREATE_3105);
}

static void
test_an_order_that_rackbeat_shipped_too_gets_its_tracking_only (void)
{
  g_autoptr (World) world = crossed ();

  world_dispatch (world, "3105");
  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 2);
}

static void
test_goods_that_a_person_shipped_in_rackbeat_are_not_shipped_again (void)
{
  g_autoptr (World) world = crossed ();

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 3);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_ship_by_hand (world, 7301, "KP-110", "3");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpint (shipped_of (world, 11), ==, 3000000);
  /* The next booking of as much is another one. */
  world_pack (world_book (world, "3106"), world_ws_line (world, "11"), 2);
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
}

static void
test_a_person_who_ships_in_both_does_not_ship_twice (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 2);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_ship_by_hand (world, 7301, "KP-110", "2");
  world_settle (world);
  g_assert_cmpint (shipped_of (world, 11), ==, 2000000);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_what_was_shipped_before_crossing_is_not_taken_for_what_went (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "KP-110", "6");
  world_ship_by_hand (world, 7301, "KP-110", "3");
  world_cross (world);
  world_dispatch (world, "3105");
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 2);
  g_assert_cmpint (shipped_of (world, 11), ==, 6000000);
}

static void
test_more_than_rackbeat_has_left_is_never_shipped (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_ws_line (world, "11")->quantity = 7;
  world_dispatch (world, "3105");
  world_settle (world);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 0);
}

static void
test_a_line_taken_off_after_dispatch_is_a_problem (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  g_ptr_array_remove_index (world_order (world)->lines, 1);
  plan = world_plan (world);
  expect_problem (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
  expect_problem (plan, RS_PROBLEM_CHANGED_AFTER);
}

static void
test_a_made_shipment_that_was_changed_is_not_marked (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  plan = world_plan (world);
  world_apply (world, g_ptr_array_index (plan->steps, 0));
  g_clear_pointer (&plan, rs_plan_unref);
  {
    RsRbShipment *made = g_ptr_array_index (world->subject->rb_shipments, 0);

    ((RsRbShipmentLine *) g_ptr_array_index (made->lines, 0))->quantity = RS_DECIMAL_INT (1);
  }
  plan = world_plan (world);
  expect_problem (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
  g_assert_false (g_str_has_prefix (first_key (plan), "mark-rb-shipped"));
}

static void
test_a_made_shipment_that_was_deleted_is_a_problem_and_not_made_again (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  plan = world_plan (world);
  world_apply (world, g_ptr_array_index (plan->steps, 0));
  g_clear_pointer (&plan, rs_plan_unref);
  g_ptr_array_set_size (world->subject->rb_shipments, 0);
  plan = world_plan (world);
  expect_problem (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
  g_assert_false (g_str_has_prefix (first_key (plan), "create-rb-shipment"));
}

static void
test_an_order_reopened_after_dispatch_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  world_order (world)->is_booked = FALSE;
  world_settle (world);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 0);
}

static void
test_an_order_shipped_in_rackbeat_is_dispatched_in_webshipper (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  plan = world_plan (world);
  expect_steps (plan, "mark-ws-dispatched:4711");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_SHIPPED);
}

static void
test_a_write_to_webshipper_that_is_under_way_ends_first (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, "update-ws-order:4711:0123456789abcdef", RS_STEP_SENT, "{\"ws_order_id\":\"4711\"}",
                 NULL);
  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  plan = world_plan (world);
  expect_waits (plan, "under way");
}

static void
test_an_order_booked_in_webshipper_is_not_dispatched_from_rackbeat (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_book (world, "3105");
  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_an_order_shipped_in_part_in_rackbeat_keeps_the_rest_in_webshipper (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_ship_by_hand (world, 7301, "KP-110", "3");
  world_settle (world);
  g_assert_cmpint (world_ws_line (world, "11")->quantity, ==, 2);
  g_assert_cmpint (world_ws_line (world, "12")->quantity, ==, 2);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_CROSSED);
  world_dispatch (world, "3105");
  world_settle (world);
  g_assert_true (world_order (world)->is_shipped);
  g_assert_cmpint (shipped_of (world, 11), ==, 5000000);
}

static void
test_a_locked_order_shipped_in_rackbeat_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_ws_order (world)->is_locked = TRUE;
  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
}

static void
test_a_booked_order_that_is_locked_too_waits_for_its_dispatch (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_book (world, "3105");
  world_ws_order (world)->is_locked = TRUE;
  world_ship_by_hand (world, 7301, "KP-110", "5");
  world_ship_by_hand (world, 7302, "KP-210", "2");
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_a_refused_mark_is_told_once_and_not_repeated (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  RsStep *mark;

  world_dispatch (world, "3105");
  plan = world_plan (world);
  world_apply (world, g_ptr_array_index (plan->steps, 0));
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  g_assert_true (g_str_has_prefix (first_key (plan), "mark-rb-shipped:"));
  mark = world_journal (world, first_key (plan), RS_STEP_FAILED, first_payload (plan), NULL);
  mark->error = g_strdup ("The order is locked");
  g_clear_pointer (&plan, rs_plan_unref);
  world_settle (world);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_REFUSED);
}

static void
test_what_is_left_there_when_all_is_shipped_here_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 5);
  world_ws_line (world, "11")->status = g_strdup ("dispatched");
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  world_ship_by_hand (world, 8800, "KP-210", "2");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
  g_clear_pointer (&plan, rs_plan_unref);
  world_answer (world, RS_PROBLEM_SHIPMENT_DIFFERS, ORDER_REF);
  plan = world_plan (world);
  expect_held (plan, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/back/" name, func)
  ADD ("a-dispatched-order-is-shipped-with-its-tracking",
       test_a_dispatched_order_is_shipped_with_its_tracking);
  ADD ("exactly-what-was-packed-is-shipped", test_exactly_what_was_packed_is_shipped);
  ADD ("the-rest-follows-as-another-shipment", test_the_rest_follows_as_another_shipment);
  ADD ("bookings-that-say-nothing-share-what-is-dispatched",
       test_bookings_that_say_nothing_share_what_is_dispatched);
  ADD ("lines-that-name-their-booking-are-believed", test_lines_that_name_their_booking_are_believed);
  ADD ("shipments-are-made-one-at-a-time", test_shipments_are_made_one_at_a_time);
  ADD ("a-line-split-in-webshipper-comes-back-whole", test_a_line_split_in_webshipper_comes_back_whole);
  ADD ("a-line-that-a-person-added-in-webshipper-is-not-rackbeats",
       test_a_line_that_a_person_added_in_webshipper_is_not_rackbeats);
  ADD ("virtual-lines-are-on-no-shipment", test_virtual_lines_are_on_no_shipment);
  ADD ("a-rounded-quantity-comes-back-as-it-was", test_a_rounded_quantity_comes_back_as_it_was);
  ADD ("one-that-stood-for-an-amount-comes-back-as-the-amount",
       test_one_that_stood_for_an_amount_comes_back_as_the_amount);
  ADD ("dispatched-without-a-booking-is-shipped-without-tracking",
       test_dispatched_without_a_booking_is_shipped_without_tracking);
  ADD ("the-rest-dispatched-by-hand-after-a-booking-is-shipped-too",
       test_the_rest_dispatched_by_hand_after_a_booking_is_shipped_too);
  ADD ("a-booking-alone-ships-nothing", test_a_booking_alone_ships_nothing);
  ADD ("a-return-ships-nothing", test_a_return_ships_nothing);
  ADD ("a-shipment-that-a-person-prepared-is-used", test_a_shipment_that_a_person_prepared_is_used);
  ADD ("a-shipment-of-other-goods-is-not-used", test_a_shipment_of_other_goods_is_not_used);
  ADD ("an-order-that-rackbeat-shipped-too-gets-its-tracking-only",
       test_an_order_that_rackbeat_shipped_too_gets_its_tracking_only);
  ADD ("goods-that-a-person-shipped-in-rackbeat-are-not-shipped-again",
       test_goods_that_a_person_shipped_in_rackbeat_are_not_shipped_again);
  ADD ("a-person-who-ships-in-both-does-not-ship-twice", test_a_person_who_ships_in_both_does_not_ship_twice);
  ADD ("what-was-shipped-before-crossing-is-not-taken-for-what-went",
       test_what_was_shipped_before_crossing_is_not_taken_for_what_went);
  ADD ("more-than-rackbeat-has-left-is-never-shipped", test_more_than_rackbeat_has_left_is_never_shipped);
  ADD ("a-line-taken-off-after-dispatch-is-a-problem", test_a_line_taken_off_after_dispatch_is_a_problem);
  ADD ("a-made-shipment-that-was-changed-is-not-marked", test_a_made_shipment_that_was_changed_is_not_marked);
  ADD ("a-made-shipment-that-was-deleted-is-a-problem-and-not-made-again",
       test_a_made_shipment_that_was_deleted_is_a_problem_and_not_made_again);
  ADD ("an-order-reopened-after-dispatch-is-told", test_an_order_reopened_after_dispatch_is_told);
  ADD ("an-order-shipped-in-rackbeat-is-dispatched-in-webshipper",
       test_an_order_shipped_in_rackbeat_is_dispatched_in_webshipper);
  ADD ("a-write-to-webshipper-that-is-under-way-ends-first",
       test_a_write_to_webshipper_that_is_under_way_ends_first);
  ADD ("an-order-booked-in-webshipper-is-not-dispatched-from-rackbeat",
       test_an_order_booked_in_webshipper_is_not_dispatched_from_rackbeat);
  ADD ("an-order-shipped-in-part-in-rackbeat-keeps-the-rest-in-webshipper",
       test_an_order_shipped_in_part_in_rackbeat_keeps_the_rest_in_webshipper);
  ADD ("a-locked-order-shipped-in-rackbeat-is-told", test_a_locked_order_shipped_in_rackbeat_is_told);
  ADD ("a-booked-order-that-is-locked-too-waits-for-its-dispatch",
       test_a_booked_order_that_is_locked_too_waits_for_its_dispatch);
  ADD ("what-is-left-there-when-all-is-shipped-here-is-told",
       test_what_is_left_there_when_all_is_shipped_here_is_told);
  ADD ("a-refused-mark-is-told-once-and-not-repeated", test_a_refused_mark_is_told_once_and_not_repeated);
#undef ADD
  return g_test_run ();
}
