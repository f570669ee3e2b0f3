/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-decimal.h"
#include "rs-instant.h"

G_BEGIN_DECLS

/* Values in the words and forms of the user's language. All (transfer full). */
char *rs_format_weight (RsDecimal grams);
char *rs_format_amount (RsDecimal amount, const char *currency);
/* "Today 14:02", "28 Sep 2026"; "" for RS_INSTANT_NONE. */
char *rs_format_instant (RsInstant at, RsInstant now);
char *rs_format_quantity (RsDecimal quantity);
/* A case's state in words: RS_CASE_STATE_*. (transfer none) */
const char *rs_format_state (const char *state);
/* Its icon's name. (transfer none) */
const char *rs_format_state_icon (const char *state);
/* Its style class, or NULL. (transfer none) (nullable) */
const char *rs_format_state_class (const char *state);

G_END_DECLS
