/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

/* Never two of anything: the journal, links and handles decide whether a source is to be created (DESIGN §3).
 */

static World *
with_goods (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  return world;
}

static char *
payload_of (World *world)
{
  g_autoptr (RsPlan) plan = world_plan (world);

  return g_strdup (((RsStep *) g_ptr_array_index (plan->steps, 0))->payload);
}

static void
test_an_order_that_crossed_is_not_created_again (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_cross (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
  g_assert_cmpstr (plan->row->next, ==, "Waits for the warehouse");
  g_assert_cmpstr (plan->row->webshipper, ==, "pending");
}

static const struct
{
  const char *name;
  RsStepState state;
} open_states[] = {
  { "planned", RS_STEP_PLANNED },
  { "sent", RS_STEP_SENT },
  { "doubtful", RS_STEP_DOUBTFUL },
  { "waiting", RS_STEP_WAITING },
};

static void
test_nothing_is_created_while_it_is_under_way (gconstpointer data)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, open_states[GPOINTER_TO_UINT (data)].state, "{}", NULL);
  plan = world_plan (world);
  expect_waits (plan, "On its way");
}

static void
test_a_refused_order_is_a_problem_in_the_services_words (void)
{
  g_autoptr (World) world = with_goods ();
  g_autofree char *payload = payload_of (world);
  RsStep *step = world_journal (world, CREATE_ORDER, RS_STEP_FAILED, payload, NULL);
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *words = NULL;

  step->error = g_strdup ("country_code is not valid");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_REFUSED);
  words = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_REFUSED), "words");
  g_assert_cmpstr (words, ==, "country_code is not valid");
}

static void
test_a_refused_order_goes_again_when_it_has_changed (void)
{
  g_autoptr (World) world = with_goods ();
  g_autofree char *payload = payload_of (world);
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, RS_STEP_FAILED, payload, NULL);
  g_set_str (&world_order (world)->delivery_address->street, "Havnegade 16");
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_a_refused_order_goes_again_when_a_person_says_so (void)
{
  g_autoptr (World) world = with_goods ();
  g_autofree char *payload = payload_of (world);
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, RS_STEP_DROPPED, payload, NULL);
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_a_refused_order_that_is_no_longer_wanted_is_no_problem (void)
{
  g_autoptr (World) world = with_goods ();
  g_autofree char *payload = payload_of (world);
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, RS_STEP_FAILED, payload, NULL);
  world_order (world)->is_cancelled = TRUE;
  plan = world_plan (world);
  expect_held (plan, "");
}

static void
test_a_created_order_waits_until_it_is_read_back (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, RS_STEP_DONE, "{}", "{\"ws_order_id\":\"4711\"}");
  plan = world_plan (world);
  expect_waits (plan, "read back");
}

static void
test_an_order_that_lost_its_link_is_looked_up_and_not_made_twice (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_cross (world);
  /* A back-up from before was restored: the step's lookup adopts what carries the handle. */
  g_ptr_array_set_size (world->subject->links, 0);
  g_ptr_array_set_size (world->subject->steps, 0);
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_a_lost_link_keeps_the_trigger_that_the_order_crossed_by (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_cross (world);
  g_ptr_array_set_size (world->subject->links, 0);
  g_ptr_array_set_size (world->subject->steps, 0);
  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "5");
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_a_new_trigger_does_not_send_again_what_crossed_by_the_old (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_cross (world);
  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "5");
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CROSSED);
}

static void
test_the_payload_is_the_body_that_is_sent (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *ext_ref = plan_dup_payload (plan, "ext_ref");
  g_autofree char *order = plan_dup_payload (plan, "order");
  g_autofree char *source = plan_dup_payload (plan, "source");

  g_assert_cmpstr (ext_ref, ==, "\"rb-order/1042\"");
  g_assert_true (g_str_has_prefix (order, "{\"data\":{\"type\":\"orders\""));
  g_assert_cmpstr (
    source, ==,
    "[{\"ext_ref\":\"11\",\"order_line_id\":11,\"item_number\":\"KP-110\",\"ordered\":5,\"quantity\":5,"
    "\"sent\":5}]");
}

static void
test_a_step_in_doubt_for_long_is_told (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_journal (world, CREATE_ORDER, RS_STEP_DOUBTFUL, "{}", NULL);
  world->now += RS_INSTANT_HOUR;
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_DOUBTFUL);
}

static void
test_what_a_person_asked_for_and_was_refused_is_told (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  RsStep *step;

  world_cross (world);
  step = world_journal (world, "book-ws-shipment:person/1b9d6bcd", RS_STEP_FAILED, "{}", NULL);
  g_set_str (&step->who, "person");
  step->error = g_strdup ("The carrier does not serve this zip");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_REFUSED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/create/" name, func)
  ADD ("an-order-that-crossed-is-not-created-again", test_an_order_that_crossed_is_not_created_again);
  for (guint i = 0; i < G_N_ELEMENTS (open_states); i++)
    {
      g_autofree char *path
        = g_strconcat ("/plan/create/nothing-is-created-while-it-is-", open_states[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_nothing_is_created_while_it_is_under_way);
    }
  ADD ("a-refused-order-is-a-problem-in-the-services-words",
       test_a_refused_order_is_a_problem_in_the_services_words);
  ADD ("a-refused-order-goes-again-when-it-has-changed", test_a_refused_order_goes_again_when_it_has_changed);
  ADD ("a-refused-order-goes-again-when-a-person-says-so",
       test_a_refused_order_goes_again_when_a_person_says_so);
  ADD ("a-refused-order-that-is-no-longer-wanted-is-no-problem",
       test_a_refused_order_that_is_no_longer_wanted_is_no_problem);
  ADD ("a-created-order-waits-until-it-is-read-back", test_a_created_order_waits_until_it_is_read_back);
  ADD ("an-order-that-lost-its-link-is-looked-up-and-not-made-twice",
       test_an_order_that_lost_its_link_is_looked_up_and_not_made_twice);
  ADD ("a-lost-link-keeps-the-trigger-that-the-order-crossed-by",
       test_a_lost_link_keeps_the_trigger_that_the_order_crossed_by);
  ADD ("a-new-trigger-does-not-send-again-what-crossed-by-the-old",
       test_a_new_trigger_does_not_send_again_what_crossed_by_the_old);
  ADD ("the-payload-is-the-body-that-is-sent", test_the_payload_is_the_body_that_is_sent);
  ADD ("a-step-in-doubt-for-long-is-told", test_a_step_in_doubt_for_long_is_told);
  ADD ("what-a-person-asked-for-and-was-refused-is-told",
       test_what_a_person_asked_for_and_was_refused_is_told);
#undef ADD
  return g_test_run ();
}
