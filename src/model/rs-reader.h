/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-document.h"
#include "rs-json.h"
#include "rs-weight.h"

G_BEGIN_DECLS

/* What the codecs of both services need beyond rs-json: keys, objects that PHP writes as [], and documents.
 */

/* A record's number or id: a whole number above zero, also as a numeric string. Zero or less fails when
 * RS_JSON_REQUIRED; otherwise absent, null and 0 are 0 and less than zero fails. */
gint64 rs_reader_get_id (const RsJson *self, const char *name, RsJsonFlags flags);
/* A count of things: a whole number within a thousand million either way, so that sums of it stay in range.
 */
gint64 rs_reader_get_count (const RsJson *self, const char *name, RsJsonFlags flags);
/* The same as text, for records that are known by one: 1 to 255 bytes, required. NULL after a failure.
 * (transfer full) */
char *rs_reader_dup_key (const RsJson *self, const char *name);
/* The member as an object. An empty array counts as absent: that is how PHP writes an empty object. */
gboolean rs_reader_get_object (const RsJson *self, const char *name, RsJson *out);
/* Whether the key is there at all, even as null. */
gboolean rs_reader_has_key (const RsJson *self, const char *name);
/* A weight of @name with its unit in @unit_name (@default_unit (nullable) where that is absent). FALSE, which
 * is no failure, when the number is absent or not above zero (never filled in), or the unit is absent or
 * unknown: a weight is never guessed. */
gboolean rs_reader_get_weight (const RsJson *self, const char *name, const char *unit_name,
                               const char *default_unit, RsWeight *out);

/* What one kind of document is called and how it is read. Static. */
typedef struct
{
  const char *name;                      /* for paths in errors: "order" */
  const char *key;                       /* the member that identifies it: "number", "id" */
  gpointer (*read) (const RsJson *json); /* (transfer full) NULL after a failure */
  GDestroyNotify free;
} RsDocumentKind;

/* Reads @value as a document called @path in errors, whose text is the service's own. Never fails: what does
 * not decode is a document with its error, and with its key where that could be read. (transfer full) */
RsDocument *rs_document_read (const RsDocumentKind *kind, const RsJsonValue *value, const char *path);
/* Reads stored text; NULL and RS_ERROR_PROTOCOL when it does not decode. (transfer full) */
gpointer rs_document_decode (const RsDocumentKind *kind, const char *text, GError **error);

G_END_DECLS
