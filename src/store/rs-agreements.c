/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-agreements.h"

/* There is one: the last. */
#define ID "1"

static gboolean
put_row (RsStatement *statement, guint position, const RsAgreementRow *row, GError **error)
{
  rs_statement_bind_int (statement, 1, position);
  rs_statement_bind_text (statement, 2, row->case_key);
  rs_statement_bind_text (statement, 3, row->number != NULL ? row->number : "");
  rs_statement_bind_text (statement, 4, row->customer);
  rs_statement_bind_instant (statement, 5, row->created_at);
  rs_statement_bind_text (statement, 6, rs_verdict_word (row->verdict));
  rs_statement_bind_text (statement, 7, row->words);
  return rs_statement_run (statement, error);
}

static gboolean
put_head (RsDb *db, const RsAgreement *agreement, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "INSERT INTO agreement (id, since, made_at) VALUES (" ID ", $1, $2)", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_instant (statement, 1, agreement->since);
  rs_statement_bind_instant (statement, 2, agreement->made_at);
  return rs_statement_run (statement, error);
}

static gboolean
run (RsDb *db, const char *sql, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);

  return statement != NULL && rs_statement_run (statement, error);
}

gboolean
rs_agreements_keep (RsDb *db, const RsAgreement *agreement, GError **error)
{
  if (!run (db, "DELETE FROM agreement_row", error) || !run (db, "DELETE FROM agreement", error)
      || !put_head (db, agreement, error))
    return FALSE;
  for (guint i = 0; i < agreement->rows->len; i++)
    {
      g_autoptr (RsStatement) statement = rs_db_prepare (
        db,
        "INSERT INTO agreement_row (agreement_id, position, case_key, number, customer, created_at, verdict, words) "
        "VALUES (" ID ", $1, $2, $3, $4, $5, $6, $7)",
        error);

      if (statement == NULL || !put_row (statement, i, g_ptr_array_index (agreement->rows, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_head (RsDb *db, RsInstant *since, RsInstant *made_at, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT since, made_at FROM agreement WHERE id = " ID, error);
  RsRowResult result = statement != NULL ? rs_statement_step (statement, error) : RS_ROW_ERROR;

  *since = *made_at = RS_INSTANT_NONE;
  if (result == RS_ROW)
    {
      *since = rs_statement_get_instant (statement, 0);
      *made_at = rs_statement_get_instant (statement, 1);
    }
  return result != RS_ROW_ERROR;
}

gboolean
rs_agreements_get_made_at (RsDb *db, RsInstant *out, GError **error)
{
  RsInstant since;

  return load_head (db, &since, out, error);
}

gboolean
rs_agreements_load (RsDb *db, RsAgreement **out, GError **error)
{
  g_autoptr (RsAgreement) agreement = NULL;
  g_autoptr (RsStatement) statement = NULL;
  RsInstant since, made_at;
  RsRowResult result;

  *out = NULL;
  if (!load_head (db, &since, &made_at, error))
    return FALSE;
  if (made_at == RS_INSTANT_NONE)
    return TRUE;
  agreement = rs_agreement_new (since, made_at);
  statement
    = rs_db_prepare (db,
                     "SELECT case_key, number, customer, created_at, verdict, words FROM agreement_row "
                     "WHERE agreement_id = " ID " ORDER BY position",
                     error);
  if (statement == NULL)
    return FALSE;
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsVerdict verdict;
      RsAgreementRow *row;

      if (!rs_verdict_parse (rs_statement_get_text (statement, 4), &verdict))
        continue; /* of a newer RackShip */
      row = g_new0 (RsAgreementRow, 1);
      row->case_key = g_strdup (rs_statement_get_text (statement, 0));
      row->number = g_strdup (rs_statement_get_text (statement, 1));
      row->customer = g_strdup (rs_statement_get_text (statement, 2));
      row->created_at = rs_statement_get_instant (statement, 3);
      row->verdict = verdict;
      row->words = g_strdup (rs_statement_get_text (statement, 5));
      rs_agreement_add (agreement, row);
    }
  if (result != RS_ROW_NONE)
    return FALSE;
  *out = g_steal_pointer (&agreement);
  return TRUE;
}

gboolean
rs_agreements_count_disagreements (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db,
                     "SELECT count(*) FROM agreement_row WHERE agreement_id = " ID
                     " AND verdict IN ('missing', 'differs', 'surplus')",
                     error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}
