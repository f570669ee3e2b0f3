/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cases.h"

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
    db,
    "INSERT INTO dirty (case_key, stamp) VALUES ($1, 1) ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1",
    case_key, error);
}

gboolean
rs_cases_mark_all_dirty (RsDb *db, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO dirty (case_key, stamp) SELECT key, 1 FROM case_row WHERE TRUE ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1",
    error);

  return statement != NULL && rs_statement_run (statement, error);
}

gboolean
rs_cases_mark_ws_orders_dirty (RsDb *db, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO dirty (case_key, stamp) SELECT 'ws-order/' || d.key, 1 FROM document d "
    "WHERE d.service = 'webshipper' AND d.kind = 'order' AND d.gone = 0 "
    "AND NOT EXISTS (SELECT 1 FROM link l WHERE l.ws_order_id = d.key AND l.case_key <> 'ws-order/' || d.key) "
    "AND coalesce(d.parent, '') NOT LIKE 'rb-%' ON CONFLICT (case_key) DO UPDATE SET stamp = dirty.stamp + 1",
    error);

  return statement != NULL && rs_statement_run (statement, error);
}

GPtrArray *
rs_cases_list_dirty (RsDb *db, RsInstant now, guint limit, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT case_key FROM dirty UNION SELECT case_key FROM step WHERE state IN ('waiting', 'doubtful') AND "
    "(due_at <= $1 OR due_at > $3) ORDER BY case_key LIMIT $2",
    error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, now);
  rs_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT64);
  rs_statement_bind_int (statement, 3,
                         now < G_MAXINT64 - RS_STEP_LONGEST_WAIT ? now + RS_STEP_LONGEST_WAIT : now);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (keys, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&keys) : NULL;
}

GPtrArray *
rs_cases_list_since (RsDb *db, RsInstant since, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "SELECT key FROM case_row WHERE created_at >= $1 ORDER BY created_at DESC, id DESC", error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, since);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (keys, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&keys) : NULL;
}

gboolean
rs_cases_dirty_stamp (RsDb *db, const char *case_key, gint64 *stamp, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT stamp FROM dirty WHERE case_key = $1", error);
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
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "DELETE FROM dirty WHERE case_key = $1 AND stamp <= $2", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, case_key);
  rs_statement_bind_int (statement, 2, looked_at);
  return rs_statement_run (statement, error);
}
