/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-draft.h"

#include <string.h>

static void
crossed_line_free (gpointer data)
{
  RsCrossedLine *line = data;

  g_free (line->ext_ref);
  g_free (line->item_number);
  g_free (line);
}

void
rs_ws_draft_free (RsWsDraft *self)
{
  rs_ws_order_unref (self->order);
  g_ptr_array_unref (self->crossed);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->reasons);
  g_free (self->waits);
  g_free (self);
}

void
rs_ws_draft_because (RsWsDraft *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->reasons, g_strdup_vprintf (format, args));
  va_end (args);
}

void
rs_ws_draft_wait (RsWsDraft *self, const char *format, ...)
{
  va_list args;

  if (self->waits != NULL)
    return;
  va_start (args, format);
  self->waits = g_strdup_vprintf (format, args);
  va_end (args);
}

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static void
append_reference (GString *text, const char *label, const char *value)
{
  if (is_blank (value))
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s%s", label, value);
}

/* References and the shipment's number go where staff read them and carriers do not: the order number is what
 * people search for, so visible_ref stays the plain number for every shipment of an order, in whatever order
 * they are made. */
static char *
make_internal_comment (const RsRbOrder *order, const RsPlanSource *source)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_reference (text, "", order->heading);
  append_reference (text, "Ref. ", order->their_reference);
  append_reference (text, "Ref. ", order->other_reference);
  if (source->kind == 's')
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, source->number);

      append_reference (text, "Forsendelse / shipment ", id);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

RsWsDraft *
rs_ws_draft_new (const RsPlanning *planning, const RsPlanSource *source)
{
  RsWsDraft *self = g_new0 (RsWsDraft, 1);
  const RsRbOrder *from = planning->order;

  g_return_val_if_fail (from != NULL, NULL);

  self->order = rs_ws_order_new ();
  self->crossed = g_ptr_array_new_with_free_func (crossed_line_free);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  self->reasons = g_ptr_array_new_with_free_func (g_free);

  self->order->ext_ref = g_strdup (source->ext_ref);
  self->order->visible_ref = g_strdup_printf ("%" G_GINT64_FORMAT, from->number);
  self->order->channel_id = planning->policy->channel_id;
  self->order->currency = is_blank (from->currency) ? NULL : g_strdup (from->currency);
  self->order->external_comment = is_blank (from->note) ? NULL : g_strdup (from->note);
  self->order->internal_comment = make_internal_comment (from, source);
  for (guint i = 0; i < from->tags->len; i++)
    g_ptr_array_add (self->order->tags, g_strdup (g_ptr_array_index (from->tags, i)));

  rs_ws_draft_take_addresses (self, planning);
  rs_ws_draft_take_lines (self, planning, source);
  rs_ws_draft_take_rate (self, planning);
  return self;
}

void
rs_ws_draft_report (RsWsDraft *self, RsPlanning *planning)
{
  for (guint i = 0; i < self->reasons->len; i++)
    rs_planning_because (planning, "%s", (const char *) g_ptr_array_index (self->reasons, i));
  g_ptr_array_set_size (self->reasons, 0);
  for (guint i = 0; i < self->problems->len; i++)
    rs_planning_hold (planning, rs_problem_ref (g_ptr_array_index (self->problems, i)));
  g_ptr_array_set_size (self->problems, 0);
  if (self->waits != NULL)
    rs_planning_wait (planning, "%s", self->waits);
}

gboolean
rs_ws_draft_has_goods (const RsWsDraft *self)
{
  for (guint i = 0; i < self->order->lines->len; i++)
    if (!((const RsWsLine *) g_ptr_array_index (self->order->lines, i))->is_virtual)
      return TRUE;
  return FALSE;
}

void
rs_ws_draft_add_source (const RsWsDraft *self, JsonBuilder *payload)
{
  json_builder_set_member_name (payload, "source");
  json_builder_begin_array (payload);
  for (guint i = 0; i < self->crossed->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (self->crossed, i);

      json_builder_begin_object (payload);
      rs_json_builder_add_string (payload, "ext_ref", line->ext_ref);
      rs_payload_add_int (payload, "order_line_id", line->order_line_id);
      rs_json_builder_add_string (payload, "item_number", line->item_number);
      rs_json_builder_add_decimal (payload, "ordered", line->ordered);
      rs_json_builder_add_decimal (payload, "quantity", line->quantity);
      rs_payload_add_int (payload, "sent", line->sent);
      json_builder_end_object (payload);
    }
  json_builder_end_array (payload);
}
