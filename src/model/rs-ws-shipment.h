/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-decimal.h"
#include "rs-instant.h"
#include "rs-weight.h"
#include <glib-object.h>

G_BEGIN_DECLS

/* One tracking link of a booked Webshipper shipment. */
typedef struct
{
  char *url;    /* (owned) (nullable) */
  char *number; /* (owned) (nullable) some carriers give none (§3.7) */
  char *event;  /* (owned) (nullable) latest_transit_event */
} RsTrackingLink;

#define RS_TYPE_TRACKING_LINK (rs_tracking_link_get_type ())
GType rs_tracking_link_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsTrackingLink *rs_tracking_link_new (void);
RsTrackingLink *rs_tracking_link_ref (RsTrackingLink *self);
void rs_tracking_link_unref (RsTrackingLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsTrackingLink, rs_tracking_link_unref)

/* What a package holds of an order's lines. */
typedef struct
{
  gint64 line_id; /* the Webshipper order line */
  char *ext_ref;  /* (owned) (nullable) */
  char *sku;      /* (owned) (nullable) */
  gint64 quantity;
} RsPackageLine;

#define RS_TYPE_PACKAGE_LINE (rs_package_line_get_type ())
GType rs_package_line_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsPackageLine *rs_package_line_new (void);
RsPackageLine *rs_package_line_ref (RsPackageLine *self);
void rs_package_line_unref (RsPackageLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPackageLine, rs_package_line_unref)

/* A package of a booked shipment, or one about to be booked (id 0). */
typedef struct
{
  gint64 id;
  RsWeight weight;
  gboolean has_weight;
  RsDecimal length; /* in dimension_unit; zero when unknown, as width and height */
  RsDecimal width;
  RsDecimal height;
  char *dimension_unit; /* (owned) (nullable) "cm" */
  GPtrArray *lines;     /* (owned) (element-type RsPackageLine) never NULL */
} RsPackage;

#define RS_TYPE_PACKAGE (rs_package_get_type ())
GType rs_package_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsPackage *rs_package_new (void);
RsPackage *rs_package_ref (RsPackage *self);
void rs_package_unref (RsPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPackage, rs_package_unref)

/* A booked shipment in Webshipper: parcels with labels. */
typedef struct
{
  char *id;        /* (owned) (nullable) */
  char *order_id;  /* (owned) (nullable) NULL for free-standing ones, or when not said */
  char *reference; /* (owned) (nullable) */
  char *status;    /* (owned) (nullable) values UNKNOWN: never branch on it */
  gboolean is_return;
  char *carrier;             /* (owned) (nullable) carrier_alias */
  GPtrArray *tracking_links; /* (owned) (element-type RsTrackingLink) never NULL */
  GPtrArray *packages;       /* (owned) (element-type RsPackage) never NULL */
  GPtrArray *label_ids;      /* (owned) (element-type utf8) never NULL */
  RsInstant created_at;
} RsWsShipment;

#define RS_TYPE_WS_SHIPMENT (rs_ws_shipment_get_type ())
GType rs_ws_shipment_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsWsShipment *rs_ws_shipment_new (void);
RsWsShipment *rs_ws_shipment_ref (RsWsShipment *self);
void rs_ws_shipment_unref (RsWsShipment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsWsShipment, rs_ws_shipment_unref)

/* A label document. */
typedef struct
{
  char *id;          /* (owned) (nullable) */
  char *shipment_id; /* (owned) (nullable) */
  char *size;        /* (owned) (nullable) "100X150", "100X192" */
  char *format;      /* (owned) (nullable) "PDF", "ZPL" */
  GBytes *content;   /* (owned) (nullable) decoded; NULL while the service has not made it */
} RsLabel;

#define RS_TYPE_LABEL (rs_label_get_type ())
GType rs_label_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsLabel *rs_label_new (void);
RsLabel *rs_label_ref (RsLabel *self);
void rs_label_unref (RsLabel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsLabel, rs_label_unref)

G_END_DECLS
