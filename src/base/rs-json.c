/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json.h"

#include "rs-error.h"

#include <string.h>

/* Null is as if it were absent. */
static const RsJsonValue *
present (const RsJsonValue *value)
{
  return rs_json_value_is (value, RS_JSON_NULL) ? NULL : value;
}

void
rs_json_init (RsJson *root, const RsJsonValue *value, const char *name)
{
  *root = (RsJson) { .value = present (value), .name = name, .index = -1 };
  root->sink = &root->own_error;
}

gboolean
rs_json_finish (RsJson *root, GError **error)
{
  if (root->own_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&root->own_error));
  return FALSE;
}

gboolean
rs_json_failed (const RsJson *self)
{
  return *self->sink != NULL;
}

static void
append_path (const RsJson *self, GString *path)
{
  if (self->parent != NULL)
    append_path (self->parent, path);
  if (self->index >= 0)
    g_string_append_printf (path, "[%d]", self->index);
  else if (self->name != NULL)
    g_string_append_printf (path, "%s%.60s", path->len > 0 ? "." : "", self->name);
}

char *
rs_json_dup_path (const RsJson *self)
{
  GString *path = g_string_new (NULL);

  append_path (self, path);
  return g_string_free (path, FALSE);
}

void
rs_json_fail (const RsJson *self, const char *format, ...)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  va_list args;

  if (*self->sink != NULL)
    return;
  path = rs_json_dup_path (self);
  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (self->sink, RS_ERROR, RS_ERROR_PROTOCOL, "%s: %s", path, text);
}

static const char *
type_name (const RsJsonValue *value)
{
  static const char *const names[]
    = { "nothing", "a boolean", "a number", "a number", "a string", "an array", "an object" };

  return value != NULL ? names[value->type] : names[RS_JSON_NULL];
}

/* The parser gives the ends of the range for whatever is beyond them: those numbers are not what was sent. */
static gboolean
is_clamped (gint64 number)
{
  return number == G_MAXINT64 || number == G_MININT64;
}

/* The member as a reader of its own; value NULL when it is absent or null. */
static RsJson
member (const RsJson *self, const char *name)
{
  RsJson out = { .parent = self, .name = name, .index = -1, .sink = self->sink };

  if (!rs_json_failed (self))
    out.value = present (rs_json_value_member (self->value, name));
  return out;
}

/* TRUE when there is a value to read; else the flags say whether that is an error. */
static gboolean
is_present (const RsJson *value, RsJsonFlags flags)
{
  if (rs_json_failed (value))
    return FALSE;
  if (value->value != NULL)
    return TRUE;
  if (flags & RS_JSON_REQUIRED)
    rs_json_fail (value, "is missing");
  return FALSE;
}

static void
wrong_type (const RsJson *value, RsJsonFlags flags, const char *expected)
{
  if (!(flags & RS_JSON_LENIENT) || flags & RS_JSON_REQUIRED)
    rs_json_fail (value, "expected %s, found %s", expected, type_name (value->value));
}

static gboolean
read_typed (const RsJson *self, const char *name, RsJsonFlags flags, RsJsonType type, const char *expected,
            RsJson *out)
{
  *out = member (self, name);
  if (!is_present (out, flags))
    return FALSE;
  if (out->value->type == type)
    return TRUE;
  wrong_type (out, flags, expected);
  out->value = NULL;
  return FALSE;
}

gboolean
rs_json_object (const RsJson *self, const char *name, RsJsonFlags flags, RsJson *out)
{
  return read_typed (self, name, flags, RS_JSON_OBJECT, "an object", out);
}

gboolean
rs_json_array (const RsJson *self, const char *name, RsJsonFlags flags, RsJson *out)
{
  return read_typed (self, name, flags, RS_JSON_ARRAY, "an array", out);
}

guint
rs_json_length (const RsJson *array)
{
  return rs_json_value_is (array->value, RS_JSON_ARRAY) && !rs_json_failed (array) ? array->value->length : 0;
}

void
rs_json_element (const RsJson *array, guint index, RsJson *out)
{
  *out = (RsJson) { .parent = array, .index = (int) index, .sink = array->sink };
  if (index < rs_json_length (array))
    out->value = present (rs_json_value_element (array->value, index));
}

gboolean
rs_json_has (const RsJson *self, const char *name)
{
  RsJson value = member (self, name);

  return value.value != NULL;
}

char *
rs_json_dup_string (const RsJson *self, const char *name, RsJsonFlags flags)
{
  RsJson value = member (self, name);
  RsDecimal number;

  if (!is_present (&value, flags))
    return NULL;
  if (value.value->type == RS_JSON_STRING)
    {
      if (value.value->length <= RS_JSON_MAX_STRING)
        return g_strndup (value.value->string, value.value->length);
      rs_json_fail (&value, "text of %" G_GUINT32_FORMAT " bytes", value.value->length);
      return NULL;
    }
  if (value.value->type == RS_JSON_INTEGER && !is_clamped (value.value->integer))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value.value->integer);
  if (value.value->type == RS_JSON_DOUBLE && rs_decimal_from_double (value.value->number, &number, NULL))
    return rs_decimal_dup_string (number);
  wrong_type (&value, flags, "a string");
  return NULL;
}

/* The largest whole number a decimal holds. */
#define MAX_WHOLE (G_MAXINT64 / 1000000)

/* A number or a numeric string. */
static gboolean
read_decimal (const RsJsonValue *value, RsDecimal *out)
{
  switch (value->type)
    {
    case RS_JSON_INTEGER:
      if (value->integer > MAX_WHOLE || value->integer < -MAX_WHOLE)
        return FALSE;
      *out = RS_DECIMAL_INT (value->integer);
      return TRUE;
    case RS_JSON_DOUBLE:
      return rs_decimal_from_double (value->number, out, NULL);
    case RS_JSON_STRING:
      return value->length < 64 && rs_decimal_parse (value->string, out, NULL);
    case RS_JSON_NULL:
    case RS_JSON_BOOLEAN:
    case RS_JSON_ARRAY:
    case RS_JSON_OBJECT:
    default:
      return FALSE;
    }
}

/* Ids may be larger than a decimal holds: whole numbers are read as they are. */
static gboolean
read_int (const RsJsonValue *value, gint64 *out)
{
  RsDecimal decimal;

  if (value->type == RS_JSON_INTEGER)
    {
      *out = value->integer;
      return !is_clamped (*out);
    }
  if (value->type == RS_JSON_STRING
      && g_ascii_string_to_signed (value->string, 10, G_MININT64, G_MAXINT64, out, NULL))
    return !is_clamped (*out);
  if (!read_decimal (value, &decimal) || !rs_decimal_is_integer (decimal))
    return FALSE;
  *out = decimal.micros / RS_DECIMAL_INT (1).micros;
  return TRUE;
}

gint64
rs_json_get_int (const RsJson *self, const char *name, RsJsonFlags flags)
{
  RsJson value = member (self, name);
  gint64 number = 0;

  if (is_present (&value, flags) && !read_int (value.value, &number))
    {
      wrong_type (&value, flags, "a whole number");
      return 0;
    }
  return number;
}

gboolean
rs_json_get_bool (const RsJson *self, const char *name, RsJsonFlags flags)
{
  RsJson value = member (self, name);
  gint64 number;

  if (!is_present (&value, flags))
    return FALSE;
  if (value.value->type == RS_JSON_BOOLEAN)
    return value.value->boolean;
  if (value.value->type == RS_JSON_STRING)
    {
      const char *text = value.value->string;

      if (g_ascii_strcasecmp (text, "true") == 0)
        return TRUE;
      if (g_ascii_strcasecmp (text, "false") == 0 || *text == '\0')
        return FALSE;
    }
  if (read_int (value.value, &number) && (number == 0 || number == 1))
    return number == 1;
  wrong_type (&value, flags, "a boolean");
  return FALSE;
}

RsDecimal
rs_json_get_decimal (const RsJson *self, const char *name, RsJsonFlags flags, gboolean *present)
{
  RsJson value = member (self, name);
  RsDecimal number = RS_DECIMAL_ZERO;

  if (present != NULL)
    *present = FALSE;
  if (!is_present (&value, flags))
    return number;
  if (!read_decimal (value.value, &number))
    {
      wrong_type (&value, flags, "a number in range");
      return RS_DECIMAL_ZERO;
    }
  if (present != NULL)
    *present = TRUE;
  return number;
}

RsInstant
rs_json_get_instant (const RsJson *self, const char *name, RsJsonFlags flags)
{
  RsJson value = member (self, name);
  RsInstant instant = RS_INSTANT_NONE;

  if (!is_present (&value, flags))
    return RS_INSTANT_NONE;
  if (value.value->type == RS_JSON_STRING)
    {
      const char *text = value.value->string;

      if (*text == '\0' && !(flags & RS_JSON_REQUIRED))
        return RS_INSTANT_NONE;
      if (rs_instant_parse (text, NULL, &instant, NULL))
        return instant;
    }
  wrong_type (&value, flags, "a point in time");
  return RS_INSTANT_NONE;
}
