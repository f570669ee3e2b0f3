/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-plant.h"

/* Marks a Rackbeat shipment as shipped. Whether the service refuses a second time is UNKNOWN (Rackbeat
 * reference §4.5): what counts is that it says is_shipped when read back. */

static RsFound
judge (RsStepContext *context, RsDocument *document, GError **error)
{
  const RsRbShipment *shipment = document->object;

  if (shipment == NULL)
    {
      g_propagate_error (error, g_error_copy (document->error));
      return RS_FOUND_ERROR;
    }
  rs_step_context_take (context, &rs_feed_rb_shipments, rs_document_ref (document));
  return shipment->is_shipped ? RS_FOUND_YES : RS_FOUND_NO;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  g_autoptr (RsDocument) document = dex_await_boxed (
    rs_rackbeat_client_get_shipment (context->pass->rackbeat, rs_step_payload_int (context, "rb_shipment_id"),
                                     context->pass->priority),
    error);

  return document != NULL ? judge (context, document, error) : RS_FOUND_ERROR;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  g_autoptr (DexFuture) future = rs_rackbeat_client_mark_shipped (
    context->pass->rackbeat, rs_step_payload_int (context, "rb_shipment_id"));
  g_autoptr (GError) failure = NULL;
  const GValue *value;

  if (!dex_await (dex_ref (future), &failure))
    {
      /* "Already shipped" is a refusal too: reading back tells it from the others. */
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED) && lookup (context, NULL) == RS_FOUND_YES)
        return TRUE;
      if (RS_PLANT ("mark-unread"))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  value = dex_future_get_value (future, NULL);
  if (value != NULL && G_VALUE_HOLDS (value, RS_TYPE_DOCUMENT))
    {
      RsDocument *answer = g_value_get_boxed (value);

      if (answer != NULL && answer->object != NULL)
        rs_step_context_take (context, &rs_feed_rb_shipments, rs_document_ref (answer));
    }
  return TRUE;
}

/* The answer to the call may hold the shipment; the pass reads all of them back once more at its end. */
static RsFound
verify (RsStepContext *context, GError **error)
{
  if (RS_PLANT ("mark-unread"))
    return RS_FOUND_YES;
  if (context->documents->len > 0)
    {
      RsDocument *answer = g_ptr_array_index (context->documents, context->documents->len - 1);

      if (((const RsRbShipment *) answer->object)->is_shipped)
        return RS_FOUND_YES;
    }
  return lookup (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Mark shipment %" G_GINT64_FORMAT " as shipped in Rackbeat",
                          rs_json_value_get_int (payload, "rb_shipment_id"));
}

const RsStepKind rs_step_mark_rb_shipped = { "mark-rb-shipped", 0, lookup, perform, verify, describe };
