/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-decimal.h"
#include "rs-instant.h"

G_BEGIN_DECLS

/* Numbers, money, weights and moments as the user's locale writes them: the one place where the window turns
 * values into text. Moments become local time here and nowhere else. All (transfer full). */

/* With the locale's separators: between @min_places and six decimals. */
char *rs_format_decimal (RsDecimal value, guint min_places, guint max_places);
/* "12" or "1,5". */
char *rs_format_quantity (RsDecimal quantity);
/* "1.234,50 DKK"; without a currency the amount alone. */
char *rs_format_money (RsDecimal amount, const char *currency);
/* Grams below one kilogram, else kilograms; "" for nothing known. */
char *rs_format_weight (RsDecimal grams);
/* "14:05", "yesterday 14:05" or "3 Nov 2026 14:05", seen from @now; "" for RS_INSTANT_NONE. */
char *rs_format_moment (RsInstant instant, RsInstant now);
/* "3 Nov 2026"; "" for RS_INSTANT_NONE. */
char *rs_format_day (RsInstant instant);
/* "14:05". */
char *rs_format_time (RsInstant instant);

G_END_DECLS
