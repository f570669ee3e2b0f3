/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-source.h"

#include <string.h>

/* What crossed, written into the journal and read back from it: the newest DONE creation or update of a
 * source tells which quantities of the source its Webshipper lines stand for. */

static void
crossed_line_free (gpointer data)
{
  RsCrossedLine *self = data;

  g_free (self->ext_ref);
  g_free (self->item_number);
  g_free (self);
}

GPtrArray *
rs_crossed_new (void)
{
  return g_ptr_array_new_with_free_func (crossed_line_free);
}

void
rs_crossed_add_to (GPtrArray *lines, RsJsonWriter *payload)
{
  rs_json_writer_name (payload, "source");
  rs_json_writer_begin_array (payload);
  for (guint i = 0; i < lines->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (lines, i);

      rs_json_writer_begin_object (payload);
      rs_json_writer_put_string (payload, "ext_ref", line->ext_ref);
      rs_payload_add_int (payload, "order_line_id", line->order_line_id);
      rs_json_writer_put_string (payload, "item_number", line->item_number);
      rs_json_writer_put_decimal (payload, "ordered", line->ordered);
      rs_json_writer_put_decimal (payload, "quantity", line->quantity);
      rs_payload_add_int (payload, "sent", line->sent);
      rs_json_writer_end_object (payload);
    }
  rs_json_writer_end_array (payload);
}

static RsCrossedLine *
read_line (const RsJson *json)
{
  RsCrossedLine *self = g_new0 (RsCrossedLine, 1);

  self->ext_ref = rs_json_dup_string (json, "ext_ref", RS_JSON_REQUIRED);
  self->order_line_id = rs_json_get_int (json, "order_line_id", RS_JSON_OPTIONAL);
  self->item_number = rs_json_dup_string (json, "item_number", RS_JSON_OPTIONAL);
  self->ordered = rs_json_get_decimal (json, "ordered", RS_JSON_REQUIRED, NULL);
  self->quantity = rs_json_get_decimal (json, "quantity", RS_JSON_REQUIRED, NULL);
  self->sent = rs_json_get_int (json, "sent", RS_JSON_REQUIRED);
  return self;
}

/* NULL when @step is not about @ext_ref, or says nothing of its lines. */
static GPtrArray *
read_step (const RsStep *step, const char *ext_ref)
{
  g_autoptr (GPtrArray) lines = rs_crossed_new ();
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (step->payload, NULL);
  g_autofree char *about = NULL;
  gboolean found;
  RsJson root, array, element;

  rs_json_init (&root, rs_json_tree_root (tree), "payload");
  about = rs_json_dup_string (&root, "ext_ref", RS_JSON_LENIENT);
  found = g_strcmp0 (about, ext_ref) == 0 && rs_json_array (&root, "source", RS_JSON_LENIENT, &array);
  for (guint i = 0; found && i < rs_json_length (&array) && !rs_json_failed (&root); i++)
    {
      rs_json_element (&array, i, &element);
      g_ptr_array_add (lines, read_line (&element));
    }
  return rs_json_finish (&root, NULL) && found ? g_steal_pointer (&lines) : NULL;
}

GPtrArray *
rs_plan_source_list_crossed (const RsPlanning *planning, const RsPlanSource *self)
{
  static const char *const kinds[]
    = { "create-ws-order", "update-ws-order", "create-rb-order", "update-rb-order", NULL };

  for (guint i = planning->subject->steps->len; i > 0; i--)
    {
      const RsStep *step = g_ptr_array_index (planning->subject->steps, i - 1);
      GPtrArray *lines;

      if (step->state != RS_STEP_DONE || !g_strv_contains (kinds, step->kind))
        continue;
      lines = read_step (step, self->ext_ref);
      if (lines != NULL)
        return lines;
    }
  return NULL;
}

const RsCrossedLine *
rs_crossed_find (GPtrArray *lines, const char *ext_ref)
{
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (lines, i);

      if (g_strcmp0 (line->ext_ref, ext_ref) == 0)
        return line;
    }
  return NULL;
}
