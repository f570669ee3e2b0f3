/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-plan-ledger.h"
#include "rs-plan-shares.h"

/* Dispatched in Webshipper → shipped in Rackbeat (PRODUCT F4.8): exactly the lines and quantities that went,
 * and never more than Rackbeat has left. */

typedef struct
{
  RsLedger ledger;
  gboolean busy;      /* a shipment is being made: what is there before and after must not be confused */
  gboolean settled;   /* all that has gone is shipped in Rackbeat */
  gboolean only_make; /* it is booked and has not gone: nothing is marked */
} Settling;

static void
mark_shipped (RsPlanning *planning, gint64 shipment)
{
  g_autofree char *key = g_strdup_printf ("mark-rb-shipped:%" G_GINT64_FORMAT, shipment);
  RsJsonWriter *payload = rs_payload_new ();

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
follow_journaled (Settling *self, const RsDispatch *dispatch)
{
  RsPlanning *planning = self->ledger.planning;
  gint64 id = rs_plan_made_by (dispatch->step);
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
  else if (!rs_ledger_is_same_goods (&self->ledger, shipment, dispatch))
    hold_differs (planning, dispatch, "the shipment that RackShip made for it was changed since");
  else if (!self->only_make)
    mark_shipped (planning, id);
}

/* What of @dispatch each order line takes: its own first, then what Rackbeat has left on other lines of the
 * same item. (element-type RsDecimal, by index of the order's lines) (transfer full) */
static GArray *
spread (const RsPlanning *planning, const RsDispatch *dispatch)
{
  GPtrArray *lines = planning->order->lines;
  GArray *taken = g_array_sized_new (FALSE, TRUE, sizeof (RsDecimal), lines->len);

  g_array_set_size (taken, lines->len);
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *gone = &g_array_index (dispatch->lines, RsDispatchLine, i);
      RsDecimal left = gone->quantity;

      for (guint own = 2; own > 0; own--)
        for (guint j = 0; j < lines->len && left.micros > 0; j++)
          {
            const RsRbLine *line = g_ptr_array_index (lines, j);
            RsDecimal *part = &g_array_index (taken, RsDecimal, j);
            RsDecimal room = rs_decimal_subtract (line->quantity, rs_plan_line_shipped (planning, line));

            room = rs_decimal_subtract (room, *part);
            if (rs_decimal_compare (room, left) > 0)
              room = left;
            if ((own == 2 ? line != gone->line : !rs_plan_is_same_item (line, gone->line))
                || room.micros <= 0)
              continue;
            *part = rs_decimal_add (*part, room);
            left = rs_decimal_subtract (left, room);
          }
    }
  return taken;
}

static void
add_wanted_lines (const RsPlanning *planning, const RsDispatch *dispatch, RsJsonWriter *payload)
{
  g_autoptr (GArray) taken = spread (planning, dispatch);

  rs_json_writer_name (payload, "lines");
  rs_json_writer_begin_array (payload);
  for (guint i = 0; i < taken->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (planning->order->lines, i);

      if (rs_decimal_is_zero (g_array_index (taken, RsDecimal, i)))
        continue;
      rs_json_writer_begin_object (payload);
      rs_payload_add_int (payload, "order_line_id", line->id);
      rs_json_writer_put_string (payload, "item_number", line->item_number);
      rs_json_writer_put_string (payload, "variation", line->variation);
      rs_json_writer_put_decimal (payload, "quantity", g_array_index (taken, RsDecimal, i));
      rs_json_writer_end_object (payload);
    }
  rs_json_writer_end_array (payload);
}

static void
add_gone (const RsDispatch *dispatch, RsJsonWriter *payload)
{
  rs_json_writer_name (payload, "gone");
  rs_json_writer_begin_array (payload);
  for (guint i = 0; i < dispatch->lines->len; i++)
    {
      const RsDispatchLine *line = &g_array_index (dispatch->lines, RsDispatchLine, i);

      rs_json_writer_begin_object (payload);
      rs_json_writer_put_string (payload, "ext_ref", line->ext_ref);
      rs_payload_add_int (payload, "units", line->units);
      rs_json_writer_put_decimal (payload, "quantity", line->quantity);
      rs_json_writer_end_object (payload);
    }
  rs_json_writer_end_array (payload);
}

static void
create_shipment (Settling *self, const RsDispatch *dispatch)
{
  RsPlanning *planning = self->ledger.planning;
  GPtrArray *before = planning->subject->rb_shipments;
  g_autofree char *key = g_strconcat ("create-rb-shipment:", dispatch->cause, NULL);
  RsJsonWriter *payload = rs_payload_new ();

  rs_payload_add_int (payload, "order_number", planning->number);
  rs_json_writer_put_string (payload, "cause", dispatch->cause);
  rs_json_writer_name (payload, "before");
  rs_json_writer_begin_array (payload);
  for (guint i = 0; i < before->len; i++)
    rs_json_writer_add_int (payload, ((RsRbShipment *) g_ptr_array_index (before, i))->id);
  rs_json_writer_end_array (payload);
  add_wanted_lines (planning, dispatch, payload);
  add_gone (dispatch, payload);
  rs_planning_step (planning, "create-rb-shipment", key, payload);
}

static void
follow (Settling *self, const RsDispatch *dispatch)
{
  const RsRbShipment *adopted;
  g_autofree char *missing = NULL;

  if (dispatch->strange != NULL)
    {
      g_autofree char *how = g_strdup_printf ("the order no longer has the line of %s", dispatch->strange);

      self->settled = FALSE;
      hold_differs (self->ledger.planning, dispatch, how);
      return;
    }
  if (dispatch->lines->len == 0 || rs_ledger_take_surplus (&self->ledger, dispatch))
    return;
  self->settled = FALSE;
  adopted = rs_ledger_find_adoptable (&self->ledger, dispatch);
  if (adopted != NULL)
    {
      rs_planning_because (self->ledger.planning,
                           "Shipment %" G_GINT64_FORMAT
                           " in Rackbeat holds just what %s does: it is marked as shipped",
                           adopted->id, dispatch->cause);
      rs_ledger_claim (&self->ledger, adopted->id);
      if (!self->only_make)
        mark_shipped (self->ledger.planning, adopted->id);
      return;
    }
  if (!rs_ledger_take_remaining (&self->ledger, dispatch, &missing))
    {
      hold_differs (self->ledger.planning, dispatch, missing);
      return;
    }
  if (self->busy)
    {
      rs_planning_because (self->ledger.planning, "%s follows when the shipment before it is made",
                           dispatch->cause);
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
settle (RsPlanning *planning, const RsPlanSource *source, gboolean only_make)
{
  g_autoptr (GPtrArray) dispatches = rs_plan_dispatch_list (planning, source);
  Settling settling
    = { .busy = is_making_shipment (planning->subject), .settled = TRUE, .only_make = only_make };

  rs_ledger_init (&settling.ledger, planning, source);
  for (guint i = 0; i < dispatches->len; i++)
    {
      const RsDispatch *dispatch = g_ptr_array_index (dispatches, i);

      if (dispatch->step != NULL)
        rs_ledger_enter_journaled (&settling.ledger, dispatch);
    }
  for (guint i = 0; i < dispatches->len; i++)
    {
      const RsDispatch *dispatch = g_ptr_array_index (dispatches, i);

      if (dispatch->step != NULL)
        follow_journaled (&settling, dispatch);
      else
        follow (&settling, dispatch);
    }
  rs_ledger_clear (&settling.ledger);
  return settling.settled;
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
      rs_plan_ask_rest_in_webshipper (planning, source);
    }
  else if (!planning->order->is_booked)
    hold_reopened (planning, source);
  else if (!planning->subject->rb_shipments_known)
    rs_planning_wait (planning,
                      "Waits for the shipments of order %" G_GINT64_FORMAT " to be read from Rackbeat",
                      planning->number);
  else if (settle (planning, source, FALSE) && all_gone)
    {
      source->state = RS_SOURCE_SHIPPED;
      rs_plan_ask_rest_in_rackbeat (planning, source);
    }
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
  else if (rs_plan_shipment_differs (planning, source))
    rs_planning_because (planning,
                         "Shipment %" G_GINT64_FORMAT
                         " was changed in Rackbeat when it had crossed: it is not marked as shipped",
                         source->number);
  else
    {
      rs_planning_because (planning,
                           "Dispatched in Webshipper: shipment %" G_GINT64_FORMAT " is marked as shipped",
                           source->number);
      mark_shipped (planning, source->number);
    }
}

void
rs_plan_ask_booked (RsPlanning *planning, RsPlanSource *source)
{
  if (source->ws_shipments->len == 0)
    return;
  if (!planning->order->is_booked)
    {
      rs_planning_because (planning, "Booked in Webshipper; a draft in Rackbeat cannot have a shipment");
      rs_planning_next (planning, "Confirm it in Rackbeat: its shipment is then made by itself");
    }
  else if (!planning->subject->rb_shipments_known)
    rs_planning_wait (planning,
                      "Waits for the shipments of order %" G_GINT64_FORMAT " to be read from Rackbeat",
                      planning->number);
  else
    settle (planning, source, TRUE);
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
