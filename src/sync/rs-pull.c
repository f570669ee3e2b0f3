/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-lookup.h"
#include "rs-mirror.h"
#include "rs-plant.h"
#include "rs-records.h"
#include "rs-sweep.h"

#include <string.h>

/* Pages are bounded so that a service that never ends a list cannot keep us for ever. */
#define MAX_PAGES    100000
#define MAX_RESTARTS 3
#define NO_KEY       "?"
/* Rows are read again this far behind the cursor: two writes of one instant, or a clock that is not quite
 * even between the service's own machines, are then not missed (DESIGN §3). */
#define OVERLAP (10 * RS_INSTANT_MINUTE)

typedef struct
{
  const RsFeed *feed;
  GPtrArray *rows;
  RsInstant cursor;
  RsInstant now;
  GPtrArray *changed; /* (element-type RsDocument) those of @rows that are different from before */
} StoreRows;

/* What a problem about a record is about; all records without a number are one. */
static char *
dup_subject (const RsFeed *feed, const char *key)
{
  return g_strdup_printf ("%s/%s/%s", feed->service, feed->kind, key != NULL ? key : NO_KEY);
}

static gboolean
solve_unreadable (RsDb *db, const RsFeed *feed, const char *key, RsInstant now, GError **error)
{
  g_autofree char *subject = dup_subject (feed, key);

  return rs_problems_solve (db, RS_PROBLEM_UNREADABLE, subject, now, error);
}

static gboolean
raise_unreadable (RsDb *db, const RsFeed *feed, const RsDocument *row, RsInstant now, GError **error)
{
  g_autofree char *subject = dup_subject (feed, row->key);
  g_autoptr (RsProblem) problem = rs_problem_new (
    RS_PROBLEM_UNREADABLE, subject, NULL, "report",
    "A record of %s (%s %s) cannot be read: %s. It is left alone until it can be.", feed->service, feed->kind,
    row->key != NULL ? row->key : "without a number", row->error->message);

  return rs_problems_raise (db, problem, now, error);
}

static gboolean
put_words (RsDb *db, const RsFeed *feed, const RsDocument *row, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  feed->list_words (row->object, words);
  for (guint i = 0; i < words->len; i++)
    if (!rs_lookup_put (db, feed->kind, g_ptr_array_index (words, i), row->key, error))
      return FALSE;
  return TRUE;
}

gboolean
rs_pull_put_row (RsDb *db, const RsFeed *feed, const RsDocument *row, gboolean *changed, GError **error)
{
  g_autofree char *parent = NULL;
  g_autofree char *case_key = NULL;
  RsInstant updated_at = RS_INSTANT_NONE;

  *changed = FALSE;
  if (row->key == NULL)
    return TRUE;
  if (row->object != NULL)
    {
      parent = feed->parent != NULL ? feed->parent (row->object) : NULL;
      updated_at = feed->updated_at != NULL ? feed->updated_at (row->object) : RS_INSTANT_NONE;
    }
  if (!rs_mirror_put (db, feed->service, feed->kind, row->key, parent, updated_at, row->text, changed, error))
    return FALSE;
  if (feed->list_words != NULL && row->object != NULL && !put_words (db, feed, row, error))
    return FALSE;
  if (!*changed || feed->case_key == NULL)
    return TRUE;
  case_key = feed->case_key (db, row);
  /* Whose handle it carries is concerned, also when it is no order of that case. */
  return (case_key == NULL || rs_cases_mark_dirty (db, case_key, error))
         && (parent == NULL || rs_plan_parse_ws_ref (parent) == NULL
             || rs_cases_mark_dirty (db, parent, error));
}

static gboolean
store_rows (RsDb *db, gpointer data, GError **error)
{
  StoreRows *self = data;
  gboolean some_unreadable;

  if (!rs_problems_is_open (db, RS_PROBLEM_UNREADABLE, &some_unreadable, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      RsDocument *row = g_ptr_array_index (self->rows, i);
      gboolean changed;

      if (row->error != NULL && !raise_unreadable (db, self->feed, row, self->now, error))
        return FALSE;
      if (row->error == NULL && row->key != NULL && some_unreadable
          && !solve_unreadable (db, self->feed, row->key, self->now, error))
        return FALSE;
      if (!rs_pull_put_row (db, self->feed, row, &changed, error))
        return FALSE;
      if (changed)
        g_ptr_array_add (self->changed, row);
    }
  return self->cursor == RS_INSTANT_NONE
         || rs_mirror_set_cursor (db, self->feed->service, self->feed->kind, self->cursor, error);
}

gboolean
rs_pull_store_rows (RsPass *self, const RsFeed *feed, GPtrArray *rows, RsInstant cursor, guint *n_changed,
                    GError **error)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  StoreRows store = { feed, rows, cursor, rs_clock_now (self->clock), changed };
  gboolean success = rs_store_write (self->store, store_rows, &store, RS_DURABLE_EVENTUALLY, error);

  self->report->read += rows->len;
  for (guint i = 0; self->seen != NULL && i < rows->len; i++)
    rs_sweep_note (self, feed, ((RsDocument *) g_ptr_array_index (rows, i))->key);
  for (guint i = 0; success && feed == &rs_feed_rb_orders && i < changed->len; i++)
    if (((RsDocument *) g_ptr_array_index (changed, i))->object != NULL)
      rs_pull_note_lines (self, ((RsDocument *) g_ptr_array_index (changed, i))->object);
  if (n_changed != NULL)
    *n_changed = changed->len;
  return success;
}

/* How long what was learned of an account is believed. A refusal may have been a passing fault, and another
 * test costs one request. */
#define BELIEVED RS_INSTANT_DAY

typedef struct
{
  const char *service;
  const char *name;
  const char *value; /* to learn */
  char *known;       /* (owned) (nullable) recalled */
  RsInstant now;
} Lesson;

static gboolean
recall (RsDb *db, gpointer data, GError **error)
{
  Lesson *self = data;

  self->known = rs_capabilities_get (db, self->service, self->name, self->now - BELIEVED, NULL);
  return TRUE;
}

char *
rs_pull_recall (RsPass *self, const char *service, const char *name)
{
  Lesson lesson = { service, name, NULL, NULL, rs_clock_now (self->clock) };

  rs_store_read (self->store, recall, &lesson, NULL);
  return lesson.known;
}

static gboolean
learn (RsDb *db, gpointer data, GError **error)
{
  Lesson *self = data;

  recall (db, self, NULL);
  return g_strcmp0 (self->known, self->value) == 0
         || rs_capabilities_set (db, self->service, self->name, self->value, self->now, error);
}

void
rs_pull_learn (RsPass *self, const char *service, const char *name, const char *value)
{
  Lesson lesson = { service, name, value, NULL, rs_clock_now (self->clock) };
  g_autoptr (GError) error = NULL;

  /* What was learned can be learned again: losing it costs requests and never correctness. */
  if (!rs_store_write (self->store, learn, &lesson, RS_DURABLE_EVENTUALLY, &error))
    g_debug ("Not remembered that %s %s is %s: %s", service, name, value, error->message);
  g_free (lesson.known);
}

/* How far one reading goes, and what its rows proved about the list. */
typedef struct
{
  RsInstant cursor; /* RS_INSTANT_NONE: nothing was read before */
  RsInstant from;   /* RS_INSTANT_NONE: to the end */
  gboolean shallow; /* the overlap was read through lately */
  RsInstant previous;
  RsInstant newest;
  gboolean sorted;        /* newest first so far */
  gboolean saw_older;     /* a row older than asked for */
  GHashTable *unreadable; /* (unowned) (nullable) set of the keys of rows that cannot be read, "" for none */
} Reading;

static void
look_at_row (Reading *self, const RsFeed *feed, const RsDocument *row)
{
  RsInstant at = row->object != NULL ? feed->updated_at (row->object) : RS_INSTANT_NONE;

  if (row->object == NULL && self->unreadable != NULL)
    g_hash_table_add (self->unreadable, g_strdup (row->key != NULL ? row->key : ""));
  if (row->object == NULL)
    return;
  if (at == RS_INSTANT_NONE || (self->previous != RS_INSTANT_NONE && at > self->previous))
    self->sorted = FALSE;
  if (at == RS_INSTANT_NONE)
    return;
  self->previous = at;
  self->newest = MAX (self->newest, at);
  if (self->from != RS_INSTANT_NONE && at < self->from)
    self->saw_older = TRUE;
}

static gboolean
is_far_enough (const Reading *self, const RsPage *page, guint n_changed)
{
  if (page->is_last || page->rows->len == 0 || RS_PLANT ("first-page-only"))
    return TRUE;
  if (!self->sorted || self->from == RS_INSTANT_NONE)
    return FALSE;
  return self->saw_older || (self->shallow && n_changed == 0 && self->previous <= self->cursor);
}

static void
note_includes (RsPass *self, const RsPage *page)
{
  if (page->included->len == 0 || self->includes_proven)
    return;
  self->includes_proven = TRUE;
  rs_pull_learn (self, RS_WEBSHIPPER, "orders-include-shipments", "yes");
}

/* One reading from the first page on. @drifted tells that the list became shorter meanwhile. */
static gboolean
read_pages (RsPass *self, const RsFeed *feed, RsListPage list_page, gpointer data, Reading *reading,
            gboolean *drifted, GError **error)
{
  guint total = 0;

  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      g_autoptr (RsPage) page = dex_await_boxed (list_page (self, number, reading->from, data), error);
      guint n_changed, n_included = 0;

      if (page == NULL || rs_pass_is_broken_off (self, error))
        return FALSE;
      if (number > 1 && page->total < total)
        *drifted = TRUE;
      total = page->total;
      for (guint i = 0; i < page->rows->len; i++)
        look_at_row (reading, feed, g_ptr_array_index (page->rows, i));
      note_includes (self, page);
      if (!rs_pull_store_rows (self, feed, page->rows,
                               RS_PLANT ("early-cursor") ? reading->newest : RS_INSTANT_NONE, &n_changed,
                               error)
          || (page->included->len > 0
              && !rs_pull_store_rows (self, &rs_feed_ws_shipments, page->included, RS_INSTANT_NONE,
                                      &n_included, error)))
        return FALSE;
      if (is_far_enough (reading, page, n_changed + n_included))
        return TRUE;
    }
  g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "The list of %s %ss does not end", feed->service,
               feed->kind);
  return FALSE;
}

/* When a feed's overlap was last read to its end, kept beside its cursor. */
static char *
deep_kind (const RsFeed *feed)
{
  return g_strconcat (feed->kind, "-overlap", NULL);
}

typedef struct
{
  const RsFeed *feed;
  RsInstant cursor;
  RsInstant deep_at;
  GHashTable *unreadable; /* (nullable) what a sweep met that cannot be read */
  RsInstant now;
} Cursors;

static gboolean
load_cursors (RsDb *db, gpointer data, GError **error)
{
  Cursors *self = data;
  g_autofree char *kind = deep_kind (self->feed);

  return rs_mirror_get_cursor (db, self->feed->service, self->feed->kind, &self->cursor, error)
         && rs_mirror_get_cursor (db, self->feed->service, kind, &self->deep_at, error);
}

/* A record that a sweep did not meet unreadable is so no more, or it is gone, or its number could not be read
 * either. */
static gboolean
solve_the_others (RsDb *db, const Cursors *self, GError **error)
{
  g_autofree char *prefix = dup_subject (self->feed, "");
  g_autoptr (GPtrArray) problems = rs_problems_list (db, NULL, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (problems, i);
      const char *key = problem->subject + strlen (prefix);

      if (!g_str_equal (problem->code, RS_PROBLEM_UNREADABLE) || !g_str_has_prefix (problem->subject, prefix)
          || g_hash_table_contains (self->unreadable, g_str_equal (key, NO_KEY) ? "" : key))
        continue;
      if (!rs_problems_solve (db, problem->code, problem->subject, self->now, error))
        return FALSE;
    }
  return problems != NULL;
}

static gboolean
save_cursors (RsDb *db, gpointer data, GError **error)
{
  Cursors *self = data;
  g_autofree char *kind = deep_kind (self->feed);

  return rs_mirror_set_cursor (db, self->feed->service, self->feed->kind, self->cursor, error)
         && (self->deep_at == RS_INSTANT_NONE
             || rs_mirror_set_cursor (db, self->feed->service, kind, self->deep_at, error))
         && (self->unreadable == NULL || solve_the_others (db, self, error));
}

static void
begin_reading (RsPass *self, const RsFeed *feed, const Cursors *cursors, Reading *reading)
{
  RsInstant now = rs_clock_now (self->clock);

  *reading = (Reading) { .cursor = cursors->cursor,
                         .from = RS_INSTANT_NONE,
                         .previous = RS_INSTANT_NONE,
                         .newest = RS_INSTANT_NONE,
                         .sorted = TRUE };
  if (cursors->cursor == RS_INSTANT_NONE)
    /* What was made after the start date was also changed after it. */
    reading->from = feed->is_whole ? RS_INSTANT_NONE : self->policy->start;
  else
    reading->from = cursors->cursor - OVERLAP;
  if (cursors->cursor != RS_INSTANT_NONE && self->seen != NULL)
    reading->from
      = self->sweep_from == RS_INSTANT_NONE ? RS_INSTANT_NONE : MIN (reading->from, self->sweep_from);
  reading->shallow = self->seen == NULL && cursors->deep_at != RS_INSTANT_NONE && cursors->deep_at <= now
                     && now - cursors->deep_at < OVERLAP;
}

static void
learn_from (RsPass *self, const RsFeed *feed, const Reading *reading)
{
  g_autofree char *filter_name = g_strdup_printf ("%ss-date-filter", feed->kind);
  g_autofree char *sort_name = g_strdup_printf ("%ss-newest-first", feed->kind);

  if (reading->saw_older)
    rs_pull_learn (self, feed->service, filter_name, "no");
  if (!reading->sorted)
    rs_pull_learn (self, feed->service, sort_name, "no");
}

gboolean
rs_pull_list (RsPass *self, const RsFeed *feed, RsListPage list_page, gpointer data, GError **error)
{
  g_autoptr (GHashTable) unreadable
    = self->seen != NULL ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;
  Cursors cursors = { feed, RS_INSTANT_NONE, RS_INSTANT_NONE };
  Reading reading;

  if (!rs_store_read (self->store, load_cursors, &cursors, error))
    return FALSE;
  begin_reading (self, feed, &cursors, &reading);
  reading.unreadable = unreadable;
  for (guint attempt = 0; attempt < MAX_RESTARTS; attempt++)
    {
      gboolean drifted = FALSE;

      reading.previous = RS_INSTANT_NONE;
      if (!read_pages (self, feed, list_page, data, &reading, &drifted, error))
        return FALSE;
      if (!drifted)
        break;
    }
  learn_from (self, feed, &reading);

  /* Only now: a reading that broke off has not seen everything back to the old cursor. An empty account has
   * read all there is, which the oldest possible cursor says. */
  cursors.cursor = MAX (cursors.cursor, MAX (reading.newest, 0));
  cursors.now = rs_clock_now (self->clock);
  cursors.deep_at = reading.shallow ? RS_INSTANT_NONE : cursors.now;
  cursors.unreadable = unreadable;
  return rs_store_write (self->store, save_cursors, &cursors, RS_DURABLE_EVENTUALLY, error);
}
