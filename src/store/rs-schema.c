/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-db-private.h"

#include "rs-backup.h"
#include "rs-error.h"
#include "rs-schema-sql.h"

/* Each version's SQL is a file in schema/, applied once, in an exclusive transaction of its own. */
static const char *const versions[] = { rs_schema_0001, rs_schema_0002, rs_schema_0003, rs_schema_0004 };

#define NEWEST ((gint64) G_N_ELEMENTS (versions))

static gboolean
read_version (RsDb *db, gint64 *version, GError **error)
{
  if (!rs_db_query_int (db, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version >= 0 && *version <= NEWEST)
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE,
               "The database was written by a newer RackShip (version %" G_GINT64_FORMAT
               ", this one knows %" G_GINT64_FORMAT "): update RackShip",
               *version, NEWEST);
  return FALSE;
}

/* Inside a transaction that nobody else can be in: applies the version after @version, unless another process
 * came first. */
static gboolean
apply_next (RsDb *db, gint64 version, GError **error)
{
  g_autofree char *marks
    = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT,
                       RS_SCHEMA_APPLICATION_ID, version + 1);
  gint64 now;

  if (!read_version (db, &now, error))
    return FALSE;
  return now > version || (rs_db_exec (db, versions[version], error) && rs_db_exec (db, marks, error));
}

/* What an older version wrote is copied before it is changed. */
static gboolean
back_up (RsDb *db, gint64 version, GError **error)
{
  const char *path = sqlite3_db_filename (rs_db_get_handle (db), "main");

  if (version == 0 || version == NEWEST || path == NULL || *path == '\0')
    return TRUE;
  return rs_backup_make (path, g_get_real_time (), error);
}

gboolean
rs_schema_migrate (RsDb *db, GError **error)
{
  gint64 version;

  if (!read_version (db, &version, error) || !back_up (db, version, error))
    return FALSE;
  while (version < NEWEST)
    {
      if (!rs_db_exec (db, "BEGIN EXCLUSIVE", error))
        return FALSE;
      if (!apply_next (db, version, error) || !rs_db_exec (db, "COMMIT", error))
        {
          if (rs_db_is_in_transaction (db))
            rs_db_exec (db, "ROLLBACK", NULL);
          return FALSE;
        }
      if (!read_version (db, &version, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rs_schema_check (RsDb *db, GError **error)
{
  gint64 version;

  if (!read_version (db, &version, error))
    return FALSE;
  if (version == NEWEST)
    return TRUE;
  g_set_error_literal (
    error, RS_ERROR, RS_ERROR_STORAGE,
    "The database was written by an older RackShip: start RackShip once to bring it up to date");
  return FALSE;
}
