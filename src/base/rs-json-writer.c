/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json-writer.h"

#include "rs-json.h"

#include <math.h>
#include <string.h>

/* A writer of our own: json-glib writes 80.3 as 80.299999999999997, and infinities as something that is no
 * JSON; and to build its nodes first took a fifth of the time that an order costs to cross. */

struct _RsJsonWriter
{
  GString *text;        /* (owned) */
  gboolean needs_comma; /* before what comes next */
};

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

RsJsonWriter *
rs_json_writer_new (void)
{
  RsJsonWriter *self = g_new0 (RsJsonWriter, 1);

  self->text = g_string_sized_new (512);
  return self;
}

void
rs_json_writer_free (RsJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

char *
rs_json_writer_dup_text (RsJsonWriter *self)
{
  return g_strndup (self->text->str, self->text->len);
}

GBytes *
rs_json_writer_free_to_bytes (RsJsonWriter *self)
{
  GBytes *bytes = g_string_free_to_bytes (self->text);

  g_free (self);
  return bytes;
}

/* Before a value or a name. */
static void
separate (RsJsonWriter *self)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;
}

static void
begin (RsJsonWriter *self, char bracket)
{
  separate (self);
  g_string_append_c (self->text, bracket);
  self->needs_comma = FALSE;
}

static void
end (RsJsonWriter *self, char bracket)
{
  g_string_append_c (self->text, bracket);
  self->needs_comma = TRUE;
}

void
rs_json_writer_begin_object (RsJsonWriter *self)
{
  begin (self, '{');
}

void
rs_json_writer_end_object (RsJsonWriter *self)
{
  end (self, '}');
}

void
rs_json_writer_begin_array (RsJsonWriter *self)
{
  begin (self, '[');
}

void
rs_json_writer_end_array (RsJsonWriter *self)
{
  end (self, ']');
}

void
rs_json_writer_name (RsJsonWriter *self, const char *name)
{
  separate (self);
  write_string (self->text, name);
  g_string_append_c (self->text, ':');
  self->needs_comma = FALSE;
}

void
rs_json_writer_add_int (RsJsonWriter *self, gint64 value)
{
  separate (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
rs_json_writer_add_boolean (RsJsonWriter *self, gboolean value)
{
  separate (self);
  g_string_append (self->text, value ? "true" : "false");
}

void
rs_json_writer_add_null (RsJsonWriter *self)
{
  separate (self);
  g_string_append (self->text, "null");
}

void
rs_json_writer_add_double (RsJsonWriter *self, double value)
{
  separate (self);
  write_double (self->text, value);
}

void
rs_json_writer_add_string (RsJsonWriter *self, const char *value)
{
  if (value == NULL)
    {
      rs_json_writer_add_null (self);
      return;
    }
  separate (self);
  write_string (self->text, value);
}

void
rs_json_writer_add_json (RsJsonWriter *self, const char *text, gsize length)
{
  separate (self);
  g_string_append_len (self->text, text, (gssize) length);
}

void
rs_json_writer_put_int (RsJsonWriter *self, const char *name, gint64 value)
{
  rs_json_writer_name (self, name);
  rs_json_writer_add_int (self, value);
}

void
rs_json_writer_put_string (RsJsonWriter *self, const char *name, const char *value)
{
  rs_json_writer_name (self, name);
  rs_json_writer_add_string (self, value);
}

void
rs_json_writer_put_decimal (RsJsonWriter *self, const char *name, RsDecimal value)
{
  g_autofree char *digits = rs_decimal_dup_string (value);

  rs_json_writer_name (self, name);
  rs_json_writer_add_json (self, digits, strlen (digits));
}

static void
add_object (RsJsonWriter *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  rs_json_writer_begin_object (self);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      rs_json_writer_name (self, name);
      rs_json_writer_add_node (self, node);
    }
  rs_json_writer_end_object (self);
}

static void
add_array (RsJsonWriter *self, JsonArray *array)
{
  rs_json_writer_begin_array (self);
  for (guint i = 0; i < json_array_get_length (array); i++)
    rs_json_writer_add_node (self, json_array_get_element (array, i));
  rs_json_writer_end_array (self);
}

static void
add_scalar (RsJsonWriter *self, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    rs_json_writer_add_string (self, json_node_get_string (node));
  else if (type == G_TYPE_BOOLEAN)
    rs_json_writer_add_boolean (self, json_node_get_boolean (node));
  else if (type == G_TYPE_DOUBLE)
    rs_json_writer_add_double (self, json_node_get_double (node));
  else
    rs_json_writer_add_int (self, json_node_get_int (node));
}

void
rs_json_writer_add_node (RsJsonWriter *self, JsonNode *value)
{
  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      add_object (self, json_node_get_object (value));
      break;
    case JSON_NODE_ARRAY:
      add_array (self, json_node_get_array (value));
      break;
    case JSON_NODE_VALUE:
      add_scalar (self, value);
      break;
    case JSON_NODE_NULL:
      rs_json_writer_add_null (self);
      break;
    }
}

char *
rs_json_to_string (JsonNode *node)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_add_node (writer, node);
  return rs_json_writer_dup_text (writer);
}
