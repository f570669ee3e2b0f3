/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"
#include "rs-policy.h"

G_BEGIN_DECLS

/* The plan: a pure function from a case and the policy to what should be done, what holds it and why. No I/O,
 * no clock, no chance: preview, rehearsal and Why? are it too, with the steps shown and not run. */
typedef struct
{
  GPtrArray *steps;    /* (owned) (element-type RsStep) to be done now, in order: keys not in the journal, or
                        * FAILED/DROPPED there and wanted anew */
  GPtrArray *problems; /* (owned) (element-type RsProblem) what stops it */
  GPtrArray *reasons;  /* (owned) (element-type utf8) Why?: rule, setting, value, in English, in order */
  RsCaseRow *row;      /* (owned) what a list shows; its id is 0 */
  gboolean
    matches; /* customer or items were looked for in the mirror: it must be fresh before they are made */
  gboolean waits_for_other; /* another case is making something that this one needs */
  RsInstant look_again;     /* when to plan again without any change; RS_INSTANT_NONE for never */
} RsPlan;

#define RS_TYPE_PLAN (rs_plan_get_type ())
GType rs_plan_get_type (void) G_GNUC_CONST;
RsPlan *rs_plan_ref (RsPlan *self);
void rs_plan_unref (RsPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsPlan, rs_plan_unref)

/* (transfer full) */
RsPlan *rs_plan_case (const RsCase *subject, const RsPolicy *policy, RsInstant now);

/* Whether a person holds the order back; in the journal under this and its case's key. */
#define RS_PLAN_HOLD_KEY "hold:"
gboolean rs_plan_is_held_back (const RsCase *subject);

/* The handles (DESIGN §3): "rb-order/1042", "rb-shipment/7301". (transfer full) */
char *rs_plan_ext_ref_for_order (gint64 number);
char *rs_plan_ext_ref_for_shipment (gint64 id);
/* FALSE for an ext_ref that is not of our making. @kind becomes 'o' (order) or 's' (shipment). */
gboolean rs_plan_parse_ext_ref (const char *ext_ref, char *kind, gint64 *number);

/* The handle of an order that came from Webshipper, also its Rackbeat order's other_reference:
 * "ws-order/4711". (transfer full) */
char *rs_plan_ref_for_ws_order (const char *id);
/* The id in such a handle; NULL for what is not of our making. It lives in @ref. (transfer none) (nullable)
 */
const char *rs_plan_parse_ws_ref (const char *ref);

/* Step kinds, their keys and payloads (JSON objects). The first step of a plan is the one to run; the others
 * are what follows if nothing changes.
 *
 * create-ws-order     key create-ws-order:<ext_ref>
 *                     {"ext_ref","order":<body of POST /orders, Webshipper reference §8.2>,
 *                      "source":[{"ext_ref","order_line_id","item_number","ordered","quantity","sent"}]}
 *                     result {"ws_order_id"}. "source" tells what each line sent stands for: the source's
 *                     quantity in all, what of it crossed, and the whole number that was sent.
 * update-ws-order     key update-ws-order:<ws order id>:<hash of order and of how many updates went before>
 *                     {"ws_order_id","ext_ref","patch":<body of PATCH>,"order":<body of POST as it would be
 *                      now: kept as the link's sent>,"source"}
 *                     key update-ws-order:<ws order id>:reopen when a person has a cancelled one again
 * cancel-ws-order     key cancel-ws-order:<ws order id>
 *                     {"ws_order_id"}
 * mark-ws-dispatched  key mark-ws-dispatched:<ws order id>
 *                     {"ws_order_id"}
 * create-rb-shipment  key create-rb-shipment:<cause>; cause "ws-shipment/3105", "ws-order/4711" (what was
 *                     dispatched without a booking) or "person/<uuid>"
 *                     {"order_number","cause","before":[shipment ids that were there],
 *                      "lines":[{"order_line_id","item_number","variation","quantity"}],
 *                      "gone":[{"ext_ref","units","quantity"}]}
 *                     result {"rb_shipment_id"}, as soon as it is known; DONE only when the shipment's lines
 *                     are the wanted ones. "gone" (only with a Webshipper cause): which Webshipper lines
 *                     that was, in whole numbers, and what they stand for.
 * mark-rb-shipped     key mark-rb-shipped:<rb shipment id>
 *                     {"rb_shipment_id","order_number"}
 * write-rb-tracking   key write-rb-tracking:<ws shipment id>:<hash of text>
 *                     {"order_number","ws_shipment_id","text","marker","field_id"}; field_id 0: a note, whose
 *                     text ends with the marker; else the field's whole value
 * book-ws-shipment    key book-ws-shipment:person/<uuid>
 *                     {"ws_order_id","packages":[…],"before":[ws shipment ids]}
 *                     result {"ws_shipment_id"}
 *
 * create-rb-order     key create-rb-order:ws-order/<id>
 *                     {"ext_ref":"ws-order/<id>","ws_order_id","handle":<buyer's>,"customer":<number>,
 *                      "order":<body of POST /orders/drafts>,"source":[as above, ext_ref being the line's SKU
 * or text, order_line_id 0]} result {"rb_order_number"} book-rb-order       key book-rb-order:<number>
 * {"order_number"} update-rb-order     key update-rb-order:<number>:<hash>
 *                     {"ext_ref","ws_order_id","order_number","patch":<body of PUT>,"order","source"}
 * delete-rb-order     key delete-rb-order:<number>                {"order_number"}
 * create-rb-customer  key create-rb-customer:<buyer's handle>; several cases may share it
 *                     {"handle","name","vat","email","zip","customer":<body>}  result {"rb_customer_number"}
 * create-rb-item      key create-rb-item:<item number>; several cases may share it
 *                     {"number","item":<body>}                    result {"rb_item_number"}
 *
 * What a person answers to a problem is in the journal too:
 * leave               a DONE step of kind "answer", key answer:<problem code>:<handle>; the handle is the
 *                     problem's subject, or its argument "handle" where it has one
 * hold                a DONE step of kind "hold", key hold:<case key>: nothing more is decided; let-go drops
 * it recreate, retry     the FAILED or DONE step is set to DROPPED: it is wished for again if it is still
 * wanted
 */

G_END_DECLS
