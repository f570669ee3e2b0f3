/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "receiver.h"
#include "webshipper-world.h"

#include <libdex.h>
#include <string.h>

/* Every word of every switch about Webshipper's shipping does what it says. */

typedef void (*Check) (World *world, const char *word);

/* The first link of a new shipment's tracking, if there is any. */
static void
check_tracking_number (World *world, const char *word)
{
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = book_order (world, ws_id (order));
  gboolean none = g_str_equal (word, "none");

  g_assert_cmpuint (length_at (shipment, "data.attributes.tracking_links"), ==, none ? 0 : 1);
  if (!none)
    g_assert_cmpint (is_null_at (shipment, "data.attributes.tracking_links[0].number"), ==,
                     g_str_equal (word, "null"));
}

static void
check_label_base64 (World *world, const char *word)
{
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = book_order (world, ws_id (order));
  JsonNode *content = test_pick (shipment, "included[0].attributes.base64");

  g_assert_cmpint (JSON_NODE_HOLDS_ARRAY (content), ==, g_str_equal (word, "array"));
}

static void
check_shipment_delete (World *world, const char *word)
{
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = book_order (world, ws_id (order)),
                       after = NULL;
  g_autofree char *call = format ("DELETE /shipments/%s", text_at (shipment, "data.id"));
  gboolean allowed = g_str_equal (word, "allowed");

  g_assert_cmpuint (ws_status (world, call, NULL), ==,
                    allowed                        ? 204
                    : g_str_equal (word, "absent") ? 404
                                                   : 422);
  after = ws_order (world, ws_id (order));
  g_assert_cmpstr (text_at (after, "data.attributes.status"), ==, allowed ? "pending" : "dispatched");
}

static void
check_return_portal (World *world, const char *word)
{
  g_autoptr (JsonNode) order = make_ws_order (world, "a");
  g_autofree char *attributes = format ("{\"return_lines\":[{\"order_line_id\":%g,\"quantity\":1}]}",
                                        number_at (order, "data.attributes.order_lines[0].id"));
  g_autofree char *relationships
    = format ("{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"%s\"}}}", text_at (order, "data.id"));
  g_autofree char *body = resource ("returns", NULL, attributes, relationships);

  g_assert_cmpuint (ws_status (world, "POST /returns", body), ==, g_str_equal (word, "required") ? 422 : 201);
}

static void
check_merge_sources (World *world, const char *word)
{
  g_autoptr (JsonNode) target = make_ws_order (world, "a"), source = make_ws_order (world, "b"), after = NULL;
  g_autofree char *attributes
    = format ("{\"order_id\":%s,\"orders\":[%s]}", text_at (target, "data.id"), text_at (source, "data.id"));
  g_autofree char *body = resource ("order_merges", NULL, attributes, NULL);
  g_autofree char *call = format ("GET /orders/%s", text_at (source, "data.id"));

  g_assert_cmpuint (ws_status (world, "POST /order_merges", body), ==, 201);
  if (g_str_equal (word, "deleted"))
    {
      g_assert_cmpuint (ws_status (world, call, NULL), ==, 404);
      return;
    }
  after = ws (world, call, NULL, 200);
  g_assert_cmpuint (length_at (after, "data.attributes.order_lines"), ==, 0);
  g_assert_cmpstr (text_at (after, "data.attributes.status"), ==,
                   g_str_equal (word, "cancelled") ? "cancelled" : "pending");
}

/* The same drop points by rate, whatever they are by carrier. */
static void
check_drop_points_by_carrier (World *world, const char *word)
{
  g_autofree char *by_rate
    = format ("{\"shipping_rate_id\":%" G_GINT64_FORMAT "}", rate_named (world, "GLS Pakkeshop"));
  g_autofree char *rate_body = resource ("drop_point_locators", NULL, by_rate, NULL);
  g_autofree char *carrier_body
    = resource ("drop_point_locators", NULL, "{\"carrier_id\":6,\"service_code\":\"GLSDK_SD\"}", NULL);
  g_autoptr (JsonNode) sure = ws (world, "POST /drop_point_locators", rate_body, 201), found = NULL;

  g_assert_cmpuint (length_at (sure, "data.attributes.drop_points"), ==, 3);
  if (g_str_equal (word, "refused"))
    {
      g_assert_cmpuint (ws_status (world, "POST /drop_point_locators", carrier_body), ==, 422);
      return;
    }
  found = ws (world, "POST /drop_point_locators", carrier_body, 201);
  g_assert_cmpuint (length_at (found, "data.attributes.drop_points"), ==,
                    g_str_equal (word, "answered") ? 3 : 0);
}

/* (transfer full) */
static char *
signature_of (const char *secret, GBytes *body)
{
  gsize size, length = 32;
  guint8 digest[32];
  const guchar *bytes = g_bytes_get_data (body, &size);
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret));

  g_hmac_update (hmac, bytes, (gssize) size);
  g_hmac_get_digest (hmac, digest, &length);
  g_hmac_unref (hmac);
  return g_base64_encode (digest, length);
}

static void
check_webhook_delivery (World *world, const char *word)
{
  g_autoptr (Receiver) receiver = receiver_new ();
  g_autofree char *attributes
    = format ("{\"url\":\"%s\",\"topic\":\"order/created\",\"secret\":\"rackship-demo-secret\"}",
              receiver_get_url (receiver));
  g_autofree char *body = resource ("webhooks", NULL, attributes, NULL), *signature = NULL;
  g_autoptr (JsonNode) webhook = ws (world, "POST /webhooks", body, 201), order = make_ws_order (world, "a");
  guint times = g_str_equal (word, "twice") ? 2 : g_str_equal (word, "never") ? 0 : 1;
  RsRequest *event;

  g_assert_cmpstr (text_at (webhook, "data.attributes.topic"), ==, "order/created");
  if (times > 0)
    {
      event = receiver_wait (receiver, times);
      signature = signature_of ("rackship-demo-secret", event->body);
      if (g_str_equal (word, "wrong_signature"))
        g_assert_cmpstr (rs_request_get_header (event, "X-Webshipper-Hmac-Sha256"), !=, signature);
      else
        g_assert_cmpstr (rs_request_get_header (event, "X-Webshipper-Hmac-Sha256"), ==, signature);
    }
  g_assert_cmpuint (receiver_count (receiver), ==, times);
  g_assert_cmpstr (text_at (order, "data.type"), ==, "orders");
}

static const struct
{
  const char *name, *words;
  Check check;
} checks[] = {
  { "tracking_number", "present,null,none", check_tracking_number },
  { "label_base64", "string,array", check_label_base64 },
  { "shipment_delete", "absent,refused,allowed", check_shipment_delete },
  { "return_portal", "required,optional", check_return_portal },
  { "merge_sources", "cancelled,deleted,emptied", check_merge_sources },
  { "drop_points_by_carrier", "answered,empty,refused", check_drop_points_by_carrier },
  { "webhook_delivery", "once,twice,wrong_signature,never", check_webhook_delivery },
};

static void
run_one (gconstpointer user_data)
{
  const char *assignment = user_data;
  g_autoptr (World) world = world_new (0);
  g_auto (GStrv) parts = g_strsplit (assignment, "=", 2);

  world_set (world, assignment);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (parts[0] + strlen ("webshipper."), checks[i].name))
      checks[i].check (world, parts[1]);
}

static void
add_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_auto (GStrv) words = g_strsplit (checks[i].words, ",", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *path = format ("/webshipper-shipping-switches/%s/%s", checks[i].name, words[j]);

          g_test_add_data_func_full (path, format ("webshipper.%s=%s", checks[i].name, words[j]), run_one,
                                     g_free);
        }
    }
}

/* A word that is added to a switch wants its check here. */
static void
test_every_word_is_checked (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) switches = control (world, "GET /switches", NULL, 200);
  JsonArray *all = json_node_get_array (switches);
  guint found = 0;

  for (guint i = 0; i < json_array_get_length (all); i++)
    for (guint j = 0; j < G_N_ELEMENTS (checks); j++)
      {
        JsonObject *one = json_array_get_object_element (all, i);
        const char *name = json_object_get_string_member (one, "name");

        if (!g_str_has_prefix (name, "webshipper.")
            || !g_str_equal (name + strlen ("webshipper."), checks[j].name))
          continue;
        g_assert_cmpstr (json_object_get_string_member (one, "alternatives"), ==, checks[j].words);
        found++;
      }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (checks));
}

static void
test_labels_come_after_their_delay_wherever_they_are_asked_for (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = NULL, shipment = NULL, early = NULL, late = NULL;

  world_set (world, "webshipper.label_delay=5");
  order = make_ws_order (world, "a");
  shipment = book_order (world, ws_id (order));
  g_assert_false (has_at (shipment, "", "included") && length_at (shipment, "included") > 0);
  early = ws (world, "GET /labels", NULL, 200);
  g_assert_cmpuint (length_at (early, "data"), ==, 0);
  rs_virtual_clock_advance (world->clock, 5 * RS_INSTANT_SECOND);
  late = ws (world, "GET /labels", NULL, 200);
  g_assert_cmpuint (length_at (late, "data"), ==, 1);
}

static void
test_tracking_comes_after_its_delay (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = NULL, shipment = NULL, events = NULL, late = NULL;
  g_autofree char *get = NULL;

  world_set (world, "webshipper.tracking_delay=60");
  order = make_ws_order (world, "a");
  shipment = book_order (world, ws_id (order));
  get = format ("GET /shipments/%s", text_at (shipment, "data.id"));
  events = ws (world, "GET /tracking_events", NULL, 200);
  g_assert_cmpuint (length_at (shipment, "data.attributes.tracking_links"), ==, 0);
  g_assert_cmpuint (length_at (events, "data"), ==, 0);
  rs_virtual_clock_advance (world->clock, 60 * RS_INSTANT_SECOND);
  late = ws (world, get, NULL, 200);
  g_assert_cmpuint (length_at (late, "data.attributes.tracking_links"), ==, 1);
}

static void
test_a_shipment_has_the_status_that_is_set (void)
{
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) order = make_ws_order (world, "a"), shipment = NULL;

  world_set (world, "webshipper.shipment_status=handed_over");
  shipment = book_order (world, ws_id (order));
  g_assert_cmpstr (text_at (shipment, "data.attributes.status"), ==, "handed_over");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add_words ();
  g_test_add_func ("/webshipper-shipping-switches/every-word", test_every_word_is_checked);
  g_test_add_func ("/webshipper-shipping-switches/label-delay",
                   test_labels_come_after_their_delay_wherever_they_are_asked_for);
  g_test_add_func ("/webshipper-shipping-switches/tracking-delay", test_tracking_comes_after_its_delay);
  g_test_add_func ("/webshipper-shipping-switches/shipment-status",
                   test_a_shipment_has_the_status_that_is_set);
  return g_test_run ();
}
