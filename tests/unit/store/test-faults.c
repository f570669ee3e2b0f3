/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fixture.h"

#include "fault-vfs.h"
#include "rs-error.h"
#include "rs-records.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static gboolean
set_name (RsDb *db, gpointer data, GError **error)
{
  return rs_settings_set (db, "name", data, error);
}

static gboolean
get_name (RsDb *db, gpointer data, GError **error)
{
  char **value = data;

  *value = rs_settings_get (db, "name", error);
  return *value != NULL;
}

static void
assert_name (Fixture *fixture, const char *expected)
{
  g_autofree char *value = NULL;

  fixture_read (fixture, get_name, &value);
  g_assert_cmpstr (value, ==, expected);
}

static void
close_store (Fixture *fixture)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->store));
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = rs_store_open (fixture->path, RS_STORE_DEFAULT, &error);
  g_assert_no_error (error);
}

/* Opening @path must fail in words that hold @words. */
static void
assert_refused (const char *path, RsStoreFlags flags, const char *words)
{
  g_autoptr (GError) error = NULL;
  RsStore *store = rs_store_open (path, flags, &error);

  g_assert_null (store);
  g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
  g_test_message ("%s", error->message);
  if (strstr (error->message, words) == NULL)
    g_error ("expected \"%s\" in: %s", words, error->message);
}

/* With a plain connection, as another program would. */
static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_a_newer_database_is_refused_and_untouched (Fixture *fixture, gconstpointer data)
{
  close_store (fixture);
  run_sql (fixture->path, "PRAGMA user_version = 99");
  assert_refused (fixture->path, RS_STORE_DEFAULT, "newer RackShip");
  assert_refused (fixture->path, RS_STORE_READ_ONLY, "newer RackShip");
  run_sql (fixture->path, "PRAGMA user_version = -1");
  assert_refused (fixture->path, RS_STORE_DEFAULT, "newer RackShip");
}

static void
test_an_older_database_is_not_read_without_being_brought_up_to_date (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = g_build_filename (fixture->folder, "empty.db", NULL);

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_refused (empty, RS_STORE_READ_ONLY, "older RackShip");
}

static void
test_a_database_of_another_program_is_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  run_sql (other, "CREATE TABLE setting (name, value)");
  g_assert_true (g_file_get_contents (other, &before, &n_before, NULL));
  assert_refused (other, RS_STORE_DEFAULT, "another program");
  g_assert_true (g_file_get_contents (other, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  run_sql (other, "DROP TABLE setting; PRAGMA application_id = 77");
  assert_refused (other, RS_STORE_DEFAULT, "another program");
}

static void
test_a_file_that_is_no_database_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "letter.db", NULL);
  g_autofree char *letter = g_strnfill (8192, 'a');

  g_assert_true (g_file_set_contents (path, letter, -1, NULL));
  assert_refused (path, RS_STORE_DEFAULT, "damaged");
}

static gboolean
fill (RsDb *db, gpointer data, GError **error)
{
  RsRandom *random = data;

  for (guint i = 1; i <= 100; i++)
    {
      g_autoptr (RsCaseRow) row = fixture_make_row (random, i);

      if (!rs_cases_put_row (db, row, error))
        return FALSE;
    }
  return TRUE;
}

/* Reads everything that a list and a search would. */
static gboolean
read_everything (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all = rs_cases_search (db, NULL, 0, error);
  g_autoptr (GPtrArray) found = all != NULL ? rs_cases_search (db, "a", 0, error) : NULL;

  return found != NULL;
}

/* Opens and reads whatever is there now: it works, or says that the database is damaged. TRUE when it was
 * noticed. */
static gboolean
read_damaged (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsStore) store = rs_store_open (path, RS_STORE_DEFAULT, &error);

  if (store != NULL)
    rs_store_read (store, read_everything, NULL, &error);
  if (error == NULL)
    return FALSE;
  g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
  return TRUE;
}

static void
test_flipped_bytes_are_noticed_or_harmless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = fixture_random ();
  g_autofree char *whole = NULL;
  gsize size;
  guint n_noticed = 0;

  fixture_write (fixture, fill, random);
  close_store (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &whole, &size, NULL));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *damaged = g_memdup2 (whole, size);
      gsize start = (gsize) rs_random_range (random, 0, (gint64) size - 600);

      for (guint j = 0; j < 600; j++)
        damaged[start + j] = (char) rs_random_range (random, 0, 256);
      g_assert_true (g_file_set_contents (fixture->path, damaged, (gssize) size, NULL));
      n_noticed += read_damaged (fixture->path);
    }
  g_test_message ("%u of 60 damages noticed", n_noticed);
  g_assert_cmpuint (n_noticed, >, 5);
  g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) size / 2, NULL));
  assert_refused (fixture->path, RS_STORE_DEFAULT, "damaged");
  g_assert_true (g_file_set_contents (fixture->path, whole, (gssize) size, NULL));
  g_assert_false (read_damaged (fixture->path));
}

static void
test_a_missing_or_impossible_folder_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "such", "rackship.db", NULL);
  g_autofree char *below_a_file = g_build_filename (fixture->path, "rackship.db", NULL);

  assert_refused (missing, RS_STORE_DEFAULT, "folder is missing");
  assert_refused (below_a_file, RS_STORE_DEFAULT, "cannot be opened");
  assert_refused (fixture->folder, RS_STORE_DEFAULT, "cannot be opened");
  assert_refused (missing, RS_STORE_READ_ONLY, "folder is missing");
}

static void
test_a_read_only_folder_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.db", NULL);

  close_store (fixture);
  fault_vfs_set_read_only (TRUE);
  assert_refused (fresh, RS_STORE_DEFAULT, "not permitted");
  assert_refused (fixture->path, RS_STORE_DEFAULT, "not permitted");
  fault_vfs_set_read_only (FALSE);
  reopen (fixture);
}

static void
test_a_store_opened_for_reading_refuses_writes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = NULL;

  fixture_write (fixture, set_name, (gpointer) "one");
  close_store (fixture);
  fixture->store = rs_store_open (fixture->path, RS_STORE_READ_ONLY, NULL);
  assert_name (fixture, "one");
  words = fixture_write_refused (fixture, set_name, (gpointer) "two", RS_ERROR_STORAGE);
  g_assert_nonnull (strstr (words, "reading only"));
}

static void
test_the_reading_connection_cannot_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rs_store_read (fixture->store, set_name, (gpointer) "x", &error));
  g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
}

static void
test_a_database_locked_by_another_is_said (Fixture *fixture, gconstpointer data)
{
  sqlite3 *other;

  close_store (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL),
                   ==, SQLITE_OK);
  assert_refused (fixture->path, RS_STORE_DEFAULT, "Another program has locked");
  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  reopen (fixture);
}

/* The disk fills up at every write there is, one after the other, while a store is made and written. */
static void
test_a_disk_that_fills_at_any_moment_loses_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RsRandom) random = rs_random_new (5);
  guint n_refused = 0;

  fixture_write (fixture, set_name, (gpointer) "before");
  for (int left = 0;; left += 1 + left / 8)
    {
      g_autoptr (GError) error = NULL;
      gboolean ok;

      fault_vfs_set_writes_left (left);
      ok = fixture_await (rs_store_write_future (fixture->store, fill, random, NULL, RS_DURABLE_NOW), &error);
      fault_vfs_set_writes_left (-1);
      assert_name (fixture, "before");
      if (ok)
        break;
      g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
      g_assert_nonnull (strstr (error->message, "disk is full"));
      n_refused++;
      fixture_write (fixture, set_name, (gpointer) "before"); /* with space again, it goes on at once */
    }
  g_test_message ("full at %u moments", n_refused);
  g_assert_cmpuint (n_refused, >, 3);
  close_store (fixture);
  reopen (fixture);
  assert_name (fixture, "before");
}

static void
test_a_disk_full_while_opening_is_said_and_passes (Fixture *fixture, gconstpointer data)
{
  guint n_refused = 0;

  close_store (fixture);
  for (int left = 0;; left += 1 + left / 8)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_strdup_printf ("%s/fresh-%d.db", fixture->folder, left);
      g_autoptr (RsStore) store = NULL;

      fault_vfs_set_writes_left (left);
      store = rs_store_open (path, RS_STORE_DEFAULT, &error);
      fault_vfs_set_writes_left (-1);
      if (store != NULL)
        break;
      n_refused++;
      g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
      g_assert_nonnull (strstr (error->message, "disk is full"));
      store = rs_store_open (path, RS_STORE_DEFAULT, NULL); /* once there is space */
      g_assert_nonnull (store);
    }
  g_assert_cmpuint (n_refused, >, 3);
  reopen (fixture);
}

static void
test_a_disk_that_cannot_be_read_is_said (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RsRandom) random = rs_random_new (5);

  fixture_write (fixture, fill, random);
  close_store (fixture);
  reopen (fixture);
  fault_vfs_set_reads_fail (TRUE);
  g_assert_false (rs_store_read (fixture->store, read_everything, NULL, &error));
  fault_vfs_set_reads_fail (FALSE);
  g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, "disk gave an error"));
  g_assert_true (rs_store_read (fixture->store, read_everything, NULL, NULL));
}

/* A different value each time: what is the same needs no disk. */
static gboolean
set_another_name (RsDb *db, gpointer data, GError **error)
{
  guint *count = data;
  g_autofree char *value = g_strdup_printf ("name %u", ++*count);

  return rs_settings_set (db, "name", value, error);
}

static void
write_one_by_one (Fixture *fixture, RsDurability durability)
{
  guint count = durability * 100;

  for (guint i = 0; i < 5; i++)
    g_assert_true (fixture_await (
      rs_store_write_future (fixture->store, set_another_name, &count, NULL, durability), NULL));
}

static void
write_together (Fixture *fixture, guint n)
{
  DexFuture *futures[32];
  guint count = 1000;

  g_assert_cmpuint (n, <=, G_N_ELEMENTS (futures));
  for (guint i = 0; i < n; i++)
    futures[i] = rs_store_write_future (fixture->store, set_another_name, &count, NULL, RS_DURABLE_NOW);
  for (guint i = 0; i < n; i++)
    g_assert_true (fixture_await (futures[i], NULL));
}

static void
test_now_is_on_the_disk_and_eventually_is_not_waited_for (Fixture *fixture, gconstpointer data)
{
  fixture_write (fixture, set_name, (gpointer) "warm");
  fault_vfs_take_syncs ();
  write_one_by_one (fixture, RS_DURABLE_NOW);
  g_assert_cmpint (fault_vfs_take_syncs (), ==, 5);
  write_one_by_one (fixture, RS_DURABLE_EVENTUALLY);
  g_assert_cmpint (fault_vfs_take_syncs (), ==, 0);
}

static gboolean
wait_a_little (RsDb *db, gpointer data, GError **error)
{
  g_usleep (100 * 1000);
  return TRUE;
}

static void
test_what_waits_together_is_synced_together (Fixture *fixture, gconstpointer data)
{
  DexFuture *first;

  fixture_write (fixture, set_name, (gpointer) "warm");
  fault_vfs_take_syncs ();
  first = rs_store_write_future (fixture->store, wait_a_little, NULL, NULL, RS_DURABLE_EVENTUALLY);
  g_usleep (20 * 1000); /* the writer has taken it */
  write_together (fixture, 32);
  g_assert_true (fixture_await (first, NULL));
  g_assert_cmpint (fault_vfs_take_syncs (), ==, 1);
}

static void
remove_extra_files (Fixture *fixture, gconstpointer data)
{
  fault_vfs_set_writes_left (-1);
  fault_vfs_set_reads_fail (FALSE);
  fault_vfs_set_read_only (FALSE);
  fixture_tear_down (fixture, data);
}

#define ADD(path, func)                                                                                      \
  g_test_add ("/store/faults/" path, Fixture, GUINT_TO_POINTER (RS_STORE_DEFAULT), fixture_set_up, func,     \
              remove_extra_files)

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  ADD ("a-newer-database-is-refused-and-untouched", test_a_newer_database_is_refused_and_untouched);
  ADD ("an-older-database-is-not-read-without-being-brought-up-to-date",
       test_an_older_database_is_not_read_without_being_brought_up_to_date);
  ADD ("a-database-of-another-program-is-left-alone", test_a_database_of_another_program_is_left_alone);
  ADD ("a-file-that-is-no-database-is-refused", test_a_file_that_is_no_database_is_refused);
  ADD ("flipped-bytes-are-noticed-or-harmless", test_flipped_bytes_are_noticed_or_harmless);
  ADD ("a-missing-or-impossible-folder-is-said", test_a_missing_or_impossible_folder_is_said);
  ADD ("a-read-only-folder-is-said", test_a_read_only_folder_is_said);
  ADD ("a-store-opened-for-reading-refuses-writes", test_a_store_opened_for_reading_refuses_writes);
  ADD ("the-reading-connection-cannot-write", test_the_reading_connection_cannot_write);
  ADD ("a-database-locked-by-another-is-said", test_a_database_locked_by_another_is_said);
  ADD ("a-disk-that-fills-at-any-moment-loses-nothing", test_a_disk_that_fills_at_any_moment_loses_nothing);
  ADD ("a-disk-full-while-opening-is-said-and-passes", test_a_disk_full_while_opening_is_said_and_passes);
  ADD ("a-disk-that-cannot-be-read-is-said", test_a_disk_that_cannot_be_read_is_said);
  ADD ("now-is-on-the-disk-and-eventually-is-not-waited-for",
       test_now_is_on_the_disk_and_eventually_is_not_waited_for);
  ADD ("what-waits-together-is-synced-together", test_what_waits_together_is_synced_together);
  return g_test_run ();
}
