/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-private.h"

#include "rs-rb-draft.h"

/* The two sides of an order that came from Webshipper. */

static RsDecimal
standing (const RsRbOrder *order, const char *item_number)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (order->lines, i);

      if (g_strcmp0 (line->item_number, item_number) == 0)
        sum = rs_decimal_add (sum, line->quantity);
    }
  return sum;
}

/* Several handles may be one item: what they ask for together is compared, at the first of them. */
static RsDecimal
wanted (const RsPlanSource *source, GPtrArray *crossed, const char *item_number)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < source->ws_order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (source->ws_order->lines, i);
      const RsCrossedLine *was = rs_crossed_find (crossed, rs_plan_line_handle (line));

      if (was != NULL && g_strcmp0 (was->item_number, item_number) == 0)
        sum = rs_decimal_add (sum, RS_DECIMAL_INT (line->quantity));
    }
  return sum;
}

static void
compare_lines (RsJudging *self, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (&self->planning, source);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; crossed != NULL && i < crossed->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (crossed, i);
      RsDecimal here, there;
      char here_text[RS_DECIMAL_STRING_SIZE], there_text[RS_DECIMAL_STRING_SIZE];

      if (line->item_number == NULL || !g_hash_table_add (seen, line->item_number))
        continue;
      here = standing (self->planning.order, line->item_number);
      there = wanted (source, crossed, line->item_number);
      if (rs_decimal_compare (here, there) != 0)
        g_ptr_array_add (self->differs,
                         g_strdup_printf ("%s: %s stand in Webshipper, %s in Rackbeat", line->item_number,
                                          rs_decimal_format (there, there_text),
                                          rs_decimal_format (here, here_text)));
    }
}

void
rs_agreement_judge_inbound (RsJudging *self, const RsPlanSource *source)
{
  const RsRbOrder *order = self->planning.order;
  gboolean withdrawn
    = source->ws_gone || source->ws_order == NULL || g_strcmp0 (source->ws_order->status, "cancelled") == 0;
  gboolean off = order == NULL || order->is_cancelled || self->planning.subject->rb_gone;

  self->crossed = TRUE;
  if (!withdrawn && (order == NULL || self->planning.subject->rb_gone))
    g_ptr_array_add (self->missing, g_strdup_printf ("order %" G_GINT64_FORMAT " is no longer in Rackbeat",
                                                     self->planning.number));
  else if (withdrawn != off)
    g_ptr_array_add (self->differs, g_strdup (withdrawn ? "off in Webshipper, not in Rackbeat"
                                                        : "cancelled in Rackbeat, not in Webshipper"));
  else if (!withdrawn)
    {
      compare_lines (self, source);
      rs_agreement_compare_shipped (self, source);
    }
}
