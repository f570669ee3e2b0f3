/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan.h"

#include "rs-plan-rules.h"
#include "rs-plan-shares.h"

G_DEFINE_BOXED_TYPE (RsPlan, rs_plan, rs_plan_ref, rs_plan_unref)

RsPlan *
rs_plan_ref (RsPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
plan_clear (gpointer data)
{
  RsPlan *self = data;

  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->reasons);
  g_clear_pointer (&self->row, rs_case_row_unref);
}

void
rs_plan_unref (RsPlan *self)
{
  g_atomic_rc_box_release_full (self, plan_clear);
}

static RsPlan *
plan_new (void)
{
  RsPlan *self = g_atomic_rc_box_new0 (RsPlan);

  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_step_unref);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  self->reasons = g_ptr_array_new_with_free_func (g_free);
  self->look_again = RS_INSTANT_NONE;
  return self;
}

/* Whether this case is RackShip's business at all as it is set up. */
static gboolean
is_ours (RsPlanning *planning)
{
  char kind;
  gint64 number = 0;
  gboolean is_order = rs_plan_parse_ext_ref (planning->subject->key, &kind, &number) && kind == 'o';

  if (planning->ws_order_id == NULL)
    planning->number = is_order ? number : planning->order != NULL ? planning->order->number : 0;
  if (planning->policy->direction == RS_DIRECTION_NONE)
    {
      rs_planning_because (planning, "No direction is set up");
      rs_planning_next (planning, "Nothing: RackShip is not set up yet");
      return FALSE;
    }
  return is_order || planning->ws_order_id != NULL;
}

/* A document that cannot be read may say anything, also that all of it has gone: nothing is written until it
 * can be. */
static gboolean
is_readable (RsPlanning *planning)
{
  const RsCase *subject = planning->subject;

  for (guint i = 0; i < subject->unreadable->len; i++)
    rs_planning_hold (planning, rs_problem_ref (g_ptr_array_index (subject->unreadable, i)));
  if (subject->unreadable->len > 0)
    {
      rs_planning_because (planning,
                           "A record of the order cannot be read: nothing is written until it can be");
      return FALSE;
    }
  if (planning->order == NULL && !subject->rb_gone && planning->ws_order_id == NULL)
    {
      rs_planning_wait (planning, "Waits for the order to be read from Rackbeat");
      return FALSE;
    }
  return TRUE;
}

/* A person holds it: what is under way is ended, nothing else is begun. */
static gboolean
is_held_back (RsPlanning *planning)
{
  if (!rs_plan_is_held_back (planning->subject))
    return FALSE;
  rs_planning_because (planning, "Somebody holds it back");
  rs_planning_hold (planning,
                    rs_planning_problem (planning, RS_PROBLEM_HELD_BACK, NULL, "let-go",
                                         "Order %s is held back by a person. Nothing is written for it until "
                                         "it is let go.",
                                         planning->name));
  return TRUE;
}

static void
ask_crossed (RsPlanning *planning, RsPlanSource *source)
{
  if (!rs_plan_ask_target (planning, source) || rs_plan_ask_forward (planning, source))
    return;
  rs_plan_ask_back (planning, source);
  rs_plan_ask_tracking (planning, source);
  rs_plan_ask_changes (planning, source);
}

/* By the trigger "shipment" what is not there yet may still be made, and what has not been read is not known.
 */
static gboolean
may_create (RsPlanning *planning, guint n_sources)
{
  gboolean by_shipment = planning->policy->trigger == RS_TRIGGER_SHIPMENT;

  if (planning->policy->direction != RS_DIRECTION_RB_TO_WS)
    {
      rs_planning_because (planning, "Orders cross from Webshipper to Rackbeat, as the set-up says");
      rs_planning_next (planning, "Stays in Rackbeat: orders come from Webshipper");
      return FALSE;
    }
  if (!rs_plan_ask_crossing (planning))
    return FALSE;
  if (by_shipment && !planning->subject->rb_shipments_known)
    {
      rs_planning_wait (planning,
                        "Waits for the shipments of order %" G_GINT64_FORMAT " to be read from Rackbeat",
                        planning->number);
      return FALSE;
    }
  if (n_sources == 0)
    {
      rs_planning_because (planning, "Orders cross by their shipments, as the set-up says, and it has none");
      rs_planning_next (planning, "Goes when a shipment is made in Rackbeat");
    }
  return TRUE;
}

/* What is no longer wanted, but stands in Webshipper all the same. What is wanted and stands there is taken
 * over by the step that would make it. */
static gboolean
is_left_behind (const RsPlanning *planning, const RsPlanSource *source)
{
  return source->unclaimed != NULL && !planning->waits
         && (!planning->crosses || rs_plan_source_is_shipped_in_rackbeat (planning, source)
             || rs_plan_source_is_withdrawn (planning, source));
}

static void
ask_new (RsPlanning *planning, RsPlanSource *source)
{
  if (is_left_behind (planning, source))
    {
      g_clear_pointer (&planning->next, g_free);
      rs_plan_source_claim (planning, source);
      rs_planning_because (planning, "Webshipper order %s carries the handle %s", source->ws_order_id,
                           source->ext_ref);
      ask_crossed (planning, source);
    }
  else if (planning->crosses)
    rs_plan_ask_create (planning, source);
}

static void
ask_sources (RsPlanning *planning, GPtrArray *sources)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new ();

  for (guint i = 0; i < sources->len; i++)
    if (rs_plan_source_has_crossed (g_ptr_array_index (sources, i)))
      ask_crossed (planning, g_ptr_array_index (sources, i));
    else
      g_ptr_array_add (new, g_ptr_array_index (sources, i));
  if (sources->len > 0 && new->len == 0)
    return;
  planning->crosses = may_create (planning, sources->len);
  /* Why the rest stays is no news of an order that has crossed in part. */
  if (!planning->crosses && !planning->waits && new->len < sources->len)
    g_clear_pointer (&planning->next, g_free);
  for (guint i = 0; i < new->len; i++)
    ask_new (planning, g_ptr_array_index (new, i));
}

static void
ask (RsPlanning *planning, GPtrArray *sources)
{
  if (is_readable (planning) && !is_held_back (planning))
    {
      if (planning->ws_order_id != NULL)
        rs_plan_ask_inbound (planning, sources);
      else
        ask_sources (planning, sources);
    }
  rs_plan_ask_journal (planning);
}

gboolean
rs_plan_is_held_back (const RsCase *subject)
{
  g_autofree char *key = g_strconcat (RS_PLAN_HOLD_KEY, subject->key, NULL);
  const RsStep *step = rs_case_find_step (subject, key);

  return step != NULL && step->state == RS_STEP_DONE;
}

RsPlan *
rs_plan_case (const RsCase *subject, const RsPolicy *policy, RsInstant now)
{
  RsPlanning planning = { .subject = subject, .order = subject->rb_order, .policy = policy, .now = now };
  g_autoptr (GPtrArray) sources = NULL;

  planning.plan = plan_new ();
  planning.ws_order_id = rs_plan_parse_ws_ref (subject->key);
  if (planning.ws_order_id != NULL)
    planning.number = rs_plan_inbound_number (subject);
  if (planning.order != NULL)
    planning.shares = rs_plan_share_out (subject, planning.order);
  if (is_ours (&planning))
    {
      planning.name = rs_planning_dup_name (&planning);
      sources = planning.ws_order_id != NULL ? rs_plan_inbound_source_list (&planning)
                                             : rs_plan_source_list (&planning);
      ask (&planning, sources);
    }
  planning.plan->row = planning.ws_order_id != NULL ? rs_case_summary_inbound (&planning, sources)
                                                    : rs_case_summary (&planning, sources);
  g_clear_pointer (&planning.shares, g_array_unref);
  g_free (planning.next);
  g_free (planning.name);
  return planning.plan;
}
