/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-records.h"

#define COLUMNS "code, subject, case_key, text, arguments, remedies, since"

static RsProblem *
read_problem (RsStatement *statement)
{
  RsProblem *problem
    = rs_problem_new (rs_statement_get_text (statement, 0), rs_statement_get_text (statement, 1),
                      rs_statement_get_text (statement, 2), rs_statement_get_text (statement, 5), "%s",
                      rs_statement_get_text (statement, 3));

  problem->arguments = g_strdup (rs_statement_get_text (statement, 4));
  problem->since = rs_statement_get_instant (statement, 6);
  return problem;
}

static GPtrArray *
collect (RsStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  RsRowResult result;

  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (problems, read_problem (statement));
  return result == RS_ROW_NONE ? g_steal_pointer (&problems) : NULL;
}

gboolean
rs_problems_raise (RsDb *db, const RsProblem *problem, RsInstant now, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO problem (" COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (code, subject) WHERE solved_at IS NULL "
    "DO UPDATE SET case_key = excluded.case_key, text = excluded.text, arguments = excluded.arguments, remedies = excluded.remedies",
    error);
  g_autofree char *remedies = problem->remedies != NULL ? g_strjoinv (",", problem->remedies) : NULL;

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, problem->code);
  rs_statement_bind_text (statement, 2, problem->subject);
  rs_statement_bind_text (statement, 3, problem->case_key);
  rs_statement_bind_text (statement, 4, problem->text);
  rs_statement_bind_text (statement, 5, problem->arguments);
  rs_statement_bind_text (statement, 6, remedies);
  rs_statement_bind_instant (statement, 7, now);
  return rs_statement_run (statement, error);
}

gboolean
rs_problems_solve (RsDb *db, const char *code, const char *subject, RsInstant now, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "UPDATE problem SET solved_at = $1 WHERE code = $2 AND subject = $3 AND solved_at IS NULL", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_instant (statement, 1, now);
  rs_statement_bind_text (statement, 2, code);
  rs_statement_bind_text (statement, 3, subject);
  return rs_statement_run (statement, error);
}

static gboolean
is_among (GPtrArray *problems, const RsProblem *wanted)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (problems, i);

      if (g_str_equal (problem->code, wanted->code) && g_str_equal (problem->subject, wanted->subject))
        return TRUE;
    }
  return FALSE;
}

gboolean
rs_problems_set_for_case (RsDb *db, const char *case_key, GPtrArray *problems, RsInstant now, GError **error)
{
  g_autoptr (GPtrArray) known = rs_problems_of_case (db, case_key, error);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (known, i);

      if (!is_among (problems, problem)
          && !rs_problems_solve (db, problem->code, problem->subject, now, error))
        return FALSE;
    }
  for (guint i = 0; i < problems->len; i++)
    if (!rs_problems_raise (db, g_ptr_array_index (problems, i), now, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
rs_problems_of_case (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "SELECT " COLUMNS " FROM problem WHERE case_key = $1 AND solved_at IS NULL ORDER BY id", error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  return collect (statement, error);
}

GPtrArray *
rs_problems_list (RsDb *db, const char *search, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT " COLUMNS
    " FROM problem WHERE solved_at IS NULL AND ($1 IS NULL OR instr(lower(text), lower($1)) > 0 OR "
    "instr(lower(subject), lower($1)) > 0 OR instr(code, lower($1)) > 0) ORDER BY id",
    error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, search != NULL && *search != '\0' ? search : NULL);
  return collect (statement, error);
}

gboolean
rs_problems_count (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT count(*) FROM problem WHERE solved_at IS NULL", error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}
