/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-instant.h"

#include "rs-error.h"
#include "rs-fold.h"

#include <string.h>

/* Names the text a failure is about. */
static void
say (const char *text)
{
  g_autofree char *excerpt = rs_text_excerpt (text, 60);

  g_test_message ("“%s”", excerpt);
}

static RsInstant
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RsInstant instant = 0;
  gboolean parsed = rs_instant_parse (text, NULL, &instant, &error);

  say (text);
  g_assert_no_error (error);
  g_assert_true (parsed);
  return instant;
}

static void
assert_reads (const char *text, const char *expected)
{
  g_autofree char *written = rs_instant_to_string (parse (text));

  g_assert_cmpstr (written, ==, expected);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  RsInstant instant = 0;

  say (text);
  g_assert_false (rs_instant_parse (text, NULL, &instant, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpint (instant, ==, RS_INSTANT_NONE);
}

static void
test_the_forms_of_both_services_are_read (void)
{
  g_assert_cmpint (parse ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (parse ("2001-09-09T01:46:40Z"), ==, G_GINT64_CONSTANT (1000000000) * RS_INSTANT_SECOND);
  assert_reads ("2026-09-28T10:14:07+02:00", "2026-09-28T08:14:07Z");
  assert_reads ("2026-09-28 10:14:07", "2026-09-28T08:14:07Z");
  assert_reads ("2026-01-28 10:14:07", "2026-01-28T09:14:07Z");
  assert_reads ("2021-01-21T12:35:49.0Z", "2021-01-21T12:35:49Z");
  assert_reads ("2026-09-28", "2026-09-27T22:00:00Z");
  assert_reads ("2026-09-28T10:14Z", "2026-09-28T10:14:00Z");
}

static void
test_any_number_of_fraction_digits_is_read (void)
{
  g_autofree char *nines = g_strnfill (5000, '9');
  g_autofree char *long_text = g_strconcat ("2026-09-28T10:14:07.", nines, "+02:00", NULL);

  assert_reads ("2026-09-28T10:14:07.1Z", "2026-09-28T10:14:07.100000Z");
  assert_reads ("2026-09-28T10:14:07,123Z", "2026-09-28T10:14:07.123000Z");
  assert_reads ("2026-09-28T10:14:07.123456Z", "2026-09-28T10:14:07.123456Z");
  assert_reads ("2026-09-28T10:14:07.1234569Z", "2026-09-28T10:14:07.123456Z");
  assert_reads ("2026-09-28T10:14:07.000000Z", "2026-09-28T10:14:07Z");
  assert_reads (long_text, "2026-09-28T08:14:07.999999Z");
  assert_refused ("2026-09-28T10:14:07.Z");
}

static void
test_zones_are_read_in_every_spelling (void)
{
  assert_reads ("2026-09-28T10:14:07z", "2026-09-28T10:14:07Z");
  assert_reads ("2026-09-28t10:14:07+0200", "2026-09-28T08:14:07Z");
  assert_reads ("2026-09-28T10:14:07+02", "2026-09-28T08:14:07Z");
  assert_reads ("2026-09-28 10:14:07 +02:00", "2026-09-28T08:14:07Z");
  assert_reads ("2026-09-28T10:14:07-11:30", "2026-09-28T21:44:07Z");
  assert_reads ("2026-09-28T10:14:07+00:00", "2026-09-28T10:14:07Z");
  assert_reads ("2026-09-28T10:14:07-00:00", "2026-09-28T10:14:07Z");
  assert_reads ("2026-01-01T00:30:00+14:00", "2025-12-31T10:30:00Z");
  assert_reads (" \t2026-09-28T10:14:07Z\r\n", "2026-09-28T10:14:07Z");
}

static void
test_text_without_a_zone_is_read_in_the_zone_asked_for (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  RsInstant instant;

  g_assert_true (rs_instant_parse ("2026-09-28 10:14:07", utc, &instant, NULL));
  g_assert_cmpint (instant, ==, parse ("2026-09-28T10:14:07Z"));
  g_assert_true (rs_instant_parse ("2026-09-28 10:14:07+02:00", utc, &instant, NULL));
  g_assert_cmpint (instant, ==, parse ("2026-09-28T08:14:07Z"));
}

static void
test_a_time_skipped_in_spring_is_the_moment_of_the_change (void)
{
  assert_reads ("2026-03-29 01:59:59", "2026-03-29T00:59:59Z");
  assert_reads ("2026-03-29 02:00:00", "2026-03-29T01:00:00Z");
  assert_reads ("2026-03-29 02:30:00", "2026-03-29T01:00:00Z");
  assert_reads ("2026-03-29 03:00:00", "2026-03-29T01:00:00Z");
  assert_reads ("2026-03-29T02:30:00+01:00", "2026-03-29T01:30:00Z");
}

static void
test_a_time_that_came_twice_in_autumn_is_the_second (void)
{
  assert_reads ("2026-10-25 01:59:59", "2026-10-24T23:59:59Z");
  assert_reads ("2026-10-25 02:00:00", "2026-10-25T01:00:00Z");
  assert_reads ("2026-10-25 02:59:59", "2026-10-25T01:59:59Z");
  assert_reads ("2026-10-25 03:00:00", "2026-10-25T02:00:00Z");
  assert_reads ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z");
  assert_reads ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z");
}

static void
test_leap_days_and_seconds_are_known (void)
{
  assert_reads ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z");
  assert_reads ("2000-02-29T12:00:00Z", "2000-02-29T12:00:00Z");
  assert_reads ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z");
  assert_reads ("2017-01-01 00:59:60", "2016-12-31T23:59:59Z");
  assert_refused ("2026-02-29T12:00:00Z");
  assert_refused ("2100-02-29T12:00:00Z");
  assert_refused ("1900-02-29");
  assert_refused ("2016-12-31T23:59:61Z");
}

static void
test_the_years_1_to_9999_are_the_range (void)
{
  assert_reads ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
  assert_reads ("0476-09-04T00:00:00Z", "0476-09-04T00:00:00Z");
  assert_reads ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
  assert_reads ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
  assert_refused ("0000-01-01T00:00:00Z");
  assert_refused ("0001-01-01T00:00:00+02:00");
  assert_refused ("0001-01-01");
  assert_refused ("9999-12-31T23:59:59-01:00");
  assert_refused ("10000-01-01T00:00:00Z");
  assert_refused ("-001-01-01T00:00:00Z");
}

static void
test_what_is_no_point_in_time_is_refused (void)
{
  static const char *const texts[] = {
    "",
    "now",
    "2026",
    "2026-09",
    "2026-9-28",
    "28-09-2026",
    "28/09/2026",
    "2026-00-10",
    "2026-13-10",
    "2026-09-00",
    "2026-09-31",
    "2026-09-28T",
    "2026-09-28T10",
    "2026-09-28T10:",
    "2026-09-28T24:00:00Z",
    "2026-09-28T10:60:00Z",
    "2026-09-28T10:14:07+",
    "2026-09-28T10:14:07+2",
    "2026-09-28T10:14:07+02:",
    "2026-09-28T10:14:07+02:0",
    "2026-09-28T10:14:07+02:60",
    "2026-09-28T10:14:07+19:00",
    "2026-09-28T10:14:07+99:99",
    "2026-09-28T10:14:07Europe/Copenhagen",
    "2026-09-28T10:14:07ZZ",
    "2026-09-28T10:14:07Z 1",
    "2026-09-28X10:14:07Z",
    "２０２６-09-28",
    "1790583247",
    "%s%n%s",
    "\xff\xfe",
    "ååååååååååååååååååååååååååååååååååååååååååååååå",
  };

  assert_refused (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

static void
test_any_instant_reads_back_the_same (void)
{
  RsInstant first = parse ("0001-01-01T00:00:00Z"), last = parse ("9999-12-31T23:59:59.999999Z");
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      RsInstant instant = first + (RsInstant) (g_rand_double (random) * (double) (last - first));
      g_autofree char *text = rs_instant_to_string (instant);
      RsInstant again;

      g_assert_true (rs_instant_parse (text, NULL, &again, NULL));
      g_assert_cmpint (again, ==, instant);
    }
}

static void
test_no_instant_has_no_text (void)
{
  const RsInstant instants[] = { RS_INSTANT_NONE, G_MAXINT64, G_MININT64 + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      g_assert_null (rs_instant_to_string (instants[i]));
      g_assert_null (rs_instant_to_rackbeat_filter (instants[i]));
    }
}

static void
test_filters_are_in_danish_local_time (void)
{
  g_autofree char *summer = rs_instant_to_rackbeat_filter (parse ("2026-09-28T08:14:07.9Z"));
  g_autofree char *winter = rs_instant_to_rackbeat_filter (parse ("2026-12-31T23:30:00Z"));
  g_autofree char *early = rs_instant_to_rackbeat_filter (parse ("0476-09-04T12:00:00Z"));

  g_assert_cmpstr (summer, ==, "2026-09-28 10:14:07");
  g_assert_cmpstr (winter, ==, "2027-01-01 00:30:00");
  g_assert_true (g_str_has_prefix (early, "0476-09-04 12:"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/instant/the-forms-of-both-services-are-read", test_the_forms_of_both_services_are_read);
  g_test_add_func ("/instant/any-number-of-fraction-digits-is-read",
                   test_any_number_of_fraction_digits_is_read);
  g_test_add_func ("/instant/zones-are-read-in-every-spelling", test_zones_are_read_in_every_spelling);
  g_test_add_func ("/instant/text-without-a-zone-is-read-in-the-zone-asked-for",
                   test_text_without_a_zone_is_read_in_the_zone_asked_for);
  g_test_add_func ("/instant/a-time-skipped-in-spring-is-the-moment-of-the-change",
                   test_a_time_skipped_in_spring_is_the_moment_of_the_change);
  g_test_add_func ("/instant/a-time-that-came-twice-in-autumn-is-the-second",
                   test_a_time_that_came_twice_in_autumn_is_the_second);
  g_test_add_func ("/instant/leap-days-and-seconds-are-known", test_leap_days_and_seconds_are_known);
  g_test_add_func ("/instant/the-years-1-to-9999-are-the-range", test_the_years_1_to_9999_are_the_range);
  g_test_add_func ("/instant/what-is-no-point-in-time-is-refused", test_what_is_no_point_in_time_is_refused);
  g_test_add_func ("/instant/any-instant-reads-back-the-same", test_any_instant_reads_back_the_same);
  g_test_add_func ("/instant/no-instant-has-no-text", test_no_instant_has_no_text);
  g_test_add_func ("/instant/filters-are-in-danish-local-time", test_filters_are_in_danish_local_time);
  return g_test_run ();
}
