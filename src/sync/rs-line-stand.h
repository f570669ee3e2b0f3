/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"

G_BEGIN_DECLS

/* How one line of a Rackbeat order stands: what of it is on shipments, what has gone, what is left. Part of
 * the engine's facade: the window shows it and the engine holds a person's wish against it, so that what can
 * be entered can be done. Plain value. */
typedef struct
{
  const RsRbLine *line;   /* (unowned) of the case */
  const RsItem *item;     /* (unowned) (nullable) of the case, as far as known */
  gboolean is_stock;      /* it can be on a shipment */
  RsDecimal shipped;      /* on shipments that are shipped, or by Rackbeat's own word */
  RsDecimal on_shipments; /* on shipments that are not shipped yet */
  RsDecimal remaining;    /* on none: what a new shipment can have. Zero when it is no stock line */
} RsLineStand;

/* In the order's own order; empty while the order is not read. @subject must outlive it. (element-type
 * RsLineStand) (transfer full) */
GArray *rs_case_stand_of_lines (const RsCase *subject);

G_END_DECLS
