/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-store.h"

#include "rs-db-private.h"
#include "rs-error.h"

#include <string.h>

struct _RsStore
{
  GObject parent_instance;

  char *path;         /* (owned) (nullable) */
  gboolean is_inline; /* no writer thread: everything at once, on the caller's */
  RsDb *writer;       /* (owned) (nullable) the writer thread's; NULL when read only */
  RsDb *reader;       /* (owned) (nullable) the opening thread's; the writer itself when in memory */
  GThread *thread;    /* (owned) (nullable) */
  GAsyncQueue *queue; /* (owned) (element-type Job) */
  GSource *changed;   /* (owned) emits "changed" on the opening thread when it is due */
  gint is_due;        /* atomic: @changed has a time */
  GMutex mutex;
  GCond settled; /* with @mutex: some jobs have been settled */
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
  DexPromise *promise; /* (owned) */
  GError *error;       /* (owned) (nullable) its own failure */
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

/* Commits that follow each other this closely, in microseconds, are told of together. */
#define CHANGED_DELAY (40 * 1000)

static gboolean
on_changed (gpointer data)
{
  RsStore *self = data;

  g_source_set_ready_time (self->changed, -1);
  g_atomic_int_set (&self->is_due, 0);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_changed (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs changed_source = { .dispatch = dispatch_changed };

/* From the writer's thread; inline at once, because there is no other time to wait for. */
static void
tell_changed (RsStore *self)
{
  if (self->is_inline)
    g_signal_emit (self, signals[CHANGED], 0);
  else if (g_atomic_int_compare_and_exchange (&self->is_due, 0, 1))
    g_source_set_ready_time (self->changed, g_get_monotonic_time () + CHANGED_DELAY);
}

/* One job as a savepoint, so that one that fails takes only itself back. FALSE when the whole transaction is
 * lost: SQLite itself rolls back all of it when the disk is full or fails. */
static gboolean
run_job (RsDb *db, Job *job, GError **error)
{
  if (!rs_db_run (db, "SAVEPOINT job", error))
    return FALSE;
  if (!job->func (db, job->data, &job->error))
    {
      if (job->error == NULL)
        g_set_error_literal (&job->error, RS_ERROR, RS_ERROR_STORAGE,
                             "The change was refused without a reason");
      if (!rs_db_is_in_transaction (db))
        {
          g_propagate_error (error, g_error_copy (job->error));
          return FALSE;
        }
      if (!rs_db_run (db, "ROLLBACK TO job", error))
        return FALSE;
    }
  return rs_db_run (db, "RELEASE job", error);
}

static gboolean
run_all (RsDb *db, GPtrArray *jobs, GError **error)
{
  for (guint i = 0; i < jobs->len; i++)
    if (!run_job (db, g_ptr_array_index (jobs, i), error))
      return FALSE;
  return rs_db_run (db, "COMMIT", error);
}

/* One transaction of one or more jobs. */
static gboolean
run_jobs (RsDb *db, GPtrArray *jobs, GError **error)
{
  gboolean full = FALSE;

  for (guint i = 0; i < jobs->len; i++)
    full |= ((Job *) g_ptr_array_index (jobs, i))->durability == RS_DURABLE_NOW;
  if (!rs_db_set_full_sync (db, full, error) || !rs_db_run (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (run_all (db, jobs, error))
    return TRUE;
  if (rs_db_is_in_transaction (db))
    rs_db_run (db, "ROLLBACK", NULL);
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

static void
write_together (RsStore *self, GPtrArray *jobs)
{
  g_autoptr (GError) failure = NULL;

  if (run_jobs (self->writer, jobs, &failure))
    tell_changed (self);
  settle_jobs (jobs, failure);
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->settled);
  g_mutex_unlock (&self->mutex);
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
      Job *job = g_async_queue_pop (self->queue);

      while (job != NULL && !job->is_end)
        {
          g_ptr_array_add (jobs, job);
          job = jobs->len < MAX_TOGETHER ? g_async_queue_try_pop (self->queue) : NULL;
        }
      if (jobs->len > 0)
        write_together (self, jobs);
      if (job != NULL && job->is_end)
        {
          job_free (job);
          return NULL;
        }
    }
}

DexFuture *
rs_store_write_future (RsStore *self, RsStoreFunc func, gpointer data, GDestroyNotify destroy,
                       RsDurability durability)
{
  Job *job;
  DexFuture *future;

  dex_return_error_if_fail (RS_IS_STORE (self));

  if (self->writer == NULL)
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_reject (RS_ERROR, RS_ERROR_STORAGE, "The database was opened for reading only");
    }
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

      g_ptr_array_add (jobs, job);
      write_together (self, jobs);
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

  dex_await (dex_ref (future), NULL);
  /* Nothing that happens to the fiber may end this wait early, because @data may live on its stack. A
   * cancelled fiber can await nothing any more: it blocks for the moment that the transaction takes. */
  if (dex_future_is_pending (future))
    {
      g_mutex_lock (&self->mutex);
      while (dex_future_is_pending (future))
        g_cond_wait (&self->settled, &self->mutex);
      g_mutex_unlock (&self->mutex);
    }
  return dex_future_get_value (future, error) != NULL;
}

gboolean
rs_store_read (RsStore *self, RsStoreFunc func, gpointer data, GError **error)
{
  gboolean ok;

  g_return_val_if_fail (RS_IS_STORE (self), FALSE);

  /* All of @func sees one moment. Inside a transaction already, it sees that. */
  if (rs_db_is_in_transaction (self->reader))
    return func (self->reader, data, error);
  if (!rs_db_run (self->reader, "BEGIN", error))
    return FALSE;
  ok = func (self->reader, data, error);
  if (rs_db_is_in_transaction (self->reader))
    rs_db_run (self->reader, "ROLLBACK", NULL); /* nothing was written */
  return ok;
}

gboolean
rs_store_is_inline (RsStore *self)
{
  g_return_val_if_fail (RS_IS_STORE (self), FALSE);
  return self->is_inline;
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
  g_source_destroy (self->changed);
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
  g_source_unref (self->changed);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->settled);
  g_free (self->path);
  G_OBJECT_CLASS (rs_store_parent_class)->finalize (object);
}

static void
rs_store_class_init (RsStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rs_store_dispose;
  object_class->finalize = rs_store_finalize;
  signals[CHANGED]
    = g_signal_new ("changed", RS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rs_store_init (RsStore *self)
{
  self->queue = g_async_queue_new ();
  self->changed = g_source_new (&changed_source, sizeof (GSource));
  g_source_set_static_name (self->changed, "RsStore changed");
  g_source_set_callback (self->changed, on_changed, self, NULL);
  g_source_attach (self->changed, g_main_context_get_thread_default ());
  g_mutex_init (&self->mutex);
  g_cond_init (&self->settled);
}

RsStore *
rs_store_open (const char *path, RsStoreFlags flags, GError **error)
{
  g_autoptr (RsStore) self = g_object_new (RS_TYPE_STORE, NULL);

  g_return_val_if_fail (path != NULL || flags == RS_STORE_INLINE, NULL);

  self->path = g_strdup (path);
  self->is_inline = (flags & RS_STORE_INLINE) != 0;
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
