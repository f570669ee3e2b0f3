/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-records.h"

void
rs_activity_free (RsActivity *self)
{
  g_free (self->case_key);
  g_free (self->who);
  g_free (self->what);
  g_free (self->result);
  g_free (self->detail);
  g_free (self);
}

gboolean
rs_activity_add (RsDb *db, RsInstant at, const char *case_key, const char *who, const char *what,
                 const char *result, const char *detail, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "INSERT INTO activity (at, case_key, who, what, result, detail) VALUES ($1, $2, $3, $4, $5, $6)",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_instant (statement, 1, at);
  rs_statement_bind_text (statement, 2, case_key);
  rs_statement_bind_text (statement, 3, who);
  rs_statement_bind_text (statement, 4, what);
  rs_statement_bind_text (statement, 5, result);
  rs_statement_bind_text (statement, 6, detail);
  return rs_statement_run (statement, error);
}

#define COLUMNS "id, at, case_key, who, what, result, detail"

static GPtrArray *
collect (RsStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_activity_free);
  RsRowResult result;

  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsActivity *entry = g_new0 (RsActivity, 1);

      entry->id = rs_statement_get_int (statement, 0);
      entry->at = rs_statement_get_instant (statement, 1);
      entry->case_key = g_strdup (rs_statement_get_text (statement, 2));
      entry->who = g_strdup (rs_statement_get_text (statement, 3));
      entry->what = g_strdup (rs_statement_get_text (statement, 4));
      entry->result = g_strdup (rs_statement_get_text (statement, 5));
      entry->detail = g_strdup (rs_statement_get_text (statement, 6));
      g_ptr_array_add (entries, entry);
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&entries) : NULL;
}

GPtrArray *
rs_activity_list (RsDb *db, const char *case_key, const char *search, guint limit, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT " COLUMNS " FROM activity WHERE ($1 IS NULL OR case_key = $1) AND ($2 IS NULL OR "
    "instr(lower(what), lower($2)) > 0 OR instr(lower(coalesce(detail, '')), lower($2)) > 0 OR instr(coalesce(case_key, ''), $2) > 0) "
    "ORDER BY id DESC LIMIT $3",
    error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  rs_statement_bind_text (statement, 2, search != NULL && *search != '\0' ? search : NULL);
  rs_statement_bind_int (statement, 3, limit > 0 ? limit : G_MAXINT64);
  return collect (statement, error);
}

GPtrArray *
rs_activity_list_before (RsDb *db, gint64 before, RsActivityKind kind, guint limit, GError **error)
{
  static const char *const conditions[]
    = { "1 = 1", "result IN ('failed', 'doubtful')", "who = 'person'", "who <> 'person'" };
  g_autofree char *sql = NULL;
  g_autoptr (RsStatement) statement = NULL;

  G_STATIC_ASSERT (G_N_ELEMENTS (conditions) == RS_N_ACTIVITY_KINDS);
  g_return_val_if_fail ((guint) kind < RS_N_ACTIVITY_KINDS, NULL);

  sql = g_strdup_printf ("SELECT " COLUMNS " FROM activity WHERE id < $1 AND %s ORDER BY id DESC LIMIT $2",
                         conditions[kind]);
  statement = rs_db_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;
  rs_statement_bind_int (statement, 1, before > 0 ? before : G_MAXINT64);
  rs_statement_bind_int (statement, 2, limit);
  return collect (statement, error);
}
