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
  { "g", RS_WEIGHT_G },         { "gr", RS_WEIGHT_G },         { "gram", RS_WEIGHT_G },
  { "grams", RS_WEIGHT_G },     { "kg", RS_WEIGHT_KG },        { "kilo", RS_WEIGHT_KG },
  { "kilogram", RS_WEIGHT_KG }, { "kilograms", RS_WEIGHT_KG }, { "lb", RS_WEIGHT_LBS },
  { "lbs", RS_WEIGHT_LBS },     { "pound", RS_WEIGHT_LBS },    { "pounds", RS_WEIGHT_LBS },
  { "oz", RS_WEIGHT_OZ },       { "ounce", RS_WEIGHT_OZ },     { "ounces", RS_WEIGHT_OZ },
};

gboolean
rs_weight_unit_parse (const char *text, RsWeightUnit *out)
{
  gsize length;

  if (text == NULL)
    return FALSE;
  while (g_ascii_isspace (*text))
    text++;
  length = strcspn (text, " \t\r\n\f\v");
  if (text[length + strspn (text + length, " \t\r\n\f\v")] != '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (unit_names); i++)
    if (strlen (unit_names[i].text) == length && g_ascii_strncasecmp (text, unit_names[i].text, length) == 0)
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

/* A pound is 453.59237 g by definition and an ounce a sixteenth of it, which six decimals do not hold: hence
 * a fraction. */
typedef struct
{
  gint64 micrograms;
  gint64 units;
} Ratio;

static const Ratio ratios[] = {
  [RS_WEIGHT_G] = { 1000000, 1 },
  [RS_WEIGHT_KG] = { 1000000000, 1 },
  [RS_WEIGHT_LBS] = { 453592370, 1 },
  [RS_WEIGHT_OZ] = { 453592370, 16 },
};

RsDecimal
rs_weight_to_grams (RsWeight weight)
{
  __int128 product, divisor;

  g_return_val_if_fail ((guint) weight.unit < G_N_ELEMENTS (ratios), RS_DECIMAL_ZERO);
  product = (__int128) weight.amount.micros * ratios[weight.unit].micrograms;
  divisor = (__int128) ratios[weight.unit].units * 1000000;
  product = (product + (product < 0 ? -divisor / 2 : divisor / 2)) / divisor;
  return (RsDecimal) { (gint64) CLAMP (product, G_MININT64, G_MAXINT64) };
}

RsWeight
rs_weight_grams (RsDecimal grams)
{
  return (RsWeight) { grams, RS_WEIGHT_G };
}
