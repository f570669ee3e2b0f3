/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-plant.h"

/* Writes carrier, tracking numbers and links to a Rackbeat order: into a custom field where the plan has
 * them, else a note (PRODUCT F4.8; no tracking field is known, Rackbeat reference §3.3). A note is found
 * again by its marker. */

static RsFound
lookup_note (RsStepContext *context, GError **error)
{
  const char *marker = rs_step_payload_string (context, "marker");
  g_autoptr (GPtrArray) notes = dex_await_boxed (
    rs_rackbeat_client_list_notes (context->pass->rackbeat, rs_step_payload_int (context, "order_number"),
                                   context->pass->priority),
    error);

  if (notes == NULL)
    return RS_FOUND_ERROR;
  for (guint i = 0; i < notes->len; i++)
    {
      const RsNote *note = g_ptr_array_index (notes, i);

      if (note->text != NULL && marker != NULL && strstr (note->text, marker) != NULL)
        return RS_FOUND_YES;
    }
  return RS_FOUND_NO;
}

/* A field can be written again without harm: it holds one value. */
static RsFound
lookup (RsStepContext *context, GError **error)
{
  return rs_step_payload_int (context, "field_id") != 0 ? RS_FOUND_NO : lookup_note (context, error);
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  gint64 order_number = rs_step_payload_int (context, "order_number");
  gint64 field_id = rs_step_payload_int (context, "field_id");
  const char *text = rs_step_payload_string (context, "text");
  g_autoptr (RsNote) note = NULL;

  if (RS_PLANT ("forget-tracking"))
    {
      json_object_set_boolean_member (context->result, "echoed", TRUE);
      return TRUE;
    }
  if (field_id != 0)
    return dex_await (rs_rackbeat_client_set_field (context->pass->rackbeat, order_number, field_id, text),
                      error);

  note = dex_await_boxed (rs_rackbeat_client_add_note (context->pass->rackbeat, order_number, text), error);
  if (note == NULL)
    return FALSE;
  json_object_set_int_member (context->result, "note_id", note->id);
  json_object_set_boolean_member (context->result, "echoed",
                                  note->id != 0 && g_strcmp0 (note->text, text) == 0);
  return TRUE;
}

/* Rackbeat's answer to a new note is the note as it keeps it; where it gave no note with an id and the text,
 * the notes are read. */
static RsFound
verify (RsStepContext *context, GError **error)
{
  if (rs_step_payload_int (context, "field_id") != 0
      || json_object_get_boolean_member_with_default (context->result, "echoed", FALSE))
    return RS_FOUND_YES;
  return lookup_note (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Write the tracking number to order %" G_GINT64_FORMAT " in Rackbeat",
                          rs_json_value_get_int (payload, "order_number"));
}

const RsStepKind rs_step_write_rb_tracking
  = { "write-rb-tracking", RS_STEP_SETTLE, lookup, perform, verify, describe };
