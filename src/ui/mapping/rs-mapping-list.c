/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping-list.h"

#include "rs-cases.h"
#include "rs-mapping-read.h"
#include "rs-records.h"

struct _RsMappingList
{
  GObject parent_instance;

  RsSetUp *set_up;    /* (owned) */
  RsPolicy *policy;   /* (owned) as read: names of rates and terms */
  GPtrArray *entries; /* (owned) */
  GArray *changes;    /* (owned) (element-type Change) not saved */
};

/* One choice that is to be saved. */
typedef struct
{
  gint64 channel;
  gint64 term; /* 0: no term any more, for an inbound one */
  gint64 rate; /* 0: no rate any more */
  gboolean is_back;
} Change;

enum
{
  CHANGED,
  ENTRY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsMappingList, rs_mapping_list, G_TYPE_OBJECT)

typedef struct
{
  RsPolicy *policy;
  GPtrArray *entries;
} Read;

static gboolean
read_all (RsDb *db, gpointer data, GError **error)
{
  Read *self = data;

  self->policy = rs_policy_load (db, error);
  self->entries = self->policy != NULL ? rs_mapping_read (db, error) : NULL;
  return self->entries != NULL;
}

static RsStore *
get_store (RsMappingList *self)
{
  return rs_session_get_store (rs_set_up_get_session (self->set_up));
}

gboolean
rs_mapping_list_read (RsMappingList *self, GError **error)
{
  Read reading = { NULL, NULL };
  RsRehearsal *rehearsal;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), FALSE);

  if (!rs_store_read (get_store (self), read_all, &reading, error))
    {
      g_clear_pointer (&reading.policy, rs_policy_unref);
      return FALSE;
    }
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->policy = reading.policy;
  self->entries = reading.entries;
  g_array_set_size (self->changes, 0);
  rehearsal = rs_set_up_get_rehearsal (self->set_up);
  if (rehearsal != NULL)
    rs_mapping_take_uses (self->entries, rehearsal);
  rs_mapping_sort (self->entries);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

static gboolean
put_back (RsDb *db, const Change *change, GError **error)
{
  g_autofree char *rate = g_strdup_printf ("%" G_GINT64_FORMAT, change->rate);
  g_autofree char *term = g_strdup_printf ("%" G_GINT64_FORMAT, change->term);
  g_autoptr (GHashTable) pairs = rs_mapping_all (db, change->channel, error);
  GHashTableIter iter;
  const gint64 *its_term, *its_rate;

  if (pairs == NULL || !rs_answers_put (db, "back", rate, term, error))
    return FALSE;
  if (change->term != 0)
    return g_hash_table_contains (pairs, &change->term)
           || rs_mapping_put (db, change->channel, change->term, change->rate, error);
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, (gpointer *) &its_term, (gpointer *) &its_rate))
    if (*its_rate == change->rate && !rs_mapping_remove (db, change->channel, *its_term, error))
      return FALSE;
  return TRUE;
}

static gboolean
put (RsDb *db, gpointer data, GError **error)
{
  const GArray *changes = data;

  for (guint i = 0; i < changes->len; i++)
    {
      const Change *change = &g_array_index (changes, Change, i);
      gboolean done = change->is_back ? put_back (db, change, error)
                      : change->rate != 0
                        ? rs_mapping_put (db, change->channel, change->term, change->rate, error)
                        : rs_mapping_remove (db, change->channel, change->term, error);

      if (!done)
        return FALSE;
    }
  return rs_cases_mark_all_dirty (db, error);
}

typedef struct
{
  GArray *changes; /* (owned) */
  RsInstant now;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_array_unref (self->changes);
  g_free (self);
}

static gboolean
put_and_tell (RsDb *db, gpointer data, GError **error)
{
  const Saving *self = data;

  return put (db, self->changes, error)
         && rs_activity_add (db, self->now, NULL, "person", "A shipping rate was chosen for a delivery term",
                             "done", NULL, error);
}

/* (transfer full) */
static GArray *
copy_changes (RsMappingList *self)
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (Change));

  g_array_append_vals (copy, self->changes->data, self->changes->len);
  return copy;
}

DexFuture *
rs_mapping_list_save (RsMappingList *self)
{
  Saving *saving;

  dex_return_error_if_fail (RS_IS_MAPPING_LIST (self));

  saving = g_new0 (Saving, 1);
  saving->changes = copy_changes (self);
  saving->now = rs_session_get_now (rs_set_up_get_session (self->set_up));
  g_array_set_size (self->changes, 0);
  return rs_store_write_future (get_store (self), put_and_tell, saving, saving_free, RS_DURABLE_NOW);
}

static DexFuture *
preview_fiber (gpointer data)
{
  RsMappingList *self = data;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self->set_up), &error);

  if (engine == NULL)
    return dex_future_new_for_error (error);
  return rs_engine_preview (engine, put, copy_changes (self), (GDestroyNotify) g_array_unref);
}

DexFuture *
rs_mapping_list_preview (RsMappingList *self)
{
  dex_return_error_if_fail (RS_IS_MAPPING_LIST (self));
  return dex_scheduler_spawn (NULL, 0, preview_fiber, g_object_ref (self), g_object_unref);
}

static void
take (RsMappingList *self, guint index, gint64 value)
{
  RsMappingEntry *entry = g_ptr_array_index (self->entries, index);
  Change change = { entry->channel, entry->is_rate ? value : entry->id, entry->is_rate ? entry->id : value,
                    entry->is_rate };

  if (entry->chosen == value)
    return;
  entry->chosen = value;
  g_array_append_val (self->changes, change);
  g_signal_emit (self, signals[ENTRY_CHANGED], 0, index);
}

/* A draft has nothing to be surprised by: it is kept at once, so that it is there when one comes back. */
static void
keep (RsMappingList *self)
{
  if (self->policy->is_draft && self->changes->len > 0)
    dex_future_disown (rs_mapping_list_save (self));
}

void
rs_mapping_list_choose (RsMappingList *self, guint index, gint64 value)
{
  g_return_if_fail (RS_IS_MAPPING_LIST (self));
  g_return_if_fail (index < self->entries->len);

  take (self, index, value);
  keep (self);
}

static gboolean
is_sure (const RsMappingEntry *entry)
{
  return entry->chosen == 0 && entry->proposed != 0 && entry->confidence >= RS_MAPPING_SURE;
}

void
rs_mapping_list_accept_sure (RsMappingList *self)
{
  g_return_if_fail (RS_IS_MAPPING_LIST (self));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const RsMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (is_sure (entry))
        take (self, i, entry->proposed);
    }
  keep (self);
}

guint
rs_mapping_list_get_length (RsMappingList *self)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), 0);
  return self->entries->len;
}

const RsMappingEntry *
rs_mapping_list_get_entry (RsMappingList *self, guint index)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self) && index < self->entries->len, NULL);
  return g_ptr_array_index (self->entries, index);
}

gboolean
rs_mapping_list_is_inbound (RsMappingList *self)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), FALSE);
  return self->policy->direction == RS_DIRECTION_WS_TO_RB;
}

const RsPolicy *
rs_mapping_list_get_policy (RsMappingList *self)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), NULL);
  return self->policy;
}

guint
rs_mapping_list_count_chosen (RsMappingList *self)
{
  guint count = 0;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), 0);

  for (guint i = 0; i < self->entries->len; i++)
    count += ((RsMappingEntry *) g_ptr_array_index (self->entries, i))->chosen != 0;
  return count;
}

guint
rs_mapping_list_count_sure (RsMappingList *self)
{
  guint count = 0;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), 0);

  for (guint i = 0; i < self->entries->len; i++)
    count += is_sure (g_ptr_array_index (self->entries, i));
  return count;
}

static gboolean
is_used (RsMappingList *self, gint64 rate)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RsMappingEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->chosen == rate || (entry->chosen == 0 && entry->proposed == rate))
        return TRUE;
    }
  return FALSE;
}

static int
compare_rates (gconstpointer a, gconstpointer b)
{
  const RsShippingRate *left = *(RsShippingRate *const *) a, *right = *(RsShippingRate *const *) b;

  return g_utf8_collate (left->name != NULL ? left->name : "", right->name != NULL ? right->name : "");
}

GPtrArray *
rs_mapping_list_list_unused_rates (RsMappingList *self)
{
  GPtrArray *rates = g_ptr_array_new ();
  GHashTableIter iter;
  RsShippingRate *rate;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), rates);

  g_hash_table_iter_init (&iter, self->policy->rates);
  while (!rs_mapping_list_is_inbound (self) && g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    if (rate->channel_id == self->policy->channel_id && !rate->is_return && !rate->is_hidden
        && rate->name != NULL && !is_used (self, rate->id))
      g_ptr_array_add (rates, rate);
  g_ptr_array_sort (rates, compare_rates);
  return rates;
}

const char *
rs_mapping_list_get_name (RsMappingList *self, const RsMappingEntry *entry, gint64 value)
{
  const RsDeliveryTerm *term;
  const RsShippingRate *rate;

  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), "");

  if (entry->is_rate)
    {
      term = g_hash_table_lookup (self->policy->terms, &value);
      return term != NULL && term->name != NULL ? term->name : "";
    }
  rate = rs_policy_get_rate (self->policy, value);
  return rate != NULL && rate->name != NULL ? rate->name : "";
}

RsShippingRate *
rs_mapping_list_get_rate (RsMappingList *self, const RsMappingEntry *entry)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), NULL);
  return rs_policy_get_rate (self->policy, entry->is_rate       ? entry->id
                                           : entry->chosen != 0 ? entry->chosen
                                                                : entry->proposed);
}

gboolean
rs_mapping_list_is_changed (RsMappingList *self)
{
  g_return_val_if_fail (RS_IS_MAPPING_LIST (self), FALSE);
  return self->changes->len > 0;
}

typedef struct
{
  RsMappingList *list; /* (owned) */
  gint64 rate;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->list);
  g_free (self);
}

/* What was chosen and not saved is chosen again after all was read anew. */
static gboolean
read_and_choose_again (RsMappingList *self, GError **error)
{
  g_autoptr (GArray) changes = copy_changes (self);

  if (!rs_mapping_list_read (self, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    for (guint j = 0; j < self->entries->len; j++)
      {
        const Change *change = &g_array_index (changes, Change, i);
        const RsMappingEntry *entry = g_ptr_array_index (self->entries, j);

        if (entry->channel == change->channel && entry->id == (change->is_back ? change->rate : change->term))
          take (self, j, change->is_back ? change->term : change->rate);
      }
  return TRUE;
}

static DexFuture *
create_fiber (gpointer data)
{
  Making *self = data;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self->list->set_up), &error);

  if (engine == NULL || !dex_await (rs_engine_create_term (engine, self->rate), &error)
      || !read_and_choose_again (self->list, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
rs_mapping_list_create_term (RsMappingList *self, gint64 rate)
{
  Making *making;

  dex_return_error_if_fail (RS_IS_MAPPING_LIST (self));

  making = g_new0 (Making, 1);
  making->list = g_object_ref (self);
  making->rate = rate;
  return dex_scheduler_spawn (NULL, 0, create_fiber, making, making_free);
}

static DexFuture *
count_fiber (gpointer data)
{
  RsMappingList *self = data;
  GError *error = NULL;
  g_autoptr (RsRehearsal) rehearsal = dex_await_boxed (rs_set_up_rehearse (self->set_up), &error);

  if (rehearsal == NULL)
    return dex_future_new_for_error (error);
  rs_mapping_take_uses (self->entries, rehearsal);
  for (guint i = 0; i < self->entries->len; i++)
    g_signal_emit (self, signals[ENTRY_CHANGED], 0, i);
  return dex_future_new_true ();
}

DexFuture *
rs_mapping_list_count_orders (RsMappingList *self)
{
  dex_return_error_if_fail (RS_IS_MAPPING_LIST (self));
  return dex_scheduler_spawn (NULL, 0, count_fiber, g_object_ref (self), g_object_unref);
}

static void
rs_mapping_list_finalize (GObject *object)
{
  RsMappingList *self = RS_MAPPING_LIST (object);

  g_clear_object (&self->set_up);
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  G_OBJECT_CLASS (rs_mapping_list_parent_class)->finalize (object);
}

static void
rs_mapping_list_class_init (RsMappingListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_mapping_list_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", RS_TYPE_MAPPING_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTRY_CHANGED] = g_signal_new ("entry-changed", RS_TYPE_MAPPING_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
rs_mapping_list_init (RsMappingList *self)
{
  self->policy = rs_policy_new ();
  self->entries = g_ptr_array_new_with_free_func (rs_mapping_entry_free);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
}

RsMappingList *
rs_mapping_list_new (RsSetUp *set_up)
{
  RsMappingList *self = g_object_new (RS_TYPE_MAPPING_LIST, NULL);

  self->set_up = g_object_ref (set_up);
  return self;
}
