/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rate.h"

G_DEFINE_BOXED_TYPE (RsShippingRate, rs_shipping_rate, rs_shipping_rate_ref, rs_shipping_rate_unref)

RsShippingRate *
rs_shipping_rate_new (void)
{
  return g_atomic_rc_box_new0 (RsShippingRate);
}

RsShippingRate *
rs_shipping_rate_ref (RsShippingRate *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
shipping_rate_clear (gpointer data)
{
  RsShippingRate *self = data;

  g_free (self->name);
  g_free (self->carrier);
  g_free (self->service_code);
}

void
rs_shipping_rate_unref (RsShippingRate *self)
{
  g_atomic_rc_box_release_full (self, shipping_rate_clear);
}

G_DEFINE_BOXED_TYPE (RsOrderChannel, rs_order_channel, rs_order_channel_ref, rs_order_channel_unref)

RsOrderChannel *
rs_order_channel_new (void)
{
  return g_atomic_rc_box_new0 (RsOrderChannel);
}

RsOrderChannel *
rs_order_channel_ref (RsOrderChannel *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
order_channel_clear (gpointer data)
{
  RsOrderChannel *self = data;

  g_free (self->label);
}

void
rs_order_channel_unref (RsOrderChannel *self)
{
  g_atomic_rc_box_release_full (self, order_channel_clear);
}
