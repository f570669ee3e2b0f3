/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-shares.h"

/* The dealing: what of each order line is not used yet, and of each shipment line not dealt out yet. */
typedef struct
{
  const RsRbOrder *order;
  GArray *rooms;  /* (element-type RsDecimal) by index of the order's lines */
  GArray *shares; /* (element-type RsShare) */
} Dealing;

static gboolean
is_same_item (const RsRbLine *line, const RsRbShipmentLine *shipment_line)
{
  if (line->item_number == NULL || g_strcmp0 (line->item_number, shipment_line->item_number) != 0)
    return FALSE;
  return line->variation == NULL || shipment_line->variation == NULL
         || g_str_equal (line->variation, shipment_line->variation);
}

/* Takes what @line has room for and gives what is left. */
static RsDecimal
deal_to_line (Dealing *self, guint index, const RsRbShipment *shipment, const RsRbShipmentLine *shipment_line,
              RsDecimal left)
{
  RsDecimal *room = &g_array_index (self->rooms, RsDecimal, index);
  RsShare share = { shipment, shipment_line, g_ptr_array_index (self->order->lines, index), left };

  if (room->micros <= 0 || left.micros <= 0)
    return left;
  if (rs_decimal_compare (left, *room) > 0)
    share.quantity = *room;
  *room = rs_decimal_subtract (*room, share.quantity);
  g_array_append_val (self->shares, share);
  return rs_decimal_subtract (left, share.quantity);
}

static void
deal_line (Dealing *self, const RsRbShipment *shipment, const RsRbShipmentLine *shipment_line)
{
  RsDecimal left = shipment_line->quantity;
  RsShare rest = { shipment, shipment_line, NULL, left };

  for (guint i = 0; shipment_line->order_line_id != 0 && i < self->order->lines->len; i++)
    if (((const RsRbLine *) g_ptr_array_index (self->order->lines, i))->id == shipment_line->order_line_id)
      left = deal_to_line (self, i, shipment, shipment_line, left);
  for (guint i = 0; i < self->order->lines->len; i++)
    if (is_same_item (g_ptr_array_index (self->order->lines, i), shipment_line))
      left = deal_to_line (self, i, shipment, shipment_line, left);

  rest.quantity = left;
  if (left.micros > 0)
    g_array_append_val (self->shares, rest);
}

typedef enum
{
  DEAL_ALL,
  DEAL_SHIPPED,
  DEAL_OPEN,
} Which;

static void
deal_some (Dealing *self, const RsCase *subject, Which which, gboolean are_certain)
{
  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);

      if (which != DEAL_ALL && shipment->is_shipped != (which == DEAL_SHIPPED))
        continue;
      for (guint j = 0; j < shipment->lines->len; j++)
        {
          const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);

          if ((line->order_line_id != 0) == are_certain)
            deal_line (self, shipment, line);
        }
    }
}

static void
begin (Dealing *self)
{
  g_array_set_size (self->rooms, 0);
  g_array_set_size (self->shares, 0);
  for (guint i = 0; i < self->order->lines->len; i++)
    g_array_append_val (self->rooms, ((RsRbLine *) g_ptr_array_index (self->order->lines, i))->quantity);
}

static gboolean
has_strange (const Dealing *self)
{
  for (guint i = 0; i < self->shares->len; i++)
    if (g_array_index (self->shares, RsShare, i).line == NULL)
      return TRUE;
  return FALSE;
}

/* Lines that name their order line are certain, so they come first; the rest by the shipments' ids, so that a
 * share stays what it was when a later shipment is shipped before an earlier one. Only where shipments claim
 * more than there is, what is shipped goes before what is open: it has happened. */
GArray *
rs_plan_share_out (const RsCase *subject, const RsRbOrder *order)
{
  g_autoptr (GArray) rooms = g_array_new (FALSE, FALSE, sizeof (RsDecimal));
  Dealing dealing = { order, rooms, g_array_new (FALSE, FALSE, sizeof (RsShare)) };

  begin (&dealing);
  deal_some (&dealing, subject, DEAL_ALL, TRUE);
  deal_some (&dealing, subject, DEAL_ALL, FALSE);
  if (!has_strange (&dealing))
    return dealing.shares;

  begin (&dealing);
  deal_some (&dealing, subject, DEAL_SHIPPED, TRUE);
  deal_some (&dealing, subject, DEAL_SHIPPED, FALSE);
  deal_some (&dealing, subject, DEAL_OPEN, TRUE);
  deal_some (&dealing, subject, DEAL_OPEN, FALSE);
  return dealing.shares;
}

gboolean
rs_plan_line_is_stock (const RsCase *subject, const RsRbLine *line)
{
  const RsItem *item = rs_case_find_item (subject, line->item_number);

  if (line->item_number == NULL || *line->item_number == '\0')
    return FALSE;
  return item == NULL || !item->knows_inventory || item->has_inventory;
}

RsDecimal
rs_plan_line_shipped (const RsPlanning *planning, const RsRbLine *line)
{
  RsDecimal shipped = RS_DECIMAL_ZERO;

  if (line->has_shipped)
    return line->shipped;
  for (guint i = 0; i < planning->shares->len; i++)
    {
      const RsShare *share = &g_array_index (planning->shares, RsShare, i);

      if (share->line == line && share->shipment->is_shipped)
        shipped = rs_decimal_add (shipped, share->quantity);
    }
  return shipped;
}

gboolean
rs_plan_order_knows_shipped (const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;

  if (planning->subject->rb_shipments_known || (!order->is_partly_shipped && !order->is_shipped))
    return TRUE;
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (order->lines, i);

      if (!line->has_shipped && rs_plan_line_is_stock (planning->subject, line))
        return FALSE;
    }
  return TRUE;
}

gboolean
rs_plan_order_is_shipped (const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  gboolean has_stock = FALSE;

  if (order == NULL || order->is_shipped)
    return order != NULL;
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (order->lines, i);

      if (!rs_plan_line_is_stock (planning->subject, line) || line->quantity.micros <= 0)
        continue;
      has_stock = TRUE;
      if (rs_decimal_compare (rs_plan_line_shipped (planning, line), line->quantity) < 0)
        return FALSE;
    }
  return has_stock;
}
