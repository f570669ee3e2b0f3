/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-safeguard.h"

#include "rs-backup.h"
#include "rs-records.h"

#define CAUTION (7 * RS_INSTANT_DAY)
#define PROBLEM RS_PROBLEM_BACKUP_FAILED
#define SUBJECT "database"

static gboolean
read_restored_at (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = rs_settings_get (db, "restored-at", &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (text == NULL || !rs_instant_parse (text, NULL, data, NULL))
    *(RsInstant *) data = RS_INSTANT_NONE;
  return TRUE;
}

gboolean
rs_safeguard_begin (RsPass *pass, GError **error)
{
  RsInstant restored_at = RS_INSTANT_NONE;

  if (!rs_store_read (pass->store, read_restored_at, &restored_at, error))
    return FALSE;
  pass->was_restored = restored_at != RS_INSTANT_NONE && pass->began < restored_at + CAUTION;
  return TRUE;
}

/* A back-up under way. */
typedef struct
{
  char *path;
  RsInstant now;
  DexPromise *promise; /* (owned) */
} Copying;

static void
copy (gpointer data)
{
  Copying *self = data;
  GError *error = NULL;

  if (rs_backup_make (self->path, self->now, &error))
    dex_promise_resolve_boolean (self->promise, TRUE);
  else
    dex_promise_reject (self->promise, error);
  g_free (self->path);
  dex_unref (self->promise);
  g_free (self);
}

typedef struct
{
  const GError *failure; /* (nullable) */
  RsInstant now;
} Telling;

static gboolean
tell (RsDb *db, gpointer data, GError **error)
{
  const Telling *self = data;
  g_autoptr (RsProblem) problem = NULL;

  if (self->failure == NULL)
    return rs_problems_solve (db, PROBLEM, SUBJECT, self->now, error);
  problem = rs_problem_new (PROBLEM, SUBJECT, NULL, "retry",
                            "Today's back-up of the database was not made: %s. Everything else goes on.",
                            self->failure->message);
  return rs_problems_raise (db, problem, self->now, error);
}

void
rs_safeguard_back_up (RsPass *pass)
{
  g_autofree char *path = rs_store_dup_path (pass->store);
  g_autoptr (DexPromise) promise = NULL;
  g_autoptr (GError) failure = NULL;
  Telling telling = { NULL, pass->began };
  Copying *copying;

  if (path == NULL || rs_store_is_inline (pass->store) || (pass->flags & RS_SYNC_PREVIEW)
      || !rs_backup_is_due (path, pass->began))
    return;
  promise = dex_promise_new ();
  copying = g_new0 (Copying, 1);
  copying->path = g_steal_pointer (&path);
  copying->now = pass->began;
  copying->promise = dex_ref (promise);
  dex_scheduler_push (dex_thread_pool_scheduler_get_default (), copy, copying);
  dex_await (dex_ref (DEX_FUTURE (promise)), &failure);
  telling.failure = failure;
  rs_store_write (pass->store, tell, &telling, RS_DURABLE_EVENTUALLY, NULL);
}
