/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-json.h"

#include <string.h>

typedef struct
{
  RsJsonTree *tree;
  RsJson root;
} Fixture;

/* Opens a reader named "order" on @text. */
static void
open_reader (Fixture *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  self->tree = rs_json_tree_parse (bytes, 64 * 1024 * 1024, &error);
  g_assert_no_error (error);
  rs_json_init (&self->root, rs_json_tree_root (self->tree), "order");
}

static void
close_reader (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rs_json_finish (&self->root, &error));
  g_assert_no_error (error);
  rs_json_tree_free (self->tree);
}

static void
close_failed (Fixture *self, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rs_json_failed (&self->root));
  g_assert_false (rs_json_finish (&self->root, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, message);
  rs_json_tree_free (self->tree);
}

static void
assert_int (const char *json, gint64 expected)
{
  g_autofree char *text = g_strdup_printf ("{\"n\":%s}", json);
  Fixture fixture;

  open_reader (&fixture, text);
  g_assert_cmpint (rs_json_get_int (&fixture.root, "n", RS_JSON_REQUIRED), ==, expected);
  close_reader (&fixture);
}

static void
assert_no_int (const char *json, const char *found)
{
  g_autofree char *text = g_strdup_printf ("{\"n\":%s}", json);
  g_autofree char *message = g_strdup_printf ("order.n: expected a whole number, found %s", found);
  Fixture fixture;

  g_test_message ("%.60s", json);
  open_reader (&fixture, text);
  g_assert_cmpint (rs_json_get_int (&fixture.root, "n", RS_JSON_OPTIONAL), ==, 0);
  close_failed (&fixture, message);
}

static void
test_whole_numbers_come_as_numbers_or_texts (void)
{
  assert_int ("1042", 1042);
  assert_int ("-7", -7);
  assert_int ("3.0", 3);
  assert_int ("1e3", 1000);
  assert_int ("\"1042\"", 1042);
  assert_int ("\"1042.0\"", 1042);
  assert_int ("9007199254740993", 9007199254740993);
  assert_int ("\"9007199254740993\"", 9007199254740993);
  assert_int ("9223372036854775806", G_MAXINT64 - 1);
}

static void
test_what_is_no_whole_number_fails (void)
{
  assert_no_int ("1.5", "a number");
  assert_no_int ("\"1.5\"", "a string");
  assert_no_int ("\"\"", "a string");
  assert_no_int ("\"ti\"", "a string");
  assert_no_int ("true", "a boolean");
  assert_no_int ("{}", "an object");
  assert_no_int ("[1]", "an array");
  assert_no_int ("1e300", "a number");
  assert_no_int ("1e999", "a number");
}

/* The parser gives the largest number there is for what is larger: another record's number. */
static void
test_a_number_too_large_is_not_another_number (void)
{
  assert_no_int ("9223372036854775808", "a number");
  assert_no_int ("-99999999999999999999999", "a number");
  assert_no_int ("\"99999999999999999999999\"", "a string");
}

static void
test_flags_come_in_many_spellings (void)
{
  static const struct
  {
    const char *json;
    gboolean expected;
  } cases[] = {
    { "true", TRUE },   { "false", FALSE },   { "1", TRUE },          { "0", FALSE },
    { "1.0", TRUE },    { "\"true\"", TRUE }, { "\"FALSE\"", FALSE }, { "\"1\"", TRUE },
    { "\"0\"", FALSE }, { "\"\"", FALSE },    { "null", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"b\":%s}", cases[i].json);
      Fixture fixture;

      g_test_message ("%s", cases[i].json);
      open_reader (&fixture, text);
      g_assert_cmpint (rs_json_get_bool (&fixture.root, "b", RS_JSON_OPTIONAL), ==, cases[i].expected);
      close_reader (&fixture);
    }
}

static void
test_what_is_no_flag_fails (void)
{
  static const char *const values[] = { "2", "-1", "0.5", "\"yes\"", "\"2\"", "[]", "{}", "1e99" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"b\":%s}", values[i]);
      Fixture fixture;

      open_reader (&fixture, text);
      g_assert_false (rs_json_get_bool (&fixture.root, "b", RS_JSON_OPTIONAL));
      g_assert_true (rs_json_failed (&fixture.root));
      g_assert_false (rs_json_finish (&fixture.root, NULL));
      rs_json_tree_free (fixture.tree);
    }
}

static void
assert_string (const char *json, const char *expected)
{
  g_autofree char *text = g_strdup_printf ("{\"s\":%s}", json);
  g_autofree char *string = NULL;
  Fixture fixture;

  open_reader (&fixture, text);
  string = rs_json_dup_string (&fixture.root, "s", RS_JSON_OPTIONAL);
  g_assert_cmpstr (string, ==, expected);
  close_reader (&fixture);
}

static void
test_texts_come_as_texts_or_numbers (void)
{
  assert_string ("\"Søvej 5\"", "Søvej 5");
  assert_string ("\"\"", "");
  assert_string ("4711", "4711");
  assert_string ("-1", "-1");
  assert_string ("9007199254740993", "9007199254740993");
  assert_string ("80.3", "80.3");
  assert_string ("null", NULL);
}

static void
test_what_is_no_text_fails (void)
{
  static const char *const values[] = { "true", "[]", "{}", "1e300", "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"s\":%s}", values[i]);
      Fixture fixture;

      g_test_message ("%s", values[i]);
      open_reader (&fixture, text);
      g_assert_null (rs_json_dup_string (&fixture.root, "s", RS_JSON_OPTIONAL));
      g_assert_false (rs_json_finish (&fixture.root, NULL));
      rs_json_tree_free (fixture.tree);
    }
}

static void
test_a_text_of_ten_megabytes_fails_and_one_of_one_does_not (void)
{
  g_autofree char *large = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *largest = g_strnfill (RS_JSON_MAX_STRING, 'x');
  g_autofree char *text = g_strdup_printf ("{\"large\":\"%s\",\"largest\":\"%s\"}", large, largest);
  g_autofree char *string = NULL;
  Fixture fixture;

  open_reader (&fixture, text);
  string = rs_json_dup_string (&fixture.root, "largest", RS_JSON_REQUIRED);
  g_assert_cmpstr (string, ==, largest);
  g_assert_null (rs_json_dup_string (&fixture.root, "large", RS_JSON_LENIENT));
  close_failed (&fixture, "order.large: text of 10485760 bytes");
}

static void
test_decimals_come_as_numbers_or_texts (void)
{
  static const struct
  {
    const char *json, *expected;
  } cases[] = {
    { "449.5", "449.5" },
    { "3", "3" },
    { "-0.0", "0" },
    { "\"449.50\"", "449.5" },
    { "1e3", "1000" },
    { "0.30000000000000004", "0.3" },
    { "9223372036854", "9223372036854" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"d\":%s}", cases[i].json);
      char buffer[RS_DECIMAL_STRING_SIZE];
      gboolean present = FALSE;
      Fixture fixture;

      open_reader (&fixture, text);
      g_assert_cmpstr (
        rs_decimal_format (rs_json_get_decimal (&fixture.root, "d", RS_JSON_REQUIRED, &present), buffer), ==,
        cases[i].expected);
      g_assert_true (present);
      close_reader (&fixture);
    }
}

static void
test_what_is_no_decimal_fails (void)
{
  static const char *const values[] = { "\"1,5\"", "\"\"",          "\"nan\"",
                                        "true",    "[1]",           "{}",
                                        "1e13",    "9223372036855", "-9223372036854775808",
                                        "1e999",   "\"1e999\"" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"d\":%s}", values[i]);
      gboolean present = TRUE;
      Fixture fixture;

      g_test_message ("%s", values[i]);
      open_reader (&fixture, text);
      g_assert_cmpint (rs_json_get_decimal (&fixture.root, "d", RS_JSON_OPTIONAL, &present).micros, ==, 0);
      g_assert_false (present);
      g_assert_false (rs_json_finish (&fixture.root, NULL));
      rs_json_tree_free (fixture.tree);
    }
}

static void
test_instants_are_read_or_fail (void)
{
  Fixture fixture;

  open_reader (&fixture, "{\"t\":\"1970-01-01T00:00:01Z\",\"e\":\"\",\"x\":\"i går\"}");
  g_assert_cmpint (rs_json_get_instant (&fixture.root, "t", RS_JSON_REQUIRED), ==, RS_INSTANT_SECOND);
  g_assert_cmpint (rs_json_get_instant (&fixture.root, "e", RS_JSON_OPTIONAL), ==, RS_INSTANT_NONE);
  g_assert_cmpint (rs_json_get_instant (&fixture.root, "gone", RS_JSON_OPTIONAL), ==, RS_INSTANT_NONE);
  g_assert_cmpint (rs_json_get_instant (&fixture.root, "x", RS_JSON_LENIENT), ==, RS_INSTANT_NONE);
  g_assert_false (rs_json_failed (&fixture.root));
  g_assert_cmpint (rs_json_get_instant (&fixture.root, "x", RS_JSON_OPTIONAL), ==, RS_INSTANT_NONE);
  close_failed (&fixture, "order.x: expected a point in time, found a string");
}

static void
test_absent_and_null_are_the_same (void)
{
  static const char *const names[] = { "gone", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean present = TRUE;
      Fixture fixture;
      RsJson member;

      open_reader (&fixture, "{\"null\":null}");
      g_assert_false (rs_json_has (&fixture.root, names[i]));
      g_assert_null (rs_json_dup_string (&fixture.root, names[i], RS_JSON_OPTIONAL));
      g_assert_cmpint (rs_json_get_int (&fixture.root, names[i], RS_JSON_OPTIONAL), ==, 0);
      g_assert_false (rs_json_get_bool (&fixture.root, names[i], RS_JSON_OPTIONAL));
      g_assert_cmpint (rs_json_get_decimal (&fixture.root, names[i], RS_JSON_OPTIONAL, &present).micros, ==,
                       0);
      g_assert_false (present);
      g_assert_false (rs_json_object (&fixture.root, names[i], RS_JSON_OPTIONAL, &member));
      g_assert_null (member.value);
      g_assert_false (rs_json_array (&fixture.root, names[i], RS_JSON_OPTIONAL, &member));
      g_assert_cmpuint (rs_json_length (&member), ==, 0);
      close_reader (&fixture);
    }
}

static void
test_what_is_required_and_missing_fails (void)
{
  Fixture fixture;

  open_reader (&fixture, "{\"lines\":[{},{\"item\":{\"number\":null}}]}");
  {
    RsJson lines, line, item;

    g_assert_true (rs_json_array (&fixture.root, "lines", RS_JSON_REQUIRED, &lines));
    g_assert_cmpuint (rs_json_length (&lines), ==, 2);
    rs_json_element (&lines, 1, &line);
    g_assert_true (rs_json_object (&line, "item", RS_JSON_REQUIRED, &item));
    g_assert_null (rs_json_dup_string (&item, "number", RS_JSON_REQUIRED));
  }
  close_failed (&fixture, "order.lines[1].item.number: is missing");
}

static void
test_lenient_counts_a_wrong_type_as_absent (void)
{
  Fixture fixture;
  RsJson member;

  open_reader (&fixture, "{\"a\":[1],\"o\":{},\"s\":\"x\"}");
  g_assert_false (rs_json_object (&fixture.root, "a", RS_JSON_LENIENT, &member));
  g_assert_null (member.value);
  g_assert_false (rs_json_array (&fixture.root, "o", RS_JSON_LENIENT, &member));
  g_assert_null (member.value);
  g_assert_cmpint (rs_json_get_int (&fixture.root, "s", RS_JSON_LENIENT), ==, 0);
  g_assert_false (rs_json_get_bool (&fixture.root, "s", RS_JSON_LENIENT));
  g_assert_null (rs_json_dup_string (&fixture.root, "o", RS_JSON_LENIENT));
  g_assert_false (rs_json_object (&fixture.root, "s", RS_JSON_LENIENT | RS_JSON_REQUIRED, &member));
  close_failed (&fixture, "order.s: expected an object, found a string");
}

static void
test_the_first_error_sticks (void)
{
  Fixture fixture;
  RsJson inner;

  open_reader (&fixture, "{\"a\":\"x\",\"n\":7,\"o\":{\"s\":\"y\"}}");
  g_assert_true (rs_json_object (&fixture.root, "o", RS_JSON_REQUIRED, &inner));
  g_assert_cmpint (rs_json_get_int (&inner, "s", RS_JSON_REQUIRED), ==, 0);
  g_assert_true (rs_json_failed (&fixture.root));
  g_assert_cmpint (rs_json_get_int (&fixture.root, "n", RS_JSON_REQUIRED), ==, 0);
  g_assert_null (rs_json_dup_string (&fixture.root, "a", RS_JSON_REQUIRED));
  rs_json_fail (&fixture.root, "another %s", "one");
  close_failed (&fixture, "order.o.s: expected a whole number, found a string");
}

static void
test_a_decoder_can_fail_with_its_own_words (void)
{
  Fixture fixture;
  RsJson lines, line;
  g_autofree char *path = NULL;

  open_reader (&fixture, "{\"lines\":[1]}");
  g_assert_true (rs_json_array (&fixture.root, "lines", RS_JSON_REQUIRED, &lines));
  rs_json_element (&lines, 0, &line);
  path = rs_json_dup_path (&line);
  g_assert_cmpstr (path, ==, "order.lines[0]");
  rs_json_fail (&line, "%d%% of %s", 5, "%s");
  close_failed (&fixture, "order.lines[0]: 5% of %s");
}

static void
test_elements_beyond_the_end_are_absent (void)
{
  Fixture fixture;
  RsJson lines, line;

  open_reader (&fixture, "{\"lines\":[null,{}]}");
  g_assert_true (rs_json_array (&fixture.root, "lines", RS_JSON_REQUIRED, &lines));
  rs_json_element (&lines, 0, &line);
  g_assert_null (line.value);
  rs_json_element (&lines, 2, &line);
  g_assert_null (line.value);
  rs_json_element (&lines, G_MAXUINT, &line);
  g_assert_null (line.value);
  g_assert_null (rs_json_dup_string (&line, "x", RS_JSON_OPTIONAL));
  close_reader (&fixture);
}

static void
test_a_reader_of_nothing_finds_nothing (void)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text ("[null,[]]", NULL);
  const RsJsonValue *list = rs_json_tree_root (tree);
  const RsJsonValue *values[] = { NULL, rs_json_value_element (list, 0), rs_json_value_element (list, 1) };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GError) error = NULL;
      RsJson root;

      rs_json_init (&root, values[i], "order");
      g_assert_false (rs_json_has (&root, "number"));
      g_assert_cmpuint (rs_json_length (&root), ==, 0);
      g_assert_cmpint (rs_json_get_int (&root, "number", RS_JSON_OPTIONAL), ==, 0);
      g_assert_cmpint (rs_json_get_int (&root, "number", RS_JSON_REQUIRED), ==, 0);
      g_assert_false (rs_json_finish (&root, &error));
      g_assert_cmpstr (error->message, ==, "order.number: is missing");
    }
}

static void
test_outside_text_is_never_a_format (void)
{
  Fixture fixture;

  open_reader (&fixture, "{\"%s%n\":\"%s%n\"}");
  g_assert_cmpint (rs_json_get_int (&fixture.root, "%s%n", RS_JSON_REQUIRED), ==, 0);
  close_failed (&fixture, "order.%s%n: expected a whole number, found a string");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/whole-numbers-come-as-numbers-or-texts",
                   test_whole_numbers_come_as_numbers_or_texts);
  g_test_add_func ("/json/what-is-no-whole-number-fails", test_what_is_no_whole_number_fails);
  g_test_add_func ("/json/a-number-too-large-is-not-another-number",
                   test_a_number_too_large_is_not_another_number);
  g_test_add_func ("/json/flags-come-in-many-spellings", test_flags_come_in_many_spellings);
  g_test_add_func ("/json/what-is-no-flag-fails", test_what_is_no_flag_fails);
  g_test_add_func ("/json/texts-come-as-texts-or-numbers", test_texts_come_as_texts_or_numbers);
  g_test_add_func ("/json/what-is-no-text-fails", test_what_is_no_text_fails);
  g_test_add_func ("/json/a-text-of-ten-megabytes-fails-and-one-of-one-does-not",
                   test_a_text_of_ten_megabytes_fails_and_one_of_one_does_not);
  g_test_add_func ("/json/decimals-come-as-numbers-or-texts", test_decimals_come_as_numbers_or_texts);
  g_test_add_func ("/json/what-is-no-decimal-fails", test_what_is_no_decimal_fails);
  g_test_add_func ("/json/instants-are-read-or-fail", test_instants_are_read_or_fail);
  g_test_add_func ("/json/absent-and-null-are-the-same", test_absent_and_null_are_the_same);
  g_test_add_func ("/json/what-is-required-and-missing-fails", test_what_is_required_and_missing_fails);
  g_test_add_func ("/json/lenient-counts-a-wrong-type-as-absent", test_lenient_counts_a_wrong_type_as_absent);
  g_test_add_func ("/json/the-first-error-sticks", test_the_first_error_sticks);
  g_test_add_func ("/json/a-decoder-can-fail-with-its-own-words", test_a_decoder_can_fail_with_its_own_words);
  g_test_add_func ("/json/elements-beyond-the-end-are-absent", test_elements_beyond_the_end_are_absent);
  g_test_add_func ("/json/a-reader-of-nothing-finds-nothing", test_a_reader_of_nothing_finds_nothing);
  g_test_add_func ("/json/outside-text-is-never-a-format", test_outside_text_is_never_a_format);
  return g_test_run ();
}
