/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-backup.h"

#include "rs-db-private.h"
#include "rs-error.h"
#include "rs-records.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER      "backups"
#define NAME_LENGTH 18 /* "20260928-081407.db" */

void
rs_backup_free (RsBackup *self)
{
  g_free (self->name);
  g_free (self);
}

/* (transfer full) */
static char *
folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, FOLDER, NULL);
}

/* (transfer full) (nullable) */
static char *
stamp (RsInstant instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / RS_INSTANT_SECOND);

  return time != NULL ? g_date_time_format (time, "%Y%m%d-%H%M%S") : NULL;
}

/* Only our own names: whatever else lies in the folder is neither offered nor removed. */
static gboolean
read_name (const char *name, RsInstant *made_at)
{
  g_autofree char *text = NULL;

  if (strlen (name) != NAME_LENGTH || name[8] != '-' || !g_str_has_suffix (name, ".db"))
    return FALSE;
  for (guint i = 0; i < 15; i++)
    if (i != 8 && !g_ascii_isdigit (name[i]))
      return FALSE;
  text = g_strdup_printf ("%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", name, name + 4, name + 6, name + 9, name + 11,
                          name + 13);
  return rs_instant_parse (text, NULL, made_at, NULL);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const RsBackup *const *) b)->name, (*(const RsBackup *const *) a)->name);
}

GPtrArray *
rs_backup_list (const char *path)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_backup_free);
  g_autofree char *folder = folder_of (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      RsBackup *backup;
      RsInstant made_at;

      if (!read_name (name, &made_at))
        continue;
      backup = g_new0 (RsBackup, 1);
      backup->name = g_strdup (name);
      backup->made_at = made_at;
      g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, newest_first);
  return backups;
}

static void
remove_old (const char *path, const char *folder)
{
  g_autoptr (GPtrArray) backups = rs_backup_list (path);

  for (guint i = RS_BACKUP_KEPT; i < backups->len; i++)
    {
      g_autofree char *old
        = g_build_filename (folder, ((RsBackup *) g_ptr_array_index (backups, i))->name, NULL);

      g_unlink (old);
    }
}

static gboolean
fail (GError **error, const char *what, const char *path)
{
  int code = errno;

  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "%s %s: %s", what, path, g_strerror (code));
  return FALSE;
}

/* A file or a folder's list of names is on the disk. */
static gboolean
reach_disk (const char *path, GError **error)
{
  int file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = file >= 0 && fsync (file) == 0;

  if (!done)
    fail (error, "This did not reach the disk:", path);
  if (file >= 0)
    close (file);
  return done;
}

/* Into its place whole or not at all. */
static gboolean
put_in_place (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (!reach_disk (from, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return fail (error, "This cannot be put in its place:", to);
  return reach_disk (folder, error);
}

/* "VACUUM INTO" copies one moment of a database that others go on using. */
static gboolean
copy_into (const char *from, const char *to, GError **error)
{
  sqlite3 *handle = NULL;
  g_autofree char *sql = NULL;
  char *quoted = sqlite3_mprintf ("VACUUM INTO %Q", to);
  int code = sqlite3_open_v2 (from, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  sql = g_strdup (quoted);
  sqlite3_free (quoted);
  g_unlink (to);
  sqlite3_busy_timeout (handle, 5000);
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    rs_db_set_error_of (handle, code, error);
  sqlite3_close (handle);
  if (code != SQLITE_OK)
    {
      g_unlink (to);
      g_prefix_error (error, "The back-up was not made: ");
    }
  return code == SQLITE_OK;
}

gboolean
rs_backup_make (const char *path, RsInstant now, GError **error)
{
  g_autofree char *folder = folder_of (path);
  g_autofree char *moment = stamp (now);
  g_autofree char *name = g_strconcat (moment, ".db", NULL);
  g_autofree char *whole = g_build_filename (folder, name, NULL);
  g_autofree char *part = g_build_filename (folder, "unfinished", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "The folder of the back-ups cannot be made:", folder);
  if (!copy_into (path, part, error) || !put_in_place (part, whole, error))
    return FALSE;
  remove_old (path, folder);
  return TRUE;
}

gboolean
rs_backup_is_due (const char *path, RsInstant now)
{
  g_autoptr (GPtrArray) backups = rs_backup_list (path);
  const RsBackup *newest = backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;

  /* One from the future is of a clock that was wrong. */
  return newest == NULL || newest->made_at > now || now >= newest->made_at + RS_INSTANT_DAY;
}

/* Opens the copy as the program will, which also brings an old schema up to date, and looks at all of it. */
static gboolean
prove (const char *copy, RsInstant now, GError **error)
{
  RsDb *db = rs_db_open (copy, FALSE, error);
  g_autofree char *text = rs_instant_to_string (now);
  gboolean good = db != NULL && rs_db_check_whole (db, error)
                  && rs_settings_set (db, "restored-at", text, error)
                  && rs_db_exec (db, "PRAGMA journal_mode = DELETE", error);

  rs_db_close (db);
  if (!good)
    g_prefix_error (error, "This back-up cannot be restored: ");
  return good;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &failure))
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "%s", failure->message);
  return FALSE;
}

/* The database with its log and index, which belong to no other file. */
static gboolean
set_aside (const char *path, const char *kept, GError **error)
{
  static const char *const parts[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *from = g_strconcat (path, parts[i], NULL);
      g_autofree char *to = g_strconcat (kept, parts[i], NULL);

      /* The file itself stays in its place as well until the copy takes it: there is always one. */
      if ((i > 0 || link (from, to) != 0) && g_rename (from, to) != 0 && errno != ENOENT)
        return fail (error, "This cannot be set aside:", from);
    }
  return TRUE;
}

gboolean
rs_backup_restore (const char *path, const char *name, RsInstant now, char **kept_as, GError **error)
{
  g_autofree char *folder = folder_of (path);
  g_autofree char *backup = g_build_filename (folder, name, NULL);
  g_autofree char *copy = g_strconcat (path, ".restoring", NULL);
  g_autofree char *moment = stamp (now);
  g_autofree char *kept = g_strdup_printf ("%s.before-%s", path, moment);
  gboolean was_there = g_file_test (path, G_FILE_TEST_EXISTS);
  RsInstant ignored;

  *kept_as = NULL;
  if (!read_name (name, &ignored) || !g_file_test (backup, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "There is no back-up \"%.60s\"", name);
      return FALSE;
    }
  if (!copy_file (backup, copy, error) || !prove (copy, now, error) || !set_aside (path, kept, error)
      || !put_in_place (copy, path, error))
    {
      g_unlink (copy);
      return FALSE;
    }
  *kept_as = was_there ? g_steal_pointer (&kept) : NULL;
  return TRUE;
}

gboolean
rs_backup_would_help (const GError *error)
{
  return g_error_matches (error, RS_ERROR, RS_ERROR_STORAGE) && rs_db_is_damage (error->message);
}
