/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* The three steps that change a Rackbeat order that is there: confirm, update, delete. None can be done
 * twice: each is read back, and repeating it leaves the same order. */

static RsDocument *
read_order (RsStepContext *context, GError **error)
{
  RsDocument *document = dex_await_boxed (
    rs_rackbeat_client_get_order (context->pass->rackbeat, rs_step_payload_int (context, "order_number"),
                                  context->pass->priority),
    error);

  if (document != NULL && document->object == NULL)
    {
      g_propagate_error (error, g_error_copy (document->error));
      g_clear_pointer (&document, rs_document_unref);
    }
  return document;
}

/* Keeps the order where the answer to a write holds it. */
static gboolean
take_answer (RsStepContext *context, DexFuture *future, GError **error)
{
  g_autoptr (DexFuture) owned = future;
  const GValue *value;

  if (!dex_await (dex_ref (owned), error))
    return FALSE;
  value = dex_future_get_value (owned, NULL);
  if (value != NULL && G_VALUE_HOLDS (value, RS_TYPE_DOCUMENT))
    {
      RsDocument *answer = g_value_get_boxed (value);

      if (answer != NULL && answer->object != NULL)
        rs_step_context_take (context, &rs_feed_rb_orders, rs_document_ref (answer));
    }
  return TRUE;
}

/* The order as the owner has it now, from the write's own answer when that held it. (transfer none)
 * (nullable) */
static const RsRbOrder *
current_order (RsStepContext *context, GError **error)
{
  if (context->documents->len == 0)
    {
      RsDocument *document = read_order (context, error);

      if (document == NULL)
        return NULL;
      rs_step_context_take (context, &rs_feed_rb_orders, document);
    }
  return ((RsDocument *) g_ptr_array_index (context->documents, context->documents->len - 1))->object;
}

static RsFound
book_verify (RsStepContext *context, GError **error)
{
  const RsRbOrder *order = current_order (context, error);

  if (order == NULL)
    return RS_FOUND_ERROR;
  return order->is_booked ? RS_FOUND_YES : RS_FOUND_NO;
}

static gboolean
book_perform (RsStepContext *context, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (take_answer (context,
                   rs_rackbeat_client_book_order (context->pass->rackbeat,
                                                  rs_step_payload_int (context, "order_number")),
                   &failure))
    return TRUE;
  /* "Already booked" is a refusal too: somebody was quicker. */
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED) && book_verify (context, NULL) == RS_FOUND_YES)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
book_describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Confirm order %" G_GINT64_FORMAT " in Rackbeat",
                          rs_json_value_get_int (payload, "order_number"));
}

const RsStepKind rs_step_book_rb_order
  = { "book-rb-order", 0, book_verify, book_perform, book_verify, book_describe };

/* What is to be agreed from now on. */
static void
renew_link (RsStepContext *context)
{
  context->link = rs_link_new ();
  context->link->rb_ref = rs_plan_ext_ref_for_order (rs_step_payload_int (context, "order_number"));
  context->link->ws_order_id = g_strdup (rs_step_payload_string (context, "ws_order_id"));
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = rs_step_payload_dup_text (context, "order");
  context->link->made_at = rs_clock_now (context->pass->clock);
}

static RsDecimal
wanted_quantity (const RsJsonValue *lines, const char *item_number)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < rs_json_value_length (lines); i++)
    {
      const RsJsonValue *line = rs_json_value_element (lines, i);
      g_autofree char *quantity = rs_step_dup_scalar (rs_json_value_member (line, "quantity"));
      RsDecimal value = RS_DECIMAL_ZERO;

      if (g_strcmp0 (rs_json_value_get_string (line, "item_id"), item_number) == 0 && quantity != NULL
          && rs_decimal_parse (quantity, &value, NULL))
        sum = rs_decimal_add (sum, value);
    }
  return sum;
}

/* Whether the order holds each item of the patch in the quantity that the patch says. */
static gboolean
has_lines (const RsRbOrder *order, const RsJsonValue *lines)
{
  for (guint i = 0; i < rs_json_value_length (lines); i++)
    {
      const char *item = rs_json_value_get_string (rs_json_value_element (lines, i), "item_id");
      RsDecimal stands = RS_DECIMAL_ZERO;

      for (guint j = 0; j < order->lines->len; j++)
        {
          const RsRbLine *line = g_ptr_array_index (order->lines, j);

          if (g_strcmp0 (line->item_number, item) == 0)
            stands = rs_decimal_add (stands, line->quantity);
        }
      if (rs_decimal_compare (stands, wanted_quantity (lines, item)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The parts of a patch that can be told from the order as it is read. */
static gboolean
holds_patch (const RsRbOrder *order, const RsJsonValue *patch)
{
  const RsJsonValue *lines = rs_json_value_member_of_type (patch, "lines", RS_JSON_ARRAY);
  const char *street = rs_json_value_get_string (patch, "delivery_address_street");

  if (street != NULL
      && (order->delivery_address == NULL || g_strcmp0 (order->delivery_address->street, street) != 0))
    return FALSE;
  return lines == NULL || has_lines (order, lines);
}

static RsFound
update_verify (RsStepContext *context, GError **error)
{
  const RsJsonValue *patch = rs_json_value_member_of_type (context->payload, "patch", RS_JSON_OBJECT);
  const RsRbOrder *order = current_order (context, error);

  if (order == NULL)
    return RS_FOUND_ERROR;
  if (patch == NULL || !holds_patch (order, patch))
    return RS_FOUND_NO;
  renew_link (context);
  return RS_FOUND_YES;
}

/* A patch is the same however often it is sent, so after a lost answer it is sent again. */
static RsFound
update_lookup (RsStepContext *context, GError **error)
{
  return RS_FOUND_NO;
}

static gboolean
update_perform (RsStepContext *context, GError **error)
{
  g_autoptr (GBytes) body = rs_step_payload_body (context, "patch");

  return take_answer (context,
                      rs_rackbeat_client_update_order_from (
                        context->pass->rackbeat, rs_step_payload_int (context, "order_number"), body),
                      error);
}

static char *
update_describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Update order %" G_GINT64_FORMAT " in Rackbeat",
                          rs_json_value_get_int (payload, "order_number"));
}

const RsStepKind rs_step_update_rb_order
  = { "update-rb-order", 0, update_lookup, update_perform, update_verify, update_describe };

static RsFound
delete_lookup (RsStepContext *context, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsDocument) document = read_order (context, &failure);

  if (document != NULL)
    return RS_FOUND_NO;
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return RS_FOUND_YES;
  g_propagate_error (error, g_steal_pointer (&failure));
  return RS_FOUND_ERROR;
}

static gboolean
delete_perform (RsStepContext *context, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (dex_await_boolean (rs_rackbeat_client_delete_order (context->pass->rackbeat,
                                                          rs_step_payload_int (context, "order_number")),
                         &failure)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
delete_describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Delete the draft %" G_GINT64_FORMAT " in Rackbeat",
                          rs_json_value_get_int (payload, "order_number"));
}

const RsStepKind rs_step_delete_rb_order
  = { "delete-rb-order", 0, delete_lookup, delete_perform, delete_lookup, delete_describe };
