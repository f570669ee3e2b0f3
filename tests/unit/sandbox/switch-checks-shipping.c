/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "switch-checks.h"

/* Switches about what shipping does. */

JsonNode *
get_order (World *world, gint64 number)
{
  g_autofree char *call = format ("GET /orders/%" G_GINT64_FORMAT, number);

  return rb (world, call, NULL, 200);
}

JsonNode *
get_shipment (World *world, gint64 id)
{
  g_autofree char *call = format ("GET /order-shipments/%" G_GINT64_FORMAT, id);

  return rb (world, call, NULL, 200);
}

guint
order_call (World *world, const char *method, gint64 number, const char *rest, const char *body)
{
  g_autofree char *call = format ("%s /orders/%" G_GINT64_FORMAT "%s", method, number, rest);

  return rb_status (world, call, body);
}

static guint
mark_shipped (World *world, gint64 id, const char *body)
{
  g_autofree char *call = format ("POST /orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", id);

  return rb_status (world, call, body);
}

static void
set_stock (World *world, const char *item, guint stock)
{
  g_autofree char *json = format (
    "{\"service\":\"rackbeat\",\"action\":\"edit-item\",\"id\":\"%s\",\"stock_quantity\":%u}", item, stock);
  g_autoptr (JsonNode) set = act (world, json);

  g_assert_cmpfloat (number_at (set, "stock_quantity"), ==, stock);
}

static void
check_ready_for_shipping (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO);
  g_autoptr (JsonNode) enough = get_order (world, number);
  g_autoptr (JsonNode) short_of = NULL;

  set_stock (world, "PUMPE-1", 1);
  short_of = get_order (world, number);
  g_assert_true (flag_at (enough, "order.is_ready_for_shipping"));
  g_assert_cmpint (flag_at (short_of, "order.is_ready_for_shipping"), ==, g_str_equal (word, "booked"));
}

/* Each candidate call, tried on a shipment of its own; only the one that the word names does it. */
static void
check_shipment_lines (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO), id = make_shipment (world, number),
         other = make_order (world, THREE_AND_TWO);
  g_autoptr (JsonNode) shipment = get_shipment (world, id);
  g_autoptr (JsonNode) other_order = get_order (world, other);
  g_autofree char *line = format ("/shipments/%" G_GINT64_FORMAT "/lines/%g", id,
                                  number_at (shipment, "order_shipment.lines[0].id"));
  g_autofree char *whole = format ("PUT /order-shipments/%" G_GINT64_FORMAT, id);
  g_autofree char *lines
    = format ("{\"lines\":[{\"id\":%g,\"quantity\":1}]}", number_at (shipment, "order_shipment.lines[0].id"));
  g_autofree char *create = format ("POST /orders/%" G_GINT64_FORMAT "/create-shipment", other);
  g_autofree char *wanted
    = format ("{\"lines\":[{\"id\":%g,\"quantity\":1}]}", number_at (other_order, "order.lines[0].id"));
  g_autoptr (JsonNode) created = rb (world, create, wanted, 201);
  gboolean put = g_str_equal (word, "put_line"), put_whole = g_str_equal (word, "put_shipment");
  gboolean remove = put || g_str_equal (word, "delete_only"), on_create = g_str_equal (word, "create_lines");
  g_autoptr (JsonNode) after = NULL;

  g_assert_cmpuint (length_at (created, "order_shipment.lines"), ==, on_create ? 1 : 2);
  g_assert_cmpfloat (number_at (created, "order_shipment.lines[0].quantity"), ==, on_create ? 1 : 3);
  g_assert_cmpuint (order_call (world, "PUT", number, line, "{\"quantity\":2}"), ==, put ? 200 : 404);
  g_assert_cmpuint (rb_status (world, whole, lines), ==, put_whole ? 200 : 404);
  after = get_shipment (world, id);
  g_assert_cmpuint (length_at (after, "order_shipment.lines"), ==, put_whole ? 1 : 2);
  g_assert_cmpfloat (number_at (after, "order_shipment.lines[0].quantity"), ==, put ? 2 : put_whole ? 1 : 3);
  g_assert_cmpuint (order_call (world, "DELETE", number, line, NULL), ==, remove ? 200 : 404);
}

static void
check_shipment_line_order_id (World *world, const char *word)
{
  g_autoptr (JsonNode) shipment = get_shipment (world, make_shipment (world, 1001));

  g_assert_cmpint (has_at (shipment, "order_shipment.lines[0]", "order_line_id"), ==,
                   g_str_equal (word, "present"));
}

static void
check_shipment_calls_2018 (World *world, const char *word)
{
  gboolean present = g_str_equal (word, "present");
  gint64 id = make_shipment (world, 1001);
  g_autofree char *one = format ("/shipments/%" G_GINT64_FORMAT, id),
                  *lines = g_strconcat (one, "/lines", NULL);

  g_assert_cmpuint (order_call (world, "POST", 1002, "/shipments", NULL), ==, present ? 201 : 404);
  g_assert_cmpuint (order_call (world, "GET", 1001, one, NULL), ==, present ? 200 : 404);
  g_assert_cmpuint (order_call (world, "GET", 1001, lines, NULL), ==, present ? 206 : 404);
  g_assert_cmpuint (order_call (world, "GET", 1002, "/uninvoiced-lines", NULL), ==, present ? 206 : 404);
  g_assert_cmpuint (order_call (world, "POST", 1002, "/create-invoice", NULL), ==, present ? 200 : 404);
  g_assert_cmpuint (order_call (world, "DELETE", 1001, one, NULL), ==, present ? 200 : 404);
  g_assert_cmpuint (order_call (world, "GET", 1001, "/shipments", NULL), ==, 206);
}

static void
check_stock_limits_shipments (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO);
  g_autoptr (JsonNode) shipment = NULL;

  set_stock (world, "PUMPE-1", 1);
  shipment = get_shipment (world, make_shipment (world, number));
  g_assert_cmpfloat (number_at (shipment, "order_shipment.lines[1].quantity"), ==,
                     g_str_equal (word, "yes") ? 1 : 2);
}

static void
check_create_shipment_counts_open (World *world, const char *word)
{
  make_shipment (world, 1001);
  g_assert_cmpuint (order_call (world, "POST", 1001, "/create-shipment", "[]"), ==,
                    g_str_equal (word, "yes") ? 422 : 201);
}

static void
check_create_shipment_empty (World *world, const char *word)
{
  gboolean refused = g_str_equal (word, "refused");
  g_autoptr (JsonNode) answer = NULL;

  make_shipment (world, 1001);
  answer = rb (world, "POST /orders/1001/create-shipment", "[]", refused ? 422 : 201);
  if (!refused)
    g_assert_cmpuint (length_at (answer, "order_shipment.lines"), ==, 0);
}

static void
check_create_shipment_status (World *world, const char *word)
{
  g_assert_cmpuint (order_call (world, "POST", 1001, "/create-shipment", "[]"), ==,
                    g_ascii_strtoull (word, NULL, 10));
}

static void
check_mark_shipped_again (World *world, const char *word)
{
  gint64 id = make_shipment (world, 1001);

  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":true}"), ==, 200);
  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":true}"), ==,
                    g_str_equal (word, "refused") ? 422 : 200);
}

static void
check_mark_shipped_cancelled (World *world, const char *word)
{
  gint64 id = make_shipment (world, 1001);
  g_autoptr (JsonNode) cancelled
    = act (world, "{\"service\":\"rackbeat\",\"action\":\"cancel\",\"id\":1001}");

  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":true}"), ==,
                    g_str_equal (word, "refused") ? 422 : 200);
}

static void
check_mark_shipped_unpicked (World *world, const char *word)
{
  gint64 id = make_shipment (world, 1001);

  g_assert_cmpuint (mark_shipped (world, id, "{\"pick\":false}"), ==,
                    g_str_equal (word, "refused") ? 422 : 200);
}

static void
check_mark_shipped_body (World *world, const char *word)
{
  gint64 id = make_shipment (world, 1001);
  g_autofree char *target = format ("/orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", id);
  g_autoptr (RsResponse) response
    = world_send (world, RS_SANDBOX_RACKBEAT, "POST", target, "{\"pick\":true}");

  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpint (g_bytes_get_size (response->body) == 0, ==, g_str_equal (word, "empty"));
}

static void
check_shipping_moves_updated_at (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO), id = make_shipment (world, number);
  g_autoptr (JsonNode) order = NULL;

  rs_virtual_clock_advance (world->clock, RS_INSTANT_HOUR);
  mark_shipped (world, id, "{\"pick\":true}");
  order = get_order (world, number);
  g_assert_true (flag_at (order, "order.is_shipped"));
  g_assert_cmpstr (text_at (order, "order.updated_at"), ==,
                   g_str_equal (word, "yes") ? "2026-09-28T13:00:00+02:00" : "2026-09-28T12:00:00+02:00");
}

static void
check_reopen_shipments (World *world, const char *word)
{
  gint64 id = make_shipment (world, 1001);
  g_autofree char *get = format ("GET /order-shipments/%" G_GINT64_FORMAT, id);

  g_assert_cmpuint (order_call (world, "POST", 1001, "/reopen", NULL), ==,
                    g_str_equal (word, "refused") ? 422 : 200);
  g_assert_cmpuint (rb_status (world, get, NULL), ==, g_str_equal (word, "removed") ? 404 : 200);
}

static double
stock_of_pumps (World *world)
{
  g_autoptr (JsonNode) item = rb (world, "GET /products/PUMPE-1", NULL, 200);

  return number_at (item, "product.stock_quantity");
}

static void
check_stock_moves (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO), id = make_shipment (world, number);
  double before = stock_of_pumps (world), shipped, invoiced;

  mark_shipped (world, id, "{\"pick\":true}");
  shipped = stock_of_pumps (world);
  g_assert_cmpuint (order_call (world, "POST", number, "/convert-to-invoice", NULL), ==, 200);
  invoiced = stock_of_pumps (world);
  g_assert_cmpfloat (shipped, ==, g_str_equal (word, "shipping") ? before - 2 : before);
  g_assert_cmpfloat (invoiced, ==, before - 2);
}

static void
check_archive_when_done (World *world, const char *word)
{
  gint64 number = make_order (world, THREE_AND_TWO), id = make_shipment (world, number);
  g_autoptr (JsonNode) order = NULL;

  mark_shipped (world, id, "{\"pick\":true}");
  order_call (world, "POST", number, "/convert-to-invoice", NULL);
  order = get_order (world, number);
  g_assert_cmpint (flag_at (order, "order.is_archived"), ==, g_str_equal (word, "yes"));
}

static const NamedCheck checks[] = {
  { "ready_for_shipping", check_ready_for_shipping },
  { "shipment_lines", check_shipment_lines },
  { "shipment_line_order_id", check_shipment_line_order_id },
  { "shipment_calls_2018", check_shipment_calls_2018 },
  { "stock_limits_shipments", check_stock_limits_shipments },
  { "create_shipment_counts_open", check_create_shipment_counts_open },
  { "create_shipment_empty", check_create_shipment_empty },
  { "create_shipment_status", check_create_shipment_status },
  { "mark_shipped_again", check_mark_shipped_again },
  { "mark_shipped_cancelled", check_mark_shipped_cancelled },
  { "mark_shipped_unpicked", check_mark_shipped_unpicked },
  { "mark_shipped_body", check_mark_shipped_body },
  { "shipping_moves_updated_at", check_shipping_moves_updated_at },
  { "reopen_shipments", check_reopen_shipments },
  { "stock_moves", check_stock_moves },
  { "archive_when_done", check_archive_when_done },
};

SwitchCheck
switch_check_find_shipping (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].name, name))
      return checks[i].check;
  return NULL;
}

SwitchCheck
switch_check_find (const char *name)
{
  SwitchCheck check = switch_check_find_list (name);

  if (check == NULL)
    check = switch_check_find_shape (name);
  return check != NULL ? check : switch_check_find_shipping (name);
}
