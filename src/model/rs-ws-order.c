/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-order.h"

G_DEFINE_BOXED_TYPE (RsDropPoint, rs_drop_point, rs_drop_point_ref, rs_drop_point_unref)

RsDropPoint *
rs_drop_point_new (void)
{
  return g_atomic_rc_box_new0 (RsDropPoint);
}

RsDropPoint *
rs_drop_point_ref (RsDropPoint *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
drop_point_clear (gpointer data)
{
  RsDropPoint *self = data;

  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->address, rs_address_unref);
  g_free (self->carrier_code);
  g_free (self->routing_code);
  g_free (self->latitude);
  g_free (self->longitude);
}

void
rs_drop_point_unref (RsDropPoint *self)
{
  g_atomic_rc_box_release_full (self, drop_point_clear);
}

G_DEFINE_BOXED_TYPE (RsWsLine, rs_ws_line, rs_ws_line_ref, rs_ws_line_unref)

RsWsLine *
rs_ws_line_new (void)
{
  return g_atomic_rc_box_new0 (RsWsLine);
}

RsWsLine *
rs_ws_line_ref (RsWsLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
ws_line_clear (gpointer data)
{
  RsWsLine *self = data;

  g_free (self->ext_ref);
  g_free (self->sku);
  g_free (self->description);
  g_free (self->status);
  g_free (self->discount_type);
  g_free (self->tariff_number);
  g_free (self->origin_country);
}

void
rs_ws_line_unref (RsWsLine *self)
{
  g_atomic_rc_box_release_full (self, ws_line_clear);
}

G_DEFINE_BOXED_TYPE (RsWsOrder, rs_ws_order, rs_ws_order_ref, rs_ws_order_unref)

RsWsOrder *
rs_ws_order_new (void)
{
  RsWsOrder *self = g_atomic_rc_box_new0 (RsWsOrder);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_ws_line_unref);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->created_at = RS_INSTANT_NONE;
  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsWsOrder *
rs_ws_order_ref (RsWsOrder *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
ws_order_clear (gpointer data)
{
  RsWsOrder *self = data;

  g_free (self->id);
  g_free (self->ext_ref);
  g_free (self->visible_ref);
  g_free (self->status);
  g_free (self->currency);
  g_free (self->internal_comment);
  g_free (self->external_comment);
  g_free (self->error_message);
  g_free (self->original_shipping_code);
  g_free (self->original_shipping_name);
  g_clear_pointer (&self->delivery_address, rs_address_unref);
  g_clear_pointer (&self->billing_address, rs_address_unref);
  g_clear_pointer (&self->sender_address, rs_address_unref);
  g_clear_pointer (&self->drop_point, rs_drop_point_unref);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->tags);
}

void
rs_ws_order_unref (RsWsOrder *self)
{
  g_atomic_rc_box_release_full (self, ws_order_clear);
}

gboolean
rs_ws_line_is_dispatched (const RsWsLine *line)
{
  return g_strcmp0 (line->status, "dispatched") == 0;
}

gboolean
rs_ws_order_is_dispatched (const RsWsOrder *self)
{
  return g_strcmp0 (self->status, "dispatched") == 0;
}

gboolean
rs_ws_order_is_open (const RsWsOrder *self)
{
  if (self->is_locked || g_strcmp0 (self->status, "dispatched") == 0
      || g_strcmp0 (self->status, "partly_dispatched") == 0 || g_strcmp0 (self->status, "cancelled") == 0)
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (self->lines, i);

      if (rs_ws_line_is_dispatched (line) || line->package_id != 0)
        return FALSE;
    }
  return TRUE;
}
