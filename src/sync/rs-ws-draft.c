/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-draft.h"

#include "rs-fold.h"

void
rs_ws_draft_free (RsWsDraft *self)
{
  rs_ws_order_unref (self->order);
  g_ptr_array_unref (self->crossed);
  rs_findings_clear (&self->findings);
  g_free (self->waits);
  g_free (self);
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

static void
append_reference (GString *text, const char *label, const char *value)
{
  if (rs_text_is_blank (value))
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
  self->crossed = rs_crossed_new ();
  rs_findings_init (&self->findings);

  self->order->ext_ref = g_strdup (source->ext_ref);
  self->order->visible_ref = g_strdup_printf ("%" G_GINT64_FORMAT, from->number);
  self->order->channel_id = planning->policy->channel_id;
  self->order->currency = rs_text_is_blank (from->currency) ? NULL : g_strdup (from->currency);
  self->order->external_comment = rs_text_is_blank (from->note) ? NULL : g_strdup (from->note);
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
  rs_findings_report (&self->findings, planning);
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
