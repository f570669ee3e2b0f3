/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* How a list is answered: filtered, sorted, page by page, with links to the others (§1.5, §8.3). */

#define MEDIA_TYPE "application/vnd.api+json"
#define PAGE_SIZE  30

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  const RsWsRecord *left = *(RsWsRecord *const *) a, *right = *(RsWsRecord *const *) b;

  if (left->updated_at != right->updated_at)
    return left->updated_at > right->updated_at ? -1 : 1;
  return (left->id < right->id) - (left->id > right->id);
}

/* Numbers before texts, null first. */
static int
compare_values (JsonNode *a, JsonNode *b)
{
  gboolean left = a != NULL && JSON_NODE_HOLDS_VALUE (a), right = b != NULL && JSON_NODE_HOLDS_VALUE (b);

  if (!left || !right)
    return (int) left - (int) right;
  if (json_node_get_value_type (a) == G_TYPE_STRING || json_node_get_value_type (b) == G_TYPE_STRING)
    return g_strcmp0 (json_node_get_string (a), json_node_get_string (b));
  return (json_node_get_double (a) > json_node_get_double (b))
         - (json_node_get_double (a) < json_node_get_double (b));
}

/* @data: "-updated_at", "visible_ref,-id" */
static int
compare_by (gconstpointer a, gconstpointer b, gpointer data)
{
  RsWsRecord *left = *(RsWsRecord *const *) a, *right = *(RsWsRecord *const *) b;
  GStrv criteria = data;

  for (guint i = 0; criteria[i] != NULL; i++)
    {
      const char *name = criteria[i] + (*criteria[i] == '-');
      int order;

      if (g_str_equal (name, "id"))
        order = (left->id > right->id) - (left->id < right->id);
      else if (g_str_equal (name, "created_at"))
        order = (left->created_at > right->created_at) - (left->created_at < right->created_at);
      else if (g_str_equal (name, "updated_at"))
        order = (left->updated_at > right->updated_at) - (left->updated_at < right->updated_at);
      else
        order = compare_values (json_object_get_member (left->attributes, name),
                                json_object_get_member (right->attributes, name));
      if (order != 0)
        return *criteria[i] == '-' ? -order : order;
    }
  return (left->id > right->id) - (left->id < right->id);
}

/* @records sorted as wished; the list by -updated_at is kept sorted, because it is what everybody polls. */
static GPtrArray *
sorted (RsSandboxWebshipper *self, GPtrArray *records, const char *sort)
{
  GPtrArray *copy;
  g_auto (GStrv) criteria = NULL;

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
  criteria = g_strsplit (sort, ",", -1);
  g_ptr_array_sort_with_data (copy, compare_by, criteria);
  return copy;
}

/* The same question for another page: filters, sort and include stay (§8.3). */
static void
add_page_link (JsonObject *links, const char *name, RsRequest *request, gint64 page, guint size)
{
  g_autofree char *base = rs_sbw_base_url (request);
  g_autoptr (GString) url = g_string_new (base);

  g_string_append (url, request->path);
  g_string_append_printf (url, "?page%%5Bnumber%%5D=%" G_GINT64_FORMAT "&page%%5Bsize%%5D=%u", page, size);
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    {
      const char *key = g_ptr_array_index (request->query, i);

      if (g_str_has_prefix (key, "page["))
        continue;
      g_string_append_c (url, '&');
      g_string_append_uri_escaped (url, key, NULL, FALSE);
      g_string_append_c (url, '=');
      g_string_append_uri_escaped (url, g_ptr_array_index (request->query, i + 1), NULL, FALSE);
    }
  json_object_set_string_member (links, name, url->str);
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
  RsResponse *refused = rs_sbw_check_question (self, request, type);
  gint64 last;

  if (refused != NULL)
    return refused;
  if (number < 1 || number > G_MAXINT32)
    return rs_sbw_error (400, "118", NULL, "Invalid page value",
                         "0 is not a valid value for number page parameter.");
  if (size_text != NULL && rs_sbw_is (self, "page_size", "honoured"))
    {
      if (g_ascii_strtoll (size_text, NULL, 10) > PAGE_SIZE)
        return rs_sbw_error (400, "118", NULL, "Invalid page value", "size exceeds maximum page size of 30.");
      size = MAX (1, (guint) g_ascii_strtoll (size_text, NULL, 10));
    }
  found = sorted (self, records, sort);
  for (guint i = found->len; i > 0; i--)
    if (!rs_sbw_is_there (self, g_ptr_array_index (found, i - 1)))
      g_ptr_array_remove_index (found, i - 1);
  if (!rs_sbw_filter (self, request, type, found, &refused))
    return refused;

  data = json_array_new ();
  included = json_array_new ();
  for (gint64 i = (number - 1) * size; i < MIN (number * (gint64) size, (gint64) found->len); i++)
    {
      JsonNode *resource = rs_sbw_present (self, g_ptr_array_index (found, i), request);

      rs_sbw_include (self, request, g_ptr_array_index (found, i), resource, included, seen);
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

      add_page_link (links, "first", request, 1, size);
      if (number > 1)
        add_page_link (links, "prev", request, number - 1, size);
      if (number < last)
        add_page_link (links, "next", request, number + 1, size);
      add_page_link (links, "last", request, last, size);
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
