/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-json.h"
#include "world.h"

G_BEGIN_DECLS

/* A case that comes from Webshipper.
 *
 * A new one holds order 4711, "W-100", of channel 9, made on 2026-09-28 for Munk Keramik ApS in Odense, with
 * the rate 6, which is read back as the delivery term 12, and five of KP-110 at 80. Rackbeat knows the
 * customer as 10017 and the item. */
World *world_new_inbound (void);

#define WS_REF             "ws-order/4711"
#define CREATE_ORDER_THERE "create-rb-order:" WS_REF

RsWsOrder *world_sold (World *self);
/* One more line. */
RsWsLine *world_sell (World *self, const char *sku, const char *description, gint64 quantity);
RsRbCustomer *world_add_customer (World *self, gint64 number, const char *name, const char *vat,
                                  const char *email, const char *zip);
/* What a person answered, or what was matched before. */
void world_remember (World *self, const char *key, const char *value);
/* A step of another case that this one needs too. */
RsStep *world_journal_of_other (World *self, const char *key, RsStepState state, const char *result);
/* The Rackbeat order that the case stands for: crosses it unless it has crossed. */
RsRbOrder *world_made_order (World *self);
/* Does what a step of this direction says; FALSE for one of the other. @result (transfer full) (nullable) */
gboolean world_apply_inbound (World *self, const RsStep *step, JsonObject *payload, char **result);
/* The member @name of the first step's order body, as JSON text. (transfer full) (nullable) */
char *plan_dup_order_member (RsPlan *plan, const char *name);

G_END_DECLS
