/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <libdex.h>

G_BEGIN_DECLS

/* One thing done to many orders: a few at a time, with a count of how far it is, until all are done or
 * somebody has it stopped; what is under way with an order then is ended. One order's refusal stops no other;
 * a key that is refused, or a service out of reach, stops what is left.
 *
 * Properties, with notify: "done" (uint), of rs_bulk_get_total(). */
#define RS_TYPE_BULK (rs_bulk_get_type ())
G_DECLARE_FINAL_TYPE (RsBulk, rs_bulk, RS, BULK, GObject)

typedef enum
{
  RS_BULK_SEND, /* cross now, or try again what was refused */
  RS_BULK_HOLD,
  RS_BULK_LET_GO,
  RS_BULK_SHIP, /* a shipment of all that is left */
  RS_BULK_SHIP_AND_BOOK,
  RS_N_BULKS,
} RsBulkKind;

/* @case_keys (element-type utf8). The engine is ready. (transfer full) */
RsBulk *rs_bulk_new (RsSession *session, RsBulkKind kind, GPtrArray *case_keys);
/* Resolves to TRUE when it has ended, whatever came of it. Once. (transfer full) */
DexFuture *rs_bulk_run (RsBulk *self);
void rs_bulk_stop (RsBulk *self);
RsBulkKind rs_bulk_get_kind (RsBulk *self);
guint rs_bulk_get_done (RsBulk *self);
guint rs_bulk_get_total (RsBulk *self);
/* What is being done: "Holding back 3 of 500 orders". (transfer full) */
char *rs_bulk_describe_progress (RsBulk *self);
/* What came of it: how many were done, how many not and why. (transfer full) */
char *rs_bulk_describe_result (RsBulk *self);
/* What takes back what was done, of the orders it was done to. (transfer full) (nullable) when nothing can be
 * taken back */
RsBulk *rs_bulk_reverse (RsBulk *self);

G_END_DECLS
