/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-source.h"

#include "rs-case-search.h"
#include "rs-db-private.h"
#include "rs-error.h"

struct _RsRowSource
{
  char *path; /* (owned) (nullable) */
  RsDb *db;   /* (owned) (nullable) opened at the first question */
  GArray
    *order; /* (owned) (nullable) (element-type guint32) all rows in the order last asked for, ascending */
  RsSort order_sort;  /* of @order */
  gint64 order_stamp; /* of @order */
  GHashTable *counts; /* (owned) (nullable) as of @counts_stamp */
  gint64 counts_stamp;
  int cancelled; /* atomic */
};

/* Each walks an index that holds all it reads. What has no value comes first, in both databases. */
static const char *const order_sql[] = {
  [RS_SORT_NEWEST] = "SELECT id FROM case_row ORDER BY created_at NULLS FIRST, id",
  [RS_SORT_NUMBER] = "SELECT id FROM case_row ORDER BY number_value, number, id",
  [RS_SORT_CUSTOMER] = "SELECT id FROM case_row ORDER BY customer_sort, id",
  [RS_SORT_COUNTRY] = "SELECT id FROM case_row ORDER BY country NULLS FIRST, id",
  [RS_SORT_TERM] = "SELECT id FROM case_row ORDER BY term_sort, id",
  [RS_SORT_STATE] = "SELECT id FROM case_row ORDER BY state, created_at NULLS FIRST, id",
  [RS_SORT_AMOUNT] = "SELECT id FROM case_row ORDER BY amount, id",
  [RS_SORT_WEIGHT] = "SELECT id FROM case_row ORDER BY grams, id",
};

void
rs_row_answer_free (RsRowAnswer *self)
{
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->hunks, g_array_unref);
  g_clear_pointer (&self->changed, g_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_free (self);
}

RsRowSource *
rs_row_source_new (const char *path)
{
  RsRowSource *self = g_atomic_rc_box_new0 (RsRowSource);

  self->path = g_strdup (path);
  return self;
}

RsRowSource *
rs_row_source_ref (RsRowSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
source_clear (gpointer data)
{
  RsRowSource *self = data;

  rs_db_close (self->db);
  g_free (self->path);
  g_clear_pointer (&self->order, g_array_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
}

void
rs_row_source_unref (RsRowSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

void
rs_row_source_cancel (RsRowSource *self)
{
  g_atomic_int_set (&self->cancelled, 1);
}

void
rs_row_source_rearm (RsRowSource *self)
{
  g_atomic_int_set (&self->cancelled, 0);
}

/* Of SQLite, every thousand operations: not zero ends the statement. */
static int
on_progress (gpointer data)
{
  RsRowSource *self = data;

  return g_atomic_int_get (&self->cancelled);
}

static gboolean
open_db (RsRowSource *self, GError **error)
{
  if (self->db != NULL)
    return TRUE;
  self->db = rs_db_open (self->path, TRUE, error);
  if (self->db == NULL)
    return FALSE;
  sqlite3_progress_handler (rs_db_get_handle (self->db), 1000, on_progress, self);
  return TRUE;
}

/* The next id of @statement, or the end of it. */
static RsRowResult
next_id (RsStatement *statement, guint32 *id, GError **error)
{
  RsRowResult result = rs_statement_step (statement, error);
  gint64 value;

  if (result != RS_ROW)
    return result;
  value = rs_statement_get_int (statement, 0);
  if (value <= 0 || value >= G_MAXUINT32 - 8)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The database is damaged (row %" G_GINT64_FORMAT ")",
                   value);
      return RS_ROW_ERROR;
    }
  *id = (guint32) value;
  return RS_ROW;
}

/* The ids of @statement, in its order. (element-type guint32) (transfer full) (nullable) */
static GArray *
collect_ids (RsStatement *statement, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  RsRowResult result;
  guint32 id;

  while ((result = next_id (statement, &id, error)) == RS_ROW)
    g_array_append_val (ids, id);
  return result == RS_ROW_NONE ? g_steal_pointer (&ids) : NULL;
}

/* The rows that @statement finds. (transfer full) (nullable) */
static RsRowSet *
collect_set (RsStatement *statement, GError **error)
{
  g_autoptr (RsRowSet) set = rs_row_set_new ();
  RsRowResult result;
  guint32 id;

  while ((result = next_id (statement, &id, error)) == RS_ROW)
    rs_row_set_add (set, id);
  return result == RS_ROW_NONE ? g_steal_pointer (&set) : NULL;
}

static gboolean
read_order (RsRowSource *self, RsDb *db, RsSort sort, gint64 stamp, GError **error)
{
  g_autoptr (RsStatement) statement = NULL;
  GArray *order;

  if (self->order != NULL && self->order_sort == sort && self->order_stamp == stamp)
    return TRUE;
  statement = rs_db_prepare (db, order_sql[sort], error);
  order = statement != NULL ? collect_ids (statement, error) : NULL;
  if (order == NULL)
    return FALSE;
  g_clear_pointer (&self->order, g_array_unref);
  self->order = order;
  self->order_sort = sort;
  self->order_stamp = stamp;
  return TRUE;
}

static gboolean
read_counts (RsRowSource *self, RsDb *db, gint64 stamp, GError **error)
{
  g_autoptr (RsStatement) statement = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RsRowResult result;

  if (self->counts != NULL && self->counts_stamp == stamp)
    return TRUE;
  statement = rs_db_prepare (db, "SELECT state, count(*) FROM case_row GROUP BY state", error);
  if (statement == NULL)
    return FALSE;
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_hash_table_insert (counts, g_strdup (rs_statement_get_text (statement, 0)),
                         GUINT_TO_POINTER ((guint) rs_statement_get_int (statement, 1)));
  if (result == RS_ROW_ERROR)
    return FALSE;
  g_clear_pointer (&self->counts, g_hash_table_unref);
  self->counts = g_steal_pointer (&counts);
  self->counts_stamp = stamp;
  return TRUE;
}

static gboolean
is_in_all (GPtrArray *sets, guint32 id)
{
  for (guint i = 0; i < sets->len; i++)
    if (!rs_row_set_has (g_ptr_array_index (sets, i), id))
      return FALSE;
  return TRUE;
}

/* The order, from its other end when asked so, without what one of @sets (element-type RsRowSet) does not
 * hold. (transfer full) */
static GArray *
filter_order (GArray *order, gboolean backwards, GPtrArray *sets)
{
  GArray *ids;

  if (!backwards && sets->len == 0)
    return g_array_ref (order);
  ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < order->len; i++)
    {
      guint32 id = g_array_index (order, guint32, backwards ? order->len - 1 - i : i);

      if (is_in_all (sets, id))
        g_array_append_val (ids, id);
    }
  return ids;
}

static RsRowSet *
find_words (RsDb *db, const char *query, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, RS_CASE_SEARCH_IDS, error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, query);
  return collect_set (statement, error);
}

/* One set for each part of the filter. */
static gboolean
find_wanted (RsDb *db, const RsRowFilter *filter, GPtrArray *sets, GError **error)
{
  for (guint part = 0; part < RS_ROW_FILTER_N_PARTS; part++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsStatement) statement = rs_row_filter_prepare_part (filter, part, db, &failure);
      RsRowSet *set = statement != NULL ? collect_set (statement, &failure) : NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (set != NULL)
        g_ptr_array_add (sets, set);
    }
  return TRUE;
}

/* (transfer full) (nullable) */
static GArray *
list_ids (RsRowSource *self, RsDb *db, const RsRowQuestion *question, gint64 stamp, GError **error)
{
  g_autofree char *query = rs_case_search_query (question->search);
  gboolean backwards = (question->sort == RS_SORT_NEWEST) != question->descending;
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_row_set_free);
  RsRowSet *found;

  if (*query != '\0')
    {
      found = find_words (db, query, error);
      if (found == NULL)
        return NULL;
      g_ptr_array_add (sets, found);
    }
  if (!find_wanted (db, &question->filter, sets, error)
      || !read_order (self, db, question->sort, stamp, error))
    return NULL;
  return filter_order (self->order, backwards, sets);
}

/* What changed since @stamp. (element-type guint32) (transfer full) (nullable) */
static GArray *
list_changed (RsDb *db, gint64 stamp, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "SELECT id FROM case_row WHERE stamp > $1", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, stamp);
  return collect_ids (statement, error);
}

static gboolean
fill_answer (RsRowSource *self, RsDb *db, const RsRowQuestion *question, gint64 known_stamp,
             RsRowAnswer *answer, GError **error)
{
  if (!rs_db_query_int (db, "SELECT coalesce(max(stamp), 0) FROM case_row", &answer->stamp, error))
    return FALSE;
  answer->changed
    = known_stamp > 0 ? list_changed (db, known_stamp, error) : g_array_new (FALSE, FALSE, sizeof (guint32));
  if (answer->changed == NULL)
    return FALSE;
  answer->ids = list_ids (self, db, question, answer->stamp, error);
  if (answer->ids == NULL || !read_counts (self, db, answer->stamp, error))
    return FALSE;
  answer->counts = g_hash_table_ref (self->counts);
  return TRUE;
}

RsRowAnswer *
rs_row_source_ask (RsRowSource *self, RsDb *db, const RsRowQuestion *question, const RsRowKnowledge *known,
                   GError **error)
{
  g_autoptr (RsRowAnswer) answer = g_new0 (RsRowAnswer, 1);
  g_autoptr (RsRowSet) changed = rs_row_set_new ();
  gboolean ok;

  g_return_val_if_fail (question->sort < G_N_ELEMENTS (order_sql), NULL);

  if (db != NULL)
    {
      ok = fill_answer (self, db, question, known->stamp, answer, error);
    }
  else
    {
      ok = open_db (self, error) && rs_db_run (self->db, "BEGIN", error);
      if (ok)
        {
          ok = fill_answer (self, self->db, question, known->stamp, answer, error);
          rs_db_run (self->db, "ROLLBACK", NULL); /* it only read */
        }
    }
  if (!ok)
    return NULL;
  for (guint i = 0; i < answer->changed->len; i++)
    rs_row_set_add (changed, g_array_index (answer->changed, guint32, i));
  answer->hunks = rs_row_ids_compare (known->ids, answer->ids, changed);
  return g_steal_pointer (&answer);
}
