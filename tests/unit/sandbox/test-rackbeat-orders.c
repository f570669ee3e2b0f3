/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <libdex.h>
#include <string.h>

#define ONE_LIGHT "[{\"item_id\":\"CYK-2201\",\"quantity\":1}]"

static void
test_a_draft_takes_what_its_customer_supplies (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) made
    = rb (world, "POST /orders/drafts", "{\"customer_id\":\"10002\",\"lines\":" ONE_LIGHT "}", 201);

  g_assert_false (flag_at (made, "order.is_booked"));
  g_assert_cmpfloat (number_at (made, "order.customer_id"), ==, 10002);
  g_assert_cmpstr (text_at (made, "order.customer.name"), ==, "Munk Keramik ApS");
  g_assert_cmpstr (text_at (made, "order.delivery_address.street"), ==, "Havnegade 14");
  g_assert_cmpstr (text_at (made, "order.currency"), ==, "DKK");
  g_assert_cmpstr (text_at (made, "order.lines[0].child_id"), ==, "CYK-2201");
  g_assert_cmpfloat (number_at (made, "order.lines[0].line_price"), ==, 449.5);
  g_assert_cmpfloat (number_at (made, "order.total_subtotal"), ==, 449.5);
  g_assert_cmpfloat (number_at (made, "order.total_total"), ==, 561.88);
  g_assert_cmpstr (text_at (made, "order.created_at"), ==, "2026-09-28T12:00:00+02:00");
}

static void
test_addresses_come_nested_and_flat (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) made = rb (
    world, "POST /orders",
    "{\"customer_id\":10001,\"delivery_address_name\":\"Ida Krogh\",\"delivery_address_street\":\"Søvej 5\","
    "\"delivery_address_country\":\"Denmark\",\"delivery_address\":{\"email\":\"ida@example.org\"},"
    "\"address_city\":\"Oslo\",\"lines\":" ONE_LIGHT "}",
    201);

  g_assert_cmpstr (text_at (made, "order.delivery_address.name"), ==, "Ida Krogh");
  g_assert_cmpstr (text_at (made, "order.delivery_address.country"), ==, "Denmark");
  g_assert_cmpstr (text_at (made, "order.delivery_address.email"), ==, "ida@example.org");
  g_assert_cmpstr (text_at (made, "order.billing_address.city"), ==, "Oslo");
  g_assert_cmpstr (text_at (made, "order.billing_address.street"), ==, "Industriveien 9");
}

static void
test_validation_names_every_wrong_path (void)
{
  static const struct
  {
    const char *body, *path, *text;
  } cases[] = {
    { "{}", "customer_id", "The selected Customer is invalid." },
    { "{\"customer_id\":1,\"lines\":[]}", "customer_id", "The selected Customer is invalid." },
    { "{\"customer_id\":10001}", "lines", "The lines field is required." },
    { "{\"customer_id\":10001,\"lines\":[{\"quantity\":1}]}", "lines.0.item_id", "Product needed" },
    { "{\"customer_id\":10001,\"lines\":[{\"item_id\":\"CYK-2201\",\"quantity\":1},{\"item_id\":\"X\",\"quantity\":1}]}",
      "lines.1.item_id", "Product needed" },
    { "{\"customer_id\":10001,\"lines\":[{\"item_id\":\"CYK-2201\"}]}", "lines.0.quantity",
      "The quantity field is required." },
    { "{\"customer_id\":10001,\"lines\":[7]}", "lines.0.", "The line must be an object." },
    { "{\"customer_id\":10001,\"delivery_terms\":99,\"lines\":" ONE_LIGHT "}", "delivery_terms",
      "The selected delivery_term is invalid." },
    { "{\"customer_id\":10001,\"layout_id\":99,\"lines\":" ONE_LIGHT "}", "layout_id",
      "The selected layout is invalid." },
    { "{\"customer_id\":10001,\"vat_zone\":\"moon\",\"lines\":" ONE_LIGHT "}", "vat_zone",
      "The selected vat zone is invalid." },
    { "{\"customer_id\":10001,\"currency\":\"QQQ\",\"lines\":" ONE_LIGHT "}", "currency",
      "The selected currency is invalid." },
    { "{\"customer_id\":10001,\"deliver_at\":\"soon\",\"lines\":" ONE_LIGHT "}", "deliver_at",
      "The date is not a valid date." },
    { "{\"customer_id\":10001,\"delivery_address\":{\"email\":\"no mail\"},\"lines\":" ONE_LIGHT "}",
      "delivery_address.email", "The email must be a valid email address." },
    { "{\"customer_id\":10001,\"delivery_address\":{\"phone\":\"ring!\"},\"lines\":" ONE_LIGHT "}",
      "delivery_address.phone", "The phone format is invalid." },
  };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) refused = rb (world, "POST /orders", cases[i].body, 422);
      JsonObject *errors = json_node_get_object (test_pick (refused, "errors"));

      g_test_message ("%s", cases[i].body);
      g_assert_cmpuint (json_object_get_size (json_node_get_object (refused)), ==, 1);
      g_assert_true (json_object_has_member (errors, cases[i].path));
      g_assert_cmpstr (
        json_array_get_string_element (json_object_get_array_member (errors, cases[i].path), 0), ==,
        cases[i].text);
    }
  {
    g_autoptr (JsonNode) page = rb (world, "GET /orders", NULL, 206);

    g_assert_cmpfloat (number_at (page, "total"), ==, 0);
  }
}

static void
test_long_texts_are_refused (void)
{
  g_autoptr (World) world = world_new (0);
  g_autofree char *heading = g_strnfill (256, 'x'), *note = g_strnfill (801, 'x');
  g_autofree char *body = format (
    "{\"customer_id\":10001,\"heading\":\"%s\",\"note\":\"%s\",\"lines\":" ONE_LIGHT "}", heading, note);
  g_autoptr (JsonNode) refused = rb (world, "POST /orders", body, 422);

  g_assert_true (has_at (refused, "errors", "heading"));
  g_assert_true (has_at (refused, "errors", "note"));
}

static void
test_a_body_that_is_no_object_is_refused (void)
{
  static const char *const bodies[] = { NULL, "", "[]", "null", "{", "<html>", "\"text\"" };
  g_autoptr (World) world = world_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_assert_cmpuint (rb_status (world, "POST /orders", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "PUT /orders/1001", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "POST /orders/1001/notes", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "PUT /orders/1001/fields", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "POST /customers", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "POST /products", bodies[i]), ==, 422);
      g_assert_cmpuint (rb_status (world, "POST /delivery-terms", bodies[i]), ==, 422);
    }
}

static void
test_booking_locks_the_lines_and_reopening_unlocks_them (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, ONE_LIGHT);
  g_autofree char *lines = format ("/orders/%" G_GINT64_FORMAT "/lines", number);
  g_autofree char *order = format ("/orders/%" G_GINT64_FORMAT, number);
  g_autofree char *list = g_strconcat ("GET ", lines, NULL);
  g_autoptr (JsonNode) page = rb (world, list, NULL, 206);
  g_autofree char *line = format ("%s/%g", lines, number_at (page, "order_lines[0].id"));
  g_autofree char *put_line = g_strconcat ("PUT ", line, NULL),
                  *delete_line = g_strconcat ("DELETE ", line, NULL);
  g_autofree char *post_line = g_strconcat ("POST ", lines, NULL), *put = g_strconcat ("PUT ", order, NULL);
  g_autofree char *reopen = g_strconcat ("POST ", order, "/reopen", NULL),
                  *remove = g_strconcat ("DELETE ", order, NULL);

  g_assert_cmpuint (rb_status (world, put_line, "{\"quantity\":2}"), ==, 422);
  g_assert_cmpuint (rb_status (world, delete_line, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, post_line, "{\"item_id\":\"PUMPE-1\",\"quantity\":1}"), ==, 422);
  g_assert_cmpuint (rb_status (world, put, "{\"lines\":[]}"), ==, 422);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, put, "{\"heading\":\"other\"}"), ==, 200);
  g_assert_cmpuint (rb_status (world, reopen, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, reopen, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, put_line, "{\"quantity\":2}"), ==, 200);
  g_assert_cmpuint (rb_status (world, post_line, "{\"item_id\":\"PUMPE-1\",\"quantity\":1}"), ==, 201);
  g_assert_cmpuint (rb_status (world, delete_line, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 404);
}

static void
test_totals_follow_the_lines (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_draft (
    world,
    "[{\"item_id\":\"CYK-2202\",\"quantity\":2,\"discount_percentage\":10},{\"item_id\":\"WIRE-M\",\"quantity\":2.5}]");
  g_autofree char *get = format ("GET /orders/%" G_GINT64_FORMAT, number);
  g_autoptr (JsonNode) before = rb (world, get, NULL, 200);
  g_autofree char *put
    = format ("PUT /orders/%" G_GINT64_FORMAT "/lines/%g", number, number_at (before, "order.lines[0].id"));
  g_autoptr (JsonNode) line = rb (world, put, "{\"quantity\":\"3\"}", 200);
  g_autoptr (JsonNode) after = rb (world, get, NULL, 200);

  g_assert_cmpfloat_with_epsilon (number_at (before, "order.total_subtotal"), 232.2 + 31.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (line, "order_line.line_total"), 348.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (number_at (after, "order.total_subtotal"), 348.3 + 31.25, 1e-9);
}

static void
test_lines_that_come_with_the_order_get_new_ids (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_draft (world, ONE_LIGHT);
  g_autofree char *get = format ("GET /orders/%" G_GINT64_FORMAT, number),
                  *put = format ("PUT /orders/%" G_GINT64_FORMAT, number);
  g_autoptr (JsonNode) before = rb (world, get, NULL, 200);
  g_autoptr (JsonNode) after = rb (world, put, "{\"lines\":" ONE_LIGHT "}", 200);

  g_assert_cmpuint (length_at (after, "order.lines"), ==, 1);
  g_assert_cmpfloat (number_at (before, "order.lines[0].id"), !=, number_at (after, "order.lines[0].id"));
}

static void
test_a_cancelled_order_is_not_booked (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_draft (world, ONE_LIGHT);
  g_autofree char *cancel
    = format ("{\"service\":\"rackbeat\",\"action\":\"cancel\",\"id\":%" G_GINT64_FORMAT "}", number);
  g_autofree char *book = format ("POST /orders/%" G_GINT64_FORMAT "/book", number);
  g_autoptr (JsonNode) cancelled = act (world, cancel);

  g_assert_true (flag_at (cancelled, "is_cancelled"));
  g_assert_cmpuint (rb_status (world, book, NULL), ==, 422);
}

static void
test_writes_move_updated_at (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, ONE_LIGHT);
  g_autofree char *put = format ("PUT /orders/%" G_GINT64_FORMAT, number);
  g_autoptr (JsonNode) changed = NULL;

  rs_virtual_clock_advance (world->clock, RS_INSTANT_HOUR);
  changed = rb (world, put, "{\"heading\":\"x\"}", 200);
  g_assert_cmpstr (text_at (changed, "order.updated_at"), ==, "2026-09-28T13:00:00+02:00");
  g_assert_cmpstr (text_at (changed, "order.created_at"), ==, "2026-09-28T12:00:00+02:00");
}

static void
test_flags_and_numbers_cannot_be_written (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, ONE_LIGHT);
  g_autofree char *put = format ("PUT /orders/%" G_GINT64_FORMAT, number);
  g_autoptr (JsonNode) changed
    = rb (world, put, "{\"is_shipped\":true,\"number\":5,\"booked_at\":null,\"total_total\":1}", 200);

  g_assert_false (flag_at (changed, "order.is_shipped"));
  g_assert_cmpfloat (number_at (changed, "order.number"), ==, (double) number);
  g_assert_false (is_null_at (changed, "order.booked_at"));
  g_assert_cmpfloat (number_at (changed, "order.total_total"), >, 1);
}

static void
test_notes_are_made_changed_and_removed (void)
{
  g_autoptr (World) world = world_new (1);
  g_autoptr (JsonNode) made = rb (world, "POST /orders/1001/notes", "{\"note\":\"GLS 0057 & <b>\"}", 201);
  g_autofree char *note = format ("/orders/1001/notes/%g", number_at (made, "note.id"));
  g_autofree char *put = g_strconcat ("PUT ", note, NULL), *remove = g_strconcat ("DELETE ", note, NULL);
  g_autoptr (JsonNode) changed = rb (world, put, "{\"note\":\"other\"}", 200);
  g_autoptr (JsonNode) page = rb (world, "GET /orders/1001/notes", NULL, 206);

  g_assert_cmpstr (text_at (made, "note.note"), ==, "GLS 0057 & <b>");
  g_assert_cmpstr (text_at (changed, "note.note"), ==, "other");
  g_assert_cmpstr (text_at (page, "notes[0].note"), ==, "other");
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 200);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 404);
}

static void
test_custom_fields_are_seen_only_when_expanded (void)
{
  g_autoptr (World) world = world_new (1);
  g_autoptr (JsonNode) written
    = rb (world, "PUT /orders/1001/fields", "{\"custom_fields\":[{\"id\":7,\"value\":\"0057\"}]}", 200);
  g_autoptr (JsonNode) plain = rb (world, "GET /orders/1001", NULL, 200);
  g_autoptr (JsonNode) expanded = rb (world, "GET /orders/1001?expand=x,field_values", NULL, 200);
  g_autoptr (JsonNode) listed = rb (world, "GET /orders?expand=field_values", NULL, 206);
  g_autoptr (JsonNode) found = rb (world, "GET /orders?field_eq[7]=0057", NULL, 206);
  g_autoptr (JsonNode) not_found = rb (world, "GET /orders?field_eq[7]=005", NULL, 206);
  g_autoptr (JsonNode) loosely = rb (world, "GET /orders?field[7]=005", NULL, 206);

  g_assert_cmpstr (text_at (written, "field_values[0].value"), ==, "0057");
  g_assert_false (has_at (plain, "order", "field_values"));
  g_assert_cmpstr (text_at (expanded, "order.field_values[0].value"), ==, "0057");
  g_assert_cmpstr (text_at (listed, "orders[0].field_values[0].slug"), ==, "tracking");
  g_assert_cmpfloat (number_at (found, "total"), ==, 1);
  g_assert_cmpfloat (number_at (not_found, "total"), ==, 0);
  g_assert_cmpfloat (number_at (loosely, "total"), ==, 1);
  g_assert_cmpuint (
    rb_status (world, "PUT /orders/1001/fields", "{\"custom_fields\":[{\"id\":8,\"value\":\"x\"}]}"), ==,
    422);
}

static void
test_invoicing_gives_a_number_once (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 number = make_order (world, ONE_LIGHT), draft = make_draft (world, ONE_LIGHT);
  g_autofree char *convert
    = format ("POST /orders/%" G_GINT64_FORMAT "/convert-to-invoice?book=false", number);
  g_autofree char *convert_draft = format ("POST /orders/%" G_GINT64_FORMAT "/convert-to-invoice", draft);
  g_autofree char *get = format ("GET /orders/%" G_GINT64_FORMAT, number),
                  *reopen = format ("POST /orders/%" G_GINT64_FORMAT "/reopen", number);
  g_autofree char *of_order = format ("GET /customer-invoices?order_number=%" G_GINT64_FORMAT, number);
  g_autoptr (JsonNode) made = rb (world, convert, NULL, 200);
  g_autoptr (JsonNode) order = rb (world, get, NULL, 200);
  g_autoptr (JsonNode) invoices = rb (world, of_order, NULL, 206);
  g_autofree char *book = format ("POST /customer-invoices/%g/book", number_at (made, "invoice_id"));

  g_assert_true (flag_at (order, "order.is_invoiced"));
  g_assert_cmpfloat (number_at (invoices, "customer_invoices[0].number"), ==, number_at (made, "invoice_id"));
  g_assert_cmpfloat (number_at (invoices, "customer_invoices[0].orders[0]"), ==, (double) number);
  g_assert_cmpuint (rb_status (world, convert, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, convert_draft, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, reopen, NULL), ==, 422);
  g_assert_cmpuint (rb_status (world, book, "{\"mail\":{\"send\":false}}"), ==, 200);
  g_assert_cmpuint (rb_status (world, book, NULL), ==, 422);
}

static void
test_pdfs_begin_like_pdfs (void)
{
  static const char *const calls[][2] = {
    { "GET", "/orders/1001.pdf" },
    { "GET", "/orders/drafts/1001.pdf" },
    { "POST", "/orders/shipments/7301/download" },
    { "POST", "/orders/shipments/7301/download-delivery-note" },
    { "GET", "/orders/1001/shipments/7301/stream" },
  };
  g_autoptr (World) world = world_new (1);

  make_shipment (world, 1001);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (RsResponse) response
        = world_send (world, RS_SANDBOX_RACKBEAT, calls[i][0], calls[i][1], "{}");
      gsize size;
      const char *bytes = g_bytes_get_data (response->body, &size);

      g_assert_cmpuint (response->status, ==, 200);
      g_assert_cmpstr (rs_response_get_header (response, "Content-Type"), ==, "application/pdf");
      g_assert_cmpmem (bytes, 5, "%PDF-", 5);
      g_assert_nonnull (g_strstr_len (bytes, (gssize) size, "%%EOF"));
    }
}

static void
test_search_finds_by_number_reference_and_customer (void)
{
  static const char *const found[] = { "1001", "WEB-7001", "web 7001" };
  g_autoptr (World) world = world_new (5);

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autofree char *query = g_uri_escape_string (found[i], NULL, FALSE),
                      *call = format ("GET /orders?search=%s", query);
      g_autoptr (JsonNode) page = rb (world, call, NULL, 206);

      g_assert_cmpfloat (number_at (page, "total"), ==, 1);
      g_assert_cmpfloat (number_at (page, "orders[0].number"), ==, 1001);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rackbeat-orders/draft", test_a_draft_takes_what_its_customer_supplies);
  g_test_add_func ("/rackbeat-orders/addresses", test_addresses_come_nested_and_flat);
  g_test_add_func ("/rackbeat-orders/validation", test_validation_names_every_wrong_path);
  g_test_add_func ("/rackbeat-orders/long-texts", test_long_texts_are_refused);
  g_test_add_func ("/rackbeat-orders/no-object", test_a_body_that_is_no_object_is_refused);
  g_test_add_func ("/rackbeat-orders/locked", test_booking_locks_the_lines_and_reopening_unlocks_them);
  g_test_add_func ("/rackbeat-orders/totals", test_totals_follow_the_lines);
  g_test_add_func ("/rackbeat-orders/new-ids", test_lines_that_come_with_the_order_get_new_ids);
  g_test_add_func ("/rackbeat-orders/cancelled", test_a_cancelled_order_is_not_booked);
  g_test_add_func ("/rackbeat-orders/updated-at", test_writes_move_updated_at);
  g_test_add_func ("/rackbeat-orders/flags", test_flags_and_numbers_cannot_be_written);
  g_test_add_func ("/rackbeat-orders/notes", test_notes_are_made_changed_and_removed);
  g_test_add_func ("/rackbeat-orders/fields", test_custom_fields_are_seen_only_when_expanded);
  g_test_add_func ("/rackbeat-orders/invoice", test_invoicing_gives_a_number_once);
  g_test_add_func ("/rackbeat-orders/pdf", test_pdfs_begin_like_pdfs);
  g_test_add_func ("/rackbeat-orders/search", test_search_finds_by_number_reference_and_customer);
  return g_test_run ();
}
