/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-private.h"
#include "world.h"

#include <string.h>

static World *
crossed (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "CYK-1", "5");
  world_add_line (world, 12, "CYK-2", "2");
  world_cross (world);
  return world;
}

static RsAgreementRow *
judge (World *world)
{
  return rs_agreement_judge (world->subject, world->policy, world->now);
}

static void
expect (World *world, RsVerdict verdict, const char *words)
{
  g_autoptr (RsAgreementRow) row = judge (world);

  g_test_message ("%s: %s", rs_verdict_word (row->verdict), row->words != NULL ? row->words : "");
  g_assert_cmpstr (rs_verdict_word (row->verdict), ==, rs_verdict_word (verdict));
  if (words != NULL)
    g_assert_nonnull (strstr (row->words, words));
  g_assert_cmpstr (row->number, ==, "1042");
}

static void
test_what_crossed_whole_is_matched (void)
{
  g_autoptr (World) world = crossed ();

  expect (world, RS_VERDICT_MATCHED, NULL);
}

static void
test_what_has_not_crossed_yet_is_waiting (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "CYK-1", "5");
  expect (world, RS_VERDICT_WAITING, "Goes to Webshipper");
}

static void
test_what_a_problem_stops_is_held_with_its_words (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "CYK-1", "5");
  g_hash_table_remove_all (world->policy->rate_of_term);
  expect (world, RS_VERDICT_HELD, "no shipping rate");
}

static void
test_a_draft_stays (void)
{
  g_autoptr (World) world = world_new ();

  world_add_line (world, 11, "CYK-1", "5");
  world_order (world)->is_booked = FALSE;
  expect (world, RS_VERDICT_STAYS, "Draft");
}

static void
test_another_address_there_differs_field_by_field (void)
{
  g_autoptr (World) world = crossed ();

  g_set_str (&world_ws_order (world)->delivery_address->zip, "9999");
  expect (world, RS_VERDICT_DIFFERS, "9999");
}

static void
test_another_quantity_there_differs_however_it_was_split (void)
{
  g_autoptr (World) world = crossed ();

  world_ws_line (world, "11")->quantity = 4;
  expect (world, RS_VERDICT_DIFFERS, "CYK-1: 5 were sent, 4 stand");
}

static void
test_what_is_gone_there_is_missing (void)
{
  g_autoptr (World) world = crossed ();

  g_ptr_array_add (world->subject->ws_gone, g_strdup (world_ws_order (world)->id));
  g_ptr_array_set_size (world->subject->ws_orders, 0);
  expect (world, RS_VERDICT_MISSING, "no longer in Webshipper");
}

static void
test_two_there_are_surplus (void)
{
  g_autoptr (World) world = crossed ();
  RsWsOrder *twin = rs_ws_order_new ();

  twin->id = g_strdup ("4999");
  twin->ext_ref = g_strdup (ORDER_REF);
  twin->status = g_strdup ("pending");
  g_ptr_array_add (world->subject->ws_orders, twin);
  expect (world, RS_VERDICT_SURPLUS, "2 orders");
}

static void
test_shipped_on_both_sides_is_matched (void)
{
  g_autoptr (World) world = crossed ();

  world_dispatch (world, "3105");
  expect (world, RS_VERDICT_WAITING, NULL);
  world_settle (world);
  expect (world, RS_VERDICT_MATCHED, NULL);
}

#define ADD(name, function) g_test_add_func ("/agreement/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("what-crossed-whole-is-matched", test_what_crossed_whole_is_matched);
  ADD ("what-has-not-crossed-yet-is-waiting", test_what_has_not_crossed_yet_is_waiting);
  ADD ("what-a-problem-stops-is-held-with-its-words", test_what_a_problem_stops_is_held_with_its_words);
  ADD ("a-draft-stays", test_a_draft_stays);
  ADD ("another-address-there-differs-field-by-field", test_another_address_there_differs_field_by_field);
  ADD ("another-quantity-there-differs-however-it-was-split",
       test_another_quantity_there_differs_however_it_was_split);
  ADD ("what-is-gone-there-is-missing", test_what_is_gone_there_is_missing);
  ADD ("two-there-are-surplus", test_two_there_are_surplus);
  ADD ("shipped-on-both-sides-is-matched", test_shipped_on_both_sides_is_matched);
  return g_test_run ();
}
