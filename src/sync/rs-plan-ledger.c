/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-ledger.h"

#include "rs-plan-shares.h"

/* One item in one variation. Plain value. */
typedef struct
{
  const RsRbLine *line; /* the first of the item */
  RsDecimal remaining;  /* not shipped, and on no shipment that is ours */
  RsDecimal surplus;    /* shipped since it crossed, by no booking gone through yet: a person's doing */
} Balance;

gboolean
rs_plan_is_same_item (const RsRbLine *a, const RsRbLine *b)
{
  return g_strcmp0 (a->item_number, b->item_number) == 0 && g_strcmp0 (a->variation, b->variation) == 0;
}

static Balance *
find_balance (RsLedger *self, const RsRbLine *line)
{
  for (guint i = 0; i < self->balances->len; i++)
    {
      Balance *balance = &g_array_index (self->balances, Balance, i);

      if (rs_plan_is_same_item (balance->line, line))
        return balance;
    }
  return NULL;
}

static void
enter_line (RsLedger *self, const RsRbLine *line, GPtrArray *crossed)
{
  g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
  const RsCrossedLine *was = rs_crossed_find (crossed, ref);
  RsDecimal shipped = rs_plan_line_shipped (self->planning, line);
  RsDecimal since = shipped;
  Balance *balance = find_balance (self, line);

  if (was != NULL)
    since = rs_decimal_subtract (shipped, rs_decimal_subtract (was->ordered, was->quantity));
  if (balance == NULL)
    {
      Balance fresh = { line, RS_DECIMAL_ZERO, RS_DECIMAL_ZERO };

      g_array_append_val (self->balances, fresh);
      balance = &g_array_index (self->balances, Balance, self->balances->len - 1);
    }
  balance->remaining = rs_decimal_add (balance->remaining, rs_decimal_subtract (line->quantity, shipped));
  balance->surplus = rs_decimal_add (balance->surplus, since);
}

void
rs_ledger_init (RsLedger *self, RsPlanning *planning, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, source);

  self->planning = planning;
  self->source = source;
  self->balances = g_array_new (FALSE, FALSE, sizeof (Balance));
  self->claimed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < planning->order->lines->len; i++)
    enter_line (self, g_ptr_array_index (planning->order->lines, i), crossed);
}

void
rs_ledger_clear (RsLedger *self)
{
  g_clear_pointer (&self->balances, g_array_unref);
  g_clear_pointer (&self->claimed, g_hash_table_unref);
}

gint64
rs_plan_made_by (const RsStep *step)
{
  g_autofree char *text = step != NULL ? rs_step_dup_result (step, "rb_shipment_id") : NULL;
  gint64 id = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

void
rs_ledger_claim (RsLedger *self, gint64 id)
{
  g_hash_table_add (self->claimed, g_memdup2 (&id, sizeof id));
}

void
rs_ledger_enter_journaled (RsLedger *self, const RsDispatch *dispatch)
{
  gint64 id = rs_plan_made_by (dispatch->step);
  const RsRbShipment *shipment = id != 0 ? rs_case_find_rb_shipment (self->planning->subject, id) : NULL;

  if (id != 0)
    rs_ledger_claim (self, id);
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      Balance *balance = find_balance (self, line->line);

      if (balance == NULL)
        continue;
      if (shipment != NULL && shipment->is_shipped)
        balance->surplus = rs_decimal_subtract (balance->surplus, line->quantity);
      else
        balance->remaining = rs_decimal_subtract (balance->remaining, line->quantity);
    }
}

gboolean
rs_ledger_is_same_goods (const RsLedger *self, const RsRbShipment *shipment, const RsDispatch *dispatch)
{
  const RsRbOrder *order = self->planning->order;
  GArray *shares = self->planning->shares;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (order->lines, i);
      RsDecimal held = RS_DECIMAL_ZERO, wanted = RS_DECIMAL_ZERO;

      for (guint j = 0; j < shares->len; j++)
        {
          const RsShare *share = &g_array_index (shares, RsShare, j);

          if (share->shipment != shipment)
            continue;
          if (share->line == NULL)
            return FALSE;
          if (rs_plan_is_same_item (share->line, line))
            held = rs_decimal_add (held, share->quantity);
        }
      for (guint j = 0; j < dispatch->lines->len; j++)
        {
          const RsDispatchLine *gone = &g_array_index (dispatch->lines, RsDispatchLine, j);

          if (rs_plan_is_same_item (gone->line, line))
            wanted = rs_decimal_add (wanted, gone->quantity);
        }
      if (rs_decimal_compare (held, wanted) != 0)
        return FALSE;
    }
  return TRUE;
}

/* All of @dispatch, by item. (element-type Balance, of which remaining is what went) (transfer full) */
static GArray *
sum_up (const RsDispatch *dispatch)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (Balance));

  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      Balance fresh = { line->line, line->quantity, RS_DECIMAL_ZERO };
      gboolean found = FALSE;

      for (guint j = 0; !found && j < sums->len; j++)
        {
          Balance *sum = &g_array_index (sums, Balance, j);

          found = rs_plan_is_same_item (sum->line, line->line);
          if (found)
            sum->remaining = rs_decimal_add (sum->remaining, line->quantity);
        }
      if (!found)
        g_array_append_val (sums, fresh);
    }
  return sums;
}

gboolean
rs_ledger_take_surplus (RsLedger *self, const RsDispatch *dispatch)
{
  g_autoptr (GArray) sums = sum_up (dispatch);

  for (guint i = 0; i < sums->len; i++)
    {
      const Balance *sum = &g_array_index (sums, Balance, i);

      if (rs_decimal_compare (find_balance (self, sum->line)->surplus, sum->remaining) < 0)
        return FALSE;
    }
  for (guint i = 0; i < sums->len; i++)
    {
      const Balance *sum = &g_array_index (sums, Balance, i);
      Balance *balance = find_balance (self, sum->line);

      balance->surplus = rs_decimal_subtract (balance->surplus, sum->remaining);
    }
  rs_planning_because (self->planning, "%s is shipped in Rackbeat already", dispatch->cause);
  return TRUE;
}

const RsRbShipment *
rs_ledger_find_adoptable (const RsLedger *self, const RsDispatch *dispatch)
{
  const RsCase *subject = self->planning->subject;

  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);

      if (!shipment->is_shipped && !g_hash_table_contains (self->claimed, &shipment->id)
          && rs_ledger_is_same_goods (self, shipment, dispatch))
        return shipment;
    }
  return NULL;
}

gboolean
rs_ledger_take_remaining (RsLedger *self, const RsDispatch *dispatch, char **how)
{
  g_autoptr (GArray) sums = sum_up (dispatch);

  for (guint i = 0; i < sums->len; i++)
    {
      const Balance *sum = &g_array_index (sums, Balance, i);
      char gone[RS_DECIMAL_STRING_SIZE], left[RS_DECIMAL_STRING_SIZE];
      RsDecimal remaining = find_balance (self, sum->line)->remaining;

      if (rs_decimal_compare (remaining, sum->remaining) >= 0)
        continue;
      *how = g_strdup_printf ("%s of %s went, but only %s is left to ship",
                              rs_decimal_format (sum->remaining, gone), sum->line->item_number,
                              rs_decimal_format (remaining, left));
      return FALSE;
    }
  for (guint i = 0; i < sums->len; i++)
    {
      const Balance *sum = &g_array_index (sums, Balance, i);
      Balance *balance = find_balance (self, sum->line);

      balance->remaining = rs_decimal_subtract (balance->remaining, sum->remaining);
    }
  return TRUE;
}
