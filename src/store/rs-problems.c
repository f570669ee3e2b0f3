/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-records.h"

#include "rs-fold.h"

#include <string.h>

/* What read_problem() reads, with the case in the middle and how many there are at the end. */
#define COLUMNS(case_key, n_cases)                                                                           \
  "id, code, subject, " case_key ", text, arguments, remedies, since, " n_cases

static RsProblem *
read_problem (RsStatement *statement)
{
  RsProblem *problem
    = rs_problem_new (rs_statement_get_text (statement, 1), rs_statement_get_text (statement, 2),
                      rs_statement_get_text (statement, 3), rs_statement_get_text (statement, 6), "%s",
                      rs_statement_get_text (statement, 4));

  problem->arguments = g_strdup (rs_statement_get_text (statement, 5));
  problem->since = rs_statement_get_instant (statement, 7);
  problem->n_cases = (guint) rs_statement_get_int (statement, 8);
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

/* Adds or refreshes it; @id is that of the open problem. */
static gboolean
put (RsDb *db, const RsProblem *problem, RsInstant now, gint64 *id, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO problem (code, subject, text, arguments, remedies, since) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (code, subject) WHERE solved_at IS NULL DO UPDATE SET text = excluded.text, arguments = excluded.arguments, "
    "remedies = excluded.remedies RETURNING id",
    error);
  g_autofree char *remedies = problem->remedies != NULL ? g_strjoinv (",", problem->remedies) : NULL;

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, problem->code);
  rs_statement_bind_text (statement, 2, problem->subject);
  rs_statement_bind_text (statement, 3, problem->text);
  rs_statement_bind_text (statement, 4, problem->arguments);
  rs_statement_bind_text (statement, 5, remedies);
  rs_statement_bind_instant (statement, 6, now);
  if (rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* what is put always gives its row */
  *id = rs_statement_get_int (statement, 0);
  return TRUE;
}

gboolean
rs_problems_raise (RsDb *db, const RsProblem *problem, RsInstant now, GError **error)
{
  gint64 id;

  return put (db, problem, now, &id, error);
}

/* Runs @sql, whose parameters are a problem and a case or a moment. */
static gboolean
run_with (RsDb *db, const char *sql, gint64 id, const char *case_key, RsInstant now, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_int (statement, 1, id);
  if (case_key != NULL)
    rs_statement_bind_text (statement, 2, case_key);
  else
    rs_statement_bind_instant (statement, 2, now);
  return rs_statement_run (statement, error);
}

gboolean
rs_problems_solve (RsDb *db, const char *code, const char *subject, RsInstant now, GError **error)
{
  g_autoptr (RsStatement) forget = rs_db_prepare (
    db,
    "DELETE FROM problem_case WHERE problem_id IN (SELECT id FROM problem WHERE code = $1 AND subject = $2 AND solved_at IS NULL)",
    error);
  g_autoptr (RsStatement) solve = NULL;

  if (forget == NULL)
    return FALSE;
  solve = rs_db_prepare (
    db, "UPDATE problem SET solved_at = $3 WHERE code = $1 AND subject = $2 AND solved_at IS NULL", error);
  if (solve == NULL)
    return FALSE;
  rs_statement_bind_text (forget, 1, code);
  rs_statement_bind_text (forget, 2, subject);
  rs_statement_bind_text (solve, 1, code);
  rs_statement_bind_text (solve, 2, subject);
  rs_statement_bind_instant (solve, 3, now);
  return rs_statement_run (forget, error) && rs_statement_run (solve, error);
}

gboolean
rs_problems_is_open (RsDb *db, const char *code, gboolean *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT 1 FROM problem WHERE code = $1 AND solved_at IS NULL LIMIT 1", error);
  RsRowResult result;

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, code);
  result = rs_statement_step (statement, error);
  *out = result == RS_ROW;
  return *out || result == RS_ROW_NONE;
}

/* The ids of the problems that stop @case_key. (element-type gint64) (transfer full) (nullable) */
static GArray *
list_ids (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT problem_id FROM problem_case WHERE case_key = $1", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      gint64 id = rs_statement_get_int (statement, 0);

      g_array_append_val (ids, id);
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
holds (GArray *ids, gint64 id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/* The problem stops @case_key no longer; and when it stops nothing at all, it is solved. */
static gboolean
let_go (RsDb *db, gint64 id, const char *case_key, RsInstant now, GError **error)
{
  return run_with (db, "DELETE FROM problem_case WHERE problem_id = $1 AND case_key = $2", id, case_key, now,
                   error)
         && run_with (db,
                      "UPDATE problem SET solved_at = $2 WHERE id = $1 AND solved_at IS NULL AND NOT EXISTS "
                      "(SELECT 1 FROM problem_case WHERE problem_id = $1)",
                      id, NULL, now, error);
}

gboolean
rs_problems_set_for_case (RsDb *db, const char *case_key, GPtrArray *problems, RsInstant now, GError **error)
{
  g_autoptr (GArray) before = list_ids (db, case_key, error);
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      gint64 id;

      if (!put (db, g_ptr_array_index (problems, i), now, &id, error))
        return FALSE;
      g_array_append_val (after, id);
      if (!holds (before, id)
          && !run_with (
            db, "INSERT INTO problem_case (problem_id, case_key) VALUES ($1, $2) ON CONFLICT DO NOTHING", id,
            case_key, now, error))
        return FALSE;
    }
  for (guint i = 0; i < before->len; i++)
    {
      gint64 id = g_array_index (before, gint64, i);

      if (!holds (after, id) && !let_go (db, id, case_key, now, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
rs_problems_of_case (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT " COLUMNS (
      "case_key", "0") " FROM problem JOIN problem_case ON problem_id = id WHERE case_key = $1 ORDER BY id",
    error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, case_key);
  return collect (statement, error);
}

/* Whether every word of @words, which are folded, is somewhere in what @problem says. */
static gboolean
is_found (const RsProblem *problem, const char *const *words)
{
  g_autofree char *text = g_strjoin (" ", problem->text, problem->subject, problem->code, NULL);
  g_autofree char *folded = rs_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

GPtrArray *
rs_problems_list (RsDb *db, const char *search, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT " COLUMNS (
      "(SELECT min(case_key) FROM problem_case WHERE problem_id = id)",
      "(SELECT count(*) FROM problem_case WHERE problem_id = id)") " FROM problem WHERE solved_at IS NULL ORDER BY id",
    error);
  g_autoptr (GPtrArray) problems = statement != NULL ? collect (statement, error) : NULL;
  g_autofree char *folded = rs_fold (search);
  g_auto (GStrv) words = g_strsplit (folded, " ", 0);

  if (problems == NULL)
    return NULL;
  for (guint i = problems->len; i > 0; i--)
    if (!is_found (g_ptr_array_index (problems, i - 1), (const char *const *) words))
      g_ptr_array_remove_index (problems, i - 1);
  return g_steal_pointer (&problems);
}

GPtrArray *
rs_problems_list_cases (RsDb *db, const char *code, const char *subject, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "SELECT case_key FROM problem_case JOIN problem ON problem_id = id "
    "WHERE code = $1 AND subject = $2 AND solved_at IS NULL ORDER BY length(case_key), case_key",
    error);
  g_autoptr (GPtrArray) case_keys = g_ptr_array_new_with_free_func (g_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, code);
  rs_statement_bind_text (statement, 2, subject);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (case_keys, g_strdup (rs_statement_get_text (statement, 0)));
  return result == RS_ROW_NONE ? g_steal_pointer (&case_keys) : NULL;
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

gboolean
rs_problems_count_cases (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db,
                     "SELECT count(DISTINCT problem_case.case_key) FROM problem_case "
                     "JOIN problem ON problem.id = problem_case.problem_id WHERE problem.solved_at IS NULL",
                     error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}
