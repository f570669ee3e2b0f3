/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* The key is in the request that leaves, and in nothing else. */

#include "network.h"
#include "raw-server.h"
#include "rs-error.h"
#include "rs-exchange.h"
#include "rs-key.h"
#include "rs-redact.h"
#include "test-transport.h"

#include <string.h>

/* Such as no pattern of secrets would find. */
#define MARKER "plantedmarker"

typedef struct
{
  GString *log; /* (owned) everything that was logged */
  const char *head;
} Fixture;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  Fixture *self = data;

  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      g_string_append_printf (self->log, "%s=%s\n", fields[i].key, (const char *) fields[i].value);
    else
      g_string_append_len (self->log, fields[i].value, fields[i].length);
  return G_LOG_WRITER_HANDLED;
}

static gboolean
repeat_the_key (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  Fixture *self = raw_server_get_data (server);
  g_autofree char *head
    = g_strdup_printf ("%s\r\nX-Echo: Bearer " MARKER "\r\nContent-Type: text/html; " MARKER, self->head);
  g_autofree char *body
    = g_strdup_printf ("<p>" MARKER MARKER "</p> %s {\"errors\":{\"key\":[\"" MARKER "\"]}}", request);

  return raw_answer (server, stream, head, body);
}

static gboolean
decode_never (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "is not JSON: %.*s", (int) g_bytes_get_size (body),
               (const char *) g_bytes_get_data (body, NULL));
  return FALSE;
}

static GError *
refuse (const RsRequest *request, const RsResponse *response)
{
  g_autofree char *words = g_strdup_printf ("%.*s, %s, %s", (int) g_bytes_get_size (response->body),
                                            (const char *) g_bytes_get_data (response->body, NULL),
                                            rs_response_get_header (response, "X-Echo"),
                                            rs_response_get_header (response, "Content-Type"));

  g_assert_null (rs_request_get_header (request, "Authorization"));
  return rs_exchange_error_new (rs_exchange_error_code (response->status), request, response, words);
}

static RsLane *
new_lane (RsTransport *transport, const char *token)
{
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  g_autoptr (RsRandom) chance = rs_random_new (0);

  return rs_lane_new ("Rackbeat", transport, token, RS_RATE_UNLIMITED, clock, chance);
}

static void
expect_silence (Fixture *self, const char *text)
{
  g_autofree char *redacted = rs_redact (text);

  g_test_message ("%s", text);
  g_assert_null (strstr (text, MARKER));
  g_assert_null (strstr (redacted, MARKER));
  g_assert_null (strstr (self->log->str, MARKER));
}

/* A service that gives the key back in every place there is, with every status. */
static void
test_a_service_that_repeats_the_key_tells_nobody (gconstpointer data)
{
  Fixture *self = (Fixture *) data;
  const char *const heads[] = {
    "200 OK " MARKER,
    "206 Partial",
    "400 " MARKER,
    "401 " MARKER,
    "403 Forbidden",
    "404 Not Found",
    "409 Conflict",
    "422 Unprocessable",
    "500 " MARKER,
    "502 Bad Gateway",
    "302 Found\r\nLocation: https://" MARKER ".example/?token=" MARKER,
    "307 Temporary\r\nLocation: //" MARKER ".example/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (RawServer) server = raw_server_new (NULL, repeat_the_key, self);
      g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
      g_autoptr (RsLane) lane = new_lane (transport, MARKER);
      g_autoptr (RsRequest) request = rs_request_new ("POST", "/orders/1042");
      const RsExchange exchange = { .refuse = refuse, .decode = decode_never };
      g_autofree char *sent = NULL;
      g_autoptr (GError) error = NULL;

      self->head = heads[i];
      g_assert_null (test_await_boxed (rs_exchange_send (lane, request, &exchange), G_TYPE_NONE, &error));
      expect_silence (self, error->message);
      sent = raw_server_dup_request (server, 1);
      g_assert_nonnull (strstr (sent, "\r\nAuthorization: Bearer " MARKER "\r\n"));
      g_assert_null (rs_request_get_header (request, "Authorization"));
    }
}

static void
test_an_answer_loses_the_key_on_its_way (gconstpointer data)
{
  Fixture *self = (Fixture *) data;
  g_autoptr (RawServer) server = raw_server_new (NULL, repeat_the_key, self);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  g_autoptr (RsLane) lane = new_lane (transport, MARKER);
  g_autoptr (RsRequest) request = rs_request_new ("POST", "/orders");
  g_autoptr (RsResponse) response = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;

  self->head = "200 OK";
  response = test_await_boxed (rs_lane_send (lane, request), RS_TYPE_RESPONSE, &error);
  g_assert_no_error (error);
  body = g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
  expect_silence (self, body);
  g_assert_true (g_str_has_prefix (body, "<p>[key][key]</p> POST /orders"));
  g_assert_true (g_str_has_suffix (body, "{\"errors\":{\"key\":[\"[key]\"]}}"));
  for (guint i = 0; i < response->headers->len; i++)
    expect_silence (self, g_ptr_array_index (response->headers, i));
  g_assert_cmpstr (rs_response_get_header (response, "X-Echo"), ==, "Bearer [key]");
}

static void
test_no_failure_of_the_network_tells_the_key (gconstpointer data)
{
  Fixture *self = (Fixture *) data;
  const char *const urls[] = { "https://service.example", "http://127.0.0.1:1" };
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (RsTransport) transport = raw_transport_new (urls[i]);
      g_autoptr (RsLane) lane = new_lane (transport, MARKER);
      g_autoptr (RsRequest) request = rs_request_new ("GET", "/self");

      g_ptr_array_add (futures, rs_lane_send (lane, request));
    }
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (test_await_boxed (dex_ref (g_ptr_array_index (futures, i)), RS_TYPE_RESPONSE, &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_OFFLINE);
      expect_silence (self, error->message);
    }
}

static void
test_the_log_that_is_looked_at_is_the_log (gconstpointer data)
{
  const Fixture *self = data;

  g_debug ("a word for the log");
  g_assert_nonnull (strstr (self->log->str, "a word for the log"));
}

static void
test_what_cannot_stand_in_a_header_is_no_key (gconstpointer data)
{
  const char *const tokens[] = { NULL,
                                 "",
                                 " ",
                                 "two words",
                                 "a\r\nX-Evil: 1",
                                 "a\n",
                                 "\ttab",
                                 "k\xc3\xb8"
                                 "b",
                                 "bell\a",
                                 "del\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (TestTransport) transport = test_transport_new ();
      g_autoptr (RsLane) lane = new_lane (RS_TRANSPORT (transport), tokens[i]);
      g_autoptr (RsRequest) request = rs_request_new ("GET", "/self");
      g_autoptr (GError) error = NULL;

      g_assert_null (rs_key_new (tokens[i]));
      g_assert_cmpint (rs_lane_get_state (lane), ==, RS_LANE_STOPPED);
      g_assert_null (test_await_boxed (rs_lane_send (lane, request), RS_TYPE_RESPONSE, &error));
      g_assert_error (error, RS_ERROR, RS_ERROR_AUTH);
      g_assert_cmpuint (test_transport_n_requests (transport), ==, 0);

      rs_lane_reopen (lane, "a.good-key_");
      g_assert_cmpint (rs_lane_get_state (lane), ==, RS_LANE_OPEN);
      rs_lane_reopen (lane, tokens[i]);
      g_assert_cmpint (rs_lane_get_state (lane), ==, RS_LANE_STOPPED);
    }
}

/* A Rackbeat key has about a thousand characters (Rackbeat reference §1.1). */
static void
test_a_long_key_goes_whole (gconstpointer data)
{
  g_autofree char *token = g_strnfill (4000, 'k');
  g_autofree char *expected = g_strdup_printf ("Bearer %s", token);
  g_autoptr (RsKey) key = rs_key_new (token);
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/self");
  g_autoptr (RsRequest) signed_request = rs_key_sign (key, request);

  g_assert_cmpstr (rs_request_get_header (signed_request, "Authorization"), ==, expected);
}

#define ADD(name, function) g_test_add_data_func ("/net/key/" name, &fixture, function)

int
main (int argc, char **argv)
{
  Fixture fixture = { .log = g_string_new (NULL) };
  int status;

  network_init ();
  network_fail_names (G_RESOLVER_ERROR_NOT_FOUND);
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (write_log, &fixture, NULL);
  ADD ("the-log-that-is-looked-at-is-the-log", test_the_log_that_is_looked_at_is_the_log);
  ADD ("a-service-that-repeats-the-key-tells-nobody", test_a_service_that_repeats_the_key_tells_nobody);
  ADD ("an-answer-loses-the-key-on-its-way", test_an_answer_loses_the_key_on_its_way);
  ADD ("no-failure-of-the-network-tells-the-key", test_no_failure_of_the_network_tells_the_key);
  ADD ("what-cannot-stand-in-a-header-is-no-key", test_what_cannot_stand_in_a_header_is_no_key);
  ADD ("a-long-key-goes-whole", test_a_long_key_goes_whole);
  status = g_test_run ();
  g_string_free (fixture.log, TRUE);
  return status;
}
