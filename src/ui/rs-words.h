/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"

G_BEGIN_DECLS

/* How a word of the engine is shown: its icon, its words in the user's language, its style class. State is
 * never told by colour alone. */
typedef struct
{
  const char *word;
  const char *label; /* untranslated; give it to rs_words_label() */
  const char *icon;
  const char *style; /* (nullable) "success", "warning", "error", "accent", "dim-label" */
} RsWord;

/* For an RS_CASE_STATE_*; (transfer none) (nullable) unknown */
const RsWord *rs_words_for_state (const char *state);
/* The states that a list can be filtered by, in the order of an order's life; ends with a NULL word.
 * (transfer none) */
const RsWord *rs_words_states (void);
/* For the word of a Rackbeat or a Webshipper state in RsCaseRow. (transfer none) (nullable) unknown */
const RsWord *rs_words_for_rackbeat (const char *word);
const RsWord *rs_words_for_webshipper (const char *word);
/* For RsActivity's result. (transfer none) (nullable) unknown */
const RsWord *rs_words_for_result (const char *result);

/* For an order of an agreement. (transfer none) */
const RsWord *rs_words_for_verdict (RsVerdict verdict);

/* In the user's language. @word NULL: the service's own word @otherwise. (transfer none) */
const char *rs_words_label (const RsWord *word, const char *otherwise);
/* A problem's heading by its code. (transfer none) */
const char *rs_words_problem_title (const char *code);
/* Where it stands among the others: what stops everything first, then in the order of an order's life. */
guint rs_words_problem_rank (const char *code);

G_END_DECLS
