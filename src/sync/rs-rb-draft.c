/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-draft.h"

#include "rs-fold.h"
#include "rs-country.h"

static void
new_item_free (gpointer data)
{
  RsNewItem *self = data;

  rs_item_unref (self->item);
  g_free (self);
}

void
rs_rb_draft_free (RsRbDraft *self)
{
  rs_rb_order_unref (self->order);
  g_ptr_array_unref (self->crossed);
  rs_findings_clear (&self->findings);
  g_ptr_array_unref (self->new_items);
  g_free (self->handle);
  g_free (self);
}

/* Passed whole: only the country is put in other words, because Rackbeat's addresses have names and no codes
 * (Rackbeat reference §8). A person without a company is Rackbeat's name itself. (transfer full) */
static RsAddress *
convert (const RsAddress *from)
{
  RsAddress *to = rs_address_copy (from);
  const char *country = rs_country_name (from->country, NULL);

  if (rs_text_is_blank (to->company))
    {
      g_free (to->company);
      to->company = g_steal_pointer (&to->contact);
    }
  if (country != NULL)
    g_set_str (&to->country, country);
  return to;
}

static void
take_addresses (RsRbDraft *self, const RsWsOrder *from)
{
  const RsAddress *delivery = from->delivery_address, *billing = from->billing_address;

  if (delivery != NULL && !rs_address_is_empty (delivery))
    self->order->delivery_address = convert (delivery);
  if (billing != NULL && !rs_address_is_empty (billing))
    self->order->billing_address = convert (billing);
}

static RsProblem *
rate_problem (const RsPlanning *planning, const char *code, const char *remedies, gint64 id, const char *text)
{
  const RsShippingRate *rate = id != 0 ? rs_policy_get_rate (planning->policy, id) : NULL;
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *subject = id != 0 ? g_strdup_printf ("rate/%" G_GINT64_FORMAT, id) : NULL;
  RsProblem *problem = rs_planning_problem (planning, code, subject, remedies, "%s", text);

  rs_problem_set_argument (problem, "rate", number);
  rs_problem_set_argument (problem, "rate-name", rate != NULL ? rate->name : NULL);
  return problem;
}

static void
hold_rate (RsRbDraft *self, const RsPlanning *planning, gint64 id, gboolean is_shared)
{
  const RsShippingRate *rate = id != 0 ? rs_policy_get_rate (planning->policy, id) : NULL;
  const char *name = rate != NULL && rate->name != NULL ? rate->name : "?";
  g_autofree char *text = NULL;

  if (id == 0)
    text
      = g_strdup_printf ("Order %s has no shipping rate in Webshipper, so no delivery term can be found for "
                         "it. The order is held. Choose a rate for it in Webshipper, or a default term.",
                         planning->name);
  else if (is_shared)
    text = g_strdup_printf ("Order %s has the shipping rate \"%s\" (%" G_GINT64_FORMAT
                            "), which several delivery "
                            "terms share. The order is held. Mark the one to use back.",
                            planning->name, name, id);
  else
    text = g_strdup_printf ("Order %s has the shipping rate \"%s\" (%" G_GINT64_FORMAT
                            "), which has no delivery "
                            "term. The order is held. Choose a term for the rate.",
                            planning->name, name, id);
  g_ptr_array_add (self->findings.problems,
                   rate_problem (planning, is_shared ? RS_PROBLEM_RATE_SHARED : RS_PROBLEM_RATE_UNMAPPED,
                                 id == 0 ? "open-webshipper,set-default-term" : "map-rate", id, text));
}

/* The mapping read the other way (PRODUCT F3.7): never guessed. */
static void
take_term (RsRbDraft *self, const RsPlanning *planning, const RsWsOrder *from)
{
  gboolean is_shared;
  gint64 number = rs_policy_term_for_rate (planning->policy, from->rate_id, &is_shared);
  const RsDeliveryTerm *term = g_hash_table_lookup (planning->policy->terms, &number);

  if (number != 0 && (term != NULL || g_hash_table_size (planning->policy->terms) == 0))
    {
      self->order->delivery_term = number;
      rs_findings_because (
        &self->findings, "The shipping rate is read back as the delivery term \"%s\" (%" G_GINT64_FORMAT ")",
        term != NULL && term->name != NULL ? term->name : "?", number);
    }
  else if (planning->policy->unmapped == RS_UNMAPPED_SEND)
    rs_findings_because (&self->findings,
                         "No delivery term for the shipping rate: it goes without one, as the set-up says");
  else
    hold_rate (self, planning, from->rate_id, is_shared);
}

RsRbDraft *
rs_rb_draft_new (const RsPlanning *planning, const RsWsOrder *from, GPtrArray *crossed)
{
  RsRbDraft *self = g_new0 (RsRbDraft, 1);

  self->order = rs_rb_order_new ();
  self->crossed = rs_crossed_new ();
  rs_findings_init (&self->findings);
  self->new_items = g_ptr_array_new_with_free_func (new_item_free);
  self->order->other_reference = g_strdup (planning->subject->key);
  self->order->heading = rs_text_is_blank (from->visible_ref) ? NULL : g_strdup (from->visible_ref);
  self->order->note = rs_text_is_blank (from->external_comment) ? NULL : g_strdup (from->external_comment);
  self->order->currency = rs_text_is_blank (from->currency) ? NULL : g_strdup (from->currency);
  take_addresses (self, from);
  take_term (self, planning, from);
  rs_rb_draft_take_lines (self, planning, from, crossed);
  return self;
}
