/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "orders-of-others.h"
#include "webshipper-checks.h"

/* Switches about who may ask, and what lists answer. */

/* Two orders, the first changed after the second was made. */
static void
make_two (World *world)
{
  gint64 first = ws_make_order (world, "one");
  g_autoptr (JsonNode) changed = NULL;

  rs_virtual_clock_advance (world->clock, RS_INSTANT_MINUTE);
  ws_make_order (world, "two");
  rs_virtual_clock_advance (world->clock, RS_INSTANT_MINUTE);
  changed = ws_patch (world, first, "{\"external_comment\":\"Ring\"}", 200);
}

static guint
count_of (World *world, const char *call)
{
  g_autoptr (JsonNode) page = ws (world, call, NULL, 200);

  return length_at (page, "data");
}

static void
check_rate (World *world, const char *word)
{
  for (guint i = 0; i < 200; i++)
    g_assert_cmpuint (ws_status (world, "GET", "/order_channels", NULL), ==, 200);
}

static void
check_retry_after (World *world, const char *word)
{
  g_autoptr (RsResponse) refused = NULL;

  world_set (world, "webshipper.rate=2/1");
  g_assert_cmpuint (ws_status (world, "GET", "/orders", NULL), ==, 200);
  refused = world_send (world, RS_SANDBOX_WEBSHIPPER, "GET", "/orders", NULL);
  g_assert_cmpuint (refused->status, ==, 429);
  g_assert_cmpstr (rs_response_get_header (refused, "Retry-After"), ==,
                   g_str_equal (word, "present") ? "1" : NULL);
}

static void
check_scopes (World *world, const char *word)
{
  g_autofree char *body = ws_order_body (world, "scoped", "");
  gboolean writes = !g_str_equal (word, "read_only");
  g_autoptr (RsResponse) booked = NULL;

  g_assert_cmpuint (ws_status (world, "GET", "/orders", NULL), ==, 200);
  g_assert_cmpuint (ws_status (world, "POST", "/orders", body), ==, writes ? 201 : 403);
  booked = world_send (world, RS_SANDBOX_WEBSHIPPER, "POST", "/shipments",
                       "{\"data\":{\"type\":\"shipments\",\"attributes\":{}}}");
  g_assert_cmpuint (booked->status, ==, g_str_equal (word, "all") ? 422 : 403);
  if (booked->status == 403)
    g_assert_cmpuint (booked->body != NULL ? g_bytes_get_size (booked->body) : 0, ==, 0);
}

static void
check_sort (World *world, const char *word)
{
  g_autoptr (JsonNode) page = NULL;

  make_two (world);
  page = ws (world, "GET /orders?sort=-visible_ref", NULL, g_str_equal (word, "refused") ? 400 : 200);
  if (g_str_equal (word, "refused"))
    g_assert_cmpstr (text_at (page, "errors[0].code"), ==, "114");
  else
    g_assert_cmpstr (text_at (page, "data[0].attributes.ext_ref"), ==,
                     g_str_equal (word, "honoured") ? "two" : "one");
}

static void
check_links (World *world, const char *word)
{
  g_autoptr (JsonNode) page = ws (world, "GET /shipping_rates", NULL, 200);

  g_assert_cmpint (has_at (page, "", "links"), ==, g_str_equal (word, "present"));
}

static void
check_meta (World *world, const char *word)
{
  g_autoptr (JsonNode) page = ws (world, "GET /shipping_rates", NULL, 200);

  g_assert_cmpint (has_at (page, "", "meta"), ==, g_str_equal (word, "present"));
  if (g_str_equal (word, "present"))
    g_assert_cmpfloat (number_at (page, "meta.record_count"), ==, length_at (page, "data"));
}

static void
check_page_size (World *world, const char *word)
{
  gboolean honoured = g_str_equal (word, "honoured");

  g_assert_cmpuint (count_of (world, "GET /shipping_rates?page[size]=3"), ==, honoured ? 3 : 24);
  g_assert_cmpuint (ws_status (world, "GET", "/shipping_rates?page[size]=31", NULL), ==,
                    honoured ? 400 : 200);
}

static void
check_include (World *world, const char *word)
{
  g_autoptr (JsonNode) page = NULL, booked = ws_book (world, ws_make_order (world, "in"), "{}", 201);

  page = ws (world, "GET /orders?include=shipments", NULL, g_str_equal (word, "refused") ? 400 : 200);
  if (g_str_equal (word, "refused"))
    g_assert_cmpstr (text_at (page, "errors[0].code"), ==, "112");
  else
    g_assert_cmpint (has_at (page, "", "included"), ==, g_str_equal (word, "honoured"));
}

static void
check_channel_filter (World *world, const char *word)
{
  make_two (world);
  g_assert_cmpuint (count_of (world, "GET /orders?filter[order_channel_id]=999999"), ==,
                    g_str_equal (word, "honoured") ? 0 : 2);
}

static void
check_ext_ref_filter (World *world, const char *word)
{
  make_two (world);
  g_assert_cmpuint (count_of (world, "GET /orders?filter[ext_ref]=two"), ==,
                    g_str_equal (word, "honoured") ? 1 : 2);
}

static void
check_date_filter (World *world, const char *word)
{
  static const char *const call
    = "/orders?filter[updated_at][value]=2026-09-28T10:01:30Z&filter[updated_at][operator]=gte";
  g_autoptr (JsonNode) page = NULL;

  make_two (world);
  page
    = world_json (world, RS_SANDBOX_WEBSHIPPER, "GET", call, NULL, g_str_equal (word, "refused") ? 400 : 200);
  if (g_str_equal (word, "refused"))
    g_assert_cmpstr (text_at (page, "errors[0].code"), ==, "107");
  else
    g_assert_cmpuint (length_at (page, "data"), ==, g_str_equal (word, "honoured") ? 1 : 2);
}

static const struct
{
  const char *name;
  WebshipperCheck check;
} checks[] = {
  { "rate", check_rate },
  { "retry_after", check_retry_after },
  { "scopes", check_scopes },
  { "sort", check_sort },
  { "links", check_links },
  { "meta", check_meta },
  { "page_size", check_page_size },
  { "include", check_include },
  { "channel_filter", check_channel_filter },
  { "ext_ref_filter", check_ext_ref_filter },
  { "date_filter", check_date_filter },
};

WebshipperCheck
webshipper_check_find_list (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].name, name))
      return checks[i].check;
  return NULL;
}

WebshipperCheck
webshipper_check_find (const char *name)
{
  WebshipperCheck check = webshipper_check_find_list (name);

  return check != NULL ? check : webshipper_check_find_change (name);
}
