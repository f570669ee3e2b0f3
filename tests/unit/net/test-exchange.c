/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-exchange.h"
#include "test-transport.h"

#include <string.h>

#define LARGE (64 * 1024 + 1)

typedef struct
{
  TestTransport *transport;
  RsLane *lane;
  gboolean is_freed; /* the exchange's data */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->transport = test_transport_new ();
  self->lane = test_transport_new_lane (self->transport);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->lane);
  g_clear_object (&self->transport);
}

static GError *
refuse (const RsRequest *request, const RsResponse *response)
{
  return rs_exchange_error_new (rs_exchange_error_code (response->status), request, response, "no");
}

/* Whether it runs on the thread that @data is. */
static gboolean
decode_where (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, data == g_thread_self ());
  return TRUE;
}

static gboolean
decode_nothing (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL, "orders[3].id: is missing");
  return FALSE;
}

static gboolean
runs_here (Fixture *self, gsize size, gboolean is_inline)
{
  g_autofree char *body = g_strnfill (size, ' ');
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/orders");
  const RsExchange exchange
    = { .refuse = refuse, .decode = decode_where, .data = g_thread_self (), .is_inline = is_inline };
  g_autoptr (GError) error = NULL;
  gboolean here;

  test_transport_answer (self->transport, 200, body);
  here = test_await_boolean (rs_exchange_send (self->lane, request, &exchange), &error);
  g_assert_no_error (error);
  return here;
}

static void
test_only_large_answers_leave_the_main_loop (Fixture *self, gconstpointer data)
{
  g_assert_true (runs_here (self, 100, FALSE));
  g_assert_true (runs_here (self, LARGE - 1, FALSE));
  g_assert_false (runs_here (self, LARGE, FALSE));
  g_assert_true (runs_here (self, LARGE, TRUE));
}

static void
send_undecodable (Fixture *self, const char *method, gsize size, int code)
{
  g_autofree char *body = g_strnfill (size, ' ');
  g_autoptr (RsRequest) request = rs_request_new (method, "/orders");
  const RsExchange exchange = { .refuse = refuse, .decode = decode_nothing };
  g_autofree char *expected = g_strdup_printf ("%s /orders: orders[3].id: is missing", method);
  g_autoptr (GError) error = NULL;

  test_transport_answer (self->transport, 200, body);
  g_assert_null (test_await_boxed (rs_exchange_send (self->lane, request, &exchange), G_TYPE_NONE, &error));
  g_assert_error (error, RS_ERROR, code);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_an_unreadable_answer_to_a_write_leaves_doubt (Fixture *self, gconstpointer data)
{
  send_undecodable (self, "GET", 10, RS_ERROR_PROTOCOL);
  send_undecodable (self, "GET", LARGE, RS_ERROR_PROTOCOL);
  send_undecodable (self, "POST", 10, RS_ERROR_AMBIGUOUS);
  send_undecodable (self, "PUT", 10, RS_ERROR_AMBIGUOUS);
  send_undecodable (self, "PATCH", LARGE, RS_ERROR_AMBIGUOUS);
  send_undecodable (self, "DELETE", 10, RS_ERROR_AMBIGUOUS);
}

static void
note_freed (gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
test_the_decoders_data_is_freed_on_every_way_out (Fixture *self, gconstpointer data)
{
  const struct
  {
    guint status;
    gsize size;
  } ways[] = { { 200, 10 }, { 200, LARGE }, { 404, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *body = g_strnfill (ways[i].size, ' ');
      g_autoptr (RsRequest) request = rs_request_new ("GET", "/orders");
      const RsExchange exchange
        = { .refuse = refuse, .decode = decode_nothing, .data = &self->is_freed, .free_data = note_freed };
      g_autoptr (GError) error = NULL;

      g_atomic_int_set (&self->is_freed, FALSE);
      test_transport_answer (self->transport, ways[i].status, body);
      test_await_boxed (rs_exchange_send (self->lane, request, &exchange), G_TYPE_NONE, &error);
      g_assert_nonnull (error);
      /* On the pool it is freed just after the answer is given. */
      while (!g_atomic_int_get (&self->is_freed))
        g_thread_yield ();
    }
}

static void
test_every_status_has_its_code (void)
{
  const struct
  {
    guint status;
    int code;
  } table[] = {
    { 301, RS_ERROR_REJECTED },  { 400, RS_ERROR_REJECTED },  { 401, RS_ERROR_AUTH },
    { 402, RS_ERROR_REJECTED },  { 403, RS_ERROR_AUTH },      { 404, RS_ERROR_NOT_FOUND },
    { 408, RS_ERROR_AMBIGUOUS }, { 409, RS_ERROR_CONFLICT },  { 410, RS_ERROR_NOT_FOUND },
    { 422, RS_ERROR_REJECTED },  { 423, RS_ERROR_CONFLICT },  { 429, RS_ERROR_THROTTLED },
    { 500, RS_ERROR_AMBIGUOUS }, { 502, RS_ERROR_AMBIGUOUS }, { 599, RS_ERROR_AMBIGUOUS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (rs_exchange_error_code (table[i].status), ==, table[i].code);
}

static gboolean
is_done (const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_auto (GValue) result = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (rs_exchange_decode_done (body, NULL, &result, &error))
    return g_value_get_boolean (&result);
  g_assert_error (error, RS_ERROR, RS_ERROR_PROTOCOL);
  return FALSE;
}

static void
test_done_is_no_body_or_json (void)
{
  g_assert_true (is_done (""));
  g_assert_true (is_done (" \r\n"));
  g_assert_true (is_done ("{\"ok\":true}"));
  g_assert_true (is_done ("[]"));
  g_assert_false (is_done ("<html>Log on to the hotel</html>"));
  g_assert_false (is_done ("{\"ok\":"));
}

#define ADD(name, function) g_test_add ("/net/exchange/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("only-large-answers-leave-the-main-loop", test_only_large_answers_leave_the_main_loop);
  ADD ("an-unreadable-answer-to-a-write-leaves-doubt", test_an_unreadable_answer_to_a_write_leaves_doubt);
  ADD ("the-decoders-data-is-freed-on-every-way-out", test_the_decoders_data_is_freed_on_every_way_out);
  g_test_add_func ("/net/exchange/every-status-has-its-code", test_every_status_has_its_code);
  g_test_add_func ("/net/exchange/done-is-no-body-or-json", test_done_is_no_body_or_json);
  return g_test_run ();
}
