/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"

/* When the order was made. Its own date is a day without a time, so the day's end counts: an order of the
 * start day crosses. */
static RsInstant
made_at (const RsRbOrder *order)
{
  RsInstant day;

  if (order->created_at != RS_INSTANT_NONE)
    return order->created_at;
  if (order->order_date != NULL && rs_instant_parse (order->order_date, NULL, &day, NULL))
    return day + RS_INSTANT_DAY - 1;
  return RS_INSTANT_NONE;
}

static gboolean
stays (RsPlanning *planning, const char *reason, const char *next)
{
  rs_planning_because (planning, "%s", reason);
  rs_planning_next (planning, "%s", next);
  return FALSE;
}

static gboolean
is_old_enough (RsPlanning *planning)
{
  RsInstant start = planning->policy->start;
  RsInstant made = made_at (planning->order);
  g_autofree char *start_text = rs_instant_to_string (start);
  g_autofree char *made_text = rs_instant_to_string (made);

  if (start == RS_INSTANT_NONE)
    return TRUE;
  if (made == RS_INSTANT_NONE)
    return stays (planning,
                  "Rackbeat does not say when the order was made: it may be older than the start date",
                  "Stays in Rackbeat: when it was made is not known");
  if (made >= start)
    {
      rs_planning_because (planning, "Made %s, not before the start date %s", made_text, start_text);
      return TRUE;
    }
  rs_planning_because (planning, "Made %s, before the start date %s", made_text, start_text);
  return stays (planning, "Nothing older than the start date crosses",
                "Stays in Rackbeat: made before the start date");
}

static gboolean
passes_filters (RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  const RsPolicy *policy = planning->policy;
  const RsAddress *to = rs_plan_delivery_address (order);
  const char *country = to != NULL ? rs_plan_country (policy, to->country) : NULL;

  if (policy->ready_only && !order->is_ready_for_shipping)
    return stays (planning,
                  "Only orders that are ready for shipping cross, as the set-up says; this one is not",
                  "Waits in Rackbeat until it is ready for shipping");
  /* A term that Rackbeat does not name is asked about rather than filtered away. */
  if (policy->filter_terms != NULL && order->knows_delivery_term
      && !g_hash_table_contains (policy->filter_terms, &order->delivery_term))
    return stays (planning, "Its delivery term is not among those that cross, as the set-up says",
                  "Stays in Rackbeat: its delivery term does not cross");
  /* A country that is not known is asked about rather than filtered away. */
  if (policy->filter_countries != NULL && country != NULL
      && !g_hash_table_contains (policy->filter_countries, country))
    return stays (planning, "Its country is not among those that cross, as the set-up says",
                  "Stays in Rackbeat: its country does not cross");
  if (policy->filter_groups != NULL && !g_hash_table_contains (policy->filter_groups, &order->customer_group))
    return stays (planning, "Its customer's group is not among those that cross, as the set-up says",
                  "Stays in Rackbeat: its customer group does not cross");
  return TRUE;
}

gboolean
rs_plan_ask_crossing (RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;

  if (planning->subject->rb_gone || order == NULL)
    return stays (planning, "The order was deleted in Rackbeat", "Deleted in Rackbeat");
  if (order->is_cancelled)
    return stays (planning, "The order is cancelled in Rackbeat", "Cancelled in Rackbeat");
  if (rs_plan_order_is_shipped (planning))
    return stays (planning, "All of the order is shipped in Rackbeat",
                  "Shipped in Rackbeat before it crossed");
  if (order->is_archived)
    return stays (planning, "The order is archived in Rackbeat", "Stays in Rackbeat: archived");
  if (!order->is_booked && !planning->policy->with_drafts)
    return stays (planning, "The order is a draft, and drafts do not cross, as the set-up says",
                  "Draft in Rackbeat: goes when it is confirmed");
  rs_planning_because (planning, "%s",
                       order->is_booked ? "The order is confirmed" : "Drafts cross, as the set-up says");
  return is_old_enough (planning) && passes_filters (planning);
}
