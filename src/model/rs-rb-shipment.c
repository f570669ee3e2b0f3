/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-shipment.h"

G_DEFINE_BOXED_TYPE (RsRbShipmentLine, rs_rb_shipment_line, rs_rb_shipment_line_ref,
                     rs_rb_shipment_line_unref)

RsRbShipmentLine *
rs_rb_shipment_line_new (void)
{
  return g_atomic_rc_box_new0 (RsRbShipmentLine);
}

RsRbShipmentLine *
rs_rb_shipment_line_ref (RsRbShipmentLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rb_shipment_line_clear (gpointer data)
{
  RsRbShipmentLine *self = data;

  g_free (self->item_number);
  g_free (self->item_type);
  g_free (self->variation);
}

void
rs_rb_shipment_line_unref (RsRbShipmentLine *self)
{
  g_atomic_rc_box_release_full (self, rb_shipment_line_clear);
}

G_DEFINE_BOXED_TYPE (RsRbShipment, rs_rb_shipment, rs_rb_shipment_ref, rs_rb_shipment_unref)

RsRbShipment *
rs_rb_shipment_new (void)
{
  RsRbShipment *self = g_atomic_rc_box_new0 (RsRbShipment);

  self->shipped_at = RS_INSTANT_NONE;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_shipment_line_unref);
  self->created_at = RS_INSTANT_NONE;
  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsRbShipment *
rs_rb_shipment_ref (RsRbShipment *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rb_shipment_clear (gpointer data)
{
  RsRbShipment *self = data;

  g_ptr_array_unref (self->lines);
}

void
rs_rb_shipment_unref (RsRbShipment *self)
{
  g_atomic_rc_box_release_full (self, rb_shipment_clear);
}
