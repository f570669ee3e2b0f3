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
cancel_describe (const RsStep *step, const RsJsonValue *payload)
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
dispatched_describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Mark the Webshipper order of %s as dispatched", step->case_key);
}

const RsStepKind rs_step_mark_ws_dispatched = {
  "mark-ws-dispatched", 0, dispatched_lookup, dispatched_perform, dispatched_lookup, dispatched_describe,
};

static gboolean
same_scalar (const RsJsonValue *wanted, const RsJsonValue *found)
{
  g_autofree char *left = rs_step_dup_scalar (wanted);
  g_autofree char *right = rs_step_dup_scalar (found);

  return g_str_equal (left != NULL ? left : "", right != NULL ? right : "");
}

/* Every member of @wanted stands in @found; null, absent and empty are the same. */
static gboolean
is_within (const RsJsonValue *wanted, const RsJsonValue *found)
{
  for (guint i = 0; i < rs_json_value_length (wanted); i++)
    {
      const RsJsonValue *member = rs_json_value_element (wanted, i);
      const RsJsonValue *other = rs_json_value_member (found, member->name);

      if (member->type == RS_JSON_OBJECT
            ? !rs_json_value_is (other, RS_JSON_OBJECT) || !is_within (member, other)
            : member->type != RS_JSON_ARRAY && !same_scalar (member, other))
        return FALSE;
    }
  return TRUE;
}

static gint64
quantity_of (const RsJsonValue *lines, const char *ext_ref)
{
  gint64 sum = 0;

  for (guint i = 0; i < rs_json_value_length (lines); i++)
    {
      const RsJsonValue *line = rs_json_value_element (lines, i);

      if (g_strcmp0 (rs_json_value_get_string (line, "ext_ref"), ext_ref) == 0)
        sum += rs_json_value_get_int (line, "quantity");
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
same_lines (const RsWsOrder *found, const RsJsonValue *wanted)
{
  for (guint i = 0; i < found->lines->len; i++)
    {
      const char *ext_ref = ((const RsWsLine *) g_ptr_array_index (found->lines, i))->ext_ref;

      if (found_quantity_of (found, ext_ref) != quantity_of (wanted, ext_ref))
        return FALSE;
    }
  for (guint i = 0; i < rs_json_value_length (wanted); i++)
    {
      const char *ext_ref = rs_json_value_get_string (rs_json_value_element (wanted, i), "ext_ref");

      if (found_quantity_of (found, ext_ref) != quantity_of (wanted, ext_ref))
        return FALSE;
    }
  return TRUE;
}

/* Whether the order as it stands already says all that the patch says. */
static gboolean
patch_holds (RsStepContext *context, const RsWsOrder *found, const char *text)
{
  const RsJsonValue *patch = rs_step_payload_data (context, "patch");
  const RsJsonValue *wanted = rs_json_value_member_of_type (patch, "attributes", RS_JSON_OBJECT);
  const RsJsonValue *rate = rs_json_value_member (
    rs_json_value_member (rs_json_value_member (patch, "relationships"), "shipping_rate"), "data");
  g_autoptr (RsJsonTree) resource = rs_json_tree_parse_text (text, NULL);
  const RsJsonValue *attributes
    = rs_json_value_member_of_type (rs_json_tree_root (resource), "attributes", RS_JSON_OBJECT);
  const RsJsonValue *lines = rs_json_value_member (wanted, "order_lines");
  g_autofree char *rate_id = rs_step_dup_scalar (rs_json_value_member (rate, "id"));

  if (attributes == NULL || (rate_id != NULL && g_ascii_strtoll (rate_id, NULL, 10) != found->rate_id))
    return FALSE;
  if (wanted == NULL)
    return TRUE;
  if (lines != NULL && !same_lines (found, lines))
    return FALSE;
  return is_within (wanted, attributes);
}

static RsFound
update_lookup (RsStepContext *context, GError **error)
{
  const RsWsOrder *found = current_order (context, error);
  g_autofree char *order = rs_step_payload_dup_text (context, "order");
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
  context->link->sent = g_steal_pointer (&order);
  context->link->made_at = rs_clock_now (context->pass->clock);
  return RS_FOUND_YES;
}

static gboolean
update_perform (RsStepContext *context, GError **error)
{
  g_autoptr (GBytes) body = rs_step_payload_body (context, "patch");

  return send_patch (context, body, error);
}

static char *
update_describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Update the Webshipper order of %s", step->case_key);
}

const RsStepKind rs_step_update_ws_order = {
  "update-ws-order", 0, update_lookup, update_perform, update_lookup, update_describe,
};
