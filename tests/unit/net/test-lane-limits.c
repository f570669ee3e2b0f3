/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* A lane and a service that counts, in the two ways that services count. */

#include "lane-world.h"

#define SECOND G_TIME_SPAN_SECOND

/* The service's own books. */
typedef struct
{
  RsTokenBucket bucket; /* a leaking bucket; rate 0 for a window */
  guint window_limit;   /* how many in each window */
  gint64 window_start;  /* of the one that runs */
  guint n_in_window;
  gboolean is_silent; /* it tells neither what remains nor when to come back */
  guint n_refused;
} Service;

#define WINDOW (60 * SECOND)

static gboolean
let_in (Service *self, gint64 now)
{
  if (self->window_limit == 0)
    return rs_token_bucket_take (&self->bucket, RS_PRIORITY_INTERACTIVE, now) == 0;
  if (now - self->window_start >= WINDOW)
    {
      self->window_start = now;
      self->n_in_window = 0;
    }
  if (self->n_in_window >= self->window_limit)
    return FALSE;
  self->n_in_window++;
  return TRUE;
}

static void
set_number (RsResponse *response, const char *header, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  rs_response_set_header (response, header, text);
}

static RsResponse *
answer (LaneWorld *world, const RsRequest *request, guint number, GError **error)
{
  Service *self = world->data;
  gint64 now = lane_world_now (world);
  gboolean is_in = let_in (self, now);
  RsResponse *response = rs_response_new (is_in ? 200 : 429, NULL, NULL);

  self->n_refused += !is_in;
  if (self->is_silent)
    return response;
  if (self->window_limit > 0)
    {
      set_number (response, "X-RateLimit-Limit", self->window_limit);
      set_number (response, "X-RateLimit-Remaining", self->window_limit - self->n_in_window);
      if (!is_in)
        set_number (response, "Retry-After", (self->window_start + WINDOW - now + SECOND - 1) / SECOND);
    }
  else if (!is_in)
    set_number (response, "Retry-After", 1);
  return response;
}

/* How many seconds @n requests take. */
static double
duration (RsRate rate, Service *service, guint n, RsPriority priority)
{
  LaneWorld *world = lane_world_new ();
  RsLane *lane = lane_world_new_lane (world, rate);
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  double seconds;

  world->answer = answer;
  world->data = service;
  world->latency = SECOND / 5;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (futures, lane_world_send (lane, "POST", "/x", priority));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      lane_world_run (world, g_ptr_array_index (futures, i));
      dex_future_get_value (g_ptr_array_index (futures, i), &error);
      g_assert_no_error (error);
    }
  seconds = (double) lane_world_now (world) / SECOND;
  g_test_message ("%u requests in %.1f s, %u refused", n, seconds, service->n_refused);
  g_ptr_array_set_size (futures, 0);
  g_assert_finalize_object (lane);
  g_assert_finalize_object (world);
  return seconds;
}

/* No more than a fiftieth slower than the service would allow, and hardly anything in vain. */
static void
expect_pace (RsRate rate, Service service, double allowed, RsPriority priority, guint most_refused)
{
  const guint n = 3000;
  double ideal = n / allowed;

  for (guint is_silent = 0; is_silent < 2; is_silent++)
    {
      Service fresh = service;

      fresh.is_silent = is_silent;
      g_assert_cmpfloat (duration (rate, &fresh, n, priority), <=, 1.02 * ideal);
      g_assert_cmpuint (fresh.n_refused, <=, most_refused);
    }
}

static Service
leaking (RsRate rate)
{
  Service service = { .window_limit = 0 };

  rs_token_bucket_init (&service.bucket, rate, 0);
  return service;
}

static void
test_a_bucket_that_leaks_is_used_to_its_limit (void)
{
  expect_pace (RS_RATE_WEBSHIPPER, leaking (RS_RATE_WEBSHIPPER), 2.0, RS_PRIORITY_INTERACTIVE, 0);
  expect_pace (RS_RATE_WEBSHIPPER, leaking (RS_RATE_WEBSHIPPER), 1.0, RS_PRIORITY_BACKGROUND, 0);
}

/* Its windows begin when they please, so that a burst may meet the end of one. */
static void
test_windows_by_the_minute_are_used_to_their_limit (void)
{
  const Service service = { .window_limit = 480 };

  expect_pace (RS_RATE_RACKBEAT, service, 8.0, RS_PRIORITY_INTERACTIVE, 12);
  expect_pace (RS_RATE_RACKBEAT, service, 4.0, RS_PRIORITY_BACKGROUND, 0);
}

static void
test_a_service_that_says_it_allows_less_is_used_to_that_limit (void)
{
  Service service = { .window_limit = 240 };

  g_assert_cmpfloat (duration (RS_RATE_RACKBEAT, &service, 3000, RS_PRIORITY_INTERACTIVE), <=,
                     1.02 * 3000 / 4.0);
  g_assert_cmpuint (service.n_refused, <=, 12);
}

/* Half of what we were told, and it does not say so: everything is done all the same, at nearly that pace. */
static void
test_a_service_that_silently_allows_less_is_found_out (void)
{
  Service window = { .window_limit = 120, .is_silent = TRUE };
  Service bucket = leaking ((RsRate) { 0.5, 20, 0 });

  g_assert_cmpfloat (duration (RS_RATE_RACKBEAT, &window, 2000, RS_PRIORITY_BACKGROUND), <=,
                     1.4 * 2000 / 2.0);
  bucket.is_silent = TRUE;
  g_assert_cmpfloat (duration (RS_RATE_WEBSHIPPER, &bucket, 1000, RS_PRIORITY_BACKGROUND), <=,
                     1.4 * 1000 / 0.5);
  g_assert_cmpuint (bucket.n_refused, <, 1000 / 5);
}

#define ADD(name, function) g_test_add_func ("/net/limits/" name, function)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("a-bucket-that-leaks-is-used-to-its-limit", test_a_bucket_that_leaks_is_used_to_its_limit);
  ADD ("windows-by-the-minute-are-used-to-their-limit", test_windows_by_the_minute_are_used_to_their_limit);
  ADD ("a-service-that-says-it-allows-less-is-used-to-that-limit",
       test_a_service_that_says_it_allows_less_is_used_to_that_limit);
  ADD ("a-service-that-silently-allows-less-is-found-out",
       test_a_service_that_silently_allows_less_is_found_out);
  return g_test_run ();
}
