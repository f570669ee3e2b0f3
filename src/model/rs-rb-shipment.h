/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-decimal.h"
#include "rs-instant.h"
#include <glib-object.h>

G_BEGIN_DECLS

/* A line of a Rackbeat shipment. It names no order line: match by item number and variation, in line order
 * (Rackbeat reference §3.3). */
typedef struct
{
  gint64 id;
  gint64 order_line_id; /* 0 unless the service gives one */
  char *item_number;    /* (owned) (nullable) */
  char *item_type;      /* (owned) (nullable) */
  char *variation;      /* (owned) (nullable) */
  RsDecimal quantity;
  gboolean is_picked;
} RsRbShipmentLine;

#define RS_TYPE_RB_SHIPMENT_LINE (rs_rb_shipment_line_get_type ())
GType rs_rb_shipment_line_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbShipmentLine *rs_rb_shipment_line_new (void);
RsRbShipmentLine *rs_rb_shipment_line_ref (RsRbShipmentLine *self);
void rs_rb_shipment_line_unref (RsRbShipmentLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbShipmentLine, rs_rb_shipment_line_unref)

/* A Rackbeat order shipment (forsendelse). */
typedef struct
{
  gint64 id;
  gint64 order_number;
  gboolean is_picked;
  gboolean is_shipped;
  RsInstant shipped_at;
  GPtrArray *lines; /* (owned) (element-type RsRbShipmentLine) never NULL */
  RsInstant created_at;
  RsInstant updated_at;
} RsRbShipment;

#define RS_TYPE_RB_SHIPMENT (rs_rb_shipment_get_type ())
GType rs_rb_shipment_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsRbShipment *rs_rb_shipment_new (void);
RsRbShipment *rs_rb_shipment_ref (RsRbShipment *self);
void rs_rb_shipment_unref (RsRbShipment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbShipment, rs_rb_shipment_unref)

G_END_DECLS
