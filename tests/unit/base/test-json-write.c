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
      g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
      g_autofree char *text = NULL;
      g_autofree char *plain = rs_decimal_dup_string (value);
      g_autofree char *expected = g_strdup_printf ("{\"x\":%s}", plain);

      rs_json_writer_begin_object (writer);
      rs_json_writer_put_decimal (writer, "x", value);
      rs_json_writer_end_object (writer);
      text = rs_json_writer_dup_text (writer);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_what_is_written_piece_by_piece_is_one_text (void)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "name\"s", "Ø\xff\n");
  rs_json_writer_put_string (writer, "none", NULL);
  rs_json_writer_put_int (writer, "least", G_MININT64);
  rs_json_writer_name (writer, "list");
  rs_json_writer_begin_array (writer);
  rs_json_writer_add_int (writer, 1);
  rs_json_writer_begin_object (writer);
  rs_json_writer_end_object (writer);
  rs_json_writer_add_json (writer, "[2] and no more", 3);
  rs_json_writer_begin_array (writer);
  rs_json_writer_end_array (writer);
  rs_json_writer_add_boolean (writer, TRUE);
  rs_json_writer_add_null (writer);
  rs_json_writer_add_double (writer, 2);
  rs_json_writer_end_array (writer);
  rs_json_writer_put_decimal (writer, "small", (RsDecimal) { 1 });
  rs_json_writer_end_object (writer);
  text = rs_json_writer_dup_text (writer);
  g_assert_cmpstr (text, ==,
                   "{\"name\\\"s\":\"Ø\xef\xbf\xbd\\n\",\"none\":null,\"least\":-9223372036854775808,"
                   "\"list\":[1,{},[2],[],true,null,2.0],\"small\":0.000001}");
  bytes = rs_json_writer_free_to_bytes (g_steal_pointer (&writer));
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
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
  g_test_add_func ("/base/json-write/what-is-written-piece-by-piece-is-one-text",
                   test_what_is_written_piece_by_piece_is_one_text);
  return g_test_run ();
}
