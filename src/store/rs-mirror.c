/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mirror.h"

#include "rs-error.h"

void
rs_mirror_row_free (RsMirrorRow *row)
{
  g_free (row->key);
  g_free (row->text);
  g_free (row);
}

/* What is stored under a document's key, beside what is offered. */
typedef struct
{
  gboolean is_same;     /* it says the same and is not gone */
  RsInstant updated_at; /* RS_INSTANT_NONE when there is none, or it has none */
} Stored;

static gboolean
compare_stored (RsDb *db, const char *service, const char *kind, const char *key, const char *parent,
                const char *text, Stored *stored, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "SELECT updated_at, gone, text, parent FROM document WHERE service = $1 AND kind = $2 AND key = $3",
    error);
  RsRowResult result;

  *stored = (Stored) { FALSE, RS_INSTANT_NONE };
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_text (statement, 3, key);
  result = rs_statement_step (statement, error);
  if (result == RS_ROW)
    {
      stored->updated_at = rs_statement_get_instant (statement, 0);
      stored->is_same = rs_statement_get_int (statement, 1) == 0
                        && g_strcmp0 (rs_statement_get_text (statement, 2), text) == 0
                        && (parent == NULL || g_strcmp0 (rs_statement_get_text (statement, 3), parent) == 0);
    }
  return result != RS_ROW_ERROR;
}

gboolean
rs_mirror_put (RsDb *db, const char *service, const char *kind, const char *key, const char *parent,
               RsInstant updated_at, const char *text, gboolean *changed, GError **error)
{
  g_autoptr (RsStatement) statement = NULL;
  Stored stored;

  if (changed != NULL)
    *changed = FALSE;
  if (!compare_stored (db, service, kind, key, parent, text, &stored, error))
    return FALSE;
  if (updated_at != RS_INSTANT_NONE && stored.updated_at != RS_INSTANT_NONE && stored.updated_at > updated_at)
    return TRUE;
  /* The same, of a later moment, is no change; but what is older than that moment must not come in its place.
   */
  if (stored.is_same && (updated_at == RS_INSTANT_NONE || updated_at == stored.updated_at))
    return TRUE;

  statement = rs_db_prepare (
    db,
    "INSERT INTO document (service, kind, key, parent, updated_at, gone, text) VALUES ($1, $2, $3, $4, $5, 0, $6) "
    "ON CONFLICT (service, kind, key) DO UPDATE SET parent = coalesce(excluded.parent, document.parent), "
    "updated_at = coalesce(excluded.updated_at, document.updated_at), gone = 0, text = excluded.text",
    error);
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_text (statement, 3, key);
  rs_statement_bind_text (statement, 4, parent);
  rs_statement_bind_instant (statement, 5, updated_at);
  rs_statement_bind_text (statement, 6, text);
  if (changed != NULL)
    *changed = !stored.is_same;
  return rs_statement_run (statement, error);
}

gboolean
rs_mirror_mark_gone (RsDb *db, const char *service, const char *kind, const char *key, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "UPDATE document SET gone = 1 WHERE service = $1 AND kind = $2 AND key = $3", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_text (statement, 3, key);
  return rs_statement_run (statement, error);
}

/* Runs @sql with up to three parameters and takes its key, text and gone. */
static GPtrArray *
collect (RsDb *db, const char *sql, const char *service, const char *kind, const char *third, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_mirror_row_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  if (third != NULL)
    rs_statement_bind_text (statement, 3, third);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsMirrorRow *row = g_new0 (RsMirrorRow, 1);

      row->key = g_strdup (rs_statement_get_text (statement, 0));
      row->text = g_strdup (rs_statement_get_text (statement, 1));
      row->gone = rs_statement_get_int (statement, 2) != 0;
      g_ptr_array_add (rows, row);
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
rs_mirror_get (RsDb *db, const char *service, const char *kind, const char *key, GError **error)
{
  return collect (db, "SELECT key, text, gone FROM document WHERE service = $1 AND kind = $2 AND key = $3",
                  service, kind, key, error);
}

GPtrArray *
rs_mirror_children (RsDb *db, const char *service, const char *kind, const char *parent, GError **error)
{
  return collect (
    db, "SELECT key, text, gone FROM document WHERE service = $1 AND kind = $2 AND parent = $3 ORDER BY key",
    service, kind, parent, error);
}

GPtrArray *
rs_mirror_all (RsDb *db, const char *service, const char *kind, GError **error)
{
  return collect (db, "SELECT key, text, gone FROM document WHERE service = $1 AND kind = $2 ORDER BY key",
                  service, kind, NULL, error);
}

GPtrArray *
rs_mirror_page (RsDb *db, const char *service, const char *kind, const char *after, guint limit,
                GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT key, text, gone FROM document WHERE service = $1 AND kind = $2 AND key > $3 AND gone = 0 "
    "ORDER BY key LIMIT %u",
    limit);

  return collect (db, sql, service, kind, after, error);
}

/* The case of a document d: by the link that its order has, else by the order itself. */
static const char *
case_key_of (const char *service, const char *kind)
{
  if (g_str_equal (service, RS_WEBSHIPPER))
    return "coalesce((SELECT l.case_key FROM link l WHERE l.ws_order_id = d.key), 'ws-order/' || d.key)";
  return g_str_equal (kind, "shipment")
           ? "coalesce((SELECT l.case_key FROM link l WHERE l.rb_ref = 'rb-order/' || d.parent), 'rb-order/' || d.parent)"
           : "coalesce((SELECT l.case_key FROM link l WHERE l.rb_ref = 'rb-order/' || d.key), 'rb-order/' || d.key)";
}

GPtrArray *
rs_mirror_list_open (RsDb *db, const char *service, const char *kind, RsInstant since, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT DISTINCT d.key FROM document d JOIN case_row c ON c.key IN (%s, d.parent) WHERE d.service = $1 AND d.kind = $2 AND d.gone = 0 "
    "AND (c.state IN ('waiting', 'held', 'crossed', 'partly-shipped') "
    "OR (c.state NOT IN ('shipped', 'cancelled') AND d.updated_at >= $3)) ORDER BY d.key",
    case_key_of (service, kind));
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_mirror_row_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_int (statement, 3, since);
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsMirrorRow *row = g_new0 (RsMirrorRow, 1);

      row->key = g_strdup (rs_statement_get_text (statement, 0));
      g_ptr_array_add (rows, row);
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
rs_mirror_list_unlinked (RsDb *db, const char *prefix, GError **error)
{
  return collect (db,
                  "SELECT key, text, gone FROM document WHERE service = $1 AND kind = $2 AND gone = 0 "
                  "AND substr(parent, 1, length($3)) = $3 "
                  "AND NOT EXISTS (SELECT 1 FROM link WHERE link.ws_order_id = document.key) ORDER BY key",
                  RS_WEBSHIPPER, "order", prefix, error);
}

/* The first column of the one row that @sql finds by service, kind and key. */
static gboolean
find_text (RsDb *db, const char *sql, const char *service, const char *kind, const char *key, char **out,
           GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (db, sql, error);
  RsRowResult result;

  *out = NULL;
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_text (statement, 3, key);
  result = rs_statement_step (statement, error);
  if (result == RS_ROW)
    *out = g_strdup (rs_statement_get_text (statement, 0));
  return result != RS_ROW_ERROR;
}

gboolean
rs_mirror_find_case (RsDb *db, const char *service, const char *kind, const char *key, char **out,
                     GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT %s FROM document d WHERE d.service = $1 AND d.kind = $2 AND d.key = $3",
                       case_key_of (service, kind));

  return find_text (db, sql, service, kind, key, out, error);
}

gboolean
rs_mirror_find_handle_case (RsDb *db, const char *service, const char *kind, const char *key, char **out,
                            GError **error)
{
  return find_text (db,
                    "SELECT d.parent FROM document d WHERE d.service = $1 AND d.kind = $2 AND d.key = $3 "
                    "AND d.parent GLOB 'ws-order/*'",
                    service, kind, key, out, error);
}

gboolean
rs_mirror_get_cursor (RsDb *db, const char *service, const char *kind, RsInstant *out, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "SELECT at FROM cursor WHERE service = $1 AND kind = $2", error);

  *out = RS_INSTANT_NONE;
  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  switch (rs_statement_step (statement, error))
    {
    case RS_ROW_ERROR:
      return FALSE;
    case RS_ROW:
      *out = rs_statement_get_int (statement, 0);
      return TRUE;
    case RS_ROW_NONE:
    default:
      return TRUE;
    }
}

gboolean
rs_mirror_set_cursor (RsDb *db, const char *service, const char *kind, RsInstant at, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO cursor (service, kind, at) VALUES ($1, $2, $3) ON CONFLICT (service, kind) DO UPDATE SET at = excluded.at",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, kind);
  rs_statement_bind_int (statement, 3, at);
  return rs_statement_run (statement, error);
}

gboolean
rs_mirror_clear_cursors (RsDb *db, GError **error)
{
  g_autoptr (RsStatement) statement
    = rs_db_prepare (db, "DELETE FROM cursor WHERE kind IN ('order', 'shipment')", error);

  return statement != NULL && rs_statement_run (statement, error);
}
