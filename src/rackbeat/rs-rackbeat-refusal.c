/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-fold.h"
#include "rs-rackbeat-codec.h"
#include "rs-redact.h"

#include <string.h>

#define MAX_BODY   (1024 * 1024)
#define MAX_RAW    300 /* reference §1.6 */
#define MAX_TEXTS  20
#define MAX_REASON 1000

/* One reason: "lines.0.item_id: Product needed". */
static void
add_reason (GString *reasons, const char *path, JsonNode *node)
{
  g_autofree char *text = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return;
  text = rs_text_excerpt (json_node_get_string (node), MAX_RAW);
  if (text[0] == '\0')
    return;
  if (reasons->len > 0)
    g_string_append (reasons, "; ");
  if (path != NULL && path[0] != '\0')
    g_string_append_printf (reasons, "%s: ", path);
  g_string_append (reasons, text);
}

static void
add_reasons (GString *reasons, const char *path, JsonNode *node)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      add_reason (reasons, path, node);
      return;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_TEXTS); i++)
    add_reason (reasons, path, json_array_get_element (array, i));
}

static void
add_errors (GString *reasons, JsonNode *errors)
{
  JsonObjectIter iter;
  const char *path;
  JsonNode *node;
  guint n = 0;

  if (!JSON_NODE_HOLDS_OBJECT (errors))
    {
      add_reasons (reasons, NULL, errors);
      return;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (errors));
  while (n++ < MAX_TEXTS && json_object_iter_next_ordered (&iter, &path, &node))
    {
      g_autofree char *short_path = rs_text_excerpt (path, 80);

      add_reasons (reasons, short_path, node);
    }
}

static char *
read_raw (GBytes *body)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", MIN (size, MAX_RAW * 4));
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *excerpt = rs_text_excerpt (g_strstrip (valid), MAX_RAW);

  return excerpt[0] != '\0' ? rs_redact (excerpt) : g_strdup ("no reason was given");
}

char *
rs_rackbeat_read_refusal (GBytes *body)
{
  static const char *const names[] = { "errors", "message", "error" };
  g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, NULL);
  g_autoptr (GString) reasons = g_string_new (NULL);
  g_autofree char *excerpt = NULL;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return read_raw (body);
  for (guint i = 0; i < G_N_ELEMENTS (names) && reasons->len == 0; i++)
    {
      JsonNode *node = json_object_get_member (json_node_get_object (root), names[i]);

      if (node != NULL)
        add_errors (reasons, node);
    }
  if (reasons->len == 0)
    return read_raw (body);
  excerpt = rs_text_excerpt (reasons->str, MAX_REASON);
  return rs_redact (excerpt);
}
