/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cases.h"

#include "rs-error.h"

#define COLUMNS "rb_ref, ws_order_id, case_key, sent, made_at"

static RsLink *
read_link (RsStatement *statement)
{
  RsLink *link = rs_link_new ();

  link->rb_ref = g_strdup (rs_statement_get_text (statement, 0));
  link->ws_order_id = g_strdup (rs_statement_get_text (statement, 1));
  link->case_key = g_strdup (rs_statement_get_text (statement, 2));
  link->sent = g_strdup (rs_statement_get_text (statement, 3));
  link->made_at = rs_statement_get_instant (statement, 4);
  return link;
}

static GPtrArray *
collect (RsDb *db, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_link_unref);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, parameter);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    g_ptr_array_add (links, read_link (statement));
  return result == RS_ROW_NONE ? g_steal_pointer (&links) : NULL;
}

static RsLink *
find (RsDb *db, const char *sql, const char *parameter, GError **error)
{
  g_autoptr (GPtrArray) links = collect (db, sql, parameter, error);

  return links != NULL && links->len > 0 ? rs_link_ref (g_ptr_array_index (links, 0)) : NULL;
}

GPtrArray *
rs_links_of_case (RsDb *db, const char *case_key, GError **error)
{
  return collect (db, "SELECT " COLUMNS " FROM link WHERE case_key = $1 ORDER BY rb_ref", case_key, error);
}

RsLink *
rs_links_find_by_ws_order (RsDb *db, const char *ws_order_id, GError **error)
{
  return find (db, "SELECT " COLUMNS " FROM link WHERE ws_order_id = $1", ws_order_id, error);
}

RsLink *
rs_links_find_by_rb_ref (RsDb *db, const char *rb_ref, GError **error)
{
  return find (db, "SELECT " COLUMNS " FROM link WHERE rb_ref = $1", rb_ref, error);
}

gboolean
rs_links_put (RsDb *db, const RsLink *link, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsLink) other = rs_links_find_by_ws_order (db, link->ws_order_id, &failure);
  g_autoptr (RsStatement) statement = NULL;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (other != NULL && g_strcmp0 (other->rb_ref, link->rb_ref) != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_CONFLICT,
                   "Webshipper order %s belongs to %s and cannot be that of %s too", link->ws_order_id,
                   other->rb_ref, link->rb_ref);
      return FALSE;
    }
  statement = rs_db_prepare (
    db,
    "INSERT INTO link (" COLUMNS ") VALUES ($1, $2, $3, $4, $5) ON CONFLICT (rb_ref) DO UPDATE SET "
    "ws_order_id = excluded.ws_order_id, case_key = excluded.case_key, sent = excluded.sent, made_at = excluded.made_at",
    error);
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, link->rb_ref);
  rs_statement_bind_text (statement, 2, link->ws_order_id);
  rs_statement_bind_text (statement, 3, link->case_key);
  rs_statement_bind_text (statement, 4, link->sent);
  rs_statement_bind_instant (statement, 5, link->made_at);
  return rs_statement_run (statement, error);
}

gboolean
rs_links_count (RsDb *db, guint *out, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, "SELECT count(*) FROM link", error);

  if (statement == NULL || rs_statement_step (statement, error) != RS_ROW)
    return FALSE; /* a count always has a row */
  *out = (guint) rs_statement_get_int (statement, 0);
  return TRUE;
}
