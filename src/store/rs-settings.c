/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-records.h"

gboolean
rs_answers_put (RsDb *db, const char *kind, const char *key, const char *value, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO answer (kind, key, value) VALUES ($1, $2, $3) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, kind);
  rs_statement_bind_text (statement, 2, key);
  rs_statement_bind_text (statement, 3, value);
  return rs_statement_run (statement, error);
}

char *
rs_answers_get (RsDb *db, const char *kind, const char *key, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT value FROM answer WHERE kind = $1 AND key = $2", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, kind);
  rs_statement_bind_text (statement, 2, key);
  return rs_statement_step (statement, error) == RS_ROW ? g_strdup (rs_statement_get_text (statement, 0))
                                                        : NULL;
}

GHashTable *
rs_answers_all (RsDb *db, const char *kind, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT key, value FROM answer WHERE kind = $1", error);
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, kind);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_hash_table_insert (answers, g_strdup (rs_statement_get_text (statement, 0)),
                         g_strdup (rs_statement_get_text (statement, 1)));
  return result == RS_ROW_NONE ? g_steal_pointer (&answers) : NULL;
}

char *
rs_settings_get (RsDb *db, const char *name, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "SELECT value FROM setting WHERE name = $1", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, name);
  return rs_statement_step (statement, error) == RS_ROW ? g_strdup (rs_statement_get_text (statement, 0))
                                                        : NULL;
}

gboolean
rs_settings_set (RsDb *db, const char *name, const char *value, GError **error)
{
  g_autoptr (RsStatement) statement
    = value != NULL
        ? rs_db_prepare (
            db,
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            error)
        : rs_db_prepare (db, "DELETE FROM setting WHERE name = $1", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, name);
  if (value != NULL)
    rs_statement_bind_text (statement, 2, value);
  return rs_statement_run (statement, error);
}

gboolean
rs_mapping_put (RsDb *db, gint64 channel, gint64 term, gint64 rate, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO mapping (channel, term, rate) VALUES ($1, $2, $3) ON CONFLICT (channel, term) DO UPDATE SET rate = excluded.rate",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_int (statement, 1, channel);
  rs_statement_bind_int (statement, 2, term);
  rs_statement_bind_int (statement, 3, rate);
  return rs_statement_run (statement, error);
}

gboolean
rs_mapping_remove (RsDb *db, gint64 channel, gint64 term, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "DELETE FROM mapping WHERE channel = $1 AND term = $2", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_int (statement, 1, channel);
  rs_statement_bind_int (statement, 2, term);
  return rs_statement_run (statement, error);
}

GHashTable *
rs_mapping_all (RsDb *db, gint64 channel, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT term, rate FROM mapping WHERE channel = $1", error);
  g_autoptr (GHashTable) mapping = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, channel);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      gint64 term = rs_statement_get_int (statement, 0);
      gint64 rate = rs_statement_get_int (statement, 1);

      g_hash_table_insert (mapping, g_memdup2 (&term, sizeof term), g_memdup2 (&rate, sizeof rate));
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&mapping) : NULL;
}
