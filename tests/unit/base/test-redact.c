/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-redact.h"

#include <string.h>

static void
assert_redacts (const char *text, const char *expected)
{
  g_autofree char *redacted = rs_redact (text);

  g_assert_cmpstr (redacted, ==, expected);
}

static void
assert_kept (const char *text)
{
  assert_redacts (text, text);
}

static void
test_rackbeat_keys_are_hidden (void)
{
  g_autofree char *body = g_strnfill (700, 'A');
  g_autofree char *key = g_strconcat ("eyJ0eXAiOiJKV1Qi.eyJhdWQiOiIx", body, ".c2ln-_", body, NULL);
  g_autofree char *sentence = g_strconcat ("GET /self with ", key, " failed", NULL);
  g_autofree char *header = g_strconcat ("Authorization: Bearer ", key, "\nAccept: */*", NULL);

  assert_redacts (sentence, "GET /self with [key] failed");
  assert_redacts (header, "Authorization: [key]\nAccept: */*");
  assert_redacts ("cut off: eyJhbGciOiJSUzI1NiJ9.eyJzdWIi", "cut off: [key]");
}

static void
test_headers_are_hidden_to_the_end_of_their_line (void)
{
  assert_redacts ("Authorization: Token a b c\r\nHost: x", "Authorization: [key]\r\nHost: x");
  assert_redacts ("authorization = short", "authorization = [key]");
  assert_redacts ("Proxy-Authorization: Basic dTpw", "Proxy-Authorization: [key]");
  assert_redacts ("{\"Authorization\": \"Bearer abcd\", \"a\": 1}",
                  "{\"Authorization\": \"[key]\", \"a\": 1}");
  assert_redacts ("sent bearer a1b2c3d4+/=", "sent bearer [key]");
}

static void
test_parameters_that_are_secrets_are_hidden (void)
{
  assert_redacts ("grant_type=password&username=x&password=hunter2&scope=all",
                  "grant_type=password&username=x&password=[key]&scope=all");
  assert_redacts ("access_token=abc;refresh_token=def", "access_token=[key];refresh_token=[key]");
  assert_redacts ("{\"token\": \"two words, \", \"id\": 7}", "{\"token\": [key], \"id\": 7}");
  assert_redacts ("X-Api-Key: abc", "X-Api-Key: [key]");
  assert_redacts ("client_secret=abc api_key=def", "client_secret=[key] api_key=[key]");
  assert_redacts ("password = æøå", "password = [key]");
  assert_redacts ("postgresql://user:pa@ss@db.example/rackship", "postgresql://[key]@db.example/rackship");
}

static void
test_long_random_words_are_hidden (void)
{
  assert_redacts ("got 0123456789abcdef0123456789abcdef01 back", "got [key] back");
  assert_redacts ("xK3_9aQz-LmN0pQrStUvWxYz12345678AbCd", "[key]");
  assert_redacts ("mac 3q2+7wAAbb/CCdd11EEff22GG33HHii44JJkk55LLmm=", "mac [key]");
}

static void
test_mail_addresses_are_hidden (void)
{
  assert_redacts ("to karla@munkkeramik.example.", "to [e-mail].");
  assert_redacts ("Jørgen.Ærø+x@firma-øst.example", "[e-mail]");
  assert_redacts ("<a@b.example>,<c@d.e.example>", "<[e-mail]>,<[e-mail]>");
  assert_redacts ("?email=karla%40munk.example&page=2", "?email=[e-mail]&page=2");
}

static void
test_phone_numbers_are_hidden (void)
{
  assert_redacts ("ring +4520304050 nu", "ring [phone] nu");
  assert_redacts ("ring +45 20 30 40 50.", "ring [phone].");
  assert_redacts ("0045 20304050", "[phone]");
  assert_redacts ("(+45) 20 30 40 50", "([phone]");
  assert_redacts ("+49 (0)151-1234567", "[phone]");
  assert_redacts ("20 30 40 50 eller 2030 4050", "[phone] eller [phone]");
  assert_redacts ("070-123 45 67", "[phone]");
  assert_redacts ("412 34 567", "[phone]");
  assert_redacts ("{\"phone\":\"20304050\",\"zip\":\"8600\"}", "{\"phone\":\"[phone]\",\"zip\":\"8600\"}");
  assert_redacts ("Tlf. 20304050", "Tlf. [phone]");
}

static void
test_what_the_log_is_for_stays_readable (void)
{
  assert_kept ("");
  assert_kept ("create-ws-order:rb-shipment/7301 is doubtful after 3 attempts");
  assert_kept (
    "GET https://acme.api.webshipper.io/v2/order_channels/9/shipping_rates?page[number]=2 answered 200");
  assert_kept ("tracking 00570000000012345678, waybill 77112233445");
  assert_kept ("order 1042 of 2026-09-28T10:14:07.123456Z, amount 1498.5 NOK");
  assert_kept ("2026-09-28 10:14:07 sync done: 12 read, 3 planned");
  assert_kept ("order.lines[0].quantity: expected a number in range, found a string");
  assert_kept ("EAN 5701234000017, tariff 85121000, 8600 Silkeborg");
}

static void
test_no_text_is_an_empty_text (void)
{
  assert_redacts (NULL, "");
}

static void
test_invalid_text_is_repaired_and_redacted (void)
{
  assert_redacts ("\xff token=abc\xfe x", "\ufffd token=[key] x");
}

static void
test_what_is_redacted_stays_as_it_is (void)
{
  assert_kept ("Authorization: [key]");
  assert_kept ("password=[key]&a=1 [e-mail] [phone] bearer [key] https://[key]@host");
}

/* A pattern that looks again and again at the same letters would hang on these for hours. */
static void
test_hostile_texts_take_no_time (void)
{
  static const char *const pieces[]
    = { "a",     "a-",  "a.",     "1",  "1 ",   "+1", "a@",      "@",  "eyJ",
        "eyJa.", "://", "token=", "A/", "a%40", "\"", "bearer ", "0-", "20 30 " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *redacted = NULL;

      while (text->len < 200000)
        g_string_append (text, pieces[i]);
      g_test_timer_start ();
      redacted = rs_redact (text->str);
      g_test_message ("“%s…”: %.3f s", pieces[i], g_test_timer_elapsed ());
      g_assert_cmpfloat (g_test_timer_last (), <, 20);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redact/rackbeat-keys-are-hidden", test_rackbeat_keys_are_hidden);
  g_test_add_func ("/redact/headers-are-hidden-to-the-end-of-their-line",
                   test_headers_are_hidden_to_the_end_of_their_line);
  g_test_add_func ("/redact/parameters-that-are-secrets-are-hidden",
                   test_parameters_that_are_secrets_are_hidden);
  g_test_add_func ("/redact/long-random-words-are-hidden", test_long_random_words_are_hidden);
  g_test_add_func ("/redact/mail-addresses-are-hidden", test_mail_addresses_are_hidden);
  g_test_add_func ("/redact/phone-numbers-are-hidden", test_phone_numbers_are_hidden);
  g_test_add_func ("/redact/what-the-log-is-for-stays-readable", test_what_the_log_is_for_stays_readable);
  g_test_add_func ("/redact/no-text-is-an-empty-text", test_no_text_is_an_empty_text);
  g_test_add_func ("/redact/invalid-text-is-repaired-and-redacted",
                   test_invalid_text_is_repaired_and_redacted);
  g_test_add_func ("/redact/what-is-redacted-stays-as-it-is", test_what_is_redacted_stays_as_it_is);
  g_test_add_func ("/redact/hostile-texts-take-no-time", test_hostile_texts_take_no_time);
  return g_test_run ();
}
