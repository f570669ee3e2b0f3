/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-query-list.h"

#include "rs-error.h"
#include "rs-row-cache.h"
#include "rs-row-errand.h"

/* Refreshing because the store changed takes at most one part in this many of a worker's time, and telling of
 * it of the main loop's. */
#define SHARE_OF_TIME 5
/* And comes no more often than this, in microseconds. */
#define SHORTEST_REST (50 * 1000)
#define LONGEST_REST  (2 * 1000 * 1000)

struct _RsQueryList
{
  GObject parent_instance;

  RsStore *store;        /* (owned) */
  RsRowSource *source;   /* (owned) shared with the worker */
  RsRowCache *cache;     /* (owned) */
  GMainContext *context; /* (owned) where answers are taken */

  RsRowQuestion question;
  RsRowKnowledge known; /* what is shown */
  GHashTable *counts;   /* (owned) (nullable) state → number of rows */

  /* While a difference is told from its end to its beginning, the list is the first @older_end of @older,
   * then @known from
   * @newer_start on; otherwise @older is NULL. */
  GArray *older; /* (owned) (nullable) */
  guint older_end;
  guint newer_start;

  GPtrArray *waiting; /* (owned) (element-type DexPromise) those who want it settled */
  gboolean urgent;    /* a person or a settle waits for an answer that has not been asked for */
  gboolean stale;     /* the store has changed since it was last asked */
  gboolean asking;    /* a worker is at it */
  gboolean cancelled; /* what the worker is at is no longer wanted */
  gboolean loading;
  gint64 rest_until; /* monotonic */
  guint rest_source;
};

enum
{
  PROP_0,
  PROP_N_ITEMS,
  PROP_LOADING,
  N_PROPS,
};

enum
{
  COUNTS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);
static void pump (RsQueryList *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (RsQueryList, rs_query_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static guint
count_items (RsQueryList *self)
{
  return self->older != NULL ? self->older_end + self->known.ids->len - self->newer_start
                             : self->known.ids->len;
}

static guint32
id_at (RsQueryList *self, guint position)
{
  if (self->older == NULL)
    return g_array_index (self->known.ids, guint32, position);
  if (position < self->older_end)
    return g_array_index (self->older, guint32, position);
  return g_array_index (self->known.ids, guint32, self->newer_start + position - self->older_end);
}

/* Tells @hunks from the last to the first, so that what is before a hunk is still as it was. */
static void
tell_hunks (RsQueryList *self, GArray *older, GArray *hunks)
{
  self->older = older;
  self->older_end = older->len;
  self->newer_start = self->known.ids->len;
  for (guint i = hunks->len; i > 0; i--)
    {
      RsRowHunk hunk = g_array_index (hunks, RsRowHunk, i - 1);

      self->older_end = hunk.old_start;
      self->newer_start = hunk.new_start;
      g_list_model_items_changed (G_LIST_MODEL (self), hunk.old_start, hunk.n_old, hunk.n_new);
    }
  self->older = NULL;
}

static gboolean
is_held (guint32 id, gpointer data)
{
  return rs_row_cache_is_held (data, id);
}

static gboolean
same_counts (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer state, count;

  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &state, &count))
    if (g_hash_table_lookup (b, state) != count)
      return FALSE;
  return TRUE;
}

/* Shows @answer. What listens may ask for something else meanwhile; that waits until all of this is told. */
static void
take_answer (RsQueryList *self, RsRowAnswer *answer)
{
  g_autoptr (GArray) older = g_steal_pointer (&self->known.ids);
  g_autoptr (GArray) hunks = NULL;
  guint n_before = older->len;
  gboolean counts_differ = !same_counts (self->counts, answer->counts);

  self->known.ids = g_array_ref (answer->ids);
  self->known.stamp = answer->stamp;
  for (guint i = 0; i < answer->changed->len; i++)
    rs_row_cache_forget (self->cache, g_array_index (answer->changed, guint32, i));
  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = g_hash_table_ref (answer->counts);

  hunks = rs_row_hunks_to_tell (answer->hunks, older, self->known.ids, is_held, self->cache);
  tell_hunks (self, older, hunks);
  if (self->known.ids->len != n_before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  if (counts_differ)
    g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

static void
set_loading (RsQueryList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
answer_waiting (RsQueryList *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      DexPromise *promise = g_ptr_array_index (waiting, i);

      if (error != NULL)
        dex_promise_reject (promise, g_error_copy (error));
      else
        dex_promise_resolve_boolean (promise, TRUE);
    }
}

/* @asking stays set while the answer is told, so that nothing overtakes it. */
static void
end_errand (RsQueryList *self, RsRowErrand *errand)
{
  gboolean wanted = !self->cancelled;
  gint64 begun = g_get_monotonic_time (), duration;

  if (wanted && errand->answer != NULL)
    take_answer (self, errand->answer);
  else if (wanted)
    g_message ("The list cannot be read: %s", errand->error->message);
  self->asking = self->cancelled = FALSE;
  duration = MAX (errand->duration, g_get_monotonic_time () - begun);
  self->rest_until
    = g_get_monotonic_time () + CLAMP (duration * (SHARE_OF_TIME - 1), SHORTEST_REST, LONGEST_REST);
  if (!self->urgent)
    {
      set_loading (self, FALSE);
      answer_waiting (self, errand->error);
    }
  pump (self);
}

static void
on_errand_back (gpointer owner, RsRowErrand *errand)
{
  end_errand (RS_QUERY_LIST (owner), errand);
}

static void
ask (RsQueryList *self)
{
  RsRowErrand *errand = rs_row_errand_new (G_OBJECT (self), self->source, &self->question, &self->known);

  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->urgent = self->stale = FALSE;
  self->asking = TRUE;
  rs_row_source_rearm (self->source);
  if (rs_store_is_inline (self->store))
    rs_row_errand_run_inline (errand, self->store, on_errand_back);
  else
    rs_row_errand_run_on_worker (errand, self->context, on_errand_back);
}

static void
on_rested (gpointer data)
{
  RsQueryList *self = data;

  self->rest_source = 0;
  pump (self);
}

/* Asks, when there is something to ask and nothing under way. */
static void
pump (RsQueryList *self)
{
  gint64 rest = self->rest_until - g_get_monotonic_time ();

  if (self->asking || (!self->urgent && !self->stale))
    return;
  if (self->urgent || rest <= 0 || rs_store_is_inline (self->store))
    ask (self);
  else if (self->rest_source == 0)
    self->rest_source = g_timeout_add_once ((guint) (rest / 1000) + 1, on_rested, self);
}

static void
on_store_changed (RsQueryList *self)
{
  self->stale = TRUE;
  pump (self);
}

/* The question has changed. */
static void
ask_anew (RsQueryList *self)
{
  if (self->asking && self->older == NULL && !rs_store_is_inline (self->store))
    {
      self->cancelled = TRUE;
      rs_row_source_cancel (self->source);
    }
  self->urgent = TRUE;
  set_loading (self, TRUE);
  pump (self);
}

static GType
rs_query_list_get_item_type (GListModel *model)
{
  return RS_TYPE_CASE_ITEM;
}

static guint
rs_query_list_get_n_items (GListModel *model)
{
  return count_items (RS_QUERY_LIST (model));
}

static gpointer
rs_query_list_get_item (GListModel *model, guint position)
{
  RsQueryList *self = RS_QUERY_LIST (model);
  guint n_items = count_items (self);
  guint first = position - position % RS_ROW_CACHE_PAGE;
  guint32 ids[RS_ROW_CACHE_PAGE];
  guint n_ids = 0;
  RsCaseItem *item;

  if (position >= n_items)
    return NULL;
  item = rs_row_cache_lookup (self->cache, id_at (self, position));
  if (item == NULL)
    {
      while (n_ids < RS_ROW_CACHE_PAGE && first + n_ids < n_items)
        {
          ids[n_ids] = id_at (self, first + n_ids);
          n_ids++;
        }
      rs_row_cache_fetch (self->cache, ids, n_ids);
      item = rs_row_cache_lookup (self->cache, id_at (self, position));
    }
  return g_object_ref (item);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rs_query_list_get_item_type;
  iface->get_n_items = rs_query_list_get_n_items;
  iface->get_item = rs_query_list_get_item;
}

static void
rs_query_list_dispose (GObject *object)
{
  RsQueryList *self = RS_QUERY_LIST (object);
  g_autoptr (GError) gone = g_error_new_literal (RS_ERROR, RS_ERROR_CANCELLED, "The list was closed");

  if (self->source != NULL)
    rs_row_source_cancel (self->source);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  answer_waiting (self, gone);
  G_OBJECT_CLASS (rs_query_list_parent_class)->dispose (object);
}

static void
rs_query_list_finalize (GObject *object)
{
  RsQueryList *self = RS_QUERY_LIST (object);

  g_clear_pointer (&self->cache, rs_row_cache_free);
  g_clear_pointer (&self->source, rs_row_source_unref);
  g_clear_object (&self->store);
  g_main_context_unref (self->context);
  g_free (self->question.search);
  rs_row_filter_clear (&self->question.filter);
  g_array_unref (self->known.ids);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (rs_query_list_parent_class)->finalize (object);
}

static void
rs_query_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RsQueryList *self = RS_QUERY_LIST (object);

  switch (prop_id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, count_items (self));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rs_query_list_class_init (RsQueryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rs_query_list_dispose;
  object_class->finalize = rs_query_list_finalize;
  object_class->get_property = rs_query_list_get_property;
  properties[PROP_N_ITEMS]
    = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING]
    = g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed", RS_TYPE_QUERY_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rs_query_list_init (RsQueryList *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->known.ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->question.filter = (RsRowFilter) RS_ROW_FILTER_ALL;
  self->waiting = g_ptr_array_new_with_free_func (dex_unref);
}

RsQueryList *
rs_query_list_new (RsStore *store)
{
  g_autoptr (RsQueryList) self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (RS_IS_STORE (store), NULL);

  self = g_object_new (RS_TYPE_QUERY_LIST, NULL);
  path = rs_store_dup_path (store);
  self->store = g_object_ref (store);
  self->source = rs_row_source_new (path);
  self->cache = rs_row_cache_new (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
  ask_anew (self);
  return g_steal_pointer (&self);
}

void
rs_query_list_set_search (RsQueryList *self, const char *search)
{
  g_return_if_fail (RS_IS_QUERY_LIST (self));

  if (search != NULL && *search == '\0')
    search = NULL;
  if (g_set_str (&self->question.search, search))
    ask_anew (self);
}

void
rs_query_list_set_filter (RsQueryList *self, const RsRowFilter *filter)
{
  static const RsRowFilter all = RS_ROW_FILTER_ALL;

  g_return_if_fail (RS_IS_QUERY_LIST (self));

  if (rs_row_filter_set (&self->question.filter, filter != NULL ? filter : &all))
    ask_anew (self);
}

void
rs_query_list_set_sort (RsQueryList *self, RsSort sort, gboolean descending)
{
  g_return_if_fail (RS_IS_QUERY_LIST (self));
  g_return_if_fail (sort <= RS_SORT_WEIGHT);

  if (self->question.sort == sort && self->question.descending == descending)
    return;
  self->question.sort = sort;
  self->question.descending = descending;
  ask_anew (self);
}

guint
rs_query_list_get_id (RsQueryList *self, guint position)
{
  g_return_val_if_fail (RS_IS_QUERY_LIST (self), 0);
  return position < count_items (self) ? id_at (self, position) : 0;
}

GArray *
rs_query_list_list_ids (RsQueryList *self)
{
  g_return_val_if_fail (RS_IS_QUERY_LIST (self), NULL);
  return g_array_ref (self->known.ids);
}

gboolean
rs_query_list_get_loading (RsQueryList *self)
{
  g_return_val_if_fail (RS_IS_QUERY_LIST (self), FALSE);
  return self->loading;
}

guint
rs_query_list_get_count (RsQueryList *self, const char *state)
{
  GHashTableIter iter;
  gpointer count;
  guint total = 0;

  g_return_val_if_fail (RS_IS_QUERY_LIST (self), 0);

  if (self->counts == NULL)
    return 0;
  if (state != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, state));
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    total += GPOINTER_TO_UINT (count);
  return total;
}

DexFuture *
rs_query_list_settle (RsQueryList *self)
{
  DexPromise *promise;

  dex_return_error_if_fail (RS_IS_QUERY_LIST (self));

  promise = dex_promise_new ();
  g_ptr_array_add (self->waiting, dex_ref (promise));
  self->urgent = TRUE;
  pump (self);
  return DEX_FUTURE (promise);
}
