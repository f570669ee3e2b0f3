/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"

static void
test_every_form_people_paste_is_the_account (void)
{
  static const char *const forms[] = {
    "acme",
    "  acme \t",
    "ACME",
    "acme.webshipper.io",
    "Acme.Webshipper.IO.",
    "acme.api.webshipper.io",
    "https://acme.webshipper.io",
    "https://acme.webshipper.io/",
    "http://acme.webshipper.io/ui/orders?page=2#top",
    "https://acme.api.webshipper.io/v2",
    "https://acme.api.webshipper.io/v2/",
    "HTTPS://ACME.API.WEBSHIPPER.IO/V2/",
    "https://acme.api.webshipper.io:443/v2/orders",
    "//acme.webshipper.io",
    "acme/",
    "acme:443",
    "\u00a0acme.webshipper.io\u200b",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *account = rs_webshipper_account_from_text (forms[i]);

      g_test_message ("%s", forms[i]);
      g_assert_cmpstr (account, ==, "acme");
    }
}

static void
test_digits_and_dashes_are_part_of_a_name (void)
{
  g_autofree char *account = rs_webshipper_account_from_text ("https://nord-lys-24.webshipper.io");

  g_assert_cmpstr (account, ==, "nord-lys-24");
}

static void
test_what_cannot_be_an_account_is_refused (void)
{
  static const char *const nonsense[] = {
    "",
    "   ",
    "https://",
    "/",
    ".webshipper.io",
    ".api.webshipper.io",
    "webshipper.io",
    "api.webshipper.io",
    "www.webshipper.io",
    "https://docs.webshipper.io/",
    "acme.api.staging.webshipper.io",
    "a.b.webshipper.io",
    "acme.example",
    "https://acme.webshipper.io.evil.example/",
    "https://evil.example/acme.webshipper.io",
    "https://user@acme.webshipper.io",
    "acme.webshipper.io@evil.example",
    "acme:port",
    "acme:443:80",
    "acme:123456",
    "ftp://acme.webshipper.io",
    "my shop",
    "ac_me",
    "-acme",
    "acme-",
    "æbler",
    "acme\\evil",
    "acme%2eevil",
    "a123456789012345678901234567890123456789012345678901234567890123",
    "\xff\xfe",
  };

  g_assert_null (rs_webshipper_account_from_text (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autofree char *account = rs_webshipper_account_from_text (nonsense[i]);

      g_assert_cmpstr (account, ==, NULL);
    }
}

static void
test_the_base_is_the_accounts_own_host (void)
{
  g_autofree char *url = rs_webshipper_base_url ("acme");

  g_assert_cmpstr (url, ==, "https://acme.api.webshipper.io/v2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webshipper/account/every-form-people-paste",
                   test_every_form_people_paste_is_the_account);
  g_test_add_func ("/webshipper/account/digits-and-dashes", test_digits_and_dashes_are_part_of_a_name);
  g_test_add_func ("/webshipper/account/what-cannot-be-one-is-refused",
                   test_what_cannot_be_an_account_is_refused);
  g_test_add_func ("/webshipper/account/the-base-is-its-own-host", test_the_base_is_the_accounts_own_host);
  return g_test_run ();
}
