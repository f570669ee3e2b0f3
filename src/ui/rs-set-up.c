/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-set-up.h"

#include "rs-policy-choices.h"
#include "rs-records.h"

/* What PRODUCT F3.1 looks back over. */
#define REHEARSED (90 * RS_INSTANT_DAY)
#define PAGE      "assistant-page"

struct _RsSetUp
{
  GObject parent_instance;

  RsSession *session;   /* (owned) */
  RsPolicy *policy;     /* (owned) */
  RsInstant start;      /* as it is stored */
  GPtrArray *channels;  /* (owned) */
  GHashTable *chosen;   /* (owned) name → value, not saved */
  char *page;           /* (owned) (nullable) */
  DexFuture *rehearsed; /* (owned) (nullable) */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsSetUp, rs_set_up, G_TYPE_OBJECT)

typedef struct
{
  RsPolicy *policy;
  GPtrArray *channels;
  char *page;
} Stored;

static gboolean
read_stored (RsDb *db, gpointer data, GError **error)
{
  Stored *self = data;

  self->policy = rs_policy_load (db, error);
  self->channels = self->policy != NULL ? rs_channels_load (db, error) : NULL;
  self->page = self->channels != NULL ? rs_settings_get (db, PAGE, NULL) : NULL;
  return self->channels != NULL;
}

gboolean
rs_set_up_read (RsSetUp *self, GError **error)
{
  Stored stored = { NULL, NULL, NULL };

  g_return_val_if_fail (RS_IS_SET_UP (self), FALSE);

  if (!rs_store_read (rs_session_get_store (self->session), read_stored, &stored, error))
    {
      g_clear_pointer (&stored.policy, rs_policy_unref);
      return FALSE;
    }
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_free (self->page);
  self->policy = stored.policy;
  self->start = stored.policy->start;
  self->channels = stored.channels;
  self->page = stored.page;
  g_hash_table_remove_all (self->chosen);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

void
rs_set_up_choose (RsSetUp *self, const char *name, const char *value)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_if_fail (RS_IS_SET_UP (self));

  before = rs_policy_get_choice (self->policy, name);
  if (!rs_policy_choose (self->policy, name, value, NULL))
    return;
  after = rs_policy_get_choice (self->policy, name);
  if (g_strcmp0 (before, after) == 0)
    return;
  g_hash_table_replace (self->chosen, g_strdup (name), g_strdup (value));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What the writer's thread is given: nothing of it is shared. */
typedef struct
{
  GHashTable *chosen; /* (owned) */
  char *page;         /* (owned) (nullable) */
  gboolean with_page;
} Saving;

static Saving *
saving_new (RsSetUp *self, gboolean with_page)
{
  Saving *saving = g_new0 (Saving, 1);
  GHashTableIter iter;
  const char *name, *value;

  saving->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  saving->page = g_strdup (self->page);
  saving->with_page = with_page;
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    g_hash_table_insert (saving->chosen, g_strdup (name), g_strdup (value));
  return saving;
}

static void
saving_free (gpointer data)
{
  Saving *self = data;

  g_hash_table_unref (self->chosen);
  g_free (self->page);
  g_free (self);
}

static gboolean
save (RsDb *db, gpointer data, GError **error)
{
  const Saving *self = data;
  g_autoptr (RsPolicy) policy = NULL;
  GHashTableIter iter;
  const char *name, *value;

  if (self->with_page && !rs_settings_set (db, PAGE, self->page, error))
    return FALSE;
  if (g_hash_table_size (self->chosen) == 0)
    return TRUE;
  policy = rs_policy_load (db, error);
  if (policy == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (!rs_policy_choose (policy, name, value, error))
      return FALSE;
  return rs_policy_save (db, policy, error);
}

static DexFuture *
save_fiber (gpointer data)
{
  RsSetUp *self = data;
  Saving *saving = saving_new (self, TRUE);
  GHashTableIter iter;
  const char *name, *value;
  GError *error = NULL;
  gboolean saved
    = rs_store_write (rs_session_get_store (self->session), save, saving, RS_DURABLE_NOW, &error);

  /* What was chosen meanwhile is not saved yet. */
  g_hash_table_iter_init (&iter, saving->chosen);
  while (saved && g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (g_strcmp0 (g_hash_table_lookup (self->chosen, name), value) == 0)
      g_hash_table_remove (self->chosen, name);
  saving_free (saving);
  return saved ? dex_future_new_true () : dex_future_new_for_error (error);
}

DexFuture *
rs_set_up_save (RsSetUp *self)
{
  dex_return_error_if_fail (RS_IS_SET_UP (self));
  return dex_scheduler_spawn (NULL, 0, save_fiber, g_object_ref (self), g_object_unref);
}

DexFuture *
rs_set_up_load_engine (RsSetUp *self)
{
  dex_return_error_if_fail (RS_IS_SET_UP (self));
  return rs_workspace_load_engine (rs_session_get_workspace (self->session));
}

/* Orders from before the start date as it is stored are not known yet: they are read for it. */
static gboolean
read_further_back (RsSetUp *self, RsEngine *engine, GError **error)
{
  RsInstant since = self->policy->start != RS_INSTANT_NONE ? self->policy->start : 0;

  if (self->start == RS_INSTANT_NONE || since >= self->start)
    return TRUE;
  return dex_await (rs_engine_agree (engine, since), error);
}

static DexFuture *
preview_fiber (gpointer data)
{
  RsSetUp *self = data;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self), &error);

  if (engine == NULL || !read_further_back (self, engine, &error))
    return dex_future_new_for_error (error);
  return rs_engine_preview (engine, save, saving_new (self, FALSE), saving_free);
}

DexFuture *
rs_set_up_preview (RsSetUp *self)
{
  dex_return_error_if_fail (RS_IS_SET_UP (self));
  return dex_scheduler_spawn (NULL, 0, preview_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
rehearse_fiber (gpointer data)
{
  RsSetUp *self = data;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = dex_await_object (rs_set_up_load_engine (self), &error);

  if (engine == NULL)
    return dex_future_new_for_error (error);
  return rs_engine_rehearse (engine, rs_session_get_now (self->session) - REHEARSED);
}

DexFuture *
rs_set_up_rehearse (RsSetUp *self)
{
  dex_return_error_if_fail (RS_IS_SET_UP (self));

  if (self->rehearsed != NULL && dex_future_is_rejected (self->rehearsed))
    dex_clear (&self->rehearsed);
  if (self->rehearsed == NULL)
    self->rehearsed = dex_scheduler_spawn (NULL, 0, rehearse_fiber, g_object_ref (self), g_object_unref);
  return dex_ref (self->rehearsed);
}

RsRehearsal *
rs_set_up_get_rehearsal (RsSetUp *self)
{
  const GValue *value;

  g_return_val_if_fail (RS_IS_SET_UP (self), NULL);

  value = self->rehearsed != NULL && dex_future_is_resolved (self->rehearsed)
            ? dex_future_get_value (self->rehearsed, NULL)
            : NULL;
  return value != NULL ? g_value_get_boxed (value) : NULL;
}

RsSession *
rs_set_up_get_session (RsSetUp *self)
{
  g_return_val_if_fail (RS_IS_SET_UP (self), NULL);
  return self->session;
}

const RsPolicy *
rs_set_up_get_policy (RsSetUp *self)
{
  g_return_val_if_fail (RS_IS_SET_UP (self), NULL);
  return self->policy;
}

GPtrArray *
rs_set_up_get_channels (RsSetUp *self)
{
  g_return_val_if_fail (RS_IS_SET_UP (self), NULL);
  return self->channels;
}

const char *
rs_set_up_get_page (RsSetUp *self)
{
  g_return_val_if_fail (RS_IS_SET_UP (self), NULL);
  return self->page;
}

void
rs_set_up_set_page (RsSetUp *self, const char *page)
{
  g_return_if_fail (RS_IS_SET_UP (self));
  g_set_str (&self->page, page);
}

gboolean
rs_set_up_is_changed (RsSetUp *self)
{
  g_return_val_if_fail (RS_IS_SET_UP (self), FALSE);
  return g_hash_table_size (self->chosen) > 0;
}

static void
rs_set_up_finalize (GObject *object)
{
  RsSetUp *self = RS_SET_UP (object);

  dex_clear (&self->rehearsed);
  g_clear_object (&self->session);
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_free (self->page);
  G_OBJECT_CLASS (rs_set_up_parent_class)->finalize (object);
}

static void
rs_set_up_class_init (RsSetUpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_set_up_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", RS_TYPE_SET_UP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rs_set_up_init (RsSetUp *self)
{
  self->policy = rs_policy_new ();
  self->channels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_order_channel_unref);
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RsSetUp *
rs_set_up_new (RsSession *session)
{
  RsSetUp *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_SET_UP, NULL);
  self->session = g_object_ref (session);
  return self;
}
