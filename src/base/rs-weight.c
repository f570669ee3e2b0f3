/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-weight.h"

#include <string.h>

typedef struct
{
  const char *text;
  RsWeightUnit unit;
} UnitName;

static const UnitName unit_names[] = {
  { "g", RS_WEIGHT_G },        { "gr", RS_WEIGHT_G },      { "gram", RS_WEIGHT_G },       { "grams", RS_WEIGHT_G },
  { "kg", RS_WEIGHT_KG },      { "kilo", RS_WEIGHT_KG },   { "kilogram", RS_WEIGHT_KG },  { "kilograms", RS_WEIGHT_KG },
  { "lb", RS_WEIGHT_LBS },     { "lbs", RS_WEIGHT_LBS },   { "pound", RS_WEIGHT_LBS },    { "pounds", RS_WEIGHT_LBS },
  { "oz", RS_WEIGHT_OZ },      { "ounce", RS_WEIGHT_OZ },  { "ounces", RS_WEIGHT_OZ },
};

gboolean
rs_weight_unit_parse (const char *text, RsWeightUnit *out)
{
  g_autofree char *word = text != NULL ? g_strstrip (g_strndup (text, 16)) : NULL;

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (unit_names); i++)
    if (g_ascii_strcasecmp (word, unit_names[i].text) == 0)
      {
        *out = unit_names[i].unit;
        return TRUE;
      }
  return FALSE;
}

const char *
rs_weight_unit_name (RsWeightUnit unit)
{
  static const char *const names[] = { "g", "kg", "lbs", "oz" };

  return (guint) unit < G_N_ELEMENTS (names) ? names[unit] : names[RS_WEIGHT_G];
}

/* Micrograms in one unit: a pound is 453.59237 g by definition, an ounce a sixteenth of it. */
static const gint64 micrograms[] = { 1000000, 1000000000, 453592370, 28349523 };

RsDecimal
rs_weight_to_grams (RsWeight weight)
{
  g_return_val_if_fail ((guint) weight.unit < G_N_ELEMENTS (micrograms), RS_DECIMAL_ZERO);
  return rs_decimal_multiply (weight.amount, (RsDecimal){ micrograms[weight.unit] });
}

RsWeight
rs_weight_grams (RsDecimal grams)
{
  return (RsWeight){ grams, RS_WEIGHT_G };
}
