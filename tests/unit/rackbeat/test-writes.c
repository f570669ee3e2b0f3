/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"
#include "rs-rackbeat-client.h"
#include "test-json.h"
#include "test-transport.h"

/* What RackShip writes of orders, customers and items. */

typedef struct
{
  TestTransport *transport;
  RsLane *lane;
  RsRackbeatClient *client;
  GBytes *body;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->transport = test_transport_new ();
  self->lane = test_transport_new_lane (self->transport);
  self->client = rs_rackbeat_client_new (self->lane);
  self->body = g_bytes_new_static ("{\"a\":1}", 7);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->client);
  g_clear_object (&self->lane);
  g_clear_object (&self->transport);
  g_clear_pointer (&self->body, g_bytes_unref);
}

static RsDocument *
await_document (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  RsDocument *document = test_await_boxed (future, RS_TYPE_DOCUMENT, &error);

  g_assert_no_error (error);
  g_assert_no_error (document->error);
  return document;
}

#define DRAFT                                                                                                \
  "{\"order\":{\"number\":7,\"is_booked\":false,\"is_cancelled\":false,\"is_shipped\":false,\"lines\":[]}}"

static void
test_a_new_order_is_a_draft (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) made = NULL;

  test_transport_answer (self->transport, 201, DRAFT);
  made = await_document (rs_rackbeat_client_create_order_from (self->client, self->body));
  test_assert_request (self->transport, "POST /orders/drafts {\"a\":1}");
  g_assert_cmpint (((RsRbOrder *) made->object)->number, ==, 7);
}

static void
test_confirming_sends_no_mail (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200, DRAFT);
  test_transport_answer (self->transport, 200, NULL);
  g_assert_true (test_await_type (rs_rackbeat_client_book_order (self->client, 7)) == RS_TYPE_DOCUMENT);
  g_assert_true (test_await_type (rs_rackbeat_client_book_order (self->client, 7)) == G_TYPE_BOOLEAN);
  test_assert_request (self->transport, "POST /orders/7/book {\"mail\":{\"send\":false}}");
}

static void
test_an_order_is_changed_and_deleted_by_its_number (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_transport_answer (self->transport, 200, DRAFT);
  test_transport_answer (self->transport, 204, NULL);
  g_assert_true (test_await_type (rs_rackbeat_client_update_order_from (self->client, 7, self->body))
                 == RS_TYPE_DOCUMENT);
  g_assert_true (test_await_boolean (rs_rackbeat_client_delete_order (self->client, 7), &error));
  g_assert_no_error (error);
  test_assert_request (self->transport, "PUT /orders/7 {\"a\":1}");
  test_assert_request (self->transport, "DELETE /orders/7");
}

static void
test_customers_and_items_are_made (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) customer = NULL;
  g_autoptr (RsDocument) item = NULL;

  test_transport_answer (self->transport, 201, "{\"customer\":{\"number\":20001,\"name\":\"Ny\"}}");
  test_transport_answer (self->transport, 201, "{\"product\":{\"number\":\"NY-1\"}}");
  customer = await_document (rs_rackbeat_client_create_customer_from (self->client, self->body));
  item = await_document (rs_rackbeat_client_create_item_from (self->client, self->body));
  test_assert_request (self->transport, "POST /customers {\"a\":1}");
  test_assert_request (self->transport, "POST /products {\"a\":1}");
  g_assert_cmpint (((RsRbCustomer *) customer->object)->number, ==, 20001);
  g_assert_cmpstr (((RsItem *) item->object)->number, ==, "NY-1");
}

static void
test_lists_are_searched (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = {
    .page = 1, .limit = 100, .updated_from = RS_INSTANT_NONE, .newest_first = TRUE, .search = "ws-order/4711"
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (RsPage) orders = NULL;
  g_autoptr (RsPage) customers = NULL;

  test_transport_answer (self->transport, 206, "{\"orders\":[],\"total\":0,\"pages\":0,\"page\":1}");
  test_transport_answer (
    self->transport, 206,
    "{\"customers\":[{\"number\":1,\"name\":\"A\"}],\"total\":1,\"pages\":1,\"page\":1}");
  orders = test_await_boxed (rs_rackbeat_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND),
                             RS_TYPE_PAGE, &error);
  g_assert_no_error (error);
  customers = test_await_boxed (
    rs_rackbeat_client_list_customers (self->client, &query, RS_PRIORITY_BACKGROUND), RS_TYPE_PAGE, &error);
  g_assert_no_error (error);
  test_assert_request (
    self->transport,
    "GET /orders?page=1&limit=100&search=ws-order/4711&order_by=updated_at&order_direction=DESC");
  test_assert_request (
    self->transport,
    "GET /customers?page=1&limit=100&search=ws-order/4711&order_by=updated_at&order_direction=DESC");
  g_assert_cmpuint (customers->rows->len, ==, 1);
}

static void
test_a_creation_without_an_answer_may_have_happened (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  test_transport_answer (self->transport, 201, "<html>");
  g_assert_null (test_await_boxed (rs_rackbeat_client_create_order_from (self->client, self->body),
                                   RS_TYPE_DOCUMENT, &error));
  g_assert_true (rs_error_is_ambiguous (error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/rackbeat/writes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-new-order-is-a-draft", test_a_new_order_is_a_draft);
  ADD ("confirming-sends-no-mail", test_confirming_sends_no_mail);
  ADD ("an-order-is-changed-and-deleted-by-its-number", test_an_order_is_changed_and_deleted_by_its_number);
  ADD ("customers-and-items-are-made", test_customers_and_items_are_made);
  ADD ("lists-are-searched", test_lists_are_searched);
  ADD ("a-creation-without-an-answer-may-have-happened", test_a_creation_without_an_answer_may_have_happened);
#undef ADD
  return g_test_run ();
}
