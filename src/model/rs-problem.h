/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>
#include "rs-instant.h"

G_BEGIN_DECLS

/* Something that needs a person, or that a person should know: one per cause, not per attempt (PRODUCT F8.1).
 * Texts are in English with their arguments apart, so that the window can say them in its own language. */
typedef struct
{
  char *code;      /* (owned) what it is, such as "term-unmapped": see RS_PROBLEM_* */
  char *subject;   /* (owned) what it is about: a case key, "rackbeat", "webshipper", "item/CYK-1",
                      "country/Norig" */
  char *case_key;  /* (owned) (nullable) the case it stops */
  char *text;      /* (owned) plain words for the command line: cause, what it stops, what to do */
  char *arguments; /* (owned) (nullable) JSON object of the values in the text */
  GStrv remedies;  /* (owned) (nullable) what a button could do: "map-term", "answer-country", … */
  RsInstant since;
  guint n_cases; /* how many cases it stops, as far as it was read from a list of all problems; else 0 */
} RsProblem;

#define RS_TYPE_PROBLEM (rs_problem_get_type ())
GType rs_problem_get_type (void) G_GNUC_CONST;
/* @remedies is a comma list or NULL. (transfer full) */
RsProblem *rs_problem_new (const char *code, const char *subject, const char *case_key, const char *remedies,
                           const char *format, ...) G_GNUC_PRINTF (5, 6);
RsProblem *rs_problem_ref (RsProblem *self);
void rs_problem_unref (RsProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsProblem, rs_problem_unref)
/* Adds a value to the arguments. */
void rs_problem_set_argument (RsProblem *self, const char *name, const char *value);
/* (transfer full) (nullable) */
char *rs_problem_dup_argument (const RsProblem *self, const char *name);

/* Held before crossing */
#define RS_PROBLEM_TERM_UNMAPPED      "term-unmapped"
#define RS_PROBLEM_TERM_MISSING       "term-missing" /* the order has no delivery term */
#define RS_PROBLEM_RATE_GONE          "rate-gone"    /* mapped to a rate that is no longer there */
#define RS_PROBLEM_COUNTRY_UNKNOWN    "country-unknown"
#define RS_PROBLEM_QUANTITY_FRACTION  "quantity-fraction"
#define RS_PROBLEM_QUANTITY_NEGATIVE  "quantity-negative" /* a credited item cannot be on a parcel */
#define RS_PROBLEM_ADDRESS_INCOMPLETE "address-incomplete"
#define RS_PROBLEM_CONTACT_MISSING    "contact-missing" /* phone or e-mail that the rate needs */
#define RS_PROBLEM_DROP_POINT_MISSING "drop-point-missing"
#define RS_PROBLEM_NOTHING_TO_SHIP    "nothing-to-ship" /* no line that can be on a parcel */
#define RS_PROBLEM_HELD_BACK          "held-back"       /* a person holds it */
/* Held before crossing to Rackbeat */
#define RS_PROBLEM_RATE_UNMAPPED      "rate-unmapped" /* the rate has no delivery term, or there is no rate */
#define RS_PROBLEM_RATE_SHARED        "rate-shared"   /* several terms share the rate: which one back? */
#define RS_PROBLEM_CUSTOMER_AMBIGUOUS "customer-ambiguous" /* several customers may be the buyer */
#define RS_PROBLEM_CUSTOMER_UNKNOWN   "customer-unknown"   /* the order does not say enough of its buyer */
#define RS_PROBLEM_ITEM_UNKNOWN       "item-unknown" /* a line without SKU, or that may not become an item */
#define RS_PROBLEM_ITEM_AMBIGUOUS     "item-ambiguous" /* several items have its barcode */
/* While and after crossing */
#define RS_PROBLEM_REFUSED    "refused"    /* the service refused a step; its words are in the arguments */
#define RS_PROBLEM_UNREADABLE "unreadable" /* a record that does not decode */
#define RS_PROBLEM_FOREIGN_ORDER                                                                             \
  "foreign-order" /* the target has an order of its number that RackShip did not make */
#define RS_PROBLEM_DOUBTFUL                                                                                  \
  "doubtful" /* not known whether a write took effect, and the service does not say */
#define RS_PROBLEM_CHANGED_AFTER                                                                             \
  "changed-after" /* edited in the source after it was booked or locked in the target */
#define RS_PROBLEM_CANCELLED_AFTER                                                                           \
  "cancelled-after" /* cancelled or deleted in the source after the parcels were booked */
#define RS_PROBLEM_GONE_IN_TARGET "gone-in-target" /* somebody deleted or cancelled it in the target */
#define RS_PROBLEM_SHIPMENT_BY_HAND                                                                          \
  "shipment-by-hand" /* a shipment's lines have to be set by a person in Rackbeat */
#define RS_PROBLEM_SHIPMENT_DIFFERS                                                                          \
  "shipment-differs" /* what was dispatched cannot be what Rackbeat's shipment holds */
#define RS_PROBLEM_WEBSHIPPER_ERROR                                                                          \
  "webshipper-error"                       /* the order stands in error in Webshipper; the carrier's words */
#define RS_PROBLEM_TWO_ORDERS "two-orders" /* more than one live order where one is meant */
/* Of a whole service */
#define RS_PROBLEM_KEY_REFUSED   "key-refused"
#define RS_PROBLEM_NOT_ALLOWED   "not-allowed" /* 403: scope or subscription */
#define RS_PROBLEM_OFFLINE       "offline"
#define RS_PROBLEM_MANY_VANISHED "many-vanished" /* so much is gone at once that a person is asked first */
#define RS_PROBLEM_NOT_SET_UP    "not-set-up"
#define RS_PROBLEM_BACKUP_FAILED "backup-failed" /* today's back-up of the database was not made */

G_END_DECLS
