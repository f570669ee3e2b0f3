/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A JSON text that was read, and cannot be changed: all its values lie in a few pieces of memory that go at
 * once, so that reading a page of orders costs little more than looking at its letters. What is to be changed
 * or written is a JsonNode (rs_json_parse()). */
typedef struct _RsJsonTree RsJsonTree;
typedef struct _RsJsonValue RsJsonValue;

typedef enum
{
  RS_JSON_NULL,
  RS_JSON_BOOLEAN,
  RS_JSON_INTEGER,
  RS_JSON_DOUBLE,
  RS_JSON_STRING,
  RS_JSON_ARRAY,
  RS_JSON_OBJECT,
} RsJsonType;

/* One value; its members are for this file and the parser alone. */
struct _RsJsonValue
{
  RsJsonType type;
  guint32 length;        /* elements, members, or the string's bytes */
  guint32 source_length; /* bytes */
  const char *name;      /* (nullable) an object's member's */
  const char *source;    /* where it stands in the text */
  union
  {
    gboolean boolean;
    gint64 integer;
    double number;
    const char *string;
    const RsJsonValue *elements; /* in the order of the text; members of one name may be there twice */
  };
};

/* Reads @bytes, which it keeps. RS_ERROR_PROTOCOL with a short excerpt-free text for anything that is not one
 * JSON object or array, also for an empty body, HTML, invalid UTF-8, over-deep nesting (more than 64) or more
 * than
 * @max_size bytes. Of members of one name the last counts. Escapes that stand for no character (\u0000, half
 * a surrogate pair) become U+FFFD. Whole numbers beyond a gint64 are its ends. (transfer full) */
RsJsonTree *rs_json_tree_parse (GBytes *bytes, gsize max_size, GError **error);
/* The same of a text that outlives the tree; NULL for NULL, without an error. (transfer full) */
RsJsonTree *rs_json_tree_parse_text (const char *text, GError **error);
void rs_json_tree_free (RsJsonTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsJsonTree, rs_json_tree_free)

/* The object or array that the text is; NULL for NULL. Values are borrowed from their tree. */
const RsJsonValue *rs_json_tree_root (const RsJsonTree *self);

/* Whether @self (nullable) is there and of @type. */
gboolean rs_json_value_is (const RsJsonValue *self, RsJsonType type);
/* The member of that name; NULL when @self (nullable) is no object or has none. */
const RsJsonValue *rs_json_value_member (const RsJsonValue *self, const char *name);
/* The same, NULL as well when it is not of @type. */
const RsJsonValue *rs_json_value_member_of_type (const RsJsonValue *self, const char *name, RsJsonType type);
/* The text of the string that is member @name; NULL when there is none. (transfer none) (nullable) */
const char *rs_json_value_get_string (const RsJsonValue *self, const char *name);
/* The whole number that is member @name; 0 when there is none. */
gint64 rs_json_value_get_int (const RsJsonValue *self, const char *name);
/* Members or elements; 0 for anything else, and for NULL. */
guint rs_json_value_length (const RsJsonValue *self);
/* Of an array or object, in the order of the text; @index is less than its length. */
const RsJsonValue *rs_json_value_element (const RsJsonValue *self, guint index);
/* The value as it stands in the text. (transfer full) */
char *rs_json_value_dup_text (const RsJsonValue *self);
/* The object @self (nullable: an empty one) as text, with @text as its member @name (plain letters), in the
 * place of one that is there. (transfer full) */
char *rs_json_value_dup_text_with (const RsJsonValue *self, const char *name, const char *text);

G_END_DECLS
