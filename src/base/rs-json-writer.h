/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <json-glib/json-glib.h>

#include "rs-decimal.h"

G_BEGIN_DECLS

/* Writes JSON from front to end, straight into its text: compact, members in the order in which they are put.
 *
 *   rs_json_writer_begin_object (writer);
 *   rs_json_writer_put_string (writer, "name", name);
 *   rs_json_writer_name (writer, "lines");
 *   rs_json_writer_begin_array (writer);
 *   …
 *   rs_json_writer_end_array (writer);
 *   rs_json_writer_end_object (writer);
 *   text = rs_json_writer_dup_text (writer);
 *
 * Text that is no UTF-8 is mended. Numbers have the fewest digits that read back the same (80.3, not
 * 80.299999999999997): prices that cross look as people typed them. */
typedef struct _RsJsonWriter RsJsonWriter;

RsJsonWriter *rs_json_writer_new (void);
void rs_json_writer_free (RsJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsJsonWriter, rs_json_writer_free)

/* What was written, all of whose brackets are closed. (transfer full) */
char *rs_json_writer_dup_text (RsJsonWriter *self);
/* The same as bytes, and frees the writer. (transfer full) */
GBytes *rs_json_writer_free_to_bytes (RsJsonWriter *self);

void rs_json_writer_begin_object (RsJsonWriter *self);
void rs_json_writer_end_object (RsJsonWriter *self);
void rs_json_writer_begin_array (RsJsonWriter *self);
void rs_json_writer_end_array (RsJsonWriter *self);
/* What the next value, object or array is called. */
void rs_json_writer_name (RsJsonWriter *self, const char *name);

/* A value. */
void rs_json_writer_add_int (RsJsonWriter *self, gint64 value);
void rs_json_writer_add_boolean (RsJsonWriter *self, gboolean value);
void rs_json_writer_add_null (RsJsonWriter *self);
/* What is no number in JSON becomes null; a whole one keeps its ".0", by which it stays what it was. */
void rs_json_writer_add_double (RsJsonWriter *self, double value);
/* Null for NULL. */
void rs_json_writer_add_string (RsJsonWriter *self, const char *value);
void rs_json_writer_add_node (RsJsonWriter *self, JsonNode *value);
/* JSON that is text already. */
void rs_json_writer_add_json (RsJsonWriter *self, const char *text, gsize length);

/* A named value. */
void rs_json_writer_put_int (RsJsonWriter *self, const char *name, gint64 value);
/* Null for NULL. */
void rs_json_writer_put_string (RsJsonWriter *self, const char *name, const char *value);
/* All its digits; an integer where it is whole. */
void rs_json_writer_put_decimal (RsJsonWriter *self, const char *name, RsDecimal value);

G_END_DECLS
