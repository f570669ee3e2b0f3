/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* How resources are asked for and shown: filters, sorting, pages, includes, links (§1.5). */

#define MEDIA_TYPE "application/vnd.api+json"
#define PAGE_SIZE  30

/* Links are absolute, by the address the client used (§1.4). (transfer full) */
static char *
base_of (RsRequest *request)
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
  static const char *const of_orders[]
    = { "order_channel", "shipping_rate", "shipments", "packages", "events", "documents", NULL };
  static const char *const of_shipments[]
    = { "carrier", "order", "shipping_rate", "labels", "documents", NULL };
  static const char *const of_rates[] = { "carrier", "order_channel", NULL };
  const char *const *names = g_str_equal (record->type, "orders")           ? of_orders
                             : g_str_equal (record->type, "shipments")      ? of_shipments
                             : g_str_equal (record->type, "shipping_rates") ? of_rates
                                                                            : NULL;
  JsonObject *relationships = json_object_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    add_relationship (relationships, base, record, names[i]);
  json_object_set_object_member (resource, "relationships", relationships);
}

static gboolean
shows_updated_at (const RsWsRecord *record)
{
  return !g_str_equal (record->type, "shipments");
}

JsonNode *
rs_sbw_present (RsSandboxWebshipper *self, RsWsRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) resource = json_object_new ();
  JsonObject *attributes = rs_sandbox_copy (record->attributes), *links = json_object_new (),
             *meta = json_object_new ();
  g_autofree char *base = base_of (request);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  g_autofree char *self_link = g_strdup_printf ("%s/%s/%s", base, record->type, id);
  g_autofree char *created = rs_sbw_time (record->created_at);
  g_autofree char *updated = rs_sbw_time (record->updated_at);

  json_object_remove_member (attributes, "_was_refused");
  json_object_set_string_member (attributes, "created_at", created);
  if (shows_updated_at (record))
    json_object_set_string_member (attributes, "updated_at", updated);
  json_object_set_string_member (resource, "id", id);
  json_object_set_string_member (resource, "type", record->type);
  json_object_set_string_member (links, "self", self_link);
  json_object_set_object_member (resource, "links", links);
  json_object_set_object_member (resource, "attributes", attributes);
  add_relationships (resource, base, record);
  json_object_set_string_member (meta, "copyright", "© 2026 Webshipper ApS");
  json_object_set_object_member (resource, "meta", meta);
  return rs_sandbox_object_node (resource);
}

/* Linkage of an included relationship: {"type","id"} for each. */
static void
add_linkage (JsonNode *resource, const char *name, GPtrArray *records, gboolean many)
{
  JsonObject *relationship
    = rs_sandbox_object (rs_sandbox_object (json_node_get_object (resource), "relationships"), name);
  JsonArray *data = json_array_new ();

  if (relationship == NULL)
    {
      json_array_unref (data);
      return;
    }
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
    json_object_set_array_member (relationship, "data", data);
  else
    {
      json_object_set_member (relationship, "data",
                              records->len > 0 ? json_array_dup_element (data, 0)
                                               : json_node_init_null (json_node_alloc ()));
      json_array_unref (data);
    }
}

/* What hangs on @record under @name, or NULL where there is no such relation. (transfer full) */
static GPtrArray *
related (RsSandboxWebshipper *self, RsWsRecord *record, const char *name, gboolean *many)
{
  GPtrArray *found = g_ptr_array_new ();

  *many = FALSE;
  if (g_str_equal (record->type, "orders") && g_str_equal (name, "shipments"))
    {
      GPtrArray *shipments = rs_sbw_list (self, "shipments");

      *many = TRUE;
      for (guint i = 0; i < shipments->len; i++)
        if (((RsWsRecord *) g_ptr_array_index (shipments, i))->order_id == record->id)
          g_ptr_array_add (found, g_ptr_array_index (shipments, i));
      return found;
    }
  if (g_str_equal (record->type, "shipments") && g_str_equal (name, "labels"))
    {
      GPtrArray *labels = rs_sbw_list (self, "labels");
      gint64 delay = g_ascii_strtoll (rs_sbw_get (self, "label_delay"), NULL, 10) * RS_INSTANT_SECOND;

      *many = TRUE;
      for (guint i = 0; i < labels->len; i++)
        {
          RsWsRecord *label = g_ptr_array_index (labels, i);

          if (label->shipment_id == record->id && rs_sbw_now (self) >= label->created_at + delay)
            g_ptr_array_add (found, label);
        }
      return found;
    }
  if (g_str_equal (name, "carrier") && record->carrier_id != 0)
    {
      g_ptr_array_add (found, rs_sbw_find (self, "carriers", record->carrier_id));
      return found;
    }
  if (g_str_equal (record->type, "shipments") && g_str_equal (name, "order")
      && rs_sbw_find (self, "orders", record->order_id) != NULL)
    {
      g_ptr_array_add (found, rs_sbw_find (self, "orders", record->order_id));
      return found;
    }
  if (g_str_equal (record->type, "orders") && g_str_equal (name, "shipping_rate"))
    {
      RsWsRecord *rate = rs_sbw_find (self, "shipping_rates",
                                      (gint64) rs_sandbox_number (record->attributes, "shipping_rate_id"));

      if (rate != NULL)
        g_ptr_array_add (found, rate);
      return found;
    }
  g_ptr_array_unref (found);
  return NULL;
}

static gboolean
is_relation (const char *type, const char *name)
{
  return (g_str_equal (type, "orders")
          && (g_str_equal (name, "shipments") || g_str_equal (name, "shipping_rate")
              || g_str_equal (name, "order_channel")))
         || (g_str_equal (type, "shipments")
             && (g_str_equal (name, "labels") || g_str_equal (name, "carrier")
                 || g_str_equal (name, "order")))
         || (g_str_equal (type, "shipping_rates")
             && (g_str_equal (name, "carrier") || g_str_equal (name, "order_channel")))
         || (g_str_equal (type, "order_channels") && g_str_equal (name, "shipping_rates"));
}

/* Adds linkage to @resource and what is linked to @included, once each (@seen). */
static void
include (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record, JsonNode *resource,
         JsonArray *included, GHashTable *seen)
{
  const char *wish = rs_request_get_query (request, "include");
  g_auto (GStrv) names
    = wish != NULL && rs_sbw_is (self, "include", "honoured") ? g_strsplit (wish, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean many;
      g_autoptr (GPtrArray) found = related (self, record, names[i], &many);

      if (found == NULL)
        continue;
      add_linkage (resource, names[i], found, many);
      for (guint j = 0; j < found->len; j++)
        if (g_hash_table_add (seen, g_ptr_array_index (found, j)))
          json_array_add_element (included, rs_sbw_present (self, g_ptr_array_index (found, j), request));
    }
}

/* The refusal of an include that is not defined, or that the switch refuses; NULL when all is well. */
static RsResponse *
check_include (RsSandboxWebshipper *self, RsRequest *request, const char *type)
{
  const char *wish = rs_request_get_query (request, "include");
  g_auto (GStrv) names = wish != NULL ? g_strsplit (wish, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *first = g_strndup (names[i], strcspn (names[i], "."));
      g_autofree char *detail
        = g_strdup_printf ("%.60s is not a valid includable relationship of %s", names[i], type);

      if (!is_relation (type, first)
          || (g_str_equal (first, "shipments") && rs_sbw_is (self, "include", "refused")))
        return rs_sbw_error (400, "112", NULL, "Invalid field", detail);
    }
  return NULL;
}

RsResponse *
rs_sbw_single (RsSandboxWebshipper *self, guint status, RsWsRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  JsonArray *included = json_array_new ();
  JsonNode *resource = rs_sbw_present (self, record, request);
  RsResponse *refused = check_include (self, request, record->type);

  if (refused != NULL && status == 200)
    {
      json_array_unref (included);
      json_node_unref (resource);
      return refused;
    }
  g_clear_pointer (&refused, rs_response_unref);
  include (self, request, record, resource, included, seen);
  json_object_set_member (root, "data", resource);
  if (json_array_get_length (included) > 0)
    json_object_set_array_member (root, "included", included);
  else
    json_array_unref (included);
  return rs_sandbox_json_response (status, MEDIA_TYPE, rs_sandbox_object_node (root));
}

/* The documented filters of the types that matter (§1.5). */
static const char *
filter_attribute (const char *type, const char *name)
{
  static const char *const of_orders[]
    = { "id", "ext_ref", "status", "visible_ref", "lock_state", "order_channel_id", "shipping_rate_id" };
  static const char *const of_shipments[] = { "id", "reference", "status", "is_return" };
  static const char *const of_rates[] = { "id", "order_channel_id", "is_return", "is_hidden" };
  const char *const *names = g_str_equal (type, "orders")      ? of_orders
                             : g_str_equal (type, "shipments") ? of_shipments
                                                               : of_rates;
  guint count = g_str_equal (type, "orders")      ? G_N_ELEMENTS (of_orders)
                : g_str_equal (type, "shipments") ? G_N_ELEMENTS (of_shipments)
                                                  : G_N_ELEMENTS (of_rates);

  if (g_str_equal (name, "order_channel") && !g_str_equal (type, "shipments"))
    return "order_channel_id";
  if (g_str_equal (name, "order") && g_str_equal (type, "shipments"))
    return "order";
  if (g_str_equal (name, "created_at") || g_str_equal (name, "updated_at")
      || g_str_equal (name, "tracking_number"))
    return g_str_equal (type, "shipping_rates") ? NULL : "ignored";
  for (guint i = 0; i < count; i++)
    if (g_str_equal (names[i], name))
      return names[i];
  return NULL;
}

static char *
value_of (RsWsRecord *record, const char *attribute)
{
  JsonNode *node;

  if (g_str_equal (attribute, "id"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  if (g_str_equal (attribute, "order"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, record->order_id);
  node = json_object_get_member (record->attributes, attribute);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static gboolean
passes (RsWsRecord *record, const char *attribute, const char *wanted)
{
  g_autofree char *value = value_of (record, attribute);
  g_auto (GStrv) any = g_strsplit (wanted, ",", -1);

  if (g_str_equal (attribute, "ignored"))
    return TRUE;
  return value != NULL && g_strv_contains ((const char *const *) any, value);
}

/* One filter[name]=value pair of the query, heeded; FALSE with *refused set for an unknown one. */
static gboolean
apply_filter (RsSandboxWebshipper *self, const char *type, const char *key, const char *wanted,
              GPtrArray *records, RsResponse **refused)
{
  g_autofree char *name = g_strndup (key + 7, strcspn (key + 7, "]"));
  const char *attribute = filter_attribute (type, name);
  g_autofree char *switch_name
    = g_strconcat (g_str_equal (name, "ext_ref") ? "ext_ref" : "channel", "_filter", NULL);

  if (attribute == NULL)
    {
      g_autofree char *detail = g_strdup_printf ("%.60s is not allowed.", name);

      *refused = rs_sbw_error (400, "102", NULL, "Filter not allowed", detail);
      return FALSE;
    }
  if (g_str_equal (type, "orders")
      && (g_str_equal (name, "ext_ref") || g_str_equal (attribute, "order_channel_id"))
      && rs_sbw_is (self, switch_name, "ignored"))
    return TRUE;
  for (guint i = records->len; i > 0; i--)
    if (!passes (g_ptr_array_index (records, i - 1), attribute, wanted))
      g_ptr_array_index (records, i - 1) = NULL;
  for (guint i = 0, kept = 0;; i++)
    {
      if (i == records->len)
        {
          g_ptr_array_set_size (records, (gint) kept);
          break;
        }
      if (g_ptr_array_index (records, i) != NULL)
        g_ptr_array_index (records, kept++) = g_ptr_array_index (records, i);
    }
  return TRUE;
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  const RsWsRecord *left = *(RsWsRecord *const *) a, *right = *(RsWsRecord *const *) b;

  if (left->updated_at != right->updated_at)
    return left->updated_at > right->updated_at ? -1 : 1;
  return (left->id < right->id) - (left->id > right->id);
}

static int
compare_created (gconstpointer a, gconstpointer b)
{
  const RsWsRecord *left = *(RsWsRecord *const *) a, *right = *(RsWsRecord *const *) b;

  return (left->id < right->id) - (left->id > right->id);
}

/* @records sorted as wished; the list by -updated_at is kept sorted, because it is what everybody polls. */
static GPtrArray *
sorted (RsSandboxWebshipper *self, const char *type, GPtrArray *records, const char *sort)
{
  GPtrArray *copy;

  if (sort == NULL || rs_sbw_is (self, "sort", "ignored"))
    return g_ptr_array_copy (records, NULL, NULL);
  if (g_str_equal (sort, "-updated_at") && records == rs_sbw_list (self, "orders"))
    {
      if (self->recent_dirty)
        g_ptr_array_sort (self->recent, compare_recent);
      self->recent_dirty = FALSE;
      return g_ptr_array_copy (self->recent, NULL, NULL);
    }
  copy = g_ptr_array_copy (records, NULL, NULL);
  g_ptr_array_sort (copy, strstr (sort, "updated_at") != NULL ? compare_recent : compare_created);
  if (sort[0] != '-')
    for (guint i = 0; i < copy->len / 2; i++)
      {
        gpointer swap = g_ptr_array_index (copy, i);

        g_ptr_array_index (copy, i) = g_ptr_array_index (copy, copy->len - 1 - i);
        g_ptr_array_index (copy, copy->len - 1 - i) = swap;
      }
  return copy;
}

static void
add_page_link (JsonObject *links, const char *name, const char *base, const char *type, gint64 page,
               guint size)
{
  g_autofree char *url = g_strdup_printf ("%s/%s?page%%5Bnumber%%5D=%" G_GINT64_FORMAT "&page%%5Bsize%%5D=%u",
                                          base, type, page, size);

  json_object_set_string_member (links, name, url);
}

RsResponse *
rs_sbw_query (RsSandboxWebshipper *self, RsRequest *request, const char *type, GPtrArray *records)
{
  const char *sort = rs_request_get_query (request, "sort");
  const char *number_text = rs_request_get_query (request, "page[number]");
  const char *size_text = rs_request_get_query (request, "page[size]");
  gint64 number = number_text != NULL ? g_ascii_strtoll (number_text, NULL, 10) : 1;
  guint size = PAGE_SIZE;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  JsonArray *data, *included;
  RsResponse *refused = check_include (self, request, type);
  g_autofree char *base = base_of (request);
  gint64 last;

  if (refused != NULL)
    return refused;
  if (sort != NULL && rs_sbw_is (self, "sort", "refused"))
    return rs_sbw_error (400, "114", NULL, "Invalid sort criteria", "This is not a valid sort criteria.");
  if (number < 1)
    return rs_sbw_error (400, "118", NULL, "Invalid page value",
                         "0 is not a valid value for number page parameter.");
  if (size_text != NULL && rs_sbw_is (self, "page_size", "honoured"))
    {
      if (g_ascii_strtoll (size_text, NULL, 10) > PAGE_SIZE)
        return rs_sbw_error (400, "118", NULL, "Invalid page value", "size exceeds maximum page size of 30.");
      size = MAX (1, (guint) g_ascii_strtoll (size_text, NULL, 10));
    }
  found = sorted (self, type, records, sort);
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    if (g_str_has_prefix (g_ptr_array_index (request->query, i), "filter[")
        && !apply_filter (self, type, g_ptr_array_index (request->query, i),
                          g_ptr_array_index (request->query, i + 1), found, &refused))
      return refused;

  data = json_array_new ();
  included = json_array_new ();
  for (gint64 i = (number - 1) * size; i < MIN (number * (gint64) size, (gint64) found->len); i++)
    {
      JsonNode *resource = rs_sbw_present (self, g_ptr_array_index (found, i), request);

      include (self, request, g_ptr_array_index (found, i), resource, included, seen);
      json_array_add_element (data, resource);
    }
  json_object_set_array_member (root, "data", data);
  if (json_array_get_length (included) > 0)
    json_object_set_array_member (root, "included", included);
  else
    json_array_unref (included);
  last = MAX (1, ((gint64) found->len + size - 1) / size);
  if (rs_sbw_is (self, "links", "present"))
    {
      JsonObject *links = json_object_new ();

      add_page_link (links, "first", base, type, 1, size);
      if (number > 1)
        add_page_link (links, "prev", base, type, number - 1, size);
      if (number < last)
        add_page_link (links, "next", base, type, number + 1, size);
      add_page_link (links, "last", base, type, last, size);
      json_object_set_object_member (root, "links", links);
    }
  if (rs_sbw_is (self, "meta", "present"))
    {
      JsonObject *meta = json_object_new ();

      json_object_set_int_member (meta, "record_count", found->len);
      json_object_set_int_member (meta, "page_count", last);
      json_object_set_object_member (root, "meta", meta);
    }
  return rs_sandbox_json_response (200, MEDIA_TYPE, rs_sandbox_object_node (root));
}
