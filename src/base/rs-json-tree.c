/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-json-tree-private.h"

#include <string.h>

#define SMALLEST 1024
#define LARGEST  (256 * 1024)

/* A piece of memory that is handed out from its front. */
typedef struct _Piece Piece;
struct _Piece
{
  Piece *next; /* (owned) (nullable) */
  gsize used;
  gsize size;
  RsJsonValue room[]; /* as what needs the strictest place */
};

struct _RsJsonTree
{
  RsJsonValue root;
  GBytes *bytes; /* (owned) */
  Piece *pieces; /* (owned) (nullable) the one in use first */
};

RsJsonTree *
rs_json_tree_new (GBytes *bytes)
{
  RsJsonTree *self = g_new0 (RsJsonTree, 1);

  self->bytes = g_bytes_ref (bytes);
  return self;
}

void
rs_json_tree_free (RsJsonTree *self)
{
  while (self->pieces != NULL)
    {
      Piece *piece = self->pieces;

      self->pieces = piece->next;
      g_free (piece);
    }
  g_bytes_unref (self->bytes);
  g_free (self);
}

static void
add_piece (RsJsonTree *self, gsize at_least)
{
  gsize size = self->pieces != NULL ? MIN (self->pieces->size * 2, LARGEST) : SMALLEST;
  Piece *piece;

  size = MAX (size, at_least);
  piece = g_malloc (sizeof (Piece) + size);
  *piece = (Piece) { .next = self->pieces, .size = size };
  self->pieces = piece;
}

gpointer
rs_json_tree_allocate (RsJsonTree *self, gsize size)
{
  gsize rounded = (size + sizeof (gint64) - 1) / sizeof (gint64) * sizeof (gint64);
  gpointer place;

  if (self->pieces == NULL || self->pieces->size - self->pieces->used < rounded)
    add_piece (self, rounded);
  place = (char *) self->pieces->room + self->pieces->used;
  self->pieces->used += rounded;
  return place;
}

const char *
rs_json_tree_keep_text (RsJsonTree *self, const char *text, gsize length)
{
  char *kept = rs_json_tree_allocate (self, length + 1);

  memcpy (kept, text, length);
  kept[length] = '\0';
  return kept;
}

void
rs_json_tree_set_root (RsJsonTree *self, const RsJsonValue *root)
{
  self->root = *root;
}

const RsJsonValue *
rs_json_tree_root (const RsJsonTree *self)
{
  return self != NULL ? &self->root : NULL;
}

gboolean
rs_json_value_is (const RsJsonValue *self, RsJsonType type)
{
  return self != NULL && self->type == type;
}

const RsJsonValue *
rs_json_value_member (const RsJsonValue *self, const char *name)
{
  if (!rs_json_value_is (self, RS_JSON_OBJECT))
    return NULL;
  for (guint32 i = self->length; i > 0; i--)
    if (strcmp (self->elements[i - 1].name, name) == 0)
      return &self->elements[i - 1];
  return NULL;
}

const RsJsonValue *
rs_json_value_member_of_type (const RsJsonValue *self, const char *name, RsJsonType type)
{
  const RsJsonValue *member = rs_json_value_member (self, name);

  return rs_json_value_is (member, type) ? member : NULL;
}

const char *
rs_json_value_get_string (const RsJsonValue *self, const char *name)
{
  const RsJsonValue *member = rs_json_value_member_of_type (self, name, RS_JSON_STRING);

  return member != NULL ? member->string : NULL;
}

gint64
rs_json_value_get_int (const RsJsonValue *self, const char *name)
{
  const RsJsonValue *member = rs_json_value_member_of_type (self, name, RS_JSON_INTEGER);

  return member != NULL ? member->integer : 0;
}

guint
rs_json_value_length (const RsJsonValue *self)
{
  return rs_json_value_is (self, RS_JSON_ARRAY) || rs_json_value_is (self, RS_JSON_OBJECT) ? self->length : 0;
}

const RsJsonValue *
rs_json_value_element (const RsJsonValue *self, guint index)
{
  g_assert (index < rs_json_value_length (self));
  return &self->elements[index];
}

char *
rs_json_value_dup_text (const RsJsonValue *self)
{
  return g_strndup (self->source, self->source_length);
}

char *
rs_json_value_dup_text_with (const RsJsonValue *self, const char *name, const char *text)
{
  const RsJsonValue *old = rs_json_value_member (self, name);
  const char *end = self != NULL ? self->source + self->source_length : NULL;
  GString *whole = g_string_new (NULL);

  g_assert (self == NULL || self->type == RS_JSON_OBJECT);
  if (old != NULL)
    {
      const char *rest = old->source + old->source_length;

      g_string_append_len (whole, self->source, old->source - self->source);
      g_string_append (whole, text);
      g_string_append_len (whole, rest, end - rest);
    }
  else
    {
      if (rs_json_value_length (self) > 0)
        {
          g_string_append_len (whole, self->source, (gssize) self->source_length - 1);
          g_string_append_c (whole, ',');
        }
      else
        g_string_append_c (whole, '{');
      g_string_append_printf (whole, "\"%s\":%s}", name, text);
    }
  return g_string_free (whole, FALSE);
}
