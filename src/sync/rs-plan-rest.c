/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"

/* One side says that all has gone and the other does not: what is left over would wait for ever, and nobody
 * would know. */

static gboolean
has_goods_left (const RsWsOrder *order)
{
  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);

      if (!line->is_virtual && !rs_ws_line_is_dispatched (line))
        return TRUE;
    }
  return FALSE;
}

/* Part of it left by Webshipper's parcels and the rest by other hands: what is still open there might be sent
 * a second time. */
void
rs_plan_ask_rest_in_webshipper (RsPlanning *planning, const RsPlanSource *source)
{
  if (rs_ws_order_is_dispatched (source->ws_order) || !has_goods_left (source->ws_order))
    return;
  if (rs_planning_is_left (planning, RS_PROBLEM_SHIPMENT_DIFFERS, source->ext_ref))
    {
      rs_planning_because (planning, "Part of it is still open in Webshipper; a person chose to leave it so");
      return;
    }
  rs_planning_hold (
    planning,
    rs_planning_problem (
      planning, RS_PROBLEM_SHIPMENT_DIFFERS, source->ext_ref, "open-webshipper,open-rackbeat,leave",
      "All of order %" G_GINT64_FORMAT " is shipped in Rackbeat, but part of its Webshipper order %s is "
      "still open. Cancel or dispatch the rest in Webshipper, lest it goes out twice, or leave it.",
      planning->number, source->ws_order_id));
}

/* Of a line's quantity what no shipped shipment holds, by its own word or by theirs: the order is read some
 * time after its shipments are. */
static RsDecimal
count_left (const RsPlanning *planning, const RsRbLine *line)
{
  RsDecimal told = rs_plan_line_shipped (planning, line), counted = RS_DECIMAL_ZERO;

  for (guint i = 0; i < planning->shares->len; i++)
    {
      const RsShare *share = &g_array_index (planning->shares, RsShare, i);

      if (share->line == line && share->shipment->is_shipped)
        counted = rs_decimal_add (counted, share->quantity);
    }
  return rs_decimal_subtract (line->quantity, rs_decimal_compare (told, counted) > 0 ? told : counted);
}

/* "4 of TRØJE-ULD; 2 of KP-110": what crossed and went with nothing. NULL when all of it went. (transfer
 * full) (nullable) */
static char *
list_unsent (const RsPlanning *planning, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, source);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; crossed != NULL && i < crossed->len; i++)
    {
      const RsCrossedLine *was = g_ptr_array_index (crossed, i);
      const RsRbLine *line = rs_rb_order_find_line (planning->order, was->order_line_id);
      RsDecimal left = line != NULL ? count_left (planning, line) : RS_DECIMAL_ZERO;
      char quantity[RS_DECIMAL_STRING_SIZE];

      if (rs_decimal_compare (left, was->quantity) > 0)
        left = was->quantity;
      if (left.micros > 0)
        g_string_append_printf (words, "%s%s × %s", words->len > 0 ? "; " : "",
                                rs_decimal_format (left, quantity), line->item_number);
    }
  return words->len > 0 ? g_string_free (g_steal_pointer (&words), FALSE) : NULL;
}

void
rs_plan_ask_rest_in_rackbeat (RsPlanning *planning, const RsPlanSource *source)
{
  g_autofree char *unsent = list_unsent (planning, source);
  g_autofree char *handle = NULL;
  RsProblem *problem;

  if (unsent == NULL)
    return;
  handle = g_strdup_printf ("%s:%s", source->ext_ref, unsent);
  if (rs_planning_is_left (planning, RS_PROBLEM_SHIPMENT_DIFFERS, handle))
    {
      rs_planning_because (planning, "It did not all go with Webshipper (%s); a person chose to leave it so",
                           unsent);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_SHIPMENT_DIFFERS, source->ext_ref, "open-rackbeat,open-webshipper,leave",
    "All of Webshipper order %s has gone, but not all of order %" G_GINT64_FORMAT " went with it: %s "
    "was taken out of it in Webshipper. Send that in another way and ship it in Rackbeat, or leave it.",
    source->ws_order_id, planning->number, unsent);
  rs_problem_set_argument (problem, "handle", handle);
  rs_planning_hold (planning, problem);
}
