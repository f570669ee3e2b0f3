/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-census.h"

#include "rs-json.h"

#include <string.h>

#define HIDDEN "[text]"

/* How a column may leave. */
typedef enum
{
  SHOWN_NUMBER,
  SHOWN_MOMENT,
  SHOWN_WORD,    /* one of our own */
  SHOWN_KEY,     /* "rb-order/1042" */
  SHOWN_FAILURE, /* the head of a failed request */
} Shown;

typedef struct
{
  const char *name;
  Shown shown;
} Column;

typedef struct
{
  const char *name;
  const char *sql; /* with $1 for the limit, where it has one */
  gboolean is_limited;
  Column columns[10]; /* ends with a name of NULL */
} Table;

static const Table tables[] = {
  { "documents",
    "SELECT service, kind, count(*), sum(gone) FROM document GROUP BY service, kind ORDER BY service, kind",
    FALSE,
    { { "service", SHOWN_WORD },
      { "kind", SHOWN_WORD },
      { "count", SHOWN_NUMBER },
      { "gone", SHOWN_NUMBER } } },
  { "orders",
    "SELECT state, rackbeat, webshipper, count(*) FROM case_row GROUP BY state, rackbeat, webshipper",
    FALSE,
    { { "state", SHOWN_WORD },
      { "rackbeat", SHOWN_WORD },
      { "webshipper", SHOWN_WORD },
      { "count", SHOWN_NUMBER } } },
  { "journal",
    "SELECT kind, state, count(*), max(attempts) FROM step GROUP BY kind, state ORDER BY kind, state",
    FALSE,
    { { "kind", SHOWN_WORD },
      { "state", SHOWN_WORD },
      { "count", SHOWN_NUMBER },
      { "most_attempts", SHOWN_NUMBER } } },
  { "cursors",
    "SELECT service, kind, at FROM cursor ORDER BY service, kind",
    FALSE,
    { { "service", SHOWN_WORD }, { "kind", SHOWN_WORD }, { "at", SHOWN_MOMENT } } },
  { "capabilities",
    "SELECT service, name, value, learned_at FROM capability ORDER BY service, name",
    FALSE,
    { { "service", SHOWN_WORD },
      { "name", SHOWN_WORD },
      { "value", SHOWN_WORD },
      { "learned_at", SHOWN_MOMENT } } },
  { "answers",
    "SELECT kind, count(*) FROM answer GROUP BY kind ORDER BY kind",
    FALSE,
    { { "kind", SHOWN_WORD }, { "count", SHOWN_NUMBER } } },
  { "mapping",
    "SELECT channel, count(*) FROM mapping GROUP BY channel ORDER BY channel",
    FALSE,
    { { "channel", SHOWN_NUMBER }, { "terms", SHOWN_NUMBER } } },
  { "problems",
    "SELECT code, count(*), min(since), max(since), sum(solved_at IS NOT NULL) FROM problem GROUP BY code ORDER BY "
    "code",
    FALSE,
    { { "code", SHOWN_WORD },
      { "count", SHOWN_NUMBER },
      { "first", SHOWN_MOMENT },
      { "last", SHOWN_MOMENT },
      { "solved", SHOWN_NUMBER } } },
  { "steps",
    "SELECT kind, case_key, state, attempts, error_code, error, created_at, changed_at, due_at FROM step ORDER BY "
    "state = 'done', id DESC LIMIT $1",
    TRUE,
    { { "kind", SHOWN_WORD },
      { "case", SHOWN_KEY },
      { "state", SHOWN_WORD },
      { "attempts", SHOWN_NUMBER },
      { "error_code", SHOWN_NUMBER },
      { "error", SHOWN_FAILURE },
      { "created_at", SHOWN_MOMENT },
      { "changed_at", SHOWN_MOMENT },
      { "due_at", SHOWN_MOMENT } } },
  { "activity",
    "SELECT at, case_key, who, result, detail FROM activity ORDER BY id DESC LIMIT $1",
    TRUE,
    { { "at", SHOWN_MOMENT },
      { "case", SHOWN_KEY },
      { "who", SHOWN_WORD },
      { "result", SHOWN_WORD },
      { "detail", SHOWN_FAILURE } } },
};

static gboolean
matches (const char *pattern, const char *text)
{
  return g_regex_match_simple (pattern, text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
}

char *
rs_census_word (const char *text)
{
  if (text == NULL)
    return NULL;
  return g_strdup (matches ("\\A[a-z0-9_-]{0,40}\\z", text) ? text : HIDDEN);
}

static char *
show_key (const char *text)
{
  if (text == NULL)
    return NULL;
  return g_strdup (matches ("\\A(rb|ws)-(order|shipment)/[0-9]{1,20}\\z", text) ? text : HIDDEN);
}

char *
rs_census_failure (const char *text)
{
  g_autoptr (GRegex) head = NULL;
  g_autoptr (GRegex) number = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *found = NULL;

  if (text == NULL)
    return NULL;
  head = g_regex_new ("\\A(GET|POST|PUT|PATCH|DELETE) (/[a-z_-]+|/[0-9]+)+: [0-9]{3}(?=:|\\z)",
                      G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  number = g_regex_new ("/[0-9]+", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
  if (!g_regex_match (head, text, G_REGEX_MATCH_DEFAULT, &match))
    return g_strdup (HIDDEN);
  found = g_match_info_fetch (match, 0);
  return g_regex_replace_literal (number, found, -1, 0, "/{n}", G_REGEX_MATCH_DEFAULT, NULL);
}

static void
add_value (RsJsonWriter *writer, RsStatement *statement, guint index, const Column *column)
{
  const char *text = rs_statement_get_text (statement, index);
  g_autofree char *shown = NULL;

  if (text == NULL || column->shown == SHOWN_NUMBER)
    {
      rs_json_writer_name (writer, column->name);
      if (text != NULL)
        rs_json_writer_add_int (writer, rs_statement_get_int (statement, index));
      else
        rs_json_writer_add_null (writer);
      return;
    }
  if (column->shown == SHOWN_MOMENT)
    shown = rs_instant_to_string (rs_statement_get_instant (statement, index));
  else if (column->shown == SHOWN_WORD)
    shown = rs_census_word (text);
  else
    shown = column->shown == SHOWN_KEY ? show_key (text) : rs_census_failure (text);
  rs_json_writer_put_string (writer, column->name, shown);
}

static gboolean
add_table (RsDb *db, RsJsonWriter *writer, const Table *table, guint limit, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, table->sql, error);
  RsRowResult result;

  if (statement == NULL)
    return FALSE;
  if (table->is_limited)
    rs_statement_bind_int (statement, 1, limit);
  rs_json_writer_name (writer, table->name);
  rs_json_writer_begin_array (writer);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      rs_json_writer_begin_object (writer);
      for (guint i = 0; i < G_N_ELEMENTS (table->columns) && table->columns[i].name != NULL; i++)
        add_value (writer, statement, i, &table->columns[i]);
      rs_json_writer_end_object (writer);
    }
  rs_json_writer_end_array (writer);
  return result != RS_ROW_ERROR;
}

gboolean
rs_census_add (RsDb *db, RsJsonWriter *writer, guint limit, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!add_table (db, writer, &tables[i], limit, error))
      return FALSE;
  return TRUE;
}
