/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-client.h"
#include "test-json.h"
#include "test-transport.h"

#include <string.h>

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
answer_fixture (Fixture *self, guint status, const char *name)
{
  g_autofree char *text = test_read_fixture ("rackbeat", name);

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
  return document;
}

static void
await_done (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (test_await_boolean (future, &error));
  g_assert_no_error (error);
}

static void
test_every_request_says_who_we_are (Fixture *self, gconstpointer data)
{
  static const char *const expected[][2] = {
    { "Accept", "application/json" },
    { "Content-Type", "application/json" },
    { "API-Version", "latest" },
    { "Consumer-Name", "RackShip" },
    { "Consumer-Contact", "contact@rackship.example" },
    { "User-Agent", "RackShip (contact@rackship.example)" },
    { "Authorization", "Bearer secret-token" },
  };
  g_autoptr (RsRequest) request = NULL;
  g_autoptr (RsRbAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  answer_fixture (self, 200, "self.json");
  account = test_await_boxed (rs_rackbeat_client_get_self (self->client), RS_TYPE_RB_ACCOUNT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->agreement_number, ==, 48213);
  request = test_transport_take (self->transport);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (rs_request_get_header (request, expected[i][0]), ==, expected[i][1]);
  g_assert_cmpstr (request->path, ==, "/self");
}

static void
test_orders_are_listed_from_the_cursor (Fixture *self, gconstpointer data)
{
  RsInstant from = RS_INSTANT_NONE;
  g_autoptr (RsPage) page = NULL;
  RsRbListQuery query = { .page = 2, .limit = 100 };

  g_assert_true (rs_instant_parse ("2026-09-28T08:14:07Z", NULL, &from, NULL));
  query.updated_from = from;
  test_transport_answer (self->transport, 206,
                         "{\"orders\":[],\"total\":100,\"pages\":1,\"limit\":100,\"page\":2}");
  page = await_page (rs_rackbeat_client_list_orders (self->client, &query, RS_PRIORITY_BACKGROUND));
  test_assert_request (self->transport, "GET /orders?page=2&limit=100&order_by=updated_at&order_direction=ASC"
                                        "&updated_at_from=2026-09-28 10:14:07");
  g_assert_cmpuint (page->rows->len, ==, 0);
  g_assert_true (page->is_last);
}

static void
test_newest_first_turns_the_order_round (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .updated_from = RS_INSTANT_NONE, .newest_first = TRUE, .order_number = 1042 };
  g_autoptr (RsPage) page = NULL;
  g_autoptr (RsRequest) request = NULL;
  g_autofree char *line = NULL;

  answer_fixture (self, 206, "shipments-page.json");
  page = await_page (rs_rackbeat_client_list_shipments (self->client, &query, RS_PRIORITY_BACKGROUND));
  request = test_transport_take (self->transport);
  line = test_request_line (request);
  g_assert_cmpstr (
    line, ==,
    "GET /order-shipments?page=1&limit=100&order_number=1042&order_by=updated_at&order_direction=DESC");
  g_assert_cmpint (request->priority, ==, RS_PRIORITY_BACKGROUND);
  g_assert_cmpuint (page->rows->len, ==, 1);
  g_assert_cmpuint (page->page, ==, 1);
  g_assert_cmpuint (page->limit, ==, 20);
  g_assert_cmpuint (page->total, ==, 1);
  g_assert_true (page->is_last);
}

static void
test_each_register_has_its_path (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .page = 1, .limit = 50, .updated_from = RS_INSTANT_NONE };
  g_autoptr (RsPage) products = NULL;
  g_autoptr (RsPage) lots = NULL;
  g_autoptr (RsPage) terms = NULL;
  g_autoptr (RsPage) fields = NULL;

  test_transport_answer (self->transport, 206,
                         "{\"products\":[{\"number\":\"A\"}],\"total\":2,\"pages\":2,\"page\":1}");
  test_transport_answer (self->transport, 206,
                         "{\"lots\":[{\"number\":\"B\"}],\"total\":1,\"pages\":1,\"page\":1}");
  answer_fixture (self, 206, "delivery-terms.json");
  answer_fixture (self, 206, "fields.json");
  products = await_page (rs_rackbeat_client_list_products (self->client, &query, RS_PRIORITY_BACKGROUND));
  lots = await_page (rs_rackbeat_client_list_lots (self->client, &query, RS_PRIORITY_BACKGROUND));
  terms = await_page (rs_rackbeat_client_list_delivery_terms (self->client, &query, RS_PRIORITY_BACKGROUND));
  fields = await_page (rs_rackbeat_client_list_fields (self->client, &query, RS_PRIORITY_BACKGROUND));
  test_assert_request (self->transport,
                       "GET /products?page=1&limit=50&order_by=updated_at&order_direction=ASC");
  test_assert_request (self->transport, "GET /lots?page=1&limit=50&order_by=updated_at&order_direction=ASC");
  test_assert_request (self->transport, "GET /delivery-terms?page=1&limit=50");
  test_assert_request (self->transport, "GET /fields?page=1&limit=50");
  g_assert_false (products->is_last);
  g_assert_false (((RsItem *) ((RsDocument *) g_ptr_array_index (products->rows, 0))->object)->is_lot);
  g_assert_true (((RsItem *) ((RsDocument *) g_ptr_array_index (lots->rows, 0))->object)->is_lot);
  g_assert_cmpuint (terms->rows->len, ==, 2);
  g_assert_cmpuint (fields->rows->len, ==, 1);
}

static void
test_a_list_is_found_under_another_name (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .page = 1, .updated_from = RS_INSTANT_NONE };
  static const char *const answers[] = {
    "{\"leveringsbetingelser\":[{\"number\":4,\"name\":\"GLS\"}],\"total\":1,\"pages\":1,\"limit\":20,\"page\":1}",
    "{\"meta\":{},\"data\":[{\"number\":4}]}",
    "[{\"number\":\"4\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (RsPage) page = NULL;

      test_transport_answer (self->transport, 200, answers[i]);
      page
        = await_page (rs_rackbeat_client_list_delivery_terms (self->client, &query, RS_PRIORITY_INTERACTIVE));
      g_assert_cmpuint (page->rows->len, ==, 1);
      g_assert_cmpstr (((RsDocument *) g_ptr_array_index (page->rows, 0))->key, ==, "4");
    }
}

static void
test_a_bad_row_does_not_spoil_its_page (Fixture *self, gconstpointer data)
{
  const RsRbListQuery query = { .page = 1, .updated_from = RS_INSTANT_NONE };
  g_autoptr (RsPage) page = NULL;
  const RsDocument *good, *bad, *worse;

  test_transport_answer (
    self->transport, 206,
    "{\"delivery_terms\":[{\"number\":1,\"name\":\"A\"},{\"number\":\"x\",\"name\":7},7]}");
  page = await_page (rs_rackbeat_client_list_delivery_terms (self->client, &query, RS_PRIORITY_INTERACTIVE));
  good = g_ptr_array_index (page->rows, 0);
  bad = g_ptr_array_index (page->rows, 1);
  worse = g_ptr_array_index (page->rows, 2);
  g_assert_no_error (good->error);
  g_assert_cmpstr (bad->key, ==, "x");
  g_assert_true (g_str_has_prefix (bad->error->message, "delivery_terms[1].number:"));
  g_assert_null (worse->key);
  g_assert_cmpstr (worse->text, ==, "7");
  g_assert_true (g_str_has_prefix (worse->error->message, "delivery_terms[2]:"));
  g_assert_false (page->is_last);
}

static void
test_single_objects_are_found_in_any_wrapper (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = {
    "{\"order_shipment\":{\"id\":7301,\"is_shipped\":false,\"lines\":[]}}",
    "{\"shipment\":{\"id\":7301,\"is_shipped\":false,\"lines\":[]}}",
    "{\"id\":7301,\"is_shipped\":false,\"lines\":[],\"customer\":{\"id\":5}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (RsDocument) document = NULL;

      test_transport_answer (self->transport, 200, answers[i]);
      document
        = await_document (rs_rackbeat_client_get_shipment (self->client, 7301, RS_PRIORITY_BACKGROUND));
      g_assert_no_error (document->error);
      g_assert_cmpint (((RsRbShipment *) document->object)->id, ==, 7301);
      test_assert_request (self->transport, "GET /order-shipments/7301");
    }
}

static void
test_one_order_is_read_back (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;

  answer_fixture (self, 200, "order.json");
  document = await_document (rs_rackbeat_client_get_order (self->client, 1042, RS_PRIORITY_INTERACTIVE));
  test_assert_request (self->transport, "GET /orders/1042");
  g_assert_cmpstr (document->key, ==, "1042");
  g_assert_cmpint (((RsRbOrder *) document->object)->number, ==, 1042);
}

static void
test_item_numbers_are_encoded_once (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) slash = NULL;
  g_autoptr (RsDocument) lot = NULL;

  test_transport_answer (self->transport, 200, "{\"product\":{\"number\":\"ABC/1 æ%\"}}");
  test_transport_answer (self->transport, 200, "{\"lot\":{\"number\":\"#12\"}}");
  slash
    = await_document (rs_rackbeat_client_get_item (self->client, "ABC/1 æ%", FALSE, RS_PRIORITY_INTERACTIVE));
  lot = await_document (rs_rackbeat_client_get_item (self->client, "#12", TRUE, RS_PRIORITY_INTERACTIVE));
  test_assert_request (self->transport, "GET /products/ABC%2F1%20%C3%A6%25");
  test_assert_request (self->transport, "GET /lots/%2312");
  g_assert_true (((RsItem *) lot->object)->is_lot);
}

static void
test_a_shipment_asked_through_its_order_belongs_to_it (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;
  const RsDocument *document;
  g_autoptr (RsRbShipment) stored = NULL;

  answer_fixture (self, 206, "shipments-page.json");
  page = await_page (rs_rackbeat_client_get_order_shipments (self->client, 1042, RS_PRIORITY_INTERACTIVE));
  test_assert_request (self->transport, "GET /orders/1042/shipments?page=1&limit=100");
  g_assert_cmpuint (test_transport_n_requests (self->transport), ==, 1);
  document = g_ptr_array_index (page->rows, 0);
  g_assert_cmpint (((RsRbShipment *) document->object)->order_number, ==, 1042);
  stored = rs_rackbeat_decode_shipment (document->text, NULL);
  g_assert_cmpint (stored->order_number, ==, 1042);
}

static void
test_all_shipments_of_an_order_are_collected (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;

  test_transport_answer (
    self->transport, 206,
    "{\"order_shipments\":[{\"id\":1,\"is_shipped\":true,\"lines\":[]},"
    "{\"id\":2,\"is_shipped\":true,\"lines\":[]}],\"total\":3,\"pages\":2,\"limit\":2,\"page\":1}");
  test_transport_answer (
    self->transport, 206,
    "{\"order_shipments\":[{\"id\":2,\"is_shipped\":true,\"lines\":[]},"
    "{\"id\":3,\"is_shipped\":true,\"lines\":[]}],\"total\":3,\"pages\":2,\"limit\":2,\"page\":2}");
  page = await_page (rs_rackbeat_client_get_order_shipments (self->client, 1042, RS_PRIORITY_BACKGROUND));
  g_assert_cmpuint (page->rows->len, ==, 3);
  g_assert_true (page->is_last);
  test_assert_request (self->transport, "GET /orders/1042/shipments?page=1&limit=100");
  test_assert_request (self->transport, "GET /orders/1042/shipments?page=2&limit=100");
}

static void
test_a_list_that_repeats_itself_ends (Fixture *self, gconstpointer data)
{
  g_autoptr (RsPage) page = NULL;
  const char *same
    = "{\"order_shipments\":[{\"id\":1,\"is_shipped\":true,\"lines\":[]}],\"total\":99,\"pages\":50,\"page\":1}";

  test_transport_answer (self->transport, 206, same);
  test_transport_answer (self->transport, 206, same);
  page = await_page (rs_rackbeat_client_get_order_shipments (self->client, 1042, RS_PRIORITY_BACKGROUND));
  g_assert_cmpuint (page->rows->len, ==, 1);
  g_assert_cmpuint (test_transport_n_requests (self->transport), ==, 2);
}

static void
test_a_shipment_of_all_that_remains_is_an_empty_array (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;
  g_autoptr (RsRequest) request = NULL;
  g_autofree char *line = NULL;

  test_transport_answer (self->transport, 201,
                         "{\"order_shipment\":{\"id\":7301,\"is_shipped\":false,\"lines\":[]}}");
  document = await_document (rs_rackbeat_client_create_shipment (self->client, 1042, NULL, 0));
  request = test_transport_take (self->transport);
  line = test_request_line (request);
  g_assert_cmpstr (line, ==, "POST /orders/1042/create-shipment []");
  g_assert_cmpstr (request->content_type, ==, "application/json");
  g_assert_cmpint (((RsRbShipment *) document->object)->order_number, ==, 1042);
}

static void
test_wanted_lines_are_named_with_their_quantities (Fixture *self, gconstpointer data)
{
  const RsRbWanted wanted[] = { { 55011, { 2500000 } }, { 55012, RS_DECIMAL_INT (1) } };
  g_autoptr (RsDocument) document = NULL;

  test_transport_answer (self->transport, 200,
                         "{\"order_shipment\":{\"id\":7301,\"is_shipped\":false,\"lines\":[]}}");
  document = await_document (rs_rackbeat_client_create_shipment (self->client, 1042, wanted, 2));
  test_assert_request (self->transport, "POST /orders/1042/create-shipment {\"lines\":["
                                        "{\"order_line_id\":55011,\"id\":55011,\"quantity\":2.5},"
                                        "{\"order_line_id\":55012,\"id\":55012,\"quantity\":1}]}");
}

static void
test_shipment_lines_are_set_and_deleted (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_shipment_line_unref);
  RsRbShipmentLine *line = rs_rb_shipment_line_new ();

  line->id = 91001;
  line->quantity = (RsDecimal) { 300000 };
  g_ptr_array_add (lines, line);
  test_transport_answer (self->transport, 200, NULL);
  test_transport_answer (self->transport, 204, NULL);
  test_transport_answer (self->transport, 200, "{\"anything\":1}");
  await_done (rs_rackbeat_client_set_shipment_line (self->client, 1042, 7301, 91001, (RsDecimal) { 300000 }));
  await_done (rs_rackbeat_client_set_shipment_line (self->client, 1042, 7301, 91001, RS_DECIMAL_ZERO));
  await_done (rs_rackbeat_client_set_shipment_lines (self->client, 7301, lines));
  test_assert_request (self->transport, "PUT /orders/1042/shipments/7301/lines/91001 {\"quantity\":0.3}");
  test_assert_request (self->transport, "DELETE /orders/1042/shipments/7301/lines/91001");
  test_assert_request (self->transport,
                       "PUT /order-shipments/7301 {\"lines\":[{\"id\":91001,\"quantity\":0.3}]}");
}

static void
test_a_shipment_is_deleted (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200, "{}");
  await_done (rs_rackbeat_client_delete_shipment (self->client, 1042, 7301));
  test_assert_request (self->transport, "DELETE /orders/1042/shipments/7301");
}

static void
test_marking_shipped_picks_and_gives_what_the_answer_holds (Fixture *self, gconstpointer data)
{
  g_autoptr (RsDocument) document = NULL;

  answer_fixture (self, 200, "shipment.json");
  document = await_document (rs_rackbeat_client_mark_shipped (self->client, 7301));
  g_assert_true (((RsRbShipment *) document->object)->is_shipped);
  test_assert_request (self->transport, "POST /orders/shipments/7301/mark-shipped {\"pick\":true}");
  test_transport_answer (self->transport, 200, NULL);
  await_done (rs_rackbeat_client_mark_shipped (self->client, 7301));
  test_transport_answer (self->transport, 200, "{\"message\":\"ok\"}");
  await_done (rs_rackbeat_client_mark_shipped (self->client, 7301));
}

static void
test_a_note_stands_even_when_the_answer_does_not_show_it (Fixture *self, gconstpointer data)
{
  static const char *const answers[] = {
    "{\"note\":{\"id\":81,\"note\":\"GLS 77\"}}",
    "{\"order_note\":{\"id\":81,\"note\":\"GLS 77\"}}",
    "{\"id\":81,\"note\":\"GLS 77\",\"user\":{\"id\":3}}",
    "{\"success\":true}",
    NULL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RsNote) note = NULL;

      test_transport_answer (self->transport, 201, answers[i]);
      note
        = test_await_boxed (rs_rackbeat_client_add_note (self->client, 1042, "GLS 77"), RS_TYPE_NOTE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (note->text, ==, "GLS 77");
      g_assert_cmpint (note->id, ==, i < 3 ? 81 : 0);
      test_assert_request (self->transport, "POST /orders/1042/notes {\"note\":\"GLS 77\"}");
    }
}

static void
test_notes_are_listed (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  answer_fixture (self, 206, "notes.json");
  notes = test_await_boxed (rs_rackbeat_client_list_notes (self->client, 1042, RS_PRIORITY_BACKGROUND),
                            G_TYPE_PTR_ARRAY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (((RsNote *) g_ptr_array_index (notes, 0))->text, ==, "GLS 00570000000012345678");
  test_assert_request (self->transport, "GET /orders/1042/notes?page=1&limit=100");
}

static void
test_a_custom_field_is_set (Fixture *self, gconstpointer data)
{
  test_transport_answer (self->transport, 200, NULL);
  await_done (rs_rackbeat_client_set_field (self->client, 1042, 7, "00570000000012345678"));
  test_assert_request (
    self->transport,
    "PUT /orders/1042/fields {\"custom_fields\":[{\"id\":7,\"value\":\"00570000000012345678\"}]}");
}

#define ADD(name, function) g_test_add ("/rackbeat/calls/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("every-request-says-who-we-are", test_every_request_says_who_we_are);
  ADD ("orders-are-listed-from-the-cursor", test_orders_are_listed_from_the_cursor);
  ADD ("newest-first-turns-the-order-round", test_newest_first_turns_the_order_round);
  ADD ("each-register-has-its-path", test_each_register_has_its_path);
  ADD ("a-list-is-found-under-another-name", test_a_list_is_found_under_another_name);
  ADD ("a-bad-row-does-not-spoil-its-page", test_a_bad_row_does_not_spoil_its_page);
  ADD ("single-objects-are-found-in-any-wrapper", test_single_objects_are_found_in_any_wrapper);
  ADD ("one-order-is-read-back", test_one_order_is_read_back);
  ADD ("item-numbers-are-encoded-once", test_item_numbers_are_encoded_once);
  ADD ("a-shipment-asked-through-its-order-belongs-to-it",
       test_a_shipment_asked_through_its_order_belongs_to_it);
  ADD ("all-shipments-of-an-order-are-collected", test_all_shipments_of_an_order_are_collected);
  ADD ("a-list-that-repeats-itself-ends", test_a_list_that_repeats_itself_ends);
  ADD ("a-shipment-of-all-that-remains-is-an-empty-array",
       test_a_shipment_of_all_that_remains_is_an_empty_array);
  ADD ("wanted-lines-are-named-with-their-quantities", test_wanted_lines_are_named_with_their_quantities);
  ADD ("shipment-lines-are-set-and-deleted", test_shipment_lines_are_set_and_deleted);
  ADD ("a-shipment-is-deleted", test_a_shipment_is_deleted);
  ADD ("marking-shipped-picks", test_marking_shipped_picks_and_gives_what_the_answer_holds);
  ADD ("a-note-stands-even-when-not-shown", test_a_note_stands_even_when_the_answer_does_not_show_it);
  ADD ("notes-are-listed", test_notes_are_listed);
  ADD ("a-custom-field-is-set", test_a_custom_field_is_set);
  return g_test_run ();
}
