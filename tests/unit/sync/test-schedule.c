/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-schedule.h"

#include "rs-error.h"

#define START ((RsInstant) 1700000000 * RS_INSTANT_SECOND)

/* Somebody whose work is scheduled. */
#define TEST_TYPE_WORKER (test_worker_get_type ())
G_DECLARE_FINAL_TYPE (TestWorker, test_worker, TEST, WORKER, GObject)

struct _TestWorker
{
  GObject parent_instance;
  RsVirtualClock *clock; /* (owned) */
  RsSchedule *schedule;  /* (owned) */
  GArray *runs;          /* (owned) (element-type gint64) seconds since the start */
  gint64 lasts;          /* microseconds */
  gboolean fails;
};

G_DEFINE_FINAL_TYPE (TestWorker, test_worker, G_TYPE_OBJECT)

static void
test_worker_dispose (GObject *object)
{
  TestWorker *self = TEST_WORKER (object);

  g_clear_pointer (&self->schedule, rs_schedule_unref);
  g_clear_pointer (&self->runs, g_array_unref);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (test_worker_parent_class)->dispose (object);
}

static void
test_worker_class_init (TestWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = test_worker_dispose;
}

static void
test_worker_init (TestWorker *self)
{
  self->clock = rs_virtual_clock_new (START);
  self->runs = g_array_new (FALSE, FALSE, sizeof (gint64));
}

static DexFuture *
work (gpointer owner)
{
  TestWorker *self = owner;
  gint64 at = rs_clock_monotonic (RS_CLOCK (self->clock)) / G_USEC_PER_SEC;

  g_array_append_val (self->runs, at);
  if (self->fails)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_OFFLINE, "The line is down");
  return rs_clock_sleep (RS_CLOCK (self->clock), self->lasts);
}

static void
on_moved (gpointer owner)
{
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static TestWorker *
begin (gint64 lasts)
{
  TestWorker *self = g_object_new (TEST_TYPE_WORKER, NULL);

  self->lasts = lasts;
  self->schedule = rs_schedule_new (self, RS_CLOCK (self->clock), work, on_moved);
  rs_schedule_start (self->schedule);
  rs_schedule_start (self->schedule);
  settle ();
  return self;
}

/* A second at a time, as sleepers expect it. */
static void
pass (TestWorker *self, guint seconds)
{
  for (guint i = 0; i < seconds; i++)
    {
      rs_virtual_clock_advance (self->clock, G_USEC_PER_SEC);
      settle ();
    }
}

/* When it ran since the last look, in seconds from its first run. */
static void
assert_runs (TestWorker *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 first = g_array_index (self->runs, gint64, 0);

  for (guint i = 0; i < self->runs->len; i++)
    g_string_append_printf (text, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (self->runs, gint64, i) - first);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_it_runs_at_once_and_then_once_a_minute (void)
{
  g_autoptr (TestWorker) worker = begin (0);

  g_assert_cmpint (rs_schedule_get_next_run (worker->schedule), ==, START + 60 * RS_INSTANT_SECOND);
  pass (worker, 200);
  assert_runs (worker, "0 60 120 180");
}

static void
test_the_pace_is_chosen_within_bounds (void)
{
  g_autoptr (TestWorker) worker = begin (0);

  rs_schedule_set_pace (worker->schedule, 1);
  pass (worker, 100);
  assert_runs (worker, "0 60 90");
  rs_schedule_set_pace (worker->schedule, G_MAXUINT);
  pass (worker, 3640);
  assert_runs (worker, "0 60 90 120 3720");
  rs_schedule_set_pace (worker->schedule, 60);
  pass (worker, 3660);
  assert_runs (worker, "0 60 90 120 3720 7320 7380");
}

static void
test_after_trouble_it_takes_its_time (void)
{
  g_autoptr (TestWorker) worker = begin (0);

  worker->fails = TRUE;
  pass (worker, 200);
  worker->fails = FALSE;
  pass (worker, 160);
  assert_runs (worker, "0 60 180 300 360");
}

static void
test_a_wake_during_a_run_is_not_lost (void)
{
  g_autoptr (TestWorker) worker = begin (10 * G_USEC_PER_SEC);

  g_assert_cmpint (rs_schedule_get_next_run (worker->schedule), ==, RS_INSTANT_NONE);
  pass (worker, 3);
  rs_schedule_wake (worker->schedule);
  pass (worker, 25);
  assert_runs (worker, "0 10");
  rs_schedule_wake (worker->schedule);
  settle ();
  assert_runs (worker, "0 10 28");
}

static void
test_a_pause_lasts_until_it_is_over (void)
{
  g_autoptr (TestWorker) worker = begin (0);

  rs_schedule_set_paused (worker->schedule, TRUE);
  pass (worker, 10);
  g_assert_cmpint (rs_schedule_get_next_run (worker->schedule), ==, RS_INSTANT_NONE);
  rs_schedule_wake (worker->schedule);
  rs_schedule_set_online (worker->schedule, FALSE);
  rs_schedule_set_online (worker->schedule, TRUE);
  pass (worker, 9990);
  assert_runs (worker, "0");
  rs_schedule_set_paused (worker->schedule, FALSE);
  settle ();
  pass (worker, 60);
  assert_runs (worker, "0 10000 10060");
}

static void
test_without_a_network_it_hardly_tries_and_its_return_wakes (void)
{
  g_autoptr (TestWorker) worker = begin (0);

  worker->fails = TRUE;
  rs_schedule_set_online (worker->schedule, FALSE);
  pass (worker, 1000);
  assert_runs (worker, "0 60 660");
  worker->fails = FALSE;
  rs_schedule_set_online (worker->schedule, TRUE);
  settle ();
  pass (worker, 60);
  assert_runs (worker, "0 60 660 1000 1060");
}

static void
test_a_clock_that_is_moved_changes_nothing (void)
{
  g_autoptr (TestWorker) worker = begin (0);
  const gint64 jumps[]
    = { 365 * G_TIME_SPAN_DAY, -400 * G_TIME_SPAN_DAY, G_TIME_SPAN_HOUR, -G_TIME_SPAN_HOUR };

  for (guint i = 0; i < G_N_ELEMENTS (jumps); i++)
    {
      rs_virtual_clock_jump (worker->clock, jumps[i]);
      pass (worker, 60);
    }
  assert_runs (worker, "0 60 120 180 240");
}

static void
test_it_stops_for_good_and_with_its_owner (void)
{
  TestWorker *worker = begin (0);
  g_autoptr (RsVirtualClock) clock = g_object_ref (worker->clock);
  g_autoptr (GArray) runs = g_array_ref (worker->runs);

  rs_schedule_stop (worker->schedule);
  pass (worker, 200);
  assert_runs (worker, "0");
  g_assert_finalize_object (worker);

  worker = begin (0);
  g_clear_pointer (&runs, g_array_unref);
  runs = g_array_ref (worker->runs);
  g_set_object (&clock, worker->clock);
  g_assert_finalize_object (worker);
  rs_virtual_clock_advance (clock, 600 * G_USEC_PER_SEC);
  settle ();
  g_assert_cmpuint (runs->len, ==, 1);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/runs-at-once-and-then-once-a-minute",
                   test_it_runs_at_once_and_then_once_a_minute);
  g_test_add_func ("/schedule/the-pace-is-chosen-within-bounds", test_the_pace_is_chosen_within_bounds);
  g_test_add_func ("/schedule/after-trouble-it-takes-its-time", test_after_trouble_it_takes_its_time);
  g_test_add_func ("/schedule/a-wake-during-a-run-is-not-lost", test_a_wake_during_a_run_is_not_lost);
  g_test_add_func ("/schedule/a-pause-lasts-until-it-is-over", test_a_pause_lasts_until_it_is_over);
  g_test_add_func ("/schedule/without-a-network-it-hardly-tries-and-its-return-wakes",
                   test_without_a_network_it_hardly_tries_and_its_return_wakes);
  g_test_add_func ("/schedule/a-clock-that-is-moved-changes-nothing",
                   test_a_clock_that_is_moved_changes_nothing);
  g_test_add_func ("/schedule/stops-for-good-and-with-its-owner", test_it_stops_for_good_and_with_its_owner);
  return g_test_run ();
}
