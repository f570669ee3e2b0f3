/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* Shipping mappings: a shop's shipping code to a rate (Webshipper reference §2, §3.10). */

static const char *const writable[]
  = { "shipping_code", "shipping_name", "shipping_rate_id", "order_channel_id", NULL };

/* Channel and rate come as attributes or as relations. */
static void
take_relation (JsonObject *data, JsonObject *attributes, const char *name, const char *attribute)
{
  JsonObject *relationship = rs_sandbox_object (rs_sandbox_object (data, "relationships"), name);
  JsonObject *identifier = rs_sandbox_object (relationship, "data");

  if (identifier != NULL)
    json_object_set_int_member (attributes, attribute, (gint64) rs_sandbox_number (identifier, "id"));
}

static RsResponse *
check (RsSandboxWebshipper *self, JsonObject *attributes)
{
  g_autoptr (GList) names = json_object_get_members (attributes);
  gint64 channel = (gint64) rs_sandbox_number (attributes, "order_channel_id");
  gint64 rate = (gint64) rs_sandbox_number (attributes, "shipping_rate_id");

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (writable, l->data))
      {
        g_autofree char *detail = g_strdup_printf ("%.60s is not allowed.", (const char *) l->data);

        return rs_sbw_error (400, "105", NULL, "Param not allowed", detail);
      }
  if (rs_sandbox_string (attributes, "shipping_code") == NULL)
    return rs_sbw_error (422, "100", "/data/attributes/shipping_code", "can't be blank",
                         "shipping_code - can't be blank");
  if (rs_sbw_find (self, "order_channels", channel) == NULL)
    return rs_sbw_error (422, "100", "/data/relationships/order_channel", "must exist",
                         "order_channel - must exist");
  if (rs_sbw_find (self, "shipping_rates", rate) == NULL)
    return rs_sbw_error (422, "100", "/data/relationships/shipping_rate", "must exist",
                         "shipping_rate - must exist");
  return NULL;
}

RsResponse *
rs_sbw_write_mapping (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *mapping)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = rs_sandbox_object (body, "data"), *given = rs_sandbox_object (data, "attributes");
  g_autoptr (JsonObject) attributes
    = mapping != NULL ? rs_sandbox_copy (mapping->attributes) : json_object_new ();
  RsResponse *refused;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  if (given != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (given);

      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (attributes, l->data, json_object_dup_member (given, l->data));
    }
  take_relation (data, attributes, "order_channel", "order_channel_id");
  take_relation (data, attributes, "shipping_rate", "shipping_rate_id");
  refused = check (self, attributes);
  if (refused != NULL)
    return refused;
  if (!json_object_has_member (attributes, "shipping_name"))
    json_object_set_null_member (attributes, "shipping_name");
  if (mapping == NULL)
    return rs_sbw_single (self, 201, rs_sbw_add (self, "shipping_mappings", g_steal_pointer (&attributes)),
                          request);
  json_object_unref (mapping->attributes);
  mapping->attributes = g_steal_pointer (&attributes);
  rs_sbw_touch (self, mapping);
  return rs_sbw_single (self, 200, mapping, request);
}
