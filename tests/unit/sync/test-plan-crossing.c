/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

/* Does an order cross at all (PRODUCT F2.2, F2.4)? */

static World *
with_goods (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  return world;
}

static void
test_a_confirmed_order_goes_to_webshipper (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = world_plan (world);

  expect_steps (plan, CREATE_ORDER);
  expect_state (plan, RS_CASE_STATE_WAITING);
  g_assert_cmpstr (plan->row->next, ==, "Goes to Webshipper at the next sync");
}

static void
set_cancelled (World *world)
{
  world_order (world)->is_cancelled = TRUE;
}

static void
set_archived (World *world)
{
  world_order (world)->is_archived = TRUE;
}

static void
set_shipped (World *world)
{
  world_order (world)->is_shipped = TRUE;
}

static void
set_draft (World *world)
{
  world_order (world)->is_booked = FALSE;
}

static void
set_old (World *world)
{
  world->policy->start = world_order (world)->created_at + 1;
}

static void
set_day_before (World *world)
{
  world_order (world)->created_at = RS_INSTANT_NONE;
  world_order (world)->order_date = g_strdup ("2026-09-27");
  g_assert_true (rs_instant_parse ("2026-09-28", NULL, &world->policy->start, NULL));
}

static void
set_undated (World *world)
{
  world_order (world)->created_at = RS_INSTANT_NONE;
  world->policy->start = WORLD_NOW;
}

static void
set_not_ready (World *world)
{
  world->policy->ready_only = TRUE;
}

static void
set_other_term (World *world)
{
  gint64 term = 13;

  world->policy->filter_terms = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (world->policy->filter_terms, g_memdup2 (&term, sizeof term));
}

static void
set_other_country (World *world)
{
  world->policy->filter_countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (world->policy->filter_countries, g_strdup ("NO"));
}

static void
set_no_direction (World *world)
{
  world->policy->direction = RS_DIRECTION_NONE;
}

static void
set_other_direction (World *world)
{
  world->policy->direction = RS_DIRECTION_WS_TO_RB;
}

static const struct
{
  const char *name;
  void (*change) (World *world);
  const char *state;
  const char *next;
} stays[] = {
  { "a-cancelled-order-stays", set_cancelled, RS_CASE_STATE_CANCELLED, "Nothing: cancelled" },
  { "an-archived-order-stays", set_archived, RS_CASE_STATE_NOT_WANTED, "Stays in Rackbeat: archived" },
  { "a-shipped-order-stays", set_shipped, RS_CASE_STATE_NOT_WANTED, "Shipped in Rackbeat before it crossed" },
  { "a-draft-stays", set_draft, RS_CASE_STATE_NOT_WANTED, "Draft in Rackbeat: goes when it is confirmed" },
  { "an-order-from-before-the-start-stays", set_old, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: made before the start date" },
  { "an-order-dated-the-day-before-the-start-stays", set_day_before, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: made before the start date" },
  { "an-order-without-any-date-stays-when-there-is-a-start", set_undated, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: when it was made is not known" },
  { "an-order-not-ready-stays-when-only-ready-ones-go", set_not_ready, RS_CASE_STATE_NOT_WANTED,
    "Waits in Rackbeat until it is ready for shipping" },
  { "a-filtered-term-stays", set_other_term, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: its delivery term does not cross" },
  { "a-filtered-country-stays", set_other_country, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: its country does not cross" },
  { "nothing-goes-before-a-direction-is-set-up", set_no_direction, RS_CASE_STATE_NOT_WANTED,
    "Nothing: RackShip is not set up yet" },
  { "nothing-goes-to-webshipper-when-orders-come-from-there", set_other_direction, RS_CASE_STATE_NOT_WANTED,
    "Stays in Rackbeat: orders come from Webshipper" },
};

static void
test_stays (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  stays[index].change (world);
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, stays[index].state);
  g_assert_cmpstr (plan->row->next, ==, stays[index].next);
  g_assert_cmpuint (plan->reasons->len, >, 0);
}

static void
test_drafts_go_when_asked_for (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_draft (world);
  world->policy->with_drafts = TRUE;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_an_order_of_the_very_start_goes (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world->policy->start = world_order (world)->created_at;
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_an_order_dated_the_start_day_goes (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world_order (world)->created_at = RS_INSTANT_NONE;
  world_order (world)->order_date = g_strdup ("2026-09-28");
  g_assert_true (rs_instant_parse ("2026-09-28T11:00:00Z", NULL, &world->policy->start, NULL));
  plan = world_plan (world);
  expect_steps (plan, CREATE_ORDER);
}

static void
test_a_country_nobody_knows_is_asked_about_not_filtered (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  set_other_country (world);
  g_set_str (&world_order (world)->delivery_address->country, "Norig");
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_COUNTRY_UNKNOWN);
}

static void
test_an_order_not_read_yet_waits (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  g_clear_pointer (&world->subject->rb_order, rs_rb_order_unref);
  plan = world_plan (world);
  expect_waits (plan, "to be read");
}

static void
test_an_unreadable_record_stops_every_write (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  g_ptr_array_add (world->subject->unreadable,
                   rs_problem_new (RS_PROBLEM_UNREADABLE, "rackbeat/shipment/7301", ORDER_REF, "retry",
                                   "Shipment 7301 cannot be read."));
  plan = world_plan (world);
  expect_held (plan, RS_PROBLEM_UNREADABLE);
}

static void
test_a_deleted_order_that_never_crossed_is_done (void)
{
  g_autoptr (World) world = with_goods ();
  g_autoptr (RsPlan) plan = NULL;

  world->subject->rb_gone = TRUE;
  plan = world_plan (world);
  expect_held (plan, "");
  expect_state (plan, RS_CASE_STATE_CANCELLED);
  g_assert_cmpstr (plan->row->rackbeat, ==, "gone");
}

static void
test_handles_are_read_only_as_we_write_them (void)
{
  static const char *const bad[] = { NULL,
                                     "",
                                     "1042",
                                     "rb-order/",
                                     "rb-order/0",
                                     "rb-order/01",
                                     "rb-order/-1",
                                     "rb-order/+1",
                                     "rb-order/1 ",
                                     "rb-order/9223372036854775808",
                                     "rb-shipment/x",
                                     "RB-ORDER/1",
                                     "rb-order/1/2",
                                     "xrb-order/1" };
  char kind = 'x';
  gint64 number = 7;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rs_plan_parse_ext_ref (bad[i], &kind, &number));
  g_assert_true (rs_plan_parse_ext_ref ("rb-order/1042", &kind, &number));
  g_assert_cmpint (kind, ==, 'o');
  g_assert_cmpint (number, ==, 1042);
  g_assert_true (rs_plan_parse_ext_ref ("rb-shipment/7301", &kind, &number));
  g_assert_cmpint (kind, ==, 's');
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/crossing/a-confirmed-order-goes-to-webshipper",
                   test_a_confirmed_order_goes_to_webshipper);
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    {
      g_autofree char *path = g_strconcat ("/plan/crossing/", stays[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stays);
    }
  g_test_add_func ("/plan/crossing/drafts-go-when-asked-for", test_drafts_go_when_asked_for);
  g_test_add_func ("/plan/crossing/an-order-of-the-very-start-goes", test_an_order_of_the_very_start_goes);
  g_test_add_func ("/plan/crossing/an-order-dated-the-start-day-goes",
                   test_an_order_dated_the_start_day_goes);
  g_test_add_func ("/plan/crossing/a-country-nobody-knows-is-asked-about-not-filtered",
                   test_a_country_nobody_knows_is_asked_about_not_filtered);
  g_test_add_func ("/plan/crossing/an-order-not-read-yet-waits", test_an_order_not_read_yet_waits);
  g_test_add_func ("/plan/crossing/an-unreadable-record-stops-every-write",
                   test_an_unreadable_record_stops_every_write);
  g_test_add_func ("/plan/crossing/a-deleted-order-that-never-crossed-is-done",
                   test_a_deleted_order_that_never_crossed_is_done);
  g_test_add_func ("/plan/crossing/handles-are-read-only-as-we-write-them",
                   test_handles_are_read_only_as_we_write_them);
  return g_test_run ();
}
