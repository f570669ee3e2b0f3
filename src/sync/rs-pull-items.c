/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case-load.h"
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

/* Reading that many cases takes no longer than a frame; then whatever else is waiting has its turn. */
#define CASES_AT_ONCE 4

/* Items that lines name and the mirror lacks: number → whether it is a lot. Only orders that RackShip has to
 * do with: what stays in Rackbeat while orders come from Webshipper needs none. */
typedef struct
{
  const RsPolicy *policy;
  GPtrArray *case_keys; /* (owned) */
  guint next;
  GHashTable *missing;
  GHashTable *line_items; /* (nullable) see RsPass */
  GHashTable *lines_seen; /* (nullable) */
} Missing;

static gboolean
is_of_use (const RsCase *subject, const RsPolicy *policy)
{
  return subject->rb_order != NULL && (policy->direction == RS_DIRECTION_RB_TO_WS || subject->links->len > 0);
}

static gboolean
list_cases (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;

  self->case_keys = rs_cases_list_dirty (db, G_MAXINT64, 0, error);
  return self->case_keys != NULL;
}

static void
note_line (GHashTable *items, const RsRbLine *line)
{
  if (line->item_number != NULL)
    g_hash_table_insert (items, g_strdup (line->item_number),
                         GINT_TO_POINTER (g_strcmp0 (line->item_type, "lot") == 0));
}

/* Where orders come from Webshipper it takes the case to know whether an order is of any use; and one that
 * does not say its delivery term may be read again by itself, with other lines. */
void
rs_pull_note_lines (RsPass *self, const RsRbOrder *order)
{
  if (self->policy->direction != RS_DIRECTION_RB_TO_WS || !order->knows_delivery_term)
    return;
  if (self->line_items == NULL)
    {
      self->line_items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      self->lines_seen = g_hash_table_new (NULL, NULL);
    }
  for (guint i = 0; i < order->lines->len; i++)
    note_line (self->line_items, g_ptr_array_index (order->lines, i));
  g_hash_table_add (self->lines_seen, GSIZE_TO_POINTER ((gsize) order->number));
}

/* Among those is what is there already. */
static gboolean
take_line_items (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;
  g_autoptr (RsCase) nobody = rs_case_new ();
  RsCaseLoading loading = { db, nobody };
  GHashTableIter iter;
  gpointer number, is_lot;

  g_hash_table_iter_init (&iter, self->line_items);
  while (g_hash_table_iter_next (&iter, &number, &is_lot))
    {
      if (!rs_case_load_item (&loading, number, error))
        return FALSE;
      if (rs_case_find_item (nobody, number) == NULL)
        g_hash_table_insert (self->missing, g_strdup (number), is_lot);
    }
  return TRUE;
}

static gboolean
was_seen (const Missing *self, const char *case_key)
{
  gint64 number;
  char kind;

  return self->lines_seen != NULL && rs_plan_parse_ext_ref (case_key, &kind, &number) && kind == 'o'
         && g_hash_table_contains (self->lines_seen, GSIZE_TO_POINTER ((gsize) number));
}

static void
look_at (Missing *self, RsDb *db, const char *case_key)
{
  g_autoptr (RsCase) subject = rs_case_load (db, case_key, NULL);

  if (subject == NULL || !is_of_use (subject, self->policy))
    return;
  for (guint i = 0; i < subject->rb_order->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (subject->rb_order->lines, i);

      if (line->item_number != NULL && rs_case_find_item (subject, line->item_number) == NULL)
        note_line (self->missing, line);
    }
}

static gboolean
look_at_some (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;

  for (guint n_loaded = 0; n_loaded < CASES_AT_ONCE && self->next < self->case_keys->len; self->next++)
    {
      const char *case_key = g_ptr_array_index (self->case_keys, self->next);

      if (was_seen (self, case_key))
        continue;
      look_at (self, db, case_key);
      n_loaded++;
    }
  return TRUE;
}

static gboolean
find_missing (RsPass *self, GHashTable *missing, GError **error)
{
  g_autoptr (GHashTable) line_items = g_steal_pointer (&self->line_items);
  g_autoptr (GHashTable) lines_seen = g_steal_pointer (&self->lines_seen);
  g_autoptr (GPtrArray) case_keys = NULL;
  Missing looking = { self->policy, NULL, 0, missing, line_items, lines_seen };

  if (line_items != NULL && !rs_store_read (self->store, take_line_items, &looking, error))
    return FALSE;
  if (!rs_store_read (self->store, list_cases, &looking, error))
    return FALSE;
  case_keys = looking.case_keys;
  while (looking.next < case_keys->len)
    {
      if (!rs_store_read (self->store, look_at_some, &looking, error))
        return FALSE;
      if (looking.next < case_keys->len)
        dex_await (rs_clock_sleep (self->clock, 1), NULL);
    }
  return TRUE;
}

/* Takes out of the missing what has been read meanwhile. */
static gboolean
forget_found (RsDb *db, gpointer data, GError **error)
{
  GHashTable *missing = data;
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    {
      g_autoptr (GPtrArray) rows = rs_mirror_get (db, RS_RACKBEAT, "item", number, error);

      if (rows == NULL)
        return FALSE;
      if (rows->len > 0)
        g_hash_table_iter_remove (&iter);
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
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  RsItem *item = rs_item_new ();

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "number", number);
  rs_json_writer_end_object (writer);
  text = rs_json_writer_dup_text (writer);
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
  GHashTableIter iter;
  gpointer number, is_lot;

  if (!find_missing (self, missing, error))
    return FALSE;
  if (g_hash_table_size (missing) > SINGLE_ITEMS
      && (!pull_list (self, FALSE, error) || !rs_store_read (self->store, forget_found, missing, error)))
    return FALSE;
  if (g_hash_table_size (missing) > SINGLE_ITEMS
      && (!rs_pull_lots (self, error) || !rs_store_read (self->store, forget_found, missing, error)))
    return FALSE;

  g_hash_table_iter_init (&iter, missing);
  while (g_hash_table_iter_next (&iter, &number, &is_lot))
    if (!pull_one (self, number, GPOINTER_TO_INT (is_lot), error))
      return FALSE;
  return TRUE;
}
