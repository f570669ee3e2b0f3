/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-rackbeat-answer.h"
#include "rs-rackbeat-client.h"
#include "test-json.h"
#include "test-transport.h"

#include <string.h>

#define LOGIN_PAGE "<!DOCTYPE html><html><body>Log on to the hotel</body></html>"

typedef struct
{
  TestTransport *transport;
  RsLane *lane;
  RsRackbeatClient *client;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->transport = test_transport_new ();
  self->lane = test_transport_new_lane (self->transport);
  self->client = rs_rackbeat_client_new (self->lane);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->client);
  g_clear_object (&self->lane);
  g_clear_object (&self->transport);
}

static void
assert_fails (DexFuture *future, int code, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (test_await_boxed (future, G_TYPE_NONE, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_error (error, RS_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_each_status_becomes_its_error (Fixture *self, gconstpointer data)
{
  const struct
  {
    guint status;
    int code;
  } table[] = {
    { 400, RS_ERROR_REJECTED }, { 403, RS_ERROR_AUTH },     { 404, RS_ERROR_NOT_FOUND },
    { 405, RS_ERROR_REJECTED }, { 409, RS_ERROR_CONFLICT }, { 410, RS_ERROR_NOT_FOUND },
    { 415, RS_ERROR_REJECTED }, { 422, RS_ERROR_REJECTED }, { 423, RS_ERROR_CONFLICT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      test_transport_answer (self->transport, table[i].status, "{\"message\":\"because\"}");
      assert_fails (rs_rackbeat_client_get_order (self->client, 1042, RS_PRIORITY_INTERACTIVE), table[i].code,
                    "because");
      test_transport_answer (self->transport, table[i].status, NULL);
      assert_fails (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0), table[i].code,
                    "POST /orders/1042/create-shipment");
    }
}

static void
test_a_refusal_carries_its_reasons (Fixture *self, gconstpointer data)
{
  g_autofree char *body = test_read_fixture ("rackbeat", "refusal.json");

  test_transport_answer (self->transport, 422, body);
  assert_fails (rs_rackbeat_client_mark_shipped (self->client, 7301), RS_ERROR_REJECTED,
                "customer_id: The selected Customer is invalid.");
}

static void
test_a_login_page_is_no_answer_to_a_read (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200, LOGIN_PAGE);
  assert_fails (rs_rackbeat_client_get_order (self->client, 1042, RS_PRIORITY_INTERACTIVE), RS_ERROR_PROTOCOL,
                "GET /orders/1042");
  test_transport_answer (self->transport, 200, NULL);
  assert_fails (rs_rackbeat_client_get_order (self->client, 1042, RS_PRIORITY_INTERACTIVE), RS_ERROR_PROTOCOL,
                "GET /orders/1042");
}

/* As a proxy gives it that mixes up two requests. */
static void
test_an_answer_about_something_else_is_no_answer (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200, "{\"order\":{\"number\":1043}}");
  assert_fails (rs_rackbeat_client_get_order (self->client, 1042, RS_PRIORITY_INTERACTIVE), RS_ERROR_PROTOCOL,
                "1043");
  test_transport_answer (self->transport, 200,
                         "{\"order_shipment\":{\"id\":7302,\"is_shipped\":true,\"lines\":[]}}");
  assert_fails (rs_rackbeat_client_get_shipment (self->client, 7301, RS_PRIORITY_INTERACTIVE),
                RS_ERROR_PROTOCOL, "7302");
  test_transport_answer (self->transport, 200,
                         "{\"order_shipment\":{\"id\":7302,\"is_shipped\":true,\"lines\":[]}}");
  assert_fails (rs_rackbeat_client_mark_shipped (self->client, 7301), RS_ERROR_AMBIGUOUS, "7302");
  test_transport_answer (self->transport, 201,
                         "{\"order_shipment\":{\"id\":7302,\"order_id\":1043,\"lines\":[]}}");
  assert_fails (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0), RS_ERROR_AMBIGUOUS, "1043");
  test_transport_answer (self->transport, 201, "{\"order\":{\"number\":1042,\"id\":5}}");
  assert_fails (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0), RS_ERROR_AMBIGUOUS,
                "order_shipment");
}

static void
test_a_write_without_a_readable_answer_is_ambiguous (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = { LOGIN_PAGE, "{\"order_shipment\":", "[]", "{}", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      test_transport_answer (self->transport, 201, bodies[i]);
      assert_fails (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0), RS_ERROR_AMBIGUOUS,
                    "POST /orders/1042/create-shipment");
    }
  for (guint i = 0; i < 2; i++)
    {
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_rackbeat_client_mark_shipped (self->client, 7301), RS_ERROR_AMBIGUOUS, "mark-shipped");
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_rackbeat_client_add_note (self->client, 1042, "x"), RS_ERROR_AMBIGUOUS, "notes");
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_rackbeat_client_set_field (self->client, 1042, 7, "x"), RS_ERROR_AMBIGUOUS, "fields");
    }
}

static void
test_a_made_shipment_that_does_not_decode_keeps_its_id (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  test_transport_answer (self->transport, 201, "{\"order_shipment\":{\"id\":7301,\"lines\":7}}");
  document = test_await_boxed (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0),
                               RS_TYPE_DOCUMENT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document->key, ==, "7301");
  g_assert_error (document->error, RS_ERROR, RS_ERROR_PROTOCOL);
}

static void
test_a_note_that_cannot_be_read_fails_the_list (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 206,
                         "{\"notes\":[{\"id\":1,\"note\":{}}],\"total\":1,\"pages\":1,\"page\":1}");
  assert_fails (rs_rackbeat_client_list_notes (self->client, 1042, RS_PRIORITY_BACKGROUND), RS_ERROR_PROTOCOL,
                "notes[0].note");
}

static char *
make_big_page (guint n)
{
  g_autoptr (JsonNode) root = test_load_fixture ("rackbeat", "order.json");
  g_autofree char *order = test_to_text (test_pick (root, "order"));
  GString *page = g_string_new ("{\"orders\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (page, "%s%s", i > 0 ? "," : "", order);
  g_string_append_printf (page, "],\"total\":%u,\"pages\":1,\"limit\":%u,\"page\":1}", n, n);
  return g_string_free (page, FALSE);
}

static void
test_a_big_page_reads_the_same_on_the_pool_and_inline (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .page = 1, .updated_from = RS_INSTANT_NONE };
  g_autofree char *body = make_big_page (200);

  g_assert_cmpuint (strlen (body), >, 64 * 1024);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RsPage) page = NULL;
      g_autoptr (GError) error = NULL;

      rs_rackbeat_client_set_inline (self->client, i == 1);
      test_transport_answer (self->transport, 206, body);
      page = test_await_boxed (rs_rackbeat_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND),
                               RS_TYPE_PAGE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->rows->len, ==, 200);
      for (guint j = 0; j < page->rows->len; j++)
        g_assert_cmpstr (((RsDocument *) g_ptr_array_index (page->rows, j))->key, ==, "1042");
    }
}

static void
test_a_big_page_that_is_cut_off_fails_on_the_pool_too (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .page = 1, .updated_from = RS_INSTANT_NONE };
  g_autofree char *body = make_big_page (200);

  body[strlen (body) / 2 + 20000] = '\0';
  test_transport_answer (self->transport, 206, body);
  assert_fails (rs_rackbeat_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND),
                RS_ERROR_PROTOCOL, "GET /orders");
}

static void
test_spoilt_answers_are_pages_or_protocol_errors (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *text = make_big_page (2);
  const RsRbAsk ask = { .kind = &rs_rb_kind_order, .page = 1 };
  guint n_read = 0;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *spoilt = test_spoil_text (text, random);
      g_autoptr (GBytes) body = g_bytes_new (spoilt, strlen (spoilt));
      g_auto (GValue) page = G_VALUE_INIT;
      g_auto (GValue) document = G_VALUE_INIT;
      g_autoptr (GError) page_error = NULL;
      g_autoptr (GError) document_error = NULL;

      if (rs_rackbeat_decode_page (body, &ask, &page, &page_error))
        n_read++;
      else
        g_assert_error (page_error, RS_ERROR, RS_ERROR_PROTOCOL);
      if (!rs_rackbeat_decode_document (body, &ask, &document, &document_error))
        g_assert_error (document_error, RS_ERROR, RS_ERROR_PROTOCOL);
    }
  g_test_message ("seed %u: %u of 1500 spoilt answers were still pages", seed, n_read);
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, 1500);
}

#define ADD(name, function) g_test_add ("/rackbeat/faults/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("each-status-becomes-its-error", test_each_status_becomes_its_error);
  ADD ("a-refusal-carries-its-reasons", test_a_refusal_carries_its_reasons);
  ADD ("a-login-page-is-no-answer-to-a-read", test_a_login_page_is_no_answer_to_a_read);
  ADD ("an-answer-about-something-else-is-no-answer", test_an_answer_about_something_else_is_no_answer);
  ADD ("a-write-without-a-readable-answer-is-ambiguous", test_a_write_without_a_readable_answer_is_ambiguous);
  ADD ("a-made-shipment-that-does-not-decode-keeps-its-id",
       test_a_made_shipment_that_does_not_decode_keeps_its_id);
  ADD ("a-note-that-cannot-be-read-fails-the-list", test_a_note_that_cannot_be_read_fails_the_list);
  ADD ("a-big-page-reads-the-same-on-the-pool-and-inline",
       test_a_big_page_reads_the_same_on_the_pool_and_inline);
  ADD ("a-big-page-that-is-cut-off-fails-on-the-pool-too",
       test_a_big_page_that_is_cut_off_fails_on_the_pool_too);
  g_test_add_func ("/rackbeat/faults/spoilt-answers-are-pages-or-protocol-errors",
                   test_spoilt_answers_are_pages_or_protocol_errors);
  return g_test_run ();
}
