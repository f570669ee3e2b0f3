/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-client.h"

#include "rs-rackbeat-call.h"

static char *
notes_path (gint64 order_number)
{
  return g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/notes", order_number);
}

/* The note as the answer gives it. The answer's shape is UNKNOWN (§8): where it holds none, the note we sent
 * is what stands. */
static DexFuture *
on_note_added (DexFuture *completed, gpointer user_data)
{
  const GValue *value = dex_future_get_value (completed, NULL);
  RsDocument *document = G_VALUE_HOLDS (value, RS_TYPE_DOCUMENT) ? g_value_get_boxed (value) : NULL;
  RsNote *note;

  if (document != NULL && document->object != NULL && ((RsNote *) document->object)->text != NULL)
    return dex_future_new_take_boxed (RS_TYPE_NOTE, rs_note_ref (document->object));
  note = rs_note_new ();
  note->text = g_strdup (user_data);
  note->created_at = RS_INSTANT_NONE;
  return dex_future_new_take_boxed (RS_TYPE_NOTE, note);
}

DexFuture *
rs_rackbeat_client_add_note (RsRackbeatClient *self, gint64 order_number, const char *text)
{
  g_autofree char *path = notes_path (order_number);
  RsJsonWriter *writer;
  RsRequest *request;
  DexFuture *added;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self) && text != NULL, NULL);
  writer = rs_json_writer_new ();
  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "note", text);
  rs_json_writer_end_object (writer);
  request = rs_rackbeat_request_new ("POST", path);
  rs_rackbeat_request_take_body (request, writer);
  added = rs_rackbeat_client_call (self, request, rs_rackbeat_decode_document_or_done,
                                   (RsRbAsk) { .kind = &rs_rb_kind_note });
  return dex_future_then (added, on_note_added, g_strdup (text), g_free);
}

/* One note that cannot be read may be the one looked for, so it fails the list. */
static DexFuture *
on_notes (DexFuture *completed, gpointer user_data)
{
  const RsPage *page = g_value_get_boxed (dex_future_get_value (completed, NULL));
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_note_unref);

  for (guint i = 0; i < page->rows->len; i++)
    {
      const RsDocument *document = g_ptr_array_index (page->rows, i);

      if (document->error != NULL)
        return dex_future_new_for_error (g_error_copy (document->error));
      g_ptr_array_add (notes, rs_note_ref (document->object));
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&notes));
}

DexFuture *
rs_rackbeat_client_list_notes (RsRackbeatClient *self, gint64 order_number, RsPriority priority)
{
  g_autofree char *path = notes_path (order_number);

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  return dex_future_then (
    rs_rackbeat_client_collect (self, path, (RsRbAsk) { .kind = &rs_rb_kind_note }, priority), on_notes, NULL,
    NULL);
}

DexFuture *
rs_rackbeat_client_set_field (RsRackbeatClient *self, gint64 order_number, gint64 field_id, const char *value)
{
  g_autofree char *path = g_strdup_printf ("/orders/%" G_GINT64_FORMAT "/fields", order_number);
  RsJsonWriter *writer;
  RsRequest *request;

  g_return_val_if_fail (RS_IS_RACKBEAT_CLIENT (self), NULL);
  writer = rs_json_writer_new ();
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "custom_fields");
  rs_json_writer_begin_array (writer);
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "id");
  rs_json_writer_add_int (writer, field_id);
  rs_json_writer_put_string (writer, "value", value);
  rs_json_writer_end_object (writer);
  rs_json_writer_end_array (writer);
  rs_json_writer_end_object (writer);
  request = rs_rackbeat_request_new ("PUT", path);
  rs_rackbeat_request_take_body (request, writer);
  return rs_rackbeat_client_call (self, request, rs_exchange_decode_done, (RsRbAsk) { 0 });
}
