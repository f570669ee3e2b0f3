/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-csv.h"

#include <string.h>

static void
assert_row (char separator, const char *const *cells, const char *expected)
{
  g_autoptr (GString) csv = g_string_new (NULL);

  rs_csv_add_row (csv, separator, cells);
  g_assert_cmpstr (csv->str, ==, expected);
}

#define CELLS(...) ((const char *const[]) { __VA_ARGS__, NULL })

static void
test_a_table_begins_with_the_mark_of_its_encoding (void)
{
  g_autoptr (GString) csv = rs_csv_new ();

  g_assert_cmpmem (csv->str, csv->len, "\xef\xbb\xbf", 3);
}

static void
test_only_what_needs_it_is_quoted (void)
{
  assert_row (',', CELLS ("1042", "Søren & Sønner", ""), "1042,Søren & Sønner,\r\n");
  assert_row (',', CELLS ("a,b", "c;d"), "\"a,b\",c;d\r\n");
  assert_row (';', CELLS ("a,b", "c;d"), "a,b;\"c;d\"\r\n");
  assert_row (',', CELLS ("he said \"no\"", "two\nlines", "cr\r"),
              "\"he said \"\"no\"\"\",\"two\nlines\",\"cr\r\"\r\n");
}

static void
test_no_cell_is_a_formula (void)
{
  assert_row (',', CELLS ("=1+1", "+45 12", "@x", "-cmd|x", "\tx"),
              "\"'=1+1\",\"'+45 12\",\"'@x\",\"'-cmd|x\",\"'\tx\"\r\n");
  assert_row (';', CELLS ("-12,50", "-3", "-"), "-12,50;-3;\"'-\"\r\n");
}

static void
test_the_separator_is_not_the_decimal_sign (void)
{
  g_assert_cmpint (rs_csv_separator (","), ==, ';');
  g_assert_cmpint (rs_csv_separator ("."), ==, ',');
  g_assert_cmpint (rs_csv_separator (NULL), ==, ',');
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/csv/a-table-begins-with-the-mark-of-its-encoding",
                   test_a_table_begins_with_the_mark_of_its_encoding);
  g_test_add_func ("/base/csv/only-what-needs-it-is-quoted", test_only_what_needs_it_is_quoted);
  g_test_add_func ("/base/csv/no-cell-is-a-formula", test_no_cell_is_a_formula);
  g_test_add_func ("/base/csv/the-separator-is-not-the-decimal-sign",
                   test_the_separator_is_not_the_decimal_sign);
  return g_test_run ();
}
