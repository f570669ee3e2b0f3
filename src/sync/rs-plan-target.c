/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include "rs-webshipper-codec.h"

/* What stands in Webshipper for a source that crossed, and whether it should (PRODUCT F4.7). */

static gboolean
is_cancelled (const RsPlanSource *source)
{
  return source->ws_order != NULL && g_strcmp0 (source->ws_order->status, "cancelled") == 0;
}

static gboolean
ask_for_one (RsPlanning *planning, const RsPlanSource *source)
{
  RsProblem *problem;

  if (source->n_live < 2)
    return TRUE;
  problem
    = rs_planning_problem (planning, RS_PROBLEM_TWO_ORDERS, source->ext_ref, "open-webshipper,retry",
                           "Webshipper has %u orders for %s of order %" G_GINT64_FORMAT ". RackShip writes "
                           "nothing more to them, lest it goes out twice. Cancel all but one in Webshipper.",
                           source->n_live, source->ext_ref, planning->number);
  rs_problem_set_argument (problem, "ext-ref", source->ext_ref);
  rs_planning_hold (planning, problem);
  return FALSE;
}

/* FALSE when RackShip cancelled it before, and it is open again. */
static gboolean
cancel (RsPlanning *planning, const RsPlanSource *source)
{
  g_autofree char *key = g_strconcat ("cancel-ws-order:", source->ws_order_id, NULL);
  RsJsonWriter *payload = rs_payload_new ();

  rs_json_writer_put_string (payload, "ws_order_id", source->ws_order_id);
  rs_planning_because (planning,
                       "No longer wanted in Rackbeat, and still open in Webshipper: it is cancelled there");
  return rs_planning_step (planning, "cancel-ws-order", key, payload) != RS_WISH_DONE;
}

static RsProblem *
tell_open_again (RsPlanning *planning, const RsPlanSource *source, const char *what)
{
  return rs_planning_problem (
    planning, RS_PROBLEM_CANCELLED_AFTER, source->ext_ref, "open-webshipper,open-rackbeat,leave",
    "Order %" G_GINT64_FORMAT " was %s in Rackbeat. RackShip cancelled it in Webshipper, where it is open "
    "again, and does not cancel it twice: cancel it there, or leave it as it is.",
    planning->number, what);
}

static RsProblem *
tell_too_late (RsPlanning *planning, const RsPlanSource *source, const char *what)
{
  return rs_planning_problem (
    planning, RS_PROBLEM_CANCELLED_AFTER, source->ext_ref, "open-webshipper,open-rackbeat,leave",
    "Order %" G_GINT64_FORMAT " was %s in Rackbeat when its parcels were booked, sent or "
    "locked in Webshipper already. RackShip cannot take that back: stop the parcels, "
    "or leave it as it is.",
    planning->number, what);
}

/* Cancelled or deleted in Rackbeat. */
static void
ask_withdrawn (RsPlanning *planning, RsPlanSource *source)
{
  gboolean is_cancelled_there
    = !planning->subject->rb_gone && planning->order != NULL && planning->order->is_cancelled;
  const char *what = is_cancelled_there ? "cancelled" : "deleted";
  gboolean is_open = rs_plan_source_is_open (source);

  if (source->ws_gone || is_cancelled (source))
    {
      source->state = RS_SOURCE_CANCELLED;
      rs_planning_because (planning, "It is off on both sides");
    }
  else if (is_open && cancel (planning, source))
    return;
  else if (rs_planning_is_left (planning, RS_PROBLEM_CANCELLED_AFTER, source->ext_ref))
    {
      if (is_open)
        rs_planning_because (planning, "It was cancelled in Webshipper once, and was opened there again");
      else
        rs_planning_because (planning, "It was %s after it was booked; a person chose to leave it so", what);
    }
  else
    rs_planning_hold (planning, is_open ? tell_open_again (planning, source, what)
                                        : tell_too_late (planning, source, what));
}

/* A person chose to have it again: the creation was set back to dropped. What was deleted is made anew; what
 * was cancelled still holds its handle in the channel, so it is opened again. */
static gboolean
ask_again (RsPlanning *planning, RsPlanSource *source)
{
  g_autofree char *create = g_strconcat ("create-ws-order:", source->ext_ref, NULL);
  g_autofree char *key = g_strdup_printf ("update-ws-order:%s:reopen", source->ws_order_id);
  const RsStep *journaled = rs_case_find_step (planning->subject, create);
  g_autoptr (RsWsDraft) draft = NULL;
  g_autoptr (RsWsOrder) opened = NULL;
  g_autoptr (GBytes) patch = NULL;
  g_autoptr (GBytes) body = NULL;
  RsJsonWriter *payload;

  if (journaled == NULL
      || (journaled->state != RS_STEP_DROPPED && !(source->ws_gone && journaled->state != RS_STEP_DONE)))
    return FALSE;
  rs_planning_because (planning, "A person chose to have it in Webshipper again");
  if (source->ws_gone)
    {
      rs_plan_ask_create (planning, source);
      return TRUE;
    }
  opened = rs_ws_order_new ();
  opened->id = g_strdup (source->ws_order_id);
  opened->status = g_strdup ("pending");
  patch = rs_webshipper_encode_order_patch (opened, RS_WS_STATUS);
  draft = rs_ws_draft_new (planning, source);
  body = rs_webshipper_encode_new_order (draft->order);
  payload = rs_payload_new ();
  rs_json_writer_put_string (payload, "ws_order_id", source->ws_order_id);
  rs_json_writer_put_string (payload, "ext_ref", source->ext_ref);
  rs_payload_add_body (payload, "patch", patch);
  rs_payload_add_body (payload, "order", body);
  rs_crossed_add_to (draft->crossed, payload);
  return rs_planning_step (planning, "update-ws-order", key, payload) != RS_WISH_DONE;
}

/* Deleted or cancelled in Webshipper while Rackbeat still wants it: never silently made again. */
static void
ask_gone (RsPlanning *planning, RsPlanSource *source)
{
  const char *what = source->ws_gone ? "deleted" : "cancelled";
  RsProblem *problem;

  if (rs_plan_source_is_shipped_in_rackbeat (planning, source))
    {
      source->state = RS_SOURCE_SHIPPED;
      rs_planning_because (planning, "Shipped in Rackbeat, and off in Webshipper: nothing is left to do");
      return;
    }
  if (ask_again (planning, source))
    return;
  if (rs_planning_is_left (planning, RS_PROBLEM_GONE_IN_TARGET, source->ext_ref))
    {
      rs_planning_because (planning, "It was %s in Webshipper; a person chose to leave it so", what);
      rs_planning_next (planning, "Nothing: %s in Webshipper, and left so", what);
      return;
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_GONE_IN_TARGET, source->ext_ref, "recreate,leave,open-rackbeat",
    "The Webshipper order %s of order %" G_GINT64_FORMAT
    " was %s, but Rackbeat still wants it shipped. Nothing is "
    "sent again by itself. Choose whether to have it in Webshipper again or to leave it.",
    source->ws_order_id, planning->number, what);
  rs_problem_set_argument (problem, "ws-order", source->ws_order_id);
  rs_problem_set_argument (problem, "what", what);
  rs_planning_hold (planning, problem);
}

static gboolean
was_sent_with_rate (const RsPlanSource *source)
{
  g_autoptr (RsJsonTree) tree
    = source->link != NULL ? rs_json_tree_parse_text (source->link->sent, NULL) : NULL;
  gboolean found;
  RsJson root, resource, relationships, rate;

  rs_json_init (&root, rs_json_tree_root (tree), "sent");
  found = rs_json_object (&root, "data", RS_JSON_LENIENT, &resource)
          && rs_json_object (&resource, "relationships", RS_JSON_LENIENT, &relationships)
          && rs_json_object (&relationships, "shipping_rate", RS_JSON_LENIENT, &rate)
          && rs_json_has (&rate, "data");
  return rs_json_finish (&root, NULL) && found;
}

/* What Webshipper itself complains of. */
static void
ask_sound (RsPlanning *planning, const RsPlanSource *source)
{
  const RsWsOrder *order = source->ws_order;
  const char *words = order->error_message;
  RsProblem *problem;

  if (g_strcmp0 (order->status, "error") == 0)
    {
      problem = rs_planning_problem (
        planning, RS_PROBLEM_WEBSHIPPER_ERROR, source->ext_ref, "open-webshipper,open-rackbeat,retry",
        "Order %" G_GINT64_FORMAT " stands in error in Webshipper: %s. It is not booked. "
        "Correct what the carrier names, in Rackbeat or in Webshipper, and book it again.",
        planning->number, words != NULL ? words : "no reason is given");
      rs_problem_set_argument (problem, "words", words);
      rs_planning_hold (planning, problem);
    }
  else if (g_strcmp0 (order->status, "missing_rate") == 0 && was_sent_with_rate (source))
    rs_planning_hold (
      planning, rs_planning_problem (
                  planning, RS_PROBLEM_WEBSHIPPER_ERROR, source->ext_ref, "open-webshipper,map-term,retry",
                  "Webshipper says that order %" G_GINT64_FORMAT " has no shipping rate, though it "
                  "was sent with one. It cannot be booked. Choose a rate for it in Webshipper.",
                  planning->number));
  else if (g_strcmp0 (order->status, "missing_rate") == 0)
    rs_planning_next (planning, "Waits for a shipping rate to be chosen in Webshipper");
  else if (g_strcmp0 (order->status, "on_hold") == 0)
    rs_planning_next (planning, "On hold in Webshipper");
}

gboolean
rs_plan_ask_target (RsPlanning *planning, RsPlanSource *source)
{
  source->state = RS_SOURCE_CROSSED;
  if (!ask_for_one (planning, source))
    return FALSE;
  if (source->ws_order == NULL && !source->ws_gone)
    {
      rs_planning_wait (planning, "Waits for order %s to be read back from Webshipper", source->ws_order_id);
      return FALSE;
    }
  rs_planning_because (planning, "%s is order %s in Webshipper, status %s", source->ext_ref,
                       source->ws_order_id,
                       source->ws_gone                    ? "deleted"
                       : source->ws_order->status != NULL ? source->ws_order->status
                                                          : "?");
  if (rs_plan_source_is_withdrawn (planning, source))
    {
      ask_withdrawn (planning, source);
      return FALSE;
    }
  if (source->ws_gone || is_cancelled (source))
    {
      ask_gone (planning, source);
      return FALSE;
    }
  ask_sound (planning, source);
  if (source->kind == 's' && source->shipment == NULL)
    {
      rs_planning_wait (planning, "Waits for shipment %" G_GINT64_FORMAT " to be read from Rackbeat",
                        source->number);
      return FALSE;
    }
  return TRUE;
}
