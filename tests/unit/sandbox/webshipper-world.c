/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "webshipper-world.h"

gint64
ws_id (JsonNode *answer)
{
  return g_ascii_strtoll (text_at (answer, "data.id"), NULL, 10);
}

gint64
first_channel (World *world)
{
  g_autoptr (JsonNode) channels = ws (world, "GET /order_channels", NULL, 200);

  return g_ascii_strtoll (text_at (channels, "data[0].id"), NULL, 10);
}

gint64
rate_named (World *world, const char *name)
{
  g_autofree char *call
    = format ("GET /shipping_rates?filter[order_channel_id]=%" G_GINT64_FORMAT, first_channel (world));
  g_autoptr (JsonNode) rates = ws (world, call, NULL, 200);

  for (guint i = 0; i < length_at (rates, "data"); i++)
    {
      g_autofree char *path = format ("data[%u].attributes.name", i), *id = format ("data[%u].id", i);

      if (g_str_equal (text_at (rates, path), name))
        return g_ascii_strtoll (text_at (rates, id), NULL, 10);
    }
  g_error ("No rate is called %s", name);
}

char *
resource (const char *type, const char *id, const char *attributes, const char *relationships)
{
  g_autofree char *identity = id != NULL ? format ("\"id\":\"%s\",", id) : g_strdup ("");

  return format ("{\"data\":{%s\"type\":\"%s\",\"attributes\":%s,\"relationships\":%s}}", identity, type,
                 attributes, relationships != NULL ? relationships : "{}");
}

JsonNode *
make_ws_order (World *world, const char *ext_ref)
{
  g_autofree char *attributes = format (
    "{\"ext_ref\":\"%s\",\"visible_ref\":\"%s\",\"delivery_address\":{\"att_contact\":\"Karla Munk\","
    "\"address_1\":\"Havnegade 14\",\"zip\":\"5000\",\"city\":\"Odense C\",\"country_code\":\"DK\"},"
    "\"order_lines\":[{\"sku\":\"KP-110\",\"quantity\":5,\"weight\":350,\"weight_unit\":\"g\"},"
    "{\"sku\":\"KP-210\",\"quantity\":2,\"weight\":600,\"weight_unit\":\"g\"}]}",
    ext_ref, ext_ref);
  g_autofree char *relationships = format (
    "{\"order_channel\":{\"data\":{\"type\":\"order_channels\",\"id\":\"%" G_GINT64_FORMAT
    "\"}},\"shipping_rate\":{\"data\":{\"type\":\"shipping_rates\",\"id\":\"%" G_GINT64_FORMAT "\"}}}",
    first_channel (world), rate_named (world, "GLS Erhverv"));
  g_autofree char *body = resource ("orders", NULL, attributes, relationships);

  return ws (world, "POST /orders", body, 201);
}

JsonNode *
ws_order (World *world, gint64 id)
{
  g_autofree char *call = format ("GET /orders/%" G_GINT64_FORMAT, id);

  return ws (world, call, NULL, 200);
}

JsonNode *
book_order (World *world, gint64 order)
{
  g_autofree char *relationships
    = format ("{\"order\":{\"data\":{\"type\":\"orders\",\"id\":\"%" G_GINT64_FORMAT "\"}}}", order);
  g_autofree char *body = resource ("shipments", NULL, "{}", relationships);

  return ws (world, "POST /shipments?include=labels", body, 201);
}

guint
ws_status (World *world, const char *call, const char *body)
{
  g_auto (GStrv) words = g_strsplit (call, " ", 2);
  g_autoptr (RsResponse) response = world_send (world, RS_SANDBOX_WEBSHIPPER, words[0], words[1], body);

  return response->status;
}

char *
ws_refused (World *world, const char *call, const char *body, guint status)
{
  g_autoptr (JsonNode) answer = ws (world, call, body, status);

  return g_strdup (text_at (answer, "errors[0].code"));
}
