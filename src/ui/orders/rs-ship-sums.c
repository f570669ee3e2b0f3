/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ship-sums.h"

static RsDecimal
price_of (const RsRbLine *line, RsDecimal quantity)
{
  RsDecimal full = rs_decimal_multiply (line->unit_price, quantity);
  RsDecimal rate = { line->discount_percent.micros / 100 };

  return rs_decimal_subtract (full, rs_decimal_multiply (full, rate));
}

RsShipSums
rs_ship_sums (GArray *stands, GArray *quantities)
{
  RsShipSums sums = { 0 };

  g_return_val_if_fail (stands->len == quantities->len, sums);

  for (guint i = 0; i < stands->len; i++)
    {
      const RsLineStand *stand = &g_array_index (stands, RsLineStand, i);
      RsDecimal quantity = g_array_index (quantities, RsDecimal, i);
      RsDecimal behind = rs_decimal_subtract (stand->remaining, quantity);

      if (behind.micros > 0)
        {
          sums.behind = rs_decimal_add (sums.behind, behind);
          sums.lines_behind++;
        }
      if (quantity.micros <= 0)
        continue;
      sums.units = rs_decimal_add (sums.units, quantity);
      sums.amount = rs_decimal_add (sums.amount, price_of (stand->line, quantity));
      if (stand->item != NULL && stand->item->has_weight)
        sums.grams = rs_decimal_add (
          sums.grams, rs_decimal_multiply (rs_weight_to_grams (stand->item->weight), quantity));
      else
        sums.lacks_weights = TRUE;
    }
  return sums;
}

RsDecimal
rs_ship_proposal (const RsLineStand *stand)
{
  const RsItem *item = stand->item;

  if (item == NULL || !item->knows_available || rs_decimal_compare (item->available, stand->remaining) >= 0)
    return stand->remaining;
  return item->available.micros > 0 ? item->available : RS_DECIMAL_ZERO;
}

guint
rs_ship_places (RsDecimal quantity)
{
  gint64 micros = quantity.micros;
  guint places = 6;

  while (places > 0 && micros % 10 == 0)
    {
      micros /= 10;
      places--;
    }
  return places;
}
