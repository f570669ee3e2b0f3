/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-webshipper-answer.h"
#include "rs-webshipper-client.h"
#include "test-json.h"
#include "test-transport.h"

#include <string.h>

#define LOGIN_PAGE "<!DOCTYPE html><html><body>Log on to the hotel</body></html>"

typedef struct
{
  TestTransport *transport;
  RsLane *lane;
  RsWebshipperClient *client;
  GBytes *body;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->transport = test_transport_new ();
  self->lane = test_transport_new_lane (self->transport);
  self->client = rs_webshipper_client_new (self->lane);
  self->body = g_bytes_new_static ("{}", 2);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->client);
  g_clear_object (&self->lane);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->body, g_bytes_unref);
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

static DexFuture *
create (Fixture *self)
{
  return rs_webshipper_client_create_order_from (self->client, self->body, RS_PRIORITY_INTERACTIVE);
}

/* As a proxy gives it that mixes up two requests. */
static void
test_an_answer_about_something_else_is_no_answer (Fixture *self, gconstpointer data)
{
  static const char other[] = "{\"data\":{\"id\":\"4712\",\"type\":\"orders\",\"attributes\":{}}}";
  RsWsListQuery query = { .page = 1 };

  test_transport_answer (self->transport, 200, other);
  assert_fails (rs_webshipper_client_get_order (self->client, "4711", RS_PRIORITY_INTERACTIVE),
                RS_ERROR_PROTOCOL, "4712");
  test_transport_answer (self->transport, 200, other);
  assert_fails (rs_webshipper_client_update_order_from (self->client, "4711", self->body), RS_ERROR_AMBIGUOUS,
                "4712");
  test_transport_answer (self->transport, 201, other);
  assert_fails (rs_webshipper_client_book (self->client, "4712", NULL), RS_ERROR_AMBIGUOUS, "shipments");
  test_transport_answer (self->transport, 200,
                         "{\"data\":[{\"id\":\"9\",\"type\":\"order_channels\",\"attributes\":{}}]}");
  assert_fails (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_INTERACTIVE),
                RS_ERROR_PROTOCOL, "order_channels");
}

static void
answer_fixture (Fixture *self, guint status, const char *name)
{
  g_autofree char *text = test_read_fixture ("webshipper", name);

  test_transport_answer (self->transport, status, text);
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
    { 406, RS_ERROR_REJECTED }, { 409, RS_ERROR_CONFLICT }, { 410, RS_ERROR_NOT_FOUND },
    { 415, RS_ERROR_REJECTED }, { 422, RS_ERROR_REJECTED }, { 423, RS_ERROR_CONFLICT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      test_transport_answer (self->transport, table[i].status,
                             "{\"errors\":[{\"title\":\"because\",\"code\":\"1\"}]}");
      assert_fails (rs_webshipper_client_get_order (self->client, "4711", RS_PRIORITY_INTERACTIVE),
                    table[i].code, "because");
      test_transport_answer (self->transport, table[i].status, NULL);
      assert_fails (create (self), table[i].code, "POST /orders");
    }
}

static void
test_a_missing_scope_is_known_without_a_body (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 403, NULL);
  assert_fails (rs_webshipper_client_book (self->client, "4711", NULL), RS_ERROR_AUTH,
                "POST /shipments: 403");
}

static void
test_any_validation_of_a_new_order_may_be_a_duplicate (Fixture *self, gconstpointer data)
{
  answer_fixture (self, 422, "refusal-duplicate.json");
  assert_fails (create (self), RS_ERROR_CONFLICT, "ext_ref - has already been taken");
  answer_fixture (self, 422, "refusal-carrier.json");
  assert_fails (create (self), RS_ERROR_CONFLICT, "postal code");
  test_transport_answer (self->transport, 422, "{\"errors\":[{\"title\":\"x\",\"code\":100}]}");
  assert_fails (create (self), RS_ERROR_CONFLICT, "x");
}

static void
test_a_validation_elsewhere_is_a_refusal (Fixture *self, gconstpointer data)
{
  answer_fixture (self, 422, "refusal-carrier.json");
  assert_fails (rs_webshipper_client_book (self->client, "4711", NULL), RS_ERROR_REJECTED,
                "Carrier error: The postal code is not valid for the country.");
  answer_fixture (self, 422, "refusal-duplicate.json");
  assert_fails (rs_webshipper_client_update_order_from (self->client, "4711", self->body), RS_ERROR_REJECTED,
                "taken");
  test_transport_answer (self->transport, 422, "{\"errors\":[{\"title\":\"Save failed\",\"code\":\"121\"}]}");
  assert_fails (create (self), RS_ERROR_REJECTED, "Save failed");
}

static void
test_a_locked_order_is_a_conflict (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 422, "{\"errors\":[{\"title\":\"Locked\",\"code\":\"423\"}]}");
  assert_fails (rs_webshipper_client_update_order_from (self->client, "4711", self->body), RS_ERROR_CONFLICT,
                "Locked");
}

static void
test_only_a_missing_order_counts_as_deleted (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 422, "{\"errors\":[{\"title\":\"order is dispatched\"}]}");
  assert_fails (rs_webshipper_client_delete_order (self->client, "4711"), RS_ERROR_REJECTED,
                "order is dispatched");
  test_transport_answer (self->transport, 403, NULL);
  assert_fails (rs_webshipper_client_delete_order (self->client, "4711"), RS_ERROR_AUTH,
                "DELETE /orders/4711");
}

static void
test_a_read_without_a_readable_answer_is_a_protocol_error (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = { LOGIN_PAGE, "{\"data\":", "[]", "{}", "{\"data\":null}", NULL };
  const RsWsListQuery query = { .page = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_webshipper_client_get_order (self->client, "4711", RS_PRIORITY_INTERACTIVE),
                    RS_ERROR_PROTOCOL, "GET /orders/4711");
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND),
                    RS_ERROR_PROTOCOL, "GET /orders");
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_webshipper_client_get_labels (self->client, "3105"), RS_ERROR_PROTOCOL, "labels");
    }
}

static void
test_a_write_without_a_readable_answer_is_ambiguous (Fixture *self, gconstpointer data)
{
  static const char *const bodies[] = { LOGIN_PAGE, "{\"data\":", "[]", "{}", "{\"data\":[]}", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      test_transport_answer (self->transport, 201, bodies[i]);
      assert_fails (create (self), RS_ERROR_AMBIGUOUS, "POST /orders");
      test_transport_answer (self->transport, 201, bodies[i]);
      assert_fails (rs_webshipper_client_book (self->client, "4711", NULL), RS_ERROR_AMBIGUOUS,
                    "POST /shipments");
    }
  for (guint i = 0; i < 2; i++)
    {
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_webshipper_client_update_order_from (self->client, "4711", self->body),
                    RS_ERROR_AMBIGUOUS, "PATCH /orders/4711");
      test_transport_answer (self->transport, 200, bodies[i]);
      assert_fails (rs_webshipper_client_delete_order (self->client, "4711"), RS_ERROR_AMBIGUOUS, "DELETE");
    }
}

static void
test_a_booking_that_does_not_decode_keeps_its_id (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  test_transport_answer (self->transport, 201,
                         "{\"data\":{\"id\":\"3105\",\"attributes\":{\"tracking_links\":7}}}");
  document
    = test_await_boxed (rs_webshipper_client_book (self->client, "4711", NULL), RS_TYPE_DOCUMENT, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document->key, ==, "3105");
  g_assert_error (document->error, RS_ERROR, RS_ERROR_PROTOCOL);
}

static void
test_a_label_that_is_a_web_page_is_refused (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200,
                         "{\"data\":[{\"id\":\"1\",\"attributes\":{\"base64\":\"PGh0bWw+\"}}]}");
  assert_fails (rs_webshipper_client_get_labels (self->client, "3105"), RS_ERROR_PROTOCOL,
                "label.attributes.base64: neither PDF nor ZPL");
}

static char *
make_page (guint n)
{
  g_autoptr (JsonNode) order_root = test_load_fixture ("webshipper", "order.json");
  g_autoptr (JsonNode) shipment_root = test_load_fixture ("webshipper", "shipment.json");
  g_autofree char *order = test_to_text (test_pick (order_root, "data"));
  g_autofree char *shipment = test_to_text (test_pick (shipment_root, "data"));
  GString *page = g_string_new ("{\"data\":[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (page, "%s%s", i > 0 ? "," : "", order);
  g_string_append_printf (page, "],\"included\":[%s],\"links\":{\"next\":\"/v2/orders\"}}", shipment);
  return g_string_free (page, FALSE);
}

static void
test_a_big_page_reads_the_same_on_the_pool_and_inline (Fixture *self, gconstpointer data)
{
  const RsWsListQuery query = { .page = 1, .with_shipments = TRUE };
  g_autofree char *body = make_page (100);

  g_assert_cmpuint (strlen (body), >, 64 * 1024);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RsPage) page = NULL;
      g_autoptr (GError) error = NULL;

      rs_webshipper_client_set_inline (self->client, i == 1);
      test_transport_answer (self->transport, 200, body);
      page
        = test_await_boxed (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND),
                            RS_TYPE_PAGE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->rows->len, ==, 100);
      g_assert_cmpuint (page->included->len, ==, 1);
      for (guint j = 0; j < page->rows->len; j++)
        g_assert_cmpstr (((RsDocument *) g_ptr_array_index (page->rows, j))->key, ==, "4711");
    }
}

static void
test_spoilt_answers_are_pages_or_protocol_errors (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree char *text = make_page (2);
  g_autofree char *labels_text = test_read_fixture ("webshipper", "labels.json");
  const RsWsAsk ask = { .kind = &rs_ws_kind_order, .page = 1 };
  guint n_read = 0;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *spoilt = test_spoil_text (text, random);
      g_autofree char *spoilt_labels = test_spoil_text (labels_text, random);
      g_autoptr (GBytes) body = g_bytes_new (spoilt, strlen (spoilt));
      g_autoptr (GBytes) labels_body = g_bytes_new (spoilt_labels, strlen (spoilt_labels));
      g_auto (GValue) page = G_VALUE_INIT;
      g_auto (GValue) labels = G_VALUE_INIT;
      g_autoptr (GError) page_error = NULL;
      g_autoptr (GError) labels_error = NULL;

      if (rs_webshipper_decode_page (body, &ask, &page, &page_error))
        n_read++;
      else
        g_assert_error (page_error, RS_ERROR, RS_ERROR_PROTOCOL);
      if (!rs_webshipper_decode_labels (labels_body, &ask, &labels, &labels_error))
        g_assert_error (labels_error, RS_ERROR, RS_ERROR_PROTOCOL);
    }
  g_test_message ("seed %u: %u of 1500 spoilt answers were still pages", seed, n_read);
  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, 1500);
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/webshipper/faults/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("each-status-becomes-its-error", test_each_status_becomes_its_error);
  ADD ("a-missing-scope-is-known-without-a-body", test_a_missing_scope_is_known_without_a_body);
  ADD ("any-validation-of-a-new-order-may-be-a-duplicate",
       test_any_validation_of_a_new_order_may_be_a_duplicate);
  ADD ("a-validation-elsewhere-is-a-refusal", test_a_validation_elsewhere_is_a_refusal);
  ADD ("a-locked-order-is-a-conflict", test_a_locked_order_is_a_conflict);
  ADD ("only-a-missing-order-counts-as-deleted", test_only_a_missing_order_counts_as_deleted);
  ADD ("an-answer-about-something-else-is-no-answer", test_an_answer_about_something_else_is_no_answer);
  ADD ("an-unreadable-read-is-a-protocol-error", test_a_read_without_a_readable_answer_is_a_protocol_error);
  ADD ("an-unreadable-write-is-ambiguous", test_a_write_without_a_readable_answer_is_ambiguous);
  ADD ("a-booking-that-does-not-decode-keeps-its-id", test_a_booking_that_does_not_decode_keeps_its_id);
  ADD ("a-label-that-is-a-web-page-is-refused", test_a_label_that_is_a_web_page_is_refused);
  ADD ("a-big-page-reads-the-same-on-the-pool-and-inline",
       test_a_big_page_reads_the_same_on_the_pool_and_inline);
  g_test_add_func ("/webshipper/faults/spoilt-answers-are-pages-or-protocol-errors",
                   test_spoilt_answers_are_pages_or_protocol_errors);
  return g_test_run ();
}
