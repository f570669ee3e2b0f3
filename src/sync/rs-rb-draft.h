/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-findings.h"
#include "rs-plan-source.h"

G_BEGIN_DECLS

/* The Rackbeat order that should exist for a Webshipper order, and what keeps it from being complete (PRODUCT
 * F5.1): the mirror image of RsWsDraft. What is missing in Rackbeat and may be made by RackShip is wished for
 * in the plan, in the order in which it is needed. */
typedef struct
{
  RsRbOrder *order;   /* (owned) as far as it can be said; its customer is for rs_rb_draft_take_customer() */
  GPtrArray *crossed; /* (owned) (element-type RsCrossedLine) what its lines stand for, by handle */
  RsFindings findings;
  GPtrArray *new_items; /* (owned) (element-type RsNewItem) items that are to be made first */
  char *handle;         /* (owned) (nullable) of the buyer */
} RsRbDraft;

/* An item that Rackbeat does not have. Plain value. */
typedef struct
{
  RsItem *item; /* (owned) */
  RsDecimal price;
} RsNewItem;

/* All of it but the customer. @crossed (element-type RsCrossedLine) (nullable) tells which items its lines
 * crossed as: they stay that. (transfer full) */
RsRbDraft *rs_rb_draft_new (const RsPlanning *planning, const RsWsOrder *from, GPtrArray *crossed);
void rs_rb_draft_free (RsRbDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRbDraft, rs_rb_draft_free)

/* Wishes for the items that are to be made first. TRUE when every one is there or was wished for just now. */
gboolean rs_rb_draft_make_items (const RsRbDraft *self, RsPlanning *planning);

/* The parts, each a file: */

/* Fills in the lines (PRODUCT F5.3). */
void rs_rb_draft_take_lines (RsRbDraft *self, const RsPlanning *planning, const RsWsOrder *from,
                             GPtrArray *crossed);
/* Who buys (PRODUCT F5.2): sets the order's customer, or adds a problem, or leaves it 0 with the wish that it
 * be made. @from's own words of the buyer are the handle. TRUE when the customer is known or was wished for
 * just now. */
gboolean rs_rb_draft_take_customer (RsRbDraft *self, RsPlanning *planning, const RsWsOrder *from);

/* What is known of a buyer, from the billing address, else the delivery address. */
typedef struct
{
  RsRbCustomer *customer; /* (owned) number 0 */
  char *words[3];         /* (owned) (nullable) VAT number, e-mail + name, name + zip: see rs-rb-customer.h */
  const char *handle;     /* (nullable) the first of them that there is: what the pair is remembered by */
} RsBuyer;

void rs_buyer_init (RsBuyer *self, const RsWsOrder *from);
void rs_buyer_clear (RsBuyer *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsBuyer, rs_buyer_clear)

/* What tells the lines of a Webshipper order from each other in both services: the SKU, else the text.
 * (nullable) */
const char *rs_plan_line_handle (const RsWsLine *line);
/* The key of an answer about it: "item:<folded>". (transfer full) */
char *rs_plan_item_answer_key (const char *handle);

G_END_DECLS
