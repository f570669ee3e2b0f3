/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Whatever comes, in whatever order: the lane's promises hold. */

#include "lane-world.h"
#include "rs-error.h"

#define SECOND  G_TIME_SPAN_SECOND
#define N_RUNS  40
#define N_SENDS 250

/* One request of a run: its path is its number. */
typedef struct
{
  DexFuture *future; /* (owned) (nullable) once it was given up */
  RsPriority priority;
  gboolean is_write;
  guint n_sent;
  guint n_undone; /* of these, how many certainly did nothing */
} Request;

typedef struct
{
  LaneWorld *world;
  RsLane *lane;
  RsRate rate;
  GArray *requests; /* (element-type Request) */
} Run;

static Request *
request_of (Run *self, const RsRequest *request)
{
  return &g_array_index (self->requests, Request, (int) g_ascii_strtoll (request->path + 1, NULL, 10));
}

static RsResponse *
answer (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  static const char *const afters[] = { "0", "1", "3", "-2", "soon" };
  Run *self = world->data;
  Request *asked = request_of (self, request);
  gint64 dice = rs_random_range (world->chance, 0, 100);

  world->latency = rs_random_range (world->chance, 0, 3 * SECOND);
  asked->n_sent++;
  if (dice < 70)
    return lane_answer (200, "X-RateLimit-Remaining", dice < 5 ? "2" : "1000", "{}");
  if (dice < 75)
    return lane_answer (422, NULL, NULL, "{}");
  if (dice < 85)
    {
      asked->n_undone++;
      if (dice < 78)
        return lane_answer (429, NULL, NULL, NULL);
      return lane_answer (429, "Retry-After",
                          afters[rs_random_range (world->chance, 0, G_N_ELEMENTS (afters))], NULL);
    }
  if (dice < 90)
    return lane_answer (dice < 87 ? 500 : 503, dice == 89 ? "Retry-After" : NULL, "2", "<html>");
  if (dice >= 95)
    asked->n_undone++;
  g_set_error_literal (error, RS_ERROR, dice < 95 ? RS_ERROR_AMBIGUOUS : RS_ERROR_OFFLINE, "lost");
  return NULL;
}

static void
send_one (Run *self)
{
  RsRandom *chance = self->world->chance;
  Request request
    = { .priority = rs_random_chance (chance, 0.5) ? RS_PRIORITY_BACKGROUND : RS_PRIORITY_INTERACTIVE,
        .is_write = rs_random_chance (chance, 0.5) };
  g_autofree char *path = g_strdup_printf ("/%u", self->requests->len);

  request.future = dex_future_first (
    lane_world_send (self->lane, request.is_write ? "POST" : "GET", path, request.priority), NULL);
  g_array_append_val (self->requests, request);
}

static void
give_up_one (Run *self)
{
  Request *request
    = &g_array_index (self->requests, Request, rs_random_range (self->world->chance, 0, self->requests->len));

  if (request->future != NULL && dex_future_is_pending (request->future))
    dex_clear (&request->future);
}

static void
live (Run *self)
{
  RsRandom *chance = self->world->chance;

  while (self->requests->len < N_SENDS)
    {
      for (gint64 n = rs_random_range (chance, 1, 30); n > 0; n--)
        send_one (self);
      if (rs_random_chance (chance, 0.3))
        give_up_one (self);
      if (rs_random_chance (chance, 0.7))
        lane_world_pass (self->world, rs_random_range (chance, 0, 6 * SECOND));
      if (rs_random_chance (chance, 0.1))
        rs_virtual_clock_jump (self->world->clock,
                               rs_random_range (chance, -G_TIME_SPAN_DAY, G_TIME_SPAN_DAY));
      give_up_one (self);
    }
  for (guint i = 0; i < self->requests->len; i++)
    if (g_array_index (self->requests, Request, i).future != NULL)
      lane_world_run (self->world, g_array_index (self->requests, Request, i).future);
}

/* Over every stretch of time, of all and of background's own. */
static void
check_pace (Run *self, gboolean background_only)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  double rate = background_only ? self->rate.rate / 2 : self->rate.rate;
  double burst = background_only ? MAX (1.0, self->rate.burst / 2.0) : self->rate.burst;

  for (guint i = 0; i < self->world->arrivals->len; i++)
    {
      const Arrival *arrival = lane_world_arrival (self->world, i);

      if (!background_only || arrival->request->priority == RS_PRIORITY_BACKGROUND)
        g_array_append_val (times, arrival->at);
    }
  for (guint i = 0; i < times->len; i++)
    for (guint j = i; j < times->len; j++)
      {
        double seconds
          = (double) (g_array_index (times, gint64, j) - g_array_index (times, gint64, i)) / SECOND;

        g_assert_cmpfloat (j - i + 1, <=, burst + rate * seconds + 1e-3);
      }
}

/* Each for the first time after all of its priority that came before it. */
static void
check_order (Run *self)
{
  int last[2] = { -1, -1 };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->world->arrivals->len; i++)
    {
      const RsRequest *request = lane_world_arrival (self->world, i)->request;
      int number = (int) g_ascii_strtoll (request->path + 1, NULL, 10);

      if (!g_hash_table_add (seen, GINT_TO_POINTER (number)))
        continue;
      g_assert_cmpint (number, >, last[request->priority]);
      last[request->priority] = number;
    }
}

static void
check_tries (Run *self)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      const Request *request = &g_array_index (self->requests, Request, i);

      if (request->is_write)
        g_assert_cmpuint (request->n_sent - request->n_undone, <=, 1);
      g_assert_cmpuint (request->n_sent, <=, 12);
      if (request->future != NULL)
        g_assert_cmpuint (request->n_sent, >, 0);
    }
}

static void
run_once (RsRate rate)
{
  Run self = { .world = lane_world_new (), .rate = rate };

  self.lane = lane_world_new_lane (self.world, rate);
  self.requests = g_array_new (FALSE, TRUE, sizeof (Request));
  self.world->answer = answer;
  self.world->data = &self;
  live (&self);
  check_pace (&self, FALSE);
  check_pace (&self, TRUE);
  check_order (&self);
  check_tries (&self);
  g_assert_cmpuint (rs_lane_get_request_count (self.lane), ==, self.world->arrivals->len);

  /* Nobody is left: no alarm, no waiting line, no reference. */
  lane_world_pass (self.world, 700 * SECOND);
  g_assert_false (rs_virtual_clock_advance_to_next (self.world->clock));
  for (guint i = 0; i < self.requests->len; i++)
    dex_clear (&g_array_index (self.requests, Request, i).future);
  g_array_unref (self.requests);
  lane_world_settle ();
  g_assert_finalize_object (self.lane);
  g_assert_finalize_object (self.world);
}

static void
test_whatever_comes_the_promises_hold (void)
{
  for (guint i = 0; i < N_RUNS; i++)
    run_once (i % 2 == 0 ? RS_RATE_WEBSHIPPER : RS_RATE_RACKBEAT);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/lane/whatever-comes-the-promises-hold", test_whatever_comes_the_promises_hold);
  return g_test_run ();
}
