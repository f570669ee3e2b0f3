/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include "rs-fold.h"
#include "rs-ws-draft.h"

#include <string.h>

/* What holds an order before it crosses (PRODUCT F3.6, F3.8, F4.3, F4.5). */

static World *
with_goods (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  return world;
}

static RsAddress *
delivery (World *world)
{
  return world_order (world)->delivery_address;
}

static RsShippingRate *
rate (World *world)
{
  return rs_policy_get_rate (world->policy, 6);
}

static void
set_no_street (World *world)
{
  g_set_str (&delivery (world)->street, NULL);
}

static void
set_blank_zip (World *world)
{
  g_set_str (&delivery (world)->zip, "  ");
}

static void
set_no_city (World *world)
{
  g_set_str (&delivery (world)->city, "");
}

static void
set_no_country (World *world)
{
  g_set_str (&delivery (world)->country, NULL);
}

static void
set_no_receiver (World *world)
{
  g_set_str (&delivery (world)->company, NULL);
  g_set_str (&delivery (world)->contact, NULL);
}

static void
set_no_address (World *world)
{
  g_clear_pointer (&world_order (world)->delivery_address, rs_address_unref);
  g_clear_pointer (&world_order (world)->billing_address, rs_address_unref);
}

static void
set_unknown_country (World *world)
{
  g_set_str (&delivery (world)->country, "Norig");
}

static void
set_unknown_billing_country (World *world)
{
  g_set_str (&world_order (world)->billing_address->country, "Norig");
}

static void
set_unmapped (World *world)
{
  world_order (world)->delivery_term = 13;
}

static void
set_no_term (World *world)
{
  world_order (world)->delivery_term = 0;
}

static void
set_term_not_said (World *world)
{
  world_order (world)->delivery_term = 0;
  world_order (world)->knows_delivery_term = FALSE;
}

static void
set_rate_gone (World *world)
{
  world_map (world, 12, 99);
}

static void
set_foreign_rate (World *world)
{
  rate (world)->channel_id = 10;
}

static void
set_drop_point (World *world)
{
  rate (world)->requires_drop_point = TRUE;
}

static void
set_no_email (World *world)
{
  rate (world)->wants_email = TRUE;
  g_set_str (&delivery (world)->email, NULL);
}

static void
set_no_contact (World *world)
{
  rate (world)->wants_sms = TRUE;
  g_set_str (&delivery (world)->email, NULL);
  g_set_str (&delivery (world)->phone, "");
}

static const struct
{
  const char *name;
  void (*change) (World *world);
  const char *codes;
} holds[] = {
  { "a-missing-street", set_no_street, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "a-blank-zip", set_blank_zip, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "a-missing-city", set_no_city, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "a-missing-country", set_no_country, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "a-missing-receiver", set_no_receiver, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "no-address-at-all", set_no_address, RS_PROBLEM_ADDRESS_INCOMPLETE },
  { "an-unknown-country", set_unknown_country, RS_PROBLEM_COUNTRY_UNKNOWN },
  { "an-unknown-billing-country", set_unknown_billing_country, RS_PROBLEM_COUNTRY_UNKNOWN },
  { "an-unmapped-term", set_unmapped, RS_PROBLEM_TERM_UNMAPPED },
  { "an-order-without-a-term", set_no_term, RS_PROBLEM_TERM_MISSING },
  { "a-term-rackbeat-does-not-say", set_term_not_said, RS_PROBLEM_TERM_MISSING },
  { "a-rate-that-is-gone", set_rate_gone, RS_PROBLEM_RATE_GONE },
  { "a-rate-of-another-channel", set_foreign_rate, RS_PROBLEM_RATE_GONE },
  { "a-rate-that-needs-a-drop-point", set_drop_point, RS_PROBLEM_DROP_POINT_MISSING },
  { "a-rate-that-needs-an-email", set_no_email, RS_PROBLEM_CONTACT_MISSING },
  { "a-rate-that-needs-a-contact", set_no_contact, RS_PROBLEM_CONTACT_MISSING },
};

static void
test_holds (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  holds[index].change (world);
  plan = world_plan (world);
  expect_held (plan, holds[index].codes);
  expect_state (plan, RS_CASE_STATE_HELD);
  g_assert_true (g_str_has_prefix (plan->row->next, "Held: "));
  /* The text names the order. */
  g_assert_nonnull (strstr (expect_problem (plan, holds[index].codes)->text, "1042"));
}

static void
test_all_that_holds_an_order_is_told_at_once (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_no_street (world);
  set_unknown_country (world);
  set_unmapped (world);
  world_add_line (world, 12, "CYK-1", "0.5");
  plan = world_plan (world);
  expect_held (plan,
               RS_PROBLEM_COUNTRY_UNKNOWN "," RS_PROBLEM_ADDRESS_INCOMPLETE "," RS_PROBLEM_QUANTITY_FRACTION
                                          "," RS_PROBLEM_TERM_UNMAPPED);
  g_assert_true (g_str_has_suffix (plan->row->next, "and 3 more"));
}

static void
test_one_cause_is_one_problem (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_unknown_country (world);
  set_unknown_billing_country (world);
  world_add_line (world, 12, "CYK-1", "0.5");
  world_add_line (world, 13, "CYK-1", "1.5");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_COUNTRY_UNKNOWN "," RS_PROBLEM_QUANTITY_FRACTION);
}

static void
test_what_is_missing_is_named (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *missing = NULL;

  set_no_street (world);
  set_blank_zip (world);
  plan = world_plan (world);
  missing = rs_problem_dup_argument (expect_problem (plan, RS_PROBLEM_ADDRESS_INCOMPLETE), "missing");
  g_assert_cmpstr (missing, ==, "street, zip");
}

static void
test_a_country_without_postal_codes_needs_no_zip (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_blank_zip (world);
  g_set_str (&delivery (world)->country, "HK");
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_an_answered_country_is_remembered (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  set_unknown_country (world);
  g_hash_table_insert (world->policy->countries, rs_fold ("NORIG"), g_strdup ("NO"));
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
  order = plan_dup_ws_order (plan);
  g_assert_cmpstr (order->delivery_address->country, ==, "NO");
}

static void
test_a_nonsense_answer_for_a_country_is_not_believed (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_unknown_country (world);
  g_hash_table_insert (world->policy->countries, rs_fold ("Norig"), g_strdup ("Norway"));
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_COUNTRY_UNKNOWN);
}

static void
test_addresses_pass_whole (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;
  g_autoptr (GPtrArray) lost = NULL;
  g_autofree char *street = g_strnfill (400, 'x');

  g_set_str (&delivery (world)->street, street);
  g_set_str (&delivery (world)->street2, "3. sal, tv.\nc/o Ærø & Søn");
  g_set_str (&delivery (world)->state, "Fyn");
  plan = world_plan (world);
  order = plan_dup_ws_order (plan);
  g_assert_cmpstr (order->delivery_address->street, ==, street);
  g_assert_cmpstr (order->delivery_address->street2, ==, "3. sal, tv.\nc/o Ærø & Søn");
  g_assert_cmpstr (order->delivery_address->company, ==, "Munk Keramik ApS");
  g_assert_cmpstr (order->delivery_address->contact, ==, "Karla Munk");
  g_assert_cmpstr (order->delivery_address->country, ==, "DK");
  lost = rs_plan_address_lost_words (delivery (world), order->delivery_address);
  g_assert_cmpuint (lost->len, ==, 0);
}

static void
test_the_check_finds_each_word_that_is_lost (void)
{
  g_autoptr (RsAddress) source = rs_address_new ();
  g_autoptr (RsAddress) sent = rs_address_new ();
  g_autoptr (GPtrArray) lost = NULL;

  source->street = g_strdup ("Nørre Allé 7 B");
  source->street2 = g_strdup ("Port 7");
  sent->street = g_strdup ("Nørre Allé 7");
  sent->city = g_strdup ("Port");
  lost = rs_plan_address_lost_words (source, sent);
  g_assert_cmpuint (lost->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (lost, 0), ==, "B");
  g_assert_cmpstr (g_ptr_array_index (lost, 1), ==, "7");
}

static void
test_the_billing_address_serves_where_there_is_no_other (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  rs_address_unref (world_order (world)->delivery_address);
  world_order (world)->delivery_address = rs_address_new ();
  world_order (world)->delivery_address->country = g_strdup ("Norge");
  plan = world_plan (world);
  order = plan_dup_ws_order (plan);
  g_assert_cmpstr (order->delivery_address->street, ==, "Havnegade 14");
  g_assert_cmpstr (order->delivery_address->country, ==, "DK");
}

static void
test_the_customers_contact_serves_where_the_address_has_none (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  set_no_contact (world);
  world_order (world)->customer_phone = g_strdup ("+4512345678");
  world_order (world)->customer_vat_number = g_strdup ("DK12345678");
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
  order = plan_dup_ws_order (plan);
  g_assert_cmpstr (order->delivery_address->phone, ==, "+4512345678");
  g_assert_cmpstr (order->billing_address->vat_number, ==, "DK12345678");
}

static void
test_an_unmapped_order_goes_without_a_rate_when_asked_for (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  set_unmapped (world);
  world->policy->unmapped = RS_UNMAPPED_SEND;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
  order = plan_dup_ws_order (plan);
  g_assert_cmpint (order->rate_id, ==, 0);
  g_assert_cmpstr (order->original_shipping_code, ==, "13");
}

static void
test_the_default_rate_serves_unmapped_terms (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;
  g_autoptr (RsWsOrder) order = NULL;

  set_unmapped (world);
  world_add_rate (world, 7, "PostNord");
  world->policy->default_rate = 7;
  plan = world_plan (world);
  order = plan_dup_ws_order (plan);
  g_assert_cmpint (order->rate_id, ==, 7);
}

static void
test_rates_not_read_yet_make_the_order_wait (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  g_hash_table_remove_all (world->policy->rates);
  plan = world_plan (world);
  expect_waits (plan, "rates");
}

static RsStep *
hold_back (World *world)
{
  RsStep *step = rs_step_new ();

  step->key = g_strconcat (RS_PLAN_HOLD_KEY, world->subject->key, NULL);
  step->kind = g_strdup ("hold");
  step->case_key = g_strdup (world->subject->key);
  step->state = RS_STEP_DONE;
  g_ptr_array_add (world->subject->steps, step);
  return step;
}

static void
test_nothing_is_begun_with_an_order_that_a_person_holds_back (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) held = NULL;
  g_autoptr (RsPlan) free = NULL;
  RsStep *hold = hold_back (world);

  held = world_plan (world);
  expect_steps (held, "");
  g_assert_cmpuint (held->problems->len, ==, 1);
  g_assert_cmpstr (((RsProblem *) g_ptr_array_index (held->problems, 0))->code, ==, RS_PROBLEM_HELD_BACK);
  g_assert_cmpstr (held->row->state, ==, RS_CASE_STATE_HELD);
  g_assert_cmpstr (held->row->next, ==, "Held: somebody holds it back");

  hold->state = RS_STEP_DROPPED;
  free = world_plan (world);
  expect_steps (free, CREATE_ORDER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/holds/" name, func)
  for (guint i = 0; i < G_N_ELEMENTS (holds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/plan/holds/%s-holds-the-order", holds[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_holds);
    }
  ADD ("all-that-holds-an-order-is-told-at-once", test_all_that_holds_an_order_is_told_at_once);
  ADD ("one-cause-is-one-problem", test_one_cause_is_one_problem);
  ADD ("what-is-missing-is-named", test_what_is_missing_is_named);
  ADD ("a-country-without-postal-codes-needs-no-zip", test_a_country_without_postal_codes_needs_no_zip);
  ADD ("an-answered-country-is-remembered", test_an_answered_country_is_remembered);
  ADD ("a-nonsense-answer-for-a-country-is-not-believed",
       test_a_nonsense_answer_for_a_country_is_not_believed);
  ADD ("addresses-pass-whole", test_addresses_pass_whole);
  ADD ("the-check-finds-each-word-that-is-lost", test_the_check_finds_each_word_that_is_lost);
  ADD ("the-billing-address-serves-where-there-is-no-other",
       test_the_billing_address_serves_where_there_is_no_other);
  ADD ("the-customers-contact-serves-where-the-address-has-none",
       test_the_customers_contact_serves_where_the_address_has_none);
  ADD ("nothing-is-begun-with-an-order-that-a-person-holds-back",
       test_nothing_is_begun_with_an_order_that_a_person_holds_back);
  ADD ("an-unmapped-order-goes-without-a-rate-when-asked-for",
       test_an_unmapped_order_goes_without_a_rate_when_asked_for);
  ADD ("the-default-rate-serves-unmapped-terms", test_the_default_rate_serves_unmapped_terms);
  ADD ("rates-not-read-yet-make-the-order-wait", test_rates_not_read_yet_make_the_order_wait);
#undef ADD
  return g_test_run ();
}
