/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "orders-of-others.h"
#include "webshipper-checks.h"

/* Switches about what making, changing, booking and deleting do. */

static char *
order_path (gint64 order)
{
  return format ("/orders/%" G_GINT64_FORMAT, order);
}

static void
check_locked_status (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "locked");
  g_autoptr (JsonNode) locked = ws_patch (world, order, "{\"lock_state\":\"locked\"}", 200);
  g_autoptr (JsonNode) refused
    = ws_patch (world, order, "{\"visible_ref\":\"x\"}", (guint) g_ascii_strtoull (word, NULL, 10));
  g_autoptr (JsonNode) unlocked = ws_patch (world, order, "{\"lock_state\":\"unlocked\"}", 200);

  g_assert_cmpstr (text_at (refused, "errors[0].code"), ==, g_str_equal (word, "423") ? "423" : "100");
  g_assert_cmpstr (text_at (unlocked, "data.attributes.visible_ref"), ==, "SO-locked");
}

/* A change of an order with @status. */
static void
check_patch_after (World *world, const char *status, const char *word)
{
  gint64 order = ws_make_order (world, "after");
  g_autofree char *attributes = format ("{\"status\":\"%s\"}", status);
  g_autoptr (JsonNode) there = ws_patch (world, order, attributes, 200);
  g_autoptr (JsonNode) answer
    = ws_patch (world, order, "{\"visible_ref\":\"x\"}", g_str_equal (word, "refused") ? 422 : 200);
  g_autoptr (JsonNode) read = ws_read (world, order);

  g_assert_cmpstr (text_at (read, "data.attributes.visible_ref"), ==,
                   g_str_equal (word, "refused") ? "SO-after" : "x");
}

static void
check_patch_dispatched (World *world, const char *word)
{
  check_patch_after (world, "dispatched", word);
}

static void
check_patch_cancelled (World *world, const char *word)
{
  check_patch_after (world, "cancelled", word);
}

static void
check_address_patch (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "moved");
  g_autoptr (JsonNode) moved = ws_patch (
    world, order, "{\"delivery_address\":{\"address_1\":\"Torvet 1\",\"country_code\":\"DK\"}}", 200);

  g_assert_cmpstr (text_at (moved, "data.attributes.delivery_address.address_1"), ==, "Torvet 1");
  g_assert_cmpint (is_null_at (moved, "data.attributes.delivery_address.zip"), ==,
                   g_str_equal (word, "replace"));
}

static void
check_lines_patch (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "lines");
  g_autoptr (JsonNode) before = ws_read (world, order);
  g_autofree char *attributes = format ("{\"order_lines\":[{\"id\":%.0f,\"quantity\":4}]}",
                                        number_at (before, "data.attributes.order_lines[0].id"));
  g_autoptr (JsonNode) after = ws_patch (world, order, attributes, 200);

  g_assert_cmpuint (length_at (after, "data.attributes.order_lines"), ==,
                    g_str_equal (word, "replace") ? 1 : 2);
}

static void
check_dispatch_patch_lines (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "sent");
  g_autoptr (JsonNode) sent = ws_patch (world, order, "{\"status\":\"dispatched\"}", 200);

  g_assert_cmpstr (text_at (sent, "data.attributes.order_lines[0].status"), ==,
                   g_str_equal (word, "follow") ? "dispatched" : "pending");
}

static void
check_delete_frees_ext_ref (World *world, const char *word)
{
  g_autofree char *path = order_path (ws_make_order (world, "again"));
  g_autofree char *body = ws_order_body (world, "again", "");

  g_assert_cmpuint (ws_status (world, "POST", "/orders", body), ==, 422);
  g_assert_cmpuint (ws_status (world, "DELETE", path, NULL), ==, 204);
  g_assert_cmpuint (ws_status (world, "GET", path, NULL), ==, 404);
  g_assert_cmpuint (ws_status (world, "POST", "/orders", body), ==, g_str_equal (word, "yes") ? 201 : 422);
}

static void
check_rate_unknown (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "rate");
  g_autofree char *path = order_path (order);
  g_autofree char *body = format ("{\"data\":{\"id\":%" G_GINT64_FORMAT
                                  ",\"type\":\"orders\",\"relationships\":{\"shipping_rate\":{"
                                  "\"data\":{\"type\":\"shipping_rates\",\"id\":\"999999\"}}}}}",
                                  order);
  g_autoptr (JsonNode) before = ws_read (world, order);
  g_autoptr (JsonNode) after = NULL;

  g_assert_cmpuint (ws_status (world, "PATCH", path, body), ==, (guint) g_ascii_strtoull (word, NULL, 10));
  after = ws_read (world, order);
  g_assert_cmpfloat (number_at (after, "data.attributes.shipping_rate_id"), ==,
                     number_at (before, "data.attributes.shipping_rate_id"));
}

static void
check_line_status (World *world, const char *word)
{
  g_autoptr (JsonNode) order = ws_read (world, ws_make_order (world, "quirk"));

  g_assert_cmpstr (text_at (order, "data.attributes.order_lines[0].status"), ==, "pending");
  g_assert_cmpint (is_null_at (order, "data.attributes.order_lines[1].status"), ==,
                   g_str_equal (word, "quirk"));
}

static void
check_booking_moves_updated_at (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "clock");
  g_autoptr (JsonNode) before = ws_read (world, order), booked = NULL, after = NULL;

  rs_virtual_clock_advance (world->clock, RS_INSTANT_MINUTE);
  booked = ws_book (world, order, "{}", 201);
  after = ws_read (world, order);
  g_assert_cmpint (g_str_equal (text_at (before, "data.attributes.updated_at"),
                                text_at (after, "data.attributes.updated_at")),
                   ==, g_str_equal (word, "no"));
}

static void
check_duplicate_pointer (World *world, const char *word)
{
  g_autofree char *body = ws_order_body (world, "twice", "");
  g_autoptr (JsonNode) made = ws (world, "POST /orders", body, 201);
  g_autoptr (JsonNode) refused = ws (world, "POST /orders", body, 422);

  g_assert_cmpstr (text_at (refused, "errors[0].code"), ==, "100");
  g_assert_cmpstr (text_at (refused, "errors[0].source.pointer"), ==,
                   g_str_equal (word, "attribute") ? "/data/attributes/ext_ref" : "/data");
}

static void
check_delete_locked (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "kept");
  g_autofree char *path = order_path (order);
  g_autoptr (JsonNode) locked = ws_patch (world, order, "{\"lock_state\":\"locked\"}", 200);

  g_assert_cmpuint (ws_status (world, "DELETE", path, NULL), ==, g_str_equal (word, "allowed") ? 204 : 422);
}

static void
check_delete_dispatched (World *world, const char *word)
{
  gint64 order = ws_make_order (world, "gone");
  g_autofree char *path = order_path (order);
  g_autoptr (JsonNode) booked = ws_book (world, order, "{}", 201);

  g_assert_cmpuint (ws_status (world, "DELETE", path, NULL), ==, g_str_equal (word, "allowed") ? 204 : 422);
}

/* New orders whose refusal has the code of a duplicate and is none. */
static void
check_create_refusal (World *world, const char *word)
{
  g_autofree char *whole = ws_order_body (world, "whole", "");
  g_autofree char *with_m = ws_order_body (world, "m", "");
  g_autofree char *unnamed = ws_order_body (world, "unnamed", ",\"visible_ref\":null");
  g_autoptr (GString) city = g_string_new (with_m);
  gboolean no_city = g_str_equal (word, "city"), no_name = g_str_equal (word, "visible_ref");
  g_autoptr (JsonNode) first = NULL, second = NULL;

  g_string_replace (city, "Odense C", "Middelfart", 0);
  g_assert_cmpuint (ws_status (world, "POST", "/orders", whole), ==, 201);
  first = ws (world, "POST /orders", city->str, no_city ? 422 : 201);
  second = ws (world, "POST /orders", unnamed, no_name ? 422 : 201);
  if (no_city)
    g_assert_cmpstr (text_at (first, "errors[0].source.pointer"), ==, "/data/attributes/delivery_address");
  if (no_name)
    g_assert_cmpstr (text_at (second, "errors[0].source.pointer"), ==, "/data/attributes/visible_ref");
}

static const struct
{
  const char *name;
  WebshipperCheck check;
} checks[] = {
  { "locked_status", check_locked_status },
  { "patch_dispatched", check_patch_dispatched },
  { "patch_cancelled", check_patch_cancelled },
  { "address_patch", check_address_patch },
  { "lines_patch", check_lines_patch },
  { "dispatch_patch_lines", check_dispatch_patch_lines },
  { "delete_frees_ext_ref", check_delete_frees_ext_ref },
  { "rate_unknown", check_rate_unknown },
  { "line_status", check_line_status },
  { "booking_moves_updated_at", check_booking_moves_updated_at },
  { "duplicate_pointer", check_duplicate_pointer },
  { "create_refusal", check_create_refusal },
  { "delete_locked", check_delete_locked },
  { "delete_dispatched", check_delete_dispatched },
};

WebshipperCheck
webshipper_check_find_change (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].name, name))
      return checks[i].check;
  return NULL;
}
