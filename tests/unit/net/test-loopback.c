/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "raw-server.h"
#include "rs-error.h"
#include "rs-loopback-server.h"
#include "test-transport.h"

#include <string.h>

typedef struct
{
  TestTransport *service;
  RsLoopbackServer *server;
  RsTransport *transport;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->service = test_transport_new ();
  self->server = rs_loopback_server_new (RS_TRANSPORT (self->service), "/api", 0, &error);
  g_assert_no_error (error);
  self->transport = raw_transport_new (rs_loopback_server_get_url (self->server));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->transport);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->server);
  g_assert_finalize_object (self->service);
}

static void
test_a_request_arrives_as_it_was_sent (Fixture *self, gconstpointer data)
{
  g_autoptr (RsRequest) request = rs_request_new ("PATCH", "/orders/a%2Fb%25/lines");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":\"\xc3\xa6\"}", 10);
  g_autoptr (RsResponse) response = NULL;
  g_autoptr (RsRequest) arrived = NULL;
  g_autoptr (GError) error = NULL;

  rs_request_add_query (request, "filter[ext_ref]", "rb-order/1042&x=1#y+z %41\xc3\xa6");
  rs_request_add_query_int (request, "page", G_MININT64);
  rs_request_add_query (request, "page", "");
  rs_request_set_header (request, "X-Name", "value");
  rs_request_set_body (request, "application/vnd.api+json", body);
  test_transport_answer (self->service, 207, "{\"b\":1}");
  response = test_await_boxed (rs_transport_send (self->transport, request), RS_TYPE_RESPONSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 207);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body), "{\"b\":1}",
                   7);
  g_assert_cmpstr (rs_response_get_header (response, "content-type"), ==, "application/json");

  arrived = test_transport_take (self->service);
  g_assert_cmpstr (arrived->method, ==, "PATCH");
  g_assert_cmpstr (arrived->path, ==, "/orders/a%2Fb%25/lines");
  g_assert_cmpstr (rs_request_get_query (arrived, "filter[ext_ref]"), ==,
                   "rb-order/1042&x=1#y+z %41\xc3\xa6");
  g_assert_cmpstr (rs_request_get_query (arrived, "page"), ==, "-9223372036854775808");
  g_assert_cmpuint (arrived->query->len, ==, 6);
  g_assert_cmpstr (rs_request_get_header (arrived, "x-name"), ==, "value");
  g_assert_cmpstr (arrived->content_type, ==, "application/vnd.api+json");
  g_assert_true (g_bytes_equal (arrived->body, body));
}

static void
test_the_prefix_ends_at_a_slash (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *path; /* after the server's own address */
    const char *below;
  } table[] = { { "/api/orders", "/orders" },
                { "/api/", "/" },
                { "/api", "/" },
                { "/apiary", NULL },
                { "/ap", NULL },
                { "/", NULL },
                { "/API/x", NULL } };
  g_autofree char *root = g_strndup (rs_loopback_server_get_url (self->server),
                                     strlen (rs_loopback_server_get_url (self->server)) - strlen ("/api"));
  g_autoptr (RsTransport) transport = raw_transport_new (root);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%s", table[i].path);
      if (table[i].below == NULL)
        {
          raw_expect (transport, "GET", table[i].path, 10, 404);
          continue;
        }
      test_transport_answer (self->service, 200, NULL);
      raw_expect (transport, "GET", table[i].path, 10, 200);
      {
        g_autoptr (RsRequest) arrived = test_transport_take (self->service);

        g_assert_cmpstr (arrived->path, ==, table[i].below);
      }
    }
}

static void
carry (Fixture *self, RsCarry carry, guint delay_ms)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"number\":1042}", 15);
  RsResponse *response = rs_response_new (200, "application/json", body);

  response->carry = carry;
  response->delay_ms = delay_ms;
  test_transport_answer_with (self->service, response);
}

static void
test_an_answer_is_carried_as_badly_as_it_says (Fixture *self, gconstpointer data)
{
  const RsCarry bad[] = { RS_CARRY_CUT, RS_CARRY_RESET, RS_CARRY_HANG };
  const char *const methods[] = { "GET", "POST" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autofree char *words = NULL;

        carry (self, bad[i], 0);
        words = raw_expect (self->transport, methods[j], "/", 1, -RS_ERROR_AMBIGUOUS);
        g_assert_cmpuint (test_transport_n_requests (self->service), ==, ++n);
      }
  carry (self, RS_CARRY_WHOLE, 0);
  raw_expect (self->transport, "GET", "/", 10, 200);
}

static void
test_an_answer_may_take_its_time (Fixture *self, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();

  carry (self, RS_CARRY_WHOLE, 300);
  raw_expect (self->transport, "GET", "/", 10, 200);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 300 * G_TIME_SPAN_MILLISECOND);
}

static void
test_a_port_that_is_taken_is_said (Fixture *self, gconstpointer data)
{
  const char *colon = strrchr (rs_loopback_server_get_url (self->server), ':');
  guint64 port = g_ascii_strtoull (colon + 1, NULL, 10);
  g_autofree char *expected = g_strdup_printf ("Port %u cannot be listened on", (guint) port);
  g_autoptr (GError) error = NULL;

  g_assert_null (rs_loopback_server_new (RS_TRANSPORT (self->service), "", (guint16) port, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_OFFLINE);
  g_assert_true (g_str_has_prefix (error->message, expected));
}

#define ADD(name, function) g_test_add ("/net/loopback/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("a-request-arrives-as-it-was-sent", test_a_request_arrives_as_it_was_sent);
  ADD ("the-prefix-ends-at-a-slash", test_the_prefix_ends_at_a_slash);
  ADD ("an-answer-is-carried-as-badly-as-it-says", test_an_answer_is_carried_as_badly_as_it_says);
  ADD ("an-answer-may-take-its-time", test_an_answer_may_take_its_time);
  ADD ("a-port-that-is-taken-is-said", test_a_port_that_is_taken_is_said);
  return g_test_run ();
}
