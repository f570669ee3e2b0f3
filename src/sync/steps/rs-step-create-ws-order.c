/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-mirror.h"

/* Creates a Webshipper order. Its handle is ext_ref, unique within the channel (Webshipper reference §4.6):
 * the service itself refuses a second one with a 422 of code 100, which may mean other things too and is
 * therefore checked by search. */

#define MAX_PAGES 100000

/* What of the journaled order tells it from others. */
typedef struct
{
  const char *ext_ref;
  const char *visible_ref; /* (nullable) */
  gint64 channel_id;
  const RsJsonValue *lines; /* (nullable) */
} Wanted;

static gboolean
read_wanted (RsStepContext *context, Wanted *out, GError **error)
{
  const RsJsonValue *data = rs_step_payload_data (context, "order");
  const RsJsonValue *attributes = rs_json_value_member_of_type (data, "attributes", RS_JSON_OBJECT);
  const RsJsonValue *channel = rs_json_value_member (
    rs_json_value_member (rs_json_value_member (data, "relationships"), "order_channel"), "data");
  g_autofree char *id = rs_step_dup_scalar (rs_json_value_member (channel, "id"));

  *out = (Wanted) { rs_step_payload_string (context, "ext_ref") };
  if (out->ext_ref == NULL || attributes == NULL || id == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The journaled step holds no order");
      return FALSE;
    }
  out->channel_id = g_ascii_strtoll (id, NULL, 10);
  out->visible_ref = rs_json_value_get_string (attributes, "visible_ref");
  out->lines = rs_json_value_member_of_type (attributes, "order_lines", RS_JSON_ARRAY);
  return TRUE;
}

static gboolean
has_line (const RsWsOrder *found, const RsJsonValue *line)
{
  const char *ext_ref = rs_json_value_get_string (line, "ext_ref");
  const char *sku = rs_json_value_get_string (line, "sku");

  for (guint i = 0; i < found->lines->len; i++)
    {
      const RsWsLine *other = g_ptr_array_index (found->lines, i);

      if (other->ext_ref != NULL ? g_strcmp0 (ext_ref, other->ext_ref) == 0
                                 : g_strcmp0 (sku, other->sku) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether what stands in Webshipper is what we would have made: somebody else may use handles that look like
 * ours. */
static gboolean
is_ours (const RsWsOrder *found, const Wanted *wanted)
{
  guint count = rs_json_value_length (wanted->lines);

  if (found->visible_ref != NULL && g_strcmp0 (found->visible_ref, wanted->visible_ref) != 0)
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (has_line (found, rs_json_value_element (wanted->lines, i)))
      return TRUE;
  return count == 0;
}

static void
adopt (RsStepContext *context, RsDocument *document)
{
  const char *ext_ref = rs_step_payload_string (context, "ext_ref");

  json_object_set_string_member (context->result, "ws_order_id", document->key);
  g_clear_pointer (&context->link, rs_link_unref);
  context->link = rs_link_new ();
  context->link->rb_ref = g_strdup (ext_ref);
  context->link->ws_order_id = g_strdup (document->key);
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = rs_step_payload_dup_text (context, "order");
  context->link->made_at = rs_clock_now (context->pass->clock);
  rs_step_context_take (context, &rs_feed_ws_orders, rs_document_ref (document));
}

/* Goes through the pages of a list that may have ignored every wish. The first row that carries the handle
 * wins; a second one in the channel would break a certain rule of the service and is told by the plan
 * (two-orders). */
static RsFound
search (RsStepContext *context, const Wanted *wanted, GError **error)
{
  gboolean ignored = FALSE;

  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      RsWsListQuery query = { .page = number, .channel_id = wanted->channel_id, .ext_ref = wanted->ext_ref };
      g_autoptr (RsPage) page = dex_await_boxed (
        rs_webshipper_client_list_orders (context->pass->webshipper, &query, context->pass->priority), error);

      if (page == NULL)
        return RS_FOUND_ERROR;
      for (guint i = 0; i < page->rows->len; i++)
        {
          RsDocument *row = g_ptr_array_index (page->rows, i);
          const RsWsOrder *order = row->object;

          if (order == NULL || g_strcmp0 (order->ext_ref, wanted->ext_ref) != 0
              || order->channel_id != wanted->channel_id)
            {
              ignored = TRUE;
              continue;
            }
          if (!is_ours (order, wanted))
            {
              context->detail = g_strdup_printf (
                "Webshipper order %s carries our handle %s but not our lines", row->key, wanted->ext_ref);
              return RS_FOUND_BY_HAND;
            }
          adopt (context, row);
          return RS_FOUND_YES;
        }
      /* A filter that was heeded gives no other rows: an empty first page is the answer. */
      if (page->is_last || page->rows->len == 0)
        break;
    }
  if (ignored)
    rs_pull_learn (context->pass, RS_WEBSHIPPER, "orders-ext-ref-filter", "no");
  return RS_FOUND_NO;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  Wanted wanted;

  return read_wanted (context, &wanted, error) ? search (context, &wanted, error) : RS_FOUND_ERROR;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  g_autoptr (GBytes) body = rs_step_payload_body (context, "order");
  g_autoptr (RsDocument) made = dex_await_boxed (
    rs_webshipper_client_create_order_from (context->pass->webshipper, body, context->pass->priority), error);

  if (made == NULL)
    return FALSE;
  if (made->key == NULL || made->object == NULL)
    return TRUE;
  if (g_strcmp0 (((const RsWsOrder *) made->object)->ext_ref, rs_step_payload_string (context, "ext_ref"))
      != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_AMBIGUOUS, "Webshipper's answer is about another order, %s",
                   made->key);
      return FALSE;
    }
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
  const char *ext_ref = strchr (step->key, ':');

  return g_strdup_printf ("Create the Webshipper order for %s", ext_ref != NULL ? ext_ref + 1 : step->key);
}

const RsStepKind rs_step_create_ws_order = { "create-ws-order", 0, lookup, perform, verify, describe };
