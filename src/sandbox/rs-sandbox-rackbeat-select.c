/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* fields=number,lines(id,item(description)),customer (§1.5), white space tolerated. Read once for all rows of
 * a page: a table of names, each with the table of what stands in its parentheses, or none. */

static GHashTable *parse_level (const char **text);

static void
free_level (gpointer data)
{
  if (data != NULL)
    g_hash_table_unref (data);
}

/* Up to the closing parenthesis or the end; @text stands behind it then. */
static GHashTable *
parse_level (const char **text)
{
  GHashTable *wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_level);
  const char *p = *text;

  while (*p != '\0' && *p != ')')
    {
      const char *start = p;
      GHashTable *inner = NULL;
      char *name;

      while (*p != '\0' && *p != ',' && *p != '(' && *p != ')')
        p++;
      name = g_strstrip (g_strndup (start, (gsize) (p - start)));
      if (*p == '(')
        {
          p++;
          inner = parse_level (&p);
        }
      if (*name != '\0')
        g_hash_table_insert (wanted, name, inner);
      else
        {
          g_free (name);
          free_level (inner);
        }
      if (*p == ',')
        p++;
    }
  *text = *p == ')' ? p + 1 : p;
  return wanted;
}

static JsonNode *
keep (JsonNode *node, GHashTable *wanted)
{
  if (wanted == NULL || g_hash_table_size (wanted) == 0)
    return json_node_copy (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      g_autoptr (JsonArray) kept = json_array_new ();

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (kept, keep (json_array_get_element (from, i), wanted));
      return json_node_init_array (json_node_alloc (), kept);
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (JsonObject) kept = json_object_new ();
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          gpointer inner;

          if (g_hash_table_lookup_extended (wanted, name, NULL, &inner))
            json_object_set_member (kept, name, keep (member, inner));
        }
      return json_node_init_object (json_node_alloc (), kept);
    }
  return json_node_copy (node);
}

JsonNode *
rs_sbr_select (JsonNode *node, const char *fields)
{
  g_autoptr (JsonNode) owned = node;
  g_autoptr (GHashTable) wanted = NULL;

  if (fields == NULL || *fields == '\0')
    return g_steal_pointer (&owned);
  wanted = parse_level (&fields);
  return keep (owned, wanted);
}
