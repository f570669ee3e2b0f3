/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* The three steps that change a Webshipper order that is there: update, cancel, mark dispatched. None can be
 * done twice: each is read back and compared, and repeating it leaves the same order. */

static RsDocument *
read_order (RsStepContext *context, GError **error)
{
  return dex_await_boxed (rs_webshipper_client_get_order (context->pass->webshipper,
                                                          rs_step_payload_string (context, "ws_order_id"),
                                                          context->pass->priority),
                          error);
}

/* The order as the owner has it now, from the write's own answer when that held it. (transfer none)
 * (nullable) */
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
  g_autoptr (RsDocument) document
    = dex_await_boxed (rs_webshipper_client_update_order_from (
                         context->pass->webshipper, rs_step_payload_string (context, "ws_order_id"), body),
                       error);

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

static gboolean
same_scalar (JsonNode *wanted, JsonNode *found)
{
  g_autofree char *left = rs_step_dup_scalar (wanted);
  g_autofree char *right = rs_step_dup_scalar (found);

  return g_str_equal (left != NULL ? left : "", right != NULL ? right : "");
}

/* Every member of @wanted stands in @found; null, absent and empty are the same. */
static gboolean
is_within (JsonObject *wanted, JsonObject *found)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &member))
    {
      if (JSON_NODE_HOLDS_OBJECT (member))
        {
          JsonObject *inner = rs_step_object_member (found, name);

          if (inner == NULL || !is_within (json_node_get_object (member), inner))
            return FALSE;
        }
      else if (!JSON_NODE_HOLDS_ARRAY (member) && !same_scalar (member, json_object_get_member (found, name)))
        {
          return FALSE;
        }
    }
  return TRUE;
}

static gint64
quantity_of (JsonArray *lines, const char *ext_ref)
{
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (g_strcmp0 (json_object_get_string_member_with_default (line, "ext_ref", NULL), ext_ref) == 0)
        sum += json_object_get_int_member_with_default (line, "quantity", 0);
    }
  return sum;
}

static gint64
found_quantity_of (const RsWsOrder *found, const char *ext_ref)
{
  gint64 sum = 0;

  for (guint i = 0; i < found->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (found->lines, i);

      if (g_strcmp0 (line->ext_ref, ext_ref) == 0)
        sum += line->quantity;
    }
  return sum;
}

/* Both ways: a line that was to go may still stand, and one that was added may be missing. */
static gboolean
same_lines (const RsWsOrder *found, JsonArray *wanted)
{
  for (guint i = 0; i < found->lines->len; i++)
    {
      const char *ext_ref = ((const RsWsLine *) g_ptr_array_index (found->lines, i))->ext_ref;

      if (found_quantity_of (found, ext_ref) != quantity_of (wanted, ext_ref))
        return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonObject *line = json_array_get_object_element (wanted, i);
      const char *ext_ref = json_object_get_string_member_with_default (line, "ext_ref", NULL);

      if (found_quantity_of (found, ext_ref) != quantity_of (wanted, ext_ref))
        return FALSE;
    }
  return TRUE;
}

/* Whether the order as it stands already says all that the patch says. */
static gboolean
patch_holds (RsStepContext *context, const RsWsOrder *found, const char *text)
{
  JsonObject *patch = rs_step_payload_data (context, "patch");
  JsonObject *wanted = rs_step_object_member (patch, "attributes");
  JsonObject *rate = rs_step_object_member (
    rs_step_object_member (rs_step_object_member (patch, "relationships"), "shipping_rate"), "data");
  g_autoptr (JsonObject) resource = rs_step_parse_object (text);
  JsonObject *attributes = rs_step_object_member (resource, "attributes");
  g_autofree char *rate_id = rate != NULL ? rs_step_dup_scalar (json_object_get_member (rate, "id")) : NULL;

  if (attributes == NULL || (rate_id != NULL && g_ascii_strtoll (rate_id, NULL, 10) != found->rate_id))
    return FALSE;
  if (wanted == NULL)
    return TRUE;
  if (json_object_has_member (wanted, "order_lines")
      && !same_lines (found, json_object_get_array_member (wanted, "order_lines")))
    return FALSE;
  return is_within (wanted, attributes);
}

static RsFound
update_lookup (RsStepContext *context, GError **error)
{
  const RsWsOrder *found = current_order (context, error);
  JsonNode *order = json_object_get_member (context->payload, "order");
  RsDocument *document;

  if (found == NULL)
    return RS_FOUND_ERROR;
  document = g_ptr_array_index (context->documents, context->documents->len - 1);
  if (!patch_holds (context, found, document->text))
    return RS_FOUND_NO;
  if (order == NULL || rs_step_payload_string (context, "ext_ref") == NULL)
    return RS_FOUND_YES;
  g_clear_pointer (&context->link, rs_link_unref);
  context->link = rs_link_new ();
  context->link->rb_ref = g_strdup (rs_step_payload_string (context, "ext_ref"));
  context->link->ws_order_id = g_strdup (rs_step_payload_string (context, "ws_order_id"));
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = rs_json_to_string (order);
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
