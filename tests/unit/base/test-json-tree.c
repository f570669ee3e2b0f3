/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-json.h"

#include <string.h>

static RsJsonTree *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RsJsonTree *tree = rs_json_tree_parse_text (text, &error);

  g_assert_no_error (error);
  return tree;
}

static void
assert_text (const RsJsonValue *value, const char *expected)
{
  g_autofree char *text = rs_json_value_dup_text (value);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_each_value_knows_how_it_stood_in_the_text (void)
{
  g_autoptr (RsJsonTree) tree = parse (
    "\xef\xbb\xbf { \"a\" : [ 1 , -2.50, \"\\u00d8\\n\", true,false, null , {} ] , \"b\":{\"c\" :[]} } ");
  const RsJsonValue *root = rs_json_tree_root (tree);
  const RsJsonValue *list = rs_json_value_member (root, "a");
  static const char *const texts[] = { "1", "-2.50", "\"\\u00d8\\n\"", "true", "false", "null", "{}" };
  static const RsJsonType types[] = { RS_JSON_INTEGER, RS_JSON_DOUBLE, RS_JSON_STRING, RS_JSON_BOOLEAN,
                                      RS_JSON_BOOLEAN, RS_JSON_NULL,   RS_JSON_OBJECT };

  g_assert_cmpuint (rs_json_value_length (list), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      assert_text (rs_json_value_element (list, i), texts[i]);
      g_assert_cmpint (rs_json_value_element (list, i)->type, ==, types[i]);
    }
  g_assert_cmpint (rs_json_value_element (list, 0)->integer, ==, 1);
  g_assert_cmpfloat (rs_json_value_element (list, 1)->number, ==, -2.5);
  g_assert_cmpstr (rs_json_value_element (list, 2)->string, ==, "Ø\n");
  g_assert_true (rs_json_value_element (list, 3)->boolean);
  g_assert_false (rs_json_value_element (list, 4)->boolean);
  assert_text (rs_json_value_member (root, "b"), "{\"c\" :[]}");
  g_assert_cmpstr (rs_json_value_element (root, 1)->name, ==, "b");
}

static void
test_of_members_of_one_name_the_last_counts (void)
{
  g_autoptr (RsJsonTree) tree = parse ("{\"a\":1,\"b\":2,\"a\":[]}");
  const RsJsonValue *root = rs_json_tree_root (tree);

  g_assert_true (rs_json_value_is (rs_json_value_member (root, "a"), RS_JSON_ARRAY));
  g_assert_null (rs_json_value_member_of_type (root, "a", RS_JSON_INTEGER));
  g_assert_nonnull (rs_json_value_member_of_type (root, "b", RS_JSON_INTEGER));
  g_assert_null (rs_json_value_member (root, "c"));
}

static void
test_what_is_not_there_has_nothing (void)
{
  g_autoptr (RsJsonTree) tree = parse ("[7]");
  const RsJsonValue *seven = rs_json_value_element (rs_json_tree_root (tree), 0);

  g_assert_null (rs_json_tree_root (NULL));
  g_assert_null (rs_json_tree_parse_text (NULL, NULL));
  g_assert_false (rs_json_value_is (NULL, RS_JSON_NULL));
  g_assert_null (rs_json_value_member (NULL, "a"));
  g_assert_null (rs_json_value_member (seven, "a"));
  g_assert_null (rs_json_value_member (rs_json_tree_root (tree), "a"));
  g_assert_cmpuint (rs_json_value_length (NULL), ==, 0);
  g_assert_cmpuint (rs_json_value_length (seven), ==, 0);
}

static void
assert_with (const char *text, const char *expected)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (text, NULL);
  g_autofree char *with = rs_json_value_dup_text_with (rs_json_tree_root (tree), "b", "[3]");
  g_autoptr (RsJsonTree) again = parse (with);

  g_assert_cmpstr (with, ==, expected);
  assert_text (rs_json_value_member (rs_json_tree_root (again), "b"), "[3]");
}

static void
test_a_member_is_put_into_a_copy_of_the_text (void)
{
  assert_with ("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":[3]}");
  assert_with ("{\"b\":{\"b\":1}, \"c\":\"}\"}", "{\"b\":[3], \"c\":\"}\"}");
  assert_with ("{\"b\":1,\"b\":2}", "{\"b\":1,\"b\":[3]}");
  assert_with ("{\"a\":1 }", "{\"a\":1 ,\"b\":[3]}");
  assert_with ("{ }", "{\"b\":[3]}");
  assert_with (NULL, "{\"b\":[3]}");
}

/* More than any one piece of the tree's memory, in one text and in many. */
static void
test_large_texts_are_kept_whole (void)
{
  g_autoptr (GString) text = g_string_new ("[\"");
  g_autoptr (RsJsonTree) tree = NULL;
  const RsJsonValue *list;

  for (guint i = 0; i < 600000; i++)
    g_string_append_c (text, (char) ('a' + i % 26));
  g_string_append (text, "\",{\"last\":0");
  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, ",\"n%u\":\"v%u\"", i, i);
  g_string_append (text, "}]");
  tree = parse (text->str);
  list = rs_json_tree_root (tree);
  g_assert_cmpuint (rs_json_value_element (list, 0)->length, ==, 600000);
  g_assert_cmpuint (strlen (rs_json_value_element (list, 0)->string), ==, 600000);
  g_assert_cmpuint (rs_json_value_length (rs_json_value_element (list, 1)), ==, 30001);
  g_assert_cmpstr (rs_json_value_member (rs_json_value_element (list, 1), "n17")->string, ==, "v17");
  g_assert_cmpstr (rs_json_value_member (rs_json_value_element (list, 1), "n29999")->string, ==, "v29999");
}

static void
test_what_can_be_changed_says_the_same (void)
{
  static const char text[] = "{\"a\":[1,2.5,\"Ø\",true,false,null,{}],\"b\":{\"c\":[]}}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, 1000, NULL);
  g_autofree char *written = rs_json_to_string (node);

  g_assert_cmpstr (written, ==, text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json-tree/each-value-knows-how-it-stood-in-the-text",
                   test_each_value_knows_how_it_stood_in_the_text);
  g_test_add_func ("/base/json-tree/of-members-of-one-name-the-last-counts",
                   test_of_members_of_one_name_the_last_counts);
  g_test_add_func ("/base/json-tree/what-is-not-there-has-nothing", test_what_is_not_there_has_nothing);
  g_test_add_func ("/base/json-tree/a-member-is-put-into-a-copy-of-the-text",
                   test_a_member_is_put_into_a_copy_of_the_text);
  g_test_add_func ("/base/json-tree/large-texts-are-kept-whole", test_large_texts_are_kept_whole);
  g_test_add_func ("/base/json-tree/what-can-be-changed-says-the-same",
                   test_what_can_be_changed_says_the_same);
  return g_test_run ();
}
