/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-shares.h"

/* What stands in Rackbeat for a Webshipper order that crossed, and whether it should: F4.7 the other way. */

/* Clocks differ, and a request may have been under way for as long as a gateway holds it. */
#define TWIN_SPAN RS_INSTANT_HOUR

static gboolean
is_withdrawn_here (const RsPlanSource *source)
{
  return source->ws_gone
         || (source->ws_order != NULL && g_strcmp0 (source->ws_order->status, "cancelled") == 0);
}

static gboolean
is_off_there (const RsPlanning *planning)
{
  return planning->subject->rb_gone || (planning->order != NULL && planning->order->is_cancelled);
}

/* Nobody has worked on it in Rackbeat: it holds what was sent, and nothing hangs on it. */
static gboolean
is_untouched_draft (const RsPlanning *planning, const RsPlanSource *source)
{
  const RsRbOrder *order = planning->order;
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, source);
  RsDecimal sent = RS_DECIMAL_ZERO, stands = RS_DECIMAL_ZERO;

  if (order == NULL || order->is_booked || order->is_archived || order->is_invoiced || order->is_shipped
      || order->is_partly_shipped || planning->subject->rb_shipments->len > 0 || crossed == NULL)
    return FALSE;
  for (guint i = 0; i < crossed->len; i++)
    sent = rs_decimal_add (sent, ((RsCrossedLine *) g_ptr_array_index (crossed, i))->quantity);
  for (guint i = 0; i < order->lines->len; i++)
    stands = rs_decimal_add (stands, ((RsRbLine *) g_ptr_array_index (order->lines, i))->quantity);
  return rs_decimal_compare (sent, stands) == 0;
}

static void
delete_draft (RsPlanning *planning, RsPlanSource *source)
{
  g_autofree char *key = g_strdup_printf ("delete-rb-order:%" G_GINT64_FORMAT, planning->number);
  RsJsonWriter *payload = rs_payload_new ();

  rs_payload_add_int (payload, "order_number", planning->number);
  rs_planning_because (planning,
                       "No longer wanted in Webshipper, and still a draft in Rackbeat: it is deleted there");
  if (rs_planning_step (planning, "delete-rb-order", key, payload) == RS_WISH_DONE)
    source->state = RS_SOURCE_CANCELLED;
}

/* Rackbeat has no call that cancels (Rackbeat reference §2): what is confirmed is for a person. */
static void
ask_withdrawn (RsPlanning *planning, RsPlanSource *source)
{
  const char *what = source->ws_gone ? "deleted" : "cancelled";

  if (is_off_there (planning))
    {
      source->state = RS_SOURCE_CANCELLED;
      rs_planning_because (planning, "It is off on both sides");
      return;
    }
  if (is_untouched_draft (planning, source))
    {
      delete_draft (planning, source);
      return;
    }
  if (rs_plan_order_is_shipped (planning))
    {
      source->state = RS_SOURCE_SHIPPED;
      rs_planning_because (planning, "It was %s in Webshipper after all of it was shipped", what);
      return;
    }
  if (rs_planning_is_left (planning, RS_PROBLEM_CANCELLED_AFTER, source->ext_ref))
    {
      rs_planning_because (planning, "It was %s in Webshipper; a person chose to leave it so", what);
      return;
    }
  rs_planning_hold (
    planning, rs_planning_problem (planning, RS_PROBLEM_CANCELLED_AFTER, source->ext_ref,
                                   "open-rackbeat,open-webshipper,leave",
                                   "Order %s was %s in Webshipper after it was confirmed or worked on in "
                                   "Rackbeat. RackShip cannot take that back: cancel it in Rackbeat, or "
                                   "leave it as it is.",
                                   planning->name, what));
}

/* Deleted or cancelled in Rackbeat while Webshipper still wants it: never silently made again. */
static void
ask_gone (RsPlanning *planning, RsPlanSource *source)
{
  const char *what = planning->subject->rb_gone ? "deleted" : "cancelled";
  RsProblem *problem;

  if (rs_planning_is_left (planning, RS_PROBLEM_GONE_IN_TARGET, source->ext_ref))
    {
      rs_planning_because (planning, "It was %s in Rackbeat; a person chose to leave it so", what);
      rs_planning_next (planning, "Nothing: %s in Rackbeat, and left so", what);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_GONE_IN_TARGET, source->ext_ref, "leave,open-rackbeat,open-webshipper",
    "Order %s was %s in Rackbeat, but Webshipper still has it. Nothing is made again "
    "by itself. Cancel it in Webshipper, or leave it as it is.",
    planning->name, what);
  rs_problem_set_argument (problem, "what", what);
  rs_planning_hold (planning, problem);
}

/* Another order with our handle, made while ours was under way and its answer was lost, is a request of ours
 * that was carried out twice. One that was made at any other time is a person's copy. */
static const RsRbOrder *
find_twin (const RsPlanning *planning)
{
  g_autofree char *key = g_strconcat ("create-rb-order:", planning->subject->key, NULL);
  const RsStep *create = rs_case_find_step (planning->subject, key);

  if (create == NULL || create->attempts < 2)
    return NULL;
  for (guint i = 0; i < planning->subject->rb_twins->len; i++)
    {
      const RsRbOrder *twin = g_ptr_array_index (planning->subject->rb_twins, i);

      if (twin->created_at == RS_INSTANT_NONE || ABS (twin->created_at - create->changed_at) < TWIN_SPAN)
        return twin;
    }
  return NULL;
}

static gboolean
ask_for_one (RsPlanning *planning, const RsPlanSource *source)
{
  const RsRbOrder *twin = find_twin (planning);
  RsProblem *problem;

  if (twin == NULL || rs_planning_is_left (planning, RS_PROBLEM_TWO_ORDERS, source->ext_ref))
    return TRUE;
  problem = rs_planning_problem (
    planning, RS_PROBLEM_TWO_ORDERS, source->ext_ref, "open-rackbeat,leave,retry",
    "Rackbeat has orders %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " for %s: an answer was lost, and what "
    "was asked for was done twice. RackShip writes nothing more to them, lest it goes out twice. Delete or "
    "cancel order %" G_GINT64_FORMAT " in Rackbeat, or leave it if it is a copy that you made.",
    planning->number, twin->number, source->ext_ref, twin->number);
  rs_problem_set_argument (problem, "ext-ref", source->ext_ref);
  rs_planning_hold (planning, problem);
  return FALSE;
}

gboolean
rs_plan_ask_inbound_target (RsPlanning *planning, RsPlanSource *source)
{
  source->state = RS_SOURCE_CROSSED;
  if (planning->order == NULL && !planning->subject->rb_gone)
    {
      rs_planning_wait (planning, "Waits for order %s to be read back from Rackbeat", planning->name);
      return FALSE;
    }
  if (source->ws_order == NULL && !source->ws_gone)
    {
      rs_planning_wait (planning, "Waits for order %s to be read from Webshipper", source->ws_order_id);
      return FALSE;
    }
  rs_planning_because (planning, "%s is order %" G_GINT64_FORMAT " in Rackbeat", source->ext_ref,
                       planning->number);
  if (!ask_for_one (planning, source))
    return FALSE;
  if (is_withdrawn_here (source))
    ask_withdrawn (planning, source);
  else if (is_off_there (planning))
    ask_gone (planning, source);
  else
    return TRUE;
  return FALSE;
}
