/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-plan-dispatch.h"

G_BEGIN_DECLS

/* What Rackbeat has left of an order while the bookings that went are gone through one by one. It counts by
 * item and variation and not by line: where an item stands on two lines, which of them a shipment is of is
 * Rackbeat's to say, and it may say otherwise than Webshipper. On the stack; rs_ledger_clear() when done. */
typedef struct
{
  RsPlanning *planning;
  const RsPlanSource *source;
  GArray *balances;    /* (owned) one for each item and variation */
  GHashTable *claimed; /* (owned) gint64* set: Rackbeat shipments that a booking stands for */
} RsLedger;

void rs_ledger_init (RsLedger *self, RsPlanning *planning, const RsPlanSource *source);
void rs_ledger_clear (RsLedger *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsLedger, rs_ledger_clear)

/* Enters a booking whose shipment is journaled: it uses up what it holds before any other is looked at. */
void rs_ledger_enter_journaled (RsLedger *self, const RsDispatch *dispatch);
/* @shipment stands for a booking from now on. */
void rs_ledger_claim (RsLedger *self, gint64 shipment);
/* Whether @shipment holds just what @dispatch does. */
gboolean rs_ledger_is_same_goods (const RsLedger *self, const RsRbShipment *shipment,
                                  const RsDispatch *dispatch);
/* A shipment of just these goods that a person made and has not shipped. (nullable) */
const RsRbShipment *rs_ledger_find_adoptable (const RsLedger *self, const RsDispatch *dispatch);
/* TRUE when a person shipped just these goods in Rackbeat since they crossed: they are used up by it. */
gboolean rs_ledger_take_surplus (RsLedger *self, const RsDispatch *dispatch);
/* TRUE when Rackbeat has so much left, which is used up by it; else @how (transfer full) tells what is
 * missing. */
gboolean rs_ledger_take_remaining (RsLedger *self, const RsDispatch *dispatch, char **how);

/* The shipment that @step (nullable) made; 0 when none is known. */
gint64 rs_plan_made_by (const RsStep *step);
gboolean rs_plan_is_same_item (const RsRbLine *a, const RsRbLine *b);

G_END_DECLS
