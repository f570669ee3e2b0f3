/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* Whom we believe to be the service. */

#include "authority.h"
#include "raw-server.h"
#include "rs-error.h"

#include <string.h>

#define HERE    "IP:127.0.0.1"
#define LONG    "20200101000000Z"
#define EXPIRED "20210101000000Z"
#define FUTURE  "20900101000000Z"
#define END     "20990101000000Z"

static Authority *
get_authority (void)
{
  Authority *authority = authority_new ();

  if (authority == NULL)
    g_test_skip ("openssl is not installed, so no certificates can be made");
  return authority;
}

static gboolean
answer_well (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return raw_answer (server, stream, "200 OK", "{}");
}

static void
test_a_certificate_that_verifies_is_accepted (void)
{
  g_autoptr (Authority) authority = get_authority ();
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (RawServer) server = NULL;
  g_autoptr (RsTransport) transport = NULL;
  g_autofree char *request = NULL;

  if (authority == NULL)
    return;
  certificate = authority_sign (authority, HERE, LONG, END);
  server = raw_server_new (certificate, answer_well, NULL);
  transport = raw_transport_new (raw_server_get_url (server));
  raw_expect (transport, "GET", "/self", 10, 200);
  request = raw_server_dup_request (server, 1);
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer planted-marker\r\n"));
}

/* Not a byte of a request reaches who cannot prove to be the service, and it is said why. */
static void
expect_refusal (GTlsCertificate *certificate, const char *reason)
{
  g_autoptr (RawServer) server = raw_server_new (certificate, answer_well, NULL);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  const char *const methods[] = { "GET", "POST" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *words = raw_expect (transport, methods[i], "/self", 10, -RS_ERROR_OFFLINE);

      g_assert_nonnull (strstr (words, "certificate of 127.0.0.1"));
      g_assert_nonnull (strstr (words, reason));
    }
  g_assert_cmpuint (raw_server_n_connections (server), >=, 2);
  g_assert_cmpuint (raw_server_n_requests (server), ==, 0);
}

static void
test_every_certificate_that_does_not_verify_is_refused (void)
{
  g_autoptr (Authority) authority = get_authority ();
  const struct
  {
    const char *names;
    const char *start;
    const char *end;
    const char *reason;
  } table[] = {
    { HERE, LONG, EXPIRED, "it has expired" },
    { HERE, FUTURE, END, "it is not valid yet" },
    { "IP:127.0.0.2", LONG, END, "it is for another host name" },
    { "DNS:localhost", LONG, END, "it is for another host name" },
    { "DNS:127.0.0.1.example", LONG, END, "it is for another host name" },
    { "DNS:*", LONG, EXPIRED, "it has expired, and it is for another host name" },
  };

  if (authority == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GTlsCertificate) certificate
        = authority_sign (authority, table[i].names, table[i].start, table[i].end);

      g_test_message ("%s from %s to %s", table[i].names, table[i].start, table[i].end);
      expect_refusal (certificate, table[i].reason);
    }
}

static void
test_a_self_signed_certificate_is_refused (void)
{
  g_autoptr (Authority) authority = get_authority ();
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (authority == NULL)
    return;
  certificate = authority_self_signed (authority, HERE);
  expect_refusal (certificate, "nobody this computer trusts has signed it");
}

static void
test_the_computers_own_trust_is_what_counts (void)
{
  g_autoptr (Authority) stranger = get_authority ();
  g_autoptr (Authority) trusted = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (stranger == NULL)
    return;
  certificate = authority_sign (stranger, HERE, LONG, END);
  trusted = authority_new ();
  expect_refusal (certificate, "nobody this computer trusts has signed it");
}

static gboolean
hang_up (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return FALSE;
}

/* TLS tells the end of a connection as an error of its own, which says nothing of whether it was done. */
static void
test_a_write_whose_secure_connection_breaks_is_in_doubt_and_sent_once (void)
{
  g_autoptr (Authority) authority = get_authority ();
  const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (RawServer) server = NULL;
  g_autoptr (RsTransport) transport = NULL;

  if (authority == NULL)
    return;
  certificate = authority_sign (authority, HERE, LONG, END);
  server = raw_server_new (certificate, hang_up, NULL);
  transport = raw_transport_new (raw_server_get_url (server));
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *words = raw_expect (transport, methods[i], "/shipments", 10, -RS_ERROR_AMBIGUOUS);

      g_assert_cmpuint (raw_server_n_requests (server), ==, i + 1);
    }
}

static gboolean
answer_with_a_way_to_plain_http (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  g_autofree char *head
    = g_strdup_printf ("302 Found\r\nLocation: http://127.0.0.1:%u/end", raw_server_get_port (server));

  return raw_answer (server, stream, head, "");
}

static void
test_a_redirect_away_from_tls_is_not_followed (void)
{
  g_autoptr (Authority) authority = get_authority ();
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (RawServer) server = NULL;
  g_autoptr (RsTransport) transport = NULL;
  g_autofree char *words = NULL;

  if (authority == NULL)
    return;
  certificate = authority_sign (authority, HERE, LONG, END);
  server = raw_server_new (certificate, answer_with_a_way_to_plain_http, NULL);
  transport = raw_transport_new (raw_server_get_url (server));
  words = raw_expect (transport, "GET", "/self", 10, -RS_ERROR_REJECTED);
  g_assert_cmpuint (raw_server_n_requests (server), ==, 1);
}

static void
test_plain_http_where_tls_is_expected_is_refused (void)
{
  g_autoptr (RawServer) server = raw_server_new (NULL, answer_well, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", raw_server_get_port (server));
  g_autoptr (RsTransport) transport = raw_transport_new (url);
  g_autofree char *words = raw_expect (transport, "POST", "/self", 1, -RS_ERROR_OFFLINE);

  g_assert_cmpuint (raw_server_n_requests (server), ==, 0);
}

#define ADD(name, function) g_test_add_func ("/net/tls/" name, function)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("a-certificate-that-verifies-is-accepted", test_a_certificate_that_verifies_is_accepted);
  ADD ("every-certificate-that-does-not-verify-is-refused",
       test_every_certificate_that_does_not_verify_is_refused);
  ADD ("a-self-signed-certificate-is-refused", test_a_self_signed_certificate_is_refused);
  ADD ("the-computers-own-trust-is-what-counts", test_the_computers_own_trust_is_what_counts);
  ADD ("a-write-whose-secure-connection-breaks-is-in-doubt-and-sent-once",
       test_a_write_whose_secure_connection_breaks_is_in_doubt_and_sent_once);
  ADD ("a-redirect-away-from-tls-is-not-followed", test_a_redirect_away_from_tls_is_not_followed);
  ADD ("plain-http-where-tls-is-expected-is-refused", test_plain_http_where_tls_is_expected_is_refused);
  return g_test_run ();
}
