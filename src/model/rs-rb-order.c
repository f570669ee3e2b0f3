/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-order.h"

G_DEFINE_BOXED_TYPE (RsRbLine, rs_rb_line, rs_rb_line_ref, rs_rb_line_unref)

RsRbLine *
rs_rb_line_new (void)
{
  return g_atomic_rc_box_new0 (RsRbLine);
}

RsRbLine *
rs_rb_line_ref (RsRbLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rb_line_clear (gpointer data)
{
  RsRbLine *self = data;

  g_free (self->item_number);
  g_free (self->item_type);
  g_free (self->name);
  g_free (self->variation);
}

void
rs_rb_line_unref (RsRbLine *self)
{
  g_atomic_rc_box_release_full (self, rb_line_clear);
}

G_DEFINE_BOXED_TYPE (RsRbOrder, rs_rb_order, rs_rb_order_ref, rs_rb_order_unref)

RsRbOrder *
rs_rb_order_new (void)
{
  RsRbOrder *self = g_atomic_rc_box_new0 (RsRbOrder);

  self->deliver_at = RS_INSTANT_NONE;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_line_unref);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->booked_at = RS_INSTANT_NONE;
  self->created_at = RS_INSTANT_NONE;
  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsRbOrder *
rs_rb_order_ref (RsRbOrder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rb_order_clear (gpointer data)
{
  RsRbOrder *self = data;

  g_free (self->heading);
  g_free (self->note);
  g_free (self->other_reference);
  g_free (self->their_reference);
  g_free (self->customer_name);
  g_free (self->customer_email);
  g_free (self->customer_phone);
  g_free (self->customer_vat_number);
  g_clear_pointer (&self->billing_address, rs_address_unref);
  g_clear_pointer (&self->delivery_address, rs_address_unref);
  g_free (self->delivery_term_name);
  g_free (self->currency);
  g_free (self->order_date);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->tags);
}

void
rs_rb_order_unref (RsRbOrder *self)
{
  g_atomic_rc_box_release_full (self, rb_order_clear);
}

const RsRbLine *
rs_rb_order_find_line (const RsRbOrder *self, gint64 id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (self->lines, i);

      if (line->id == id)
        return line;
    }
  return NULL;
}
