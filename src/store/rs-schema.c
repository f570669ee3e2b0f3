/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-db-private.h"

#include "rs-error.h"
#include "rs-schema-sql.h"

/* Each version's SQL is a file in schema/, applied once, in an exclusive transaction of its own. */
static const char *const versions[] = { rs_schema_0001 };

gboolean
rs_schema_migrate (RsDb *db, GError **error)
{
  gint64 version;

  if (!rs_db_query_int (db, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > (gint64) G_N_ELEMENTS (versions))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE,
                   "The database was written by a newer RackShip (version %" G_GINT64_FORMAT ", this one knows %d): update RackShip", version,
                   (int) G_N_ELEMENTS (versions));
      return FALSE;
    }
  for (; version < (gint64) G_N_ELEMENTS (versions); version++)
    {
      g_autofree char *done = g_strdup_printf ("PRAGMA user_version = %d; COMMIT", (int) version + 1);
      gint64 again;

      if (!rs_db_exec (db, "BEGIN EXCLUSIVE", error))
        return FALSE;
      /* Another process may have come first while we waited for the lock. */
      if (rs_db_query_int (db, "PRAGMA user_version", &again, error) && again > version)
        {
          rs_db_exec (db, "ROLLBACK", NULL);
          version = again - 1;
          continue;
        }
      if (!rs_db_exec (db, versions[version], error) || !rs_db_exec (db, done, error))
        {
          rs_db_exec (db, "ROLLBACK", NULL);
          return FALSE;
        }
    }
  return TRUE;
}
