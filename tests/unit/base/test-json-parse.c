/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-fold.h"
#include "rs-json.h"

#include <string.h>

#define MAX_SIZE (16 * 1024 * 1024)

static JsonNode *
parse_sized (const char *text, gsize size, GError **error)
{
  /* A copy without a NUL behind it, so that reading past the end is noticed. */
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);

  return rs_json_parse (bytes, MAX_SIZE, error);
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = parse_sized (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static void
assert_refused_sized (const char *text, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *excerpt = rs_text_excerpt (text, 60);

  g_test_message ("%s", excerpt);
  g_assert_null (parse_sized (text, size, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  g_assert_true (g_str_has_prefix (error->message, "The answer is no JSON: "));
}

static void
assert_refused (const char *text)
{
  assert_refused_sized (text, strlen (text));
}

static void
test_objects_and_arrays_are_read (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    " \r\n\t{ \"a\" : [ 1 , 2.5e3 , -0 , true , false , null , \"x\" ] } \n",
    "\xef\xbb\xbf{\"a\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i]);

      g_assert_true (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node));
    }
}

static void
test_what_is_no_json_is_refused (void)
{
  static const char *const texts[] = {
    "",
    " \n",
    "\xef\xbb\xbf",
    "\xef\xbb",
    "x",
    "null",
    "\"text\"",
    "7",
    "OK",
    "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
    "<html>{}</html>",
    "{",
    "[",
    "{]",
    "[}",
    "]",
    "{}{}",
    "{} x",
    "[] ,",
    "[]]",
    "[1,]",
    "{\"a\":1,}",
    "{,}",
    "[1 2]",
    "{\"a\" 1}",
    "{\"a\":}",
    "{\"a\"}",
    "{a:1}",
    "{'a':1}",
    "[tRue]",
    "[nul]",
    "[True]",
    "[None]",
    "[undefined]",
    "[01]",
    "[.5]",
    "[5.]",
    "[+5]",
    "[-]",
    "[1.5e]",
    "[0x1F]",
    "[1_000]",
    "[1,5,]",
    "{\"a\":1 /* note */}",
    "{\"a\":1} // note",
    "[\"\\x\"]",
    "[\"\\u00\"]",
    "[\"\\u00zz\"]",
    "[\"a\tb\"]",
    "[\"a\nb\"]",
    "[\"a",
    "[\"a\\\"]",
    "[\"a\\",
    "{\"a",
    "[\"\\u",
    "[\"\\ud800\\u",
    "var x = {};",
    "{}\\",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

static void
test_numbers_that_are_no_numbers_are_refused (void)
{
  static const char *const texts[]
    = { "[NaN]", "[nan]", "[-NaN]", "[Infinity]", "[-Infinity]", "[inf]", "[1e]", "[--1]" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
}

static void
test_invalid_utf8_is_refused (void)
{
  static const char *const texts[]
    = { "[\"\xff\"]",   "[\"\xc3\"]", "[\"\xc0\xaf\"]", "[\"\xed\xa0\x80\"]", "[\"\xf4\x90\x80\x80\"]",
        "{\"\x80\":1}", "[]\xff" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i]);
  assert_refused_sized ("[\"a\0b\"]", 7);
  assert_refused_sized ("[]\0", 3);
  assert_refused_sized ("\0[]", 3);
}

static char *
nest (const char *open, const char *inside, const char *close, guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, inside);
  for (guint i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_64_levels_are_read_and_no_more (void)
{
  g_autofree char *deepest_array = nest ("[", "1", "]", 64);
  g_autofree char *deepest_object = nest ("{\"a\":", "1", "}", 64);
  g_autofree char *deeper_array = nest ("[", "1", "]", 65);
  g_autofree char *deeper_object = nest ("{\"a\":", "1", "}", 65);
  g_autofree char *deeper_mixed = nest ("[{\"a\":", "1", "}]", 33);
  g_autofree char *abyss = nest ("[", "", "", 5000000);
  g_autoptr (JsonNode) array = parse (deepest_array);
  g_autoptr (JsonNode) object = parse (deepest_object);

  assert_refused (deeper_array);
  assert_refused (deeper_object);
  assert_refused (deeper_mixed);
  assert_refused (abyss);
}

static void
test_brackets_in_texts_are_no_nesting (void)
{
  g_autofree char *brackets = g_strnfill (1000, '[');
  g_autofree char *text = g_strdup_printf ("[\"%s\", \"\\\\\", \"\\\"%s\"]", brackets, brackets);
  g_autoptr (JsonNode) node = parse (text);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 3);
}

static void
test_closing_brackets_do_not_buy_depth (void)
{
  g_autofree char *closing = g_strnfill (100, ']');
  g_autofree char *deep = nest ("[", "1", "]", 100);
  g_autofree char *text = g_strconcat ("[", closing, deep, NULL);

  assert_refused (text);
}

static void
test_more_than_was_allowed_is_refused (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("[1,2]", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) fits = rs_json_parse (bytes, 5, NULL);

  g_assert_nonnull (fits);
  g_assert_null (rs_json_parse (bytes, 4, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
}

static void
test_no_bytes_at_all_are_refused (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (rs_json_parse (bytes, MAX_SIZE, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
}

static void
test_errors_repeat_nothing_of_the_answer (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_sized ("{\"key\": hemmelig}", 17, &error));
  g_assert_null (strstr (error->message, "hemmelig"));
}

static void
assert_text (const char *json, const char *expected)
{
  g_autoptr (JsonNode) node = parse (json);

  g_assert_cmpstr (json_array_get_string_element (json_node_get_array (node), 0), ==, expected);
}

static void
test_escapes_stand_for_their_letters (void)
{
  assert_text ("[\"\\u00e6\\u00D8\\u0041\"]", "æØA");
  assert_text ("[\"\\ud83d\\ude00\"]", "😀");
  assert_text ("[\"\\\\u0000\"]", "\\u0000");
  assert_text ("[\"\\\"\\/\\b\\f\\n\\r\\t\"]", "\"/\b\f\n\r\t");
}

/* A note with half an emoji must not hide the other hundred orders of its page, nor a NUL cut what follows
 * it. */
static void
test_escapes_of_no_letter_become_a_replacement (void)
{
  assert_text ("[\"CYK\\u0000-1\"]", "CYK\ufffd-1");
  assert_text ("[\"a\\ud83d\"]", "a\ufffd");
  assert_text ("[\"a\\ud83db\"]", "a\ufffd"
                                  "b");
  assert_text ("[\"a\\ude00b\"]", "a\ufffd"
                                  "b");
  assert_text ("[\"\\ud83d\\ud83d\\ude00\"]", "\ufffd😀");
  assert_text ("[\"\\ud83d\\u0041\"]", "\ufffd"
                                       "A");
  assert_text ("[\"\\uDBFF\\u0000\"]", "\ufffd\ufffd");
}

static void
test_the_bytes_themselves_stay_as_they_are (void)
{
  static const char text[] = "[\"\\u0000\\ud800\"]";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, MAX_SIZE, NULL);

  g_assert_nonnull (node);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_the_last_of_two_members_counts (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":1,\"a\":{\"b\":2},\"a\":3}");

  g_assert_cmpuint (json_object_get_size (json_node_get_object (node)), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "a"), ==, 3);
}

static void
test_ten_megabytes_of_text_are_read (void)
{
  g_autofree char *letters = g_strnfill (10 * 1024 * 1024, 'x');
  g_autofree char *text = g_strdup_printf ("[\"%s\"]", letters);

  assert_text (text, letters);
}

static char *
spoil (const char *text, GRand *random)
{
  GString *spoilt = g_string_new (text);
  guint n = (guint) g_rand_int_range (random, 1, 6);

  for (guint i = 0; i < n && spoilt->len > 0; i++)
    {
      gsize place = (gsize) g_rand_int_range (random, 0, (gint32) spoilt->len);

      switch (g_rand_int_range (random, 0, 4))
        {
        case 0:
          g_string_truncate (spoilt, place);
          break;
        case 1:
          spoilt->str[place] = (char) g_rand_int_range (random, 1, 256);
          break;
        case 2:
          g_string_insert_c (spoilt, (gssize) place, "\\\"[]{},:u0d8e.-"[g_rand_int_range (random, 0, 15)]);
          break;
        default:
          g_string_erase (spoilt, (gssize) place, 1);
        }
    }
  return g_string_free (spoilt, FALSE);
}

static void
test_spoilt_text_is_read_or_refused (void)
{
  static const char text[]
    = "{\"order\":{\"number\":1042,\"note\":\"Ring \\u00e5 \\ud83d\\ude00 \\\"\\\\\",\"lines\":[{\"quantity\":-3.5e2,"
      "\"is_ok\":true},{\"x\":null}],\"tags\":[]}}";
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_read = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *spoilt = spoil (text, random);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = parse_sized (spoilt, strlen (spoilt), &error);

      n_read += node != NULL;
      g_assert_true ((node != NULL) == (error == NULL));
      if (error != NULL)
        g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
    }
  g_test_message ("%u of 20000 were still JSON", n_read);
}

/* The library's parser reads the same wherever both read something; and never refuses what ours reads. */
static void
test_what_is_read_is_what_json_glib_reads (void)
{
  static const char text[]
    = "{\"order\":{\"number\":1042,\"note\":\"Ring \\\"\\\\\\n æø\",\"lines\":[{\"quantity\":-3.5e2,\"weight\":0.1,"
      "\"is_ok\":true},{\"x\":null,\"id\":123456789012345678}],\"tags\":[],\"is_booked\":false}}";
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  guint n_read = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *spoilt = i > 0 ? spoil (text, random) : g_strdup (text);
      g_autoptr (JsonNode) node = parse_sized (spoilt, strlen (spoilt), NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;

      if (node == NULL || strstr (spoilt, "\\u") != NULL)
        continue;
      n_read++;
      json_parser_set_strict (parser, TRUE);
      json_parser_load_from_data (parser, spoilt, -1, &error);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (node, json_parser_get_root (parser)));
    }
  g_assert_cmpuint (n_read, >, 100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-parse/objects-and-arrays-are-read", test_objects_and_arrays_are_read);
  g_test_add_func ("/json-parse/what-is-no-json-is-refused", test_what_is_no_json_is_refused);
  g_test_add_func ("/json-parse/numbers-that-are-no-numbers-are-refused",
                   test_numbers_that_are_no_numbers_are_refused);
  g_test_add_func ("/json-parse/invalid-utf8-is-refused", test_invalid_utf8_is_refused);
  g_test_add_func ("/json-parse/64-levels-are-read-and-no-more", test_64_levels_are_read_and_no_more);
  g_test_add_func ("/json-parse/brackets-in-texts-are-no-nesting", test_brackets_in_texts_are_no_nesting);
  g_test_add_func ("/json-parse/closing-brackets-do-not-buy-depth", test_closing_brackets_do_not_buy_depth);
  g_test_add_func ("/json-parse/more-than-was-allowed-is-refused", test_more_than_was_allowed_is_refused);
  g_test_add_func ("/json-parse/no-bytes-at-all-are-refused", test_no_bytes_at_all_are_refused);
  g_test_add_func ("/json-parse/errors-repeat-nothing-of-the-answer",
                   test_errors_repeat_nothing_of_the_answer);
  g_test_add_func ("/json-parse/escapes-stand-for-their-letters", test_escapes_stand_for_their_letters);
  g_test_add_func ("/json-parse/escapes-of-no-letter-become-a-replacement",
                   test_escapes_of_no_letter_become_a_replacement);
  g_test_add_func ("/json-parse/the-bytes-themselves-stay-as-they-are",
                   test_the_bytes_themselves_stay_as_they_are);
  g_test_add_func ("/json-parse/the-last-of-two-members-counts", test_the_last_of_two_members_counts);
  g_test_add_func ("/json-parse/ten-megabytes-of-text-are-read", test_ten_megabytes_of_text_are_read);
  g_test_add_func ("/json-parse/spoilt-text-is-read-or-refused", test_spoilt_text_is_read_or_refused);
  g_test_add_func ("/json-parse/what-is-read-is-what-json-glib-reads",
                   test_what_is_read_is_what_json_glib_reads);
  return g_test_run ();
}
