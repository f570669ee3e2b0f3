/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* The three steps that change a Webshipper order that is there: update, cancel, mark dispatched. None can be done twice: each is
 * read back and compared, and repeating it leaves the same order. */

static RsDocument *
read_order (RsStepContext *context, GError **error)
{
  return dex_await_boxed (rs_webshipper_client_get_order (context->pass->webshipper, rs_step_payload_string (context, "ws_order_id"),
                                                          context->pass->priority),
                          error);
}

/* The order as the owner has it now, from the write's own answer when that held it. (transfer none) (nullable) */
static const RsWsOrder *
current_order (RsStepContext *context, GError **error)
{
  if (context->documents->len == 0)
    {
      g_autoptr (RsDocument) document = read_order (context, error);

      if (document == NULL)
        return NULL;
      if (document->object == NULL)
        {
          g_propagate_error (error, g_error_copy (document->error));
          return NULL;
        }
      rs_step_context_take (context, &rs_feed_ws_orders, g_steal_pointer (&document));
    }
  return ((RsDocument *) g_ptr_array_index (context->documents, context->documents->len - 1))->object;
}

static gboolean
send_patch (RsStepContext *context, GBytes *body, GError **error)
{
  g_autoptr (RsDocument) document = dex_await_boxed (
      rs_webshipper_client_update_order_from (context->pass->webshipper, rs_step_payload_string (context, "ws_order_id"), body), error);

  if (document == NULL)
    return FALSE;
  if (document->object != NULL)
    rs_step_context_take (context, &rs_feed_ws_orders, g_steal_pointer (&document));
  return TRUE;
}

static gboolean
send_status (RsStepContext *context, const char *status, GError **error)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  g_autoptr (GBytes) body = NULL;

  order->id = g_strdup (rs_step_payload_string (context, "ws_order_id"));
  order->status = g_strdup (status);
  body = rs_webshipper_encode_order_patch (order, RS_WS_STATUS);
  return send_patch (context, body, error);
}

static RsFound
has_status (RsStepContext *context, const char *status, gboolean gone_is_so, GError **error)
{
  g_autoptr (GError) failure = NULL;
  const RsWsOrder *order = current_order (context, &failure);

  if (order != NULL)
    return g_strcmp0 (order->status, status) == 0 ? RS_FOUND_YES : RS_FOUND_NO;
  if (gone_is_so && g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return RS_FOUND_YES;
  g_propagate_error (error, g_steal_pointer (&failure));
  return RS_FOUND_ERROR;
}

static RsFound
cancel_lookup (RsStepContext *context, GError **error)
{
  return has_status (context, "cancelled", TRUE, error);
}

static gboolean
cancel_perform (RsStepContext *context, GError **error)
{
  g_autoptr (GError) failure = NULL;

  /* An order that is gone already is as good as cancelled (Webshipper reference §4.7). */
  if (send_status (context, "cancelled", &failure) || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static char *
cancel_describe (const RsStep *step, JsonObject *payload)
{
  return g_strdup_printf ("Cancel the Webshipper order of %s", step->case_key);
}

const RsStepKind rs_step_cancel_ws_order = {
  "cancel-ws-order", 0, cancel_lookup, cancel_perform, cancel_lookup, cancel_describe,
};

static RsFound
dispatched_lookup (RsStepContext *context, GError **error)
{
  return has_status (context, "dispatched", FALSE, error);
}

static gboolean
dispatched_perform (RsStepContext *context, GError **error)
{
  return send_status (context, "dispatched", error);
}

static char *
dispatched_describe (const RsStep *step, JsonObject *payload)
{
  return g_strdup_printf ("Mark the Webshipper order of %s as dispatched", step->case_key);
}

const RsStepKind rs_step_mark_ws_dispatched = {
  "mark-ws-dispatched", 0, dispatched_lookup, dispatched_perform, dispatched_lookup, dispatched_describe,
};

/* What of the wanted order the owner does not have: only what a PATCH can set is compared. */
static gboolean
same_lines (const RsWsOrder *found, const RsWsOrder *wanted)
{
  for (guint i = 0; i < wanted->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (wanted->lines, i);
      gint64 quantity = 0;

      for (guint j = 0; j < found->lines->len; j++)
        {
          const RsWsLine *other = g_ptr_array_index (found->lines, j);

          if (g_strcmp0 (other->ext_ref, line->ext_ref) == 0)
            quantity += other->quantity;
        }
      if (quantity != line->quantity)
        return FALSE;
    }
  return TRUE;
}

static RsWsOrder *
read_wanted (RsStepContext *context, const char *member)
{
  JsonNode *node = json_object_get_member (context->payload, member);
  g_autoptr (RsWsOrder) order = NULL;
  RsJson root;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  rs_json_init (&root, json_object_get_member (json_node_get_object (node), "data"), member);
  order = rs_webshipper_read_order (&root);
  return rs_json_finish (&root, NULL) ? g_steal_pointer (&order) : NULL;
}

static gboolean
patch_touches (RsStepContext *context, const char *attribute)
{
  JsonNode *node = json_object_get_member (context->payload, "patch");
  JsonNode *data = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), "data") : NULL;
  JsonNode *attributes = data != NULL && JSON_NODE_HOLDS_OBJECT (data) ? json_object_get_member (json_node_get_object (data), "attributes") : NULL;

  return attributes != NULL && JSON_NODE_HOLDS_OBJECT (attributes) && json_object_has_member (json_node_get_object (attributes), attribute);
}

static RsFound
update_lookup (RsStepContext *context, GError **error)
{
  g_autoptr (RsWsOrder) wanted = read_wanted (context, "order");
  const RsWsOrder *found = current_order (context, error);

  if (found == NULL)
    return RS_FOUND_ERROR;
  if (wanted == NULL)
    return RS_FOUND_NO;
  if ((patch_touches (context, "delivery_address") && !rs_address_equal (found->delivery_address, wanted->delivery_address)) ||
      (patch_touches (context, "order_lines") && !same_lines (found, wanted)) ||
      (patch_touches (context, "external_comment") && g_strcmp0 (found->external_comment, wanted->external_comment) != 0))
    return RS_FOUND_NO;
  g_clear_pointer (&context->link, rs_link_unref);
  context->link = rs_link_new ();
  context->link->rb_ref = g_strdup (rs_step_payload_string (context, "ext_ref"));
  context->link->ws_order_id = g_strdup (rs_step_payload_string (context, "ws_order_id"));
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = rs_json_to_string (json_object_get_member (context->payload, "order"));
  context->link->made_at = rs_clock_now (context->pass->clock);
  return RS_FOUND_YES;
}

static gboolean
update_perform (RsStepContext *context, GError **error)
{
  JsonNode *patch = json_object_get_member (context->payload, "patch");
  g_autofree char *text = patch != NULL ? rs_json_to_string (patch) : g_strdup ("");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return send_patch (context, body, error);
}

static char *
update_describe (const RsStep *step, JsonObject *payload)
{
  return g_strdup_printf ("Update the Webshipper order of %s", step->case_key);
}

const RsStepKind rs_step_update_ws_order = {
  "update-ws-order", 0, update_lookup, update_perform, update_lookup, update_describe,
};
