/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-client.h"
#include "test-json.h"
#include "test-transport.h"

#include <string.h>

#define JSON_API_TYPE "application/vnd.api+json"
#define BOOK_ORDER                                                                                           \
  "{\"data\":{\"type\":\"shipments\",\"attributes\":{},\"relationships\":"                                   \
  "{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"4711\"}}}}}"

typedef struct
{
  TestTransport *transport;
  RsLane *lane;
  RsWebshipperClient *client;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->transport = test_transport_new ();
  self->lane = test_transport_new_lane (self->transport);
  self->client = rs_webshipper_client_new (self->lane);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->client);
  g_clear_object (&self->lane);
  g_clear_object (&self->transport);
}

static void
answer_fixture (Fixture *self, guint status, const char *name)
{
  g_autofree char *text = test_read_fixture ("webshipper", name);

  test_transport_answer (self->transport, status, text);
}

static RsPage *
await_page (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  RsPage *page = test_await_boxed (future, RS_TYPE_PAGE, &error);

  g_assert_no_error (error);
  return page;
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

static GPtrArray *
await_labels (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *labels
    = test_await_boxed (rs_webshipper_client_get_labels (self->client, "3105"), G_TYPE_PTR_ARRAY, &error);

  g_assert_no_error (error);
  return labels;
}

static gpointer
object_at (GPtrArray *documents, guint index)
{
  const RsDocument *document = g_ptr_array_index (documents, index);

  g_assert_no_error (document->error);
  return document->object;
}

static void
test_every_request_speaks_json_api (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;
  g_autoptr (RsRequest) request = NULL;

  answer_fixture (self, 200, "order.json");
  document = await_document (rs_webshipper_client_get_order (self->client, "4711", RS_PRIORITY_BACKGROUND));
  g_assert_cmpstr (document->key, ==, "4711");
  request = test_transport_take (self->transport);
  g_assert_cmpstr (request->path, ==, "/orders/4711");
  g_assert_cmpint (request->priority, ==, RS_PRIORITY_BACKGROUND);
  g_assert_cmpstr (rs_request_get_header (request, "Accept"), ==, JSON_API_TYPE);
  g_assert_cmpstr (rs_request_get_header (request, "Authorization"), ==, "Bearer secret-token");
  g_assert_null (request->body);
}

static void
test_orders_are_asked_for_without_a_page_size (Fixture *self, gconstpointer data)
{
  const RsWsListQuery full = { .page = 3,
                               .channel_id = 9,
                               .ext_ref = "rb-order/1042",
                               .status = "pending,error",
                               .sort = "-updated_at",
                               .with_shipments = TRUE };
  const RsWsListQuery least = { 0 };
  g_autoptr (RsPage) first = NULL;
  g_autoptr (RsPage) second = NULL;

  test_transport_answer (self->transport, 200, "{\"data\":[]}");
  test_transport_answer (self->transport, 200, "{\"data\":[]}");
  first = await_page (rs_webshipper_client_list_orders (self->client, &full, RS_PRIORITY_BACKGROUND));
  second = await_page (rs_webshipper_client_list_orders (self->client, &least, RS_PRIORITY_BACKGROUND));
  test_assert_request (self->transport, "GET /orders?filter[order_channel_id]=9&filter[ext_ref]=rb-order/1042"
                                        "&filter[status]=pending,error&sort=-updated_at&include=shipments"
                                        "&page[number]=3");
  test_assert_request (self->transport, "GET /orders?page[number]=1");
  g_assert_cmpuint (first->page, ==, 3);
  g_assert_cmpuint (second->page, ==, 1);
}

static void
test_the_end_is_an_empty_page_or_links_without_next (Fixture *self, gconstpointer data)
{
  const struct
  {
    const char *body;
    gboolean is_last;
  } pages[] = {
    { "{\"data\":[]}", TRUE },
    { "{\"data\":[],\"links\":{\"next\":\"https://x.ws.example/v2/orders?page%5Bnumber%5D=2\"}}", TRUE },
    { "{\"data\":[{}],\"links\":{\"first\":\"a\",\"last\":\"b\"}}", TRUE },
    { "{\"data\":[{}],\"links\":{\"next\":null}}", TRUE },
    { "{\"data\":[{}],\"links\":{\"next\":\"https://x.ws.example/v2/orders?page%5Bnumber%5D=2\"}}", FALSE },
    { "{\"data\":[{}],\"links\":{\"next\":{\"href\":\"/v2/orders\"}}}", FALSE },
    { "{\"data\":[{}]}", FALSE },
    { "{\"data\":[{}],\"links\":[]}", FALSE },
  };
  const RsWsListQuery query = { .page = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (RsPage) page = NULL;

      test_transport_answer (self->transport, 200, pages[i].body);
      page = await_page (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND));
      g_test_message ("%s", pages[i].body);
      g_assert_cmpint (page->is_last, ==, pages[i].is_last);
      g_assert_cmpuint (page->limit, ==, 0);
    }
}

static void
test_included_shipments_are_tied_from_either_side (Fixture *self, gconstpointer data)
{
  const RsWsListQuery query = { .page = 1, .with_shipments = TRUE };
  g_autoptr (RsPage) page = NULL;
  g_autoptr (RsWsShipment) stored = NULL;
  const RsWsShipment *by_order, *by_itself, *untied;

  test_transport_answer (
    self->transport, 200,
    "{\"data\":[{\"id\":\"1\",\"type\":\"orders\",\"attributes\":{\"status\":\"pending\",\"order_lines\":[]},"
    "\"relationships\":{\"shipments\":{\"data\":[{\"type\":\"shipments\",\"id\":11},{\"type\":\"shipments\",\"id\":\"12\"}]}}}],"
    "\"included\":["
    "{\"id\":\"11\",\"type\":\"shipments\",\"attributes\":{}},"
    "{\"id\":\"12\",\"type\":\"shipments\",\"attributes\":{},\"relationships\":{\"order\":{\"data\":{\"type\":\"orders\",\"id\":1}}}},"
    "{\"id\":\"5\",\"type\":\"carriers\",\"attributes\":{}},"
    "{\"id\":\"13\",\"type\":\"shipments\",\"attributes\":{}}]}");
  page = await_page (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND));
  g_assert_cmpuint (page->included->len, ==, 3);
  by_order = object_at (page->included, 0);
  by_itself = object_at (page->included, 1);
  untied = object_at (page->included, 2);
  g_assert_cmpstr (by_order->order_id, ==, "1");
  g_assert_cmpstr (by_itself->order_id, ==, "1");
  g_assert_cmpstr (untied->order_id, ==, NULL);
  stored = rs_webshipper_decode_shipment (((RsDocument *) g_ptr_array_index (page->included, 0))->text, NULL);
  g_assert_cmpstr (stored->order_id, ==, "1");
}

static void
test_a_bad_row_does_not_spoil_its_page (Fixture *self, gconstpointer data)
{
  const RsWsListQuery query = { .page = 1, .with_shipments = TRUE };
  g_autoptr (RsPage) page = NULL;
  const RsDocument *bad, *worse, *included;

  test_transport_answer (
    self->transport, 200,
    "{\"data\":[{\"id\":\"1\",\"attributes\":{\"status\":\"pending\",\"order_lines\":[]}},"
    "{\"id\":\"2\",\"attributes\":{\"status\":7}},null],"
    "\"included\":[{\"id\":\"11\",\"type\":\"shipments\",\"attributes\":7},7,null]}");
  page = await_page (rs_webshipper_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND));
  g_assert_cmpuint (page->rows->len, ==, 3);
  object_at (page->rows, 0);
  bad = g_ptr_array_index (page->rows, 1);
  worse = g_ptr_array_index (page->rows, 2);
  included = g_ptr_array_index (page->included, 0);
  g_assert_cmpstr (bad->key, ==, "2");
  g_assert_true (g_str_has_prefix (bad->error->message, "data[1].attributes.order_lines:"));
  g_assert_null (worse->key);
  g_assert_true (g_str_has_prefix (worse->error->message, "data[2]:"));
  g_assert_cmpstr (included->key, ==, "11");
  g_assert_true (g_str_has_prefix (included->error->message, "included[0].attributes:"));
}

static void
test_a_new_order_is_posted (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (RsDocument) made = NULL;
  g_autoptr (RsDocument) made_from = NULL;
  g_autoptr (RsRequest) request = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"as\":\"journaled\"}", 18);
  g_autofree char *line = NULL;

  order->ext_ref = g_strdup ("rb-order/1042");
  order->channel_id = 9;
  answer_fixture (self, 201, "order.json");
  answer_fixture (self, 201, "order.json");
  made = await_document (rs_webshipper_client_create_order (self->client, order, RS_PRIORITY_BACKGROUND));
  made_from
    = await_document (rs_webshipper_client_create_order_from (self->client, body, RS_PRIORITY_INTERACTIVE));
  g_assert_cmpstr (((RsWsOrder *) made->object)->id, ==, "4711");
  request = test_transport_take (self->transport);
  line = test_request_line (request);
  g_assert_cmpstr (
    line, ==,
    "POST /orders {\"data\":{\"type\":\"orders\",\"attributes\":{\"ext_ref\":\"rb-order/1042\","
    "\"visible_ref\":null,\"order_lines\":[]},\"relationships\":{\"order_channel\":{\"data\":"
    "{\"type\":\"order_channels\",\"id\":\"9\"}}}}}");
  g_assert_cmpstr (request->content_type, ==, JSON_API_TYPE);
  g_assert_cmpint (request->priority, ==, RS_PRIORITY_BACKGROUND);
  test_assert_request (self->transport, "POST /orders {\"as\":\"journaled\"}");
}

static void
test_an_order_is_patched_and_read_from_the_answer (Fixture *self, gconstpointer data)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (RsDocument) patched = NULL;

  order->status = g_strdup ("dispatched");
  answer_fixture (self, 200, "order.json");
  patched = await_document (rs_webshipper_client_update_order (self->client, "4711", order, RS_WS_STATUS));
  g_assert_cmpstr (patched->key, ==, "4711");
  test_assert_request (self->transport, "PATCH /orders/4711 {\"data\":{\"id\":\"4711\",\"type\":\"orders\","
                                        "\"attributes\":{\"status\":\"dispatched\"}}}");
  g_assert_cmpuint (test_transport_n_requests (self->transport), ==, 1);
}

static void
test_a_patch_answered_without_a_body_is_read_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (RsDocument) patched = NULL;

  test_transport_answer (self->transport, 204, NULL);
  answer_fixture (self, 200, "order.json");
  patched = await_document (rs_webshipper_client_update_order_from (self->client, "4711", body));
  g_assert_cmpstr (patched->key, ==, "4711");
  test_assert_request (self->transport, "PATCH /orders/4711 {}");
  test_assert_request (self->transport, "GET /orders/4711");
}

static void
test_a_deleted_order_is_done_also_when_it_was_gone (Fixture *self, gconstpointer data)
{
  const struct
  {
    guint status;
    const char *body;
  } answers[] = { { 204, NULL }, { 200, "{\"meta\":{}}" }, { 404, "{\"errors\":[]}" }, { 410, NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;

      test_transport_answer (self->transport, answers[i].status, answers[i].body);
      g_assert_true (test_await_boolean (rs_webshipper_client_delete_order (self->client, "47/11"), &error));
      g_assert_no_error (error);
      test_assert_request (self->transport, "DELETE /orders/47%2F11");
    }
}

static void
test_shipments_of_an_order_belong_to_it (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;
  const RsWsShipment *shipment;

  test_transport_answer (
    self->transport, 200,
    "{\"data\":[{\"id\":\"3105\",\"type\":\"shipments\",\"attributes\":{},\"relationships\":"
    "{\"order\":{\"links\":{\"related\":\"https://x.ws.example/v2/shipments/3105/order\"}}}}]}");
  page
    = await_page (rs_webshipper_client_get_order_shipments (self->client, "4711", RS_PRIORITY_INTERACTIVE));
  test_assert_request (self->transport, "GET /orders/4711/shipments");
  shipment = object_at (page->rows, 0);
  g_assert_cmpstr (shipment->order_id, ==, "4711");
}

static void
test_booking_waits_for_the_carrier (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) booked = NULL;
  g_autoptr (RsRequest) request = NULL;
  g_autofree char *line = NULL;

  answer_fixture (self, 201, "shipment.json");
  booked = await_document (rs_webshipper_client_book (self->client, "4711", NULL));
  g_assert_cmpstr (((RsWsShipment *) booked->object)->id, ==, "3105");
  g_assert_cmpstr (((RsWsShipment *) booked->object)->order_id, ==, "4711");
  g_assert_null (strstr (booked->text, "JVBERi0xLjQK"));
  request = test_transport_take (self->transport);
  line = test_request_line (request);
  g_assert_cmpstr (line, ==, "POST /shipments?include=labels " BOOK_ORDER);
  g_assert_cmpuint (request->timeout, ==, 90);
  g_assert_cmpstr (request->content_type, ==, JSON_API_TYPE);
}

static void
test_labels_come_with_the_list (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = NULL;

  answer_fixture (self, 200, "labels.json");
  labels = await_labels (self);
  test_assert_request (self->transport, "GET /shipments/3105/labels");
  g_assert_cmpuint (test_transport_n_requests (self->transport), ==, 1);
  g_assert_cmpuint (labels->len, ==, 1);
  g_assert_nonnull (((RsLabel *) g_ptr_array_index (labels, 0))->content);
}

static void
test_a_label_without_content_is_asked_for_alone (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = NULL;
  const RsLabel *first, *second, *third;

  test_transport_answer (
    self->transport, 200,
    "{\"data\":[{\"id\":\"1\",\"attributes\":{\"label_format\":\"PDF\",\"label_size\":\"100X150\"}},"
    "{\"id\":\"2\",\"attributes\":{\"label_format\":\"ZPL\"}},"
    "{\"id\":\"3\",\"attributes\":{\"label_format\":\"PDF\"}}]}");
  test_transport_answer (self->transport, 404, "{\"errors\":[]}");
  test_transport_answer (self->transport, 200, "^XA^FDHej^FS^XZ");
  test_transport_answer (self->transport, 200,
                         "{\"data\":{\"id\":\"1\",\"attributes\":{\"base64\":\"JVBERi0xLjQK\"}}}");
  labels = await_labels (self);
  test_assert_request (self->transport, "GET /shipments/3105/labels");
  test_assert_request (self->transport, "GET /labels/3?download_as=PDF");
  test_assert_request (self->transport, "GET /labels/2?download_as=ZPL");
  test_assert_request (self->transport, "GET /labels/1?download_as=PDF");
  g_assert_cmpuint (labels->len, ==, 3);
  first = g_ptr_array_index (labels, 0);
  second = g_ptr_array_index (labels, 1);
  third = g_ptr_array_index (labels, 2);
  g_assert_nonnull (first->content);
  g_assert_cmpstr (first->size, ==, "100X150");
  g_assert_cmpstr (first->shipment_id, ==, "3105");
  g_assert_nonnull (second->content);
  g_assert_cmpstr (second->id, ==, "2");
  g_assert_cmpstr (second->format, ==, "ZPL");
  g_assert_null (third->content);
}

static void
test_no_labels_yet_is_an_empty_array (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = NULL;

  test_transport_answer (self->transport, 200, "{\"data\":[]}");
  labels = await_labels (self);
  g_assert_cmpuint (labels->len, ==, 0);
}

static void
test_rates_bear_their_carriers_names (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;
  g_autoptr (RsPage) all = NULL;
  const RsShippingRate *rate;

  answer_fixture (self, 200, "rates.json");
  test_transport_answer (self->transport, 200, "{\"data\":[]}");
  page = await_page (rs_webshipper_client_list_rates (self->client, 9, 1, RS_PRIORITY_BACKGROUND));
  all = await_page (rs_webshipper_client_list_rates (self->client, 0, 2, RS_PRIORITY_BACKGROUND));
  test_assert_request (self->transport,
                       "GET /shipping_rates?filter[order_channel_id]=9&include=carrier&page[number]=1");
  test_assert_request (self->transport, "GET /shipping_rates?include=carrier&page[number]=2");
  rate = object_at (page->rows, 0);
  g_assert_cmpint (rate->id, ==, 6);
  g_assert_cmpstr (rate->carrier, ==, "GLS");
  g_assert_cmpuint (page->included->len, ==, 0);
}

static void
test_channels_are_listed (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;
  const RsOrderChannel *channel;

  answer_fixture (self, 200, "channels.json");
  page = await_page (rs_webshipper_client_list_channels (self->client, 1, RS_PRIORITY_INTERACTIVE));
  test_assert_request (self->transport, "GET /order_channels?page[number]=1");
  channel = object_at (page->rows, 0);
  g_assert_cmpstr (channel->label, ==, "Rackbeat");
  g_assert_true (page->is_last);
}

#define ADD(name, function) g_test_add ("/webshipper/calls/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("every-request-speaks-json-api", test_every_request_speaks_json_api);
  ADD ("orders-are-asked-for-without-a-page-size", test_orders_are_asked_for_without_a_page_size);
  ADD ("the-end-is-an-empty-page-or-no-next-link", test_the_end_is_an_empty_page_or_links_without_next);
  ADD ("included-shipments-are-tied-from-either-side", test_included_shipments_are_tied_from_either_side);
  ADD ("a-bad-row-does-not-spoil-its-page", test_a_bad_row_does_not_spoil_its_page);
  ADD ("a-new-order-is-posted", test_a_new_order_is_posted);
  ADD ("an-order-is-patched", test_an_order_is_patched_and_read_from_the_answer);
  ADD ("a-patch-answered-without-a-body-is-read-back", test_a_patch_answered_without_a_body_is_read_back);
  ADD ("a-deleted-order-is-done-also-when-gone", test_a_deleted_order_is_done_also_when_it_was_gone);
  ADD ("shipments-of-an-order-belong-to-it", test_shipments_of_an_order_belong_to_it);
  ADD ("booking-waits-for-the-carrier", test_booking_waits_for_the_carrier);
  ADD ("labels-come-with-the-list", test_labels_come_with_the_list);
  ADD ("a-label-without-content-is-asked-for-alone", test_a_label_without_content_is_asked_for_alone);
  ADD ("no-labels-yet-is-an-empty-array", test_no_labels_yet_is_an_empty_array);
  ADD ("rates-bear-their-carriers-names", test_rates_bear_their_carriers_names);
  ADD ("channels-are-listed", test_channels_are_listed);
  return g_test_run ();
}
