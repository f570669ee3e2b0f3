/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-reader.h"

#include <string.h>

/* A stored document is one row of a page; a whole page never exceeds this. */
#define MAX_DOCUMENT (64 * 1024 * 1024)
#define MAX_KEY      255
#define MAX_COUNT    G_GINT64_CONSTANT (1000000000)

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

static JsonNode *
find_member (const RsJson *self, const char *name)
{
  if (self->node == NULL || !JSON_NODE_HOLDS_OBJECT (self->node))
    return NULL;
  return json_object_get_member (json_node_get_object (self->node), name);
}

gboolean
rs_reader_get_object (const RsJson *self, const char *name, RsJson *out)
{
  JsonNode *node = find_member (self, name);
  gboolean is_empty_array
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 0;

  return rs_json_object (self, name, is_empty_array ? RS_JSON_LENIENT : RS_JSON_OPTIONAL, out);
}

gboolean
rs_reader_has_key (const RsJson *self, const char *name)
{
  return find_member (self, name) != NULL;
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
peek_key (const RsDocumentKind *kind, JsonNode *node)
{
  g_autoptr (GError) ignored = NULL;
  g_autofree char *key = NULL;
  RsJson root;

  rs_json_init (&root, node, kind->name);
  key = rs_json_dup_string (&root, kind->key, RS_JSON_LENIENT);
  if (!rs_json_finish (&root, &ignored) || key == NULL || key[0] == '\0' || strlen (key) > MAX_KEY)
    return NULL;
  return g_steal_pointer (&key);
}

static gpointer
read_root (const RsDocumentKind *kind, JsonNode *node, const char *path, GError **error)
{
  RsJson root;
  gpointer object;

  rs_json_init (&root, node, path);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
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
rs_document_read (const RsDocumentKind *kind, JsonNode *node, const char *path)
{
  GError *error = NULL;
  g_autofree char *key = peek_key (kind, node);
  g_autofree char *text = node != NULL ? rs_json_to_string (node) : g_strdup ("null");
  gpointer object = read_root (kind, node, path, &error);

  return rs_document_new (key, text, object, object != NULL ? kind->free : NULL, error);
}

gpointer
rs_document_decode (const RsDocumentKind *kind, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, MAX_DOCUMENT, error);

  return node != NULL ? read_root (kind, node, kind->name, error) : NULL;
}

JsonNode *
rs_reader_with_member (JsonNode *node, const char *name, JsonNode *value)
{
  g_autoptr (JsonObject) copy = NULL;
  JsonNode *result;
  JsonObjectIter iter;
  const char *member;
  JsonNode *member_node;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      json_node_unref (value);
      return node != NULL ? json_node_ref (node) : json_node_new (JSON_NODE_NULL);
    }
  copy = json_object_new ();
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &member, &member_node))
    json_object_set_member (copy, member, json_node_ref (member_node));
  json_object_set_member (copy, name, value);
  result = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (result, g_steal_pointer (&copy));
  return result;
}
