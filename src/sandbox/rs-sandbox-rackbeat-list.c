/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

#define DEFAULT_LIMIT 20

/* The members that fields= names at one level: name → what stands in its parentheses, or "". */
static GHashTable *
parse_fields (const char *fields)
{
  GHashTable *wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *start = fields;
  const char *p = fields;

  while (*start != '\0')
    {
      g_autofree char *name = NULL;
      g_autofree char *inner = NULL;

      for (p = start; *p != '\0' && *p != ',' && *p != '('; p++)
        ;
      name = g_strstrip (g_strndup (start, p - start));
      if (*p == '(')
        {
          const char *open = ++p;

          for (int depth = 1; *p != '\0' && depth > 0; p++)
            depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
          inner = g_strndup (open, MAX (p - open - 1, 0));
          while (*p != '\0' && *p != ',')
            p++;
        }
      if (*name != '\0')
        g_hash_table_insert (wanted, g_steal_pointer (&name), inner != NULL ? g_steal_pointer (&inner) : g_strdup (""));
      start = *p == ',' ? p + 1 : p;
    }
  return wanted;
}

JsonNode *
rs_sbr_select (JsonNode *node, const char *fields)
{
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (JsonNode) owned = node;
  g_autoptr (JsonObject) kept = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (fields == NULL || *fields == '\0' || !JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&owned);
  wanted = parse_fields (fields);
  kept = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      const char *inner = g_hash_table_lookup (wanted, name);

      if (inner == NULL)
        continue;
      if (JSON_NODE_HOLDS_ARRAY (member))
        {
          JsonArray *from = json_node_get_array (member), *to = json_array_new ();

          for (guint i = 0; i < json_array_get_length (from); i++)
            json_array_add_element (to, rs_sbr_select (json_node_copy (json_array_get_element (from, i)), inner));
          json_object_set_array_member (kept, name, to);
        }
      else
        {
          json_object_set_member (kept, name, rs_sbr_select (json_node_copy (member), inner));
        }
    }
  return rs_sandbox_object_node (kept);
}

static guint
query_number (RsRequest *request, const char *name, guint otherwise)
{
  const char *value = rs_request_get_query (request, name);
  gint64 number = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  return number > 0 ? (guint) MIN (number, G_MAXINT) : otherwise;
}

RsResponse *
rs_sbr_list (RsSandboxRackbeat *self, RsRequest *request, const char *name, GPtrArray *records,
             JsonNode *(*present) (RsSandboxRackbeat *self, gpointer record))
{
  guint limit = MIN (query_number (request, "limit", DEFAULT_LIMIT), rs_sbr_is (self, "limit", "clamp100") ? 100 : 1000);
  guint page = query_number (request, "page", 1);
  const char *fields = rs_request_get_query (request, "fields");
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *rows = json_array_new ();

  for (guint64 i = (guint64) (page - 1) * limit; i < MIN ((guint64) page * limit, records->len); i++)
    json_array_add_element (rows, rs_sbr_select (present (self, g_ptr_array_index (records, i)), fields));
  /* The data key comes first: one of Rackbeat's own libraries takes the first key for it (§1.4). */
  json_object_set_array_member (root, name, rows);
  json_object_set_int_member (root, "total", records->len);
  json_object_set_int_member (root, "pages", MAX (1, (records->len + limit - 1) / limit));
  json_object_set_int_member (root, "limit", limit);
  json_object_set_int_member (root, "page", page);
  return rs_sandbox_json_response (206, "application/json", rs_sandbox_object_node (root));
}
