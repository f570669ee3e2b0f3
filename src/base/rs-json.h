/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <json-glib/json-glib.h>
#include "rs-decimal.h"
#include "rs-instant.h"
#include "rs-json-tree.h"
#include "rs-json-writer.h"

G_BEGIN_DECLS

/* Reading JSON that may hold anything.
 *
 * A reader stands at one value and knows its path ("orders[3].lines[0].quantity"). It is a value on the
 * stack; readers of members share the first reader's error, and the first error sticks: after it every call
 * is a cheap no-op that returns an empty value, so that a decoder reads straight down and looks at the error
 * once.
 *
 *   RsJson root;
 *   rs_json_init (&root, rs_json_tree_root (tree), "order");
 *   number = rs_json_get_int (&root, "number", RS_JSON_REQUIRED);
 *   …
 *   if (!rs_json_finish (&root, error)) return NULL;
 *
 * Absent and null are the same. A wrong type is an error that names path, expected and found, unless
 * RS_JSON_LENIENT is given: then it counts as absent. No call ever logs, aborts or trusts a length. */

typedef struct _RsJson RsJson;
struct _RsJson
{
  const RsJsonValue *value; /* (nullable) borrowed; NULL when absent */
  const RsJson *parent;     /* (nullable) */
  const char *name;         /* borrowed: member name or root name */
  int index;                /* ≥ 0 when this is an array's element */
  GError **sink;            /* where the first error goes: the root's own */
  GError *own_error;        /* used by the root only */
};

typedef enum
{
  RS_JSON_OPTIONAL = 0,
  RS_JSON_REQUIRED = 1 << 0,
  RS_JSON_LENIENT = 1 << 1,
} RsJsonFlags;

/* Strings longer than this are an error: 1 MiB. Nothing the services send for our use comes near it, except
 * labels. */
#define RS_JSON_MAX_STRING (1024 * 1024)

void rs_json_init (RsJson *root, const RsJsonValue *value, const char *name);
/* Ends the reading: moves the first error, if any, to @error. Must be called once on each root. */
gboolean rs_json_finish (RsJson *root, GError **error);
gboolean rs_json_failed (const RsJson *self);
/* Records "@path: @format…" as RS_ERROR_PROTOCOL unless an error is there already. */
void rs_json_fail (const RsJson *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
char *rs_json_dup_path (const RsJson *self);

/* A member of the object at @self; its value is NULL when absent, null, or of a type other than object/array
 * resp. */
gboolean rs_json_object (const RsJson *self, const char *name, RsJsonFlags flags, RsJson *out);
/* FALSE and length 0 when absent. */
gboolean rs_json_array (const RsJson *self, const char *name, RsJsonFlags flags, RsJson *out);
guint rs_json_length (const RsJson *array);
void rs_json_element (const RsJson *array, guint index, RsJson *out);
gboolean rs_json_has (const RsJson *self, const char *name);

/* (transfer full) (nullable): a string; numbers are turned into their plain text, because ids come as either.
 */
char *rs_json_dup_string (const RsJson *self, const char *name, RsJsonFlags flags);
/* Whole numbers, also as numeric strings (Rackbeat reference §1.3); 0 when absent. A fraction is an error,
 * and so is what no gint64 holds. */
gint64 rs_json_get_int (const RsJson *self, const char *name, RsJsonFlags flags);
/* Booleans, also 0, 1, "true", "false", "0", "1"; FALSE when absent. */
gboolean rs_json_get_bool (const RsJson *self, const char *name, RsJsonFlags flags);
/* Numbers, also as numeric strings; zero when absent. @present (nullable) tells whether it was there. */
RsDecimal rs_json_get_decimal (const RsJson *self, const char *name, RsJsonFlags flags, gboolean *present);
/* Timestamps in any form of rs_instant_parse(); RS_INSTANT_NONE when absent. */
RsInstant rs_json_get_instant (const RsJson *self, const char *name, RsJsonFlags flags);

/* As rs_json_tree_parse(), for what is to be changed or written again. (transfer full) */
JsonNode *rs_json_parse (GBytes *bytes, gsize max_size, GError **error);
/* The compact text of @node, members in their order, numbers with the fewest digits that read back the same
 * (80.3, not 80.299999999999997); what is no number in JSON becomes null. (transfer full) */
char *rs_json_to_string (JsonNode *node);

G_END_DECLS
