/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-db-private.h"

#include "rs-error.h"

#include <string.h>

/* How long to wait for another process that holds the database, in milliseconds; somebody looks on while it
 * is opened. */
#define OPEN_PATIENCE 2000
#define PATIENCE      5000

struct _RsDb
{
  sqlite3 *handle;        /* (owned) */
  GHashTable *statements; /* (owned) SQL text → RsStatement, not in use */
  int full_sync;          /* -1 not set yet */
  GData *kept;            /* (owned) */
};

struct _RsStatement
{
  RsDb *db;
  sqlite3_stmt *handle; /* (owned) */
  char *sql;            /* (owned) */
  int bind_error;       /* the first failed bind */
  int *places;          /* (owned) (nullable) where $n stands is places[n - 1]; NULL when that is n */
  int n_places;
};

static void
statement_free (gpointer data)
{
  RsStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self->sql);
  g_free (self->places);
  g_free (self);
}

#define DAMAGED "The database is damaged"

/* What a person can do about it, with SQLite's own words behind. */
static const char *
plain_words (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return "The disk is full";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "The folder of the database cannot be written to";
    case SQLITE_CANTOPEN:
      return "The database cannot be opened: its folder is missing or not permitted";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "Another program has locked the database";
    case SQLITE_IOERR:
      return "The disk gave an error";
    case SQLITE_NOMEM:
      return "There is not enough memory";
    case SQLITE_TOOBIG:
      return "Something is too large to be stored";
    case SQLITE_INTERRUPT:
      return "Reading was broken off";
    default:
      return "The database gave an error";
    }
}

void
rs_db_set_error_of (sqlite3 *handle, int code, GError **error)
{
  g_set_error (error, RS_ERROR, code == SQLITE_INTERRUPT ? RS_ERROR_CANCELLED : RS_ERROR_STORAGE, "%s (%s)",
               plain_words (code), handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
}

void
rs_db_set_error (RsDb *self, int code, GError **error)
{
  rs_db_set_error_of (self->handle, code, error);
}

gboolean
rs_db_is_damage (const char *words)
{
  return g_str_has_prefix (words, DAMAGED);
}

sqlite3 *
rs_db_get_handle (RsDb *self)
{
  return self->handle;
}

gboolean
rs_db_exec (RsDb *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  rs_db_set_error (self, code, error);
  return FALSE;
}

gboolean
rs_db_run (RsDb *self, const char *sql, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (self, sql, error);

  return statement != NULL && rs_statement_run (statement, error);
}

gboolean
rs_db_query_int (RsDb *self, const char *sql, gint64 *out, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  switch (rs_statement_step (statement, error))
    {
    case RS_ROW:
      *out = rs_statement_get_int (statement, 0);
      return TRUE;
    case RS_ROW_NONE:
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The database gave no answer");
      return FALSE;
    case RS_ROW_ERROR:
    default:
      return FALSE;
    }
}

gboolean
rs_db_is_in_transaction (RsDb *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

gboolean
rs_db_set_full_sync (RsDb *self, gboolean full, GError **error)
{
  if (self->full_sync == full)
    return TRUE;
  if (!rs_db_exec (self, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  self->full_sync = full;
  return TRUE;
}

/* Another program's database is not ours to change. */
static gboolean
check_owner (RsDb *self, GError **error)
{
  gint64 application_id, n_tables;

  if (!rs_db_query_int (self, "PRAGMA application_id", &application_id, error)
      || !rs_db_query_int (self, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;
  if (application_id == RS_SCHEMA_APPLICATION_ID || (application_id == 0 && n_tables == 0))
    return TRUE;
  g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The file is a database of another program");
  return FALSE;
}

/* A file is looked through for this long at most, in microseconds: opening must not make anybody wait, and
 * what is damaged further on is found when it is read. Longer when the last session did not end well. */
#define CHECK_TIME             (30 * 1000)
#define CHECK_TIME_AFTER_CRASH (250 * 1000)

static int
on_check_progress (gpointer data)
{
  const gint64 *end = data;

  return g_get_monotonic_time () > *end;
}

/* SQLite removes the log when the last connection closes. */
static gboolean
was_left_open (RsDb *self)
{
  const char *path = sqlite3_db_filename (self->handle, "main");
  g_autofree char *log = path != NULL && *path != '\0' ? g_strconcat (path, "-wal", NULL) : NULL;

  return log != NULL && g_file_test (log, G_FILE_TEST_EXISTS);
}

static gboolean
check_integrity (RsDb *self, gint64 time, GError **error)
{
  gint64 end = g_get_monotonic_time () + time;
  g_autoptr (RsStatement) statement = rs_db_prepare (self, "PRAGMA quick_check(1)", error);
  g_autoptr (GError) failure = NULL;
  RsRowResult result;

  if (statement == NULL)
    return FALSE;
  sqlite3_progress_handler (self->handle, 100, on_check_progress, &end);
  result = rs_statement_step (statement, &failure);
  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  if (result == RS_ROW_ERROR && !g_error_matches (failure, RS_ERROR, RS_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (result == RS_ROW && g_strcmp0 (rs_statement_get_text (statement, 0), "ok") != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, DAMAGED " (%.200s)",
                   rs_statement_get_text (statement, 0));
      return FALSE;
    }
  return TRUE;
}

gboolean
rs_db_check_whole (RsDb *self, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (self, "PRAGMA integrity_check(1)", error);
  RsRowResult result = statement != NULL ? rs_statement_step (statement, error) : RS_ROW_ERROR;

  if (result == RS_ROW && g_strcmp0 (rs_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  if (result != RS_ROW_ERROR)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, DAMAGED);
  return FALSE;
}

static gboolean
prepare_connection (RsDb *self, gboolean read_only, gboolean in_memory, GError **error)
{
  gint64 check_time = was_left_open (self) ? CHECK_TIME_AFTER_CRASH : CHECK_TIME;

  sqlite3_busy_timeout (self->handle, OPEN_PATIENCE);
  sqlite3_limit (self->handle, SQLITE_LIMIT_LENGTH, 128 * 1024 * 1024);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (
    !rs_db_exec (
      self,
      "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY",
      error))
    return FALSE;
  if (read_only)
    return rs_db_exec (self, "PRAGMA cache_size = -4096; PRAGMA query_only = ON", error)
           && check_owner (self, error) && rs_schema_check (self, error);
  return rs_db_exec (self, "PRAGMA cache_size = -16384", error) && check_owner (self, error)
         && check_integrity (self, check_time, error)
         && (in_memory
             || rs_db_exec (self, "PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864", error))
         && rs_db_set_full_sync (self, TRUE, error) && rs_schema_migrate (self, error);
}

/* Statements are long and looked up for every use: some letters of each tell them apart as well as all. */
static guint
hash_sql (gconstpointer sql)
{
  const char *text = sql;
  gsize length = strlen (text);
  gsize step = length / 32 + 1;
  guint hash = (guint) length;

  for (gsize i = 0; i < length; i += step)
    hash = hash * 33 + (guchar) text[i];
  return hash;
}

RsDb *
rs_db_open (const char *path, gboolean read_only, GError **error)
{
  RsDb *self = g_new0 (RsDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (read_only ? 0 : SQLITE_OPEN_CREATE);
  int code;

  self->full_sync = -1;
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, NULL, statement_free);
  code = sqlite3_open_v2 (path != NULL ? path : ":memory:", &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    rs_db_set_error (self, code, error);
  else if (prepare_connection (self, read_only, path == NULL, error))
    {
      sqlite3_busy_timeout (self->handle, PATIENCE);
      return self;
    }
  rs_db_close (self);
  return NULL;
}

void
rs_db_close (RsDb *self)
{
  if (self == NULL)
    return;
  g_datalist_clear (&self->kept);
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

gpointer
rs_db_get_kept (RsDb *self, const char *name)
{
  return g_datalist_get_data (&self->kept, name);
}

void
rs_db_keep (RsDb *self, const char *name, gpointer kept, GDestroyNotify destroy)
{
  g_datalist_set_data_full (&self->kept, name, kept, destroy);
}

/* To SQLite "$2" is a name, and names are numbered as they first come; to us and to PostgreSQL it is the
 * second parameter. */
static void
find_places (RsStatement *self)
{
  self->n_places = sqlite3_bind_parameter_count (self->handle);
  for (int i = 1; i <= self->n_places; i++)
    {
      const char *name = sqlite3_bind_parameter_name (self->handle, i);
      int number = name != NULL && name[0] == '$' ? (int) g_ascii_strtoll (name + 1, NULL, 10) : 0;

      g_return_if_fail (number >= 1 && number <= self->n_places);
      if (number != i && self->places == NULL)
        {
          self->places = g_new0 (int, self->n_places);
          for (int j = 1; j < i; j++)
            self->places[j - 1] = j;
        }
      if (self->places != NULL)
        self->places[number - 1] = i;
    }
}

RsStatement *
rs_db_prepare (RsDb *self, const char *sql, GError **error)
{
  gpointer key, value;
  RsStatement *statement;
  int code;

  if (g_hash_table_steal_extended (self->statements, sql, &key, &value))
    return value;

  statement = g_new0 (RsStatement, 1);
  statement->db = self;
  statement->sql = g_strdup (sql);
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL);
  if (code == SQLITE_OK)
    {
      find_places (statement);
      return statement;
    }
  rs_db_set_error (self, code, error);
  statement_free (statement);
  return NULL;
}

void
rs_statement_reset (RsStatement *self)
{
  RsDb *db = self->db;

  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_error = SQLITE_OK;
  /* If a second one of the same text was prepared while this one was in use, it goes. */
  g_hash_table_replace (db->statements, self->sql, self);
}

static void
note_bind (RsStatement *self, int code)
{
  if (code != SQLITE_OK && self->bind_error == SQLITE_OK)
    self->bind_error = code;
}

/* Where $@index stands; 0, which SQLite refuses, when there is none. */
static int
place_of (RsStatement *self, guint index)
{
  if (index == 0 || (int) index > self->n_places)
    return 0;
  return self->places != NULL ? self->places[index - 1] : (int) index;
}

void
rs_statement_bind_text (RsStatement *self, guint index, const char *value)
{
  int place = place_of (self, index);

  note_bind (self, value != NULL ? sqlite3_bind_text (self->handle, place, value, -1, SQLITE_TRANSIENT)
                                 : sqlite3_bind_null (self->handle, place));
}

void
rs_statement_bind_int (RsStatement *self, guint index, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, place_of (self, index), value));
}

void
rs_statement_bind_decimal (RsStatement *self, guint index, RsDecimal value)
{
  rs_statement_bind_int (self, index, value.micros);
}

void
rs_statement_bind_instant (RsStatement *self, guint index, RsInstant value)
{
  if (value == RS_INSTANT_NONE)
    note_bind (self, sqlite3_bind_null (self->handle, place_of (self, index)));
  else
    rs_statement_bind_int (self, index, value);
}

RsRowResult
rs_statement_step (RsStatement *self, GError **error)
{
  int code = self->bind_error != SQLITE_OK ? self->bind_error : sqlite3_step (self->handle);

  if (code == SQLITE_ROW)
    return RS_ROW;
  if (code == SQLITE_DONE)
    return RS_ROW_NONE;
  rs_db_set_error (self->db, code, error);
  return RS_ROW_ERROR;
}

gboolean
rs_statement_run (RsStatement *self, GError **error)
{
  RsRowResult result;

  do
    result = rs_statement_step (self, error);
  while (result == RS_ROW);
  return result == RS_ROW_NONE;
}

const char *
rs_statement_get_text (RsStatement *self, guint column)
{
  return (const char *) sqlite3_column_text (self->handle, (int) column);
}

gint64
rs_statement_get_int (RsStatement *self, guint column)
{
  return sqlite3_column_int64 (self->handle, (int) column);
}

RsDecimal
rs_statement_get_decimal (RsStatement *self, guint column)
{
  return (RsDecimal) { rs_statement_get_int (self, column) };
}

RsInstant
rs_statement_get_instant (RsStatement *self, guint column)
{
  if (sqlite3_column_type (self->handle, (int) column) == SQLITE_NULL)
    return RS_INSTANT_NONE;
  return rs_statement_get_int (self, column);
}

guint
rs_db_changes (RsDb *self)
{
  return (guint) sqlite3_changes (self->handle);
}

gint64
rs_db_last_id (RsDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}
