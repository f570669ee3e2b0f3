/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include "rs-json.h"
#include "rs-random.h"

#include <string.h>

/* What holds for every order, however it is shaped and whoever does what to it, in whatever order. A failure
 * prints the seed; RS_SEED repeats it. */

#define ROUNDS 60
#define ACTS   12

/* RS_ROUNDS asks for more. */
static guint
rounds (void)
{
  const char *given = g_getenv ("RS_ROUNDS");

  return given != NULL ? (guint) g_ascii_strtoull (given, NULL, 10) : ROUNDS;
}

static guint64
first_seed (void)
{
  const char *given = g_getenv ("RS_SEED");
  guint64 seed
    = given != NULL ? g_ascii_strtoull (given, NULL, 10) : (guint64) g_get_real_time () % 1000000007u + 1;

  g_test_message ("RS_SEED=%" G_GUINT64_FORMAT, seed);
  return seed;
}

static const char *const items[] = { "KP-110", "KP-210", "KP-310" };

static World *
make_world (RsRandom *random)
{
  World *world = world_new ();
  guint n_lines = rs_random_range (random, 1, 5);

  world->policy->trigger = rs_random_chance (random, 0.5) ? RS_TRIGGER_ORDER : RS_TRIGGER_SHIPMENT;
  world->policy->freight = rs_random_chance (random, 0.5) ? RS_FREIGHT_VIRTUAL : RS_FREIGHT_LEAVE_OUT;
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, rs_random_range (random, 1, 9));

      world_add_line (world, 11 + i, items[rs_random_range (random, 0, G_N_ELEMENTS (items))], quantity);
    }
  if (rs_random_chance (random, 0.3))
    {
      world_add_item (world, "FRAGT", FALSE);
      world_add_line (world, 90, "FRAGT", "1");
    }
  return world;
}

static gint64
whole (RsDecimal value)
{
  g_assert_true (rs_decimal_is_integer (value));
  return value.micros / 1000000;
}

static gint64
ordered_of (World *world, const char *item)
{
  gint64 sum = 0;

  for (guint i = 0; i < world_order (world)->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (world_order (world)->lines, i);

      if (g_str_equal (line->item_number, item))
        sum += whole (line->quantity);
    }
  return sum;
}

/* On Rackbeat's shipments: shipped ones, or all. */
static gint64
on_shipments (World *world, const char *item, gboolean shipped_only)
{
  gint64 sum = 0;

  for (guint i = 0; i < world->subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (world->subject->rb_shipments, i);

      for (guint j = 0; j < shipment->lines->len; j++)
        {
          const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);

          if (g_str_equal (line->item_number, item) && (shipment->is_shipped || !shipped_only))
            sum += whole (line->quantity);
        }
    }
  return sum;
}

static gint64
in_webshipper (World *world, const char *item)
{
  gint64 sum = 0;

  for (guint i = 0; i < world->subject->ws_orders->len; i++)
    {
      const RsWsOrder *order = g_ptr_array_index (world->subject->ws_orders, i);

      for (guint j = 0; j < order->lines->len && g_strcmp0 (order->status, "cancelled") != 0; j++)
        {
          const RsWsLine *line = g_ptr_array_index (order->lines, j);

          if (g_str_equal (line->sku, item))
            sum += line->quantity;
        }
    }
  return sum;
}

static void
make_shipment_by_hand (World *world, RsRandom *random, gboolean shipped)
{
  const char *item = items[rs_random_range (random, 0, G_N_ELEMENTS (items))];
  gint64 left = ordered_of (world, item) - on_shipments (world, item, FALSE);
  gint64 id = 7300 + world->subject->rb_shipments->len;
  g_autofree char *quantity = NULL;
  RsRbShipment *shipment;

  if (left <= 0)
    return;
  quantity = g_strdup_printf ("%" G_GINT64_FORMAT, rs_random_range (random, 1, left + 1));
  shipment = world_add_rb_shipment (world, id);
  world_add_rb_shipment_line (shipment, id * 10, item, quantity);
  if (shipped)
    world_ship_in_rackbeat (world, shipment);
}

static void
dispatch_some (World *world, RsRandom *random)
{
  RsWsOrder *order;
  RsWsShipment *booked;
  g_autofree char *id = g_strdup_printf ("%u", 3100 + world->subject->ws_shipments->len);
  gboolean all = TRUE;

  if (world->subject->ws_orders->len == 0)
    return;
  order = g_ptr_array_index (world->subject->ws_orders,
                             rs_random_range (random, 0, world->subject->ws_orders->len));
  if (!g_str_equal (order->status, "pending") && !g_str_equal (order->status, "partly_dispatched"))
    return;
  booked = world_book (world, id);
  g_set_str (&booked->order_id, order->id);
  for (guint i = 0; i < order->lines->len; i++)
    {
      RsWsLine *line = g_ptr_array_index (order->lines, i);

      if (rs_ws_line_is_dispatched (line))
        continue;
      if (!rs_random_chance (random, 0.6))
        {
          all = FALSE;
          continue;
        }
      world_pack (booked, line, line->quantity);
      g_set_str (&line->status, "dispatched");
      line->shipment_id = g_ascii_strtoll (id, NULL, 10);
    }
  g_set_str (&order->status, all ? "dispatched" : "partly_dispatched");
}

/* Somebody, anywhere, does something that is allowed to them. */
static void
act (World *world, RsRandom *random)
{
  switch (rs_random_range (random, 0, 6))
    {
    case 0:
      make_shipment_by_hand (world, random, FALSE);
      break;
    case 1:
      make_shipment_by_hand (world, random, TRUE);
      break;
    case 2:
    case 3:
      dispatch_some (world, random);
      break;
    case 4:
      g_free (world_order (world)->note);
      world_order (world)->note = g_strdup_printf ("note %" G_GINT64_FORMAT, rs_random_range (random, 0, 9));
      break;
    default:
      world->now += RS_INSTANT_HOUR;
      break;
    }
}

static void
check_conserved (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      gint64 ordered = ordered_of (world, items[i]);

      g_assert_cmpint (on_shipments (world, items[i], TRUE), <=, ordered);
      g_assert_cmpint (in_webshipper (world, items[i]), <=, ordered);
    }
}

static void
test_nothing_is_ever_sent_or_shipped_beyond_what_was_ordered (void)
{
  guint64 seed = first_seed ();

  for (guint round = 0; round < rounds (); round++)
    {
      g_autoptr (RsRandom) random = rs_random_new (seed + round);
      g_autoptr (World) world = make_world (random);

      g_test_message ("round RS_SEED=%" G_GUINT64_FORMAT, seed + round);
      for (guint i = 0; i < ACTS; i++)
        {
          world_settle (world);
          check_conserved (world);
          act (world, random);
        }
      world_settle (world);
      check_conserved (world);
    }
}

static char *
describe (RsPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (plan->steps, i);

      g_string_append_printf (text, "%s %s %s\n", step->kind, step->key, step->payload);
    }
  for (guint i = 0; i < plan->problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (plan->problems, i);

      g_string_append_printf (text, "%s %s %s %s\n", problem->code, problem->subject, problem->text,
                              problem->arguments);
    }
  for (guint i = 0; i < plan->reasons->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (plan->reasons, i));
  g_string_append_printf (text, "%s %s %s %s %" G_GINT64_FORMAT, plan->row->state, plan->row->next,
                          plan->row->rackbeat, plan->row->webshipper, plan->look_again);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_the_same_case_always_gives_the_same_plan (void)
{
  guint64 seed = first_seed ();

  for (guint round = 0; round < rounds (); round++)
    {
      g_autoptr (RsRandom) random = rs_random_new (seed + round);
      g_autoptr (World) world = make_world (random);

      for (guint i = 0; i < ACTS; i++)
        {
          g_autoptr (RsPlan) first = world_plan (world);
          g_autoptr (RsPlan) second = world_plan (world);
          g_autofree char *one = describe (first);
          g_autofree char *two = describe (second);

          g_assert_cmpstr (one, ==, two);
          world_settle (world);
          act (world, random);
        }
    }
}

static void
test_no_step_is_planned_that_the_journal_holds (void)
{
  guint64 seed = first_seed ();

  for (guint round = 0; round < rounds (); round++)
    {
      g_autoptr (RsRandom) random = rs_random_new (seed + round);
      g_autoptr (World) world = make_world (random);

      for (guint i = 0; i < ACTS; i++)
        {
          g_autoptr (RsPlan) plan = world_plan (world);

          for (guint j = 0; j < plan->steps->len; j++)
            g_assert_null (
              rs_case_find_step (world->subject, ((RsStep *) g_ptr_array_index (plan->steps, j))->key));
          world_settle (world);
          act (world, random);
        }
    }
}

/* When nobody edits and all that stands in Webshipper goes, both sides end up shipped. */
static void
test_all_that_goes_is_shipped_on_both_sides_in_the_end (void)
{
  guint64 seed = first_seed ();

  for (guint round = 0; round < rounds (); round++)
    {
      g_autoptr (RsRandom) random = rs_random_new (seed + round);
      g_autoptr (World) world = make_world (random);
      g_autoptr (RsPlan) plan = NULL;

      g_test_message ("round RS_SEED=%" G_GUINT64_FORMAT, seed + round);
      world->policy->trigger = RS_TRIGGER_ORDER;
      world_settle (world);
      for (guint i = 0; i < 200 && !rs_ws_order_is_dispatched (world_ws_order (world)); i++)
        {
          dispatch_some (world, random);
          world_settle (world);
        }
      world->now += RS_INSTANT_HOUR;
      world_settle (world);
      plan = world_plan (world);
      expect_held (plan, "");
      g_assert_true (world_order (world)->is_shipped);
      expect_state (plan, RS_CASE_STATE_SHIPPED);
    }
}

static const char *const words[] = {
  "",
  " ",
  "rb-order/1042",
  "rb-shipment/7301",
  "4711",
  "-1",
  "DK",
  "Norig",
  "æøå",
  "dispatched",
  "partly_dispatched",
  "cancelled",
  "error",
  "missing_rate",
  "pending",
  "%s%n",
  "{\"lines\":[{\"quantity\":\"x\"}]}",
  "{\"before\":{}}",
  "[]",
  "null",
  "{",
  "{\"rb_shipment_id\":7301}",
  "{\"ws_order_id\":4711}",
  "11",
  "KP-110",
  "99999999999999999999",
  "{\"ext_ref\":\"rb-order/1042\",\"source\":[{\"ext_ref\":\"11\",\"ordered\":-1,\"quantity\":1e9,\"sent\":-5}]}",
  "{\"data\":{\"attributes\":{\"order_lines\":[1,null,{\"ext_ref\":{}}],\"delivery_address\":7}}}"
};

static char *
garbage (RsRandom *random)
{
  if (rs_random_chance (random, 0.2))
    return NULL;
  return g_strdup (words[rs_random_range (random, 0, G_N_ELEMENTS (words))]);
}

static gint64
garbage_int (RsRandom *random)
{
  static const gint64 values[]
    = { 0, 1, 11, 12, 6, 9, 1042, 7301, 4711, -1, G_MAXINT64, G_MININT64, G_MAXINT64 - 1 };

  return values[rs_random_range (random, 0, G_N_ELEMENTS (values))];
}

static RsDecimal
garbage_decimal (RsRandom *random)
{
  static const gint64 values[]
    = { 0, 1, 500000, 1000000, 2500000, 5000000, -1000000, G_MAXINT64, G_MININT64 };

  return (RsDecimal) { values[rs_random_range (random, 0, G_N_ELEMENTS (values))] };
}

static RsInstant
garbage_instant (RsRandom *random)
{
  static const gint64 values[]
    = { RS_INSTANT_NONE, 0, WORLD_NOW, WORLD_NOW + RS_INSTANT_HOUR, G_MAXINT64, G_MININT64 + 1 };

  return values[rs_random_range (random, 0, G_N_ELEMENTS (values))];
}

static RsAddress *
garbage_address (RsRandom *random)
{
  RsAddress *address;

  if (rs_random_chance (random, 0.3))
    return NULL;
  address = rs_address_new ();
  address->company = garbage (random);
  address->contact = garbage (random);
  address->street = garbage (random);
  address->zip = garbage (random);
  address->city = garbage (random);
  address->country = garbage (random);
  address->phone = garbage (random);
  address->email = garbage (random);
  return address;
}

static void
spoil_order (World *world, RsRandom *random)
{
  RsRbOrder *order = world_order (world);

  g_clear_pointer (&order->delivery_address, rs_address_unref);
  g_clear_pointer (&order->billing_address, rs_address_unref);
  order->delivery_address = garbage_address (random);
  order->billing_address = garbage_address (random);
  order->number = garbage_int (random);
  order->delivery_term = garbage_int (random);
  order->is_booked = rs_random_chance (random, 0.8);
  order->is_shipped = rs_random_chance (random, 0.1);
  order->is_partly_shipped = rs_random_chance (random, 0.3);
  order->is_cancelled = rs_random_chance (random, 0.1);
  order->created_at = garbage_instant (random);
  order->order_date = garbage (random);
  order->note = garbage (random);
  for (gint64 i = rs_random_range (random, 0, 4); i > 0; i--)
    {
      RsRbLine *line = rs_rb_line_new ();

      line->id = garbage_int (random);
      line->item_number = garbage (random);
      line->name = garbage (random);
      line->variation = garbage (random);
      line->quantity = garbage_decimal (random);
      line->shipped = garbage_decimal (random);
      line->has_shipped = rs_random_chance (random, 0.5);
      line->unit_price = garbage_decimal (random);
      line->discount_percent = garbage_decimal (random);
      g_ptr_array_add (order->lines, line);
    }
}

static void
add_garbage_rb_shipments (World *world, RsRandom *random)
{
  for (gint64 i = rs_random_range (random, 0, 3); i > 0; i--)
    {
      RsRbShipment *shipment = world_add_rb_shipment (world, garbage_int (random));

      shipment->is_shipped = rs_random_chance (random, 0.4);
      for (gint64 j = rs_random_range (random, 0, 3); j > 0; j--)
        {
          RsRbShipmentLine *line = rs_rb_shipment_line_new ();

          line->id = garbage_int (random);
          line->order_line_id = garbage_int (random);
          line->item_number = garbage (random);
          line->variation = garbage (random);
          line->quantity = garbage_decimal (random);
          g_ptr_array_add (shipment->lines, line);
        }
    }
}

static void
add_garbage_ws_orders (World *world, RsRandom *random)
{
  for (gint64 i = rs_random_range (random, 0, 3); i > 0; i--)
    {
      RsWsOrder *order = rs_ws_order_new ();

      order->id = garbage (random);
      order->ext_ref = garbage (random);
      order->status = garbage (random);
      order->is_locked = rs_random_chance (random, 0.2);
      order->rate_id = garbage_int (random);
      order->error_message = garbage (random);
      order->delivery_address = garbage_address (random);
      for (gint64 j = rs_random_range (random, 0, 4); j > 0; j--)
        {
          RsWsLine *line = rs_ws_line_new ();

          line->id = garbage_int (random);
          line->ext_ref = garbage (random);
          line->sku = garbage (random);
          line->status = garbage (random);
          line->quantity = garbage_int (random);
          line->shipment_id = garbage_int (random);
          line->is_virtual = rs_random_chance (random, 0.2);
          g_ptr_array_add (order->lines, line);
        }
      g_ptr_array_add (world->subject->ws_orders, order);
    }
}

static void
add_garbage_ws_shipments (World *world, RsRandom *random)
{
  for (gint64 i = rs_random_range (random, 0, 3); i > 0; i--)
    {
      RsWsShipment *shipment = rs_ws_shipment_new ();
      RsPackage *package = rs_package_new ();
      RsPackageLine *held = rs_package_line_new ();
      RsTrackingLink *link = rs_tracking_link_new ();

      shipment->id = garbage (random);
      shipment->order_id = garbage (random);
      shipment->carrier = garbage (random);
      shipment->is_return = rs_random_chance (random, 0.2);
      shipment->created_at = garbage_instant (random);
      held->line_id = garbage_int (random);
      held->ext_ref = garbage (random);
      held->quantity = garbage_int (random);
      link->number = garbage (random);
      link->url = garbage (random);
      g_ptr_array_add (package->lines, held);
      g_ptr_array_add (shipment->packages, package);
      g_ptr_array_add (shipment->tracking_links, link);
      g_ptr_array_add (world->subject->ws_shipments, shipment);
    }
}

static void
add_garbage_journal (World *world, RsRandom *random)
{
  static const char *const keys[] = { CREATE_ORDER,
                                      "create-ws-order:rb-shipment/7301",
                                      "create-rb-shipment:ws-shipment/4711",
                                      "create-rb-shipment:person/1",
                                      "mark-rb-shipped:7301",
                                      "cancel-ws-order:4711",
                                      "update-ws-order:4711:reopen",
                                      "mark-ws-dispatched:4711",
                                      "x",
                                      ":" };

  for (gint64 i = rs_random_range (random, 0, 4); i > 0; i--)
    {
      g_autofree char *payload = garbage (random);
      g_autofree char *result = garbage (random);
      RsStep *step = world_journal (world, keys[rs_random_range (random, 0, G_N_ELEMENTS (keys))],
                                    rs_random_range (random, 0, RS_STEP_DROPPED + 1), payload, result);

      step->created_at = garbage_instant (random);
      g_free (step->who);
      step->who = garbage (random);
      step->error = garbage (random);
    }
  for (gint64 i = rs_random_range (random, 0, 3); i > 0; i--)
    {
      RsLink *link = rs_link_new ();

      link->rb_ref = g_strdup (rs_random_chance (random, 0.5) ? ORDER_REF : "rb-shipment/7301");
      link->ws_order_id = g_strdup (rs_random_chance (random, 0.7) ? "4711" : "11");
      link->sent = garbage (random);
      g_ptr_array_add (world->subject->links, link);
    }
}

static void
test_garbage_is_planned_without_a_word (void)
{
  guint64 seed = first_seed ();

  for (guint round = 0; round < 20 * rounds (); round++)
    {
      g_autoptr (RsRandom) random = rs_random_new (seed + round);
      g_autoptr (World) world = world_new ();
      g_autoptr (RsPlan) plan = NULL;

      world->policy->trigger = rs_random_range (random, 0, 2);
      world->policy->tracking = rs_random_range (random, 0, 2);
      world->policy->tracking_field = garbage_int (random);
      world->policy->unmapped = rs_random_range (random, 0, 2);
      world->policy->start = garbage_instant (random);
      world->subject->rb_shipments_known = rs_random_chance (random, 0.8);
      world->subject->rb_gone = rs_random_chance (random, 0.1);
      world_add_item (world, "KP-110", TRUE);
      world_add_item (world, "11", FALSE);
      spoil_order (world, random);
      add_garbage_rb_shipments (world, random);
      add_garbage_ws_orders (world, random);
      add_garbage_ws_shipments (world, random);
      add_garbage_journal (world, random);

      plan = world_plan (world);
      g_assert_nonnull (plan->row->state);
      g_assert_nonnull (plan->row->next);
      for (guint i = 0; i < plan->steps->len; i++)
        {
          g_autofree char *none = step_dup_payload (g_ptr_array_index (plan->steps, i), "");

          g_assert_null (none);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/plan/properties/" name, func)
  ADD ("nothing-is-ever-sent-or-shipped-beyond-what-was-ordered",
       test_nothing_is_ever_sent_or_shipped_beyond_what_was_ordered);
  ADD ("the-same-case-always-gives-the-same-plan", test_the_same_case_always_gives_the_same_plan);
  ADD ("no-step-is-planned-that-the-journal-holds", test_no_step_is_planned_that_the_journal_holds);
  ADD ("all-that-goes-is-shipped-on-both-sides-in-the-end",
       test_all_that_goes_is_shipped_on_both_sides_in_the_end);
  ADD ("garbage-is-planned-without-a-word", test_garbage_is_planned_without_a_word);
#undef ADD
  return g_test_run ();
}
