/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>
#include "rs-instant.h"

G_BEGIN_DECLS

/* Agreement (PRODUCT F8.2): what both services say of each order of a period, read anew and compared here,
 * whatever RackShip believes to have done. */

typedef enum
{
  RS_VERDICT_MATCHED, /* both sides say the same */
  RS_VERDICT_WAITING, /* something is under way or due, which the words tell */
  RS_VERDICT_HELD,    /* a problem stops it */
  RS_VERDICT_STAYS,   /* it is not meant to cross: a draft, a filter, the start date */
  RS_VERDICT_MISSING, /* it should be on the other side and is not */
  RS_VERDICT_DIFFERS, /* it is on both sides and they say different things */
  RS_VERDICT_SURPLUS, /* the target has one with our handle whose source is not there, or one too many */
  RS_N_VERDICTS,
} RsVerdict;

/* "matched", "waiting", "held", "stays", "missing", "differs", "surplus" */
const char *rs_verdict_word (RsVerdict verdict);
/* FALSE when @word is none. */
gboolean rs_verdict_parse (const char *word, RsVerdict *out);
/* The two sides say different things, and nothing is under way that explains it. */
gboolean rs_verdict_is_disagreement (RsVerdict verdict);

typedef struct
{
  char *case_key; /* (owned) (nullable) none for a surplus whose order nobody knows */
  char *number;   /* (owned) the order's, or the target's own for a surplus */
  char *customer; /* (owned) (nullable) */
  RsInstant created_at;
  RsVerdict verdict;
  char *words; /* (owned) (nullable) why, where: in English */
} RsAgreementRow;

void rs_agreement_row_free (RsAgreementRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsAgreementRow, rs_agreement_row_free)

typedef struct
{
  RsInstant since;
  RsInstant made_at;
  GPtrArray *rows; /* (owned) (element-type RsAgreementRow) every order of the period once, newest first */
  guint counts[RS_N_VERDICTS];
} RsAgreement;

#define RS_TYPE_AGREEMENT (rs_agreement_get_type ())
GType rs_agreement_get_type (void) G_GNUC_CONST;
/* (transfer full) */
RsAgreement *rs_agreement_new (RsInstant since, RsInstant now);
RsAgreement *rs_agreement_ref (RsAgreement *self);
void rs_agreement_unref (RsAgreement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsAgreement, rs_agreement_unref)
/* Takes @row and counts it. */
void rs_agreement_add (RsAgreement *self, RsAgreementRow *row);
/* How many orders disagree. */
guint rs_agreement_count_disagreements (const RsAgreement *self);

G_END_DECLS
