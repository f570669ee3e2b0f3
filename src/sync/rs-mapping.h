/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-policy.h"

G_BEGIN_DECLS

/* Mapping delivery terms to shipping rates (PRODUCT F3): what is proposed, how sure that is, and what a
 * mapping covers. Nothing here is accepted unseen. */

typedef enum
{
  RS_MATCH_SAME_NAME,  /* the same after folding: "GLS Erhverv", "gls erhverv" */
  RS_MATCH_SAME_WORDS, /* the same words in another order: "Erhverv GLS" */
  RS_MATCH_CONTAINED,  /* all words of one are in the other: "GLS", "GLS Erhverv" of carrier GLS */
  RS_MATCH_ALIKE,      /* most words are the same */
} RsMatch;

typedef struct
{
  gint64 term;
  gint64 rate;
  RsMatch match;
  guint confidence; /* per cent */
} RsMappingProposal;

/* The best rate of the policy's channel for each delivery term that is not mapped yet, best first; none where
 * two rates are equally good. (element-type RsMappingProposal) (transfer full) */
GArray *rs_mapping_propose (const RsPolicy *policy);
/* "same name", "same words", "one contains the other", "most words are the same" */
const char *rs_match_words (RsMatch match);

/* A delivery term as past orders used it. */
typedef struct
{
  gint64 term;        /* 0 for none */
  char *name;         /* (owned) (nullable) */
  gint64 rate;        /* 0: not mapped, no default rate */
  GPtrArray *numbers; /* (owned) (element-type utf8) the orders, newest first */
} RsTermUse;

/* A mapping run over past orders (PRODUCT F3.1, F3.5). */
typedef struct
{
  RsInstant since;
  guint n_orders;
  guint n_covered;
  GPtrArray *uses; /* (owned) (element-type RsTermUse) most used first; those without a rate are the holes */
} RsRehearsal;

#define RS_TYPE_REHEARSAL (rs_rehearsal_get_type ())
GType rs_rehearsal_get_type (void) G_GNUC_CONST;
/* (transfer full) */
RsRehearsal *rs_rehearsal_new (RsInstant since);
RsRehearsal *rs_rehearsal_ref (RsRehearsal *self);
void rs_rehearsal_unref (RsRehearsal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRehearsal, rs_rehearsal_unref)
/* Counts the order @number of @term (0 for none) called @name (nullable). */
void rs_rehearsal_add (RsRehearsal *self, const RsPolicy *policy, gint64 term, const char *name,
                       const char *number);
/* Puts the uses in order when all are counted. */
void rs_rehearsal_end (RsRehearsal *self);

G_END_DECLS
