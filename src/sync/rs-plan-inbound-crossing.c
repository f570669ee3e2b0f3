/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

/* Does an order of Webshipper cross to Rackbeat at all (PRODUCT F2.3, F2.4)? */

static gboolean
stays (RsPlanning *planning, const char *reason, const char *next)
{
  rs_planning_because (planning, "%s", reason);
  rs_planning_next (planning, "%s", next);
  return FALSE;
}

static gboolean
is_old_enough (RsPlanning *planning, const RsWsOrder *order)
{
  RsInstant start = planning->policy->start;
  g_autofree char *start_text = rs_instant_to_string (start);
  g_autofree char *made_text = rs_instant_to_string (order->created_at);

  if (start == RS_INSTANT_NONE)
    return TRUE;
  if (order->created_at == RS_INSTANT_NONE)
    return stays (planning,
                  "Webshipper does not say when the order was made: it may be older than the start date",
                  "Stays in Webshipper: when it was made is not known");
  if (order->created_at >= start)
    {
      rs_planning_because (planning, "Made %s, not before the start date %s", made_text, start_text);
      return TRUE;
    }
  rs_planning_because (planning, "Made %s, before the start date %s", made_text, start_text);
  return stays (planning, "Nothing older than the start date crosses",
                "Stays in Webshipper: made before the start date");
}

static gboolean
passes_filters (RsPlanning *planning, const RsWsOrder *order)
{
  const RsPolicy *policy = planning->policy;
  const char *country = order->delivery_address != NULL ? order->delivery_address->country : NULL;
  gboolean is_shared;
  gint64 term = rs_policy_term_for_rate (policy, order->rate_id, &is_shared);

  if (policy->ready_only && g_strcmp0 (order->status, "pending") != 0 && !rs_ws_order_is_dispatched (order)
      && g_strcmp0 (order->status, "partly_dispatched") != 0)
    return stays (planning,
                  "Only orders that are ready cross, as the set-up says; this one is on hold or in error",
                  "Waits in Webshipper until it is ready");
  /* A rate without a term is asked about rather than filtered away. */
  if (policy->filter_terms != NULL && term != 0 && !g_hash_table_contains (policy->filter_terms, &term))
    return stays (planning, "Its delivery term is not among those that cross, as the set-up says",
                  "Stays in Webshipper: its delivery term does not cross");
  if (policy->filter_countries != NULL && country != NULL
      && !g_hash_table_contains (policy->filter_countries, country))
    return stays (planning, "Its country is not among those that cross, as the set-up says",
                  "Stays in Webshipper: its country does not cross");
  return TRUE;
}

gboolean
rs_plan_ask_inbound_crossing (RsPlanning *planning, const RsWsOrder *order)
{
  const RsPolicy *policy = planning->policy;

  if (policy->direction != RS_DIRECTION_WS_TO_RB)
    return stays (planning, "Orders cross from Rackbeat to Webshipper, as the set-up says",
                  "Stays in Webshipper: orders come from Rackbeat");
  if (order == NULL)
    return stays (planning, "The order was deleted in Webshipper", "Deleted in Webshipper");
  if (g_strcmp0 (order->status, "cancelled") == 0)
    return stays (planning, "The order is cancelled in Webshipper", "Cancelled in Webshipper");
  if (policy->channel_id != 0 && order->channel_id != 0 && order->channel_id != policy->channel_id)
    return stays (planning, "It is of another order channel than the set-up says",
                  "Stays in Webshipper: of another order channel");
  /* With a start date it is known to be new, and may have been booked within minutes. */
  if (policy->start == RS_INSTANT_NONE && rs_ws_order_is_dispatched (order))
    return stays (planning, "All of the order was dispatched before it crossed, and no start date is set",
                  "Dispatched in Webshipper before it crossed");
  return is_old_enough (planning, order) && passes_filters (planning, order);
}
