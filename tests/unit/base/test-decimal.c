/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-decimal.h"

#include "rs-error.h"
#include "rs-fold.h"

#include <math.h>
#include <string.h>

/* Names the text a failure is about. */
static void
say (const char *text)
{
  g_autofree char *excerpt = rs_text_excerpt (text, 60);

  g_test_message ("“%s”", excerpt);
}

static void
assert_parses (const char *text, gint64 micros)
{
  g_autoptr (GError) error = NULL;
  RsDecimal value = { 4711 };
  gboolean parsed = rs_decimal_parse (text, &value, &error);

  say (text);
  g_assert_no_error (error);
  g_assert_true (parsed);
  g_assert_cmpint (value.micros, ==, micros);
}

static void
assert_refused (const char *text)
{
  g_autoptr (GError) error = NULL;
  RsDecimal value = { 4711 };

  say (text);
  g_assert_false (rs_decimal_parse (text, &value, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_cmpint (value.micros, ==, 0);
}

static void
test_plain_numbers_are_read_exactly (void)
{
  assert_parses ("0", 0);
  assert_parses ("-0", 0);
  assert_parses ("3", 3000000);
  assert_parses ("+3", 3000000);
  assert_parses ("-12.5", -12500000);
  assert_parses ("449.50", 449500000);
  assert_parses (".5", 500000);
  assert_parses ("5.", 5000000);
  assert_parses ("0.000001", 1);
  assert_parses ("-0.000001", -1);
  assert_parses ("000123.4500000000", 123450000);
  assert_parses (" \t7 \n", 7000000);
}

static void
test_exponents_move_the_point (void)
{
  assert_parses ("1e3", 1000000000);
  assert_parses ("1E+3", 1000000000);
  assert_parses ("12345e-4", 1234500);
  assert_parses ("0.00000001e8", 1000000);
  assert_parses ("100000000000000000000e-20", 1000000);
  assert_parses ("1e0000000000000000000000000003", 1000000000);
  assert_parses ("0e999999999999999999999", 0);
  assert_parses ("1e-999999999999999999999", 0);
  assert_parses ("1e-9223372036854775808", 0);
}

static void
test_more_than_six_places_round_half_away_from_zero (void)
{
  assert_parses ("0.0000005", 1);
  assert_parses ("-0.0000005", -1);
  assert_parses ("0.00000049999999999999999999999999", 0);
  assert_parses ("0.00000050000000000000000000000001", 1);
  assert_parses ("1.9999995", 2000000);
  assert_parses ("-1.9999995", -2000000);
  assert_parses ("2.5e-7", 0);
  assert_parses ("5e-7", 1);
}

static void
test_the_range_is_that_of_its_micros (void)
{
  assert_parses ("9223372036854.775807", G_MAXINT64);
  assert_parses ("-9223372036854.775807", -G_MAXINT64);
  assert_parses ("9223372036854.7758074", G_MAXINT64);
  assert_refused ("9223372036854.7758075");
  assert_refused ("9223372036854.775808");
  assert_refused ("9999999999999.999999");
  assert_refused ("9999999999999.9999999");
  assert_refused ("10000000000000");
  assert_refused ("-1e13");
  assert_refused ("1e400");
  assert_refused ("1e999999999999999999999");
  assert_refused ("1e9223372036854775807");
}

static void
test_what_is_no_number_is_refused (void)
{
  static const char *const texts[] = {
    "",      " ",   ".",    "-",     "+",     "e5",   "1e",   "1e+",  "1e 5",     "1 2",   "1,5",
    "1.2.3", "--1", "+-1",  "- 1",   "0x10",  "nan",  "NaN",  "inf",  "Infinity", "1_000", "1'000",
    "12kr",  "½",   "１２", "1e5.5", "1.5e-", "null", "true", "\xff", "1\xa0",    "%s%n",
  };

  assert_refused (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

static void
test_very_long_texts_are_read_in_full (void)
{
  g_autofree char *zeros = g_strnfill (1000000, '0');
  g_autofree char *nines = g_strnfill (1000000, '9');
  g_autofree char *padded = g_strconcat (zeros, "7.5", zeros, NULL);
  g_autofree char *tiny = g_strconcat ("0.", zeros, "9", NULL);
  g_autofree char *shifted = g_strconcat ("0.", zeros, "9e1000000", NULL);
  g_autofree char *fraction = g_strconcat ("0.", nines, NULL);

  assert_parses (padded, 7500000);
  assert_parses (tiny, 0);
  assert_parses (shifted, 0);
  assert_parses (fraction, 1000000);
  assert_refused (nines);
}

static void
assert_from_double (double number, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  RsDecimal value;

  g_assert_true (rs_decimal_from_double (number, &value, &error));
  g_assert_no_error (error);
  text = rs_decimal_dup_string (value);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_doubles_lose_their_binary_noise (void)
{
  assert_from_double (0.1, "0.1");
  assert_from_double (80.3, "80.3");
  assert_from_double (0.1 + 0.2, "0.3");
  assert_from_double (1.0 / 3.0, "0.333333");
  assert_from_double (2.0 / 3.0, "0.666667");
  assert_from_double (-449.5, "-449.5");
  assert_from_double (1e-9, "0");
  assert_from_double (-1e-300, "0");
  assert_from_double (123456789.123456, "123456789.123456");
  assert_from_double (9e12, "9000000000000");
}

static void
test_doubles_without_a_decimal_are_refused (void)
{
  const double numbers[] = { NAN, -NAN, INFINITY, -INFINITY, 1e13, -1e13, 1e300, 9.3e12 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      RsDecimal value = { 4711 };

      g_test_message ("%g", numbers[i]);
      g_assert_false (rs_decimal_from_double (numbers[i], &value, &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
      g_assert_cmpint (value.micros, ==, 0);
    }
}

static void
assert_formats (gint64 micros, const char *expected)
{
  char buffer[RS_DECIMAL_STRING_SIZE];

  g_assert_cmpstr (rs_decimal_format ((RsDecimal) { micros }, buffer), ==, expected);
}

static void
test_the_plain_form_has_no_trailing_zeros (void)
{
  assert_formats (0, "0");
  assert_formats (12500000, "12.5");
  assert_formats (-3000000, "-3");
  assert_formats (100000000, "100");
  assert_formats (-1, "-0.000001");
  assert_formats (G_MAXINT64, "9223372036854.775807");
  assert_formats (G_MININT64, "-9223372036854.775808");
}

static gint64
random_micros (GRand *random)
{
  guint64 wide = ((guint64) g_rand_int (random) << 32) | g_rand_int (random);

  return (gint64) wide >> g_rand_int_range (random, 0, 64);
}

static void
test_any_decimal_reads_back_the_same (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      RsDecimal value = { MAX (random_micros (random), -G_MAXINT64) };
      g_autofree char *text = rs_decimal_dup_string (value);
      RsDecimal again;

      g_assert_true (rs_decimal_parse (text, &again, NULL));
      g_assert_cmpint (again.micros, ==, value.micros);
    }
}

/* Up to 15 digits a double holds every decimal. */
static void
test_doubles_of_money_read_back_the_same (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      RsDecimal value = { random_micros (random) % G_GINT64_CONSTANT (1000000000000000) }, again;

      g_assert_true (rs_decimal_from_double (rs_decimal_to_double (value), &again, NULL));
      g_assert_cmpint (again.micros, ==, value.micros);
    }
}

static void
test_sums_and_products_saturate (void)
{
  RsDecimal most = { G_MAXINT64 }, least = { G_MININT64 }, two = RS_DECIMAL_INT (2);

  g_assert_cmpint (rs_decimal_add (most, most).micros, ==, G_MAXINT64);
  g_assert_cmpint (rs_decimal_add (least, least).micros, ==, G_MININT64);
  g_assert_cmpint (rs_decimal_subtract (least, most).micros, ==, G_MININT64);
  g_assert_cmpint (rs_decimal_subtract (most, least).micros, ==, G_MAXINT64);
  g_assert_cmpint (rs_decimal_multiply (most, two).micros, ==, G_MAXINT64);
  g_assert_cmpint (rs_decimal_multiply (least, two).micros, ==, G_MININT64);
  g_assert_cmpint (rs_decimal_multiply (least, least).micros, ==, G_MAXINT64);
  g_assert_cmpint (rs_decimal_add (two, RS_DECIMAL_INT (-5)).micros, ==, -3000000);
  g_assert_cmpint (rs_decimal_subtract (two, RS_DECIMAL_INT (-5)).micros, ==, 7000000);
}

static void
test_products_round_half_away_from_zero (void)
{
  RsDecimal half = { 500000 }, micro = { 1 }, minus_micro = { -1 };

  g_assert_cmpint (rs_decimal_multiply (half, micro).micros, ==, 1);
  g_assert_cmpint (rs_decimal_multiply (half, minus_micro).micros, ==, -1);
  g_assert_cmpint (rs_decimal_multiply ((RsDecimal) { 499999 }, micro).micros, ==, 0);
  g_assert_cmpint (rs_decimal_multiply (RS_DECIMAL_INT (3), (RsDecimal) { 449500000 }).micros, ==,
                   1348500000);
  g_assert_cmpint (rs_decimal_multiply (RS_DECIMAL_ZERO, (RsDecimal) { G_MININT64 }).micros, ==, 0);
}

static void
test_ceil_is_the_smallest_whole_number_not_below (void)
{
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { 0 }), ==, 0);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { 1 }), ==, 1);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { 2000000 }), ==, 2);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { 2000001 }), ==, 3);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { -1 }), ==, 0);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { -1500000 }), ==, -1);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { G_MAXINT64 }), ==, 9223372036855);
  g_assert_cmpint (rs_decimal_ceil ((RsDecimal) { G_MININT64 }), ==, -9223372036854);
}

static void
test_comparison_orders_by_value (void)
{
  RsDecimal values[] = { { G_MININT64 }, { -1 }, { 0 }, { 1 }, { 999999 }, { 1000000 }, { G_MAXINT64 } };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      g_assert_cmpint (rs_decimal_compare (values[i], values[j]), ==, (i > j) - (i < j));
  g_assert_true (rs_decimal_is_zero (RS_DECIMAL_ZERO));
  g_assert_false (rs_decimal_is_zero (values[1]));
  g_assert_true (rs_decimal_is_integer (RS_DECIMAL_INT (-7)));
  g_assert_false (rs_decimal_is_integer (values[4]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimal/plain-numbers-are-read-exactly", test_plain_numbers_are_read_exactly);
  g_test_add_func ("/decimal/exponents-move-the-point", test_exponents_move_the_point);
  g_test_add_func ("/decimal/more-than-six-places-round-half-away-from-zero",
                   test_more_than_six_places_round_half_away_from_zero);
  g_test_add_func ("/decimal/the-range-is-that-of-its-micros", test_the_range_is_that_of_its_micros);
  g_test_add_func ("/decimal/what-is-no-number-is-refused", test_what_is_no_number_is_refused);
  g_test_add_func ("/decimal/very-long-texts-are-read-in-full", test_very_long_texts_are_read_in_full);
  g_test_add_func ("/decimal/doubles-lose-their-binary-noise", test_doubles_lose_their_binary_noise);
  g_test_add_func ("/decimal/doubles-without-a-decimal-are-refused",
                   test_doubles_without_a_decimal_are_refused);
  g_test_add_func ("/decimal/the-plain-form-has-no-trailing-zeros",
                   test_the_plain_form_has_no_trailing_zeros);
  g_test_add_func ("/decimal/any-decimal-reads-back-the-same", test_any_decimal_reads_back_the_same);
  g_test_add_func ("/decimal/doubles-of-money-read-back-the-same", test_doubles_of_money_read_back_the_same);
  g_test_add_func ("/decimal/sums-and-products-saturate", test_sums_and_products_saturate);
  g_test_add_func ("/decimal/products-round-half-away-from-zero", test_products_round_half_away_from_zero);
  g_test_add_func ("/decimal/ceil-is-the-smallest-whole-number-not-below",
                   test_ceil_is_the_smallest_whole_number_not_below);
  g_test_add_func ("/decimal/comparison-orders-by-value", test_comparison_orders_by_value);
  return g_test_run ();
}
