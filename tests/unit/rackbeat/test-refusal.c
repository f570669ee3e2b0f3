/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "test-json.h"

#include <string.h>

static char *
read_text (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return rs_rackbeat_read_refusal (body);
}

static void
assert_refusal (const char *text, const char *expected)
{
  g_autofree char *reason = read_text (text);

  g_assert_cmpstr (reason, ==, expected);
}

static void
test_validation_errors_name_their_fields (void)
{
  g_autofree char *text = test_read_fixture ("rackbeat", "refusal.json");

  assert_refusal (text, "customer_id: The selected Customer is invalid.; lines.0.item_id: Product needed; "
                        "lines.0.item_id: Product is barred");
}

static void
test_other_shapes_are_read_too (void)
{
  assert_refusal ("{\"message\":\"Order is not booked\"}", "Order is not booked");
  assert_refusal ("{\"error\":\"Nothing to ship\"}", "Nothing to ship");
  assert_refusal ("{\"errors\":{\"x\":\"one text\"}}", "x: one text");
  assert_refusal ("{\"errors\":[\"first\",\"second\"]}", "first; second");
  assert_refusal ("{\"errors\":{},\"message\":\"The order is locked\"}", "The order is locked");
  assert_refusal ("{\"errors\":{\"a\":[{}],\"b\":[\"known\"]}}", "b: known");
}

static void
test_what_has_no_known_shape_is_shown_raw (void)
{
  assert_refusal ("<h1>Nej</h1>", "<h1>Nej</h1>");
  assert_refusal ("{\"reason\":5}", "{\"reason\":5}");
  assert_refusal ("[1]", "[1]");
}

static void
test_an_empty_body_says_so (void)
{
  assert_refusal ("", "no reason was given");
  assert_refusal ("  \n", "no reason was given");
}

static void
test_a_long_body_is_cut (void)
{
  g_autofree char *body = g_strnfill (100000, 'a');
  g_autofree char *reason = NULL;

  memset (body + 5, ' ', 90000);
  reason = read_text (body);
  g_assert_cmpint (g_utf8_strlen (reason, -1), <=, 301);
}

static void
test_broken_text_becomes_valid (void)
{
  g_autofree char *reason = read_text ("\xff\xfe oops \x01\x02");

  g_assert_true (g_utf8_validate (reason, -1, NULL));
  g_assert_nonnull (strstr (reason, "oops"));
}

static void
test_secrets_do_not_leave_in_a_refusal (void)
{
  g_autofree char *reason = read_text ("{\"message\":\"bad customer ida@example.org\"}");

  g_assert_null (strstr (reason, "ida@example.org"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rackbeat/refusal/validation-errors-name-their-fields",
                   test_validation_errors_name_their_fields);
  g_test_add_func ("/rackbeat/refusal/other-shapes-are-read-too", test_other_shapes_are_read_too);
  g_test_add_func ("/rackbeat/refusal/what-has-no-known-shape-is-shown-raw",
                   test_what_has_no_known_shape_is_shown_raw);
  g_test_add_func ("/rackbeat/refusal/an-empty-body-says-so", test_an_empty_body_says_so);
  g_test_add_func ("/rackbeat/refusal/a-long-body-is-cut", test_a_long_body_is_cut);
  g_test_add_func ("/rackbeat/refusal/broken-text-becomes-valid", test_broken_text_becomes_valid);
  g_test_add_func ("/rackbeat/refusal/secrets-do-not-leave", test_secrets_do_not_leave_in_a_refusal);
  return g_test_run ();
}
