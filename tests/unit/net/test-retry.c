/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-random.h"
#include "rs-retry.h"

/* 2015-10-21 07:28:00 UTC */
#define NOW ((RsInstant) 1445412480 * RS_INSTANT_SECOND)

static gboolean
may_repeat (gboolean is_read, guint status, int error_code)
{
  const RsTry failed = { is_read, RS_PRIORITY_INTERACTIVE, 1, status, error_code, -1, 0 };
  gint64 wait;

  return rs_retry_decide (&failed, 0.5, &wait);
}

static void
test_a_read_is_repeated_after_passing_trouble_only (void)
{
  const guint passing[] = { 408, 429, 500, 501, 502, 503, 504, 520, 599 };
  const guint lasting[] = { 200, 206, 301, 304, 400, 401, 403, 404, 409, 410, 418, 422, 423, 451 };

  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    g_assert_true (may_repeat (TRUE, passing[i], -1));
  for (guint i = 0; i < G_N_ELEMENTS (lasting); i++)
    g_assert_false (may_repeat (TRUE, lasting[i], -1));
  g_assert_true (may_repeat (TRUE, 0, RS_ERROR_OFFLINE));
  g_assert_true (may_repeat (TRUE, 0, RS_ERROR_AMBIGUOUS));
  g_assert_false (may_repeat (TRUE, 0, RS_ERROR_PROTOCOL));
  g_assert_false (may_repeat (TRUE, 0, RS_ERROR_REJECTED));
  g_assert_false (may_repeat (TRUE, 0, -1));
}

static void
test_a_write_is_repeated_only_when_it_certainly_did_nothing (void)
{
  for (guint status = 100; status < 600; status++)
    g_assert_cmpint (may_repeat (FALSE, status, -1), ==, status == 429);
  for (int code = RS_ERROR_AUTH; code <= RS_ERROR_CANCELLED; code++)
    g_assert_cmpint (may_repeat (FALSE, 0, code), ==, code == RS_ERROR_OFFLINE);
  /* Another domain's code has no meaning here, whichever number it is. */
  g_assert_false (may_repeat (FALSE, 0, -1));
}

static guint
tries (RsTry failed)
{
  gint64 wait;

  for (failed.attempt = 1; rs_retry_decide (&failed, 0.5, &wait); failed.attempt++)
    g_assert_cmpuint (failed.attempt, <, 100);
  return failed.attempt;
}

static void
test_nothing_is_tried_for_ever (void)
{
  g_assert_cmpuint (tries ((RsTry) { TRUE, RS_PRIORITY_INTERACTIVE, 0, 502, -1, -1, 0 }), ==, 4);
  g_assert_cmpuint (tries ((RsTry) { TRUE, RS_PRIORITY_BACKGROUND, 0, 0, RS_ERROR_AMBIGUOUS, -1, 0 }), ==, 4);
  g_assert_cmpuint (tries ((RsTry) { FALSE, RS_PRIORITY_INTERACTIVE, 0, 0, RS_ERROR_OFFLINE, -1, 0 }), ==, 4);
  g_assert_cmpuint (tries ((RsTry) { FALSE, RS_PRIORITY_INTERACTIVE, 0, 429, -1, 1, 0 }), ==, 6);
  g_assert_cmpuint (tries ((RsTry) { FALSE, RS_PRIORITY_BACKGROUND, 0, 429, -1, 0, 0 }), ==, 9);
}

static void
test_waits_double_within_a_quarter_and_end_at_thirty_seconds (void)
{
  g_autoptr (RsRandom) chance = rs_random_new (0);
  double least = 2, most = 0;

  g_test_message ("seed %" G_GUINT64_FORMAT, rs_random_get_seed (chance));
  for (guint i = 0; i < 20000; i++)
    {
      guint attempt = (guint) rs_random_range (chance, 1, 1000);
      const RsTry failed = { TRUE, RS_PRIORITY_BACKGROUND, attempt, 502, -1, -1, 0 };
      gint64 middle = MIN (500 * G_TIME_SPAN_MILLISECOND << MIN (attempt - 1, 20), 30 * G_TIME_SPAN_SECOND);
      gint64 wait;

      rs_retry_decide (&failed, rs_random_unit (chance), &wait);
      g_assert_cmpfloat ((double) wait / middle, >=, 0.749);
      g_assert_cmpfloat ((double) wait / middle, <=, 1.251);
      least = MIN (least, (double) wait / middle);
      most = MAX (most, (double) wait / middle);
    }
  /* The waits are spread, not all alike. */
  g_assert_cmpfloat (most - least, >, 0.4);
}

static void
test_retry_after_is_waited_for_and_a_little_more (void)
{
  const guint statuses[] = { 429, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const RsTry failed = { TRUE, RS_PRIORITY_BACKGROUND, 1, statuses[i], -1, 17, 0 };
      gint64 wait;

      rs_retry_decide (&failed, 0.0, &wait);
      g_assert_cmpint (wait, ==, 17 * G_TIME_SPAN_SECOND);
      rs_retry_decide (&failed, 0.999, &wait);
      g_assert_cmpint (wait, >, 17 * G_TIME_SPAN_SECOND);
      g_assert_cmpint (wait, <, 17 * G_TIME_SPAN_SECOND + 250 * G_TIME_SPAN_MILLISECOND);
    }
}

static gboolean
is_waited_for (RsPriority priority, guint status, gint64 retry_after, guint elapsed)
{
  const RsTry failed = { TRUE, priority, 1, status, -1, retry_after, elapsed * G_TIME_SPAN_SECOND };
  gint64 wait;
  gboolean again = rs_retry_decide (&failed, 0.0, &wait);

  /* Also when it is not: that is how long the service is left alone. */
  g_assert_cmpint (wait, >=, retry_after * G_TIME_SPAN_SECOND);
  return again;
}

static void
test_a_person_does_not_wait_for_minutes (void)
{
  g_assert_true (is_waited_for (RS_PRIORITY_INTERACTIVE, 429, 90, 0));
  g_assert_false (is_waited_for (RS_PRIORITY_INTERACTIVE, 429, 91, 0));
  g_assert_false (is_waited_for (RS_PRIORITY_INTERACTIVE, 429, 30, 61));
  g_assert_true (is_waited_for (RS_PRIORITY_BACKGROUND, 429, 600, 3600));
  /* A time-out of half a minute is told and not waited for once more. */
  g_assert_true (is_waited_for (RS_PRIORITY_INTERACTIVE, 502, -1, 29));
  g_assert_false (is_waited_for (RS_PRIORITY_INTERACTIVE, 502, -1, 30));
  g_assert_true (is_waited_for (RS_PRIORITY_INTERACTIVE, 503, 30, 0));
  g_assert_false (is_waited_for (RS_PRIORITY_INTERACTIVE, 503, 31, 0));
  g_assert_true (is_waited_for (RS_PRIORITY_BACKGROUND, 502, -1, 3600));
}

static void
test_every_form_of_retry_after_is_read (void)
{
  const struct
  {
    const char *value;
    const char *date; /* the answer's own */
    gint64 seconds;
  } table[] = {
    { NULL, NULL, -1 },
    { "", NULL, -1 },
    { "  ", NULL, -1 },
    { "0", NULL, 0 },
    { "7", NULL, 7 },
    { " 7 ", NULL, 7 },
    { "600", NULL, 600 },
    { "601", NULL, 600 },
    { "99999999999", NULL, 600 },
    { "99999999999999999999999999999999999999999999999999", NULL, 600 },
    { "-1", NULL, -1 },
    { "+5", NULL, -1 },
    { "1e9", NULL, -1 },
    { "0x10", NULL, -1 },
    { "soon", NULL, -1 },
    { "%s%n", NULL, -1 },
    { "Wed, 21 Oct 2015 07:28:30 GMT", NULL, 30 },
    { "Wednesday, 21-Oct-15 07:28:30 GMT", NULL, 30 },
    { "Wed, 21 Oct 2015 07:27:30 GMT", NULL, 0 },
    { "Wed, 21 Oct 2099 07:28:00 GMT", NULL, 600 },
    { "Wed, 21 Oct 1015 07:28:00 GMT", NULL, 0 },
    { "Wed, 41 Oct 2015 07:28:30 GMT", NULL, -1 },
    /* Our clock is an hour off: what counts is the service's. */
    { "Wed, 21 Oct 2015 08:28:30 GMT", "Wed, 21 Oct 2015 08:28:00 GMT", 30 },
    { "Wed, 21 Oct 2015 07:28:30 GMT", "yesterday", 30 },
    { "12", "Wed, 21 Oct 2015 08:28:00 GMT", 12 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("Retry-After: %s", table[i].value != NULL ? table[i].value : "(none)");
      g_assert_cmpint (rs_retry_parse_after (table[i].value, table[i].date, NOW), ==, table[i].seconds);
    }
}

static void
test_no_retry_after_is_beyond_bounds (void)
{
  g_autoptr (RsRandom) chance = rs_random_new (0);
  const char alphabet[] = "0123456789-+.:, GMTWedOctn\xc3\xa6";

  g_test_message ("seed %" G_GUINT64_FORMAT, rs_random_get_seed (chance));
  for (guint i = 0; i < 1000; i++)
    {
      char value[40];
      gsize length = rs_random_range (chance, 0, sizeof value);
      gint64 seconds;

      for (gsize j = 0; j < length; j++)
        value[j] = alphabet[rs_random_range (chance, 0, sizeof alphabet - 1)];
      value[MIN (length, sizeof value - 1)] = '\0';
      seconds = rs_retry_parse_after (value, value, NOW);
      g_assert_cmpint (seconds, >=, -1);
      g_assert_cmpint (seconds, <=, 600);
    }
}

#define ADD(name, function) g_test_add_func ("/net/retry/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-read-is-repeated-after-passing-trouble-only", test_a_read_is_repeated_after_passing_trouble_only);
  ADD ("a-write-is-repeated-only-when-it-certainly-did-nothing",
       test_a_write_is_repeated_only_when_it_certainly_did_nothing);
  ADD ("nothing-is-tried-for-ever", test_nothing_is_tried_for_ever);
  ADD ("waits-double-within-a-quarter-and-end-at-thirty-seconds",
       test_waits_double_within_a_quarter_and_end_at_thirty_seconds);
  ADD ("retry-after-is-waited-for-and-a-little-more", test_retry_after_is_waited_for_and_a_little_more);
  ADD ("a-person-does-not-wait-for-minutes", test_a_person_does_not_wait_for_minutes);
  ADD ("every-form-of-retry-after-is-read", test_every_form_of_retry_after_is_read);
  ADD ("no-retry-after-is-beyond-bounds", test_no_retry_after_is_beyond_bounds);
  return g_test_run ();
}
