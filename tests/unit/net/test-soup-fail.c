/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* What is told when no answer comes: whether anything may have been done. */

#include "network.h"
#include "raw-server.h"
#include "rs-error.h"
#include "rs-lane.h"
#include "test-transport.h"

#include <string.h>
#include <sys/socket.h>

#define METHODS { "GET", "POST", "PUT", "PATCH", "DELETE" }

static gboolean
answer_well (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return raw_answer (server, stream, "200 OK", "{}");
}

static gboolean
hang_up (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return FALSE;
}

static gboolean
reset (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  const struct linger at_once = { 1, 0 };
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return FALSE;
}

/* Says nothing until the client goes. */
static gboolean
stay_silent (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return TRUE;
}

/* A byte now and then, which is no answer either. */
static gboolean
drip (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  raw_say (server, stream, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
  while (raw_say (server, stream, "x"))
    g_usleep (100 * G_TIME_SPAN_MILLISECOND);
  return FALSE;
}

static gboolean
keep_for_reads (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return g_str_has_prefix (request, "GET") && raw_answer (server, stream, "200 OK", "{}");
}

static void
test_a_closed_port_means_that_nothing_was_done (void)
{
  RawServer *server = raw_server_new (NULL, answer_well, NULL);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  const char *const methods[] = METHODS;

  g_object_unref (server);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    g_free (raw_expect (transport, methods[i], "/", 10, -RS_ERROR_OFFLINE));
}

static void
test_a_name_that_is_not_found_means_that_nothing_was_done (void)
{
  g_autoptr (RsTransport) transport = raw_transport_new ("https://service.example/api");
  const char *const methods[] = METHODS;

  network_fail_names (G_RESOLVER_ERROR_NOT_FOUND);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    g_free (raw_expect (transport, methods[i], "/", 10, -RS_ERROR_OFFLINE));
  g_assert_cmpuint (network_n_lookups (), >=, G_N_ELEMENTS (methods));
}

static void
test_no_network_means_that_nothing_was_done (void)
{
  g_autoptr (RsTransport) transport = raw_transport_new ("https://service.example/api");

  network_fail_names (G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  g_free (raw_expect (transport, "POST", "/", 10, -RS_ERROR_OFFLINE));
}

static void
test_what_breaks_off_later_leaves_doubt_and_is_sent_once (void)
{
  const RawAnswer ends[] = { hang_up, reset };
  const char *const methods[] = METHODS;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autoptr (RawServer) server = raw_server_new (NULL, ends[i], NULL);
        g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));

        g_free (raw_expect (transport, methods[j], "/", 10, -RS_ERROR_AMBIGUOUS));
        g_assert_cmpuint (raw_server_n_requests (server), ==, 1);
      }
}

/* libsoup by itself sends a PUT again when the connection it took was closed in the meantime. */
static void
test_a_write_on_a_rested_connection_is_sent_once (void)
{
  const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (RawServer) server = raw_server_new (NULL, keep_for_reads, NULL);
      g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));

      raw_expect (transport, "GET", "/", 10, 200);
      raw_expect (transport, "GET", "/", 10, 200);
      g_assert_cmpuint (raw_server_n_connections (server), ==, 1);
      g_free (raw_expect (transport, methods[i], "/", 10, -RS_ERROR_AMBIGUOUS));
      g_assert_cmpuint (raw_server_n_requests (server), ==, 3);
    }
}

static void
test_silence_ends_with_the_time_out_and_leaves_doubt (void)
{
  const RawAnswer silences[] = { stay_silent, drip };
  const char *const methods[] = { "GET", "POST" };

  for (guint i = 0; i < G_N_ELEMENTS (silences); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autoptr (RawServer) server = raw_server_new (NULL, silences[i], NULL);
        g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
        gint64 start = g_get_monotonic_time ();
        g_autofree char *words = raw_expect (transport, methods[j], "/", 1, -RS_ERROR_AMBIGUOUS);

        g_assert_nonnull (strstr (words, "No answer within 1 seconds"));
        g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_TIME_SPAN_SECOND);
        g_assert_cmpuint (raw_server_n_requests (server), ==, 1);
      }
}

static void
test_a_service_that_is_never_reached_in_time_did_nothing (void)
{
  g_autoptr (RawServer) server = raw_server_new (NULL, stay_silent, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", raw_server_get_port (server));
  g_autoptr (RsTransport) transport = raw_transport_new (url);
  g_autofree char *words = raw_expect (transport, "POST", "/", 1, -RS_ERROR_OFFLINE);

  g_assert_nonnull (strstr (words, "No answer within 1 seconds"));
}

/* Who is cut off by an answer that is lost: the service did it, and is asked no second time. */
static void
test_through_the_lane_a_lost_booking_is_not_booked_again (void)
{
  g_autoptr (RawServer) server = raw_server_new (NULL, reset, NULL);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  g_autoptr (RsClock) clock = rs_system_clock_new ();
  g_autoptr (RsRandom) chance = rs_random_new (0);
  g_autoptr (RsLane) lane = rs_lane_new ("Test", transport, "key", RS_RATE_UNLIMITED, clock, chance);
  g_autoptr (RsRequest) request = rs_request_new ("POST", "/shipments");
  g_autoptr (GError) error = NULL;

  g_assert_null (test_await_boxed (rs_lane_send (lane, request), RS_TYPE_RESPONSE, &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_AMBIGUOUS);
  g_assert_cmpuint (raw_server_n_requests (server), ==, 1);
}

/* Whether the client went within half a second. */
typedef struct
{
  int is_over;
  int is_gone;
} Watch;

static gboolean
watch_the_client (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  Watch *watch = raw_server_get_data (server);

  watch->is_gone = g_socket_condition_timed_wait (socket, G_IO_IN, 500 * G_TIME_SPAN_MILLISECOND, NULL, NULL);
  raw_answer (server, stream, "200 OK", "{}");
  g_atomic_int_set (&watch->is_over, TRUE);
  g_main_context_wakeup (NULL);
  return FALSE;
}

static gboolean
leaves_when_given_up (const char *method)
{
  Watch watch = { FALSE, FALSE };
  g_autoptr (RawServer) server = raw_server_new (NULL, watch_the_client, &watch);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  g_autoptr (RsRequest) request = rs_request_new (method, "/");
  g_autoptr (DexFuture) future = dex_future_first (rs_transport_send (transport, request), NULL);

  while (raw_server_n_requests (server) == 0)
    g_main_context_iteration (NULL, FALSE);
  dex_clear (&future);
  while (!g_atomic_int_get (&watch.is_over))
    g_main_context_iteration (NULL, TRUE);
  return watch.is_gone;
}

static void
test_a_read_that_nobody_waits_for_is_broken_off_and_a_write_goes_on (void)
{
  g_assert_true (leaves_when_given_up ("GET"));
  g_assert_false (leaves_when_given_up ("POST"));
  g_assert_false (leaves_when_given_up ("PUT"));
}

static gboolean
refuse_to_pass (RawServer *server, GIOStream *stream, const char *request, guint number)
{
  return raw_answer (server, stream, raw_server_get_data (server), "<html>Log on to the hotel</html>");
}

/* What the proxy answers is not what the service answers: no 401 of its stops the lane, no 502 leaves doubt.
 */
static void
test_a_proxy_that_refuses_is_not_the_service (void)
{
  const char *const answers[] = { "401 Unauthorized", "403 Forbidden",
                                  "404 Not Found",    "407 Proxy Authentication Required",
                                  "429 Too Many",     "502 Bad Gateway",
                                  "503 Unavailable",  "302 Found\r\nLocation: https://hotel.example/" };
  const char *const methods[] = METHODS;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autoptr (RawServer) proxy = raw_server_new (NULL, refuse_to_pass, (gpointer) answers[i]);
        g_autoptr (RsTransport) transport = NULL;
        g_autofree char *words = NULL;
        g_autofree char *request = NULL;

        network_set_proxy (raw_server_get_url (proxy));
        transport = raw_transport_new ("https://service.example/api");
        words = raw_expect (transport, methods[j], "/", 10, -RS_ERROR_OFFLINE);
        g_assert_nonnull (strstr (words, "proxy"));
        request = raw_server_dup_request (proxy, 1);
        g_assert_true (g_str_has_prefix (request, "CONNECT service.example:443 HTTP/1.1\r\n"));
        g_assert_null (strstr (request, "planted"));
        network_set_proxy (NULL);
      }
}

static void
test_this_machine_is_reached_without_a_proxy (void)
{
  g_autoptr (RawServer) proxy = raw_server_new (NULL, refuse_to_pass, (gpointer) "502 Bad Gateway");
  g_autoptr (RawServer) server = raw_server_new (NULL, answer_well, NULL);
  g_autoptr (RsTransport) transport = NULL;

  network_set_proxy (raw_server_get_url (proxy));
  transport = raw_transport_new (raw_server_get_url (server));
  raw_expect (transport, "POST", "/", 10, 200);
  g_assert_cmpuint (raw_server_n_connections (proxy), ==, 0);
  network_set_proxy (NULL);
}

static void
test_no_value_starts_a_header_of_its_own (void)
{
  g_autoptr (RawServer) server = raw_server_new (NULL, answer_well, NULL);
  g_autoptr (RsTransport) transport = raw_transport_new (raw_server_get_url (server));
  g_autoptr (RsRequest) request = rs_request_new ("POST", "/orders");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (RsResponse) response = NULL;
  g_autofree char *sent = NULL;
  g_autoptr (GError) error = NULL;
  const char *const values[] = { "a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\rX-Evil: 1" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_one_line*");
      rs_request_set_header (request, "X-Name", values[i]);
      g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_one_line*");
      rs_request_set_header (request, values[i], "value");
      g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*is_one_line*");
      rs_request_set_body (request, values[i], body);
      g_test_assert_expected_messages ();
      rs_request_add_query (request, values[i], values[i]);
    }
  rs_request_set_body (request, "application/json", body);
  response = test_await_boxed (rs_transport_send (transport, request), RS_TYPE_RESPONSE, &error);
  g_assert_no_error (error);
  sent = raw_server_dup_request (server, 1);
  g_assert_null (strstr (sent, "\nX-Evil"));
  g_assert_null (strstr (sent, "\rX-Evil"));
  g_assert_null (strstr (sent, "X-Name"));
  g_assert_nonnull (strstr (sent, "?a%0D%0AX-Evil%3A%201=a%0D%0AX-Evil%3A%201&"));
}

#define ADD(name, function) g_test_add_func ("/net/soup/" name, function)

int
main (int argc, char **argv)
{
  network_init ();
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("a-closed-port-means-that-nothing-was-done", test_a_closed_port_means_that_nothing_was_done);
  ADD ("a-name-that-is-not-found-means-that-nothing-was-done",
       test_a_name_that_is_not_found_means_that_nothing_was_done);
  ADD ("no-network-means-that-nothing-was-done", test_no_network_means_that_nothing_was_done);
  ADD ("what-breaks-off-later-leaves-doubt-and-is-sent-once",
       test_what_breaks_off_later_leaves_doubt_and_is_sent_once);
  ADD ("a-write-on-a-rested-connection-is-sent-once", test_a_write_on_a_rested_connection_is_sent_once);
  ADD ("silence-ends-with-the-time-out-and-leaves-doubt",
       test_silence_ends_with_the_time_out_and_leaves_doubt);
  ADD ("a-service-that-is-never-reached-in-time-did-nothing",
       test_a_service_that_is_never_reached_in_time_did_nothing);
  ADD ("through-the-lane-a-lost-booking-is-not-booked-again",
       test_through_the_lane_a_lost_booking_is_not_booked_again);
  ADD ("a-read-that-nobody-waits-for-is-broken-off-and-a-write-goes-on",
       test_a_read_that_nobody_waits_for_is_broken_off_and_a_write_goes_on);
  ADD ("a-proxy-that-refuses-is-not-the-service", test_a_proxy_that_refuses_is_not_the_service);
  ADD ("this-machine-is-reached-without-a-proxy", test_this_machine_is_reached_without_a_proxy);
  ADD ("no-value-starts-a-header-of-its-own", test_no_value_starts_a_header_of_its_own);
  return g_test_run ();
}
