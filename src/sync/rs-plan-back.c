/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-dispatch.h"
#include "rs-plan-shares.h"

/* Dispatched in Webshipper → shipped in Rackbeat (PRODUCT F4.8): exactly the lines and quantities that went,
 * and never more than Rackbeat has left. */

/* What is known of one order line while the bookings are gone through. */
typedef struct
{
  const RsRbLine *line;
  RsDecimal remaining; /* not shipped, and on no shipment that is ours */
  RsDecimal
    surplus; /* shipped in Rackbeat since it crossed, by no booking gone through yet: a person's doing */
} Balance;

typedef struct
{
  RsPlanning *planning;
  const RsPlanSource *source;
  GArray *balances;    /* (element-type Balance) */
  GHashTable *claimed; /* gint64* set: Rackbeat shipments that a booking stands for */
  gboolean busy;       /* a shipment is being made: what is there before and after must not be confused */
  gboolean settled;    /* all that has gone is shipped in Rackbeat */
} Ledger;

static Balance *
find_balance (Ledger *self, const RsRbLine *line)
{
  for (guint i = 0; i < self->balances->len; i++)
    {
      Balance *balance = &g_array_index (self->balances, Balance, i);

      if (balance->line == line)
        return balance;
    }
  return NULL;
}

static void
open_ledger (Ledger *self)
{
  const RsPlanning *planning = self->planning;
  g_autoptr (GPtrArray) crossed = rs_plan_source_list_crossed (planning, self->source);

  for (guint i = 0; i < planning->order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);
      g_autofree char *ref = g_strdup_printf ("%" G_GINT64_FORMAT, line->id);
      const RsCrossedLine *was = rs_crossed_find (crossed, ref);
      RsDecimal shipped = rs_plan_line_shipped (planning, line);
      Balance balance = { line, rs_decimal_subtract (line->quantity, shipped), shipped };

      if (was != NULL)
        balance.surplus = rs_decimal_subtract (shipped, rs_decimal_subtract (was->ordered, was->quantity));
      g_array_append_val (self->balances, balance);
    }
}

static gint64
made_by (const RsStep *step)
{
  g_autofree char *text = step != NULL ? rs_step_dup_result (step, "rb_shipment_id") : NULL;
  gint64 id = 0;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}

static void
claim (Ledger *self, gint64 id)
{
  g_hash_table_add (self->claimed, g_memdup2 (&id, sizeof id));
}

/* Journaled shipments use up what they hold before anything else is looked at. */
static void
enter_journaled (Ledger *self, const RsDispatch *dispatch)
{
  gint64 id = made_by (dispatch->step);
  const RsRbShipment *shipment = id != 0 ? rs_case_find_rb_shipment (self->planning->subject, id) : NULL;

  if (id != 0)
    claim (self, id);
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      Balance *balance = find_balance (self, line->line);

      if (balance == NULL)
        continue;
      if (shipment != NULL && shipment->is_shipped)
        balance->surplus = rs_decimal_subtract (balance->surplus, line->quantity);
      else
        balance->remaining = rs_decimal_subtract (balance->remaining, line->quantity);
    }
}

static gboolean
is_same_item (const RsRbLine *a, const RsRbLine *b)
{
  return g_strcmp0 (a->item_number, b->item_number) == 0 && g_strcmp0 (a->variation, b->variation) == 0;
}

/* Whether @shipment holds just what @dispatch does, by item and variation: which of two lines of one item is
 * meant Rackbeat does not promise to say. */
static gboolean
is_same_goods (const Ledger *self, const RsRbShipment *shipment, const RsDispatch *dispatch)
{
  const RsRbOrder *order = self->planning->order;
  GArray *shares = self->planning->shares;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (order->lines, i);
      RsDecimal held = RS_DECIMAL_ZERO, wanted = RS_DECIMAL_ZERO;

      for (guint j = 0; j < shares->len; j++)
        {
          const RsShare *share = &g_array_index (shares, RsShare, j);

          if (share->shipment != shipment)
            continue;
          if (share->line == NULL)
            return FALSE;
          if (is_same_item (share->line, line))
            held = rs_decimal_add (held, share->quantity);
        }
      for (guint j = 0; j < dispatch->lines->len; j++)
        {
          const RsDispatchLine *gone = &g_array_index (dispatch->lines, RsDispatchLine, j);

          if (is_same_item (gone->line, line))
            wanted = rs_decimal_add (wanted, gone->quantity);
        }
      if (rs_decimal_compare (held, wanted) != 0)
        return FALSE;
    }
  return TRUE;
}

static void
mark_shipped (RsPlanning *planning, gint64 shipment)
{
  g_autofree char *key = g_strdup_printf ("mark-rb-shipped:%" G_GINT64_FORMAT, shipment);
  JsonBuilder *payload = rs_payload_new ();

  rs_payload_add_int (payload, "rb_shipment_id", shipment);
  rs_payload_add_int (payload, "order_number", planning->number);
  if (rs_planning_step (planning, "mark-rb-shipped", key, payload) == RS_WISH_DONE)
    rs_planning_wait (planning, "Waits for shipment %" G_GINT64_FORMAT " to be read back from Rackbeat",
                      shipment);
}

static void
hold_differs (RsPlanning *planning, const RsDispatch *dispatch, const char *how)
{
  RsProblem *problem = rs_planning_problem (
    planning, RS_PROBLEM_SHIPMENT_DIFFERS, dispatch->cause, "open-rackbeat,open-webshipper,retry",
    "What Webshipper dispatched of order %" G_GINT64_FORMAT " (%s) cannot be put on a shipment in "
    "Rackbeat: %s. RackShip marks nothing as shipped for it. Make or correct the shipment in "
    "Rackbeat by hand.",
    planning->number, dispatch->cause, how);

  rs_problem_set_argument (problem, "cause", dispatch->cause);
  rs_problem_set_argument (problem, "how", how);
  rs_planning_hold (planning, problem);
}

static void
follow_journaled (Ledger *self, const RsDispatch *dispatch)
{
  RsPlanning *planning = self->planning;
  gint64 id = made_by (dispatch->step);
  const RsRbShipment *shipment = rs_case_find_rb_shipment (planning->subject, id);

  if (shipment != NULL && shipment->is_shipped)
    return;
  self->settled = FALSE;
  if (rs_step_is_open (dispatch->step))
    {
      self->busy = TRUE;
      rs_planning_wait (planning, "The shipment is being made in Rackbeat");
    }
  else if (shipment == NULL)
    hold_differs (planning, dispatch, "the shipment that RackShip made for it is gone");
  else if (!is_same_goods (self, shipment, dispatch))
    hold_differs (planning, dispatch, "the shipment that RackShip made for it was changed since");
  else
    mark_shipped (planning, id);
}

/* A person shipped just these goods in Rackbeat already. */
static gboolean
take_surplus (Ledger *self, const RsDispatch *dispatch)
{
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);

      if (rs_decimal_compare (find_balance (self, line->line)->surplus, line->quantity) < 0)
        return FALSE;
    }
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      Balance *balance = find_balance (self, line->line);

      balance->surplus = rs_decimal_subtract (balance->surplus, line->quantity);
    }
  rs_planning_because (self->planning, "%s is shipped in Rackbeat already", dispatch->cause);
  return TRUE;
}

/* A person made a shipment of just these goods and has not shipped it. */
static const RsRbShipment *
find_adoptable (const Ledger *self, const RsDispatch *dispatch)
{
  const RsCase *subject = self->planning->subject;

  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);

      if (!shipment->is_shipped && !g_hash_table_contains (self->claimed, &shipment->id)
          && is_same_goods (self, shipment, dispatch))
        return shipment;
    }
  return NULL;
}

/* FALSE when Rackbeat has not so much left. */
static gboolean
take_remaining (Ledger *self, const RsDispatch *dispatch)
{
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      char gone[RS_DECIMAL_STRING_SIZE], left[RS_DECIMAL_STRING_SIZE];
      RsDecimal remaining = find_balance (self, line->line)->remaining;
      g_autofree char *how = NULL;

      if (rs_decimal_compare (remaining, line->quantity) >= 0)
        continue;
      how = g_strdup_printf ("%s of %s went, but only %s is left to ship",
                             rs_decimal_format (line->quantity, gone), line->line->item_number,
                             rs_decimal_format (remaining, left));
      hold_differs (self->planning, dispatch, how);
      return FALSE;
    }
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);
      Balance *balance = find_balance (self, line->line);

      balance->remaining = rs_decimal_subtract (balance->remaining, line->quantity);
    }
  return TRUE;
}

static void
create_shipment (Ledger *self, const RsDispatch *dispatch)
{
  RsPlanning *planning = self->planning;
  GPtrArray *before = planning->subject->rb_shipments;
  g_autofree char *key = g_strconcat ("create-rb-shipment:", dispatch->cause, NULL);
  JsonBuilder *payload = rs_payload_new ();

  rs_payload_add_int (payload, "order_number", planning->number);
  rs_json_builder_add_string (payload, "cause", dispatch->cause);
  json_builder_set_member_name (payload, "before");
  json_builder_begin_array (payload);
  for (guint i = 0; i < before->len; i++)
    json_builder_add_int_value (payload, ((RsRbShipment *) g_ptr_array_index (before, i))->id);
  json_builder_end_array (payload);
  json_builder_set_member_name (payload, "lines");
  json_builder_begin_array (payload);
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);

      json_builder_begin_object (payload);
      rs_payload_add_int (payload, "order_line_id", line->line->id);
      rs_json_builder_add_string (payload, "item_number", line->line->item_number);
      rs_json_builder_add_string (payload, "variation", line->line->variation);
      rs_json_builder_add_decimal (payload, "quantity", line->quantity);
      rs_payload_add_int (payload, "units", line->units);
      json_builder_end_object (payload);
    }
  json_builder_end_array (payload);
  rs_planning_step (planning, "create-rb-shipment", key, payload);
}

static void
follow (Ledger *self, const RsDispatch *dispatch)
{
  const RsRbShipment *adopted;

  if (dispatch->strange != NULL)
    {
      g_autofree char *how = g_strdup_printf ("the order no longer has the line of %s", dispatch->strange);

      self->settled = FALSE;
      hold_differs (self->planning, dispatch, how);
      return;
    }
  if (dispatch->lines->len == 0 || take_surplus (self, dispatch))
    return;
  self->settled = FALSE;
  adopted = find_adoptable (self, dispatch);
  if (adopted != NULL)
    {
      rs_planning_because (self->planning,
                           "Shipment %" G_GINT64_FORMAT
                           " in Rackbeat holds just what %s does: it is marked as shipped",
                           adopted->id, dispatch->cause);
      claim (self, adopted->id);
      mark_shipped (self->planning, adopted->id);
      return;
    }
  if (!take_remaining (self, dispatch))
    return;
  if (self->busy)
    {
      rs_planning_because (self->planning, "%s follows when the shipment before it is made", dispatch->cause);
      return;
    }
  self->busy = TRUE;
  create_shipment (self, dispatch);
}

static gboolean
is_making_shipment (const RsCase *subject)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      if (g_strcmp0 (step->kind, "create-rb-shipment") == 0 && rs_step_is_open (step))
        return TRUE;
    }
  return FALSE;
}

/* TRUE when all that has gone is shipped in Rackbeat. */
static gboolean
settle (RsPlanning *planning, const RsPlanSource *source)
{
  g_autoptr (GPtrArray) dispatches = rs_plan_dispatch_list (planning, source);
  g_autoptr (GArray) balances = g_array_new (FALSE, FALSE, sizeof (Balance));
  g_autoptr (GHashTable) claimed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Ledger ledger = { planning, source, balances, claimed, is_making_shipment (planning->subject), TRUE };

  open_ledger (&ledger);
  for (guint i = 0; i < dispatches->len; i++)
    {
      const RsDispatch *dispatch = g_ptr_array_index (dispatches, i);

      if (dispatch->step != NULL)
        enter_journaled (&ledger, dispatch);
    }
  for (guint i = 0; i < dispatches->len; i++)
    {
      const RsDispatch *dispatch = g_ptr_array_index (dispatches, i);

      if (dispatch->step != NULL)
        follow_journaled (&ledger, dispatch);
      else
        follow (&ledger, dispatch);
    }
  return ledger.settled;
}

static void
hold_reopened (RsPlanning *planning, const RsPlanSource *source)
{
  rs_planning_hold (planning, rs_planning_problem (
                                planning, RS_PROBLEM_CHANGED_AFTER, source->ext_ref, "open-rackbeat,retry",
                                "Order %" G_GINT64_FORMAT " went out from Webshipper, but it is a draft in "
                                "Rackbeat, where only a confirmed order can be shipped. Confirm it in "
                                "Rackbeat; it is then marked as shipped by itself.",
                                planning->number));
}

static void
ask_order (RsPlanning *planning, RsPlanSource *source)
{
  gboolean all_gone = rs_ws_order_is_dispatched (source->ws_order);

  source->state = RS_SOURCE_PARTLY;
  if (rs_plan_order_is_shipped (planning))
    {
      rs_planning_because (planning, "All of the order is shipped in Rackbeat");
      source->state = all_gone ? RS_SOURCE_SHIPPED : RS_SOURCE_PARTLY;
    }
  else if (!planning->order->is_booked)
    hold_reopened (planning, source);
  else if (!planning->subject->rb_shipments_known)
    rs_planning_wait (planning,
                      "Waits for the shipments of order %" G_GINT64_FORMAT " to be read from Rackbeat",
                      planning->number);
  else if (settle (planning, source) && all_gone)
    source->state = RS_SOURCE_SHIPPED;
}

static void
ask_shipment (RsPlanning *planning, RsPlanSource *source)
{
  source->state = RS_SOURCE_PARTLY;
  if (!rs_ws_order_is_dispatched (source->ws_order))
    {
      rs_planning_because (
        planning, "Only part of shipment %" G_GINT64_FORMAT " is dispatched: it is marked when all is",
        source->number);
      rs_planning_next (planning, "Partly dispatched: waits for the rest");
    }
  else if (source->shipment->is_shipped)
    source->state = RS_SOURCE_SHIPPED;
  else if (!planning->order->is_booked)
    hold_reopened (planning, source);
  else
    {
      rs_planning_because (planning,
                           "Dispatched in Webshipper: shipment %" G_GINT64_FORMAT " is marked as shipped",
                           source->number);
      mark_shipped (planning, source->number);
    }
}

void
rs_plan_ask_back (RsPlanning *planning, RsPlanSource *source)
{
  if (!rs_plan_source_is_under_way (source))
    {
      if (source->ws_shipments->len > 0)
        rs_planning_next (planning, "Booked in Webshipper: waits to be dispatched");
      return;
    }
  if (source->kind == 'o')
    ask_order (planning, source);
  else
    ask_shipment (planning, source);
}
