/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-reader.h"

#include <string.h>

#define MAX_KEY   255
#define MAX_COUNT G_GINT64_CONSTANT (1000000000)

static RsJson
member_of (const RsJson *self, const char *name)
{
  return (RsJson) { .parent = self, .name = name, .index = -1, .sink = self->sink };
}

gint64
rs_reader_get_id (const RsJson *self, const char *name, RsJsonFlags flags)
{
  gint64 id = rs_json_get_int (self, name, flags);
  RsJson member = member_of (self, name);

  if (rs_json_failed (self))
    return 0;
  /* The parser gives G_MAXINT64 for whatever is too large. */
  if ((id > 0 && id < G_MAXINT64) || (id == 0 && (flags & RS_JSON_REQUIRED) == 0))
    return id;
  if ((flags & RS_JSON_LENIENT) == 0)
    rs_json_fail (&member, "expected a number above zero, found %" G_GINT64_FORMAT, id);
  return 0;
}

gint64
rs_reader_get_count (const RsJson *self, const char *name, RsJsonFlags flags)
{
  gint64 count = rs_json_get_int (self, name, flags);
  RsJson member = member_of (self, name);

  if (count >= -MAX_COUNT && count <= MAX_COUNT)
    return count;
  rs_json_fail (&member, "expected a number in range, found %" G_GINT64_FORMAT, count);
  return 0;
}

char *
rs_reader_dup_key (const RsJson *self, const char *name)
{
  g_autofree char *key = rs_json_dup_string (self, name, RS_JSON_REQUIRED);
  RsJson member = member_of (self, name);

  if (rs_json_failed (self) || key == NULL)
    return NULL;
  if (key[0] != '\0' && strlen (key) <= MAX_KEY)
    return g_steal_pointer (&key);
  rs_json_fail (&member, "expected 1 to %d bytes, found %" G_GSIZE_FORMAT, MAX_KEY, strlen (key));
  return NULL;
}

gboolean
rs_reader_get_object (const RsJson *self, const char *name, RsJson *out)
{
  const RsJsonValue *array = rs_json_value_member_of_type (self->value, name, RS_JSON_ARRAY);
  gboolean is_empty_array = array != NULL && rs_json_value_length (array) == 0;

  return rs_json_object (self, name, is_empty_array ? RS_JSON_LENIENT : RS_JSON_OPTIONAL, out);
}

gboolean
rs_reader_has_key (const RsJson *self, const char *name)
{
  return rs_json_value_member (self->value, name) != NULL;
}

gboolean
rs_reader_get_weight (const RsJson *self, const char *name, const char *unit_name, const char *default_unit,
                      RsWeight *out)
{
  gboolean is_there = FALSE;
  RsDecimal amount = rs_json_get_decimal (self, name, RS_JSON_OPTIONAL, &is_there);
  g_autofree char *unit_text = rs_json_dup_string (self, unit_name, RS_JSON_OPTIONAL);
  RsWeightUnit unit;

  if (unit_text == NULL || unit_text[0] == '\0')
    g_set_str (&unit_text, default_unit);
  if (rs_json_failed (self) || !is_there || amount.micros <= 0)
    return FALSE;
  if (unit_text == NULL || !rs_weight_unit_parse (unit_text, &unit))
    return FALSE;
  *out = (RsWeight) { .amount = amount, .unit = unit };
  return TRUE;
}

static char *
peek_key (const RsDocumentKind *kind, const RsJsonValue *value)
{
  g_autoptr (GError) ignored = NULL;
  g_autofree char *key = NULL;
  RsJson root;

  rs_json_init (&root, value, kind->name);
  key = rs_json_dup_string (&root, kind->key, RS_JSON_LENIENT);
  if (!rs_json_finish (&root, &ignored) || key == NULL || key[0] == '\0' || strlen (key) > MAX_KEY)
    return NULL;
  return g_steal_pointer (&key);
}

static gpointer
read_root (const RsDocumentKind *kind, const RsJsonValue *value, const char *path, GError **error)
{
  RsJson root;
  gpointer object;

  rs_json_init (&root, value, path);
  if (!rs_json_value_is (value, RS_JSON_OBJECT))
    {
      rs_json_fail (&root, "expected an object");
      rs_json_finish (&root, error);
      return NULL;
    }
  object = kind->read (&root);
  if (rs_json_finish (&root, error))
    {
      g_assert (object != NULL);
      return object;
    }
  if (object != NULL)
    kind->free (object);
  return NULL;
}

RsDocument *
rs_document_read (const RsDocumentKind *kind, const RsJsonValue *value, const char *path)
{
  GError *error = NULL;
  g_autofree char *key = peek_key (kind, value);
  g_autofree char *text = rs_json_value_dup_text (value);
  gpointer object = read_root (kind, value, path, &error);

  return rs_document_new (key, text, object, object != NULL ? kind->free : NULL, error);
}

gpointer
rs_document_decode (const RsDocumentKind *kind, const char *text, GError **error)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (text, error);

  return tree != NULL ? read_root (kind, rs_json_tree_root (tree), kind->name, error) : NULL;
}
