/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include <string.h>

static void
assert_rewritten (const char *text, const char *expected)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = rs_json_parse (bytes, 1000, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  written = rs_json_to_string (node);
  g_assert_cmpstr (written, ==, expected);
}

static void
test_numbers_have_no_binary_noise (void)
{
  assert_rewritten ("[80.3, 0.1, 0.123457, 449.50, 1e-7, -0.3]", "[80.3,0.1,0.123457,449.5,1e-07,-0.3]");
  assert_rewritten ("[25.0, 3, -7, 9007199254740993]", "[25.0,3,-7,9007199254740993]");
}

static void
test_what_is_no_number_becomes_null (void)
{
  assert_rewritten ("[1e999, -1e999]", "[null,null]");
}

static void
test_texts_read_back_the_same (void)
{
  assert_rewritten (
    "{\"a\\\"b\": \"q\\\"\\\\ \\n\\r\\t\\u0001 æøå /\", \"n\": null, \"t\": true, \"f\": false}",
    "{\"a\\\"b\":\"q\\\"\\\\ \\n\\r\\t\\u0001 æøå /\",\"n\":null,\"t\":true,\"f\":false}");
}

static void
test_members_keep_their_order (void)
{
  assert_rewritten ("{\"b\":1,\"a\":{\"z\":[],\"y\":{}}}", "{\"b\":1,\"a\":{\"z\":[],\"y\":{}}}");
}

static void
test_any_decimal_is_written_as_it_is (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 10000; i++)
    {
      RsDecimal value = { (gint64) g_rand_int (random) * 1000 + g_rand_int_range (random, -999, 1000) };
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autoptr (JsonNode) root = NULL;
      g_autofree char *text = NULL;
      g_autofree char *plain = rs_decimal_dup_string (value);
      g_autofree char *expected = g_strdup_printf ("{\"x\":%s}", plain);

      json_builder_begin_object (builder);
      rs_json_builder_add_decimal (builder, "x", value);
      json_builder_end_object (builder);
      root = json_builder_get_root (builder);
      text = rs_json_to_string (root);
      g_assert_cmpstr (text, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-write/numbers-have-no-binary-noise", test_numbers_have_no_binary_noise);
  g_test_add_func ("/base/json-write/what-is-no-number-becomes-null", test_what_is_no_number_becomes_null);
  g_test_add_func ("/base/json-write/texts-read-back-the-same", test_texts_read_back_the_same);
  g_test_add_func ("/base/json-write/members-keep-their-order", test_members_keep_their_order);
  g_test_add_func ("/base/json-write/any-decimal-is-written-as-it-is", test_any_decimal_is_written_as_it_is);
  return g_test_run ();
}
