/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include <math.h>
#include <string.h>

/* json-glib writes 80.3 as 80.299999999999997, and infinities as something that is no JSON. Prices that cross
 * must look as people typed them, and what was read must be readable again; hence a writer of our own. */

static void write_node (GString *text, JsonNode *node);

static void
write_escaped (GString *text, char letter)
{
  switch (letter)
    {
    case '"':
      g_string_append (text, "\\\"");
      break;
    case '\\':
      g_string_append (text, "\\\\");
      break;
    case '\n':
      g_string_append (text, "\\n");
      break;
    case '\r':
      g_string_append (text, "\\r");
      break;
    case '\t':
      g_string_append (text, "\\t");
      break;
    default:
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) letter);
    }
}

static void
write_string (GString *text, const char *string)
{
  g_autofree char *valid = NULL;
  const char *start;

  if (!g_utf8_validate (string, -1, NULL))
    string = valid = g_utf8_make_valid (string, -1);
  g_string_append_c (text, '"');
  for (;;)
    {
      start = string;
      while ((guchar) *string >= 0x20 && *string != '"' && *string != '\\')
        string++;
      g_string_append_len (text, start, string - start);
      if (*string == '\0')
        break;
      write_escaped (text, *string++);
    }
  g_string_append_c (text, '"');
}

/* The shortest digits that read back as the same number; a whole one keeps its ".0", by which it stays what
 * it was. */
static void
write_double (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (text, "null");
      return;
    }
  for (int precision = 15; precision <= 17; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
write_object (GString *text, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean is_first = TRUE;

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!is_first)
        g_string_append_c (text, ',');
      is_first = FALSE;
      write_string (text, name);
      g_string_append_c (text, ':');
      write_node (text, node);
    }
  g_string_append_c (text, '}');
}

static void
write_array (GString *text, JsonArray *array)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      write_node (text, json_array_get_element (array, i));
    }
  g_string_append_c (text, ']');
}

static void
write_value (GString *text, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    write_string (text, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE)
    write_double (text, json_node_get_double (node));
  else
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
}

static void
write_node (GString *text, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_object (text, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      write_array (text, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_value (text, node);
      break;
    case JSON_NODE_NULL:
      g_string_append (text, "null");
      break;
    }
}

char *
rs_json_to_string (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  write_node (text, node);
  return g_string_free (text, FALSE);
}
