/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sweep.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

#include <string.h>

#define EVERY     RS_INSTANT_DAY
#define DEPTH     (30 * RS_INSTANT_DAY)
#define CURSOR_OF "rackship"
/* So many at once are rather an account that was changed, or a service that forgets, than orders that people
 * deleted: nothing follows from it until a person has asked for a sweep. */
#define MANY 10

static gboolean
read_last (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_get_cursor (db, CURSOR_OF, "sweep", data, error);
}

gboolean
rs_sweep_begin (RsPass *self, GError **error)
{
  RsInstant now = rs_clock_now (self->clock);
  RsInstant last = RS_INSTANT_NONE;

  if (self->flags & RS_SYNC_PREVIEW)
    self->flags &= ~RS_SYNC_SWEEP;
  else if (self->flags & RS_SYNC_SWEEP)
    rs_sweep_begin_since (self, RS_INSTANT_NONE);
  else
    {
      if (!rs_store_read (self->store, read_last, &last, error))
        return FALSE;
      if (last == RS_INSTANT_NONE || last > now || now - last >= EVERY)
        rs_sweep_begin_since (self, now - DEPTH);
      self->compares = self->seen != NULL && last != RS_INSTANT_NONE;
    }
  return TRUE;
}

void
rs_sweep_begin_since (RsPass *self, RsInstant since)
{
  g_return_if_fail (self->seen == NULL);

  self->flags |= RS_SYNC_SWEEP;
  self->sweep_from = since;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static char *
name_of (const RsFeed *feed, const char *key)
{
  return g_strdup_printf ("%s/%s/%s", feed->service, feed->kind, key);
}

void
rs_sweep_note (RsPass *self, const RsFeed *feed, const char *key)
{
  if (self->seen != NULL && key != NULL)
    g_hash_table_add (self->seen, name_of (feed, key));
}

typedef DexFuture *(*GetFunc) (RsPass *self, const char *key);

static DexFuture *
get_rb_order (RsPass *self, const char *key)
{
  return rs_rackbeat_client_get_order (self->rackbeat, g_ascii_strtoll (key, NULL, 10), self->priority);
}

static DexFuture *
get_rb_shipment (RsPass *self, const char *key)
{
  return rs_rackbeat_client_get_shipment (self->rackbeat, g_ascii_strtoll (key, NULL, 10), self->priority);
}

static DexFuture *
get_ws_order (RsPass *self, const char *key)
{
  return rs_webshipper_client_get_order (self->webshipper, key, self->priority);
}

typedef struct
{
  RsPass *pass;
  const RsFeed *feed;
  GPtrArray *open; /* (element-type RsMirrorRow) */
  GPtrArray *gone; /* (element-type utf8) */
} Missing;

static gboolean
list_open (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;
  RsInstant since = rs_clock_now (self->pass->clock) - DEPTH;

  self->open = rs_mirror_list_open (db, self->feed->service, self->feed->kind, since, error);
  return self->open != NULL;
}

static gboolean
mark_if_known (RsDb *db, const char *case_key, GError **error)
{
  return case_key == NULL || rs_cases_mark_dirty (db, case_key, error);
}

static gboolean
mark_gone (RsDb *db, gpointer data, GError **error)
{
  Missing *self = data;
  const RsFeed *feed = self->feed;

  for (guint i = 0; i < self->gone->len; i++)
    {
      const char *key = g_ptr_array_index (self->gone, i);
      g_autofree char *case_key = NULL;
      g_autofree char *handle_case = NULL;

      if (!rs_mirror_find_case (db, feed->service, feed->kind, key, &case_key, error)
          || !rs_mirror_find_handle_case (db, feed->service, feed->kind, key, &handle_case, error)
          || !rs_mirror_mark_gone (db, feed->service, feed->kind, key, error)
          || !mark_if_known (db, case_key, error) || !mark_if_known (db, handle_case, error))
        return FALSE;
    }
  return TRUE;
}

/* Asks for @key by itself: a new reading of it is stored, its absence noted. */
static gboolean
ask (Missing *self, GetFunc get, const char *key, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsDocument) row = dex_await_boxed (get (self->pass, key), &failure);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  if (row != NULL)
    {
      g_ptr_array_add (rows, row);
      return rs_pull_store_rows (self->pass, self->feed, rows, RS_INSTANT_NONE, NULL, error);
    }
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    {
      g_ptr_array_add (self->gone, g_strdup (key));
      return TRUE;
    }
  /* One record that cannot be read says nothing of the others. */
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_PROTOCOL)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

typedef struct
{
  const RsFeed *feed;
  guint n_gone;
  guint n_open;
  RsInstant now;
  gboolean raised;
} Vanished;

static gboolean
store_vanished (RsDb *db, gpointer data, GError **error)
{
  Vanished *self = data;
  g_autofree char *subject = g_strdup_printf ("%s/%ss", self->feed->service, self->feed->kind);
  const char *service = g_str_equal (self->feed->service, RS_RACKBEAT) ? "Rackbeat" : "Webshipper";
  g_autoptr (RsProblem) problem = NULL;

  if (!self->raised)
    return rs_problems_solve (db, RS_PROBLEM_MANY_VANISHED, subject, self->now, error);
  problem = rs_problem_new (
    RS_PROBLEM_MANY_VANISHED, subject, NULL, "sweep",
    "%u of %u open %ss can no longer be found in %s. Were they deleted, or is this another company's key? "
    "Nothing is changed because of it until you ask for a full reading (sync --once --sweep).",
    self->n_gone, self->n_open, self->feed->kind, service);
  return rs_problems_raise (db, problem, self->now, error);
}

/* A record of the list that was just read, an open one if there is any; NULL when the list was empty. */
static char *
dup_key_of_a_listed_one (const Missing *self)
{
  g_autofree char *prefix = name_of (self->feed, "");
  GHashTableIter iter;
  gpointer name;

  for (guint i = 0; i < self->open->len; i++)
    {
      const RsMirrorRow *row = g_ptr_array_index (self->open, i);
      g_autofree char *open = name_of (self->feed, row->key);

      if (g_hash_table_contains (self->pass->seen, open))
        return g_strdup (row->key);
    }
  g_hash_table_iter_init (&iter, self->pass->seen);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_str_has_prefix (name, prefix))
      return g_strdup ((const char *) name + strlen (prefix));
  return NULL;
}

/* A gateway that answers every single read with a page of its own says nothing of what is there: who does not
 * find a record of the list either is not believed. */
static gboolean
doubt_absence (Missing *self, GetFunc get, GError **error)
{
  g_autofree char *key = dup_key_of_a_listed_one (self);
  g_autoptr (GPtrArray) absent = g_ptr_array_new_with_free_func (g_free);
  Missing control = { self->pass, self->feed, self->open, absent };

  if (self->gone->len == 0 || key == NULL)
    return TRUE;
  if (!ask (&control, get, key, error))
    return FALSE;
  if (absent->len > 0)
    g_ptr_array_set_size (self->gone, 0);
  return TRUE;
}

static gboolean
ask_missing (RsPass *self, const RsFeed *feed, GetFunc get, GError **error)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) open = NULL;
  Missing missing = { self, feed, NULL, gone };
  Vanished vanished = { .feed = feed, .now = rs_clock_now (self->clock) };

  if (!rs_store_read (self->store, list_open, &missing, error))
    return FALSE;
  open = missing.open;
  for (guint i = 0; i < open->len; i++)
    {
      const RsMirrorRow *row = g_ptr_array_index (open, i);
      g_autofree char *name = name_of (feed, row->key);

      if (!g_hash_table_contains (self->seen, name) && !ask (&missing, get, row->key, error))
        return FALSE;
    }
  if (!doubt_absence (&missing, get, error))
    return FALSE;
  vanished.n_gone = gone->len;
  vanished.n_open = open->len;
  vanished.raised = gone->len >= MANY && gone->len * 4 > open->len && self->sweep_from != RS_INSTANT_NONE;
  return rs_store_write (self->store, store_vanished, &vanished, RS_DURABLE_EVENTUALLY, error)
         && (vanished.raised
             || rs_store_write (self->store, mark_gone, &missing, RS_DURABLE_EVENTUALLY, error));
}

static gboolean
remember (RsDb *db, gpointer data, GError **error)
{
  return rs_mirror_set_cursor (db, CURSOR_OF, "sweep", *(RsInstant *) data, error);
}

gboolean
rs_sweep_ask_orders (RsPass *self, GError **error)
{
  return ask_missing (self, &rs_feed_rb_orders, get_rb_order, error)
         && ask_missing (self, &rs_feed_ws_orders, get_ws_order, error);
}

gboolean
rs_sweep_end (RsPass *self, GError **error)
{
  RsInstant now = rs_clock_now (self->clock);

  if (self->seen == NULL)
    return TRUE;
  return rs_sweep_ask_orders (self, error)
         && ask_missing (self, &rs_feed_rb_shipments, get_rb_shipment, error)
         && rs_store_write (self->store, remember, &now, RS_DURABLE_EVENTUALLY, error);
}
