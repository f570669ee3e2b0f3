/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* Creates a Rackbeat order. Rackbeat checks no handle of a client's (Rackbeat reference §4.5), so ours stands
 * in other_reference, and after a lost answer it is looked for: by search, which may look elsewhere, and then
 * over all orders that changed since the step was planned. */

/* Our clock against the service's, and a step that was planned long before it was sent. */
#define MARGIN    RS_INSTANT_DAY
#define LIMIT     100
#define MAX_PAGES 100000

static void
adopt (RsStepContext *context, RsDocument *document)
{
  const RsRbOrder *order = document->object;

  json_object_set_int_member (context->result, "rb_order_number", order->number);
  g_clear_pointer (&context->link, rs_link_unref);
  context->link = rs_link_new ();
  context->link->rb_ref = rs_plan_ext_ref_for_order (order->number);
  context->link->ws_order_id = g_strdup (rs_step_payload_string (context, "ws_order_id"));
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = rs_step_payload_dup_text (context, "order");
  context->link->made_at = rs_clock_now (context->pass->clock);
  g_set_str (&context->buyer, rs_step_payload_string (context, "handle"));
  context->customer = rs_step_payload_int (context, "customer");
  rs_step_context_take (context, &rs_feed_rb_orders, rs_document_ref (document));
}

static gboolean
carries_handle (RsStepContext *context, const RsDocument *row)
{
  const RsRbOrder *order = row->object;

  return order != NULL && order->number != 0
         && g_strcmp0 (order->other_reference, rs_step_payload_string (context, "ext_ref")) == 0;
}

/* Goes through the pages of a list that may have ignored every wish; the first order that was made wins. It
 * ends early only where rows come newest first and are older than @since. */
static RsFound
look_through (RsStepContext *context, RsRbListQuery *query, RsInstant since, GError **error)
{
  g_autoptr (RsDocument) found = NULL;
  RsInstant previous = RS_INSTANT_NONE;
  gboolean sorted = TRUE, done = FALSE;

  for (query->page = 1; !done && query->page <= MAX_PAGES; query->page++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (
        rs_rackbeat_client_list_orders (context->pass->rackbeat, query, context->pass->priority), error);

      if (page == NULL)
        return RS_FOUND_ERROR;
      for (guint i = 0; i < page->rows->len; i++)
        {
          RsDocument *row = g_ptr_array_index (page->rows, i);
          const RsRbOrder *order = row->object;

          sorted &= order == NULL || previous == RS_INSTANT_NONE || order->updated_at <= previous;
          previous = order != NULL ? order->updated_at : previous;
          if (carries_handle (context, row)
              && (found == NULL || order->number < ((const RsRbOrder *) found->object)->number))
            {
              g_clear_pointer (&found, rs_document_unref);
              found = rs_document_ref (row);
            }
        }
      done = page->is_last || page->rows->len == 0
             || (sorted && since != RS_INSTANT_NONE && previous != RS_INSTANT_NONE && previous < since);
    }
  if (found == NULL)
    return RS_FOUND_NO;
  adopt (context, found);
  return RS_FOUND_YES;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  RsInstant since
    = context->step->created_at != RS_INSTANT_NONE ? context->step->created_at - MARGIN : RS_INSTANT_NONE;
  RsRbListQuery by_search = { .limit = LIMIT,
                              .updated_from = RS_INSTANT_NONE,
                              .newest_first = TRUE,
                              .search = rs_step_payload_string (context, "ext_ref") };
  RsRbListQuery newest = { .limit = LIMIT, .updated_from = since, .newest_first = TRUE };
  g_autoptr (GError) refused = NULL;
  RsFound found;

  if (by_search.search == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The journaled step holds no order");
      return RS_FOUND_ERROR;
    }
  found = look_through (context, &by_search, RS_INSTANT_NONE, &refused);
  if (found == RS_FOUND_YES)
    return found;
  /* A search that is refused says nothing; the list itself does. */
  if (found == RS_FOUND_ERROR && !g_error_matches (refused, RS_ERROR, RS_ERROR_REJECTED))
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return RS_FOUND_ERROR;
    }
  return look_through (context, &newest, since, error);
}

/* The order is there and its link was lost: nothing is written. */
static gboolean
adopt_known (RsStepContext *context, gint64 number, GError **error)
{
  g_autoptr (RsDocument) document = dex_await_boxed (
    rs_rackbeat_client_get_order (context->pass->rackbeat, number, context->pass->priority), error);

  if (document == NULL)
    return FALSE;
  if (!carries_handle (context, document))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_REJECTED,
                   "Order %" G_GINT64_FORMAT " does not carry the reference any more", number);
      return FALSE;
    }
  adopt (context, document);
  return TRUE;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  gint64 known = rs_step_payload_int (context, "adopt");
  g_autoptr (GBytes) body = rs_step_payload_body (context, "order");
  g_autoptr (RsDocument) made = NULL;

  if (known != 0)
    return adopt_known (context, known, error);
  made = dex_await_boxed (rs_rackbeat_client_create_order_from (context->pass->rackbeat, body), error);
  if (made == NULL)
    return FALSE;
  if (carries_handle (context, made))
    adopt (context, made);
  return TRUE;
}

/* The answer to the creation is the order as its owner has it; without a usable one it is looked up. */
static RsFound
verify (RsStepContext *context, GError **error)
{
  return context->link != NULL ? RS_FOUND_YES : lookup (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  const char *ref = strchr (step->key, ':');

  return g_strdup_printf ("Create the Rackbeat order for %s", ref != NULL ? ref + 1 : step->key);
}

const RsStepKind rs_step_create_rb_order
  = { "create-rb-order", RS_STEP_SETTLE, lookup, perform, verify, describe };
