/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "test-json.h"

#include <string.h>

static void
assert_refusal (const char *text, const char *reason, const char *code, const char *pointer)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  RsWsRefusal refusal = { 0 };

  rs_webshipper_read_refusal (body, &refusal);
  g_assert_cmpstr (refusal.text, ==, reason);
  g_assert_cmpstr (refusal.code, ==, code);
  g_assert_cmpstr (refusal.pointer, ==, pointer);
  rs_ws_refusal_clear (&refusal);
  g_assert_null (refusal.text);
}

static void
test_the_documented_refusals_are_read (void)
{
  g_autofree char *duplicate = test_read_fixture ("webshipper", "refusal-duplicate.json");
  g_autofree char *carrier = test_read_fixture ("webshipper", "refusal-carrier.json");

  assert_refusal (duplicate, "ext_ref - has already been taken", "100", "/data/attributes/ext_ref");
  assert_refusal (carrier, "Carrier error: The postal code is not valid for the country.", "100", "/data");
  assert_refusal ("{\"errors\":[{\"title\":\"Filter not allowed\",\"detail\":\"order_id is not allowed.\","
                  "\"code\":\"102\",\"status\":\"400\"}]}",
                  "Filter not allowed: order_id is not allowed.", "102", NULL);
}

static void
test_several_errors_are_all_said (void)
{
  assert_refusal (
    "{\"errors\":[{\"title\":\"a\",\"code\":100},{\"detail\":\"b\",\"code\":\"105\"},{\"title\":\"\"},7]}",
    "a; b", "100", NULL);
}

static void
test_a_taken_reference_is_seen_among_other_errors (void)
{
  assert_refusal (
    "{\"errors\":[{\"detail\":\"zip - is bad\",\"code\":\"100\",\"source\":{\"pointer\":\"/data/x\"}},"
    "{\"detail\":\"ext_ref - taken\",\"code\":\"100\",\"source\":{\"pointer\":\"/data/attributes/ext_ref\"}}]}",
    "zip - is bad; ext_ref - taken", "100", "/data/attributes/ext_ref");
}

static void
test_what_has_no_known_shape_is_shown_raw (void)
{
  assert_refusal ("<h1>Bad gateway</h1>", "<h1>Bad gateway</h1>", NULL, NULL);
  assert_refusal ("{\"errors\":\"all of them\"}", "{\"errors\":\"all of them\"}", NULL, NULL);
  assert_refusal ("{\"errors\":[]}", "{\"errors\":[]}", NULL, NULL);
  assert_refusal ("", "no reason was given", NULL, NULL);
}

static void
test_wrong_types_inside_are_passed_over (void)
{
  assert_refusal ("{\"errors\":[{\"title\":{},\"detail\":\"still said\",\"code\":[],\"source\":\"x\"}]}",
                  "still said", NULL, NULL);
}

static void
test_a_flood_of_errors_is_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("{\"errors\":[");
  g_autoptr (GBytes) body = NULL;
  RsWsRefusal refusal = { 0 };

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "%s{\"detail\":\"error number %u of a great many\"}", i > 0 ? "," : "", i);
  g_string_append (text, "]}");
  body = g_bytes_new (text->str, text->len);
  rs_webshipper_read_refusal (body, &refusal);
  g_assert_cmpuint (strlen (refusal.text), <, 1100);
  rs_ws_refusal_clear (&refusal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webshipper/refusal/the-documented-ones-are-read", test_the_documented_refusals_are_read);
  g_test_add_func ("/webshipper/refusal/several-errors-are-all-said", test_several_errors_are_all_said);
  g_test_add_func ("/webshipper/refusal/a-taken-reference-is-seen",
                   test_a_taken_reference_is_seen_among_other_errors);
  g_test_add_func ("/webshipper/refusal/no-known-shape-is-shown-raw",
                   test_what_has_no_known_shape_is_shown_raw);
  g_test_add_func ("/webshipper/refusal/wrong-types-are-passed-over",
                   test_wrong_types_inside_are_passed_over);
  g_test_add_func ("/webshipper/refusal/a-flood-is-bounded", test_a_flood_of_errors_is_bounded);
  return g_test_run ();
}
