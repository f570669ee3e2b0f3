/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

/* Pages are bounded so that a service that never ends a list cannot keep us for ever. */
#define MAX_PAGES 100000
#define MAX_RESTARTS 3

typedef struct
{
  const RsFeed *feed;
  GPtrArray *rows;
  RsInstant cursor;
  RsInstant now;
} StoreRows;

static gboolean
raise_unreadable (RsDb *db, const RsFeed *feed, const RsDocument *row, RsInstant now, GError **error)
{
  g_autofree char *subject = g_strdup_printf ("%s/%s/%s", feed->service, feed->kind, row->key != NULL ? row->key : "?");
  g_autoptr (RsProblem) problem = rs_problem_new (
      RS_PROBLEM_UNREADABLE, subject, NULL, "report", "A record of %s (%s %s) cannot be read: %s. It is left alone until it can be.",
      feed->service, feed->kind, row->key != NULL ? row->key : "without a number", row->error->message);

  return rs_problems_raise (db, problem, now, error);
}

gboolean
rs_pull_put_row (RsDb *db, const RsFeed *feed, const RsDocument *row, GError **error)
{
  g_autofree char *parent = NULL;
  g_autofree char *case_key = NULL;
  RsInstant updated_at = RS_INSTANT_NONE;
  gboolean changed = FALSE;

  if (row->key == NULL)
    return TRUE;
  if (row->object != NULL)
    {
      parent = feed->parent != NULL ? feed->parent (row->object) : NULL;
      updated_at = feed->updated_at != NULL ? feed->updated_at (row->object) : RS_INSTANT_NONE;
    }
  if (!rs_mirror_put (db, feed->service, feed->kind, row->key, parent, updated_at, row->text, &changed, error))
    return FALSE;
  if (!changed || feed->case_key == NULL)
    return TRUE;
  case_key = feed->case_key (db, row);
  return case_key == NULL || rs_cases_mark_dirty (db, case_key, error);
}

static gboolean
store_rows (RsDb *db, gpointer data, GError **error)
{
  StoreRows *self = data;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const RsDocument *row = g_ptr_array_index (self->rows, i);

      if (row->error != NULL && !raise_unreadable (db, self->feed, row, self->now, error))
        return FALSE;
      if (!rs_pull_put_row (db, self->feed, row, error))
        return FALSE;
    }
  return self->cursor == RS_INSTANT_NONE ||
         rs_mirror_set_cursor (db, self->feed->service, self->feed->kind, self->cursor, error);
}

gboolean
rs_pull_store_rows (RsPass *self, const RsFeed *feed, GPtrArray *rows, RsInstant cursor, GError **error)
{
  StoreRows store = { feed, rows, cursor, rs_clock_now (self->clock) };

  self->report->read += rows->len;
  return rs_store_write (self->store, store_rows, &store, RS_DURABLE_EVENTUALLY, error);
}

typedef struct
{
  const char *service;
  const char *name;
  const char *value;
  RsInstant now;
} Learn;

static gboolean
learn (RsDb *db, gpointer data, GError **error)
{
  Learn *self = data;
  g_autofree char *known = rs_capabilities_get (db, self->service, self->name, NULL);

  return g_strcmp0 (known, self->value) == 0 ||
         rs_capabilities_set (db, self->service, self->name, self->value, self->now, error);
}

void
rs_pull_learn (RsPass *self, const char *service, const char *name, const char *value)
{
  Learn data = { service, name, value, rs_clock_now (self->clock) };
  g_autoptr (GError) error = NULL;

  /* What was learned can be learned again: losing it costs requests and never correctness. */
  if (!rs_store_write (self->store, learn, &data, RS_DURABLE_EVENTUALLY, &error))
    g_debug ("Not remembered that %s %s is %s: %s", service, name, value, error->message);
}

/* What the rows of one reading proved about the list. */
typedef struct
{
  RsInstant previous;
  RsInstant newest;
  gboolean sorted;      /* newest first so far */
  gboolean saw_older;   /* a row older than asked for */
} Evidence;

static void
look_at_row (Evidence *self, const RsFeed *feed, const RsDocument *row, RsInstant from)
{
  RsInstant at = row->object != NULL ? feed->updated_at (row->object) : RS_INSTANT_NONE;

  if (row->object == NULL)
    return;
  if (at == RS_INSTANT_NONE || (self->previous != RS_INSTANT_NONE && at > self->previous))
    self->sorted = FALSE;
  if (at == RS_INSTANT_NONE)
    return;
  self->previous = at;
  self->newest = MAX (self->newest, at);
  if (from != RS_INSTANT_NONE && at < from)
    self->saw_older = TRUE;
}

/* One reading from the first page on. @drifted tells that the list changed its length meanwhile. */
static gboolean
read_pages (RsPass *self, const RsFeed *feed, RsListPage list_page, gpointer data, RsInstant from, Evidence *evidence,
            gboolean *drifted, GError **error)
{
  guint total = 0;

  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (list_page (self, number, from, data), error);

      if (page == NULL)
        return FALSE;
      if (number > 1 && page->total < total)
        *drifted = TRUE;
      total = page->total;
      if (page->included->len > 0 && !self->includes_proven)
        {
          self->includes_proven = TRUE;
          rs_pull_learn (self, RS_WEBSHIPPER, "orders-include-shipments", "yes");
        }
      for (guint i = 0; i < page->rows->len; i++)
        look_at_row (evidence, feed, g_ptr_array_index (page->rows, i), from);
      if (!rs_pull_store_rows (self, feed, page->rows, RS_INSTANT_NONE, error) ||
          (page->included->len > 0 && !rs_pull_store_rows (self, &rs_feed_ws_shipments, page->included, RS_INSTANT_NONE, error)))
        return FALSE;
      if (page->is_last || page->rows->len == 0 || (evidence->sorted && evidence->saw_older))
        return TRUE;
    }
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "The list of %s %ss does not end", feed->service, feed->kind);
  return FALSE;
}

gboolean
rs_pull_list (RsPass *self, const RsFeed *feed, RsListPage list_page, gpointer data, RsInstant from, RsInstant *newest,
              GError **error)
{
  Evidence evidence = { RS_INSTANT_NONE, RS_INSTANT_NONE, TRUE, FALSE };
  g_autofree char *filter_name = g_strdup_printf ("%ss-date-filter", feed->kind);
  g_autofree char *sort_name = g_strdup_printf ("%ss-newest-first", feed->kind);

  for (guint attempt = 0; attempt < MAX_RESTARTS; attempt++)
    {
      gboolean drifted = FALSE;

      evidence.previous = RS_INSTANT_NONE;
      if (!read_pages (self, feed, list_page, data, from, &evidence, &drifted, error))
        return FALSE;
      if (!drifted)
        break;
    }

  if (evidence.saw_older)
    rs_pull_learn (self, feed->service, filter_name, "no");
  if (!evidence.sorted)
    rs_pull_learn (self, feed->service, sort_name, "no");
  *newest = evidence.newest;
  return TRUE;
}
