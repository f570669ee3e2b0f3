/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-line-stand.h"

#include "rs-plan-shares.h"

static RsDecimal
or_zero (RsDecimal value)
{
  return value.micros > 0 ? value : RS_DECIMAL_ZERO;
}

static RsLineStand
stand_of (const RsCase *subject, const RsRbLine *line, GArray *shares)
{
  RsLineStand self = { line,
                       rs_case_find_item (subject, line->item_number),
                       rs_plan_line_is_stock (subject, line),
                       RS_DECIMAL_ZERO,
                       RS_DECIMAL_ZERO,
                       RS_DECIMAL_ZERO };
  RsDecimal on_any = RS_DECIMAL_ZERO;

  for (guint i = 0; i < shares->len; i++)
    {
      const RsShare *share = &g_array_index (shares, RsShare, i);

      if (share->line != line)
        continue;
      on_any = rs_decimal_add (on_any, share->quantity);
      if (share->shipment->is_shipped)
        self.shipped = rs_decimal_add (self.shipped, share->quantity);
    }
  self.on_shipments = rs_decimal_subtract (on_any, self.shipped);
  /* Rackbeat may know of more than its shipments tell. */
  if (line->has_shipped && rs_decimal_compare (line->shipped, self.shipped) > 0)
    {
      on_any = rs_decimal_add (on_any, rs_decimal_subtract (line->shipped, self.shipped));
      self.shipped = line->shipped;
    }
  if (self.is_stock)
    self.remaining = or_zero (rs_decimal_subtract (line->quantity, on_any));
  return self;
}

GArray *
rs_case_stand_of_lines (const RsCase *subject)
{
  GArray *stands = g_array_new (FALSE, FALSE, sizeof (RsLineStand));
  g_autoptr (GArray) shares
    = subject->rb_order != NULL ? rs_plan_share_out (subject, subject->rb_order) : NULL;

  for (guint i = 0; shares != NULL && i < subject->rb_order->lines->len; i++)
    {
      RsLineStand stand = stand_of (subject, g_ptr_array_index (subject->rb_order->lines, i), shares);

      g_array_append_val (stands, stand);
    }
  return stands;
}
