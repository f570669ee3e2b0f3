/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-plan.h"

G_BEGIN_DECLS

/* A case to plan, built by small strokes, and services that do what a step says.
 *
 * A new world holds order 1042, confirmed on 2026-09-28, to Odense in Denmark, by delivery term 12, which
 * maps to the rate 6 of channel 9. It has no lines yet. */
typedef struct
{
  RsCase *subject;
  RsPolicy *policy;
  RsInstant now;
  gint64 next_id; /* for what the services make */
} World;

World *world_new (void);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

#define WORLD_NOW    (G_GINT64_CONSTANT (1790600000) * RS_INSTANT_SECOND)
#define ORDER_REF    "rb-order/1042"
#define CREATE_ORDER "create-ws-order:" ORDER_REF

RsDecimal decimal (const char *text);

/* What Rackbeat has. */
RsRbOrder *world_order (World *self);
RsItem *world_add_item (World *self, const char *number, gboolean has_stock);
/* A line of @quantity at 80, and its item with stock and 350 g unless it is there. */
RsRbLine *world_add_line (World *self, gint64 id, const char *item, const char *quantity);
RsRbShipment *world_add_rb_shipment (World *self, gint64 id);
RsRbShipmentLine *world_add_rb_shipment_line (RsRbShipment *shipment, gint64 id, const char *item,
                                              const char *quantity);
/* Ships @shipment as Rackbeat would: its flags, the order's and what its lines say is shipped. */
void world_ship_in_rackbeat (World *self, RsRbShipment *shipment);
/* A person makes and ships a shipment of @quantity of @item. */
RsRbShipment *world_ship_by_hand (World *self, gint64 id, const char *item, const char *quantity);

/* What Webshipper has. */
RsShippingRate *world_add_rate (World *self, gint64 id, const char *name);
void world_map (World *self, gint64 term, gint64 rate);
/* The first, or only, Webshipper order. */
RsWsOrder *world_ws_order (World *self);
RsWsLine *world_ws_line (World *self, const char *ext_ref);
/* Books parcels with a tracking number; without packages' lines until some are added. */
RsWsShipment *world_book (World *self, const char *id);
void world_pack (RsWsShipment *shipment, const RsWsLine *line, gint64 quantity);
/* Books all of the order and dispatches it. */
RsWsShipment *world_dispatch (World *self, const char *id);

/* The journal. (transfer none) */
RsStep *world_journal (World *self, const char *key, RsStepState state, const char *payload,
                       const char *result);
/* A person's answer that a problem is to be left. */
void world_answer (World *self, const char *code, const char *handle);

RsPlan *world_plan (World *self);
/* Does what @step says and journals it as done. */
void world_apply (World *self, RsStep *step);
/* Plans and does until nothing is to be done: how many steps. */
guint world_settle (World *self);
/* Settles what takes the order across. */
void world_cross (World *self);
/* The order body of the first step. (transfer full) */
RsWsOrder *plan_dup_ws_order (RsPlan *plan);
/* A member of the first step's payload, as JSON text. (transfer full) */
char *plan_dup_payload (RsPlan *plan, const char *name);

/* The same of any step. (transfer full) */
char *step_dup_payload (const RsStep *step, const char *name);

void expect_steps (RsPlan *plan, const char *keys);
/* @codes is a comma list in the order of the plan; "" for none. Nothing is planned beside them. */
void expect_held (RsPlan *plan, const char *codes);
void expect_state (RsPlan *plan, const char *state);
const RsProblem *expect_problem (RsPlan *plan, const char *code);
void expect_reason (RsPlan *plan, const char *part);
void expect_waits (RsPlan *plan, const char *part);

G_END_DECLS
