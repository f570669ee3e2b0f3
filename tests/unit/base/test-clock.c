/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-clock.h"

#include "rs-error.h"

#define SECOND RS_INSTANT_SECOND

static void
run_until_done (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
}

/* What a sleep resolves to, as it must. */
static void
assert_woken (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  g_assert_true (G_VALUE_HOLDS_BOOLEAN (value));
  g_assert_true (g_value_get_boolean (value));
}

typedef struct
{
  GString *woken; /* the names of those who woke, in order */
  const char *name;
  RsClock *clock;
} Sleeper;

static DexFuture *
on_woken (DexFuture *future, gpointer data)
{
  Sleeper *self = data;

  assert_woken (future);
  g_string_append_printf (self->woken, "%s@%" G_GINT64_FORMAT " ", self->name,
                          rs_clock_monotonic (self->clock) / SECOND);
  return dex_future_new_true ();
}

/* Lies down; what to hold on to comes back. (transfer full) */
static DexFuture *
lie_down (RsVirtualClock *clock, GString *woken, const char *name, gint64 seconds)
{
  Sleeper *sleeper = g_new0 (Sleeper, 1);

  *sleeper = (Sleeper) { woken, name, RS_CLOCK (clock) };
  return dex_future_then (rs_clock_sleep (RS_CLOCK (clock), seconds * SECOND), on_woken, sleeper, g_free);
}

static void
test_a_virtual_clock_stands_still_until_moved (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (1000 * SECOND);

  g_usleep (2000);
  g_assert_cmpint (rs_clock_now (RS_CLOCK (clock)), ==, 1000 * SECOND);
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 0);
  rs_virtual_clock_advance (clock, 5 * SECOND);
  g_assert_cmpint (rs_clock_now (RS_CLOCK (clock)), ==, 1005 * SECOND);
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 5 * SECOND);
}

static void
test_a_jump_moves_the_wall_clock_only (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (1000 * SECOND);
  g_autoptr (DexFuture) sleep = rs_clock_sleep (RS_CLOCK (clock), 10 * SECOND);

  rs_virtual_clock_jump (clock, 3600 * SECOND);
  g_assert_true (dex_future_is_pending (sleep));
  rs_virtual_clock_jump (clock, -7200 * SECOND);
  g_assert_cmpint (rs_clock_now (RS_CLOCK (clock)), ==, (1000 - 3600) * SECOND);
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 0);
  rs_virtual_clock_advance (clock, 10 * SECOND);
  assert_woken (sleep);
}

static void
test_sleepers_wake_when_due_and_not_before (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  g_autoptr (DexFuture) sleep = rs_clock_sleep (RS_CLOCK (clock), 10);

  rs_virtual_clock_advance (clock, 9);
  g_assert_true (dex_future_is_pending (sleep));
  rs_virtual_clock_advance (clock, 1);
  assert_woken (sleep);
}

static void
test_sleepers_wake_in_order_of_time_then_of_arrival (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  g_autoptr (GString) woken = g_string_new (NULL);
  g_autoptr (DexFuture) d = lie_down (clock, woken, "d", 3);
  g_autoptr (DexFuture) b = lie_down (clock, woken, "b", 2);
  g_autoptr (DexFuture) a = lie_down (clock, woken, "a", 1);
  g_autoptr (DexFuture) c = lie_down (clock, woken, "c", 2);
  g_autoptr (DexFuture) later = lie_down (clock, woken, "later", 9);

  rs_virtual_clock_advance (clock, 5 * SECOND);
  g_assert_cmpstr (woken->str, ==, "a@1 b@2 c@2 d@3 ");
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 5 * SECOND);
}

static void
test_the_next_sleeper_can_be_gone_to (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  g_autoptr (GString) woken = g_string_new (NULL);
  g_autoptr (DexFuture) b = lie_down (clock, woken, "b", 7);
  g_autoptr (DexFuture) a = lie_down (clock, woken, "a", 4);

  g_assert_true (rs_virtual_clock_advance_to_next (clock));
  g_assert_cmpstr (woken->str, ==, "a@4 ");
  g_assert_true (rs_virtual_clock_advance_to_next (clock));
  g_assert_cmpstr (woken->str, ==, "a@4 b@7 ");
  g_assert_false (rs_virtual_clock_advance_to_next (clock));
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 7 * SECOND);
}

static DexFuture *
sleep_again (DexFuture *future, gpointer data)
{
  return rs_clock_sleep (data, SECOND);
}

static void
test_who_lies_down_again_on_waking_is_woken_again (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  g_autoptr (DexFuture) twice
    = dex_future_then (rs_clock_sleep (RS_CLOCK (clock), SECOND), sleep_again, clock, NULL);

  rs_virtual_clock_advance (clock, 10 * SECOND);
  assert_woken (twice);
}

static DexFuture *
drop_clock (DexFuture *future, gpointer data)
{
  g_clear_object ((RsVirtualClock **) data);
  return dex_future_new_true ();
}

static void
test_who_wakes_may_drop_the_clock (void)
{
  RsVirtualClock *clock = rs_virtual_clock_new (0);
  g_autoptr (DexFuture) dropped
    = dex_future_then (rs_clock_sleep (RS_CLOCK (clock), SECOND), drop_clock, &clock, NULL);

  rs_virtual_clock_advance (clock, 2 * SECOND);
  g_assert_null (clock);
  assert_woken (dropped);
}

static void
test_no_time_is_no_sleep (void)
{
  g_autoptr (RsClock) system = rs_system_clock_new ();
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  const gint64 spans[] = { 0, -1, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (DexFuture) virtual_sleep = rs_clock_sleep (RS_CLOCK (clock), spans[i]);
      g_autoptr (DexFuture) system_sleep = rs_clock_sleep (system, spans[i]);

      assert_woken (virtual_sleep);
      assert_woken (system_sleep);
    }
  g_assert_false (rs_virtual_clock_advance_to_next (clock));
}

/* A request that is answered in time leaves its time-out behind. */
static void
test_a_sleep_nobody_waits_for_is_forgotten (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  DexPromise *answer = dex_promise_new ();
  g_autoptr (DexFuture) first
    = dex_future_first (dex_ref (answer), rs_clock_sleep (RS_CLOCK (clock), 90 * SECOND), NULL);

  dex_promise_resolve_boolean (answer, TRUE);
  run_until_done (first);
  assert_woken (first);
  g_assert_false (rs_virtual_clock_advance_to_next (clock));
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 0);
  dex_unref (answer);
}

/* Whoever leaks here is found by the address sanitizer. */
static void
test_dropped_sleeps_do_not_leak (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);

  for (guint i = 0; i < 100; i++)
    dex_unref (rs_clock_sleep (RS_CLOCK (clock), i % 2 == 0 ? 10 : 1000));
  rs_virtual_clock_advance (clock, 10);
}

static void
test_a_clock_that_goes_wakes_its_sleepers_with_an_error (void)
{
  RsVirtualClock *clock = rs_virtual_clock_new (0);
  g_autoptr (DexFuture) one = rs_clock_sleep (RS_CLOCK (clock), SECOND);
  g_autoptr (DexFuture) other = rs_clock_sleep (RS_CLOCK (clock), SECOND);
  g_autoptr (GError) error = NULL;

  g_object_unref (clock);
  g_assert_null (dex_future_get_value (one, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_CANCELLED);
  g_assert_true (dex_future_is_rejected (other));
}

static void
test_times_stay_at_the_ends_of_the_range (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (1000 * SECOND);
  g_autoptr (DexFuture) longest = NULL;

  rs_virtual_clock_advance (clock, SECOND);
  longest = rs_clock_sleep (RS_CLOCK (clock), G_MAXINT64);
  rs_virtual_clock_advance (clock, G_MAXINT64 - 10 * SECOND);
  g_assert_true (dex_future_is_pending (longest));
  g_assert_cmpint (rs_clock_now (RS_CLOCK (clock)), ==, G_MAXINT64);
  rs_virtual_clock_advance (clock, G_MAXINT64);
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, G_MAXINT64);
  assert_woken (longest);
  rs_virtual_clock_jump (clock, SECOND);
  g_assert_cmpint (rs_clock_now (RS_CLOCK (clock)), ==, G_MAXINT64);
}

static DexFuture *
sleep_three_times (gpointer data)
{
  for (guint i = 0; i < 3; i++)
    if (!dex_await_boolean (rs_clock_sleep (data, SECOND), NULL))
      return dex_future_new_false ();
  return dex_future_new_true ();
}

static void
test_a_fiber_sleeps_in_virtual_time (void)
{
  g_autoptr (RsVirtualClock) clock = rs_virtual_clock_new (0);
  g_autoptr (DexFuture) fiber = dex_scheduler_spawn (NULL, 0, sleep_three_times, clock, NULL);
  guint n_moves = 0;

  while (dex_future_is_pending (fiber))
    {
      while (g_main_context_iteration (NULL, FALSE))
        continue;
      n_moves += rs_virtual_clock_advance_to_next (clock);
    }
  assert_woken (fiber);
  g_assert_cmpuint (n_moves, ==, 3);
  g_assert_cmpint (rs_clock_monotonic (RS_CLOCK (clock)), ==, 3 * SECOND);
}

static void
test_the_system_clock_is_the_machines (void)
{
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  gint64 before = g_get_monotonic_time ();
  gint64 wall = g_get_real_time ();

  g_assert_cmpint (rs_clock_monotonic (clock), >=, before);
  g_assert_cmpint (ABS (rs_clock_now (clock) - wall), <, 60 * SECOND);
}

static void
test_a_real_sleep_ends_well_and_in_time (void)
{
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  gint64 before = rs_clock_monotonic (clock);
  g_autoptr (DexFuture) sleep = rs_clock_sleep (clock, 20000);

  g_assert_true (dex_future_is_pending (sleep));
  run_until_done (sleep);
  assert_woken (sleep);
  g_assert_cmpint (rs_clock_monotonic (clock) - before, >=, 19000);
}

static void
test_the_longest_real_sleep_does_not_end_at_once (void)
{
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  g_autoptr (DexFuture) sleep = rs_clock_sleep (clock, G_MAXINT64);
  g_autoptr (DexFuture) nap = rs_clock_sleep (clock, 10000);

  run_until_done (nap);
  g_assert_true (dex_future_is_pending (sleep));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/clock/a-virtual-clock-stands-still-until-moved",
                   test_a_virtual_clock_stands_still_until_moved);
  g_test_add_func ("/clock/a-jump-moves-the-wall-clock-only", test_a_jump_moves_the_wall_clock_only);
  g_test_add_func ("/clock/sleepers-wake-when-due-and-not-before",
                   test_sleepers_wake_when_due_and_not_before);
  g_test_add_func ("/clock/sleepers-wake-in-order-of-time-then-of-arrival",
                   test_sleepers_wake_in_order_of_time_then_of_arrival);
  g_test_add_func ("/clock/the-next-sleeper-can-be-gone-to", test_the_next_sleeper_can_be_gone_to);
  g_test_add_func ("/clock/who-lies-down-again-on-waking-is-woken-again",
                   test_who_lies_down_again_on_waking_is_woken_again);
  g_test_add_func ("/clock/who-wakes-may-drop-the-clock", test_who_wakes_may_drop_the_clock);
  g_test_add_func ("/clock/no-time-is-no-sleep", test_no_time_is_no_sleep);
  g_test_add_func ("/clock/a-sleep-nobody-waits-for-is-forgotten",
                   test_a_sleep_nobody_waits_for_is_forgotten);
  g_test_add_func ("/clock/dropped-sleeps-do-not-leak", test_dropped_sleeps_do_not_leak);
  g_test_add_func ("/clock/a-clock-that-goes-wakes-its-sleepers-with-an-error",
                   test_a_clock_that_goes_wakes_its_sleepers_with_an_error);
  g_test_add_func ("/clock/times-stay-at-the-ends-of-the-range", test_times_stay_at_the_ends_of_the_range);
  g_test_add_func ("/clock/a-fiber-sleeps-in-virtual-time", test_a_fiber_sleeps_in_virtual_time);
  g_test_add_func ("/clock/the-system-clock-is-the-machines", test_the_system_clock_is_the_machines);
  g_test_add_func ("/clock/a-real-sleep-ends-well-and-in-time", test_a_real_sleep_ends_well_and_in_time);
  g_test_add_func ("/clock/the-longest-real-sleep-does-not-end-at-once",
                   test_the_longest_real_sleep_does_not_end_at_once);
  return g_test_run ();
}
