/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

/* Edited, cancelled, deleted on either side after it crossed (PRODUCT F4.6, F4.7). */

static World *
crossed (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  world_add_line (world, 12, "KP-210", "2");
  world_cross (world);
  return world;
}

static RsRbLine *
rb_line (World *world, guint index)
{
  return g_ptr_array_index (world_order (world)->lines, index);
}

static void
test_an_edited_address_is_updated_and_nothing_else (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *patch = NULL;

  g_set_str (&world_order (world)->delivery_address->street, "Havnegade 16");
  plan = world_plan (world);
  g_assert_cmpuint (plan->steps->len, ==, 1);
  expect_reason (plan, "Havnegade 14 → Havnegade 16");
  patch = plan_dup_payload (plan, "patch");
  g_assert_nonnull (strstr (patch, "delivery_address"));
  g_assert_null (strstr (patch, "order_lines"));
  g_assert_null (strstr (patch, "comment"));
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpstr (world_ws_order (world)->delivery_address->street, ==, "Havnegade 16");
}

static void
test_an_edited_quantity_keeps_the_lines_ids (void)
{
  g_autoptr (World) world = crossed ();
  gint64 first = world_ws_line (world, "11")->id;
  gint64 second = world_ws_line (world, "12")->id;

  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpint (world_ws_line (world, "11")->quantity, ==, 7);
  g_assert_cmpint (world_ws_line (world, "11")->id, ==, first);
  g_assert_cmpint (world_ws_line (world, "12")->id, ==, second);
  g_assert_cmpuint (world_ws_order (world)->lines->len, ==, 2);
}

static void
test_lines_come_and_go (void)
{
  g_autoptr (World) world = crossed ();

  g_ptr_array_remove_index (world_order (world)->lines, 0);
  world_add_line (world, 13, "KP-310", "1");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpuint (world_ws_order (world)->lines->len, ==, 2);
  g_assert_cmpint (world_ws_line (world, "13")->quantity, ==, 1);
  g_assert_cmpint (world_ws_line (world, "12")->quantity, ==, 2);
}

static void
test_edited_to_and_fro_each_change_is_sent (void)
{
  g_autoptr (World) world = crossed ();

  for (guint i = 0; i < 4; i++)
    {
      rb_line (world, 0)->quantity = RS_DECIMAL_INT (i % 2 == 0 ? 7 : 5);
      g_assert_cmpuint (world_settle (world), ==, 1);
      g_assert_cmpint (world_ws_line (world, "11")->quantity, ==, i % 2 == 0 ? 7 : 5);
    }
}

static void
test_what_people_did_in_webshipper_stays (void)
{
  g_autoptr (World) world = crossed ();
  RsWsLine *gift = rs_ws_line_new ();

  g_set_str (&world_ws_order (world)->delivery_address->phone, "+4599999999");
  g_set_str (&world_ws_line (world, "12")->description, "Plates, the blue ones");
  gift->id = 9999;
  gift->sku = g_strdup ("GIFT");
  gift->quantity = 1;
  g_ptr_array_add (world_ws_order (world)->lines, gift);
  g_assert_cmpuint (world_settle (world), ==, 0);

  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpstr (world_ws_order (world)->delivery_address->phone, ==, "+4599999999");
  g_assert_cmpstr (world_ws_line (world, "12")->description, ==, "Plates, the blue ones");
  g_assert_cmpint (world_ws_line (world, "11")->quantity, ==, 7);
  g_assert_cmpuint (world_ws_order (world)->lines->len, ==, 3);
}

static void
test_a_line_that_a_person_took_off_in_webshipper_stays_off (void)
{
  g_autoptr (World) world = crossed ();

  g_ptr_array_remove_index (world_ws_order (world)->lines, 1);
  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  world_settle (world);
  g_assert_cmpuint (world_ws_order (world)->lines->len, ==, 1);
}

static void
test_an_items_new_weight_is_no_change (void)
{
  g_autoptr (World) world = crossed ();
  RsItem *item = rs_case_find_item (world->subject, "KP-110");

  item->weight = rs_weight_grams (RS_DECIMAL_INT (999));
  item->tariff_number = g_strdup ("69120085");
  g_assert_cmpuint (world_settle (world), ==, 0);
}

static void
test_a_new_mapping_leaves_alone_what_crossed (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_rate (world, 7, "PostNord");
  world_map (world, 12, 7);
  g_assert_cmpuint (world_settle (world), ==, 0);
  g_hash_table_remove_all (world->policy->rate_of_term);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
}

static void
test_a_mapping_taken_away_does_not_hold_other_edits (void)
{
  g_autoptr (World) world = crossed ();

  g_hash_table_remove_all (world->policy->rate_of_term);
  world_order (world)->note = g_strdup ("Leave at the back door");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpstr (world_ws_order (world)->external_comment, ==, "Leave at the back door");
}

static void
test_a_handle_edited_away_still_counts_as_a_second_order (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  RsWsOrder *second = rs_ws_order_new ();

  g_set_str (&world_ws_order (world)->ext_ref, "mine");
  second->id = g_strdup ("4999");
  second->ext_ref = g_strdup (ORDER_REF);
  second->status = g_strdup ("pending");
  g_ptr_array_add (world->subject->ws_orders, second);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_TWO_ORDERS);
}

static void
test_a_new_term_changes_the_rate (void)
{
  g_autoptr (World) world = crossed ();

  world_add_rate (world, 7, "PostNord");
  world_map (world, 13, 7);
  world_order (world)->delivery_term = 13;
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpint (world_ws_order (world)->rate_id, ==, 7);
}

static void
test_a_new_term_without_a_rate_is_held (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_order (world)->delivery_term = 13;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_TERM_UNMAPPED);
}

static void
test_an_edit_that_would_spoil_the_address_is_held (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_order (world)->delivery_address->zip, NULL);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ADDRESS_INCOMPLETE);
}

static void
test_an_order_emptied_in_rackbeat_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_ptr_array_set_size (world_order (world)->lines, 0);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_NOTHING_TO_SHIP);
}

static void
book (World *world)
{
  world_book (world, "3105");
}

static void
lock (World *world)
{
  world_ws_order (world)->is_locked = TRUE;
}

static void
dispatch_part (World *world)
{
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
}

static const struct
{
  const char *name;
  void (*close) (World *world);
} closings[] = {
  { "booked", book },
  { "locked", lock },
  { "dispatched-in-part", dispatch_part },
};

static void
test_an_edit_after_that_is_told_with_the_difference (gconstpointer data)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *difference = NULL;

  closings[GPOINTER_TO_UINT (data)].close (world);
  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  g_set_str (&world_order (world)->delivery_address->street, "Havnegade 16");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
  difference = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_CHANGED_AFTER), "difference");
  g_assert_nonnull (strstr (difference, "KP-110, quantity: 5 → 7"));
  g_assert_nonnull (strstr (difference, "Havnegade 14 → Havnegade 16"));
}

static void
test_a_cancellation_after_that_is_told (gconstpointer data)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  closings[GPOINTER_TO_UINT (data)].close (world);
  world_order (world)->is_cancelled = TRUE;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CANCELLED_AFTER);
  world_answer (world, RS_PROBLEM_CANCELLED_AFTER, ORDER_REF);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_a_change_that_was_left_is_told_no_more_until_the_next (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *handle = NULL;

  book (world);
  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  plan = world_plan (world);
  handle = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_CHANGED_AFTER), "handle");
  world_answer (world, RS_PROBLEM_CHANGED_AFTER, handle);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  rb_line (world, 0)->quantity = RS_DECIMAL_INT (8);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
}

static void
test_shipping_what_was_booked_is_no_change (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 5);
  dispatch_part (world);
  world_settle (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_PARTLY);
}

static void
test_an_edit_after_both_have_shipped_is_history (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  world_settle (world);
  world_order (world)->note = g_strdup ("Thanks");
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_SHIPPED);
}

static void
test_an_address_edited_too_late_is_told_even_when_both_have_shipped (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_dispatch (world, "3105");
  world_settle (world);
  g_set_str (&world_order (world)->delivery_address->street, "Havnegade 16");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
  expect_steps (plan, "");
}

static void
test_a_cancelled_order_is_cancelled_while_open (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_order (world)->is_cancelled = TRUE;
  plan = world_plan (world);
  expect_steps (plan, "cancel-ws-order:4711");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CANCELLED);
}

static void
test_an_order_that_is_open_again_after_its_cancellation_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_order (world)->is_cancelled = TRUE;
  world_settle (world);
  g_set_str (&world_ws_order (world)->status, "pending");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CANCELLED_AFTER);
  world_answer (world, RS_PROBLEM_CANCELLED_AFTER, ORDER_REF);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_a_deleted_order_is_cancelled_while_open (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world->subject->rb_gone = TRUE;
  g_clear_pointer (&world->subject->rb_order, rs_rb_order_unref);
  plan = world_plan (world);
  expect_steps (plan, "cancel-ws-order:4711");
  g_assert_cmpuint (world_settle (world), ==, 1);
}

static void
test_a_reopened_order_waits_for_its_confirmation (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  world_order (world)->is_booked = FALSE;
  rb_line (world, 0)->quantity = RS_DECIMAL_INT (7);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_reason (plan, "Reopened");
  world_order (world)->is_booked = TRUE;
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpint (world_ws_line (world, "11")->quantity, ==, 7);
}

static void
test_an_order_cancelled_in_webshipper_is_told_and_not_made_again (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_ws_order (world)->status, "cancelled");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_GONE_IN_TARGET);
  world_answer (world, RS_PROBLEM_GONE_IN_TARGET, ORDER_REF);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
delete_in_webshipper (World *world)
{
  g_ptr_array_add (world->subject->ws_gone, g_strdup (world_ws_order (world)->id));
  g_ptr_array_set_size (world->subject->ws_orders, 0);
}

static void
test_an_order_deleted_in_webshipper_is_told_and_made_again_when_asked_for (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  delete_in_webshipper (world);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_GONE_IN_TARGET);
  rs_case_find_step (world->subject, CREATE_ORDER)->state = RS_STEP_DROPPED;
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
}

static void
test_an_order_cancelled_in_webshipper_is_opened_again_when_asked_for (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_ws_order (world)->status, "cancelled");
  rs_case_find_step (world->subject, CREATE_ORDER)->state = RS_STEP_DROPPED;
  plan = world_plan (world);
  expect_steps (plan, "update-ws-order:4711:reopen");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpstr (world_ws_order (world)->status, ==, "pending");
}

static void
test_an_order_gone_in_webshipper_and_shipped_in_rackbeat_is_done (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  delete_in_webshipper (world);
  world_order (world)->is_shipped = TRUE;
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_SHIPPED);
}

static void
test_two_live_orders_for_one_source_stop_every_write (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;
  RsWsOrder *second = rs_ws_order_new ();

  second->id = g_strdup ("4999");
  second->ext_ref = g_strdup (ORDER_REF);
  second->status = g_strdup ("pending");
  g_ptr_array_add (world->subject->ws_orders, second);
  world_dispatch (world, "3105");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_TWO_ORDERS);
  g_set_str (&second->status, "cancelled");
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  g_assert_cmpuint (plan->problems->len, ==, 0);
  g_assert_cmpuint (plan->steps->len, >, 0);
}

static void
test_an_order_in_error_is_told_in_the_carriers_words (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_ws_order (world)->status, "error");
  g_set_str (&world_ws_order (world)->error_message, "Zip 5000 %s is not served");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_WEBSHIPPER_ERROR);
  g_assert_nonnull (
    strstr (expect_problem (plan, RS_PROBLEM_WEBSHIPPER_ERROR)->text, "Zip 5000 %s is not served"));
}

static void
test_an_order_in_error_is_still_updated (void)
{
  g_autoptr (World) world = crossed ();

  g_set_str (&world_ws_order (world)->status, "error");
  g_set_str (&world_order (world)->delivery_address->zip, "5200");
  g_assert_cmpuint (world_settle (world), ==, 1);
  g_assert_cmpstr (world_ws_order (world)->delivery_address->zip, ==, "5200");
}

static void
test_a_rate_that_webshipper_did_not_take_is_told (void)
{
  g_autoptr (World) world = crossed ();
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_ws_order (world)->status, "missing_rate");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_WEBSHIPPER_ERROR);
}

static void
test_an_order_sent_without_a_rate_waits_for_one (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_line (world, 11, "KP-110", "5");
  world_order (world)->delivery_term = 13;
  world->policy->unmapped = RS_UNMAPPED_SEND;
  world_cross (world);
  g_set_str (&world_ws_order (world)->status, "missing_rate");
  plan = world_plan (world);
  expect_held (plan, "");
  g_assert_cmpstr (plan->row->next, ==, "Waits for a shipping rate to be chosen in Webshipper");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/changes/" name, func)
  ADD ("an-edited-address-is-updated-and-nothing-else", test_an_edited_address_is_updated_and_nothing_else);
  ADD ("an-edited-quantity-keeps-the-lines-ids", test_an_edited_quantity_keeps_the_lines_ids);
  ADD ("lines-come-and-go", test_lines_come_and_go);
  ADD ("edited-to-and-fro-each-change-is-sent", test_edited_to_and_fro_each_change_is_sent);
  ADD ("what-people-did-in-webshipper-stays", test_what_people_did_in_webshipper_stays);
  ADD ("a-line-that-a-person-took-off-in-webshipper-stays-off",
       test_a_line_that_a_person_took_off_in_webshipper_stays_off);
  ADD ("an-items-new-weight-is-no-change", test_an_items_new_weight_is_no_change);
  ADD ("a-new-mapping-leaves-alone-what-crossed", test_a_new_mapping_leaves_alone_what_crossed);
  ADD ("a-mapping-taken-away-does-not-hold-other-edits", test_a_mapping_taken_away_does_not_hold_other_edits);
  ADD ("a-handle-edited-away-still-counts-as-a-second-order",
       test_a_handle_edited_away_still_counts_as_a_second_order);
  ADD ("a-new-term-changes-the-rate", test_a_new_term_changes_the_rate);
  ADD ("a-new-term-without-a-rate-is-held", test_a_new_term_without_a_rate_is_held);
  ADD ("an-edit-that-would-spoil-the-address-is-held", test_an_edit_that_would_spoil_the_address_is_held);
  ADD ("an-order-emptied-in-rackbeat-is-told", test_an_order_emptied_in_rackbeat_is_told);
  for (guint i = 0; i < G_N_ELEMENTS (closings); i++)
    {
      g_autofree char *edit = g_strdup_printf (
        "/plan/changes/an-edit-of-a-%s-order-is-told-with-the-difference", closings[i].name);
      g_autofree char *cancel
        = g_strdup_printf ("/plan/changes/a-cancellation-of-a-%s-order-is-told", closings[i].name);

      g_test_add_data_func (edit, GUINT_TO_POINTER (i), test_an_edit_after_that_is_told_with_the_difference);
      g_test_add_data_func (cancel, GUINT_TO_POINTER (i), test_a_cancellation_after_that_is_told);
    }
  ADD ("a-change-that-was-left-is-told-no-more-until-the-next",
       test_a_change_that_was_left_is_told_no_more_until_the_next);
  ADD ("shipping-what-was-booked-is-no-change", test_shipping_what_was_booked_is_no_change);
  ADD ("an-edit-after-both-have-shipped-is-history", test_an_edit_after_both_have_shipped_is_history);
  ADD ("an-address-edited-too-late-is-told-even-when-both-have-shipped",
       test_an_address_edited_too_late_is_told_even_when_both_have_shipped);
  ADD ("a-cancelled-order-is-cancelled-while-open", test_a_cancelled_order_is_cancelled_while_open);
  ADD ("an-order-that-is-open-again-after-its-cancellation-is-told",
       test_an_order_that_is_open_again_after_its_cancellation_is_told);
  ADD ("a-deleted-order-is-cancelled-while-open", test_a_deleted_order_is_cancelled_while_open);
  ADD ("a-reopened-order-waits-for-its-confirmation", test_a_reopened_order_waits_for_its_confirmation);
  ADD ("an-order-cancelled-in-webshipper-is-told-and-not-made-again",
       test_an_order_cancelled_in_webshipper_is_told_and_not_made_again);
  ADD ("an-order-deleted-in-webshipper-is-told-and-made-again-when-asked-for",
       test_an_order_deleted_in_webshipper_is_told_and_made_again_when_asked_for);
  ADD ("an-order-cancelled-in-webshipper-is-opened-again-when-asked-for",
       test_an_order_cancelled_in_webshipper_is_opened_again_when_asked_for);
  ADD ("an-order-gone-in-webshipper-and-shipped-in-rackbeat-is-done",
       test_an_order_gone_in_webshipper_and_shipped_in_rackbeat_is_done);
  ADD ("two-live-orders-for-one-source-stop-every-write",
       test_two_live_orders_for_one_source_stop_every_write);
  ADD ("an-order-in-error-is-told-in-the-carriers-words",
       test_an_order_in_error_is_told_in_the_carriers_words);
  ADD ("an-order-in-error-is-still-updated", test_an_order_in_error_is_still_updated);
  ADD ("a-rate-that-webshipper-did-not-take-is-told", test_a_rate_that_webshipper_did_not_take_is_told);
  ADD ("an-order-sent-without-a-rate-waits-for-one", test_an_order_sent_without_a_rate_waits_for_one);
#undef ADD
  return g_test_run ();
}
