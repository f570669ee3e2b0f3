/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "orders-of-others.h"

#include <libdex.h>

/* Orders, bookings, tokens and other people's acts of the simulated Webshipper, as clients written from the
 * reference alone use them; and nothing that is sent brings it down. */

static char *
error_of (JsonNode *answer)
{
  return format ("%s %s", text_at (answer, "errors[0].status"), text_at (answer, "errors[0].code"));
}

static void
expect_error (JsonNode *answer, const char *error, const char *pointer)
{
  g_autofree char *is = error_of (answer);

  g_assert_cmpstr (is, ==, error);
  if (pointer != NULL)
    g_assert_cmpstr (text_at (answer, "errors[0].source.pointer"), ==, pointer);
}

static gint64
line_id (JsonNode *order, guint n)
{
  g_autofree char *path = format ("data.attributes.order_lines[%u].id", n);

  return (gint64) number_at (order, path);
}

/* §4.2, §8.5 */
static void
test_a_line_is_split_and_its_part_shipped_and_the_rest_resent_whole (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 order = ws_make_order (world, "split");
  g_autoptr (JsonNode) before = ws_read (world, order), split = NULL, booked = NULL, part = NULL,
                       resent = NULL;
  g_autofree char *three_and_two
    = format ("{\"order_lines\":[{\"sku\":\"KP-110\",\"quantity\":3},{\"id\":%" G_GINT64_FORMAT
              ",\"quantity\":2},{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2}]}",
              line_id (before, 0), line_id (before, 1));
  g_autofree char *packages = NULL, *all = NULL;

  split = ws_patch (world, order, three_and_two, 200);
  g_assert_cmpuint (length_at (split, "data.attributes.order_lines"), ==, 3);
  g_assert_cmpint (line_id (split, 1), ==, line_id (before, 0));
  g_assert_cmpint (line_id (split, 0), !=, line_id (before, 0));
  /* What is not said of a line that is kept stays. */
  g_assert_cmpstr (text_at (split, "data.attributes.order_lines[1].sku"), ==, "KP-110");
  g_assert_cmpfloat (number_at (split, "data.attributes.order_lines[1].weight"), ==, 350);

  packages = format (
    "{\"packages\":[{\"weight\":1.2,\"weight_unit\":\"kg\",\"order_lines\":[{\"id\":%" G_GINT64_FORMAT
    "}]}]}",
    line_id (split, 0));
  booked = ws_book (world, order, packages, 201);
  part = ws_read (world, order);
  g_assert_cmpstr (text_at (part, "data.attributes.status"), ==, "partly_dispatched");

  all = format ("{\"order_lines\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":3},{\"id\":%" G_GINT64_FORMAT
                ",\"quantity\":1},{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2}]}",
                line_id (split, 0), line_id (split, 1), line_id (split, 2));
  resent = ws_patch (world, order, all, 200);
  g_assert_cmpuint (length_at (resent, "data.attributes.order_lines"), ==, 3);
  g_assert_cmpstr (text_at (resent, "data.attributes.order_lines[0].status"), ==, "dispatched");
  g_assert_cmpfloat (number_at (resent, "data.attributes.order_lines[1].quantity"), ==, 1);
}

static void
test_a_line_of_another_order_is_refused (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 ours = ws_make_order (world, "ours"), theirs = ws_make_order (world, "theirs");
  g_autoptr (JsonNode) other = ws_read (world, theirs), patched = NULL, booked = NULL, twice = NULL,
                       own = ws_read (world, ours);
  g_autofree char *lines
    = format ("{\"order_lines\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":1}]}", line_id (other, 0));
  g_autofree char *packages = format ("{\"packages\":[%s]}", lines);
  g_autofree char *doubled = format ("{\"packages\":[{\"order_lines\":[{\"id\":%" G_GINT64_FORMAT
                                     "}]},{\"order_lines\":[{\"id\":%" G_GINT64_FORMAT "}]}]}",
                                     line_id (own, 0), line_id (own, 0));

  patched = ws_patch (world, ours, lines, 422);
  expect_error (patched, "422 100", "/data/attributes/order_lines");
  booked = ws_book (world, ours, packages, 422);
  expect_error (booked, "422 100", "/data");
  twice = ws_book (world, ours, doubled, 422);
  expect_error (twice, "422 100", "/data");
}

/* §6.7 */
static void
test_only_open_orders_are_booked_and_once (void)
{
  static const char *const unbookable[] = { "cancelled", "on_hold", "missing_rate", "dispatched" };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (unbookable); i++)
    {
      gint64 order = ws_make_order (world, unbookable[i]);
      g_autofree char *status = format ("{\"status\":\"%s\"}", unbookable[i]);
      g_autoptr (JsonNode) there = ws_patch (world, order, status, 200);
      g_autoptr (JsonNode) refused = ws_book (world, order, "{}", 422);

      expect_error (refused, "422 100", "/data");
    }
  {
    gint64 order = ws_make_order (world, "twice");
    g_autoptr (JsonNode) booked = ws_book (world, order, "{}", 201);
    g_autoptr (JsonNode) again = ws_book (world, order, "{}", 422);
    g_autofree char *call = format ("GET /orders/%" G_GINT64_FORMAT "/shipments", order);
    g_autoptr (JsonNode) shipments = ws (world, call, NULL, 200);

    g_assert_cmpuint (length_at (shipments, "data"), ==, 1);
  }
}

/* §1.6: what is wrong is said by its code and place, of orders and shipments. */
static void
test_what_is_wrong_with_a_body_is_said (void)
{
  static const struct
  {
    const char *attributes, *error, *pointer;
  } wrong[] = {
    { "{\"colour\":\"red\"}", "400 105", NULL },
    { "{\"order_lines\":\"none\"}", "400 103", "/data/attributes/order_lines" },
    { "{\"order_lines\":null}", "400 103", "/data/attributes/order_lines" },
    { "{\"order_lines\":[1,null]}", "400 103", "/data/attributes/order_lines" },
    { "{\"order_lines\":[{\"quantity\":0}]}", "422 100", "/data/attributes/order_lines" },
    { "{\"order_lines\":[{\"quantity\":1.5}]}", "422 100", "/data/attributes/order_lines" },
    { "{\"delivery_address\":[]}", "400 103", "/data/attributes/delivery_address" },
    { "{\"tags\":\"a\"}", "400 103", "/data/attributes/tags" },
    { "{\"status\":{}}", "400 103", "/data/attributes/status" },
    { "{\"status\":\"canceled\"}", "422 100", "/data/attributes/status" },
    { "{\"status\":5}", "422 100", "/data/attributes/status" },
    { "{\"lock_state\":\"open\"}", "422 100", "/data/attributes/lock_state" },
  };
  static const char *const shipments[] = { "{\"packages\":[1]}", "{\"packages\":[{\"order_lines\":7}]}",
                                           "{\"packages\":[{\"order_lines\":[\"a\"]}]}", "{\"packages\":{}}",
                                           "{\"packages\":[{\"customs_lines\":[3]}]}" };
  g_autoptr (World) world = world_new (0);
  gint64 order = ws_make_order (world, "wrong");

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) refused
        = ws_patch (world, order, wrong[i].attributes, (guint) g_ascii_strtoull (wrong[i].error, NULL, 10));

      expect_error (refused, wrong[i].error, wrong[i].pointer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (shipments); i++)
    {
      g_autofree char *body
        = format ("{\"data\":{\"type\":\"shipments\",\"attributes\":%s,\"relationships\":{"
                  "\"order\":{\"data\":{\"type\":\"orders\",\"id\":%" G_GINT64_FORMAT "}}}}}",
                  shipments[i], order);
      guint status = ws_status (world, "POST", "/shipments", body);

      g_assert_true (status == 400 || status == 422);
    }
  g_assert_cmpuint (ws_status (world, "GET", "/orders?page[number]=9223372036854775807", NULL), ==, 400);
  g_assert_cmpuint (ws_status (world, "POST", "/order_merges",
                               "{\"data\":{\"attributes\":{\"order_id\":1,\"orders\":[[],null]}}}"),
                    ==, 422);
}

/* §1.2, §8.1 */
static void
test_the_token_is_given_for_a_password_and_for_its_refreshing (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) token = ws (
    world, "POST /oauth/token?grant_type=password&username=pia@fjordtorv.example&password=x", NULL, 200);
  g_autofree char *refresh
    = format ("/oauth/token?grant_type=refresh_token&refresh_token=%s", text_at (token, "refresh_token"));
  g_autoptr (JsonNode) none = NULL;

  g_assert_cmpstr (text_at (token, "access_token"), ==, rs_sandbox_get_webshipper_token (world->sandbox));
  g_assert_cmpuint (ws_status (world, "POST", refresh, NULL), ==, 200);
  g_assert_cmpuint (ws_status (world, "POST", "/oauth/token?grant_type=refresh_token&refresh_token=y", NULL),
                    ==, 400);
  g_assert_cmpuint (ws_status (world, "POST", "/oauth/token?grant_type=magic", NULL), ==, 400);
  g_assert_cmpuint (ws_status (world, "GET", "/oauth/token?grant_type=password&username=a&password=b", NULL),
                    ==, 404);
  none = ws (world, "POST /oauth/token?grant_type=password&username=a", NULL, 400);
  g_assert_cmpstr (text_at (none, "error"), ==, "invalid_grant");
}

static void
act_on (World *world, gint64 order, const char *action, const char *more)
{
  g_autofree char *json = format (
    "{\"service\":\"webshipper\",\"action\":\"%s\",\"id\":\"%" G_GINT64_FORMAT "\"%s}", action, order, more);
  g_autoptr (JsonNode) done = act (world, json);
}

static void
act_refused_on (World *world, gint64 order, const char *action, const char *more)
{
  g_autofree char *json = format (
    "{\"service\":\"webshipper\",\"action\":\"%s\",\"id\":\"%" G_GINT64_FORMAT "\"%s}", action, order, more);
  g_autofree char *text = act_refused (world, json);

  g_assert_cmpstr (text, !=, "");
}

static void
test_other_people_change_orders_and_their_slips_are_refused (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 order = ws_make_order (world, "acts"), other = ws_make_order (world, "other");
  g_autoptr (JsonNode) before = ws_read (world, order), after = NULL;
  g_autofree char *split = format (",\"line\":%" G_GINT64_FORMAT ",\"quantity\":2", line_id (before, 0));
  g_autofree char *lines = format (",\"order_lines\":[{\"id\":%" G_GINT64_FORMAT
                                   ",\"quantity\":9},{\"sku\":\"NEW\",\"quantity\":1}]",
                                   line_id (before, 0));
  g_autofree char *merge = format (",\"orders\":[%" G_GINT64_FORMAT "]", other);

  act_on (world, order, "split", split);
  act_on (world, order, "edit", lines);
  act_on (world, order, "edit", ",\"delivery_address\":{\"zip\":\"5200\"}");
  after = ws_read (world, order);
  g_assert_cmpuint (length_at (after, "data.attributes.order_lines"), ==, 2);
  g_assert_cmpint (line_id (after, 0), ==, line_id (before, 0));
  g_assert_cmpfloat (number_at (after, "data.attributes.order_lines[0].quantity"), ==, 9);
  g_assert_cmpstr (text_at (after, "data.attributes.order_lines[0].sku"), ==, "KP-110");
  g_assert_cmpint (line_id (after, 1), >, 0);
  g_assert_cmpstr (text_at (after, "data.attributes.delivery_address.zip"), ==, "5200");
  g_assert_cmpstr (text_at (after, "data.attributes.delivery_address.city"), ==, "Odense C");

  act_refused_on (world, order, "edit", ",\"order_lines\":\"x\"");
  act_refused_on (world, order, "edit", ",\"colour\":1");
  act_refused_on (world, order, "split", ",\"line\":1,\"quantity\":1");
  act_refused_on (world, order, "re-rate", ",\"rate\":999999");
  act_refused_on (world, order, "merge", ",\"orders\":[[],{},null]");
  act_refused_on (world, order, "book", ",\"lines\":[null,[]]");
  act_refused_on (world, 999999, "book", "");
  act_refused_on (world, order, "fly", "");
  act_refused_on (world, order, "create-order", ",\"attributes\":{\"order_lines\":[1]}");
  act_refused_on (world, order, "create-order", ",\"attributes\":{\"shipping_rate_id\":999999}");
  act_on (world, order, "lock", "");
  act_refused_on (world, order, "merge", merge);
  act_refused_on (world, order, "book", "");
  act_on (world, order, "unlock", "");
  act_on (world, order, "carrier-refuses", ",\"text\":\"No such street\"");
  act_refused_on (world, order, "book", "");
  act_on (world, order, "carrier-refuses", "");
  act_on (world, order, "book", "");
  act_refused_on (world, order, "split", split);
}

static void
test_every_act_is_described (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) acts = control (world, "GET /acts", NULL, 200);

  g_assert_cmpuint (length_at (acts, "webshipper"), ==, 19);
  for (guint i = 0; i < length_at (acts, "webshipper"); i++)
    {
      g_autofree char *path = format ("webshipper[%u].meaning", i);

      g_assert_cmpstr (text_at (acts, path), !=, "");
    }
}

/* What other people and other clients did is neither lost, made twice nor contradicted. */
static void
test_the_auditor_does_not_cry_wolf_over_merges_splits_and_free_shipments (void)
{
  g_autoptr (World) world = world_new (0);
  gint64 target = ws_make_order (world, "t"), source = ws_make_order (world, "s");
  g_autofree char *merge = format (",\"orders\":[%" G_GINT64_FORMAT "]", source);
  g_autoptr (JsonNode) carriers = ws (world, "GET /carriers", NULL, 200), freed = NULL, audit = NULL,
                       read = NULL;
  g_autofree char *split = NULL, *body = NULL;
  static const char *const findings[] = { "duplicates", "lost", "contradictions" };

  act_on (world, target, "merge", merge);
  read = ws_read (world, target);
  split = format (",\"line\":%" G_GINT64_FORMAT ",\"quantity\":2", line_id (read, 0));
  act_on (world, target, "split", split);
  act_on (world, target, "book", ",\"lines\":[\"KP-210\"]");
  act_on (world, target, "book", "");
  body = format (
    "{\"data\":{\"type\":\"shipments\",\"attributes\":{\"service_code\":\"9300\",\"is_return\":true,"
    "\"delivery_address\":" WS_ADDRESS ",\"packages\":[{\"weight\":1200}]},\"relationships\":{"
    "\"carrier\":{\"data\":{\"type\":\"carriers\",\"id\":\"%s\"}}}}}",
    text_at (carriers, "data[0].id"));
  freed = ws (world, "POST /shipments", body, 201);
  g_assert_true (flag_at (freed, "data.attributes.is_return"));
  audit = control (world, "GET /audit", NULL, 200);
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autofree char *text = test_to_text (test_pick (audit, findings[i]));

      g_assert_cmpstr (text, ==, "[]");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/webshipper-orders/split-and-resent",
                   test_a_line_is_split_and_its_part_shipped_and_the_rest_resent_whole);
  g_test_add_func ("/webshipper-orders/foreign-line", test_a_line_of_another_order_is_refused);
  g_test_add_func ("/webshipper-orders/bookable", test_only_open_orders_are_booked_and_once);
  g_test_add_func ("/webshipper-orders/wrong-bodies", test_what_is_wrong_with_a_body_is_said);
  g_test_add_func ("/webshipper-orders/token", test_the_token_is_given_for_a_password_and_for_its_refreshing);
  g_test_add_func ("/webshipper-orders/acts", test_other_people_change_orders_and_their_slips_are_refused);
  g_test_add_func ("/webshipper-orders/acts-described", test_every_act_is_described);
  g_test_add_func ("/webshipper-orders/auditor",
                   test_the_auditor_does_not_cry_wolf_over_merges_splits_and_free_shipments);
  return g_test_run ();
}
