/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-plan-source.h"

G_BEGIN_DECLS

/* What of an order line has gone. Plain value. */
typedef struct
{
  const char *ext_ref; /* the line's handle in Webshipper; lives as long as the case */
  const RsRbLine *line;
  RsDecimal quantity; /* in Rackbeat's own measure */
  gint64 units;       /* the whole numbers that stood for it in Webshipper */
} RsDispatchLine;

/* Goods that left Webshipper together, and so are one shipment in Rackbeat. */
typedef struct
{
  char *cause; /* (owned) "ws-shipment/3105", or "ws-order/4711" for what went without a booking */
  const RsWsShipment *shipment; /* (nullable) */
  const RsStep *step;           /* (nullable) the journaled create-rb-shipment of it, open or done */
  GArray *lines;                /* (owned) (element-type RsDispatchLine) */
  char *strange;                /* (owned) (nullable) an item of it that the order no longer has */
} RsDispatch;

/* All that has gone of an order's Webshipper order, by booking. What a booking holds is told by its packages;
 * else by the lines that name it; else it is what of the dispatched lines no other booking accounts for. What
 * is journaled stays as it was journaled, so that nothing counts twice. @source is an order. (element-type
 * RsDispatch) (transfer full) */
GPtrArray *rs_plan_dispatch_list (const RsPlanning *planning, const RsPlanSource *source);

G_END_DECLS
