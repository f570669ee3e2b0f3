/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case-search.h"

#include "rs-case-columns.h"
#include "rs-cases.h"
#include "rs-fold.h"

#include <string.h>

/* More of what was typed or stored than this is not looked at. */
#define MAX_TYPED 400
#define MAX_WORDS 20
#define MAX_PART  8192
/* Danish, Norwegian, Swedish and most other numbers without the country's prefix have about this many digits.
 */
#define LOCAL_DIGITS 8

/* As people type Nordic names on a foreign keyboard: "moller" for "Møller", where folding says "moeller".
 * (transfer full) */
static char *
fold_plainly (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *held = NULL;
  GString *plain;

  if (g_str_is_ascii (text))
    return rs_fold (text);
  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  plain = g_string_new (composed);
  g_string_replace (plain, "ø", "o", 0);
  g_string_replace (plain, "Ø", "o", 0);
  g_string_replace (plain, "å", "a", 0);
  g_string_replace (plain, "Å", "a", 0);
  held = g_string_free (plain, FALSE);
  return rs_fold (held);
}

/* The digits of @text, without a leading 00. (transfer full) */
static char *
digits_of (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  if (g_str_has_prefix (digits->str, "00"))
    g_string_erase (digits, 0, 2);
  return g_string_free (digits, FALSE);
}

static void
append_part (GString *words, const char *part)
{
  g_autofree char *head = g_strndup (part, MAX_PART);
  g_autofree char *folded = rs_fold (head);
  g_autofree char *plain = NULL;

  g_string_append_printf (words, "%s ", folded);
  if (g_str_is_ascii (head))
    return;
  plain = fold_plainly (head);
  if (!g_str_equal (plain, folded))
    g_string_append_printf (words, "%s ", plain);
}

/* A phone number is found with its country and without, however it was spaced. */
static void
append_phone (GString *words, const char *phone)
{
  g_autofree char *head = g_strndup (phone, MAX_PART);
  g_autofree char *digits = digits_of (head);
  gsize length = strlen (digits);

  g_string_append_printf (words, "%s ", digits);
  if (length > LOCAL_DIGITS)
    g_string_append_printf (words, "%s ", digits + length - LOCAL_DIGITS);
}

char *
rs_case_search_words (const RsCaseRow *row)
{
  const char *parts[]
    = { row->number, row->reference, row->customer, row->city, row->phone, row->skus, row->tracking };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      append_part (words, parts[i]);
  if (row->phone != NULL)
    append_phone (words, row->phone);
  return g_string_free (words, FALSE);
}

gboolean
rs_case_search_put (RsDb *db, gint64 id, const char *words, GError **error)
{
  g_autoptr (RsStatement) forget = rs_db_prepare (db, "DELETE FROM case_search WHERE rowid = $1", error);
  g_autoptr (RsStatement) learn = NULL;

  if (forget == NULL)
    return FALSE;
  learn = rs_db_prepare (db, "INSERT INTO case_search (rowid, words) VALUES ($1, $2)", error);
  if (learn == NULL)
    return FALSE;
  rs_statement_bind_int (forget, 1, id);
  rs_statement_bind_int (learn, 1, id);
  rs_statement_bind_text (learn, 2, words);
  return rs_statement_run (forget, error) && rs_statement_run (learn, error);
}

/* All words of @folded as prefixes, joined by AND. */
static void
append_alternative (GString *query, const char *folded)
{
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS + 1);

  if (words[0] == NULL)
    return;
  g_string_append (query, query->len > 0 ? " OR (" : "(");
  for (guint i = 0; words[i] != NULL && i < MAX_WORDS; i++)
    g_string_append_printf (query, "%s\"%s\"*", i > 0 ? " AND " : "", words[i]);
  g_string_append_c (query, ')');
}

/* Whether @folded is nothing but digits in groups, as people write phone numbers. */
static gboolean
is_spaced_number (const char *folded)
{
  return strchr (folded, ' ') != NULL && strspn (folded, "0123456789 ") == strlen (folded);
}

char *
rs_case_search_query (const char *search)
{
  g_autofree char *head = g_strndup (search != NULL ? search : "", MAX_TYPED);
  g_autofree char *folded = rs_fold (head);
  g_autofree char *plain = fold_plainly (head);
  GString *query = g_string_new (NULL);

  append_alternative (query, folded);
  if (!g_str_equal (plain, folded))
    append_alternative (query, plain);
  if (is_spaced_number (folded)
      || (g_str_has_prefix (folded, "00") && strspn (folded, "0123456789") == strlen (folded)))
    {
      g_autofree char *digits = digits_of (folded);

      append_alternative (query, digits);
    }
  return g_string_free (query, FALSE);
}

GPtrArray *
rs_cases_search (RsDb *db, const char *search, guint limit, GError **error)
{
  g_autofree char *query = rs_case_search_query (search);
  g_autoptr (RsStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_case_row_unref);
  RsRowResult result;

  statement = rs_db_prepare (db,
                             *query != '\0' ? "SELECT " RS_CASE_COLUMNS
                                              " FROM case_row WHERE id IN (" RS_CASE_SEARCH_IDS ") "
                                              "ORDER BY created_at DESC, id DESC LIMIT $2"
                                            : "SELECT " RS_CASE_COLUMNS " FROM case_row WHERE $1 IS NOT NULL "
                                              "ORDER BY created_at DESC, id DESC LIMIT $2",
                             error);
  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, query);
  rs_statement_bind_int (statement, 2, limit > 0 ? limit : G_MAXINT64);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (rows, rs_case_columns_read (statement));
  return result == RS_ROW_NONE ? g_steal_pointer (&rows) : NULL;
}
