/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cases.h"

#include "rs-case-columns.h"
#include "rs-case-search.h"
#include "rs-fold.h"

/* All that a row says besides its key: as columns, as placeholders, as stored and as offered. */
#define CONTENT                                                                                              \
  "number, number_value, reference, customer, customer_sort, country, city, phone, term, "                   \
  "term_sort, rate, skus, tracking, n_lines, grams, amount, currency, created_at, updated_at, "              \
  "rackbeat, webshipper, state, next"
#define PLACES                                                                                               \
  "$2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "             \
  "$22, $23, $24"
#define OLD                                                                                                  \
  "case_row.number, case_row.number_value, case_row.reference, case_row.customer, "                          \
  "case_row.customer_sort, case_row.country, case_row.city, case_row.phone, case_row.term, "                 \
  "case_row.term_sort, case_row.rate, case_row.skus, case_row.tracking, case_row.n_lines, "                  \
  "case_row.grams, case_row.amount, case_row.currency, case_row.created_at, "                                \
  "case_row.updated_at, case_row.rackbeat, case_row.webshipper, case_row.state, case_row.next"
#define NEW                                                                                                  \
  "excluded.number, excluded.number_value, excluded.reference, excluded.customer, "                          \
  "excluded.customer_sort, excluded.country, excluded.city, excluded.phone, excluded.term, "                 \
  "excluded.term_sort, excluded.rate, excluded.skus, excluded.tracking, excluded.n_lines, "                  \
  "excluded.grams, excluded.amount, excluded.currency, excluded.created_at, "                                \
  "excluded.updated_at, excluded.rackbeat, excluded.webshipper, excluded.state, excluded.next"

/* What is put and is as it was leaves no trace: neither stamp nor index change. */
#define PUT_SQL                                                                                              \
  "INSERT INTO case_row (key, " CONTENT ", words_hash, stamp) VALUES ($1, " PLACES ", $25, "                 \
  "(SELECT coalesce(max(stamp), 0) + 1 FROM case_row)) ON CONFLICT (key) DO UPDATE SET (" CONTENT            \
  ", words_hash, stamp) = (" NEW ", excluded.words_hash, excluded.stamp) WHERE (" OLD                        \
  ") IS DISTINCT FROM (" NEW ") RETURNING id"

/* The number in an order number, so that 999 comes before 1000 and "SO-7" before "SO-10". */
static gint64
number_value (const char *number)
{
  const char *p = number;

  while (p != NULL && *p != '\0' && !g_ascii_isdigit (*p))
    p++;
  return p != NULL ? g_ascii_strtoll (p, NULL, 10) : 0;
}

/* The same for the same words, in every version and on every machine (FNV-1a). */
static gint64
hash_words (const char *words)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = words; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return (gint64) hash;
}

/* Whether the search index holds other words for this row, or none. */
static gboolean
compare_words (RsDb *db, const char *key, gint64 words_hash, gboolean *differ, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT words_hash FROM case_row WHERE key = $1", error);
  RsRowResult result;

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, key);
  result = rs_statement_step (statement, error);
  *differ = result != RS_ROW || rs_statement_get_int (statement, 0) != words_hash;
  return result != RS_ROW_ERROR;
}

/* What is sorted by is bounded, whatever a service sends. (transfer full) */
static char *
sort_key (const char *text)
{
  g_autofree char *head = g_strndup (text != NULL ? text : "", 200);

  return rs_fold (head);
}

static void
bind_content (RsStatement *statement, const RsCaseRow *row)
{
  g_autofree char *customer_sort = sort_key (row->customer);
  g_autofree char *term_sort = sort_key (row->term);

  rs_statement_bind_text (statement, 2, row->number);
  rs_statement_bind_int (statement, 3, number_value (row->number));
  rs_statement_bind_text (statement, 4, row->reference);
  rs_statement_bind_text (statement, 5, row->customer);
  rs_statement_bind_text (statement, 6, customer_sort);
  rs_statement_bind_text (statement, 7, row->country);
  rs_statement_bind_text (statement, 8, row->city);
  rs_statement_bind_text (statement, 9, row->phone);
  rs_statement_bind_text (statement, 10, row->term);
  rs_statement_bind_text (statement, 11, term_sort);
  rs_statement_bind_text (statement, 12, row->rate);
  rs_statement_bind_text (statement, 13, row->skus);
  rs_statement_bind_text (statement, 14, row->tracking);
  rs_statement_bind_int (statement, 15, row->n_lines);
  rs_statement_bind_decimal (statement, 16, row->grams);
  rs_statement_bind_decimal (statement, 17, row->amount);
  rs_statement_bind_text (statement, 18, row->currency);
  rs_statement_bind_instant (statement, 19, row->created_at);
  rs_statement_bind_instant (statement, 20, row->updated_at);
  rs_statement_bind_text (statement, 21, row->rackbeat);
  rs_statement_bind_text (statement, 22, row->webshipper);
  rs_statement_bind_text (statement, 23, row->state);
  rs_statement_bind_text (statement, 24, row->next);
}

gboolean
rs_cases_put_row (RsDb *db, const RsCaseRow *row, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, PUT_SQL, error);
  g_autofree char *words = rs_case_search_words (row);
  gint64 words_hash = hash_words (words);
  gboolean words_differ;

  if (statement == NULL || !compare_words (db, row->key, words_hash, &words_differ, error))
    return FALSE;
  rs_statement_bind_text (statement, 1, row->key);
  bind_content (statement, row);
  rs_statement_bind_int (statement, 25, words_hash);
  switch (rs_statement_step (statement, error))
    {
    case RS_ROW:
      return !words_differ || rs_case_search_put (db, rs_statement_get_int (statement, 0), words, error);
    case RS_ROW_NONE:
      return TRUE;
    case RS_ROW_ERROR:
    default:
      return FALSE;
    }
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
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE key = $1", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  return rs_statement_step (statement, error) == RS_ROW ? rs_case_columns_read (statement) : NULL;
}

gboolean
rs_cases_read_rows (RsDb *db, const guint32 *ids, guint n_ids, GPtrArray *rows, GError **error)
{
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (RsStatement) statement
        = rs_db_prepare (db, "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE id = $1", error);
      RsRowResult result;

      if (statement == NULL)
        return FALSE;
      rs_statement_bind_int (statement, 1, ids[i]);
      result = rs_statement_step (statement, error);
      if (result == RS_ROW_ERROR)
        return FALSE;
      if (result == RS_ROW)
        g_ptr_array_add (rows, rs_case_columns_read (statement));
    }
  return TRUE;
}
