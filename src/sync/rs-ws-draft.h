/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-findings.h"
#include "rs-plan-source.h"

G_BEGIN_DECLS

/* The Webshipper order that should exist for a source, and what keeps it from being complete. The first sync,
 * an update and the comparison with what was sent all begin here, so it only collects: whoever asked for it
 * decides what a problem stops. */
typedef struct
{
  RsWsOrder *order;   /* (owned) as far as it can be said */
  GPtrArray *crossed; /* (owned) (element-type RsCrossedLine) what its lines stand for, one by one */
  RsFindings findings;
  char *waits; /* (owned) (nullable) what has not been read yet */
} RsWsDraft;

/* @planning must have an order. (transfer full) */
RsWsDraft *rs_ws_draft_new (const RsPlanning *planning, const RsPlanSource *source);
void rs_ws_draft_free (RsWsDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsWsDraft, rs_ws_draft_free)

void rs_ws_draft_wait (RsWsDraft *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Moves problems, reasons and waits to the plan. */
void rs_ws_draft_report (RsWsDraft *self, RsPlanning *planning);
/* There is something in it that can be on a parcel. */
gboolean rs_ws_draft_has_goods (const RsWsDraft *self);

/* The parts, each a file: */

/* Fills in the lines: which, how much, for how much, how heavy. */
void rs_ws_draft_take_lines (RsWsDraft *self, const RsPlanning *planning, const RsPlanSource *source);
/* Fills in the addresses. */
void rs_ws_draft_take_addresses (RsWsDraft *self, const RsPlanning *planning);
/* Fills in rate and original shipping, and checks what the rate needs of the delivery address, which must be
 * there. */
void rs_ws_draft_take_rate (RsWsDraft *self, const RsPlanning *planning);

/* The words of @source, white space between them, that are not in @sent (nullable): empty when it was passed
 * whole (PRODUCT F4.5). The country is told by a code in @sent and is not compared. (element-type utf8)
 * (transfer full) */
GPtrArray *rs_plan_address_lost_words (const RsAddress *source, const RsAddress *sent);
/* The ISO code for @text as a person answered or as it is commonly called; NULL when nobody knows. (transfer
 * none) (nullable) */
const char *rs_plan_country (const RsPolicy *policy, const char *text);
/* The address that goods are sent to: the delivery address, or the billing address when that is empty.
 * (nullable) */
const RsAddress *rs_plan_delivery_address (const RsRbOrder *order);

G_END_DECLS
