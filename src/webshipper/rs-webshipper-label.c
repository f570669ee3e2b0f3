/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"

#include <string.h>

/* A label's text may be far longer than other texts (RS_JSON_MAX_STRING), yet not endless. */
#define MAX_BASE64 (32 * 1024 * 1024)
/* Printers and drivers put a few commands or comments before the real beginning. */
#define LOOK_AT 4096

const char *
rs_webshipper_label_format (GBytes *content)
{
  gsize size = 0;
  const char *bytes = g_bytes_get_data (content, &size);
  gssize look_at = (gssize) MIN (size, LOOK_AT);

  if (bytes == NULL)
    return NULL;
  if (g_strstr_len (bytes, look_at, "%PDF") != NULL)
    return "PDF";
  return g_strstr_len (bytes, look_at, "^XA") != NULL ? "ZPL" : NULL;
}

/* NULL for text that is not base64 at all. A data: prefix is passed over. */
static GBytes *
decode_base64 (const char *text)
{
  const char *comma = g_str_has_prefix (text, "data:") ? strchr (text, ',') : NULL;
  gsize size = 0;
  guchar *bytes;

  if (comma != NULL)
    text = comma + 1;
  if (strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_ \r\n\t")
      != strlen (text))
    return NULL;
  bytes = g_base64_decode (text, &size);
  return g_bytes_new_take (bytes, size);
}

/* One piece of the base64 member. NULL when it is empty (no failure) or wrong (a failure). */
static GBytes *
read_piece (const RsJson *where, const RsJsonValue *value)
{
  GBytes *bytes;

  if (value == NULL || value->type == RS_JSON_NULL || (value->type == RS_JSON_STRING && value->length == 0))
    return NULL;
  if (value->type != RS_JSON_STRING)
    {
      rs_json_fail (where, "expected base64 text");
      return NULL;
    }
  if (value->length > MAX_BASE64)
    {
      rs_json_fail (where, "more than %d bytes", MAX_BASE64);
      return NULL;
    }
  bytes = decode_base64 (value->string);
  if (bytes == NULL)
    rs_json_fail (where, "not base64");
  return bytes;
}

static GBytes *
join (GBytes *a, GBytes *b)
{
  GByteArray *joined = g_byte_array_new ();

  g_byte_array_append (joined, g_bytes_get_data (a, NULL), (guint) g_bytes_get_size (a));
  g_byte_array_append (joined, g_bytes_get_data (b, NULL), (guint) g_bytes_get_size (b));
  return g_byte_array_free_to_bytes (joined);
}

/* When base64 is an array (UNKNOWN when, §3.8) each element is a document of its own; an element that does
 * not begin like one continues the one before. */
static void
add_piece (GPtrArray *documents, GBytes *piece)
{
  if (documents->len > 0 && rs_webshipper_label_format (piece) == NULL)
    {
      GBytes *last = g_ptr_array_steal_index (documents, documents->len - 1);

      g_ptr_array_add (documents, join (last, piece));
      g_bytes_unref (last);
    }
  else
    g_ptr_array_add (documents, g_bytes_ref (piece));
}

static GPtrArray *
read_documents (const RsJson *attributes)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const RsJsonValue *value = rs_json_value_member (attributes->value, "base64");
  RsJson where
    = { .value = value, .parent = attributes, .name = "base64", .index = -1, .sink = attributes->sink };
  gboolean is_list = rs_json_value_is (value, RS_JSON_ARRAY);
  guint n = is_list ? rs_json_value_length (value) : 1;

  for (guint i = 0; i < n && !rs_json_failed (attributes); i++)
    {
      g_autoptr (GBytes) piece = read_piece (&where, is_list ? rs_json_value_element (value, i) : value);

      if (piece != NULL)
        add_piece (documents, piece);
    }
  for (guint i = 0; i < documents->len && !rs_json_failed (attributes); i++)
    if (rs_webshipper_label_format (g_ptr_array_index (documents, i)) == NULL)
      rs_json_fail (&where, "neither PDF nor ZPL");
  return documents;
}

static RsLabel *
make_label (const RsJson *resource, const RsJson *attributes, GBytes *content)
{
  RsLabel *label = rs_label_new ();

  label->id = rs_reader_dup_key (resource, "id");
  label->shipment_id = rs_json_dup_string (attributes, "shipment_id", RS_JSON_OPTIONAL);
  label->size = rs_json_dup_string (attributes, "label_size", RS_JSON_LENIENT);
  label->format = rs_json_dup_string (attributes, "label_format", RS_JSON_LENIENT);
  if (content != NULL)
    {
      /* What it is counts for the printer, not what it is called. */
      g_set_str (&label->format, rs_webshipper_label_format (content));
      label->content = g_bytes_ref (content);
    }
  return label;
}

gboolean
rs_webshipper_read_labels (const RsJson *resource, GPtrArray *labels)
{
  g_autoptr (GPtrArray) documents = NULL;
  RsJson attributes;

  if (!rs_json_object (resource, "attributes", RS_JSON_REQUIRED, &attributes))
    return FALSE;
  documents = read_documents (&attributes);
  if (documents->len == 0)
    g_ptr_array_add (labels, make_label (resource, &attributes, NULL));
  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (labels, make_label (resource, &attributes, g_ptr_array_index (documents, i)));
  return !rs_json_failed (resource);
}

RsLabel *
rs_webshipper_read_label (const RsJson *resource)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_label_unref);

  if (!rs_webshipper_read_labels (resource, labels))
    return NULL;
  if (labels->len > 1)
    {
      rs_json_fail (resource, "holds %u labels", labels->len);
      return NULL;
    }
  return g_ptr_array_steal_index (labels, 0);
}
