/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

/* Shipped in Rackbeat → dispatched in Webshipper, unless it was booked there (PRODUCT F4.9). */

/* A write of ours to this Webshipper order that has not ended. */
static gboolean
has_open_step (const RsCase *subject, const RsPlanSource *source)
{
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);
      g_autoptr (RsJsonTree) tree = NULL;
      g_autofree char *about = NULL;
      RsJson root;

      if (!rs_step_is_open (step))
        continue;
      tree = rs_json_tree_parse_text (step->payload, NULL);
      rs_json_init (&root, rs_json_tree_root (tree), "payload");
      about = rs_json_dup_string (&root, "ws_order_id", RS_JSON_LENIENT);
      if (rs_json_finish (&root, NULL) && g_strcmp0 (about, source->ws_order_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
hold_locked (RsPlanning *planning, const RsPlanSource *source)
{
  rs_planning_hold (
    planning,
    rs_planning_problem (planning, RS_PROBLEM_CHANGED_AFTER, source->ext_ref, "open-webshipper,retry,leave",
                         "Order %" G_GINT64_FORMAT " is shipped in Rackbeat, but its Webshipper order %s is "
                         "locked and cannot be marked as dispatched. Unlock it in Webshipper.",
                         planning->number, source->ws_order_id));
}

gboolean
rs_plan_ask_forward (RsPlanning *planning, RsPlanSource *source)
{
  g_autofree char *key = NULL;
  RsJsonWriter *payload;
  gboolean is_booked = source->ws_shipments->len > 0 || rs_plan_source_is_under_way (source);

  if (is_booked || !rs_plan_source_is_shipped_in_rackbeat (planning, source))
    return FALSE;
  if (source->ws_order->is_locked)
    {
      if (!rs_planning_is_left (planning, RS_PROBLEM_CHANGED_AFTER, source->ext_ref))
        hold_locked (planning, source);
      return TRUE;
    }
  if (!rs_plan_source_is_open (source))
    return FALSE;
  if (has_open_step (planning->subject, source))
    {
      rs_planning_wait (planning, "Shipped in Rackbeat; waits for the write to Webshipper that is under way");
      return TRUE;
    }
  rs_planning_because (
    planning, "Shipped in Rackbeat, and nothing is booked in Webshipper: it is marked as dispatched there");
  key = g_strconcat ("mark-ws-dispatched:", source->ws_order_id, NULL);
  payload = rs_payload_new ();
  rs_json_writer_put_string (payload, "ws_order_id", source->ws_order_id);
  rs_planning_step (planning, "mark-ws-dispatched", key, payload);
  return TRUE;
}
