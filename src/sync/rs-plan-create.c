/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-webshipper-codec.h"

static gboolean
has_before (const RsStep *step, gint64 id)
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (step->payload, NULL);
  gboolean found = FALSE;
  RsJson root, before, element;

  rs_json_init (&root, rs_json_tree_root (tree), "payload");
  if (rs_json_array (&root, "before", RS_JSON_LENIENT, &before))
    for (guint i = 0; !found && i < rs_json_length (&before); i++)
      {
        rs_json_element (&before, i, &element);
        found = rs_json_value_is (element.value, RS_JSON_INTEGER) && element.value->integer == id;
      }
  return rs_json_finish (&root, NULL) && found;
}

/* A shipment that RackShip is still making holds all that remains until its lines are set: it must not cross
 * before the step that makes it is done. While that step is open its shipment may not be known yet: any that
 * was not there before may be it. */
static const RsStep *
find_unfinished_maker (const RsCase *subject, const RsRbShipment *shipment)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, shipment->id);

  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);
      g_autofree char *made = NULL;

      if (g_strcmp0 (step->kind, "create-rb-shipment") != 0 || step->state == RS_STEP_DONE
          || step->state == RS_STEP_DROPPED)
        continue;
      made = rs_step_dup_result (step, "rb_shipment_id");
      if (made != NULL ? g_str_equal (made, id)
                       : (rs_step_is_open (step) && !has_before (step, shipment->id)))
        return step;
    }
  return NULL;
}

static gboolean
is_empty (const RsRbShipment *shipment)
{
  for (guint i = 0; i < shipment->lines->len; i++)
    if (((const RsRbShipmentLine *) g_ptr_array_index (shipment->lines, i))->quantity.micros != 0)
      return FALSE;
  return TRUE;
}

static gboolean
may_cross_shipment (RsPlanning *planning, const RsPlanSource *source)
{
  const RsRbShipment *shipment = source->shipment;
  const RsStep *maker;

  if (shipment == NULL)
    return FALSE;
  if (shipment->is_shipped)
    {
      rs_planning_because (
        planning, "Shipment %" G_GINT64_FORMAT " was shipped in Rackbeat before it crossed", shipment->id);
      return FALSE;
    }
  if (is_empty (shipment))
    {
      rs_planning_because (planning, "Shipment %" G_GINT64_FORMAT " is empty", shipment->id);
      return FALSE;
    }
  maker = find_unfinished_maker (planning->subject, shipment);
  if (maker == NULL)
    return TRUE;
  rs_planning_wait (planning, "Waits for shipment %" G_GINT64_FORMAT " to be finished in Rackbeat",
                    shipment->id);
  return FALSE;
}

static void
hold_nothing_to_ship (RsPlanning *planning, const RsPlanSource *source)
{
  rs_planning_hold (planning, rs_planning_problem (
                                planning, RS_PROBLEM_NOTHING_TO_SHIP, source->ext_ref, "open-rackbeat,retry",
                                "Order %" G_GINT64_FORMAT " has no line that can be on a parcel, so "
                                "there is nothing to send. Add an item that keeps stock, or "
                                "cancel the order in Rackbeat.",
                                planning->number));
}

/* Another connection that carries the same orders, or a person who did, would make two of each: RackShip
 * waits before anything is doubled. One problem for all of them. */
static gboolean
hold_foreign (RsPlanning *planning)
{
  const RsPolicy *policy = planning->policy;
  g_autofree char *subject = g_strdup_printf ("webshipper/channel/%" G_GINT64_FORMAT, policy->channel_id);

  for (guint i = 0; i < planning->subject->ws_foreign->len && !policy->sends_beside_foreign; i++)
    {
      const RsWsOrder *order = g_ptr_array_index (planning->subject->ws_foreign, i);

      if (policy->channel_id != 0 && order->channel_id != policy->channel_id)
        continue;
      rs_planning_hold (
        planning,
        rs_planning_problem (
          planning, RS_PROBLEM_FOREIGN_ORDER, subject, "open-webshipper,retry,allow-foreign",
          "Webshipper already has order %" G_GINT64_FORMAT
          " (its number %s), which RackShip did not make. Is another connection between Rackbeat "
          "and Webshipper running? Such orders are held, so that nothing goes out twice: switch the "
          "other connection off and cancel its orders, or allow both (--choose foreign=send).",
          planning->number, order->id));
      return TRUE;
    }
  return FALSE;
}

void
rs_plan_ask_create (RsPlanning *planning, RsPlanSource *source)
{
  g_autofree char *key = g_strconcat ("create-ws-order:", source->ext_ref, NULL);
  g_autoptr (RsWsDraft) draft = NULL;
  const RsStep *journaled = rs_case_find_step (planning->subject, key);
  gboolean is_complete;
  g_autoptr (GBytes) body = NULL;
  RsJsonWriter *payload;

  /* Under way: what the order would be by now is asked when it is there. */
  if (journaled != NULL && rs_step_is_open (journaled))
    {
      rs_planning_wait (planning, "On its way to Webshipper");
      return;
    }
  if (source->kind == 's' && !may_cross_shipment (planning, source))
    return;
  if (hold_foreign (planning))
    return;
  draft = rs_ws_draft_new (planning, source);
  is_complete = draft->waits == NULL && draft->findings.problems->len == 0;
  if (is_complete && !rs_ws_draft_has_goods (draft))
    {
      hold_nothing_to_ship (planning, source);
      is_complete = FALSE;
    }
  rs_ws_draft_report (draft, planning);
  if (!is_complete)
    return;

  payload = rs_payload_new ();
  rs_json_writer_put_string (payload, "ext_ref", source->ext_ref);
  body = rs_webshipper_encode_new_order (draft->order);
  rs_payload_add_body (payload, "order", body);
  rs_crossed_add_to (draft->crossed, payload);
  rs_planning_step (planning, "create-ws-order", key, payload);
}
