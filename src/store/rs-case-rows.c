/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cases.h"

#include "rs-case-columns.h"
#include "rs-error.h"
#include "rs-fold.h"

#include <string.h>

static gboolean
run_with_key (RsDb *db, const char *sql, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, case_key);
  return rs_statement_run (statement, error);
}

gboolean
rs_cases_mark_dirty (RsDb *db, const char *case_key, GError **error)
{
  return run_with_key (
      db, "INSERT INTO dirty (case_key, stamp) VALUES ($1, 1) ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1", case_key, error);
}

gboolean
rs_cases_mark_all_dirty (RsDb *db, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
      db, "INSERT INTO dirty (case_key, stamp) SELECT key, 1 FROM case_row WHERE TRUE ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1",
      error);

  return statement != NULL && rs_statement_run (statement, error);
}

GPtrArray *
rs_cases_list_dirty (RsDb *db, RsInstant now, guint limit, GError **error)
{
  g_autoptr (RsStatement) statement =
      rs_db_prepare (db,
                     "SELECT case_key FROM dirty UNION SELECT case_key FROM step WHERE state IN ('waiting', 'doubtful') AND due_at <= $1 "
                     "ORDER BY case_key LIMIT $2",
                     error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, now);
  rs_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT64);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (keys, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&keys) : NULL;
}

gboolean
rs_cases_dirty_stamp (RsDb *db, const char *case_key, gint64 *stamp, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "SELECT stamp FROM dirty WHERE case_key = $1", error);
  RsRowResult result;

  *stamp = 0;
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, case_key);
  result = rs_statement_step (statement, error);
  if (result == RS_ROW)
    *stamp = rs_statement_get_int (statement, 0);
  return result != RS_ROW_ERROR;
}

gboolean
rs_cases_clear_dirty (RsDb *db, const char *case_key, gint64 looked_at, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "DELETE FROM dirty WHERE case_key = $1 AND stamp <= $2", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, case_key);
  rs_statement_bind_int (statement, 2, looked_at);
  return rs_statement_run (statement, error);
}

/* Everything of a row that search looks at, as folded words; a phone number also without its spaces. */
static char *
search_words (const RsCaseRow *row)
{
  const char *parts[] = { row->number, row->reference, row->customer, row->city, row->phone, row->skus, row->tracking };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *folded = rs_fold (parts[i]);

      g_string_append_printf (words, " %s", folded);
    }
  g_string_append_c (words, ' ');
  for (const char *p = row->phone; p != NULL && *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (words, *p);
  return g_string_free (words, FALSE);
}

static gboolean
put_search (RsDb *db, gint64 id, const RsCaseRow *row, GError **error)
{
  g_autofree char *words = search_words (row);
  g_autoptr (RsStatement) forget = rs_db_prepare (db, "DELETE FROM case_search WHERE rowid = $1", error);
  g_autoptr (RsStatement) learn = rs_db_prepare (db, "INSERT INTO case_search (rowid, words) VALUES ($1, $2)", error);

  if (forget == NULL || learn == NULL)
    return FALSE;
  rs_statement_bind_int (forget, 1, id);
  rs_statement_bind_int (learn, 1, id);
  rs_statement_bind_text (learn, 2, words);
  return rs_statement_run (forget, error) && rs_statement_run (learn, error);
}

gboolean
rs_cases_put_row (RsDb *db, const RsCaseRow *row, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
      db,
      "INSERT INTO case_row (key, number, number_value, reference, customer, country, city, phone, term, rate, skus, tracking, n_lines, grams, "
      "amount, currency, created_at, updated_at, rackbeat, webshipper, state, next, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, "
      "$11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 1) ON CONFLICT (key) DO UPDATE SET number = excluded.number, number_value = "
      "excluded.number_value, reference = excluded.reference, customer = excluded.customer, country = excluded.country, city = excluded.city, "
      "phone = excluded.phone, term = excluded.term, rate = excluded.rate, skus = excluded.skus, tracking = excluded.tracking, n_lines = "
      "excluded.n_lines, grams = excluded.grams, amount = excluded.amount, currency = excluded.currency, created_at = excluded.created_at, "
      "updated_at = excluded.updated_at, rackbeat = excluded.rackbeat, webshipper = excluded.webshipper, state = excluded.state, next = "
      "excluded.next, version = case_row.version + 1 RETURNING id",
      error);
  gint64 id;

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, row->key);
  rs_statement_bind_text (statement, 2, row->number);
  rs_statement_bind_int (statement, 3, row->number != NULL ? g_ascii_strtoll (row->number, NULL, 10) : 0);
  rs_statement_bind_text (statement, 4, row->reference);
  rs_statement_bind_text (statement, 5, row->customer);
  rs_statement_bind_text (statement, 6, row->country);
  rs_statement_bind_text (statement, 7, row->city);
  rs_statement_bind_text (statement, 8, row->phone);
  rs_statement_bind_text (statement, 9, row->term);
  rs_statement_bind_text (statement, 10, row->rate);
  rs_statement_bind_text (statement, 11, row->skus);
  rs_statement_bind_text (statement, 12, row->tracking);
  rs_statement_bind_int (statement, 13, row->n_lines);
  rs_statement_bind_decimal (statement, 14, row->grams);
  rs_statement_bind_decimal (statement, 15, row->amount);
  rs_statement_bind_text (statement, 16, row->currency);
  rs_statement_bind_instant (statement, 17, row->created_at);
  rs_statement_bind_instant (statement, 18, row->updated_at);
  rs_statement_bind_text (statement, 19, row->rackbeat);
  rs_statement_bind_text (statement, 20, row->webshipper);
  rs_statement_bind_text (statement, 21, row->state);
  rs_statement_bind_text (statement, 22, row->next);
  if (rs_statement_step (statement, error) != RS_ROW)
    return FALSE;
  id = rs_statement_get_int (statement, 0);
  return put_search (db, id, row, error);
}

RsCaseRow *
rs_case_columns_read (RsStatement *statement)
{
  RsCaseRow *row = rs_case_row_new ();

  row->id = rs_statement_get_int (statement, 0);
  row->key = g_strdup (rs_statement_get_text (statement, 1));
  row->number = g_strdup (rs_statement_get_text (statement, 2));
  row->reference = g_strdup (rs_statement_get_text (statement, 3));
  row->customer = g_strdup (rs_statement_get_text (statement, 4));
  row->country = g_strdup (rs_statement_get_text (statement, 5));
  row->city = g_strdup (rs_statement_get_text (statement, 6));
  row->phone = g_strdup (rs_statement_get_text (statement, 7));
  row->term = g_strdup (rs_statement_get_text (statement, 8));
  row->rate = g_strdup (rs_statement_get_text (statement, 9));
  row->skus = g_strdup (rs_statement_get_text (statement, 10));
  row->tracking = g_strdup (rs_statement_get_text (statement, 11));
  row->n_lines = (guint) rs_statement_get_int (statement, 12);
  row->grams = rs_statement_get_decimal (statement, 13);
  row->amount = rs_statement_get_decimal (statement, 14);
  row->currency = g_strdup (rs_statement_get_text (statement, 15));
  row->created_at = rs_statement_get_instant (statement, 16);
  row->updated_at = rs_statement_get_instant (statement, 17);
  row->rackbeat = g_strdup (rs_statement_get_text (statement, 18));
  row->webshipper = g_strdup (rs_statement_get_text (statement, 19));
  row->state = g_strdup (rs_statement_get_text (statement, 20));
  row->next = g_strdup (rs_statement_get_text (statement, 21));
  return row;
}

RsCaseRow *
rs_cases_get_row (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE key = $1", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  return rs_statement_step (statement, error) == RS_ROW ? rs_case_columns_read (statement) : NULL;
}

/* What a person typed as a query that the index cannot misread: each folded word quoted, as a prefix. At most 20 words. */
char *
rs_case_columns_search_query (const char *search)
{
  g_autofree char *head = search != NULL ? g_strndup (search, 400) : NULL;
  g_autofree char *folded = rs_fold (head);
  g_auto (GStrv) words = g_strsplit (folded, " ", 20);
  GString *query = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strchr (words[i], ' ') == NULL)
      g_string_append_printf (query, "%s\"%s\"*", query->len > 0 ? " AND " : "", words[i]);
  return g_string_free (query, FALSE);
}

GPtrArray *
rs_cases_search (RsDb *db, const char *search, guint limit, GError **error)
{
  g_autofree char *query = rs_case_columns_search_query (search);
  g_autoptr (RsStatement) statement =
      *query != '\0' ? rs_db_prepare (db,
                                      "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE id IN (SELECT rowid FROM case_search WHERE words MATCH $2) "
                                      "ORDER BY created_at DESC, id DESC LIMIT $1",
                                      error)
                     : rs_db_prepare (db, "SELECT " RS_CASE_COLUMNS " FROM case_row ORDER BY created_at DESC, id DESC LIMIT $1", error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, limit > 0 ? limit : G_MAXINT64);
  if (*query != '\0')
    rs_statement_bind_text (statement, 2, query);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (rows, rs_case_columns_read (statement));
  return result == RS_ROW_NONE ? g_steal_pointer (&rows) : NULL;
}
