/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cases.h"

#include "rs-error.h"

static void
bind_state (RsStatement *statement, guint first, const RsStep *step)
{
  rs_statement_bind_text (statement, first, rs_step_state_name (step->state));
  rs_statement_bind_text (statement, first + 1, step->payload);
  rs_statement_bind_text (statement, first + 2, step->result);
  rs_statement_bind_int (statement, first + 3, step->attempts);
  rs_statement_bind_instant (statement, first + 4, step->due_at);
  rs_statement_bind_text (statement, first + 5, step->error);
  rs_statement_bind_int (statement, first + 6, step->error_code);
  rs_statement_bind_instant (statement, first + 7, step->changed_at);
}

gboolean
rs_journal_add (RsDb *db, RsStep *step, gboolean *added, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO step (key, kind, case_key, who, created_at, state, payload, result, attempts, due_at, error, error_code, changed_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (key) DO NOTHING",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, step->key);
  rs_statement_bind_text (statement, 2, step->kind);
  rs_statement_bind_text (statement, 3, step->case_key);
  rs_statement_bind_text (statement, 4, step->who);
  rs_statement_bind_instant (statement, 5, step->created_at);
  bind_state (statement, 6, step);
  if (!rs_statement_run (statement, error))
    return FALSE;
  *added = rs_db_changes (db) > 0;
  if (*added)
    step->id = rs_db_last_id (db);
  return TRUE;
}

gboolean
rs_journal_update (RsDb *db, const RsStep *step, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "UPDATE step SET state = $1, payload = $2, result = $3, attempts = $4, due_at = $5, error = $6, error_code = $7, changed_at = $8 "
    "WHERE id = $9",
    error);

  if (statement == NULL)
    return FALSE;
  bind_state (statement, 1, step);
  rs_statement_bind_int (statement, 9, step->id);
  if (!rs_statement_run (statement, error))
    return FALSE;
  if (rs_db_changes (db) == 1)
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The journal does not hold step %" G_GINT64_FORMAT,
               step->id);
  return FALSE;
}

static RsStep *
read_step (RsStatement *statement)
{
  RsStep *step = rs_step_new ();

  step->id = rs_statement_get_int (statement, 0);
  step->key = g_strdup (rs_statement_get_text (statement, 1));
  step->kind = g_strdup (rs_statement_get_text (statement, 2));
  step->case_key = g_strdup (rs_statement_get_text (statement, 3));
  step->who = g_strdup (rs_statement_get_text (statement, 4));
  step->created_at = rs_statement_get_instant (statement, 5);
  /* A word this version does not know: left alone, as something under way. */
  if (!rs_step_state_parse (rs_statement_get_text (statement, 6), &step->state))
    step->state = RS_STEP_DOUBTFUL;
  step->payload = g_strdup (rs_statement_get_text (statement, 7));
  step->result = g_strdup (rs_statement_get_text (statement, 8));
  step->attempts = (guint) rs_statement_get_int (statement, 9);
  step->due_at = rs_statement_get_instant (statement, 10);
  step->error = g_strdup (rs_statement_get_text (statement, 11));
  step->error_code = (int) rs_statement_get_int (statement, 12);
  step->changed_at = rs_statement_get_instant (statement, 13);
  return step;
}

GPtrArray *
rs_journal_of_case (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT id, key, kind, case_key, who, created_at, state, payload, result, attempts, due_at, error, error_code, changed_at FROM step "
    "WHERE case_key = $1 ORDER BY id",
    error);
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_step_unref);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (steps, read_step (statement));
  return result == RS_ROW_NONE ? g_steal_pointer (&steps) : NULL;
}

RsStep *
rs_journal_find (RsDb *db, const char *key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT id, key, kind, case_key, who, created_at, state, payload, result, attempts, due_at, error, error_code, changed_at FROM step "
    "WHERE key = $1",
    error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, key);
  return rs_statement_step (statement, error) == RS_ROW ? read_step (statement) : NULL;
}

gboolean
rs_journal_take_over (RsDb *db, const RsStep *step, const char *case_key, gboolean *taken, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db,
                     "UPDATE step SET case_key = $1, state = 'sent', payload = $2, result = $3 WHERE id = $4 "
                     "AND state IN ('failed', 'dropped')",
                     error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, case_key);
  rs_statement_bind_text (statement, 2, step->payload);
  rs_statement_bind_text (statement, 3, step->result);
  rs_statement_bind_int (statement, 4, step->id);
  if (!rs_statement_run (statement, error))
    return FALSE;
  *taken = rs_db_changes (db) == 1;
  return TRUE;
}

gboolean
rs_journal_doubt_sent (RsDb *db, guint *n_doubtful, GError **error)
{
  g_autoptr (RsStatement) mark = rs_db_prepare (
    db,
    "INSERT INTO dirty (case_key, stamp) SELECT DISTINCT case_key, 1 FROM step WHERE state IN ('sent', 'doubtful', 'planned') "
    "ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1",
    error);
  g_autoptr (RsStatement) doubt
    = rs_db_prepare (db, "UPDATE step SET state = 'doubtful' WHERE state = 'sent'", error);

  if (mark == NULL || doubt == NULL || !rs_statement_run (mark, error) || !rs_statement_run (doubt, error))
    return FALSE;
  *n_doubtful = rs_db_changes (db);
  return TRUE;
}

gboolean
rs_journal_count_in_flight (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db,
                     "SELECT count(*) FROM step WHERE state IN ('planned', 'sent', 'doubtful') "
                     "OR (state = 'waiting' AND due_at IS NOT NULL)",
                     error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
rs_journal_count_uncertain (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT count(*) FROM step WHERE state IN ('sent', 'doubtful')", error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
rs_journal_hasten (RsDb *db, int code, RsInstant now, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "UPDATE step SET due_at = $1 WHERE state = 'waiting' AND error_code = $2 AND due_at > $1", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_instant (statement, 1, now);
  rs_statement_bind_int (statement, 2, code);
  return rs_statement_run (statement, error);
}
