/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-items-like.h"

#include "rs-fold.h"
#include "rs-mirror.h"
#include "rs-rackbeat-codec.h"

#include <string.h>

/* How many are read before others on the main loop have their turn. */
#define BATCH 100
/* Number and barcode say more than any number of words. */
#define BY_HANDLE 1000
/* "i", "à", "2" are in every name. */
#define SHORTEST_WORD 3

typedef struct
{
  RsStore *store; /* (owned) */
  RsClock *clock; /* (owned) */
  char *sku;      /* (owned) (nullable) */
  GStrv words;    /* (owned) of the line, folded */
  guint most;
  char *after;      /* (owned) the last key read */
  guint n_read;     /* in this batch */
  GPtrArray *found; /* (owned) (element-type Found) */
} Search;

typedef struct
{
  RsItem *item; /* (owned) */
  guint likeness;
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  rs_item_unref (self->item);
  g_free (self);
}

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_free (self->sku);
  g_strfreev (self->words);
  g_free (self->after);
  g_ptr_array_unref (self->found);
  g_free (self);
}

static guint
judge (const Search *self, const RsItem *item)
{
  g_autofree char *name = rs_fold (item->name);
  guint likeness = 0;

  if (self->sku != NULL
      && (g_strcmp0 (item->number, self->sku) == 0 || g_strcmp0 (item->barcode, self->sku) == 0))
    likeness += BY_HANDLE;
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strlen (self->words[i]) >= SHORTEST_WORD && strstr (name, self->words[i]) != NULL)
      likeness++;
  return likeness;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Found *left = *(const Found *const *) a, *right = *(const Found *const *) b;

  if (left->likeness != right->likeness)
    return left->likeness > right->likeness ? -1 : 1;
  return g_strcmp0 (left->item->number, right->item->number);
}

/* What cannot be among the first any more need not be kept. */
static void
forget_least (Search *self)
{
  g_ptr_array_sort (self->found, compare);
  if (self->found->len > self->most)
    g_ptr_array_set_size (self->found, (int) self->most);
}

static gboolean
read_batch (RsDb *db, gpointer data, GError **error)
{
  Search *self = data;
  g_autoptr (GPtrArray) rows = rs_mirror_page (db, RS_RACKBEAT, "item", self->after, BATCH, error);

  if (rows == NULL)
    return FALSE;
  self->n_read = rows->len;
  for (guint i = 0; i < rows->len; i++)
    {
      const RsMirrorRow *row = g_ptr_array_index (rows, i);
      g_autoptr (RsItem) item = rs_rackbeat_decode_item (row->text, NULL);
      Found *found;

      g_set_str (&self->after, row->key);
      /* One that is only a name on somebody's order line is none that can be ordered. */
      if (item == NULL || item->number == NULL || (item->name == NULL && !item->knows_inventory))
        continue;
      found = g_new (Found, 1);
      *found = (Found) { g_steal_pointer (&item), 0 };
      found->likeness = judge (self, found->item);
      g_ptr_array_add (self->found, found);
    }
  return TRUE;
}

static DexFuture *
search_fiber (gpointer data)
{
  Search *self = data;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_item_unref);
  GError *error = NULL;

  do
    {
      if (!rs_store_read (self->store, read_batch, self, &error))
        return dex_future_new_for_error (error);
      forget_least (self);
      dex_await (rs_clock_sleep (self->clock, 0), NULL);
    }
  while (self->n_read == BATCH);
  for (guint i = 0; i < self->found->len; i++)
    g_ptr_array_add (items, rs_item_ref (((Found *) g_ptr_array_index (self->found, i))->item));
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&items));
}

DexFuture *
rs_items_like (RsStore *store, RsClock *clock, const char *text, const char *sku, guint most)
{
  g_autofree char *folded = rs_fold (text != NULL ? text : "");
  Search *search;

  dex_return_error_if_fail (RS_IS_STORE (store));

  search = g_new0 (Search, 1);
  search->store = g_object_ref (store);
  search->clock = g_object_ref (clock);
  search->sku = g_strdup (sku);
  search->words = g_strsplit (folded, " ", -1);
  search->most = most;
  search->after = g_strdup ("");
  search->found = g_ptr_array_new_with_free_func (found_free);
  return dex_scheduler_spawn (NULL, 0, search_fiber, search, search_free);
}
