/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* Books the parcels of a Webshipper order at its carrier. There is no handle: what tells is which shipments
 * the order had before and has after (Webshipper reference §1.7). */

/* The service may still be talking to the carrier when we have given up. */

static RsFound
take (RsStepContext *context, RsDocument *document)
{
  json_object_set_string_member (context->result, "ws_shipment_id", document->key);
  rs_step_context_take (context, &rs_feed_ws_shipments, rs_document_ref (document));
  return RS_FOUND_YES;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  const char *ws_order_id = rs_step_payload_string (context, "ws_order_id");
  g_autoptr (RsPage) page
    = dex_await_boxed (rs_webshipper_client_get_order_shipments (context->pass->webshipper, ws_order_id,
                                                                 context->pass->priority),
                       error);

  if (page == NULL)
    return RS_FOUND_ERROR;
  for (guint i = 0; i < page->rows->len; i++)
    {
      RsDocument *row = g_ptr_array_index (page->rows, i);
      RsWsShipment *shipment = row->object;

      if (shipment == NULL || row->key == NULL
          || rs_step_was_before (context, g_ascii_strtoll (row->key, NULL, 10)))
        continue;
      if (shipment->order_id == NULL)
        shipment->order_id = g_strdup (ws_order_id);
      return take (context, row);
    }
  return RS_FOUND_NO;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  const char *ws_order_id = rs_step_payload_string (context, "ws_order_id");
  g_autoptr (RsDocument) made
    = dex_await_boxed (rs_webshipper_client_book (context->pass->webshipper, ws_order_id, NULL), error);

  if (made == NULL)
    return FALSE;
  if (made->object != NULL && made->key != NULL)
    {
      RsWsShipment *shipment = made->object;

      if (shipment->order_id == NULL)
        shipment->order_id = g_strdup (ws_order_id);
      take (context, made);
    }
  return TRUE;
}

/* The order is read back too: its status and lines have moved. */
static RsFound
verify (RsStepContext *context, GError **error)
{
  g_autoptr (RsDocument) order = dex_await_boxed (
    rs_webshipper_client_get_order (context->pass->webshipper,
                                    rs_step_payload_string (context, "ws_order_id"), context->pass->priority),
    error);

  if (order == NULL)
    return RS_FOUND_ERROR;
  if (order->object != NULL)
    rs_step_context_take (context, &rs_feed_ws_orders, g_steal_pointer (&order));
  return json_object_has_member (context->result, "ws_shipment_id") ? RS_FOUND_YES : lookup (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Book the parcels of %s", step->case_key);
}

const RsStepKind rs_step_book_ws_shipment
  = { "book-ws-shipment", RS_STEP_SETTLE, lookup, perform, verify, describe };
