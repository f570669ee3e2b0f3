/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-pass.h"

G_BEGIN_DECLS

/* What a look at the owner's records says about a step. */
typedef enum
{
  RS_FOUND_ERROR = -1, /* could not look: error is set */
  RS_FOUND_NO,         /* it is certainly not so */
  RS_FOUND_YES,        /* it is so: the context holds the owner's documents */
  RS_FOUND_BY_HAND,    /* part of it is so, and only a person can do the rest; detail tells what */
} RsFound;

/* A step under way: the case it belongs to, what it is to write, and what came of it. */
typedef struct
{
  RsPass *pass;               /* (unowned) */
  const RsCase *subject;      /* (unowned) as of before the step */
  RsStep *step;               /* (unowned) */
  RsJsonTree *tree;           /* (owned) (nullable) of the payload */
  const RsJsonValue *payload; /* (nullable) when it is missing or damaged */
  JsonObject *result;         /* (owned) never NULL; saved with the step */
  GPtrArray *documents;       /* (owned) (element-type RsDocument) what the owner answered, of feed[i] */
  GPtrArray *feeds;           /* (owned) (element-type RsFeed) */
  RsLink *link;               /* (owned) (nullable) made with the step */
  char *detail;               /* (owned) (nullable) for the history */
  guint n_found;              /* how many records the last lookup could have meant */
  char *buyer;                /* (owned) (nullable) the handle of a buyer to be remembered with the step … */
  gint64 customer;            /* … as this customer of Rackbeat */
} RsStepContext;

/* One kind of step: a file in sync/steps/. All four run on a fiber; none touches the store. */
/* How long a service, or what stands before it, may go on carrying a request out that nobody waits for any
 * longer: twice what gateways allow. */
#define RS_STEP_SETTLE (2 * RS_INSTANT_MINUTE)

typedef struct
{
  const char *name;
  /* How long after a lost answer, or after the program was back from a crash, the owner may still be carrying
   * the request out: a look that finds nothing is believed only after it. 0 where the service itself refuses
   * a second one. */
  gint64 settle;
  /* Is it so already? YES adopts it. Asks the owner, not the mirror. */
  RsFound (*lookup) (RsStepContext *context, GError **error);
  /* The one write. FALSE with the error that tells what the caller may do next. */
  gboolean (*perform) (RsStepContext *context, GError **error);
  /* Does the owner say so? Reads back where the answer to the write did not tell. */
  RsFound (*verify) (RsStepContext *context, GError **error);
  /* For people: "Create the Webshipper order of order 1042". (transfer full) */
  char *(*describe) (const RsStep *step, const RsJsonValue *payload);
  /* (nullable) What lookup found half done after a lost answer or a crash is done to its end, by writes that
   * can be repeated without harm. BY_HAND when only a person can. */
  RsFound (*complete) (RsStepContext *context, GError **error);
} RsStepKind;

/* NULL for a kind that this version does not know. */
const RsStepKind *rs_step_kind_find (const char *name);
/* The service that a step of kind @name writes to: TRUE for Webshipper, FALSE for Rackbeat. */
gboolean rs_step_kind_writes_to_webshipper (const char *name);

/* Whether its key is not the case's own, so that several cases may wish for it. */
gboolean rs_step_kind_is_shared (const char *name);
/* Whether it may be carried out while another step of the case waits for a person: nothing else depends on
 * it, nor it on anything else. */
gboolean rs_step_kind_stands_alone (const char *name);

extern const RsStepKind rs_step_create_rb_order;
extern const RsStepKind rs_step_book_rb_order;
extern const RsStepKind rs_step_update_rb_order;
extern const RsStepKind rs_step_delete_rb_order;
extern const RsStepKind rs_step_create_rb_customer;
extern const RsStepKind rs_step_create_rb_item;
extern const RsStepKind rs_step_create_ws_order;
extern const RsStepKind rs_step_update_ws_order;
extern const RsStepKind rs_step_cancel_ws_order;
extern const RsStepKind rs_step_mark_ws_dispatched;
extern const RsStepKind rs_step_create_rb_shipment;
extern const RsStepKind rs_step_mark_rb_shipped;
extern const RsStepKind rs_step_write_rb_tracking;
extern const RsStepKind rs_step_book_ws_shipment;

RsStepContext *rs_step_context_new (RsPass *pass, const RsCase *subject, RsStep *step);
void rs_step_context_free (RsStepContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsStepContext, rs_step_context_free)

/* The owner's document of @feed, to be stored with the step. (transfer full) */
void rs_step_context_take (RsStepContext *self, const RsFeed *feed, RsDocument *document);
/* (transfer none) (nullable): missing or of another type. */
const char *rs_step_payload_string (RsStepContext *self, const char *name);
/* 0 when missing. */
gint64 rs_step_payload_int (RsStepContext *self, const char *name);
/* Whether @id is in the payload's "before": it was there when the step was planned. */
gboolean rs_step_was_before (RsStepContext *self, gint64 id);
/* Payload[@name].data, the resource of a journaled body; NULL when it is not there. (transfer none)
 * (nullable) */
const RsJsonValue *rs_step_payload_data (RsStepContext *self, const char *name);
/* Payload[@name] as it was journaled, to be sent; empty when it is not there. (transfer full) */
GBytes *rs_step_payload_body (RsStepContext *self, const char *name);
/* The same as text; NULL when it is not there. (transfer full) (nullable) */
char *rs_step_payload_dup_text (RsStepContext *self, const char *name);
/* A string, number or boolean (nullable) as text. (transfer full) (nullable) */
char *rs_step_dup_scalar (const RsJsonValue *value);
/* (transfer full): a step's result as an object; an empty one when it is missing or damaged. */
JsonObject *rs_step_parse_object (const char *text);
char *rs_step_object_to_string (JsonObject *object);

G_END_DECLS
