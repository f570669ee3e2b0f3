/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-store.h"

#include "rs-db-private.h"
#include "rs-error.h"

#include <string.h>

struct _RsStore
{
  GObject parent_instance;

  char *path;             /* (owned) (nullable) */
  RsDb *writer;           /* (owned) (nullable) the writer thread's */
  RsDb *reader;           /* (owned) the opening thread's; the writer itself when inline in memory */
  GThread *thread;        /* (owned) (nullable) */
  GAsyncQueue *queue;     /* (owned) (element-type Job) */
  GMainContext *context;  /* (owned) the opening thread's */
  gint changed_pending;   /* atomic: a "changed" is on its way */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RsStore, rs_store, G_TYPE_OBJECT)

/* A transaction in the writer's queue. */
typedef struct
{
  RsStoreFunc func;
  gpointer data;
  GDestroyNotify destroy;
  RsDurability durability;
  DexPromise *promise;  /* (owned) */
  GError *error;        /* (owned) (nullable) its own failure */
  gboolean is_end;
} Job;

static void
job_free (Job *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  dex_clear (&self->promise);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
on_changed (gpointer data)
{
  RsStore *self = data;

  g_atomic_int_set (&self->changed_pending, 0);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
tell_changed (RsStore *self)
{
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->changed_pending, 0, 1))
    return;
  source = g_timeout_source_new (40);
  g_source_set_callback (source, on_changed, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

/* One transaction of one or more jobs; each job is a savepoint, so that one that fails takes only itself back. */
static gboolean
run_jobs (RsDb *db, GPtrArray *jobs, GError **error)
{
  gboolean full = FALSE;

  for (guint i = 0; i < jobs->len; i++)
    full |= ((Job *) g_ptr_array_index (jobs, i))->durability == RS_DURABLE_NOW;
  if (!rs_db_set_full_sync (db, full, error) || !rs_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      g_clear_error (&job->error);
      if (!rs_db_exec (db, "SAVEPOINT job", error))
        break;
      if (!job->func (db, job->data, &job->error) && !rs_db_exec (db, "ROLLBACK TO job", error))
        break;
      if (!rs_db_exec (db, "RELEASE job", error))
        break;
    }
  if ((error == NULL || *error == NULL) && rs_db_exec (db, "COMMIT", error))
    return TRUE;
  rs_db_exec (db, "ROLLBACK", NULL);
  return FALSE;
}

static void
settle_jobs (GPtrArray *jobs, const GError *failure)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      if (job->error != NULL)
        dex_promise_reject (job->promise, g_steal_pointer (&job->error));
      else if (failure != NULL)
        dex_promise_reject (job->promise, g_error_copy (failure));
      else
        dex_promise_resolve_boolean (job->promise, TRUE);
      job_free (job);
    }
}

/* What waits together is committed together: one fsync for several cases that run at once. */
#define MAX_TOGETHER 64

static gpointer
write_thread (gpointer data)
{
  RsStore *self = data;

  for (;;)
    {
      g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
      g_autoptr (GError) failure = NULL;
      Job *job = g_async_queue_pop (self->queue);

      while (job != NULL && !job->is_end)
        {
          g_ptr_array_add (jobs, job);
          job = jobs->len < MAX_TOGETHER ? g_async_queue_try_pop (self->queue) : NULL;
        }
      if (jobs->len > 0)
        {
          if (run_jobs (self->writer, jobs, &failure))
            tell_changed (self);
          settle_jobs (jobs, failure);
        }
      if (job != NULL && job->is_end)
        {
          job_free (job);
          return NULL;
        }
    }
}

DexFuture *
rs_store_write_future (RsStore *self, RsStoreFunc func, gpointer data, GDestroyNotify destroy, RsDurability durability)
{
  Job *job;
  DexFuture *future;

  dex_return_error_if_fail (RS_IS_STORE (self));

  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->durability = durability;
  job->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (job->promise));
  if (self->thread == NULL)
    {
      g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
      g_autoptr (GError) failure = NULL;

      g_ptr_array_add (jobs, job);
      if (run_jobs (self->writer, jobs, &failure))
        tell_changed (self);
      settle_jobs (jobs, failure);
    }
  else
    {
      g_async_queue_push (self->queue, job);
    }
  return future;
}

gboolean
rs_store_write (RsStore *self, RsStoreFunc func, gpointer data, RsDurability durability, GError **error)
{
  g_autoptr (DexFuture) future = rs_store_write_future (self, func, data, NULL, durability);

  /* Nothing that happens to the fiber may end this wait early: @data may live on its stack. */
  while (dex_future_is_pending (future))
    dex_await (dex_ref (future), NULL);
  return dex_future_get_value (future, error) != NULL;
}

gboolean
rs_store_read (RsStore *self, RsStoreFunc func, gpointer data, GError **error)
{
  g_return_val_if_fail (RS_IS_STORE (self), FALSE);
  return func (self->reader, data, error);
}

char *
rs_store_dup_path (RsStore *self)
{
  return g_strdup (self->path);
}

static void
rs_store_dispose (GObject *object)
{
  RsStore *self = RS_STORE (object);

  if (self->thread != NULL)
    {
      Job *end = g_new0 (Job, 1);

      end->is_end = TRUE;
      g_async_queue_push (self->queue, end);
      g_thread_join (g_steal_pointer (&self->thread));
    }
  G_OBJECT_CLASS (rs_store_parent_class)->dispose (object);
}

static void
rs_store_finalize (GObject *object)
{
  RsStore *self = RS_STORE (object);

  if (self->reader != self->writer)
    rs_db_close (self->reader);
  rs_db_close (self->writer);
  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_free (self->path);
  G_OBJECT_CLASS (rs_store_parent_class)->finalize (object);
}

static void
rs_store_class_init (RsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rs_store_dispose;
  object_class->finalize = rs_store_finalize;
  signals[CHANGED] = g_signal_new ("changed", RS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rs_store_init (RsStore *self)
{
  self->queue = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
}

RsStore *
rs_store_open (const char *path, RsStoreFlags flags, GError **error)
{
  g_autoptr (RsStore) self = g_object_new (RS_TYPE_STORE, NULL);

  g_return_val_if_fail (path != NULL || flags & RS_STORE_INLINE, NULL);

  self->path = g_strdup (path);
  if (!(flags & RS_STORE_READ_ONLY))
    {
      self->writer = rs_db_open (path, FALSE, error);
      if (self->writer == NULL)
        return NULL;
    }
  self->reader = path != NULL ? rs_db_open (path, TRUE, error) : self->writer;
  if (self->reader == NULL)
    return NULL;
  if (!(flags & (RS_STORE_INLINE | RS_STORE_READ_ONLY)))
    self->thread = g_thread_new ("rs-store-writer", write_thread, self);
  return g_steal_pointer (&self);
}
