/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case.h"
#include "rs-policy.h"

static RsWsLine *
add_line (RsWsOrder *order, const char *status, gint64 package_id)
{
  RsWsLine *line = rs_ws_line_new ();

  line->status = g_strdup (status);
  line->package_id = package_id;
  g_ptr_array_add (order->lines, line);
  return line;
}

static void
assert_open (const char *status, gboolean expected)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();

  order->status = g_strdup (status);
  add_line (order, NULL, 0);
  g_test_message ("%s", status != NULL ? status : "no status");
  g_assert_cmpint (rs_ws_order_is_open (order), ==, expected);
}

static void
test_an_order_is_open_until_it_went_or_was_cancelled (void)
{
  assert_open (NULL, TRUE);
  assert_open ("pending", TRUE);
  assert_open ("error", TRUE);
  assert_open ("missing_rate", TRUE);
  assert_open ("on_hold", TRUE);
  assert_open ("a word not yet known", TRUE);
  assert_open ("dispatched", FALSE);
  assert_open ("partly_dispatched", FALSE);
  assert_open ("cancelled", FALSE);
}

static void
test_a_locked_order_is_not_open (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();

  g_assert_true (rs_ws_order_is_open (order));
  order->is_locked = TRUE;
  g_assert_false (rs_ws_order_is_open (order));
}

static void
test_one_line_in_a_parcel_or_dispatched_closes_an_order (void)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  RsWsLine *line;

  add_line (order, "pending", 0);
  line = add_line (order, "returned", 0);
  g_assert_true (rs_ws_order_is_open (order));
  line->package_id = 5501;
  g_assert_false (rs_ws_order_is_open (order));
  line->package_id = 0;
  g_set_str (&line->status, "dispatched");
  g_assert_true (rs_ws_line_is_dispatched (line));
  g_assert_false (rs_ws_order_is_open (order));
}

static void
test_only_the_whole_order_is_dispatched (void)
{
  static const char *const others[] = { NULL, "", "partly_dispatched", "Dispatched", "pending" };
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_set_str (&order->status, others[i]);
      g_assert_false (rs_ws_order_is_dispatched (order));
    }
  g_set_str (&order->status, "dispatched");
  g_assert_true (rs_ws_order_is_dispatched (order));
}

static void
test_lines_are_found_by_their_id (void)
{
  g_autoptr (RsRbOrder) order = rs_rb_order_new ();

  for (gint64 id = 55011; id <= 55013; id++)
    {
      RsRbLine *line = rs_rb_line_new ();

      line->id = id;
      g_ptr_array_add (order->lines, line);
    }
  g_assert_true (rs_rb_order_find_line (order, 55012) == g_ptr_array_index (order->lines, 1));
  g_assert_null (rs_rb_order_find_line (order, 1));
  g_assert_null (rs_rb_order_find_line (order, 0));
}

static RsCase *
make_case (void)
{
  RsCase *self = rs_case_new ();
  RsRbShipment *shipment = rs_rb_shipment_new ();
  RsWsOrder *unsent = rs_ws_order_new ();
  RsWsOrder *order = rs_ws_order_new ();
  RsLink *link = rs_link_new ();
  RsStep *step = rs_step_new ();
  RsItem *item = rs_item_new ();

  shipment->id = 7301;
  order->id = g_strdup ("4711");
  link->rb_ref = g_strdup ("rb-shipment/7301");
  step->key = g_strdup ("create-ws-order:rb-shipment/7301");
  step->state = RS_STEP_DONE;
  item->number = g_strdup ("CYK-2201");
  g_ptr_array_add (self->rb_shipments, shipment);
  g_ptr_array_add (self->ws_orders, unsent);
  g_ptr_array_add (self->ws_orders, order);
  g_ptr_array_add (self->links, link);
  g_ptr_array_add (self->steps, step);
  g_hash_table_insert (self->items, g_strdup (item->number), item);
  return self;
}

static void
test_a_case_finds_what_hangs_on_it (void)
{
  g_autoptr (RsCase) self = make_case ();

  g_assert_true (rs_case_find_rb_shipment (self, 7301) == g_ptr_array_index (self->rb_shipments, 0));
  g_assert_null (rs_case_find_rb_shipment (self, 7302));
  g_assert_true (rs_case_find_ws_order (self, "4711") == g_ptr_array_index (self->ws_orders, 1));
  g_assert_null (rs_case_find_ws_order (self, "471"));
  g_assert_true (rs_case_find_link (self, "rb-shipment/7301") == g_ptr_array_index (self->links, 0));
  g_assert_null (rs_case_find_link (self, "rb-shipment/730"));
  g_assert_true (rs_case_find_step (self, "create-ws-order:rb-shipment/7301")
                 == g_ptr_array_index (self->steps, 0));
  g_assert_null (rs_case_find_step (self, "create-ws-order:rb-shipment/730"));
  g_assert_nonnull (rs_case_find_item (self, "CYK-2201"));
  g_assert_null (rs_case_find_item (self, "cyk-2201"));
  g_assert_null (rs_case_find_item (self, NULL));
}

static void
test_a_case_knows_whether_something_is_under_way (void)
{
  static const struct
  {
    RsStepState state;
    gboolean is_open;
  } cases[] = {
    { RS_STEP_PLANNED, TRUE }, { RS_STEP_SENT, TRUE },  { RS_STEP_DOUBTFUL, TRUE }, { RS_STEP_WAITING, TRUE },
    { RS_STEP_FAILED, FALSE }, { RS_STEP_DONE, FALSE }, { RS_STEP_DROPPED, FALSE },
  };
  g_autoptr (RsCase) self = make_case ();
  RsStep *step = rs_step_new ();

  g_ptr_array_add (self->steps, step);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      step->state = cases[i].state;
      g_assert_cmpint (rs_step_is_open (step), ==, cases[i].is_open);
      g_assert_cmpint (rs_case_has_open_step (self), ==, cases[i].is_open);
    }
}

static void
test_every_state_of_a_step_has_its_word (void)
{
  RsStepState again = RS_STEP_PLANNED;

  for (RsStepState state = RS_STEP_PLANNED; state <= RS_STEP_DROPPED; state++)
    {
      g_assert_nonnull (rs_step_state_name (state));
      g_assert_true (rs_step_state_parse (rs_step_state_name (state), &again));
      g_assert_cmpint (again, ==, state);
    }
  g_assert_false (rs_step_state_parse ("lost", &again));
  g_assert_false (rs_step_state_parse ("", &again));
  g_assert_false (rs_step_state_parse (NULL, &again));
  g_assert_cmpint (again, ==, RS_STEP_DROPPED);
}

static gint64 *
boxed_number (gint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

static void
test_a_term_maps_to_its_rate_else_to_the_default (void)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();

  g_assert_cmpint (rs_policy_rate_for_term (policy, 2), ==, 0);
  g_hash_table_insert (policy->rate_of_term, boxed_number (2), boxed_number (6));
  g_assert_cmpint (rs_policy_rate_for_term (policy, 2), ==, 6);
  g_assert_cmpint (rs_policy_rate_for_term (policy, 3), ==, 0);
  policy->default_rate = 9;
  g_assert_cmpint (rs_policy_rate_for_term (policy, 2), ==, 6);
  g_assert_cmpint (rs_policy_rate_for_term (policy, 3), ==, 9);
  g_assert_cmpint (rs_policy_rate_for_term (policy, 0), ==, 9);
}

static void
test_a_rate_is_found_by_its_id (void)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();
  RsShippingRate *rate = rs_shipping_rate_new ();

  rate->id = G_GINT64_CONSTANT (6000000000);
  g_hash_table_insert (policy->rates, boxed_number (rate->id), rate);
  g_assert_true (rs_policy_get_rate (policy, G_GINT64_CONSTANT (6000000000)) == rate);
  g_assert_null (rs_policy_get_rate (policy, 6));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/orders/an-order-is-open-until-it-went-or-was-cancelled",
                   test_an_order_is_open_until_it_went_or_was_cancelled);
  g_test_add_func ("/model/orders/a-locked-order-is-not-open", test_a_locked_order_is_not_open);
  g_test_add_func ("/model/orders/one-line-in-a-parcel-or-dispatched-closes-an-order",
                   test_one_line_in_a_parcel_or_dispatched_closes_an_order);
  g_test_add_func ("/model/orders/only-the-whole-order-is-dispatched",
                   test_only_the_whole_order_is_dispatched);
  g_test_add_func ("/model/orders/lines-are-found-by-their-id", test_lines_are_found_by_their_id);
  g_test_add_func ("/model/case/a-case-finds-what-hangs-on-it", test_a_case_finds_what_hangs_on_it);
  g_test_add_func ("/model/case/a-case-knows-whether-something-is-under-way",
                   test_a_case_knows_whether_something_is_under_way);
  g_test_add_func ("/model/step/every-state-of-a-step-has-its-word", test_every_state_of_a_step_has_its_word);
  g_test_add_func ("/model/policy/a-term-maps-to-its-rate-else-to-the-default",
                   test_a_term_maps_to_its_rate_else_to_the_default);
  g_test_add_func ("/model/policy/a-rate-is-found-by-its-id", test_a_rate_is_found_by_its_id);
  return g_test_run ();
}
