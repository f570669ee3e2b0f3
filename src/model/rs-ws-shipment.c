/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-shipment.h"

G_DEFINE_BOXED_TYPE (RsTrackingLink, rs_tracking_link, rs_tracking_link_ref, rs_tracking_link_unref)

RsTrackingLink *
rs_tracking_link_new (void)
{
  return g_atomic_rc_box_new0 (RsTrackingLink);
}

RsTrackingLink *
rs_tracking_link_ref (RsTrackingLink *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
tracking_link_clear (gpointer data)
{
  RsTrackingLink *self = data;

  g_free (self->url);
  g_free (self->number);
  g_free (self->event);
}

void
rs_tracking_link_unref (RsTrackingLink *self)
{
  g_atomic_rc_box_release_full (self, tracking_link_clear);
}

G_DEFINE_BOXED_TYPE (RsPackageLine, rs_package_line, rs_package_line_ref, rs_package_line_unref)

RsPackageLine *
rs_package_line_new (void)
{
  return g_atomic_rc_box_new0 (RsPackageLine);
}

RsPackageLine *
rs_package_line_ref (RsPackageLine *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
package_line_clear (gpointer data)
{
  RsPackageLine *self = data;

  g_free (self->ext_ref);
  g_free (self->sku);
}

void
rs_package_line_unref (RsPackageLine *self)
{
  g_atomic_rc_box_release_full (self, package_line_clear);
}

G_DEFINE_BOXED_TYPE (RsPackage, rs_package, rs_package_ref, rs_package_unref)

RsPackage *
rs_package_new (void)
{
  RsPackage *self = g_atomic_rc_box_new0 (RsPackage);

  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_package_line_unref);
  return self;
}

RsPackage *
rs_package_ref (RsPackage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
package_clear (gpointer data)
{
  RsPackage *self = data;

  g_free (self->dimension_unit);
  g_ptr_array_unref (self->lines);
}

void
rs_package_unref (RsPackage *self)
{
  g_atomic_rc_box_release_full (self, package_clear);
}

G_DEFINE_BOXED_TYPE (RsWsShipment, rs_ws_shipment, rs_ws_shipment_ref, rs_ws_shipment_unref)

RsWsShipment *
rs_ws_shipment_new (void)
{
  RsWsShipment *self = g_atomic_rc_box_new0 (RsWsShipment);

  self->tracking_links = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_tracking_link_unref);
  self->packages = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_package_unref);
  self->label_ids = g_ptr_array_new_with_free_func (g_free);
  self->created_at = RS_INSTANT_NONE;
  return self;
}

RsWsShipment *
rs_ws_shipment_ref (RsWsShipment *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
ws_shipment_clear (gpointer data)
{
  RsWsShipment *self = data;

  g_free (self->id);
  g_free (self->order_id);
  g_free (self->reference);
  g_free (self->status);
  g_free (self->carrier);
  g_ptr_array_unref (self->tracking_links);
  g_ptr_array_unref (self->packages);
  g_ptr_array_unref (self->label_ids);
}

void
rs_ws_shipment_unref (RsWsShipment *self)
{
  g_atomic_rc_box_release_full (self, ws_shipment_clear);
}

G_DEFINE_BOXED_TYPE (RsLabel, rs_label, rs_label_ref, rs_label_unref)

RsLabel *
rs_label_new (void)
{
  return g_atomic_rc_box_new0 (RsLabel);
}

RsLabel *
rs_label_ref (RsLabel *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
label_clear (gpointer data)
{
  RsLabel *self = data;

  g_free (self->id);
  g_free (self->shipment_id);
  g_free (self->size);
  g_free (self->format);
  g_clear_pointer (&self->content, g_bytes_unref);
}

void
rs_label_unref (RsLabel *self)
{
  g_atomic_rc_box_release_full (self, label_clear);
}
