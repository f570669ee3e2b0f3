/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-kind.h"

#include "rs-error.h"

/* Creates an item in Rackbeat. Its number is the handle: it is unique there, and the item is read by it. */

#define LIMIT     100
#define MAX_PAGES 10000

static void
adopt (RsStepContext *context, RsDocument *document)
{
  json_object_set_string_member (context->result, "rb_item_number", document->key);
  rs_step_context_take (context, &rs_feed_rb_items, rs_document_ref (document));
}

static gboolean
is_adopted (RsStepContext *context)
{
  return json_object_has_member (context->result, "rb_item_number");
}

/* A number with a slash or a space may not be found by its path (Rackbeat reference §1.3): the list tells. */
static RsFound
search (RsStepContext *context, const char *number, GError **error)
{
  RsRbListQuery query
    = { .limit = LIMIT, .updated_from = RS_INSTANT_NONE, .newest_first = TRUE, .search = number };

  for (query.page = 1; query.page <= MAX_PAGES; query.page++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (
        rs_rackbeat_client_list_products (context->pass->rackbeat, &query, context->pass->priority), error);

      if (page == NULL)
        return RS_FOUND_ERROR;
      for (guint i = 0; i < page->rows->len; i++)
        {
          RsDocument *row = g_ptr_array_index (page->rows, i);

          if (g_strcmp0 (row->key, number) != 0 || row->object == NULL)
            continue;
          adopt (context, row);
          return RS_FOUND_YES;
        }
      if (page->is_last || page->rows->len == 0)
        break;
    }
  return RS_FOUND_NO;
}

static RsFound
lookup (RsStepContext *context, GError **error)
{
  const char *number = rs_step_payload_string (context, "number");
  g_autoptr (RsDocument) document = NULL;
  g_autoptr (GError) failure = NULL;

  if (number == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The journaled step holds no item");
      return RS_FOUND_ERROR;
    }
  document = dex_await_boxed (
    rs_rackbeat_client_get_item (context->pass->rackbeat, number, FALSE, context->pass->priority), &failure);
  if (document != NULL && g_strcmp0 (document->key, number) == 0 && document->object != NULL)
    {
      adopt (context, document);
      return RS_FOUND_YES;
    }
  if (document != NULL || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return search (context, number, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return RS_FOUND_ERROR;
}

static gboolean
perform (RsStepContext *context, GError **error)
{
  g_autoptr (GBytes) body = rs_step_payload_body (context, "item");
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsDocument) made
    = dex_await_boxed (rs_rackbeat_client_create_item_from (context->pass->rackbeat, body), &failure);

  if (made != NULL)
    {
      if (made->object != NULL && g_strcmp0 (made->key, rs_step_payload_string (context, "number")) == 0)
        adopt (context, made);
      return TRUE;
    }
  /* "Already taken" is a refusal too: reading tells it from the others. */
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED) && lookup (context, NULL) == RS_FOUND_YES)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static RsFound
verify (RsStepContext *context, GError **error)
{
  return is_adopted (context) ? RS_FOUND_YES : lookup (context, error);
}

static char *
describe (const RsStep *step, const RsJsonValue *payload)
{
  return g_strdup_printf ("Create the item %s in Rackbeat", rs_json_value_get_string (payload, "number"));
}

const RsStepKind rs_step_create_rb_item = { "create-rb-item", 0, lookup, perform, verify, describe };
