/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world-inbound.h"

#include <string.h>

/* Who buys (PRODUCT F5.2), what is bought (F5.3), and how it is sent (F3.7). */

static void
expect_customer (World *world, const char *number)
{
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *customer = NULL;

  expect_steps (plan, CREATE_ORDER_THERE);
  customer = plan_dup_order_member (plan, "customer_id");
  g_assert_cmpstr (customer, ==, number);
}

/* Nothing of the buyer is known in Rackbeat but what a test adds. */
static World *
with_stranger (void)
{
  World *world = world_new_inbound ();

  g_ptr_array_set_size (world->subject->customers, 0);
  return world;
}

static const struct
{
  const char *name;
  const char *customer, *vat, *email, *zip;
  gboolean matches;
} customers[] = {
  { "the-same-vat-number", "Another", "DK12345678", "x@y.example", "9999", TRUE },
  { "the-same-vat-number-without-its-country", "Another", "12345678", NULL, NULL, TRUE },
  { "the-same-vat-number-with-spaces", "Another", "DK 12 34 56 78", NULL, NULL, TRUE },
  { "the-same-digits-of-another-country", "Another", "SE12345678", NULL, NULL, FALSE },
  { "the-same-mail-and-name", "Munk Keramik ApS", NULL, "KARLA@munkkeramik.example", "9999", TRUE },
  { "the-same-mail-and-another-name", "Munk Holding A/S", NULL, "karla@munkkeramik.example", "9999", FALSE },
  { "the-same-name-and-zip", "MUNK  Keramik aps", NULL, NULL, "5000", TRUE },
  { "the-same-name-and-another-zip", "Munk Keramik ApS", NULL, NULL, "5001", FALSE },
  { "the-same-zip-and-another-name", "Munk Keramik", NULL, NULL, "5000", FALSE },
};

static void
test_matches (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = with_stranger ();
  g_autoptr (RsPlan) plan = NULL;

  world_add_customer (world, 10020, customers[index].customer, customers[index].vat, customers[index].email,
                      customers[index].zip);
  plan = world_plan (world);
  expect_steps (plan, customers[index].matches ? CREATE_ORDER_THERE
                                               : "create-rb-customer:vat/12345678," CREATE_ORDER_THERE);
}

static void
test_the_vat_number_wins_over_the_name (void)
{
  g_autoptr (World) world = with_stranger ();

  world_add_customer (world, 10020, "Munk Keramik ApS", NULL, "karla@munkkeramik.example", "5000");
  world_add_customer (world, 10021, "Another", "DK12345678", NULL, NULL);
  expect_customer (world, "10021");
}

static void
test_several_matches_ask (void)
{
  g_autoptr (World) world = with_stranger ();
  g_autoptr (RsPlan) plan = NULL;
  const RsProblem *problem;
  g_autofree char *candidates = NULL;

  world_add_customer (world, 10020, "Munk Keramik ApS", "DK12345678", NULL, NULL);
  world_add_customer (world, 10021, "Munk Keramik Vejle", "DK12345678", NULL, NULL);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CUSTOMER_AMBIGUOUS);
  problem = expect_problem (plan, RS_PROBLEM_CUSTOMER_AMBIGUOUS);
  g_assert_cmpstr (problem->subject, ==, "customer/vat/12345678");
  candidates = rs_problem_dup_argument (problem, "candidates");
  g_assert_cmpstr (candidates, ==, "10020 Munk Keramik ApS; 10021 Munk Keramik Vejle");
}

static void
test_what_is_remembered_wins_over_all (void)
{
  g_autoptr (World) world = world_new_inbound ();

  world_remember (world, "customer:vat/12345678", "10099");
  expect_customer (world, "10099");
}

static void
test_a_person_may_say_that_it_is_a_new_customer (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_remember (world, "customer:vat/12345678", "new");
  plan = world_plan (world);
  expect_steps (plan, "create-rb-customer:vat/12345678," CREATE_ORDER_THERE);
}

static void
test_a_new_customer_has_what_the_set_up_says (void)
{
  g_autoptr (World) world = with_stranger ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *body = NULL;

  world->policy->customer_group = 2;
  world->policy->payment_term = 3;
  world->policy->layout = 4;
  world->policy->vat_zone = RS_VAT_EU;
  plan = world_plan (world);
  body = plan_dup_payload (plan, "customer");
  g_assert_cmpstr (
    body, ==,
    "{\"company_name\":\"Munk Keramik ApS\",\"name\":\"Munk Keramik ApS\",\"company_vat\":\"DK12345678\","
    "\"contact_email\":\"karla@munkkeramik.example\",\"contact_phone\":\"+4520304050\","
    "\"currency\":\"DKK\",\"vat_zone\":\"eu\",\"payment_terms_id\":3,\"customer_group_id\":2,"
    "\"layout_id\":4,\"attention\":\"Karla Munk\",\"address_street\":\"Havnegade 14\","
    "\"address_city\":\"Odense C\",\"address_zipcode\":\"5000\",\"address_country\":\"Denmark\"}");
}

static const struct
{
  const char *home, *away, *zone;
} zones[] = {
  { "Danmark", "DK", "\"vat_zone\":\"domestic\"" }, { "Denmark", "SE", "\"vat_zone\":\"eu\"" },
  { "Danmark", "NO", "\"vat_zone\":\"abroad\"" },   { "Norge", "SE", "\"vat_zone\":\"abroad\"" },
  { "Norge", "NO", "\"vat_zone\":\"domestic\"" },
};

static void
test_the_vat_zone_is_that_of_the_country (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr (World) world = with_stranger ();
      g_autoptr (RsPlan) plan = NULL;
      g_autofree char *body = NULL;

      world->policy->company = rs_address_new ();
      world->policy->company->country = g_strdup (zones[i].home);
      g_set_str (&world_sold (world)->delivery_address->country, zones[i].away);
      plan = world_plan (world);
      body = plan_dup_payload (plan, "customer");
      g_test_message ("%s to %s: %s", zones[i].home, zones[i].away, body);
      g_assert_nonnull (strstr (body, zones[i].zone));
    }
}

static void
test_the_customer_that_another_order_is_making_is_waited_for (void)
{
  g_autoptr (World) world = with_stranger ();
  g_autoptr (RsPlan) plan = NULL;

  world_journal_of_other (world, "create-rb-customer:vat/12345678", RS_STEP_SENT, NULL);
  plan = world_plan (world);
  expect_waits (plan, "Under way");
  g_assert_true (plan->waits_for_other);
}

static void
test_the_customer_that_another_order_has_made_is_used (void)
{
  g_autoptr (World) world = with_stranger ();

  world_journal_of_other (world, "create-rb-customer:vat/12345678", RS_STEP_DONE,
                          "{\"rb_customer_number\":20001}");
  expect_customer (world, "20001");
}

static void
test_the_billed_one_buys (void)
{
  g_autoptr (World) world = world_new_inbound ();
  RsAddress *billed = rs_address_copy (world_sold (world)->delivery_address);

  g_set_str (&billed->company, "Fjord Sport AS");
  g_set_str (&billed->vat_number, "NO987654321MVA");
  g_set_str (&billed->street, "Storgata 4");
  world_sold (world)->billing_address = billed;
  world_add_customer (world, 10030, "Fjord Sport AS", "NO 987 654 321", NULL, NULL);
  expect_customer (world, "10030");
}

static void
test_a_buyer_without_name_is_asked_for (void)
{
  g_autoptr (World) world = with_stranger ();
  RsAddress *to = world_sold (world)->delivery_address;
  g_autoptr (RsPlan) plan = NULL;

  g_clear_pointer (&to->company, g_free);
  g_clear_pointer (&to->contact, g_free);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_CUSTOMER_UNKNOWN);
}

static void
test_a_person_without_company_is_the_buyer (void)
{
  g_autoptr (World) world = with_stranger ();
  RsAddress *to = world_sold (world)->delivery_address;

  g_clear_pointer (&to->company, g_free);
  g_clear_pointer (&to->vat_number, g_free);
  world_add_customer (world, 10040, "Karla Munk", NULL, "karla@munkkeramik.example", NULL);
  expect_customer (world, "10040");
}

static void
expect_item (World *world, const char *number)
{
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *lines = NULL;
  g_autofree char *wanted = g_strdup_printf ("\"item_id\":\"%s\"", number);

  expect_steps (plan, CREATE_ORDER_THERE);
  lines = plan_dup_order_member (plan, "lines");
  g_assert_nonnull (strstr (lines, wanted));
}

static void
add_barcode (World *world, const char *number, const char *barcode)
{
  RsItem *item = world_add_item (world, number, TRUE);

  g_set_str (&item->name, number);
  g_set_str (&item->barcode, barcode);
}

static void
test_a_sku_may_be_a_barcode (void)
{
  g_autoptr (World) world = world_new_inbound ();

  add_barcode (world, "KP-500", "5701234000017");
  world_sell (world, "5701234000017", "Kande", 1);
  expect_item (world, "KP-500");
}

static void
test_a_barcode_of_several_items_asks (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  add_barcode (world, "KP-500", "5701234000017");
  add_barcode (world, "KP-501", "5701234000017");
  world_sell (world, "5701234000017", "Kande", 1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ITEM_AMBIGUOUS);
}

static void
test_a_missing_item_is_made_first (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *body = NULL;
  RsWsLine *line = world_sell (world, "NY-1", "Noget nyt", 1);

  world->policy->item_group = 5;
  world->policy->item_unit = 1;
  line->weight = rs_weight_grams (RS_DECIMAL_INT (250));
  line->has_weight = TRUE;
  plan = world_plan (world);
  expect_steps (plan, "create-rb-item:NY-1," CREATE_ORDER_THERE);
  body = plan_dup_payload (plan, "item");
  g_assert_cmpstr (body, ==,
                   "{\"number\":\"NY-1\",\"name\":\"Noget nyt\",\"group\":5,\"unit_id\":1,\"sales_price\":80,"
                   "\"weight\":250,\"weight_unit\":\"g\"}");
}

static void
test_a_missing_item_is_asked_for_without_a_group (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_sell (world, "NY-1", "Noget nyt", 1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ITEM_UNKNOWN);
}

static void
test_a_name_that_stands_for_a_lost_item_is_none (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  RsItem *stub = rs_item_new ();

  stub->number = g_strdup ("NY-1");
  g_hash_table_insert (world->subject->items, g_strdup ("NY-1"), stub);
  world_sell (world, "NY-1", "Noget nyt", 1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ITEM_UNKNOWN);
}

static void
test_nothing_is_made_while_anything_else_holds_the_order (void)
{
  g_autoptr (World) world = with_stranger ();
  g_autoptr (RsPlan) plan = NULL;

  world->policy->item_group = 5;
  world_sell (world, "NY-1", "Noget nyt", 1);
  world_sell (world, NULL, "Gavekort", 1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_ITEM_UNKNOWN);
}

static void
test_a_line_without_sku_is_what_a_person_answered (void)
{
  g_autoptr (World) world = world_new_inbound ();

  world_sell (world, NULL, "Gavekort, 100 kr.", 1);
  world_remember (world, "item:gavekort 100 kr", "GAVE");
  expect_item (world, "GAVE");
}

static void
test_a_line_may_be_left_out (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *lines = NULL;

  world_sell (world, NULL, "Gavekort, 100 kr.", 1);
  world_remember (world, "item:gavekort 100 kr", "leave-out");
  plan = world_plan (world);
  lines = plan_dup_order_member (plan, "lines");
  g_assert_null (strstr (lines, "Gavekort"));
}

static void
test_what_is_on_no_parcel_is_left_out_unless_the_set_up_says_otherwise (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) without = NULL;
  g_autoptr (RsPlan) with = NULL;

  world_sell (world, NULL, "Fragt", 1)->is_virtual = TRUE;
  without = world_plan (world);
  expect_steps (without, CREATE_ORDER_THERE);
  world->policy->freight = RS_FREIGHT_VIRTUAL;
  with = world_plan (world);
  expect_held (with, RS_PROBLEM_ITEM_UNKNOWN);
}

static void
test_a_negative_quantity_holds_the_order (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_sell (world, "KP-110", "Retur", -1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_QUANTITY_NEGATIVE);
}

static void
test_an_order_without_lines_is_held (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  g_ptr_array_set_size (world_sold (world)->lines, 0);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_NOTHING_TO_SHIP);
}

static void
set_term_of_rate (World *world, gint64 term)
{
  gint64 rate = 6;

  g_hash_table_remove (world->policy->term_of_rate, &rate);
  if (term >= 0)
    g_hash_table_insert (world->policy->term_of_rate, g_memdup2 (&rate, sizeof rate),
                         g_memdup2 (&term, sizeof term));
}

static void
test_a_rate_without_a_term_holds_the_order (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  set_term_of_rate (world, -1);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_RATE_UNMAPPED);
  g_assert_cmpstr (expect_problem (plan, RS_PROBLEM_RATE_UNMAPPED)->subject, ==, "rate/6");
}

static void
test_a_rate_that_several_terms_share_asks (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  set_term_of_rate (world, 0);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_RATE_SHARED);
}

static void
test_a_term_that_is_gone_holds_the_order (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  set_term_of_rate (world, 99);
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_RATE_UNMAPPED);
}

static void
test_the_default_term_stands_in_for_a_missing_one (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *term = NULL;

  set_term_of_rate (world, -1);
  world->policy->default_term = 12;
  plan = world_plan (world);
  term = plan_dup_order_member (plan, "delivery_terms_id");
  g_assert_cmpstr (term, ==, "12");
}

static void
test_an_order_goes_without_a_term_when_the_set_up_says_so (void)
{
  g_autoptr (World) world = world_new_inbound ();
  g_autoptr (RsPlan) plan = NULL;

  world_sold (world)->rate_id = 0;
  world->policy->unmapped = RS_UNMAPPED_SEND;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER_THERE);
  g_assert_null (plan_dup_order_member (plan, "delivery_terms_id"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      g_autofree char *path
        = g_strdup_printf ("/plan/inbound/%s-%s", customers[i].name,
                           customers[i].matches ? "is-the-customer" : "is-another-customer");

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_matches);
    }
#define ADD(name, func) g_test_add_func ("/plan/inbound/" name, func)
  ADD ("the-vat-number-wins-over-the-name", test_the_vat_number_wins_over_the_name);
  ADD ("several-matches-ask", test_several_matches_ask);
  ADD ("what-is-remembered-wins-over-all", test_what_is_remembered_wins_over_all);
  ADD ("a-person-may-say-that-it-is-a-new-customer", test_a_person_may_say_that_it_is_a_new_customer);
  ADD ("a-new-customer-has-what-the-set-up-says", test_a_new_customer_has_what_the_set_up_says);
  ADD ("the-vat-zone-is-that-of-the-country", test_the_vat_zone_is_that_of_the_country);
  ADD ("the-customer-that-another-order-is-making-is-waited-for",
       test_the_customer_that_another_order_is_making_is_waited_for);
  ADD ("the-customer-that-another-order-has-made-is-used",
       test_the_customer_that_another_order_has_made_is_used);
  ADD ("the-billed-one-buys", test_the_billed_one_buys);
  ADD ("a-buyer-without-name-is-asked-for", test_a_buyer_without_name_is_asked_for);
  ADD ("a-person-without-company-is-the-buyer", test_a_person_without_company_is_the_buyer);
  ADD ("a-sku-may-be-a-barcode", test_a_sku_may_be_a_barcode);
  ADD ("a-barcode-of-several-items-asks", test_a_barcode_of_several_items_asks);
  ADD ("a-missing-item-is-made-first", test_a_missing_item_is_made_first);
  ADD ("a-missing-item-is-asked-for-without-a-group", test_a_missing_item_is_asked_for_without_a_group);
  ADD ("a-name-that-stands-for-a-lost-item-is-none", test_a_name_that_stands_for_a_lost_item_is_none);
  ADD ("nothing-is-made-while-anything-else-holds-the-order",
       test_nothing_is_made_while_anything_else_holds_the_order);
  ADD ("a-line-without-sku-is-what-a-person-answered", test_a_line_without_sku_is_what_a_person_answered);
  ADD ("a-line-may-be-left-out", test_a_line_may_be_left_out);
  ADD ("what-is-on-no-parcel-is-left-out-unless-the-set-up-says-otherwise",
       test_what_is_on_no_parcel_is_left_out_unless_the_set_up_says_otherwise);
  ADD ("a-negative-quantity-holds-the-order", test_a_negative_quantity_holds_the_order);
  ADD ("an-order-without-lines-is-held", test_an_order_without_lines_is_held);
  ADD ("a-rate-without-a-term-holds-the-order", test_a_rate_without_a_term_holds_the_order);
  ADD ("a-rate-that-several-terms-share-asks", test_a_rate_that_several_terms_share_asks);
  ADD ("a-term-that-is-gone-holds-the-order", test_a_term_that_is_gone_holds_the_order);
  ADD ("the-default-term-stands-in-for-a-missing-one", test_the_default_term_stands_in_for_a_missing_one);
  ADD ("an-order-goes-without-a-term-when-the-set-up-says-so",
       test_an_order_goes_without_a_term_when_the_set_up_says_so);
#undef ADD
  return g_test_run ();
}
