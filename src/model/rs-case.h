/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-problem.h"
#include "rs-rb-customer.h"
#include "rs-rb-order.h"
#include "rs-rb-shipment.h"
#include "rs-register.h"
#include "rs-step.h"
#include "rs-ws-order.h"
#include "rs-ws-shipment.h"

G_BEGIN_DECLS

/* That a document of Rackbeat and a Webshipper order are the same thing. */
typedef struct
{
  char *rb_ref;      /* (owned) "rb-order/1042" or "rb-shipment/7301": also the Webshipper order's ext_ref */
  char *ws_order_id; /* (owned) */
  char *case_key;    /* (owned) */
  char *sent;        /* (owned) (nullable) what the source said when last agreed: the encoded order, for the
                        three-way comparison */
  RsInstant made_at;
} RsLink;

#define RS_TYPE_LINK (rs_link_get_type ())
GType rs_link_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsLink *rs_link_new (void);
RsLink *rs_link_ref (RsLink *self);
void rs_link_unref (RsLink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsLink, rs_link_unref)

/* A case: one order with all that hangs on it on both sides. Its key is "rb-order/1042" (Rackbeat →
 * Webshipper) or "ws-order/4711" (Webshipper → Rackbeat). Loaded whole, then read only. */
typedef struct
{
  char *key;                   /* (owned) */
  RsRbOrder *rb_order;         /* (owned) (nullable) NULL when not read yet, or when it is gone */
  gboolean rb_gone;            /* it was there and is deleted now */
  gboolean rb_shipments_known; /* the order's shipments have been listed */
  GPtrArray *rb_shipments;     /* (owned) (element-type RsRbShipment) never NULL, by id */
  GPtrArray *ws_orders;    /* (owned) (element-type RsWsOrder) never NULL: those linked or with our ext_ref */
  GPtrArray *ws_gone;      /* (owned) (element-type utf8) ids of linked Webshipper orders that are deleted */
  GPtrArray *ws_shipments; /* (owned) (element-type RsWsShipment) never NULL: of those orders */
  GHashTable *items;       /* (owned) number → RsItem, of the order's lines as far as known */
  GPtrArray *links;        /* (owned) (element-type RsLink) never NULL */
  GPtrArray *steps;        /* (owned) (element-type RsStep) never NULL: the case's journal, oldest first */
  GPtrArray *ws_foreign;   /* (owned) (element-type RsWsOrder) live ones that RackShip did not make, yet with
                              the   order's number: another connection's, or a person's */
  RsDropPoint *drop_point; /* (owned) (nullable) where a person wants it to be collected */
  gint64 drop_point_rate;  /* the shipping rate that was chosen for */
  /* Of orders from Webshipper only: */
  GPtrArray *customers; /* (owned) (element-type RsRbCustomer) never NULL: those that may be the buyer */
  GPtrArray *rb_twins;  /* (owned) (element-type RsRbOrder) never NULL: live ones that carry its handle too */
  GHashTable *answers;  /* (owned) never NULL: "customer:<handle>" and "item:<folded text>" → what a person
                           answered, or what was matched before: a number as text, "new", "leave-out" */
  GPtrArray *shared; /* (owned) (element-type RsStep) never NULL: steps of other cases that make the customer
                        or an item of this order too */
  GPtrArray *unreadable; /* (owned) (element-type RsProblem) never NULL: documents of it that do not decode */
} RsCase;

#define RS_TYPE_CASE (rs_case_get_type ())
GType rs_case_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsCase *rs_case_new (void);
RsCase *rs_case_ref (RsCase *self);
void rs_case_unref (RsCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsCase, rs_case_unref)

/* (transfer none) (nullable), all of them */
RsRbShipment *rs_case_find_rb_shipment (const RsCase *self, gint64 id);
RsWsOrder *rs_case_find_ws_order (const RsCase *self, const char *id);
RsLink *rs_case_find_link (const RsCase *self, const char *rb_ref);
/* Of the case's own steps, else of the shared ones. */
RsStep *rs_case_find_step (const RsCase *self, const char *key);
RsItem *rs_case_find_item (const RsCase *self, const char *number);
/* Whether any step is open. */
gboolean rs_case_has_open_step (const RsCase *self);

/* What a list shows of a case: one row, made from the case and its plan. */
typedef struct
{
  gint64 id;       /* the row's id in the store */
  char *key;       /* (owned) */
  char *number;    /* (owned) the order number people see */
  char *reference; /* (owned) (nullable) */
  char *customer;  /* (owned) (nullable) */
  char *country;   /* (owned) (nullable) ISO code, or the source's text */
  char *city;      /* (owned) (nullable) */
  char *phone;     /* (owned) (nullable) */
  char *term;      /* (owned) (nullable) delivery term's name */
  char *rate;      /* (owned) (nullable) mapped or chosen rate's name */
  char *skus;      /* (owned) (nullable) space separated, for search */
  char *tracking;  /* (owned) (nullable) numbers, space separated */
  guint n_lines;
  RsDecimal grams;  /* weight of what can be on a parcel, as far as known */
  RsDecimal amount; /* ex VAT */
  char *currency;   /* (owned) (nullable) */
  RsInstant created_at;
  RsInstant updated_at;
  char *rackbeat;   /* (owned) (nullable) word: "draft", "confirmed", "ready", "partly-shipped", "shipped",
                       "cancelled", "archived", "gone" */
  char *webshipper; /* (owned) (nullable) word: Webshipper's status, "none", "gone"; several differing orders:
                       "partly_dispatched" */
  char *state;      /* (owned) word: see RS_CASE_STATE_* */
  char *next;       /* (owned) (nullable) what happens next, in English */
} RsCaseRow;

#define RS_TYPE_CASE_ROW (rs_case_row_get_type ())
GType rs_case_row_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsCaseRow *rs_case_row_new (void);
RsCaseRow *rs_case_row_ref (RsCaseRow *self);
void rs_case_row_unref (RsCaseRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsCaseRow, rs_case_row_unref)

#define RS_CASE_STATE_NOT_WANTED                                                                             \
  "not-wanted" /* a filter, the start date or its own state keeps it here; next says which */
#define RS_CASE_STATE_WAITING   "waiting"        /* something is to be done, or is under way */
#define RS_CASE_STATE_HELD      "held"           /* a problem stops it */
#define RS_CASE_STATE_CROSSED   "crossed"        /* in the target, read back, nothing to do until it ships */
#define RS_CASE_STATE_PARTLY    "partly-shipped" /* both sides agree on part */
#define RS_CASE_STATE_SHIPPED   "shipped"        /* both sides agree on all */
#define RS_CASE_STATE_CANCELLED "cancelled"

G_END_DECLS
