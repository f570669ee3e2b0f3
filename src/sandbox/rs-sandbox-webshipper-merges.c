/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* Merging orders: the sources' lines sit on the target afterwards (Webshipper reference §3.15, LIKELY); what
 * becomes of the sources is UNKNOWN. */

static gint64
target_id (JsonObject *data)
{
  JsonObject *relationship = rs_sandbox_object (rs_sandbox_object (data, "relationships"), "order");
  JsonObject *identifier = rs_sandbox_object (relationship, "data");

  return (gint64) (identifier != NULL
                     ? rs_sandbox_number (identifier, "id")
                     : rs_sandbox_number (rs_sandbox_object (data, "attributes"), "order_id"));
}

/* The sources, as identifiers or as numbers; NULL when one is not there, or is the target. */
static GPtrArray *
find_sources (RsSandboxWebshipper *self, JsonObject *data, RsWsRecord *target)
{
  JsonObject *relationship = rs_sandbox_object (rs_sandbox_object (data, "relationships"), "orders");
  JsonArray *named = relationship != NULL
                       ? rs_sandbox_array (relationship, "data")
                       : rs_sandbox_array (rs_sandbox_object (data, "attributes"), "orders");
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; named != NULL && i < json_array_get_length (named); i++)
    {
      RsWsRecord *source = rs_sbw_find (self, "orders", rs_sbw_node_id (json_array_get_element (named, i)));

      if (source == NULL || source == target)
        {
          g_ptr_array_unref (sources);
          return NULL;
        }
      if (!g_ptr_array_find (sources, source, NULL))
        g_ptr_array_add (sources, source);
    }
  return sources;
}

static void
take_lines (RsSandboxWebshipper *self, RsWsRecord *target, RsWsRecord *source)
{
  JsonArray *into = rs_sandbox_array (target->attributes, "order_lines");
  JsonArray *from = rs_sandbox_array (source->attributes, "order_lines");

  for (guint i = 0; i < json_array_get_length (from); i++)
    {
      JsonObject *line = rs_sandbox_copy (json_array_get_object_element (from, i));

      json_object_set_int_member (line, "order_id", target->id);
      json_array_add_object_element (into, line);
    }
  json_object_set_array_member (source->attributes, "order_lines", json_array_new ());
}

/* What has been sent or given up cannot take or give lines. */
static gboolean
can_merge (RsWsRecord *order, RsWsRecord *target)
{
  static const char *const open[] = { "pending", "missing_rate", "error", "on_hold", NULL };
  const char *status = rs_sandbox_string (order->attributes, "status");

  return !rs_sbw_is_locked (order) && status != NULL && g_strv_contains (open, status)
         && rs_sandbox_number (order->attributes, "order_channel_id")
              == rs_sandbox_number (target->attributes, "order_channel_id");
}

/* Which lines moved from where. (transfer full) */
static JsonObject *
moved_from (GPtrArray *sources)
{
  JsonObject *facts = json_object_new ();
  JsonArray *moved = json_array_new ();

  for (guint i = 0; i < sources->len; i++)
    {
      RsWsRecord *source = g_ptr_array_index (sources, i);
      JsonArray *lines = rs_sandbox_array (source->attributes, "order_lines");

      for (guint j = 0; j < json_array_get_length (lines); j++)
        {
          JsonObject *line = json_object_new ();

          json_object_set_int_member (line, "from", source->id);
          json_object_set_int_member (
            line, "line", (gint64) rs_sandbox_number (json_array_get_object_element (lines, j), "id"));
          json_array_add_object_element (moved, line);
        }
    }
  json_object_set_array_member (facts, "merged", moved);
  return facts;
}

gboolean
rs_sbw_merge (RsSandboxWebshipper *self, RsWsRecord *target, GPtrArray *sources, const char *by)
{
  JsonObject *facts;

  for (guint i = 0; i < sources->len; i++)
    if (!can_merge (g_ptr_array_index (sources, i), target))
      return FALSE;
  if (!can_merge (target, target))
    return FALSE;
  facts = moved_from (sources);
  for (guint i = 0; i < sources->len; i++)
    {
      RsWsRecord *source = g_ptr_array_index (sources, i);

      take_lines (self, target, source);
      if (rs_sbw_is (self, "merge_sources", "deleted"))
        {
          g_autoptr (RsResponse) gone = rs_sbw_delete_order (self, source, by);
          continue;
        }
      if (rs_sbw_is (self, "merge_sources", "cancelled"))
        json_object_set_string_member (source->attributes, "status", "cancelled");
      rs_sbw_touch (self, source);
      rs_sbw_record (self, "order", source->id, "changed", by, NULL);
    }
  rs_sbw_touch (self, target);
  rs_sbw_record (self, "order", target->id, "changed", by, facts);
  return TRUE;
}

RsResponse *
rs_sbw_create_merge (RsSandboxWebshipper *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = rs_sandbox_object (body, "data");
  RsWsRecord *target = data != NULL ? rs_sbw_find (self, "orders", target_id (data)) : NULL;
  g_autoptr (GPtrArray) sources = target != NULL ? find_sources (self, data, target) : NULL;
  JsonObject *attributes;
  JsonArray *ids;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  if (sources == NULL || sources->len == 0)
    return rs_sbw_error (422, "100", "/data/attributes/orders", "must exist", "orders - must exist");
  attributes = json_object_new ();
  ids = json_array_new ();
  for (guint i = 0; i < sources->len; i++)
    json_array_add_int_element (ids, ((RsWsRecord *) g_ptr_array_index (sources, i))->id);
  json_object_set_int_member (attributes, "order_id", target->id);
  json_object_set_array_member (attributes, "orders", ids);
  if (!rs_sbw_merge (self, target, sources, "api"))
    {
      json_object_unref (attributes);
      return rs_sbw_error (422, "100", "/data", "Orders cannot be merged",
                           "Only open and unlocked orders of one channel can be merged.");
    }
  return rs_sbw_single (self, 201, rs_sbw_add (self, "order_merges", attributes), request);
}
