/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-web-address.h"

static void
assert_address (const char *service, const char *api, const char *expected)
{
  g_autofree char *address = rs_web_address (service, api);

  g_assert_cmpstr (address, ==, expected);
}

static void
test_each_service_is_opened_where_people_use_it (void)
{
  assert_address ("rackbeat", "https://app.rackbeat.com/api/", "https://app.rackbeat.com/");
  assert_address ("webshipper", "https://acme.api.webshipper.io/v2", "https://acme.webshipper.io/");
  assert_address ("webshipper", "https://acme-2.api.webshipper.io/v2/", "https://acme-2.webshipper.io/");
}

static void
test_an_address_that_is_not_the_service_s_own_is_never_opened (void)
{
  assert_address ("rackbeat", NULL, NULL);
  assert_address ("rackbeat", "", NULL);
  assert_address ("rackbeat", "http://127.0.0.1:4711/api/", NULL);
  assert_address ("rackbeat", "http://app.rackbeat.com/api/", NULL);
  assert_address ("rackbeat", "https://app.rackbeat.com.evil.example/api/", NULL);
  assert_address ("rackbeat", "https://acme.api.webshipper.io/v2", NULL);
  assert_address ("webshipper", "https://app.rackbeat.com/api/", NULL);
  assert_address ("webshipper", "https://.api.webshipper.io/v2", NULL);
  assert_address ("webshipper", "https://a.b.api.webshipper.io/v2", NULL);
  assert_address ("webshipper", "https://acme.api.webshipper.io.evil.example/v2", NULL);
  assert_address ("webshipper", "https://acme.api.webshipper.io:bad/v2", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/web-address/each-service-is-opened-where-people-use-it",
                   test_each_service_is_opened_where_people_use_it);
  g_test_add_func ("/core/web-address/an-address-that-is-not-the-services-own-is-never-opened",
                   test_an_address_that_is_not_the_service_s_own_is_never_opened);
  return g_test_run ();
}
