/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world-inbound.h"

#include <string.h>

/* What crossed from Webshipper lives on: confirmed, shipped, changed, withdrawn (PRODUCT F5.4 to F5.6). */

static World *
with_crossed (gboolean booked)
{
  World *world = world_new_inbound ();

  world->policy->books_orders = booked;
  world_made_order (world);
  g_assert_cmpint (world->subject->rb_order->is_booked, ==, booked);
  return world;
}

static void
dispatch (World *world)
{
  RsWsShipment *shipment = world_book (world, "3105");

  world_pack (shipment, g_ptr_array_index (world_sold (world)->lines, 0), 5);
  g_set_str (&world_sold (world)->status, "dispatched");
}

static void
test_it_is_confirmed_once_when_the_set_up_says_so (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  world->subject->rb_order->is_booked = FALSE;
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_what_is_dispatched_is_shipped_in_rackbeat (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  dispatch (world);
  plan = world_plan (world);
  g_assert_cmpstr (((RsStep *) g_ptr_array_index (plan->steps, 0))->key, ==,
                   "create-rb-shipment:ws-shipment/3105");
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 1);
  g_assert_true (((RsRbShipment *) g_ptr_array_index (world->subject->rb_shipments, 0))->is_shipped);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_state (plan, RS_CASE_STATE_SHIPPED);
}

static void
test_a_line_that_was_split_in_webshipper_is_still_the_same_goods (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;
  RsWsLine *whole = g_ptr_array_index (world_sold (world)->lines, 0);
  RsWsLine *part = world_sell (world, "KP-110", "Krus, blå", 3);
  RsWsShipment *shipment;
  g_autofree char *lines = NULL;

  whole->quantity = 2;
  shipment = world_book (world, "3105");
  world_pack (shipment, part, 3);
  g_set_str (&part->status, "dispatched");
  g_set_str (&world_sold (world)->status, "partly_dispatched");
  plan = world_plan (world);
  g_assert_cmpuint (plan->problems->len, ==, 0);
  lines = plan_dup_payload (plan, "lines");
  g_assert_nonnull (strstr (lines, "\"quantity\":3"));
}

static void
test_a_draft_that_went_out_waits_for_a_person (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  dispatch (world);
  plan = world_plan (world);
  g_assert_nonnull (expect_problem (plan, RS_PROBLEM_CHANGED_AFTER));
}

static void
test_with_shipments_chosen_what_is_booked_is_a_shipment_that_is_not_marked (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;
  RsWsShipment *shipment = world_book (world, "3105");

  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_pack (shipment, g_ptr_array_index (world_sold (world)->lines, 0), 5);
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 1);
  g_assert_false (((RsRbShipment *) g_ptr_array_index (world->subject->rb_shipments, 0))->is_shipped);
  g_set_str (&world_sold (world)->status, "dispatched");
  world_settle (world);
  g_assert_cmpuint (world->subject->rb_shipments->len, ==, 1);
  g_assert_true (((RsRbShipment *) g_ptr_array_index (world->subject->rb_shipments, 0))->is_shipped);
}

static void
test_with_orders_chosen_what_is_booked_waits_to_be_dispatched (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  world_book (world, "3105");
  plan = world_plan (world);
  expect_held (plan, "");
  g_assert_cmpstr (plan->row->next, ==, "Booked in Webshipper: waits to be dispatched");
}

static void
test_what_is_shipped_in_rackbeat_is_dispatched_in_webshipper (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  world_ship_by_hand (world, 7301, "KP-110", "5");
  plan = world_plan (world);
  expect_steps (plan, "mark-ws-dispatched:4711");
}

static void
test_an_edit_changes_a_draft_in_what_differs_only (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *patch = NULL;

  ((RsWsLine *) g_ptr_array_index (world_sold (world)->lines, 0))->quantity = 7;
  plan = world_plan (world);
  g_assert_cmpuint (plan->steps->len, ==, 1);
  patch = plan_dup_payload (plan, "patch");
  g_assert_cmpstr (
    patch, ==,
    "{\"lines\":[{\"item_id\":\"KP-110\",\"name\":\"Krus, blå\",\"quantity\":7,\"line_price\":80}]}");
  world_settle (world);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
}

static void
test_a_comment_that_was_taken_away_is_taken_away (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *patch = NULL;

  g_clear_pointer (&world_sold (world)->external_comment, g_free);
  plan = world_plan (world);
  patch = plan_dup_payload (plan, "patch");
  g_assert_cmpstr (patch, ==, "{\"note\":null}");
}

static void
test_a_confirmed_order_still_takes_what_is_not_a_line (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_sold (world)->external_comment, "Ring ikke");
  plan = world_plan (world);
  g_assert_cmpuint (plan->problems->len, ==, 0);
  g_assert_cmpstr (((RsStep *) g_ptr_array_index (plan->steps, 0))->kind, ==, "update-rb-order");
}

static void
test_lines_of_a_confirmed_order_are_told_until_a_person_leaves_it (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *handle = NULL;
  g_autofree char *difference = NULL;

  ((RsWsLine *) g_ptr_array_index (world_sold (world)->lines, 0))->quantity = 7;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
  difference = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_CHANGED_AFTER), "difference");
  g_assert_cmpstr (difference, ==, "lines");
  handle = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_CHANGED_AFTER), "handle");
  world_answer (world, RS_PROBLEM_CHANGED_AFTER, handle);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  /* Another edit is another question. */
  ((RsWsLine *) g_ptr_array_index (world_sold (world)->lines, 0))->quantity = 8;
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CHANGED_AFTER);
}

static void
test_a_new_line_that_is_no_item_holds_the_change (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  world_sell (world, NULL, "Gavekort", 1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ITEM_UNKNOWN);
}

static void
test_a_new_line_of_a_new_item_has_the_item_made_first (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  world->policy->item_group = 5;
  world_sell (world, "NY-1", "Noget nyt", 1);
  plan = world_plan (world);
  g_assert_cmpuint (plan->steps->len, ==, 2);
  g_assert_cmpstr (((RsStep *) g_ptr_array_index (plan->steps, 0))->key, ==, "create-rb-item:NY-1");
  g_assert_true (plan->matches);
}

static void
test_a_mapping_that_was_changed_changes_nothing_that_crossed (void)
{
  static const gint64 terms[] = { 0, 13 };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      g_autoptr (World) world = with_crossed (FALSE);
      g_autoptr (RsPlan) plan = NULL;
      gint64 rate = 6;

      g_hash_table_insert (world->policy->term_of_rate, g_memdup2 (&rate, sizeof rate),
                           g_memdup2 (&terms[i], sizeof terms[i]));
      plan = world_plan (world);
      expect_held (plan, "");
      expect_state (plan, RS_CASE_STATE_CROSSED);
    }
}

static void
test_another_rate_is_another_term (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *patch = NULL;
  gint64 rate = 7, term = 12;

  g_hash_table_insert (world->policy->term_of_rate, g_memdup2 (&rate, sizeof rate),
                       g_memdup2 (&term, sizeof term));
  world_sold (world)->rate_id = 8;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_RATE_UNMAPPED);
  term = 13;
  rate = 8;
  g_hash_table_insert (world->policy->term_of_rate, g_memdup2 (&rate, sizeof rate),
                       g_memdup2 (&term, sizeof term));
  g_hash_table_insert (world->policy->terms, g_memdup2 (&term, sizeof term), rs_delivery_term_new ());
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  patch = plan_dup_payload (plan, "patch");
  g_assert_cmpstr (patch, ==, "{\"delivery_terms_id\":13,\"delivery_terms\":13}");
}

static void
test_an_item_that_is_lost_since_stays_what_it_crossed_as (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  g_hash_table_remove_all (world->subject->items);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_a_cancelled_order_takes_its_draft_away (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_sold (world)->status, "cancelled");
  plan = world_plan (world);
  expect_steps (plan, "delete-rb-order:2001");
  world_settle (world);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CANCELLED);
}

static void
test_a_draft_that_somebody_worked_on_is_not_taken_away (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  ((RsRbLine *) g_ptr_array_index (world_made_order (world)->lines, 0))->quantity = decimal ("6");
  g_set_str (&world_sold (world)->status, "cancelled");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CANCELLED_AFTER);
}

static void
test_a_confirmed_order_is_not_taken_away (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_sold (world)->status, "cancelled");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CANCELLED_AFTER);
  world_answer (world, RS_PROBLEM_CANCELLED_AFTER, WS_REF);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_what_is_cancelled_on_both_sides_is_cancelled (void)
{
  g_autoptr (World) world = with_crossed (TRUE);
  g_autoptr (RsPlan) plan = NULL;

  g_set_str (&world_sold (world)->status, "cancelled");
  world_made_order (world)->is_cancelled = TRUE;
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CANCELLED);
}

static void
test_what_is_gone_in_rackbeat_is_told_and_not_made_again (void)
{
  g_autoptr (World) world = with_crossed (FALSE);
  g_autoptr (RsPlan) plan = NULL;

  world->subject->rb_gone = TRUE;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_GONE_IN_TARGET);
  world_answer (world, RS_PROBLEM_GONE_IN_TARGET, WS_REF);
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  expect_held (plan, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/inbound/" name, func)
  ADD ("it-is-confirmed-once-when-the-set-up-says-so", test_it_is_confirmed_once_when_the_set_up_says_so);
  ADD ("what-is-dispatched-is-shipped-in-rackbeat", test_what_is_dispatched_is_shipped_in_rackbeat);
  ADD ("a-line-that-was-split-in-webshipper-is-still-the-same-goods",
       test_a_line_that_was_split_in_webshipper_is_still_the_same_goods);
  ADD ("a-draft-that-went-out-waits-for-a-person", test_a_draft_that_went_out_waits_for_a_person);
  ADD ("with-shipments-chosen-what-is-booked-is-a-shipment-that-is-not-marked",
       test_with_shipments_chosen_what_is_booked_is_a_shipment_that_is_not_marked);
  ADD ("with-orders-chosen-what-is-booked-waits-to-be-dispatched",
       test_with_orders_chosen_what_is_booked_waits_to_be_dispatched);
  ADD ("what-is-shipped-in-rackbeat-is-dispatched-in-webshipper",
       test_what_is_shipped_in_rackbeat_is_dispatched_in_webshipper);
  ADD ("an-edit-changes-a-draft-in-what-differs-only", test_an_edit_changes_a_draft_in_what_differs_only);
  ADD ("a-comment-that-was-taken-away-is-taken-away", test_a_comment_that_was_taken_away_is_taken_away);
  ADD ("a-confirmed-order-still-takes-what-is-not-a-line",
       test_a_confirmed_order_still_takes_what_is_not_a_line);
  ADD ("lines-of-a-confirmed-order-are-told-until-a-person-leaves-it",
       test_lines_of_a_confirmed_order_are_told_until_a_person_leaves_it);
  ADD ("a-new-line-that-is-no-item-holds-the-change", test_a_new_line_that_is_no_item_holds_the_change);
  ADD ("a-new-line-of-a-new-item-has-the-item-made-first",
       test_a_new_line_of_a_new_item_has_the_item_made_first);
  ADD ("a-mapping-that-was-changed-changes-nothing-that-crossed",
       test_a_mapping_that_was_changed_changes_nothing_that_crossed);
  ADD ("another-rate-is-another-term", test_another_rate_is_another_term);
  ADD ("an-item-that-is-lost-since-stays-what-it-crossed-as",
       test_an_item_that_is_lost_since_stays_what_it_crossed_as);
  ADD ("a-cancelled-order-takes-its-draft-away", test_a_cancelled_order_takes_its_draft_away);
  ADD ("a-draft-that-somebody-worked-on-is-not-taken-away",
       test_a_draft_that_somebody_worked_on_is_not_taken_away);
  ADD ("a-confirmed-order-is-not-taken-away", test_a_confirmed_order_is_not_taken_away);
  ADD ("what-is-cancelled-on-both-sides-is-cancelled", test_what_is_cancelled_on_both_sides_is_cancelled);
  ADD ("what-is-gone-in-rackbeat-is-told-and-not-made-again",
       test_what_is_gone_in_rackbeat_is_told_and_not_made_again);
#undef ADD
  return g_test_run ();
}
