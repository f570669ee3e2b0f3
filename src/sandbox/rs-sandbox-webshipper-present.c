/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* How one resource is shown: attributes, relationships, links, and what is included with it (§1.4, §1.5). */

#define MEDIA_TYPE "application/vnd.api+json"

/* Links are absolute, by the address the client used (§1.4). (transfer full) */
char *
rs_sbw_base_url (RsRequest *request)
{
  const char *host = rs_request_get_header (request, "Host");

  if (host != NULL && *host != '\0')
    return g_strdup_printf ("http://%s/v2", host);
  return g_strdup ("https://nordlys.api.webshipper.io/v2");
}

static void
add_relationship (JsonObject *relationships, const char *base, RsWsRecord *record, const char *name)
{
  JsonObject *relationship = json_object_new (), *links = json_object_new ();
  g_autofree char *self_link
    = g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT "/relationships/%s", base, record->type, record->id, name);
  g_autofree char *related
    = g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT "/%s", base, record->type, record->id, name);

  json_object_set_string_member (links, "self", self_link);
  json_object_set_string_member (links, "related", related);
  json_object_set_object_member (relationship, "links", links);
  json_object_set_object_member (relationships, name, relationship);
}

static void
add_relationships (JsonObject *resource, const char *base, RsWsRecord *record)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonObject *relationships = json_object_new ();

  rs_sbw_list_relations (record->type, names);
  for (guint i = 0; i < names->len; i++)
    add_relationship (relationships, base, record, g_ptr_array_index (names, i));
  json_object_set_object_member (resource, "relationships", relationships);
}

static gboolean
shows_updated_at (const RsWsRecord *record)
{
  return !g_str_equal (record->type, "shipments");
}

static char *
dup_self_link (RsWsRecord *record, RsRequest *request)
{
  g_autofree char *base = rs_sbw_base_url (request);

  return g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT, base, record->type, record->id);
}

/* Only what fields[type] names, of attributes and relationships; a slip only when it is named (§3.1). */
static void
make_sparse (RsWsRecord *record, RsRequest *request, JsonObject *attributes, JsonObject *relationships)
{
  g_autofree char *key = g_strdup_printf ("fields[%s]", record->type);
  const char *wish = rs_request_get_query (request, key);
  g_auto (GStrv) names = wish != NULL ? g_strsplit (wish, ",", -1) : NULL;
  JsonObject *parts[] = { attributes, relationships };

  if (names == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GList) members = json_object_get_members (parts[i]);

      for (GList *l = members; l != NULL; l = l->next)
        if (!g_strv_contains ((const char *const *) names, l->data))
          json_object_remove_member (parts[i], l->data);
    }
  if (g_strv_contains ((const char *const *) names, "slip") && g_str_equal (record->type, "orders"))
    json_object_set_string_member (attributes, "slip", RS_SBW_TINY_PDF);
}

static gboolean
has_no_tracking_yet (RsSandboxWebshipper *self, RsWsRecord *record)
{
  gint64 delay = g_ascii_strtoll (rs_sbw_get (self, "tracking_delay"), NULL, 10) * RS_INSTANT_SECOND;

  return g_str_equal (record->type, "shipments") && rs_sbw_now (self) < record->created_at + delay;
}

JsonNode *
rs_sbw_present (RsSandboxWebshipper *self, RsWsRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) resource = json_object_new ();
  JsonObject *attributes = rs_sandbox_copy (record->attributes), *links = json_object_new (),
             *meta = json_object_new ();
  g_autofree char *base = rs_sbw_base_url (request);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  g_autofree char *self_link = dup_self_link (record, request);
  g_autofree char *created = rs_sbw_time (record->created_at);
  g_autofree char *updated = rs_sbw_time (record->updated_at);

  json_object_remove_member (attributes, "_was_refused");
  if (has_no_tracking_yet (self, record))
    json_object_set_array_member (attributes, "tracking_links", json_array_new ());
  json_object_set_string_member (attributes, "created_at", created);
  if (shows_updated_at (record))
    json_object_set_string_member (attributes, "updated_at", updated);
  json_object_set_string_member (resource, "id", id);
  json_object_set_string_member (resource, "type", record->type);
  json_object_set_string_member (links, "self", self_link);
  json_object_set_object_member (resource, "links", links);
  json_object_set_object_member (resource, "attributes", attributes);
  add_relationships (resource, base, record);
  make_sparse (record, request, attributes, rs_sandbox_object (resource, "relationships"));
  json_object_set_string_member (meta, "copyright", "© 2026 Webshipper ApS");
  json_object_set_object_member (resource, "meta", meta);
  return rs_sandbox_object_node (resource);
}

/* {"type","id"} of each: a list, or one or null. (transfer full) */
static JsonNode *
linkage_of (GPtrArray *records, gboolean many)
{
  g_autoptr (JsonArray) data = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      RsWsRecord *record = g_ptr_array_index (records, i);
      JsonObject *identifier = json_object_new ();
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);

      json_object_set_string_member (identifier, "type", record->type);
      json_object_set_string_member (identifier, "id", id);
      json_array_add_object_element (data, identifier);
    }
  if (many)
    return json_node_init_array (json_node_alloc (), data);
  return records->len > 0 ? json_array_dup_element (data, 0) : json_node_init_null (json_node_alloc ());
}

/* One path of an include, "shipping_rate.carrier": what each step leads to is included. @resource (nullable)
 * is the record's own, which gets the linkage of the first step. */
static void
include_path (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record, JsonNode *resource,
              const char *path, JsonArray *included, GHashTable *seen)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 2);
  const char *target;
  gboolean many;
  g_autoptr (GPtrArray) found = rs_sbw_related (self, record, steps[0], &target, &many);
  JsonObject *relationship;

  if (found == NULL)
    return;
  relationship
    = resource != NULL
        ? rs_sandbox_object (rs_sandbox_object (json_node_get_object (resource), "relationships"), steps[0])
        : NULL;
  if (relationship != NULL)
    json_object_set_member (relationship, "data", linkage_of (found, many));
  for (guint i = 0; i < found->len; i++)
    {
      RsWsRecord *other = g_ptr_array_index (found, i);
      JsonNode *shown = g_hash_table_lookup (seen, other);

      if (shown == NULL)
        {
          shown = rs_sbw_present (self, other, request);
          g_hash_table_insert (seen, other, shown);
          json_array_add_element (included, shown);
        }
      if (steps[1] != NULL)
        include_path (self, request, other, shown, steps[1], included, seen);
    }
}

void
rs_sbw_include (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record, JsonNode *resource,
                JsonArray *included, GHashTable *seen)
{
  const char *wish = rs_request_get_query (request, "include");
  g_auto (GStrv) paths
    = wish != NULL && rs_sbw_is (self, "include", "honoured") ? g_strsplit (wish, ",", -1) : NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    include_path (self, request, record, resource, paths[i], included, seen);
}

/* GET /orders/4711/relationships/shipments: links and linkage alone. */
static RsResponse *
answer_linkage (RsWsRecord *record, const char *name, GPtrArray *found, gboolean many, RsRequest *request)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autofree char *self_link = dup_self_link (record, request);
  g_autofree char *linkage = g_strdup_printf ("%s/relationships/%s", self_link, name);
  g_autofree char *related = g_strdup_printf ("%s/%s", self_link, name);
  JsonObject *links = json_object_new ();

  json_object_set_string_member (links, "self", linkage);
  json_object_set_string_member (links, "related", related);
  json_object_set_object_member (root, "links", links);
  json_object_set_member (root, "data", linkage_of (found, many));
  return rs_sandbox_json_response (200, MEDIA_TYPE, rs_sandbox_object_node (root));
}

static RsResponse *
answer_nothing (void)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_null_member (root, "data");
  return rs_sandbox_json_response (200, MEDIA_TYPE, rs_sandbox_object_node (root));
}

RsResponse *
rs_sbw_answer_related (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record, const char *name,
                       gboolean only_linkage)
{
  const char *target = NULL;
  gboolean many = FALSE;
  g_autoptr (GPtrArray) found = rs_sbw_related (self, record, name, &target, &many);

  if (found == NULL)
    return rs_sbw_not_found ();
  if (only_linkage)
    return answer_linkage (record, name, found, many, request);
  if (many)
    return rs_sbw_query (self, request, target != NULL ? target : name, found);
  return found->len > 0 ? rs_sbw_single (self, 200, g_ptr_array_index (found, 0), request)
                        : answer_nothing ();
}

RsResponse *
rs_sbw_single (RsSandboxWebshipper *self, guint status, RsWsRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  JsonArray *included = json_array_new ();
  JsonNode *resource = rs_sbw_present (self, record, request);
  RsResponse *response, *refused = rs_sbw_check_question (self, request, record->type);
  g_autofree char *location = dup_self_link (record, request);

  if (refused != NULL && status == 200)
    {
      json_array_unref (included);
      json_node_unref (resource);
      return refused;
    }
  g_clear_pointer (&refused, rs_response_unref);
  rs_sbw_include (self, request, record, resource, included, seen);
  json_object_set_member (root, "data", resource);
  if (json_array_get_length (included) > 0)
    json_object_set_array_member (root, "included", included);
  else
    json_array_unref (included);
  response = rs_sandbox_json_response (status, MEDIA_TYPE, rs_sandbox_object_node (root));
  if (status == 201)
    rs_response_set_header (response, "Location", location);
  return response;
}
