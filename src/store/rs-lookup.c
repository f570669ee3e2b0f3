/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-lookup.h"

gboolean
rs_lookup_put (RsDb *db, const char *kind, const char *word, const char *key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "INSERT INTO lookup (kind, word, key) VALUES ($1, $2, $3) ON CONFLICT (kind, word, key) DO NOTHING",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, kind);
  rs_statement_bind_text (statement, 2, word);
  rs_statement_bind_text (statement, 3, key);
  return rs_statement_run (statement, error);
}

GPtrArray *
rs_lookup_find (RsDb *db, const char *kind, const char *word, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT key FROM lookup WHERE kind = $1 AND word = $2 ORDER BY key", error);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, kind);
  rs_statement_bind_text (statement, 2, word);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (keys, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&keys) : NULL;
}
