/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

/* The trigger "shipment": one Webshipper order for each Rackbeat shipment (PRODUCT F2.2). */

#define CREATE_7301 "create-ws-order:rb-shipment/7301"
#define CREATE_7302 "create-ws-order:rb-shipment/7302"

static World *
by_shipment (void)
{
  World *world = world_new ();

  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "2");
  return world;
}

static RsRbShipment *
add_shipment (World *world, gint64 id, const char *quantity)
{
  RsRbShipment *shipment = world_add_rb_shipment (world, id);

  world_add_rb_shipment_line (shipment, id * 10, "KP-110", quantity);
  return shipment;
}

static const RsWsLine *
line_of (const RsWsOrder *order, guint index)
{
  g_assert_cmpuint (order->lines->len, >, index);
  return g_ptr_array_index (order->lines, index);
}

static void
test_an_order_without_shipments_stays (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = world_plan (world);

  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_NOT_WANTED);
  g_assert_cmpstr (plan->row->next, ==, "Goes when a shipment is made in Rackbeat");
}

static void
test_shipments_not_read_yet_make_it_wait (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  world->subject->rb_shipments_known = FALSE;
  plan = world_plan (world);
  expect_waits (plan, "shipments");
}

static void
test_each_shipment_becomes_an_order_of_its_own (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  add_shipment (world, 7301, "3");
  add_shipment (world, 7302, "2");
  plan = world_plan (world);
  expect_steps (plan, CREATE_7301 "," CREATE_7302);
  order = plan_dup_ws_order (plan);
  g_assert_cmpstr (order->visible_ref, ==, "1042");
  g_assert_cmpstr (order->internal_comment, ==, "Forsendelse / shipment 7301");
  g_assert_cmpuint (order->lines->len, ==, 1);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 3);
  g_assert_cmpstr (line_of (order, 0)->ext_ref, ==, "73010");
}

static void
test_a_shipment_line_takes_its_price_from_the_order_line_it_names (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;
  RsRbShipment *shipment = world_add_rb_shipment (world, 7301);

  world_add_line (world, 13, "KP-110", "5")->unit_price = RS_DECIMAL_INT (70);
  world_add_rb_shipment_line (shipment, 1, "KP-110", "2")->order_line_id = 13;
  plan = world_plan (world);
  order = plan_dup_ws_order (plan);
  g_assert_cmpint (line_of (order, 0)->unit_price.micros, ==, 70 * 1000000);
}

static void
test_equal_items_are_dealt_out_in_line_order_and_never_twice (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  world_add_line (world, 13, "KP-110", "5")->unit_price = RS_DECIMAL_INT (70);
  add_shipment (world, 7301, "4");
  world_cross (world);
  add_shipment (world, 7302, "3");
  plan = world_plan (world);
  expect_steps (plan, CREATE_7302);
  order = plan_dup_ws_order (plan);
  g_assert_cmpuint (order->lines->len, ==, 2);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 1);
  g_assert_cmpint (line_of (order, 0)->unit_price.micros, ==, 80 * 1000000);
  g_assert_cmpint (line_of (order, 1)->quantity, ==, 2);
  g_assert_cmpint (line_of (order, 1)->unit_price.micros, ==, 70 * 1000000);
  g_assert_cmpstr (line_of (order, 0)->ext_ref, !=, line_of (order, 1)->ext_ref);
}

static void
test_a_credited_line_takes_no_share_of_a_shipment (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_line (world, 10, "KP-110", "-1");
  world_add_line (world, 11, "KP-110", "5");
  add_shipment (world, 7301, "5");
  plan = world_plan (world);
  expect_steps (plan, CREATE_7301);
  order = plan_dup_ws_order (plan);
  g_assert_cmpuint (order->lines->len, ==, 1);
  g_assert_cmpint (line_of (order, 0)->quantity, ==, 5);
}

static void
test_variations_are_told_apart (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;
  RsRbLine *blue;

  world_add_line (world, 13, "MUG", "5")->variation = g_strdup ("Colour: red");
  blue = world_add_line (world, 14, "MUG", "5");
  blue->variation = g_strdup ("Colour: blue");
  blue->unit_price = RS_DECIMAL_INT (90);
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "MUG", "2")->variation
    = g_strdup ("Colour: blue");
  plan = world_plan (world);
  order = plan_dup_ws_order (plan);
  g_assert_cmpint (line_of (order, 0)->unit_price.micros, ==, 90 * 1000000);
}

static void
test_a_shipment_of_more_than_the_order_has_is_held_and_the_other_goes (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "3");
  add_shipment (world, 7302, "3");
  plan = world_plan (world);
  expect_steps (plan, CREATE_7301);
  g_assert_cmpuint (plan->problems->len, ==, 1);
  g_assert_cmpstr (expect_problem (plan, RS_PROBLEM_SHIPMENT_DIFFERS)->subject, ==, "rb-shipment/7302");
}

static void
test_a_shipment_of_what_another_has_shipped_already_is_held (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "5");
  world_ship_by_hand (world, 7302, "KP-110", "5");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_SHIPMENT_DIFFERS);
}

static void
test_shipped_and_empty_shipments_stay (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  world_ship_by_hand (world, 7301, "KP-110", "2");
  world_add_rb_shipment (world, 7302);
  add_shipment (world, 7303, "0");
  plan = world_plan (world);
  expect_held (plan, "");
  expect_reason (plan, "7302 is empty");
  expect_reason (plan, "7303 is empty");
}

static void
test_a_shipment_being_made_does_not_cross_before_it_is_done (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  RsStep *step;

  add_shipment (world, 7301, "1");
  world_cross (world);
  step
    = world_journal (world, "create-rb-shipment:person/1b9d6bcd", RS_STEP_SENT, "{\"before\":[7301]}", NULL);
  add_shipment (world, 7302, "4");
  plan = world_plan (world);
  expect_waits (plan, "7302 to be finished");

  /* Its lines are not right yet, though its step has failed. */
  step->state = RS_STEP_FAILED;
  step->result = g_strdup ("{\"rb_shipment_id\":7302}");
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_waits (plan, "7302 to be finished");

  step->state = RS_STEP_DONE;
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_steps (plan, CREATE_7302);
}

static void
test_a_shipment_that_was_there_before_crosses_while_another_is_made (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "1");
  world_journal (world, "create-rb-shipment:person/1b9d6bcd", RS_STEP_SENT, "{\"before\":[7301]}", NULL);
  plan = world_plan (world);
  expect_steps (plan, CREATE_7301);
}

static void
test_a_dispatched_shipment_is_marked_as_shipped (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "3");
  world_cross (world);
  world_dispatch (world, "3105");
  plan = world_plan (world);
  g_assert_cmpstr (((RsStep *) g_ptr_array_index (plan->steps, 0))->key, ==, "mark-rb-shipped:7301");
  world_settle (world);
  g_assert_true (rs_case_find_rb_shipment (world->subject, 7301)->is_shipped);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_PARTLY);
}

static void
test_a_partly_dispatched_shipment_waits_for_the_rest (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "3");
  world_cross (world);
  world_dispatch (world, "3105");
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  g_assert_false (rs_case_find_rb_shipment (world->subject, 7301)->is_shipped);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_PARTLY);
  g_assert_cmpstr (plan->row->next, ==, "Partly dispatched: waits for the rest");
}

static void
test_a_shipment_deleted_in_rackbeat_is_cancelled_while_open (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "3");
  world_cross (world);
  g_ptr_array_set_size (world->subject->rb_shipments, 0);
  plan = world_plan (world);
  expect_steps (plan, "cancel-ws-order:4711");
}

static void
test_a_shipment_shipped_in_rackbeat_is_dispatched_in_webshipper (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  add_shipment (world, 7301, "3");
  world_cross (world);
  world_ship_in_rackbeat (world, rs_case_find_rb_shipment (world->subject, 7301));
  plan = world_plan (world);
  expect_steps (plan, "mark-ws-dispatched:4711");
}

static void
test_a_shipment_edited_in_rackbeat_updates_its_order (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;
  RsRbShipment *shipment = add_shipment (world, 7301, "3");

  world_cross (world);
  ((RsRbShipmentLine *) g_ptr_array_index (shipment->lines, 0))->quantity = RS_DECIMAL_INT (2);
  world_settle (world);
  g_assert_cmpint (world_ws_line (world, "73010")->quantity, ==, 2);
}

static void
test_a_later_shipment_shipped_first_changes_nothing_of_the_earlier (void)
{
  g_autoptr (World) world = by_shipment ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_line (world, 13, "KP-110", "5")->unit_price = RS_DECIMAL_INT (70);
  add_shipment (world, 7301, "5");
  add_shipment (world, 7302, "5");
  world_cross (world);
  g_assert_cmpuint (world->subject->ws_orders->len, ==, 2);
  world_ship_in_rackbeat (world, rs_case_find_rb_shipment (world->subject, 7302));
  plan = world_plan (world);
  expect_steps (plan, "mark-ws-dispatched:4713");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/shipments/" name, func)
  ADD ("an-order-without-shipments-stays", test_an_order_without_shipments_stays);
  ADD ("shipments-not-read-yet-make-it-wait", test_shipments_not_read_yet_make_it_wait);
  ADD ("each-shipment-becomes-an-order-of-its-own", test_each_shipment_becomes_an_order_of_its_own);
  ADD ("a-shipment-line-takes-its-price-from-the-order-line-it-names",
       test_a_shipment_line_takes_its_price_from_the_order_line_it_names);
  ADD ("equal-items-are-dealt-out-in-line-order-and-never-twice",
       test_equal_items_are_dealt_out_in_line_order_and_never_twice);
  ADD ("a-credited-line-takes-no-share-of-a-shipment", test_a_credited_line_takes_no_share_of_a_shipment);
  ADD ("variations-are-told-apart", test_variations_are_told_apart);
  ADD ("a-shipment-of-more-than-the-order-has-is-held-and-the-other-goes",
       test_a_shipment_of_more_than_the_order_has_is_held_and_the_other_goes);
  ADD ("a-shipment-of-what-another-has-shipped-already-is-held",
       test_a_shipment_of_what_another_has_shipped_already_is_held);
  ADD ("shipped-and-empty-shipments-stay", test_shipped_and_empty_shipments_stay);
  ADD ("a-shipment-being-made-does-not-cross-before-it-is-done",
       test_a_shipment_being_made_does_not_cross_before_it_is_done);
  ADD ("a-shipment-that-was-there-before-crosses-while-another-is-made",
       test_a_shipment_that_was_there_before_crosses_while_another_is_made);
  ADD ("a-dispatched-shipment-is-marked-as-shipped", test_a_dispatched_shipment_is_marked_as_shipped);
  ADD ("a-partly-dispatched-shipment-waits-for-the-rest",
       test_a_partly_dispatched_shipment_waits_for_the_rest);
  ADD ("a-shipment-deleted-in-rackbeat-is-cancelled-while-open",
       test_a_shipment_deleted_in_rackbeat_is_cancelled_while_open);
  ADD ("a-shipment-shipped-in-rackbeat-is-dispatched-in-webshipper",
       test_a_shipment_shipped_in_rackbeat_is_dispatched_in_webshipper);
  ADD ("a-shipment-edited-in-rackbeat-updates-its-order",
       test_a_shipment_edited_in_rackbeat_updates_its_order);
  ADD ("a-later-shipment-shipped-first-changes-nothing-of-the-earlier",
       test_a_later_shipment_shipped_first_changes_nothing_of_the_earlier);
#undef ADD
  return g_test_run ();
}
