/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-rackbeat-encode.h"
#include "rs-rb-draft.h"

/* Webshipper → Rackbeat (PRODUCT F5): what a Webshipper order becomes, and how it lives on. */

gint64
rs_plan_inbound_number (const RsCase *subject)
{
  g_autofree char *key = g_strconcat ("create-rb-order:", subject->key, NULL);
  const RsStep *step = rs_case_find_step (subject, key);
  g_autofree char *made = NULL;
  gint64 number = 0;
  char kind;

  for (guint i = 0; i < subject->links->len; i++)
    if (rs_plan_parse_ext_ref (((RsLink *) g_ptr_array_index (subject->links, i))->rb_ref, &kind, &number)
        && kind == 'o')
      return number;
  if (subject->rb_order != NULL)
    return subject->rb_order->number;
  made = step != NULL && step->state == RS_STEP_DONE ? rs_step_dup_result (step, "rb_order_number") : NULL;
  return made != NULL ? g_ascii_strtoll (made, NULL, 10) : 0;
}

static gboolean
is_deleted (const RsPlanning *planning)
{
  for (guint i = 0; i < planning->subject->ws_gone->len; i++)
    if (g_str_equal (g_ptr_array_index (planning->subject->ws_gone, i), planning->ws_order_id))
      return TRUE;
  return FALSE;
}

/* Parcels of this order, no returns, by id. */
static GPtrArray *
list_parcels (const RsPlanning *planning)
{
  g_autoptr (GPtrArray) all = rs_plan_list_parcels (planning->subject);
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (all, i);

      if (shipment->order_id == NULL || g_str_equal (shipment->order_id, planning->ws_order_id))
        g_ptr_array_add (own, (gpointer) shipment);
    }
  return own;
}

/* The pair of orders as the questions about what crossed know it: its handle is the Webshipper order's. */
static RsPlanSource *
make_source (const RsPlanning *planning)
{
  RsPlanSource *self = g_new0 (RsPlanSource, 1);

  self->kind = 'o';
  self->number = planning->number;
  self->ext_ref = g_strdup (planning->subject->key);
  self->link = planning->subject->links->len > 0 ? g_ptr_array_index (planning->subject->links, 0) : NULL;
  self->ws_order_id = g_strdup (planning->ws_order_id);
  self->ws_order = rs_case_find_ws_order (planning->subject, planning->ws_order_id);
  self->ws_gone = is_deleted (planning);
  self->ws_shipments = list_parcels (planning);
  self->n_live = 1;
  self->state = RS_SOURCE_HERE;
  return self;
}

GPtrArray *
rs_plan_inbound_source_list (const RsPlanning *planning)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_plan_source_free);

  if (planning->number != 0)
    g_ptr_array_add (sources, make_source (planning));
  return sources;
}

static gboolean
passes_groups (RsPlanning *planning, const RsRbOrder *order)
{
  const RsPolicy *policy = planning->policy;

  if (policy->filter_groups == NULL || order->customer_group == 0
      || g_hash_table_contains (policy->filter_groups, &order->customer_group))
    return TRUE;
  rs_planning_because (planning, "Its customer's group is not among those that cross, as the set-up says");
  rs_planning_next (planning, "Stays in Webshipper: its customer group does not cross");
  return FALSE;
}

gboolean
rs_rb_draft_make_items (const RsRbDraft *draft, RsPlanning *planning)
{
  gboolean all = TRUE;

  for (guint i = 0; i < draft->new_items->len; i++)
    {
      const RsNewItem *wanted = g_ptr_array_index (draft->new_items, i);
      g_autofree char *key = g_strconcat ("create-rb-item:", wanted->item->number, NULL);
      g_autoptr (GBytes) body = rs_rackbeat_encode_item (
        wanted->item, wanted->price, planning->policy->item_group, planning->policy->item_unit);
      RsJsonWriter *payload = rs_payload_new ();

      rs_json_writer_put_string (payload, "number", wanted->item->number);
      rs_payload_add_body (payload, "item", body);
      all &= rs_planning_step (planning, "create-rb-item", key, payload) == RS_WISH_PLANNED;
    }
  return all;
}

static void
create_order (RsPlanning *planning, const RsRbDraft *draft, const RsWsOrder *from)
{
  g_autofree char *key = g_strconcat ("create-rb-order:", planning->subject->key, NULL);
  g_autoptr (GBytes) body = rs_rackbeat_encode_order (draft->order);
  RsJsonWriter *payload = rs_payload_new ();

  rs_json_writer_put_string (payload, "ext_ref", planning->subject->key);
  rs_json_writer_put_string (payload, "ws_order_id", from->id);
  rs_json_writer_put_string (payload, "handle", draft->handle);
  rs_payload_add_int (payload, "customer", draft->order->customer_number);
  rs_payload_add_int (payload, "rate_id", from->rate_id);
  rs_payload_add_body (payload, "order", body);
  rs_crossed_add_to (draft->crossed, payload);
  rs_planning_step (planning, "create-rb-order", key, payload);
}

static gboolean
is_complete (RsPlanning *planning, RsRbDraft *draft)
{
  gboolean complete = draft->findings.problems->len == 0;

  if (complete && draft->order->lines->len == 0)
    {
      rs_planning_hold (
        planning, rs_planning_problem (planning, RS_PROBLEM_NOTHING_TO_SHIP, NULL, "open-webshipper,retry",
                                       "Order %s has no line that can be ordered in Rackbeat. The order is "
                                       "held. Add one in Webshipper, or cancel it there.",
                                       planning->name));
      complete = FALSE;
    }
  rs_findings_report (&draft->findings, planning);
  return complete;
}

/* What holds it may be settled in Rackbeat, where a change of a customer or an item is no change of this
 * order. */
static void
look_again_while_held (RsPlanning *planning)
{
  if (planning->plan->problems->len > 0)
    rs_planning_look_again (planning, planning->now);
}

static void
ask_create (RsPlanning *planning, const RsWsOrder *from)
{
  g_autoptr (RsRbDraft) draft = rs_rb_draft_new (planning, from, NULL);
  gboolean knows_customer;

  planning->plan->matches = TRUE;
  /* A customer or item is made only when nothing else holds the order. */
  if (!is_complete (planning, draft))
    return;
  knows_customer = rs_rb_draft_take_customer (draft, planning, from);
  rs_findings_report (&draft->findings, planning);
  if (!knows_customer || !passes_groups (planning, draft->order))
    return;
  if (rs_rb_draft_make_items (draft, planning))
    create_order (planning, draft, from);
}

static void
ask_new (RsPlanning *planning)
{
  const RsWsOrder *order = rs_case_find_ws_order (planning->subject, planning->ws_order_id);
  g_autofree char *key = g_strconcat ("create-rb-order:", planning->subject->key, NULL);
  const RsStep *journaled = rs_case_find_step (planning->subject, key);

  if (journaled != NULL && rs_step_is_open (journaled))
    {
      rs_planning_wait (planning, "On its way to Rackbeat");
      return;
    }
  planning->crosses = rs_plan_ask_inbound_crossing (planning, is_deleted (planning) ? NULL : order);
  if (!planning->crosses)
    return;
  ask_create (planning, order);
  look_again_while_held (planning);
}

/* The Rackbeat order carries our handle and no link tells so: the profile was lost or set back. It is looked
 * at and adopted, never made again. */
static void
ask_adoption (RsPlanning *planning)
{
  g_autofree char *key = g_strconcat ("create-rb-order:", planning->subject->key, NULL);
  RsJsonWriter *payload = rs_payload_new ();

  rs_planning_because (planning, "Order %" G_GINT64_FORMAT " of Rackbeat carries its handle: it is adopted",
                       planning->number);
  rs_json_writer_put_string (payload, "ext_ref", planning->subject->key);
  rs_json_writer_put_string (payload, "ws_order_id", planning->ws_order_id);
  rs_payload_add_int (payload, "adopt", planning->number);
  rs_planning_step (planning, "create-rb-order", key, payload);
}

/* Confirmed once, as the set-up says (PRODUCT F5.4): an order that a person opens again stays open. */
static void
ask_booking (RsPlanning *planning)
{
  g_autofree char *key = g_strdup_printf ("book-rb-order:%" G_GINT64_FORMAT, planning->number);
  RsJsonWriter *payload;

  if (!planning->policy->books_orders || planning->order->is_booked)
    return;
  payload = rs_payload_new ();
  rs_payload_add_int (payload, "order_number", planning->number);
  rs_planning_because (planning, "Orders arrive confirmed, as the set-up says");
  rs_planning_step (planning, "book-rb-order", key, payload);
}

static void
ask_crossed (RsPlanning *planning, RsPlanSource *source)
{
  if (!rs_plan_ask_inbound_target (planning, source) || rs_plan_ask_forward (planning, source))
    return;
  rs_plan_ask_inbound_changes (planning, source);
  ask_booking (planning);
  if (planning->policy->trigger == RS_TRIGGER_SHIPMENT && !rs_plan_source_is_under_way (source))
    rs_plan_ask_booked (planning, source);
  rs_plan_ask_back (planning, source);
  rs_plan_ask_tracking (planning, source);
}

/* A Rackbeat order that carries a handle of ours, for an order that Webshipper does not have. */
static void
hold_foreign (RsPlanning *planning)
{
  rs_planning_hold (
    planning,
    rs_planning_problem (planning, RS_PROBLEM_FOREIGN_ORDER, NULL, "open-rackbeat,retry",
                         "Order %s of Rackbeat has the reference %s, as if it came from Webshipper, and "
                         "Webshipper has no such order. Nothing is done with it. Take the reference "
                         "away in Rackbeat if the order is one of its own.",
                         planning->name, planning->subject->key));
}

void
rs_plan_ask_inbound (RsPlanning *planning, GPtrArray *sources)
{
  RsPlanSource *source;

  if (sources->len == 0)
    {
      if (rs_case_find_ws_order (planning->subject, planning->ws_order_id) == NULL && !is_deleted (planning))
        rs_planning_wait (planning, "Waits for the order to be read from Webshipper");
      else
        ask_new (planning);
      return;
    }
  source = g_ptr_array_index (sources, 0);
  if (source->link == NULL && source->ws_order == NULL && !source->ws_gone)
    hold_foreign (planning);
  else if (source->link == NULL)
    ask_adoption (planning);
  else
    ask_crossed (planning, source);
}
