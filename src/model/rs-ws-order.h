/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-address.h"
#include "rs-decimal.h"
#include "rs-instant.h"
#include "rs-weight.h"

G_BEGIN_DECLS

/* Where a parcel is to be collected (pakkeshop); the service's id and the whole address. */
typedef struct
{
  char *id;           /* (owned) (nullable) drop_point_id */
  char *name;         /* (owned) (nullable) */
  RsAddress *address; /* (owned) (nullable) */
  char *carrier_code; /* (owned) (nullable) */
  char *routing_code; /* (owned) (nullable) some carriers need it back as it was */
  char *latitude;     /* (owned) (nullable) as text (§3.4) */
  char *longitude;    /* (owned) (nullable) */
} RsDropPoint;

#define RS_TYPE_DROP_POINT (rs_drop_point_get_type ())
GType rs_drop_point_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsDropPoint *rs_drop_point_new (void);
RsDropPoint *rs_drop_point_ref (RsDropPoint *self);
void rs_drop_point_unref (RsDropPoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsDropPoint, rs_drop_point_unref)

/* A line of a Webshipper order (Webshipper reference §3.2). */
typedef struct
{
  gint64 id;         /* 0 on a line not yet sent */
  char *ext_ref;     /* (owned) (nullable) our source line's id */
  char *sku;         /* (owned) (nullable) */
  char *description; /* (owned) (nullable) */
  gint64 quantity;
  char *status;         /* (owned) (nullable) NULL means pending (quirk, §4.7) */
  RsDecimal unit_price; /* ex VAT */
  RsDecimal vat_percent;
  RsDecimal discount_value;
  char *discount_type; /* (owned) (nullable) "fixed", "percent" */
  RsWeight weight;     /* of one; meaningful when has_weight */
  gboolean has_weight;
  char *tariff_number;  /* (owned) (nullable) tarif_number */
  char *origin_country; /* (owned) (nullable) */
  gboolean is_virtual;
  gint64 package_id;  /* 0 while in no parcel */
  gint64 shipment_id; /* package.shipment_id; 0 when unknown */
} RsWsLine;

#define RS_TYPE_WS_LINE (rs_ws_line_get_type ())
GType rs_ws_line_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsWsLine *rs_ws_line_new (void);
RsWsLine *rs_ws_line_ref (RsWsLine *self);
void rs_ws_line_unref (RsWsLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsWsLine, rs_ws_line_unref)

/* An order in Webshipper. */
typedef struct
{
  char *id;          /* (owned) (nullable) NULL on an order not yet sent */
  char *ext_ref;     /* (owned) (nullable) unique within its channel (§1, point 6) */
  char *visible_ref; /* (owned) (nullable) */
  gint64 channel_id; /* 0 when absent */
  gint64 rate_id;    /* 0 when absent */
  char *status; /* (owned) (nullable) pending, dispatched, partly_dispatched, cancelled, error, missing_rate,
                   on_hold, or unknown words */
  gboolean is_locked;
  char *currency;               /* (owned) (nullable) */
  char *internal_comment;       /* (owned) (nullable) written only when changed: each write adds a comment */
  char *external_comment;       /* (owned) (nullable) */
  char *error_message;          /* (owned) (nullable) */
  char *original_shipping_code; /* (owned) (nullable) */
  char *original_shipping_name; /* (owned) (nullable) */
  RsAddress *delivery_address;  /* (owned) (nullable) */
  RsAddress *billing_address;   /* (owned) (nullable) */
  RsAddress *sender_address;    /* (owned) (nullable) */
  RsDropPoint *drop_point;      /* (owned) (nullable) */
  GPtrArray *lines;             /* (owned) (element-type RsWsLine) never NULL */
  GPtrArray *tags;              /* (owned) (element-type utf8) never NULL */
  RsInstant created_at;
  RsInstant updated_at;
} RsWsOrder;

#define RS_TYPE_WS_ORDER (rs_ws_order_get_type ())
GType rs_ws_order_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsWsOrder *rs_ws_order_new (void);
RsWsOrder *rs_ws_order_ref (RsWsOrder *self);
void rs_ws_order_unref (RsWsOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsWsOrder, rs_ws_order_unref)

/* Nothing of it is booked, dispatched, cancelled or locked: it may still be changed. */
gboolean rs_ws_order_is_open (const RsWsOrder *self);
/* All its lines have gone ("dispatched"). */
gboolean rs_ws_order_is_dispatched (const RsWsOrder *self);
/* Whether @line has been dispatched. */
gboolean rs_ws_line_is_dispatched (const RsWsLine *line);

G_END_DECLS
