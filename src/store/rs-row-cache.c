/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-cache.h"

#include "rs-case-columns.h"

/* Two generations of this many: what was not asked for while the young one filled up is forgotten with the
 * old one. */
#define GENERATION 512

struct _RsRowCache
{
  RsStore *store;    /* (owned) */
  GHashTable *young; /* (owned) id → RsCaseItem */
  GHashTable *old;   /* (owned) id → RsCaseItem */
  GHashTable *held;  /* (owned) id → how many items of it there are, here or with somebody */
};

/* One item that there is. */
typedef struct
{
  GHashTable *held; /* (owned) the cache's, which it may outlive */
  guint32 id;
} Holding;

static guint
count_held (GHashTable *held, guint32 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (held, GUINT_TO_POINTER (id)));
}

static void
on_item_gone (gpointer data, GObject *where_it_was)
{
  Holding *self = data;
  guint n_held = count_held (self->held, self->id) - 1;

  if (n_held > 0)
    g_hash_table_insert (self->held, GUINT_TO_POINTER (self->id), GUINT_TO_POINTER (n_held));
  else
    g_hash_table_remove (self->held, GUINT_TO_POINTER (self->id));
  g_hash_table_unref (self->held);
  g_free (self);
}

static GHashTable *
generation_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

RsRowCache *
rs_row_cache_new (RsStore *store)
{
  RsRowCache *self = g_new0 (RsRowCache, 1);

  self->store = g_object_ref (store);
  self->young = generation_new ();
  self->old = generation_new ();
  self->held = g_hash_table_new (NULL, NULL);
  return self;
}

void
rs_row_cache_free (RsRowCache *self)
{
  g_hash_table_unref (self->young);
  g_hash_table_unref (self->old);
  g_hash_table_unref (self->held);
  g_object_unref (self->store);
  g_free (self);
}

/* @item: (transfer full) */
static void
keep (RsRowCache *self, guint32 id, RsCaseItem *item)
{
  if (g_hash_table_size (self->young) >= GENERATION)
    {
      g_hash_table_unref (self->old);
      self->old = g_steal_pointer (&self->young);
      self->young = generation_new ();
    }
  g_hash_table_replace (self->young, GUINT_TO_POINTER (id), item);
}

RsCaseItem *
rs_row_cache_lookup (RsRowCache *self, guint32 id)
{
  RsCaseItem *item = g_hash_table_lookup (self->young, GUINT_TO_POINTER (id));

  if (item != NULL)
    return item;
  item = g_hash_table_lookup (self->old, GUINT_TO_POINTER (id));
  if (item != NULL)
    keep (self, id, g_object_ref (item));
  return item;
}

void
rs_row_cache_forget (RsRowCache *self, guint32 id)
{
  g_hash_table_remove (self->young, GUINT_TO_POINTER (id));
  g_hash_table_remove (self->old, GUINT_TO_POINTER (id));
}

gboolean
rs_row_cache_is_held (RsRowCache *self, guint32 id)
{
  return count_held (self->held, id) > 0;
}

/* @row: (transfer full) */
static void
keep_new (RsRowCache *self, guint32 id, RsCaseRow *row)
{
  RsCaseItem *item = rs_case_item_new (row);
  Holding *holding = g_new (Holding, 1);

  *holding = (Holding) { g_hash_table_ref (self->held), id };
  g_hash_table_insert (self->held, GUINT_TO_POINTER (id), GUINT_TO_POINTER (count_held (self->held, id) + 1));
  g_object_weak_ref (G_OBJECT (item), on_item_gone, holding);
  keep (self, id, item);
}

typedef struct
{
  RsRowCache *cache;
  const guint32 *ids;
  guint n_ids;
} Page;

static gboolean
read_page (RsDb *db, gpointer data, GError **error)
{
  Page *page = data;
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE id IN ("
    "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, "
    "$23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, "
    "$43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, "
    "$63, $64)",
    error);
  RsRowResult result;
  guint n_bound = 0;

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < page->n_ids; i++)
    if (rs_row_cache_lookup (page->cache, page->ids[i]) == NULL)
      rs_statement_bind_int (statement, ++n_bound, page->ids[i]);
  while (n_bound < RS_ROW_CACHE_PAGE)
    rs_statement_bind_int (statement, ++n_bound, 0); /* no row has it */
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsCaseRow *row = rs_case_columns_read (statement);

      keep_new (page->cache, (guint32) row->id, row);
    }
  return result == RS_ROW_NONE;
}

/* Stands for a row that cannot be read: a list must never be short of an item that it has announced. */
static RsCaseRow *
blank_row (guint32 id)
{
  RsCaseRow *row = rs_case_row_new ();

  row->id = id;
  row->key = g_strdup ("");
  row->number = g_strdup ("");
  row->state = g_strdup ("");
  return row;
}

void
rs_row_cache_fetch (RsRowCache *self, const guint32 *ids, guint n_ids)
{
  Page page = { self, ids, n_ids };
  g_autoptr (GError) error = NULL;

  g_return_if_fail (n_ids <= RS_ROW_CACHE_PAGE);

  if (!rs_store_read (self->store, read_page, &page, &error))
    g_message ("Rows of the list cannot be read: %s", error->message);
  for (guint i = 0; i < n_ids; i++)
    if (rs_row_cache_lookup (self, ids[i]) == NULL)
      keep_new (self, ids[i], blank_row (ids[i]));
}
