/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-ws-draft.h"

G_BEGIN_DECLS

/* The questions of a plan, in the order that rs_plan_case() asks them. Each adds its steps, problems and
 * reasons. */

/* Does the order cross at all: its own state, the start date, filters (PRODUCT F2.2, F2.4)? */
gboolean rs_plan_ask_crossing (RsPlanning *planning);
/* The Webshipper order of a source that has none yet. */
void rs_plan_ask_create (RsPlanning *planning, RsPlanSource *source);
/* A source that crossed: is its Webshipper order there, sound, and still wanted? TRUE when the questions
 * below are to be asked. */
gboolean rs_plan_ask_target (RsPlanning *planning, RsPlanSource *source);
/* Shipped in Rackbeat → dispatched in Webshipper (PRODUCT F4.9). TRUE when that settles it. */
gboolean rs_plan_ask_forward (RsPlanning *planning, RsPlanSource *source);
/* Dispatched in Webshipper → shipped in Rackbeat (PRODUCT F4.8). */
void rs_plan_ask_back (RsPlanning *planning, RsPlanSource *source);
/* All of it is shipped in Rackbeat, but not all of its Webshipper order has gone. */
void rs_plan_ask_rest_in_webshipper (RsPlanning *planning, const RsPlanSource *source);
/* All of the Webshipper order has gone, but not all that crossed with it is shipped in Rackbeat. */
void rs_plan_ask_rest_in_rackbeat (RsPlanning *planning, const RsPlanSource *source);
/* Carrier, tracking numbers and links of a source's parcels → Rackbeat (PRODUCT F4.8). */
void rs_plan_ask_tracking (RsPlanning *planning, const RsPlanSource *source);
/* Edited in Rackbeat after it crossed (PRODUCT F4.6). */
void rs_plan_ask_changes (RsPlanning *planning, RsPlanSource *source);
/* Whether a shipment of Rackbeat does not hold what crossed for it any more, and no person said to leave it
 * so. */
gboolean rs_plan_shipment_differs (const RsPlanning *planning, const RsPlanSource *source);
/* Steps of the journal that need a person, whatever the case wants now. */
void rs_plan_ask_journal (RsPlanning *planning);

/* All of a case that comes from Webshipper (PRODUCT F5). @sources (element-type RsPlanSource) holds the pair
 * of orders when it has crossed. */
void rs_plan_ask_inbound (RsPlanning *planning, GPtrArray *sources);
/* Does a Webshipper order cross at all: its own state, channel, start date, filters (PRODUCT F2.3, F2.4)? */
gboolean rs_plan_ask_inbound_crossing (RsPlanning *planning, const RsWsOrder *order);
/* Edited in Webshipper after it crossed. */
void rs_plan_ask_inbound_changes (RsPlanning *planning, RsPlanSource *source);
/* Whether both sides still want what crossed; TRUE when the other questions are to be asked. */
gboolean rs_plan_ask_inbound_target (RsPlanning *planning, RsPlanSource *source);
/* The Rackbeat order of an inbound case, by link, record or journal; 0 when there is none. */
gint64 rs_plan_inbound_number (const RsCase *subject);
/* Booked in Webshipper and not dispatched: the shipment is made in Rackbeat and not marked (PRODUCT F5.5). */
void rs_plan_ask_booked (RsPlanning *planning, RsPlanSource *source);

/* The row that lists show, when all is said. (transfer full) */
RsCaseRow *rs_case_summary (const RsPlanning *planning, GPtrArray *sources);
RsCaseRow *rs_case_summary_inbound (const RsPlanning *planning, GPtrArray *sources);
/* Makes @self say that @problems (element-type RsProblem) stop it; does nothing when there are none. */
void rs_case_row_hold (RsCaseRow *self, GPtrArray *problems);
/* What a step of @kind does next, in English. */
const char *rs_case_next_of_step (const char *kind);

G_END_DECLS
