/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "switch-checks.h"

/* Switches about which rows a list holds, and in what order. */

static double
total_of (World *world, const char *call)
{
  g_autoptr (JsonNode) page = rb (world, call, NULL, 206);

  return number_at (page, "total");
}

static void
check_rate (World *world, const char *word)
{
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (rb_status (world, "GET /self", NULL), ==, 200);
}

static void
check_order_filters (World *world, const char *word)
{
  gboolean strict = g_str_equal (word, "strict");
  double drafts = total_of (world, "GET /orders?is_booked=false");

  g_assert_cmpfloat (drafts, ==, strict ? 30 : 2);
  g_assert_cmpuint (rb_status (world, "GET /orders?simple_filter[is_booked]=0", NULL), ==,
                    strict ? 422 : 206);
  if (strict)
    {
      g_autoptr (JsonNode) refused = rb (world, "GET /orders?simple_filter[is_booked]=0", NULL, 422);

      g_assert_cmpstr (text_at (refused, "errors.simple_filter[0]"), ==,
                       "Property 'is_booked' is not filterable");
    }
  g_assert_cmpfloat (total_of (world, "GET /orders?simple_filter[number]=1003"), ==, 1);
  g_assert_cmpfloat (total_of (world, "GET /orders?number=1003"), ==, 1);
  g_assert_cmpfloat (total_of (world, "GET /orders?simple_filter[created_at]=2026-09-2"), ==, 30);
}

static void
check_shipment_filters (World *world, const char *word)
{
  gint64 first = make_shipment (world, 1001);
  g_autofree char *ship = format ("POST /orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", first);

  make_shipment (world, 1002);
  g_assert_cmpuint (rb_status (world, ship, "{\"pick\":true}"), ==, 200);
  g_assert_cmpfloat (total_of (world, "GET /order-shipments?is_shipped=true"), ==,
                     g_str_equal (word, "honoured") ? 1 : 2);
  g_assert_cmpfloat (total_of (world, "GET /order-shipments?order_number=1002"), ==, 1);
}

static void
check_updated_at_from (World *world, const char *word)
{
  double total = total_of (world, "GET /orders?updated_at_from=2026-09-26%2012:00:00");

  if (g_str_equal (word, "honoured"))
    g_assert_cmpfloat (total, <, 20);
  else
    g_assert_cmpfloat (total, ==, 30);
  g_assert_cmpfloat (total, >, 0);
}

static double
first_of (World *world, const char *call)
{
  g_autoptr (JsonNode) page = rb (world, call, NULL, 206);

  return number_at (page, "orders[0].number");
}

static void
check_order_by (World *world, const char *word)
{
  g_assert_cmpfloat (first_of (world, "GET /orders?order_by=number&order_direction=DESC"), ==,
                     g_str_equal (word, "honoured") ? 1030 : 1001);
}

static void
check_sort (World *world, const char *word)
{
  world_set (world, "rackbeat.default_order=newest_first");
  g_assert_cmpfloat (first_of (world, "GET /orders?sort=created_at"), ==,
                     g_str_equal (word, "honoured") ? 1001 : 1030);
}

static void
check_default_order (World *world, const char *word)
{
  g_assert_cmpfloat (first_of (world, "GET /orders"), ==, g_str_equal (word, "newest_first") ? 1030 : 1001);
  g_assert_cmpfloat (first_of (world, "GET /orders?order_by=number&order_direction=ASC"), ==, 1001);
}

static void
check_search_orders (World *world, const char *word)
{
  g_assert_cmpfloat (total_of (world, "GET /orders?search=WEB-7005"), ==, g_str_equal (word, "all") ? 1 : 0);
  g_assert_cmpfloat (total_of (world, "GET /orders?search=1005"), ==, 1);
}

static void
check_archived (World *world, const char *word)
{
  g_autoptr (JsonNode) archived
    = act (world, "{\"service\":\"rackbeat\",\"action\":\"archive\",\"id\":1001}");

  g_assert_true (flag_at (archived, "is_archived"));
  g_assert_cmpfloat (total_of (world, "GET /orders"), ==, g_str_equal (word, "listed") ? 30 : 29);
  g_assert_cmpfloat (total_of (world, "GET /orders?is_archived=1"), ==, 1);
  g_assert_cmpfloat (total_of (world, "GET /orders?is_archived=false"), ==, 29);
}

static void
check_limit (World *world, const char *word)
{
  g_autoptr (JsonNode) page = rb (world, "GET /orders?limit=1000", NULL, 206);
  g_autoptr (JsonNode) small = rb (world, "GET /orders?limit=7", NULL, 206);

  g_assert_cmpfloat (number_at (page, "limit"), ==,
                     g_str_equal (word, "clamp100") ? 100
                     : g_str_equal (word, "clamp9") ? 9
                                                    : 1000);
  g_assert_cmpuint (length_at (small, "orders"), ==, 7);
}

static void
check_paging (World *world, const char *word)
{
  g_assert_cmpfloat (total_of (world, "GET /orders?page=1"), ==, 30);
  g_assert_cmpfloat (total_of (world, "GET /orders?page=2"), ==, g_str_equal (word, "shifts") ? 31 : 30);
}

static void
check_register_lists (World *world, const char *word)
{
  gboolean bare = g_str_equal (word, "bare");
  g_autoptr (JsonNode) terms = rb (world, "GET /delivery-terms", NULL, bare ? 200 : 206);

  g_assert_cmpuint (length_at (terms, "delivery_terms"), ==, 8);
  g_assert_cmpint (has_at (terms, "", "total"), ==, !bare);
}

static void
check_delivery_terms_key (World *world, const char *word)
{
  g_autoptr (JsonNode) terms = rb (world, "GET /delivery-terms", NULL, 206);

  g_assert_cmpuint (length_at (terms, word), ==, 8);
}

static const NamedCheck checks[] = {
  { "rate", check_rate },
  { "order_filters", check_order_filters },
  { "shipment_filters", check_shipment_filters },
  { "updated_at_from", check_updated_at_from },
  { "order_by", check_order_by },
  { "sort", check_sort },
  { "default_order", check_default_order },
  { "search_orders", check_search_orders },
  { "archived", check_archived },
  { "limit", check_limit },
  { "paging", check_paging },
  { "register_lists", check_register_lists },
  { "delivery_terms_key", check_delivery_terms_key },
};

SwitchCheck
switch_check_find_list (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].name, name))
      return checks[i].check;
  return NULL;
}
