/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-draft.h"

#include "rs-plant.h"

/* The shipping rate of an order's delivery term (PRODUCT F3.4, F3.6, F3.8), and what that rate needs. */

static const char *
term_name (const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  const RsDeliveryTerm *term;

  if (order->delivery_term_name != NULL && *order->delivery_term_name != '\0')
    return order->delivery_term_name;
  term = g_hash_table_lookup (planning->policy->terms, &order->delivery_term);
  return term != NULL ? term->name : NULL;
}

static const char *
rate_name (const RsShippingRate *rate)
{
  return rate->name != NULL ? rate->name : "?";
}

static void
set_term_arguments (RsProblem *problem, const RsPlanning *planning)
{
  g_autofree char *term = g_strdup_printf ("%" G_GINT64_FORMAT, planning->order->delivery_term);

  rs_problem_set_argument (problem, "term", term);
  rs_problem_set_argument (problem, "term-name", term_name (planning));
}

static void
hold_without_rate (RsWsDraft *self, const RsPlanning *planning)
{
  const char *name = term_name (planning);
  gint64 term = planning->order->delivery_term;
  g_autofree char *subject = term != 0 ? g_strdup_printf ("term/%" G_GINT64_FORMAT, term) : NULL;
  RsProblem *problem;

  if (term != 0)
    problem = rs_planning_problem (planning, RS_PROBLEM_TERM_UNMAPPED, subject, "map-term,open-rackbeat",
                                   "Order %" G_GINT64_FORMAT
                                   " has the delivery term \"%s\" (%" G_GINT64_FORMAT "), which "
                                   "has no shipping rate. The order is held. Choose a rate for the term, or "
                                   "change the order's term in Rackbeat.",
                                   planning->number, name != NULL ? name : "?", term);
  else
    problem = rs_planning_problem (
      planning, RS_PROBLEM_TERM_MISSING, NULL, "open-rackbeat,set-default-rate",
      "Order %" G_GINT64_FORMAT " %s, so no shipping rate can be found for it. The order "
      "is held. Give it a delivery term in Rackbeat, or choose a default rate.",
      planning->number,
      planning->order->knows_delivery_term ? "has no delivery term"
                                           : "comes from Rackbeat without its delivery term");
  set_term_arguments (problem, planning);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
hold_rate_gone (RsWsDraft *self, const RsPlanning *planning, gint64 rate, const char *how)
{
  g_autofree char *subject = g_strdup_printf ("rate/%" G_GINT64_FORMAT, rate);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rate);
  const char *name = term_name (planning);
  RsProblem *problem
    = rs_planning_problem (planning, RS_PROBLEM_RATE_GONE, subject, "map-term",
                           "The shipping rate %s of the delivery term \"%s\" %s. Order %" G_GINT64_FORMAT
                           " is held. Choose another rate "
                           "for the term.",
                           id, name != NULL ? name : "?", how, planning->number);

  set_term_arguments (problem, planning);
  rs_problem_set_argument (problem, "rate", id);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
hold_contact (RsWsDraft *self, const RsPlanning *planning, const RsShippingRate *rate, const char *what)
{
  RsProblem *problem = rs_planning_problem (
    planning, RS_PROBLEM_CONTACT_MISSING, NULL, "open-rackbeat,retry",
    "The shipping rate \"%s\" needs the receiver's %s, and order %" G_GINT64_FORMAT " has none. "
    "The order is held. Add it to the order or the customer in Rackbeat.",
    rate_name (rate), what, planning->number);

  rs_problem_set_argument (problem, "missing", what);
  rs_problem_set_argument (problem, "rate-name", rate->name);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
check_needs (RsWsDraft *self, const RsPlanning *planning, const RsShippingRate *rate)
{
  const RsAddress *to = self->order->delivery_address;
  RsDropPoint *chosen = planning->subject->drop_point;
  RsProblem *problem;

  if (rate->wants_email && to->email == NULL)
    hold_contact (self, planning, rate, "e-mail");
  else if ((rate->wants_sms || rate->requires_drop_point) && to->phone == NULL && to->email == NULL)
    hold_contact (self, planning, rate, "phone or e-mail");

  /* Rackbeat has no field for one, and none may be guessed. */
  if (!rate->requires_drop_point)
    return;
  if (chosen != NULL && planning->subject->drop_point_rate == rate->id)
    {
      self->order->drop_point = rs_drop_point_ref (chosen);
      rs_findings_because (&self->findings, "It is collected at \"%s\", as a person chose",
                           chosen->name != NULL ? chosen->name : chosen->id);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_DROP_POINT_MISSING, NULL, "choose-drop-point,open-rackbeat",
    "The shipping rate \"%s\" needs a drop point, and order %" G_GINT64_FORMAT " has none. "
    "The order is held. Choose a drop point, or another delivery term in Rackbeat.",
    rate_name (rate), planning->number);
  rs_problem_set_argument (problem, "rate-name", rate->name);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
take_known_rate (RsWsDraft *self, const RsPlanning *planning, gint64 id)
{
  const RsShippingRate *rate = rs_policy_get_rate (planning->policy, id);
  gint64 channel = planning->policy->channel_id;

  if (g_hash_table_size (planning->policy->rates) == 0)
    {
      rs_ws_draft_wait (self, "Waits for the shipping rates to be read from Webshipper");
      return;
    }
  if (rate == NULL)
    {
      hold_rate_gone (self, planning, id, "is no longer there");
      return;
    }
  if (channel != 0 && rate->channel_id != 0 && rate->channel_id != channel)
    {
      hold_rate_gone (self, planning, id, "belongs to another order channel");
      return;
    }
  self->order->rate_id = id;
  rs_findings_because (&self->findings,
                       "The delivery term maps to the shipping rate \"%s\" (%" G_GINT64_FORMAT ")",
                       rate_name (rate), id);
  check_needs (self, planning, rate);
}

void
rs_ws_draft_take_rate (RsWsDraft *self, const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  gint64 rate = rs_policy_rate_for_term (planning->policy, order->delivery_term);

  if (order->delivery_term != 0)
    self->order->original_shipping_code = g_strdup_printf ("%" G_GINT64_FORMAT, order->delivery_term);
  self->order->original_shipping_name = g_strdup (term_name (planning));

  if (RS_PLANT ("wrong-rate"))
    rate = rs_policy_rate_for_term (planning->policy, order->delivery_term + 1);
  if (rate != 0)
    take_known_rate (self, planning, rate);
  else if (planning->policy->unmapped == RS_UNMAPPED_SEND)
    rs_findings_because (&self->findings,
                         "No shipping rate for the delivery term: sent without one, as the set-up says");
  else
    hold_without_rate (self, planning);
}
