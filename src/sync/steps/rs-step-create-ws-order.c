/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"
#include "rs-mirror.h"

/* Creates a Webshipper order. Its handle is ext_ref, unique within the channel (Webshipper reference §4.6): the service itself
 * refuses a second one with a 422 of code 100, which may mean other things too and is therefore checked by search. */

#define MAX_PAGES 100000

static RsWsOrder *
wanted_order (RsStepContext *context, GError **error)
{
  JsonNode *node = json_object_get_member (context->payload, "order");
  g_autoptr (RsWsOrder) order = NULL;
  JsonNode *data;
  RsJson root;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The journaled step holds no order");
      return NULL;
    }
  data = json_object_get_member (json_node_get_object (node), "data");
  rs_json_init (&root, data, "order");
  order = rs_webshipper_read_order (&root);
  if (!rs_json_finish (&root, error))
    return NULL;
  return g_steal_pointer (&order);
}

/* Whether what stands in Webshipper is what we would have made: somebody else may use handles that look like ours. */
static gboolean
is_ours (const RsWsOrder *found, const RsWsOrder *wanted)
{
  guint matching = 0;

  if (g_strcmp0 (found->visible_ref, wanted->visible_ref) != 0 && found->visible_ref != NULL)
    return FALSE;
  for (guint i = 0; i < wanted->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (wanted->lines, i);

      for (guint j = 0; j < found->lines->len; j++)
        {
          const RsWsLine *other = g_ptr_array_index (found->lines, j);

          if (g_strcmp0 (line->ext_ref, other->ext_ref) == 0 || (other->ext_ref == NULL && g_strcmp0 (line->sku, other->sku) == 0))
            {
              matching++;
              break;
            }
        }
    }
  return matching > 0 || wanted->lines->len == 0;
}

static void
adopt (RsStepContext *context, RsDocument *document)
{
  const char *ext_ref = rs_step_payload_string (context, "ext_ref");
  JsonNode *order = json_object_get_member (context->payload, "order");

  json_object_set_string_member (context->result, "ws_order_id", document->key);
  g_clear_pointer (&context->link, rs_link_unref);
  context->link = rs_link_new ();
  context->link->rb_ref = g_strdup (ext_ref);
  context->link->ws_order_id = g_strdup (document->key);
  context->link->case_key = g_strdup (context->step->case_key);
  context->link->sent = order != NULL ? rs_json_to_string (order) : NULL;
  context->link->made_at = rs_clock_now (context->pass->clock);
  rs_step_context_take (context, &rs_feed_ws_orders, rs_document_ref (document));
}

/* Goes through the pages of a list that may have ignored every wish. The first row that carries the handle wins; a second one
 * in the channel would break a certain rule of the service and is told by the plan (two-orders). */
static RsFound
search (RsStepContext *context, const RsWsOrder *wanted, GError **error)
{
  gboolean ignored = FALSE;

  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      RsWsListQuery query = { .page = number, .channel_id = wanted->channel_id, .ext_ref = wanted->ext_ref };
      g_autoptr (RsPage) page =
          dex_await_boxed (rs_webshipper_client_list_orders (context->pass->webshipper, &query, context->pass->priority), error);

      if (page == NULL)
        return RS_FOUND_ERROR;
      for (guint i = 0; i < page->rows->len; i++)
        {
          RsDocument *row = g_ptr_array_index (page->rows, i);
          const RsWsOrder *order = row->object;

          if (order == NULL || g_strcmp0 (order->ext_ref, wanted->ext_ref) != 0 || order->channel_id != wanted->channel_id)
            {
              ignored = TRUE;
              continue;
            }
          if (!is_ours (order, wanted))
            {
              context->detail = g_strdup_printf ("Webshipper order %s carries our handle %s but not our lines", row->key, wanted->ext_ref);
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
  g_autoptr (RsWsOrder) wanted = wanted_order (context, error);

  return wanted != NULL ? search (context, wanted, error) : RS_FOUND_ERROR;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  JsonNode *order = json_object_get_member (context->payload, "order");
  g_autofree char *text = order != NULL ? rs_json_to_string (order) : g_strdup ("");
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (RsDocument) made =
      dex_await_boxed (rs_webshipper_client_create_order_from (context->pass->webshipper, body, context->pass->priority), error);

  if (made == NULL)
    return FALSE;
  if (made->key != NULL && made->object != NULL)
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
describe (const RsStep *step, JsonObject *payload)
{
  const char *ext_ref = strchr (step->key, ':');

  return g_strdup_printf ("Create the Webshipper order for %s", ext_ref != NULL ? ext_ref + 1 : step->key);
}

const RsStepKind rs_step_create_ws_order = { "create-ws-order", 0, lookup, perform, verify, describe };
