/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"
#include "rs-facts.h"

G_BEGIN_DECLS

/* What the order view tells of a case, as facts. All (element-type RsFact) (transfer full). */

/* Where it stands on both sides, and what happens next. */
GPtrArray *rs_order_facts_state (const RsCaseRow *row, const RsCase *subject);
/* Its shipments in Rackbeat and its orders and booked parcels in Webshipper, with tracking. */
GPtrArray *rs_order_facts_shipments (const RsCase *subject);
/* Where it goes and how: addresses, contact, term and rate, references, comment. */
GPtrArray *rs_order_facts_delivery (const RsCaseRow *row, const RsCase *subject);
/* Its history, newest first. @happened (element-type RsActivity). */
GPtrArray *rs_order_facts_history (GPtrArray *happened, RsInstant now);
/* Why? @reasons (element-type utf8). */
GPtrArray *rs_order_facts_reasons (GPtrArray *reasons);

G_END_DECLS
