/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* How fast a lane goes, and who goes first. */

#include "lane-world.h"

#define SECOND G_TIME_SPAN_SECOND

typedef struct
{
  LaneWorld *world;
  RsLane *lane;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->world = lane_world_new ();
  self->lane = lane_world_new_lane (self->world, *(const RsRate *) data);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->lane);
  g_assert_finalize_object (self->world);
}

/* @n requests at once; who waits for the last one waits for all. */
static void
send_many (Fixture *self, guint n, RsPriority priority)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (DexFuture) all = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (futures, lane_world_send (self->lane, "GET", "/x", priority));
  all = dex_future_allv ((DexFuture **) futures->pdata, futures->len);
  lane_world_run (self->world, all);
}

static gint64
last_arrival (Fixture *self)
{
  return lane_world_arrival (self->world, self->world->arrivals->len - 1)->at;
}

/* Over every stretch of time no more than burst + rate × time has arrived. */
static void
check_limit (Fixture *self, double burst, double rate)
{
  GPtrArray *arrivals = self->world->arrivals;

  for (guint i = 0; i < arrivals->len; i++)
    for (guint j = i; j < arrivals->len; j++)
      {
        double seconds
          = (double) (lane_world_arrival (self->world, j)->at - lane_world_arrival (self->world, i)->at)
            / SECOND;

        g_assert_cmpfloat (j - i + 1, <=, burst + rate * seconds + 1e-3);
      }
}

static void
test_the_limit_is_kept_and_nothing_of_it_is_wasted (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  const guint n = 500;
  double ideal = (n - rate->burst) / rate->rate;

  send_many (self, n, RS_PRIORITY_INTERACTIVE);
  g_assert_cmpuint (self->world->arrivals->len, ==, n);
  check_limit (self, rate->burst, rate->rate);
  g_assert_cmpfloat ((double) last_arrival (self) / SECOND, <=, 1.02 * ideal);
  g_assert_cmpfloat ((double) last_arrival (self) / SECOND, >=, 0.999 * ideal);
}

static void
test_background_takes_at_most_half (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  const guint n = 200;
  double ideal = (n - rate->burst / 2.0) / (rate->rate / 2);

  send_many (self, n, RS_PRIORITY_BACKGROUND);
  check_limit (self, rate->burst / 2.0, rate->rate / 2);
  g_assert_cmpfloat ((double) last_arrival (self) / SECOND, <=, 1.02 * ideal);
}

/* A person comes now and then while background has more to do than it may: he never waits. */
static void
test_a_person_never_waits_for_background (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (futures, lane_world_send (self->lane, "GET", "/sync", RS_PRIORITY_BACKGROUND));
  for (guint i = 0; i < 60; i++)
    {
      gint64 before;

      lane_world_pass (self->world,
                       (gint64) (rs_random_range (self->world->chance, 3, 9) * SECOND / rate->rate));
      before = lane_world_now (self->world);
      g_assert_cmpint (
        lane_world_outcome (self->world,
                            lane_world_send (self->lane, "GET", "/click", RS_PRIORITY_INTERACTIVE), NULL),
        ==, 200);
      g_assert_cmpint (lane_world_now (self->world) - before, ==, 0);
    }
  check_limit (self, rate->burst, rate->rate);
  while (futures->len > 0)
    {
      lane_world_run (self->world, g_ptr_array_index (futures, 0));
      g_ptr_array_remove_index (futures, 0);
    }
}

static void
test_what_a_person_clicked_goes_first_and_each_in_its_order (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autofree char *order = NULL;

  send_many (self, ((const RsRate *) data)->burst, RS_PRIORITY_INTERACTIVE);
  g_ptr_array_set_size (self->world->arrivals, 0);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *sync = g_strdup_printf ("/s%u", i);
      g_autofree char *click = g_strdup_printf ("/c%u", i);

      g_ptr_array_add (futures, lane_world_send (self->lane, "GET", sync, RS_PRIORITY_BACKGROUND));
      g_ptr_array_add (futures, lane_world_send (self->lane, "GET", click, RS_PRIORITY_INTERACTIVE));
    }
  for (guint i = 0; i < futures->len; i++)
    lane_world_run (self->world, g_ptr_array_index (futures, i));
  order = lane_world_order (self->world);
  g_assert_cmpstr (order, ==, "c0 c1 c2 c3 c4 c5 s0 s1 s2 s3 s4 s5");
}

static RsResponse *
throttle_the_first_three (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  return number <= 3 ? lane_answer (429, "Retry-After", "2", NULL) : lane_answer (200, NULL, NULL, NULL);
}

/* Those who come back from a 429 find others in line, who came later. */
static void
test_who_was_throttled_keeps_the_place (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autofree char *order = NULL;

  self->world->answer = throttle_the_first_three;
  self->world->latency = SECOND / 10;
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%u", i);

      g_ptr_array_add (futures, lane_world_send (self->lane, "GET", path, RS_PRIORITY_INTERACTIVE));
    }
  for (guint i = 0; i < futures->len; i++)
    lane_world_run (self->world, g_ptr_array_index (futures, i));
  order = lane_world_order (self->world);
  g_assert_cmpstr (order, ==, "0 1 2 3 4 5 6 7 0 1 2 8 9");
}

/* One alarm for all: as many wakes as requests, not as many as requests times those who wait. */
static void
test_a_lane_that_waits_does_not_spin (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  const guint n = 400;

  send_many (self, n, RS_PRIORITY_INTERACTIVE);
  g_assert_cmpuint (self->world->n_wakes, <=, n - rate->burst + 2);

  self->world->n_wakes = 0;
  send_many (self, n, RS_PRIORITY_BACKGROUND);
  g_assert_cmpuint (self->world->n_wakes, <=, n + 2);
}

static void
test_a_lane_at_rest_sleeps (Fixture *self, gconstpointer data)
{
  send_many (self, 100, RS_PRIORITY_INTERACTIVE);
  lane_world_settle ();
  g_assert_false (rs_virtual_clock_advance_to_next (self->world->clock));
}

static void
test_slow_answers_to_background_keep_no_person_waiting (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  gint64 before;

  self->world->latency = 25 * SECOND;
  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (futures, lane_world_send (self->lane, "GET", "/sync", RS_PRIORITY_BACKGROUND));
  lane_world_pass (self->world, 10 * SECOND);
  g_assert_cmpuint (self->world->n_under_way, ==, 4);
  before = lane_world_now (self->world);
  g_ptr_array_add (futures, lane_world_send (self->lane, "GET", "/click", RS_PRIORITY_INTERACTIVE));
  lane_world_settle ();
  g_assert_cmpint (last_arrival (self), ==, before);
  for (guint i = 0; i < futures->len; i++)
    lane_world_run (self->world, g_ptr_array_index (futures, i));
  g_assert_cmpuint (self->world->most_under_way, ==, 5);
}

static void
test_at_most_eight_are_under_way (Fixture *self, gconstpointer data)
{
  self->world->latency = 60 * SECOND;
  send_many (self, 50, RS_PRIORITY_INTERACTIVE);
  g_assert_cmpuint (self->world->most_under_way, ==, 8);
}

static void
test_who_gives_up_waiting_takes_nothing_along (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr (DexFuture) last = NULL;
  gint64 before;

  send_many (self, rate->burst, RS_PRIORITY_INTERACTIVE);
  before = lane_world_now (self->world);
  for (guint i = 0; i < 50; i++)
    g_ptr_array_add (
      dropped,
      dex_future_first (lane_world_send (self->lane, "GET", "/dropped", RS_PRIORITY_INTERACTIVE), NULL));
  lane_world_settle ();
  last = lane_world_send (self->lane, "GET", "/last", RS_PRIORITY_INTERACTIVE);
  lane_world_settle ();
  g_ptr_array_set_size (dropped, 0);
  lane_world_run (self->world, last);
  g_assert_cmpuint (self->world->arrivals->len, ==, rate->burst + 1);
  g_assert_cmpfloat ((double) (last_arrival (self) - before) / SECOND, <=, 1.001 / rate->rate);
}

/* Given up at any moment before it leaves: when it has no turn yet, and between being let go and going. */
static void
test_who_gives_up_at_once_is_never_sent_and_costs_nothing (Fixture *self, gconstpointer data)
{
  const RsRate *rate = data;
  guint n_sent;

  for (guint i = 0; i < 3 * rate->burst; i++)
    {
      guint before = self->world->arrivals->len;
      gint64 rounds = rs_random_range (self->world->chance, 0, 3);
      DexFuture *future
        = dex_future_first (lane_world_send (self->lane, "POST", "/dropped", RS_PRIORITY_INTERACTIVE), NULL);

      for (gint64 round = 0; round < rounds && self->world->arrivals->len == before; round++)
        g_main_context_iteration (NULL, FALSE);
      n_sent = self->world->arrivals->len;
      dex_unref (future);
      lane_world_settle ();
      g_assert_cmpuint (self->world->arrivals->len, ==, n_sent);
    }
  n_sent = self->world->arrivals->len;
  g_assert_cmpuint (n_sent, <, rate->burst);
  send_many (self, rate->burst - n_sent, RS_PRIORITY_INTERACTIVE);
  g_assert_cmpint (last_arrival (self), ==, 0);
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/net/lane/webshipper/" name, Fixture, &webshipper, set_up, function, tear_down);              \
  g_test_add ("/net/lane/rackbeat/" name, Fixture, &rackbeat, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  const RsRate webshipper = RS_RATE_WEBSHIPPER, rackbeat = RS_RATE_RACKBEAT;

  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("the-limit-is-kept-and-nothing-of-it-is-wasted", test_the_limit_is_kept_and_nothing_of_it_is_wasted);
  ADD ("background-takes-at-most-half", test_background_takes_at_most_half);
  ADD ("a-person-never-waits-for-background", test_a_person_never_waits_for_background);
  ADD ("what-a-person-clicked-goes-first-and-each-in-its-order",
       test_what_a_person_clicked_goes_first_and_each_in_its_order);
  ADD ("who-was-throttled-keeps-the-place", test_who_was_throttled_keeps_the_place);
  ADD ("a-lane-that-waits-does-not-spin", test_a_lane_that_waits_does_not_spin);
  ADD ("a-lane-at-rest-sleeps", test_a_lane_at_rest_sleeps);
  ADD ("slow-answers-to-background-keep-no-person-waiting",
       test_slow_answers_to_background_keep_no_person_waiting);
  ADD ("at-most-eight-are-under-way", test_at_most_eight_are_under_way);
  ADD ("who-gives-up-waiting-takes-nothing-along", test_who_gives_up_waiting_takes_nothing_along);
  ADD ("who-gives-up-at-once-is-never-sent-and-costs-nothing",
       test_who_gives_up_at_once_is_never_sent_and_costs_nothing);
  return g_test_run ();
}
