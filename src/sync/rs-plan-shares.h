/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-planning.h"

G_BEGIN_DECLS

/* Which order line each line of a Rackbeat shipment is of. Rackbeat does not promise to say (reference §3.3),
 * so shipment lines are dealt out by item number and variation in line order, and no order line is used for
 * more than its quantity. Plain value. */
typedef struct
{
  const RsRbShipment *shipment;
  const RsRbShipmentLine *shipment_line;
  const RsRbLine *line; /* (nullable) NULL: the order has no such line, or not so much of it */
  RsDecimal quantity;   /* a shipment line that spans several order lines has several shares */
} RsShare;

/* The shares of all shipments of the case: RsPlanning keeps them. (element-type RsShare) (transfer full) */
GArray *rs_plan_share_out (const RsCase *subject, const RsRbOrder *order);

/* Whether @line can be on a shipment: it names an item that keeps stock, or of which it is not said that it
 * does not. */
gboolean rs_plan_line_is_stock (const RsCase *subject, const RsRbLine *line);
/* How much of @line Rackbeat has shipped, by its own word or else by its shipments. */
RsDecimal rs_plan_line_shipped (const RsPlanning *planning, const RsRbLine *line);
/* All stock of the order has gone. */
gboolean rs_plan_order_is_shipped (const RsPlanning *planning);
/* What was shipped can be told: the service says it, or nothing is, or the shipments were read. */
gboolean rs_plan_order_knows_shipped (const RsPlanning *planning);

G_END_DECLS
