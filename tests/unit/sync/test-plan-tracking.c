/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

/* Carrier, tracking numbers and links come to Rackbeat (PRODUCT F4.8). */

static World *
dispatched (void)
{
  World *world = world_new ();

  world_add_line (world, 11, "KP-110", "5");
  world_cross (world);
  world_dispatch (world, "3105");
  return world;
}

static RsStep *
tracking_step (RsPlan *plan)
{
  for (guint i = 0; i < plan->steps->len; i++)
    if (g_str_equal (((RsStep *) g_ptr_array_index (plan->steps, i))->kind, "write-rb-tracking"))
      return g_ptr_array_index (plan->steps, i);
  return NULL;
}

static char *
text_of (RsPlan *plan, const char *member)
{
  RsStep *step = tracking_step (plan);

  g_assert_nonnull (step);
  return step_dup_payload (step, member);
}

static RsWsShipment *
shipment (World *world, guint index)
{
  return g_ptr_array_index (world->subject->ws_shipments, index);
}

static void
add_parcel (World *world, const char *number)
{
  RsTrackingLink *link = rs_tracking_link_new ();

  link->number = g_strdup (number);
  g_ptr_array_add (shipment (world, 0)->tracking_links, link);
}

static void
test_a_note_holds_carrier_number_and_link_and_its_marker (void)
{
  g_autoptr (World) world = dispatched ();
  g_autoptr (RsPlan) plan = world_plan (world);
  g_autofree char *text = text_of (plan, "text");
  g_autofree char *marker = text_of (plan, "marker");
  g_autofree char *field = text_of (plan, "field_id");

  g_assert_cmpstr (text, ==, "\"GLS TN3105 https://track.example/TN3105\\n[RackShip ws-shipment/3105]\"");
  g_assert_cmpstr (marker, ==, "\"[RackShip ws-shipment/3105]\"");
  g_assert_cmpstr (field, ==, "0");
}

static void
test_all_parcels_have_their_numbers (void)
{
  g_autoptr (World) world = dispatched ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *text = NULL;

  add_parcel (world, "TN2");
  add_parcel (world, "TN3");
  plan = world_plan (world);
  text = text_of (plan, "text");
  g_assert_nonnull (strstr (text, "TN3105"));
  g_assert_nonnull (strstr (text, "\\nGLS TN2\\nGLS TN3\\n"));
}

static void
test_a_number_that_is_late_is_waited_for_a_little (void)
{
  g_autoptr (World) world = dispatched ();
  g_autoptr (RsPlan) plan = NULL;

  g_ptr_array_set_size (shipment (world, 0)->tracking_links, 0);
  plan = world_plan (world);
  g_assert_null (tracking_step (plan));
  g_assert_cmpint (plan->look_again, ==, world->now + 15 * RS_INSTANT_MINUTE);

  world->now = plan->look_again;
  g_clear_pointer (&plan, rs_plan_unref);
  plan = world_plan (world);
  g_assert_nonnull (tracking_step (plan));
  g_assert_cmpint (plan->look_again, ==, RS_INSTANT_NONE);
}

static void
test_a_number_that_comes_later_is_written_with_a_marker_of_its_own (void)
{
  g_autoptr (World) world = dispatched ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *marker = NULL;

  world_settle (world);
  add_parcel (world, "TN2");
  plan = world_plan (world);
  marker = text_of (plan, "marker");
  g_assert_cmpstr (marker, ==, "\"[RackShip ws-shipment/3105 #2]\"");
  g_assert_cmpuint (world_settle (world), ==, 1);
}

static void
test_an_event_on_the_way_writes_nothing_new (void)
{
  g_autoptr (World) world = dispatched ();
  RsTrackingLink *link = g_ptr_array_index (shipment (world, 0)->tracking_links, 0);

  world_settle (world);
  link->event = g_strdup ("delivered");
  g_assert_cmpuint (world_settle (world), ==, 0);
}

static void
test_a_link_that_is_none_is_not_written (void)
{
  g_autoptr (World) world = dispatched ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *text = NULL;
  RsTrackingLink *link = g_ptr_array_index (shipment (world, 0)->tracking_links, 0);

  g_set_str (&link->url, "javascript:alert(1)");
  g_set_str (&link->number, "TN\n[RackShip ws-shipment/1]\x01%s");
  plan = world_plan (world);
  text = text_of (plan, "text");
  g_assert_null (strstr (text, "javascript"));
  g_assert_null (strstr (text, "TN\\n"));
  g_assert_nonnull (strstr (text, "%s"));
}

static void
test_the_field_holds_all_bookings_of_the_order (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *text = NULL;
  g_autofree char *field = NULL;

  world->policy->tracking = RS_TRACKING_FIELD;
  world->policy->tracking_field = 31;
  world_add_line (world, 11, "KP-110", "5");
  world_cross (world);
  world_pack (world_book (world, "3105"), world_ws_line (world, "11"), 3);
  g_set_str (&world_ws_order (world)->status, "partly_dispatched");
  world_settle (world);
  world_dispatch (world, "3106");
  plan = world_plan (world);
  text = text_of (plan, "text");
  field = text_of (plan, "field_id");
  g_assert_cmpstr (text, ==,
                   "\"GLS TN3105 https://track.example/TN3105; GLS TN3106 https://track.example/TN3106\"");
  g_assert_cmpstr (field, ==, "31");
  world_settle (world);
  g_assert_cmpuint (world_settle (world), ==, 0);
}

static void
test_a_shipments_note_names_the_shipment (void)
{
  g_autoptr (World) world = world_new ();
  g_autoptr (RsPlan) plan = NULL;
  g_autofree char *text = NULL;

  world->policy->trigger = RS_TRIGGER_SHIPMENT;
  world_add_line (world, 11, "KP-110", "5");
  world_add_rb_shipment_line (world_add_rb_shipment (world, 7301), 1, "KP-110", "5");
  world_cross (world);
  world_dispatch (world, "3105");
  plan = world_plan (world);
  text = text_of (plan, "text");
  g_assert_true (g_str_has_prefix (text, "\"Forsendelse / shipment 7301\\nGLS TN3105"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/tracking/" name, func)
  ADD ("a-note-holds-carrier-number-and-link-and-its-marker",
       test_a_note_holds_carrier_number_and_link_and_its_marker);
  ADD ("all-parcels-have-their-numbers", test_all_parcels_have_their_numbers);
  ADD ("a-number-that-is-late-is-waited-for-a-little", test_a_number_that_is_late_is_waited_for_a_little);
  ADD ("a-number-that-comes-later-is-written-with-a-marker-of-its-own",
       test_a_number_that_comes_later_is_written_with_a_marker_of_its_own);
  ADD ("an-event-on-the-way-writes-nothing-new", test_an_event_on_the_way_writes_nothing_new);
  ADD ("a-link-that-is-none-is-not-written", test_a_link_that_is_none_is_not_written);
  ADD ("the-field-holds-all-bookings-of-the-order", test_the_field_holds_all_bookings_of_the_order);
  ADD ("a-shipments-note-names-the-shipment", test_a_shipments_note_names_the_shipment);
#undef ADD
  return g_test_run ();
}
