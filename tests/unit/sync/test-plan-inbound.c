/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world-inbound.h"

#include <string.h>

/* Which orders of Webshipper cross to Rackbeat, and as what (PRODUCT F5.1). */

static void
test_a_new_order_goes_to_rackbeat (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = world_plan (world);

  expect_steps (plan, CREATE_ORDER_THERE);
  expect_state (plan, RS_CASE_STATE_WAITING);
  g_assert_cmpstr (plan->row->next, ==, "Goes to Rackbeat at the next sync");
  g_assert_cmpstr (plan->row->number, ==, "W-100");
  g_assert_cmpstr (plan->row->customer, ==, "Munk Keramik ApS");
  g_assert_cmpstr (plan->row->rackbeat, ==, "none");
  g_assert_cmpuint (plan->row->n_lines, ==, 1);
  g_assert_true (plan->matches);
}

static const struct
{
  const char *member;
  const char *value;
} members[] = {
  { "customer_id", "10017" },
  { "other_reference", "\"ws-order/4711\"" },
  { "heading", "\"W-100\"" },
  { "note", "\"Ring først\"" },
  { "currency", "\"DKK\"" },
  { "delivery_terms_id", "12" },
  { "delivery_terms", "12" },
  { "delivery_address_name", "\"Munk Keramik ApS\"" },
  { "delivery_address_street", "\"Havnegade 14\"" },
  { "delivery_address_zipcode", "\"5000\"" },
  { "delivery_address_country", "\"Denmark\"" },
  { "lines", "[{\"item_id\":\"KP-110\",\"name\":\"Krus, blå\",\"quantity\":5,\"line_price\":80}]" },
};

static void
test_the_body_says (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *value = plan_dup_order_member (plan, members[index].member);

  g_assert_cmpstr (value, ==, members[index].value);
}

static void
test_contact_mail_and_phone_go_with_the_nested_address (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *address = plan_dup_order_member (plan, "delivery_address");

  g_assert_nonnull (strstr (address, "\"attention\":\"Karla Munk\""));
  g_assert_nonnull (strstr (address, "\"email\":\"karla@munkkeramik.example\""));
  g_assert_nonnull (strstr (address, "\"phone\":\"+4520304050\""));
}

static void
test_lines_that_differ_in_nothing_are_one (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *lines = NULL;

  world_sell (world, "KP-110", "Krus, blå", 2);
  plan = world_plan (world);
  lines = plan_dup_order_member (plan, "lines");
  g_assert_cmpstr (lines, ==,
                   "[{\"item_id\":\"KP-110\",\"name\":\"Krus, blå\",\"quantity\":7,\"line_price\":80}]");
}

static void
set_other_direction (World *world)
{
  world->policy->direction = RS_DIRECTION_RB_TO_WS;
}

static void
set_cancelled (World *world)
{
  g_set_str (&world_sold (world)->status, "cancelled");
}

static void
set_other_channel (World *world)
{
  world_sold (world)->channel_id = 10;
}

static void
set_old (World *world)
{
  world->policy->start = world_sold (world)->created_at + 1;
}

static void
set_undated (World *world)
{
  world->policy->start = WORLD_NOW - RS_INSTANT_DAY;
  world_sold (world)->created_at = RS_INSTANT_NONE;
}

static void
set_dispatched (World *world)
{
  g_set_str (&world_sold (world)->status, "dispatched");
}

static void
set_on_hold (World *world)
{
  world->policy->ready_only = TRUE;
  g_set_str (&world_sold (world)->status, "on_hold");
}

static void
set_other_country (World *world)
{
  world->policy->filter_countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (world->policy->filter_countries, g_strdup ("SE"));
}

static void
set_other_term (World *world)
{
  gint64 other = 13;

  world->policy->filter_terms = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (world->policy->filter_terms, g_memdup2 (&other, sizeof other));
}

static void
set_other_group (World *world)
{
  gint64 other = 13;

  ((RsRbCustomer *) g_ptr_array_index (world->subject->customers, 0))->group = 2;
  world->policy->filter_groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (world->policy->filter_groups, g_memdup2 (&other, sizeof other));
}

static const struct
{
  const char *name;
  void (*change) (World *world);
  const char *next;
} stays[] = {
  { "nothing-goes-when-orders-come-from-rackbeat", set_other_direction,
    "Stays in Webshipper: orders come from Rackbeat" },
  { "an-order-of-another-channel-stays", set_other_channel, "Stays in Webshipper: of another order channel" },
  { "an-order-from-before-the-start-stays", set_old, "Stays in Webshipper: made before the start date" },
  { "an-order-without-a-date-stays-when-there-is-a-start", set_undated,
    "Stays in Webshipper: when it was made is not known" },
  { "an-order-that-has-gone-stays-when-there-is-no-start", set_dispatched,
    "Dispatched in Webshipper before it crossed" },
  { "an-order-on-hold-stays-when-only-ready-ones-go", set_on_hold, "Waits in Webshipper until it is ready" },
  { "a-filtered-country-stays", set_other_country, "Stays in Webshipper: its country does not cross" },
  { "a-filtered-term-stays", set_other_term, "Stays in Webshipper: its delivery term does not cross" },
  { "a-filtered-customer-group-stays", set_other_group,
    "Stays in Webshipper: its customer group does not cross" },
  { "a-cancelled-order-stays", set_cancelled, "Cancelled in Webshipper" },
};

static void
test_stays (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  stays[index].change (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_NOT_WANTED);
  g_assert_cmpstr (plan->row->next, ==, stays[index].next);
}

static void
test_an_order_that_was_booked_within_minutes_crosses_all_the_same (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  set_dispatched (world);
  world->policy->start = WORLD_NOW - RS_INSTANT_DAY;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER_THERE);
}

static void
test_all_channels_go_when_none_is_chosen (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world->policy->channel_id = 0;
  world_sold (world)->channel_id = 77;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER_THERE);
}

static void
test_nothing_is_created_while_it_is_under_way (void)
{
  static const RsStepState states[] = { RS_STEP_PLANNED, RS_STEP_SENT, RS_STEP_DOUBTFUL, RS_STEP_WAITING };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (World) world = world_new_inbound ();
      g_autoptr (RsPlan) plan = NULL;

      world_journal (world, CREATE_ORDER_THERE, states[i], "{}", NULL);
      plan = world_plan (world);
      expect_waits (plan, "On its way to Rackbeat");
    }
}

static void
test_a_refused_order_is_a_problem_in_the_services_words (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) before = world_plan (world);
  g_autoptr (RsPlan) plan = NULL;
  RsStep *step = world_journal (world, CREATE_ORDER_THERE, RS_STEP_FAILED,
                                ((RsStep *) g_ptr_array_index (before->steps, 0))->payload, NULL);

  step->error = g_strdup ("Product 'KP-110' is barred.");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_REFUSED);
  g_assert_nonnull (strstr (expect_problem (plan, RS_PROBLEM_REFUSED)->text, "Order W-100"));
  g_assert_nonnull (strstr (expect_problem (plan, RS_PROBLEM_REFUSED)->text, "is barred"));
}

static void
test_an_order_that_crossed_is_not_created_again (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_made_order (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
  g_assert_cmpstr (plan->row->number, ==, "2001");
  g_assert_cmpstr (plan->row->reference, ==, "W-100");
}

static void
test_an_order_that_crossed_lives_on_whatever_the_direction_is_now (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_made_order (world);
  set_other_direction (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
}

static void
test_an_order_that_carries_the_handle_is_adopted_and_not_made (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *adopted = NULL;

  world_made_order (world);
  g_ptr_array_set_size (world->subject->links, 0);
  g_ptr_array_set_size (world->subject->steps, 0);
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER_THERE);
  adopted = plan_dup_payload (plan, "adopt");
  g_assert_cmpstr (adopted, ==, "2001");
}

static void
test_a_handle_that_nobody_in_webshipper_has_is_told (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_made_order (world);
  g_ptr_array_set_size (world->subject->links, 0);
  g_ptr_array_set_size (world->subject->ws_orders, 0);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_FOREIGN_ORDER);
}

static void
test_only_handles_of_our_making_are_read (void)
{
  static const char *const wrong[] = { "ws-order/",
                                       "ws-order/0",
                                       "ws-order/012",
                                       "ws-order/x",
                                       "WS-order/1",
                                       "4711",
                                       "ws-order/99999999999999999999",
                                       "ws-order/1 ",
                                       "rb-order/1",
                                       "" };

  g_assert_cmpstr (rs_plan_parse_ws_ref ("ws-order/4711"), ==, "4711");
  g_assert_null (rs_plan_parse_ws_ref (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (rs_plan_parse_ws_ref (wrong[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/inbound/" name, func)
  ADD ("a-new-order-goes-to-rackbeat", test_a_new_order_goes_to_rackbeat);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *path = g_strconcat ("/plan/inbound/the-body-says-", members[i].member, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_the_body_says);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      g_autofree char *path = g_strconcat ("/plan/inbound/", stays[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stays);
    }
  ADD ("contact-mail-and-phone-go-with-the-nested-address",
       test_contact_mail_and_phone_go_with_the_nested_address);
  ADD ("lines-that-differ-in-nothing-are-one", test_lines_that_differ_in_nothing_are_one);
  ADD ("an-order-that-was-booked-within-minutes-crosses-all-the-same",
       test_an_order_that_was_booked_within_minutes_crosses_all_the_same);
  ADD ("all-channels-go-when-none-is-chosen", test_all_channels_go_when_none_is_chosen);
  ADD ("nothing-is-created-while-it-is-under-way", test_nothing_is_created_while_it_is_under_way);
  ADD ("a-refused-order-is-a-problem-in-the-services-words",
       test_a_refused_order_is_a_problem_in_the_services_words);
  ADD ("an-order-that-crossed-is-not-created-again", test_an_order_that_crossed_is_not_created_again);
  ADD ("an-order-that-crossed-lives-on-whatever-the-direction-is-now",
       test_an_order_that_crossed_lives_on_whatever_the_direction_is_now);
  ADD ("an-order-that-carries-the-handle-is-adopted-and-not-made",
       test_an_order_that_carries_the_handle_is_adopted_and_not_made);
  ADD ("a-handle-that-nobody-in-webshipper-has-is-told", test_a_handle_that_nobody_in_webshipper_has_is_told);
  ADD ("only-handles-of-our-making-are-read", test_only_handles_of_our_making_are_read);
#undef ADD
  return g_test_run ();
}
