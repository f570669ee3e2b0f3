/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A Webshipper shipping rate (fragtrate); it belongs to one order channel. */
typedef struct
{
  gint64 id;
  gint64 channel_id;
  gint64 carrier_id;
  char *name;         /* (owned) (nullable) */
  char *carrier;      /* (owned) (nullable) carrier alias, when included */
  char *service_code; /* (owned) (nullable) */
  gboolean requires_drop_point;
  gboolean wants_email; /* carriers_email */
  gboolean wants_sms;   /* carriers_sms */
  gboolean is_return;
  gboolean is_hidden;
} RsShippingRate;

#define RS_TYPE_SHIPPING_RATE (rs_shipping_rate_get_type ())
GType rs_shipping_rate_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsShippingRate *rs_shipping_rate_new (void);
RsShippingRate *rs_shipping_rate_ref (RsShippingRate *self);
void rs_shipping_rate_unref (RsShippingRate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsShippingRate, rs_shipping_rate_unref)

/* A Webshipper order channel. */
typedef struct
{
  gint64 id;
  char *label; /* (owned) (nullable) channel_label */
} RsOrderChannel;

#define RS_TYPE_ORDER_CHANNEL (rs_order_channel_get_type ())
GType rs_order_channel_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsOrderChannel *rs_order_channel_new (void);
RsOrderChannel *rs_order_channel_ref (RsOrderChannel *self);
void rs_order_channel_unref (RsOrderChannel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsOrderChannel, rs_order_channel_unref)

G_END_DECLS
