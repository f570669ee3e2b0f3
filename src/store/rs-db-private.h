/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Opening and ruling a connection. Inside the store folder only. */

/* Opens @path (NULL: in memory) and brings its schema up to date; @read_only refuses a file whose schema is
 * not. */
RsDb *rs_db_open (const char *path, gboolean read_only, GError **error);
void rs_db_close (RsDb *self);
/* Statements without parameters or rows. */
gboolean rs_db_exec (RsDb *self, const char *sql, GError **error);
/* One such statement, which is kept for the next time. */
gboolean rs_db_run (RsDb *self, const char *sql, GError **error);
/* "PRAGMA synchronous", outside a transaction; remembered, so that setting it again costs nothing. */
gboolean rs_db_set_full_sync (RsDb *self, gboolean full, GError **error);
/* A number from a statement with one row and one column. */
gboolean rs_db_query_int (RsDb *self, const char *sql, gint64 *out, GError **error);
gboolean rs_db_is_in_transaction (RsDb *self);
sqlite3 *rs_db_get_handle (RsDb *self);
/* RS_ERROR_STORAGE in plain words for SQLite's @code; RS_ERROR_CANCELLED when it was interrupted. */
void rs_db_set_error (RsDb *self, int code, GError **error);
/* The same for a handle that is no RsDb. */
void rs_db_set_error_of (sqlite3 *handle, int code, GError **error);
/* Whether these are the words for a file that is damaged. */
gboolean rs_db_is_damage (const char *words);
/* Looks at every page and index, however long it takes. */
gboolean rs_db_check_whole (RsDb *self, GError **error);

/* Marks a file as a database of RackShip ("RSHP"). */
#define RS_SCHEMA_APPLICATION_ID 1381189712

/* Applies what is missing of the schema, one version a transaction. Refuses a newer one. */
gboolean rs_schema_migrate (RsDb *db, GError **error);
/* Refuses any but this version's. */
gboolean rs_schema_check (RsDb *db, GError **error);

G_END_DECLS
