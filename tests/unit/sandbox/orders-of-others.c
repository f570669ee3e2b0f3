/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "orders-of-others.h"

gint64
ws_id (JsonNode *answer)
{
  return g_ascii_strtoll (text_at (answer, "data.id"), NULL, 10);
}

gint64
ws_channel (World *world)
{
  g_autoptr (JsonNode) channels = ws (world, "GET /order_channels", NULL, 200);

  return g_ascii_strtoll (text_at (channels, "data[0].id"), NULL, 10);
}

gint64
ws_rate (World *world)
{
  g_autofree char *call
    = format ("GET /shipping_rates?filter[order_channel_id]=%" G_GINT64_FORMAT, ws_channel (world));
  g_autoptr (JsonNode) rates = ws (world, call, NULL, 200);

  return g_ascii_strtoll (text_at (rates, "data[0].id"), NULL, 10);
}

char *
ws_order_body (World *world, const char *ext_ref, const char *more)
{
  return format (
    "{\"data\":{\"type\":\"orders\",\"attributes\":{\"ext_ref\":\"%s\",\"visible_ref\":\"SO-%s\","
    "\"delivery_address\":" WS_ADDRESS ",\"order_lines\":" WS_LINES "%s},\"relationships\":{"
    "\"order_channel\":{\"data\":{\"type\":\"order_channels\",\"id\":\"%" G_GINT64_FORMAT "\"}},"
    "\"shipping_rate\":{\"data\":{\"type\":\"shipping_rates\",\"id\":%" G_GINT64_FORMAT "}}}}}",
    ext_ref, ext_ref, more, ws_channel (world), ws_rate (world));
}

gint64
ws_make_order (World *world, const char *ext_ref)
{
  g_autofree char *body = ws_order_body (world, ext_ref, "");
  g_autoptr (JsonNode) made = ws (world, "POST /orders", body, 201);

  return ws_id (made);
}

JsonNode *
ws_patch (World *world, gint64 order, const char *attributes, guint status)
{
  g_autofree char *call = format ("PATCH /orders/%" G_GINT64_FORMAT, order);
  g_autofree char *body = format (
    "{\"data\":{\"id\":\"%" G_GINT64_FORMAT "\",\"type\":\"orders\",\"attributes\":%s}}", order, attributes);

  return ws (world, call, body, status);
}

JsonNode *
ws_read (World *world, gint64 order)
{
  g_autofree char *call = format ("GET /orders/%" G_GINT64_FORMAT, order);

  return ws (world, call, NULL, 200);
}

JsonNode *
ws_book (World *world, gint64 order, const char *attributes, guint status)
{
  g_autofree char *body
    = format ("{\"data\":{\"type\":\"shipments\",\"attributes\":%s,\"relationships\":{\"order\":{\"data\":{"
              "\"type\":\"orders\",\"id\":\"%" G_GINT64_FORMAT "\"}}}}}",
              attributes, order);

  return ws (world, "POST /shipments", body, status);
}

guint
ws_status (World *world, const char *method, const char *target, const char *body)
{
  g_autoptr (RsResponse) response = world_send (world, RS_SANDBOX_WEBSHIPPER, method, target, body);

  return response->status;
}
