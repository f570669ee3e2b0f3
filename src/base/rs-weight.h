/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-decimal.h"

G_BEGIN_DECLS

typedef enum
{
  RS_WEIGHT_G,
  RS_WEIGHT_KG,
  RS_WEIGHT_LBS,
  RS_WEIGHT_OZ,
} RsWeightUnit;

/* A weight is never a number without its unit. A plain value. */
typedef struct
{
  RsDecimal amount;
  RsWeightUnit unit;
} RsWeight;

/* Parses "g", "gram", "kg", "lb", "lbs", "oz" and their like in any case; FALSE, and @out as it was, for
 * anything else. */
gboolean rs_weight_unit_parse (const char *text, RsWeightUnit *out);
/* Webshipper's words: "g", "kg", "lbs", "oz" (Webshipper reference §3.2). */
const char *rs_weight_unit_name (RsWeightUnit unit);
/* Grams, rounded half away from zero to six decimals; saturates at the ends of the range. */
RsDecimal rs_weight_to_grams (RsWeight weight);
RsWeight rs_weight_grams (RsDecimal grams);

G_END_DECLS
