/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreement-private.h"

#include "rs-json.h"
#include "rs-plan-rules.h"
#include "rs-plan-shares.h"
#include "rs-ws-difference.h"

/* Where it goes, as the source says it now and as it stands. */
static void
compare_address (RsJudging *self, const RsPlanSource *source)
{
  g_autoptr (RsWsDraft) draft = rs_ws_draft_new (&self->planning, source);
  g_autoptr (GBytes) wanted = rs_webshipper_encode_new_order (draft->order);
  g_autoptr (GBytes) there = rs_webshipper_encode_new_order (source->ws_order);
  g_autoptr (JsonNode) wanted_body = rs_json_parse (wanted, G_MAXINT32, NULL);
  g_autoptr (JsonNode) there_body = rs_json_parse (there, G_MAXINT32, NULL);
  g_autoptr (JsonNode) goes = rs_ws_body_with_delivery_address (wanted_body);
  g_autoptr (JsonNode) went = rs_ws_body_with_delivery_address (there_body);

  rs_ws_difference (goes, went, self->differs);
}

/* What of @ext_ref stands there, however it was split. */
static gint64
standing (const RsWsOrder *order, const char *ext_ref)
{
  gint64 sum = 0;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);

      if (g_strcmp0 (line->ext_ref, ext_ref) == 0)
        sum += line->quantity;
    }
  return sum;
}

static void
compare_lines (RsJudging *self, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (&self->planning, source);

  for (guint i = 0; crossed != NULL && i < crossed->len; i++)
    {
      const RsCrossedLine *line = g_ptr_array_index (crossed, i);
      gint64 there = standing (source->ws_order, line->ext_ref);

      if (there != line->sent)
        g_ptr_array_add (
          self->differs,
          g_strdup_printf ("%s: %" G_GINT64_FORMAT " were sent, %" G_GINT64_FORMAT " stand in Webshipper",
                           line->item_number != NULL ? line->item_number : line->ext_ref, line->sent, there));
    }
}

void
rs_agreement_compare_shipped (RsJudging *self, const RsPlanSource *source)
{
  gboolean here = rs_plan_source_is_shipped_in_rackbeat (&self->planning, source);
  gboolean there = rs_ws_order_is_dispatched (source->ws_order);

  if (here && !there)
    g_ptr_array_add (self->differs, g_strdup ("shipped in Rackbeat, not dispatched in Webshipper"));
  else if (there && !here)
    g_ptr_array_add (self->differs, g_strdup ("dispatched in Webshipper, not shipped in Rackbeat"));
}

static void
judge_crossed (RsJudging *self, const RsPlanSource *source)
{
  gboolean withdrawn = rs_plan_source_is_withdrawn (&self->planning, source);
  gboolean cancelled = source->ws_order != NULL && g_strcmp0 (source->ws_order->status, "cancelled") == 0;

  self->crossed = TRUE;
  if (source->n_live > 1)
    g_ptr_array_add (self->surplus,
                     g_strdup_printf ("%u orders for %s in Webshipper", source->n_live, source->ext_ref));
  if (source->ws_gone || source->ws_order == NULL)
    {
      if (!withdrawn)
        g_ptr_array_add (self->missing,
                         g_strdup_printf ("order %s is no longer in Webshipper", source->ws_order_id));
    }
  else if (withdrawn != cancelled)
    g_ptr_array_add (self->differs, g_strdup (withdrawn ? "off in Rackbeat, not cancelled in Webshipper"
                                                        : "cancelled in Webshipper, not in Rackbeat"));
  else if (!withdrawn && self->planning.order != NULL && (source->kind == 'o' || source->shipment != NULL))
    {
      compare_address (self, source);
      compare_lines (self, source);
      rs_agreement_compare_shipped (self, source);
    }
}

static char *
join (GPtrArray *words)
{
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **) words->pdata);
}

static gboolean
is_under_way (const RsJudging *self)
{
  return self->plan->steps->len > 0 || rs_case_has_open_step (self->planning.subject)
         || g_strcmp0 (self->plan->row->state, RS_CASE_STATE_WAITING) == 0;
}

/* What is under way explains a difference; what a problem tells is no news, but where the sides differ is
 * said all the same. */
static void
conclude (const RsJudging *self, RsAgreementRow *row)
{
  if (self->surplus->len > 0)
    {
      row->verdict = RS_VERDICT_SURPLUS;
      row->words = join (self->surplus);
    }
  else if (self->missing->len > 0)
    {
      row->verdict = RS_VERDICT_MISSING;
      row->words = join (self->missing);
    }
  else if (self->plan->problems->len == 0 && is_under_way (self))
    {
      row->verdict = RS_VERDICT_WAITING;
      row->words = g_strdup (self->plan->row->next);
    }
  else if (self->differs->len > 0)
    {
      row->verdict = RS_VERDICT_DIFFERS;
      row->words = join (self->differs);
    }
  else if (self->plan->problems->len > 0)
    {
      row->verdict = RS_VERDICT_HELD;
      row->words = g_strdup (((RsProblem *) g_ptr_array_index (self->plan->problems, 0))->text);
    }
  else
    {
      row->verdict = self->crossed ? RS_VERDICT_MATCHED : RS_VERDICT_STAYS;
      row->words = self->crossed ? NULL : g_strdup (self->plan->row->next);
    }
}

static void
judge_source (RsJudging *self, RsPlanSource *source)
{
  if (self->planning.ws_order_id != NULL)
    {
      rs_agreement_judge_inbound (self, source);
      return;
    }
  if (source->unclaimed != NULL)
    rs_plan_source_claim (&self->planning, source);
  if (rs_plan_source_has_crossed (source))
    judge_crossed (self, source);
}

RsAgreementRow *
rs_agreement_judge (const RsCase *subject, const RsPolicy *policy, RsInstant now)
{
  g_autoptr (RsPlan) plan = rs_plan_case (subject, policy, now);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) surplus = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) differs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GArray) shares
    = subject->rb_order != NULL ? rs_plan_share_out (subject, subject->rb_order) : NULL;
  RsJudging judging = { .plan = plan, .missing = missing, .surplus = surplus, .differs = differs };
  RsAgreementRow *row = g_new0 (RsAgreementRow, 1);

  judging.planning = (RsPlanning) { .subject = subject,
                                    .order = subject->rb_order,
                                    .policy = policy,
                                    .now = now,
                                    .shares = shares,
                                    .plan = plan };
  row->case_key = g_strdup (subject->key);
  row->number = g_strdup (plan->row->number);
  row->customer = g_strdup (plan->row->customer);
  row->created_at = plan->row->created_at;
  judging.planning.ws_order_id = rs_plan_parse_ws_ref (subject->key);
  if (judging.planning.ws_order_id != NULL)
    judging.planning.number = rs_plan_inbound_number (subject);
  else if (subject->rb_order != NULL)
    judging.planning.number = subject->rb_order->number;
  judging.planning.name = row->number;
  sources = judging.planning.ws_order_id != NULL ? rs_plan_inbound_source_list (&judging.planning)
                                                 : rs_plan_source_list (&judging.planning);
  for (guint i = 0; i < sources->len; i++)
    judge_source (&judging, g_ptr_array_index (sources, i));
  conclude (&judging, row);
  g_free (judging.planning.next);
  return row;
}
