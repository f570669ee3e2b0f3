/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-planning.h"

G_BEGIN_DECLS

/* How far a source has come on both sides. */
typedef enum
{
  RS_SOURCE_HERE,      /* it has not crossed */
  RS_SOURCE_CROSSED,   /* it stands in Webshipper */
  RS_SOURCE_PARTLY,    /* part of it is dispatched */
  RS_SOURCE_SHIPPED,   /* both sides agree that all of it has gone */
  RS_SOURCE_CANCELLED, /* both sides agree that nothing of it goes */
} RsSourceState;

/* One document of Rackbeat for which there is, or is to be, one Webshipper order: the order itself, or one of
 * its shipments. */
typedef struct
{
  char kind;                    /* 'o' order, 's' shipment */
  gint64 number;                /* order number or shipment id */
  char *ext_ref;                /* (owned) its handle */
  const RsRbShipment *shipment; /* (nullable) of a shipment that is there */
  const RsLink *link;           /* (nullable) */
  char *ws_order_id;            /* (owned) (nullable) by the link, else by the journal */
  const RsWsOrder *ws_order;    /* (nullable) as far as read */
  gboolean ws_gone;             /* it was deleted in Webshipper */
  const RsWsOrder *unclaimed;   /* (nullable) carries its handle, and neither link nor journal knows of it */
  GPtrArray *ws_shipments;      /* (owned) (element-type RsWsShipment) booked for it, no returns, by id */
  guint n_live; /* Webshipper orders, not cancelled, that carry its handle or are linked to it */
  RsSourceState state;
} RsPlanSource;

void rs_plan_source_free (RsPlanSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPlanSource, rs_plan_source_free)

/* The sources of the case. What crossed keeps the trigger it crossed by, whatever the policy says now
 * (PRODUCT F2.5). (element-type RsPlanSource) (transfer full) */
GPtrArray *rs_plan_source_list (const RsPlanning *planning);
/* The pair of orders of a case that comes from Webshipper, once it has crossed: one or none. (element-type
 * RsPlanSource) (transfer full) */
GPtrArray *rs_plan_inbound_source_list (const RsPlanning *planning);
/* All parcels booked for the case, no returns, by id. (element-type RsWsShipment) (transfer container) */
GPtrArray *rs_plan_list_parcels (const RsCase *subject);
/* Whether it stands, or stood, in Webshipper. */
gboolean rs_plan_source_has_crossed (const RsPlanSource *self);
/* Takes the unclaimed order for its own: a request of ours whose answer never came made it, perhaps long
 * after it was given up, or one that a restored back-up does not know of. */
void rs_plan_source_claim (const RsPlanning *planning, RsPlanSource *self);
/* The Webshipper order may still be changed: nothing of it is booked, dispatched, cancelled or locked. */
gboolean rs_plan_source_is_open (const RsPlanSource *self);
/* Part of the Webshipper order, or all of it, has gone: by the order's and its lines' status, never a
 * shipment's. */
gboolean rs_plan_source_is_under_way (const RsPlanSource *self);
/* Rackbeat says that all of it is shipped. */
gboolean rs_plan_source_is_shipped_in_rackbeat (const RsPlanning *planning, const RsPlanSource *self);
/* It was cancelled or deleted in Rackbeat. */
gboolean rs_plan_source_is_withdrawn (const RsPlanning *planning, const RsPlanSource *self);

/* A line as it was when the order last crossed or was updated, from the journal. Plain value. */
typedef struct
{
  char *ext_ref; /* (owned) the line's handle in Webshipper */
  gint64 order_line_id;
  char *item_number;  /* (owned) (nullable) */
  RsDecimal ordered;  /* what the source said in all */
  RsDecimal quantity; /* what of it crossed: what was not shipped before */
  gint64 sent;        /* the whole number that stands for it in Webshipper */
} RsCrossedLine;

/* NULL when the journal does not tell. (element-type RsCrossedLine) (transfer full) (nullable) */
GPtrArray *rs_plan_source_list_crossed (const RsPlanning *planning, const RsPlanSource *self);
/* (element-type RsCrossedLine) (transfer full): empty */
GPtrArray *rs_crossed_new (void);
/* Adds {"source":[…]}: what rs_plan_source_list_crossed() reads back. */
void rs_crossed_add_to (GPtrArray *lines, RsJsonWriter *payload);
/* (transfer none) (nullable) */
const RsCrossedLine *rs_crossed_find (GPtrArray *lines, const char *ext_ref);

G_END_DECLS
