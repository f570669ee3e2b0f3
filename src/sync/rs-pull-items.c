/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"

/* Up to so many unknown items are read one by one; beyond that the list is cheaper. */
#define SINGLE_ITEMS 5
#define PAGE_LIMIT   100
#define MAX_PAGES    10000

static RsInstant
item_updated_at (gconstpointer object)
{
  return ((const RsItem *) object)->updated_at;
}

static void
list_item_words (gconstpointer object, GPtrArray *words)
{
  const RsItem *item = object;

  if (item->barcode != NULL && *item->barcode != '\0')
    g_ptr_array_add (words, g_strconcat ("barcode/", item->barcode, NULL));
}

/* An item's change does not touch the cases it is in by itself: what crossed is compared by what F4.1 lists
 * when the case is looked at next. */
const RsFeed rs_feed_rb_items = {
  .service = RS_RACKBEAT,
  .kind = "item",
  .updated_at = item_updated_at,
  .list_words = list_item_words,
  .is_whole = TRUE,
};

/* Items that lines name and the mirror lacks: number → whether it is a lot. Only orders that RackShip has to
 * do with: what stays in Rackbeat while orders come from Webshipper needs none. */
typedef struct
{
  const RsPolicy *policy;
  GHashTable *missing;
} Missing;

static gboolean
is_of_use (const RsCase *subject, const RsPolicy *policy)
{
  return subject->rb_order != NULL && (policy->direction == RS_DIRECTION_RB_TO_WS || subject->links->len > 0);
}

static gboolean
find_missing (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;
  GHashTable *missing = self->missing;
  g_autoptr (GPtrArray) dirty = rs_cases_list_dirty (db, G_MAXINT64, 0, error);

  if (dirty == NULL)
    return FALSE;
  for (guint i = 0; i < dirty->len; i++)
    {
      const char *case_key = g_ptr_array_index (dirty, i);
      g_autoptr (RsCase) subject = rs_case_load (db, case_key, NULL);

      if (subject == NULL || !is_of_use (subject, self->policy))
        continue;
      for (guint j = 0; j < subject->rb_order->lines->len; j++)
        {
          RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, j);

          if (line->item_number != NULL && rs_case_find_item (subject, line->item_number) == NULL)
            g_hash_table_insert (missing, g_strdup (line->item_number),
                                 GINT_TO_POINTER (g_strcmp0 (line->item_type, "lot") == 0));
        }
    }
  return TRUE;
}

static gboolean
pull_list (RsPass *self, gboolean lots, GError **error)
{
  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      RsRbListQuery query = { .page = number, .limit = PAGE_LIMIT, .updated_from = RS_INSTANT_NONE };
      g_autoptr (RsPage) page = NULL;

      page
        = dex_await_boxed (lots ? rs_rackbeat_client_list_lots (self->rackbeat, &query, self->priority)
                                : rs_rackbeat_client_list_products (self->rackbeat, &query, self->priority),
                           error);
      if (page == NULL
          || !rs_pull_store_rows (self, &rs_feed_rb_items, page->rows, RS_INSTANT_NONE, NULL, error))
        return FALSE;
      if (page->is_last || page->rows->len == 0)
        return TRUE;
    }
  return TRUE;
}

/* An item that Rackbeat does not have any more still stands on its order's line: it is kept as a name without
 * properties, so that the order need not wait for ever. */
static gboolean
store_unknown_item (RsPass *self, const char *number, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  RsItem *item = rs_item_new ();

  json_builder_begin_object (builder);
  rs_json_builder_add_string (builder, "number", number);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  text = rs_json_to_string (node);
  item->number = g_strdup (number);
  g_ptr_array_add (rows, rs_document_new (number, text, item, (GDestroyNotify) rs_item_unref, NULL));
  return rs_pull_store_rows (self, &rs_feed_rb_items, rows, RS_INSTANT_NONE, NULL, error);
}

static gboolean
pull_one (RsPass *self, const char *number, gboolean is_lot, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsDocument) document = dex_await_boxed (
    rs_rackbeat_client_get_item (self->rackbeat, number, is_lot, self->priority), &failure);
  g_autoptr (GPtrArray) rows = NULL;

  if (document == NULL)
    {
      /* A lot on a plan without bills of materials is refused (Rackbeat reference §7): it ships as a line
       * like any other. */
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND)
          || (is_lot && g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH)))
        return store_unknown_item (self, number, error);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  g_ptr_array_add (rows, g_steal_pointer (&document));
  return rs_pull_store_rows (self, &rs_feed_rb_items, rows, RS_INSTANT_NONE, NULL, error);
}

gboolean
rs_pull_lots (RsPass *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (pull_list (self, TRUE, &failure) || g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
rs_pull_missing_items (RsPass *self, GError **error)
{
  g_autoptr (GHashTable) missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) still = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Missing reading = { self->policy, missing }, again = { self->policy, still };
  GHashTableIter iter;
  gpointer number, is_lot;

  if (!rs_store_read (self->store, find_missing, &reading, error))
    return FALSE;
  if (g_hash_table_size (missing) > SINGLE_ITEMS && !pull_list (self, FALSE, error))
    return FALSE;
  if (g_hash_table_size (missing) == 0)
    return TRUE;

  if (!rs_store_read (self->store, find_missing, &again, error))
    return FALSE;
  if (g_hash_table_size (still) > SINGLE_ITEMS)
    {
      if (!rs_pull_lots (self, error))
        return FALSE;
      g_hash_table_remove_all (still);
      if (!rs_store_read (self->store, find_missing, &again, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, still);
  while (g_hash_table_iter_next (&iter, &number, &is_lot))
    if (!pull_one (self, number, GPOINTER_TO_INT (is_lot), error))
      return FALSE;
  return TRUE;
}
