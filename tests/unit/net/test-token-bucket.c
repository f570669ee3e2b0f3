/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-random.h"
#include "rs-token-bucket.h"

#define SECOND G_TIME_SPAN_SECOND

/* Takes as many as it can until @end; how many that were. */
static guint
take_until (RsTokenBucket *bucket, RsPriority priority, gint64 *now, gint64 end)
{
  guint n = 0;

  while (*now <= end)
    {
      gint64 wait = rs_token_bucket_take (bucket, priority, *now);

      n += wait == 0;
      *now += wait;
    }
  return n;
}

static guint
taken_in (RsTokenBucket *bucket, RsPriority priority, gint64 start, guint seconds)
{
  return take_until (bucket, priority, &start, start + seconds * SECOND);
}

static void
test_no_rate_is_no_limit (void)
{
  RsTokenBucket bucket;

  rs_token_bucket_init (&bucket, RS_RATE_UNLIMITED, 0);
  rs_token_bucket_limit (&bucket, 0, 0);
  rs_token_bucket_slow_down (&bucket, 0);
  rs_token_bucket_recover (&bucket, 0);
  rs_token_bucket_set_limit (&bucket, 1, 0);
  for (guint i = 0; i < 100000; i++)
    g_assert_cmpint (rs_token_bucket_take (&bucket, RS_PRIORITY_BACKGROUND, 0), ==, 0);
}

static void
test_the_wait_it_tells_is_exact (void)
{
  g_autoptr (RsRandom) chance = rs_random_new (0);

  g_test_message ("seed %" G_GUINT64_FORMAT, rs_random_get_seed (chance));
  for (guint i = 0; i < 2000; i++)
    {
      const RsRate rate
        = { rs_random_range (chance, 1, 2000) / 100.0, (guint) rs_random_range (chance, 1, 60), 0 };
      RsTokenBucket bucket;
      gint64 now = rs_random_range (chance, 0, 1000 * SECOND);

      rs_token_bucket_init (&bucket, rate, now);
      for (guint j = 0; j < 50; j++)
        {
          RsPriority priority
            = rs_random_chance (chance, 0.5) ? RS_PRIORITY_BACKGROUND : RS_PRIORITY_INTERACTIVE;
          RsTokenBucket before = bucket;
          gint64 wait = rs_token_bucket_take (&bucket, priority, now);

          if (wait > 1)
            g_assert_cmpint (rs_token_bucket_take (&before, priority, now + wait - 2), >, 0);
          if (wait > 0)
            g_assert_cmpint (rs_token_bucket_take (&bucket, priority, now + wait), ==, 0);
          now += wait + rs_random_range (chance, 0, SECOND / 4);
        }
    }
}

static void
test_a_clock_that_stands_or_falls_back_gives_nothing (void)
{
  RsTokenBucket bucket;

  rs_token_bucket_init (&bucket, (RsRate) { 1, 1, 0 }, 100 * SECOND);
  g_assert_cmpint (rs_token_bucket_take (&bucket, RS_PRIORITY_INTERACTIVE, 100 * SECOND), ==, 0);
  g_assert_cmpint (rs_token_bucket_take (&bucket, RS_PRIORITY_INTERACTIVE, 50 * SECOND), ==, SECOND);
  g_assert_cmpint (rs_token_bucket_take (&bucket, RS_PRIORITY_INTERACTIVE, 50 * SECOND), ==, SECOND);
}

static void
test_a_long_rest_gives_one_burst (void)
{
  RsTokenBucket bucket;

  rs_token_bucket_init (&bucket, RS_RATE_WEBSHIPPER, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 0), ==, 40);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, G_TIME_SPAN_DAY, 0), ==, 40);
}

static void
test_what_is_given_back_can_be_taken_again (void)
{
  const RsPriority priorities[] = { RS_PRIORITY_INTERACTIVE, RS_PRIORITY_BACKGROUND };

  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++)
    {
      RsTokenBucket bucket;
      guint n;

      rs_token_bucket_init (&bucket, RS_RATE_WEBSHIPPER, 0);
      n = taken_in (&bucket, priorities[i], 0, 0);
      for (guint j = 0; j < 7; j++)
        rs_token_bucket_give_back (&bucket, priorities[i]);
      g_assert_cmpuint (taken_in (&bucket, priorities[i], 0, 0), ==, 7);
      for (guint j = 0; j < 1000; j++)
        rs_token_bucket_give_back (&bucket, priorities[i]);
      g_assert_cmpuint (taken_in (&bucket, priorities[i], 0, 0), ==, n);
    }
}

static void
test_what_remains_is_believed_when_it_is_less (void)
{
  RsTokenBucket bucket;

  rs_token_bucket_init (&bucket, RS_RATE_WEBSHIPPER, 0);
  rs_token_bucket_limit (&bucket, 3, 0);
  rs_token_bucket_limit (&bucket, 1000, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 0), ==, 3);
  rs_token_bucket_limit (&bucket, 1000, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 0), ==, 0);
}

static void
test_a_lower_limit_slows_the_pace_and_a_higher_one_does_not_raise_it (void)
{
  RsTokenBucket bucket;

  rs_token_bucket_init (&bucket, RS_RATE_RACKBEAT, 0);
  rs_token_bucket_set_limit (&bucket, 60, 0); /* a minute */
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 100), ==, 110);
  rs_token_bucket_init (&bucket, RS_RATE_RACKBEAT, 0);
  rs_token_bucket_set_limit (&bucket, 100000, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 100), ==, 810);
  rs_token_bucket_init (&bucket, RS_RATE_RACKBEAT, 0);
  rs_token_bucket_set_limit (&bucket, 0, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 100), ==, 810);
  /* Nobody knows what Webshipper's header counts over. */
  rs_token_bucket_init (&bucket, RS_RATE_WEBSHIPPER, 0);
  rs_token_bucket_set_limit (&bucket, 40, 0);
  g_assert_cmpuint (taken_in (&bucket, RS_PRIORITY_INTERACTIVE, 0, 100), ==, 240);
}

static void
expect_pace (RsTokenBucket *bucket, gint64 *now, guint per_hundred_seconds)
{
  guint n = take_until (bucket, RS_PRIORITY_INTERACTIVE, now, *now + 100 * SECOND);

  g_assert_cmpuint (n + 1, >=, per_hundred_seconds);
  g_assert_cmpuint (n, <=, per_hundred_seconds + 1);
}

static void
test_a_429_slows_down_and_good_answers_recover (void)
{
  RsTokenBucket bucket;
  gint64 now = 0;

  rs_token_bucket_init (&bucket, RS_RATE_RACKBEAT, 0);
  rs_token_bucket_slow_down (&bucket, 0);
  expect_pace (&bucket, &now, 600);
  for (guint i = 0; i < 1000; i++)
    rs_token_bucket_slow_down (&bucket, now);
  expect_pace (&bucket, &now, 100);
  for (guint i = 0; i < 1000; i++)
    rs_token_bucket_recover (&bucket, now);
  expect_pace (&bucket, &now, 800);
}

/* A service that allows less than we were told, strict and silent about it: we find its pace and stay near
 * it. */
static void
test_a_service_that_allows_less_is_soon_found_out (void)
{
  RsTokenBucket bucket, service;
  gint64 now = 0;
  guint good = 0, refused = 0;

  rs_token_bucket_init (&bucket, RS_RATE_RACKBEAT, 0);
  rs_token_bucket_init (&service, (RsRate) { 3.0, 5, 0 }, 0);
  while (now < 600 * SECOND)
    {
      gint64 wait = rs_token_bucket_take (&bucket, RS_PRIORITY_INTERACTIVE, now);

      now += wait;
      if (wait > 0)
        continue;
      if (rs_token_bucket_take (&service, RS_PRIORITY_INTERACTIVE, now) == 0)
        {
          good++;
          rs_token_bucket_recover (&bucket, now);
          continue;
        }
      refused++;
      rs_token_bucket_slow_down (&bucket, now);
      now += SECOND;
    }
  g_test_message ("%u answered, %u refused", good, refused);
  g_assert_cmpuint (good, >, 0.8 * 3 * 600);
  g_assert_cmpuint (refused, <, good / 8);
}

#define ADD(name, function) g_test_add_func ("/net/bucket/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-rate-is-no-limit", test_no_rate_is_no_limit);
  ADD ("the-wait-it-tells-is-exact", test_the_wait_it_tells_is_exact);
  ADD ("a-clock-that-stands-or-falls-back-gives-nothing",
       test_a_clock_that_stands_or_falls_back_gives_nothing);
  ADD ("a-long-rest-gives-one-burst", test_a_long_rest_gives_one_burst);
  ADD ("what-is-given-back-can-be-taken-again", test_what_is_given_back_can_be_taken_again);
  ADD ("what-remains-is-believed-when-it-is-less", test_what_remains_is_believed_when_it_is_less);
  ADD ("a-lower-limit-slows-the-pace-and-a-higher-one-does-not-raise-it",
       test_a_lower_limit_slows_the_pace_and_a_higher_one_does_not_raise_it);
  ADD ("a-429-slows-down-and-good-answers-recover", test_a_429_slows_down_and_good_answers_recover);
  ADD ("a-service-that-allows-less-is-soon-found-out", test_a_service_that_allows_less_is_soon_found_out);
  return g_test_run ();
}
