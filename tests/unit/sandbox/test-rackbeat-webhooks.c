/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "receiver.h"
#include "world.h"

#include <libdex.h>

/* Events of the simulated Rackbeat on their way to webhooks (§5). */

/* (transfer full): the webhook that was made. */
static JsonNode *
listen (World *world, const char *event, const char *url)
{
  g_autofree char *body = format ("{\"event\":\"%s\",\"url\":\"%s\"}", event, url);

  return rb (world, "POST /webhooks", body, 201);
}

static void
assert_key (RsRequest *request, const char *name, const char *key)
{
  g_autoptr (JsonNode) body = receiver_body (request);

  g_assert_cmpstr (text_at (body, "key_name"), ==, name);
  g_assert_cmpstr (text_at (body, "key"), ==, key);
}

static void
test_an_event_carries_its_token_and_names_the_order (void)
{
  g_autoptr (Receiver) receiver = receiver_new ();
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) webhook = listen (world, "order.created", receiver_get_url (receiver));
  g_autofree char *number = format ("%" G_GINT64_FORMAT, make_draft (world, "[]"));
  RsRequest *event = receiver_wait (receiver, 1);

  g_assert_cmpstr (event->path, ==, "/hook");
  g_assert_cmpstr (rs_request_get_header (event, "Rackbeat-Webhook-Token"), ==,
                   text_at (webhook, "webhook.token"));
  g_assert_cmpstr (rs_request_get_header (event, "Rackbeat-Webhook-Event"), ==, "order.created");
  g_assert_cmpstr (rs_request_get_header (event, "Rackbeat-Account-Id"), ==, "48213");
  g_assert_cmpstr (rs_request_get_header (event, "User-Agent"), ==, "Rackbeat Webhook");
  assert_key (event, "number", number);
}

static void
test_shipping_is_told_of_the_shipment_and_of_its_order (void)
{
  g_autoptr (Receiver) of_order = receiver_new (), of_shipment = receiver_new ();
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) first = listen (world, "order.shipped", receiver_get_url (of_order));
  g_autoptr (JsonNode) second = listen (world, "order_shipment.shipped", receiver_get_url (of_shipment));
  gint64 order = make_order (world, "[{\"item_id\":\"PUMPE-1\",\"quantity\":1}]"),
         shipment = make_shipment (world, order);
  g_autofree char *ship = format ("POST /orders/shipments/%" G_GINT64_FORMAT "/mark-shipped", shipment);
  g_autofree char *number = format ("%" G_GINT64_FORMAT, order), *id = format ("%" G_GINT64_FORMAT, shipment);

  g_assert_cmpuint (rb_status (world, ship, "{\"pick\":true}"), ==, 200);
  assert_key (receiver_wait (of_order, 1), "number", number);
  assert_key (receiver_wait (of_shipment, 1), "id", id);
}

static void
test_an_event_that_is_refused_comes_again_later_and_later (void)
{
  g_autoptr (Receiver) receiver = receiver_new ();
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) webhook = listen (world, "product.created", receiver_get_url (receiver));
  g_autofree char *show = format ("GET /webhooks/%g", number_at (webhook, "webhook.id"));
  g_autofree char *logs_call = format ("GET /webhooks/%g/logs", number_at (webhook, "webhook.id"));
  g_autoptr (JsonNode) failing = NULL, well = NULL, logs = NULL;

  receiver_answer (receiver, 500);
  rb_status (world, "POST /products", "{\"number\":\"NY 1\",\"name\":\"Ny\",\"sales_price\":1,\"group\":1}");
  assert_key (receiver_wait (receiver, 1), "number", "NY 1");
  g_assert_cmpuint (receiver_count (receiver), ==, 1);
  rs_virtual_clock_advance (world->clock, 10 * RS_INSTANT_SECOND);
  receiver_wait (receiver, 2);
  /* The answer has to come back before the next wait begins. */
  g_assert_cmpuint (receiver_count (receiver), ==, 2);
  rs_virtual_clock_advance (world->clock, 19 * RS_INSTANT_SECOND);
  g_assert_cmpuint (receiver_count (receiver), ==, 2);
  failing = rb (world, show, NULL, 200);
  g_assert_cmpfloat (number_at (failing, "webhook.failures_since_last_success"), ==, 2);
  receiver_answer (receiver, 200);
  rs_virtual_clock_advance (world->clock, RS_INSTANT_SECOND);
  receiver_wait (receiver, 3);
  g_assert_cmpuint (receiver_count (receiver), ==, 3);
  well = rb (world, show, NULL, 200);
  g_assert_cmpfloat (number_at (well, "webhook.failures_since_last_success"), ==, 0);
  rs_virtual_clock_advance (world->clock, RS_INSTANT_DAY);
  g_assert_cmpuint (receiver_count (receiver), ==, 3);
  logs = rb (world, logs_call, NULL, 206);
  g_assert_cmpfloat (number_at (logs, "total"), ==, 3);
  g_assert_cmpfloat (number_at (logs, "webhook_logs[0].status"), ==, 500);
  g_assert_cmpfloat (number_at (logs, "webhook_logs[2].status"), ==, 200);
}

static void
test_nobody_is_told_who_has_no_active_webhook_or_asked_for_silence (void)
{
  g_autoptr (Receiver) receiver = receiver_new ();
  g_autoptr (World) world = world_new (0);
  g_autoptr (JsonNode) webhook = listen (world, "order.created", receiver_get_url (receiver));
  g_autofree char *one = format ("/webhooks/%g", number_at (webhook, "webhook.id"));
  g_autofree char *put = g_strconcat ("PUT ", one, NULL), *remove = g_strconcat ("DELETE ", one, NULL);
  const char *draft = "{\"customer_id\":10001,\"lines\":[]}";

  rb_status (world, "POST /orders/drafts?suppress_webhooks=true", draft);
  rb_status (world, "POST /orders/drafts", "{\"customer_id\":10001,\"lines\":[],\"suppress_webhooks\":true}");
  g_assert_cmpuint (rb_status (world, put, "{\"is_active\":false}"), ==, 200);
  rb_status (world, "POST /orders/drafts", draft);
  g_assert_cmpuint (rb_status (world, remove, NULL), ==, 200);
  rb_status (world, "POST /orders/drafts", draft);
  g_assert_cmpuint (receiver_count (receiver), ==, 0);
}

/* A practice company calls nobody's real receiver. */
static void
test_only_this_machine_is_ever_called (void)
{
  static const char *const elsewhere[] = { "https://relay.example/x", "http://127.0.0.1.relay.example/",
                                           "http://user@127.0.0.1/",  "file:///etc/hosts",
                                           "no address at all",       "" };
  g_autoptr (World) world = world_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    {
      g_autoptr (JsonNode) webhook = listen (world, "order.created", elsewhere[i]);
      g_autofree char *logs_call = format ("GET /webhooks/%g/logs", number_at (webhook, "webhook.id"));
      g_autoptr (JsonNode) logs = NULL;

      make_draft (world, "[]");
      for (guint j = 0; j < 20; j++)
        g_main_context_iteration (NULL, FALSE);
      logs = rb (world, logs_call, NULL, 206);
      g_assert_cmpfloat (number_at (logs, "total"), ==, 0);
    }
}

static void
test_a_world_may_end_while_events_are_on_their_way (void)
{
  g_autoptr (Receiver) receiver = receiver_new ();

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (World) world = world_new (0);
      g_autoptr (JsonNode) webhook = listen (world, "order.created", receiver_get_url (receiver));

      receiver_answer (receiver, 503);
      make_draft (world, "[]");
      if (i % 2 == 0)
        receiver_wait (receiver, i / 2 + 1);
    }
  receiver_count (receiver);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rackbeat-webhooks/token", test_an_event_carries_its_token_and_names_the_order);
  g_test_add_func ("/rackbeat-webhooks/shipped", test_shipping_is_told_of_the_shipment_and_of_its_order);
  g_test_add_func ("/rackbeat-webhooks/again", test_an_event_that_is_refused_comes_again_later_and_later);
  g_test_add_func ("/rackbeat-webhooks/silence",
                   test_nobody_is_told_who_has_no_active_webhook_or_asked_for_silence);
  g_test_add_func ("/rackbeat-webhooks/elsewhere", test_only_this_machine_is_ever_called);
  g_test_add_func ("/rackbeat-webhooks/end", test_a_world_may_end_while_events_are_on_their_way);
  return g_test_run ();
}
