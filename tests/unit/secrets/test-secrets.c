/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "awaiting.h"

#include <glib/gstdio.h>

/* libsecret keeps to its first keyring as long as the process lives, so that every test of a keyring is a
 * process of its own; they find each other's folder by this variable. */
#define FOLDER "RS_TEST_KEYRING_FOLDER"

static void
test_memory_keeps_its_promises (void)
{
  g_autoptr (RsSecrets) secrets = rs_memory_secrets_new ();

  check_promises (secrets);
}

/* Opens the file with @password; NULL when it must fail in words that hold @words. */
static RsSecrets *
open_file (const char *password, const char *words)
{
  g_autoptr (GError) error = NULL;
  RsSecrets *secrets = rs_file_keyring_new (g_getenv (FOLDER), password, &error);

  if (words == NULL)
    {
      g_assert_no_error (error);
      return secrets;
    }
  g_assert_null (secrets);
  g_assert_error (error, RS_ERROR, RS_ERROR_STORAGE);
  if (strstr (error->message, words) == NULL)
    g_error ("expected \"%s\" in: %s", words, error->message);
  return NULL;
}

static void
part_promises (void)
{
  g_autoptr (RsSecrets) secrets = open_file ("right", NULL);

  check_promises (secrets);
}

static void
part_store (void)
{
  g_autoptr (RsSecrets) secrets = open_file ("right", NULL);

  g_assert_null (g_getenv ("SECRET_FILE_TEST_PASSWORD"));
  assert_done (rs_secrets_store (secrets, "work", "rackbeat", KEY));
}

static void
part_look_up (void)
{
  g_autoptr (RsSecrets) secrets = open_file ("right", NULL);

  assert_holds (secrets, "work", "rackbeat", KEY);
}

static void
part_wrong_password (void)
{
  open_file ("wrong", "password of the keyring file is wrong");
}

static void
part_damaged (void)
{
  open_file ("right", "damaged");
}

static void
part_no_password (void)
{
  open_file ("", "needs a password");
  open_file (NULL, "needs a password");
}

static void
part_impossible_folder (void)
{
  open_file ("right", "cannot be made");
}

static void
part_no_bus (void)
{
  g_autoptr (RsSecrets) secrets = rs_keyring_new ();

  assert_refused (rs_secrets_lookup (secrets, "work", "rackbeat"), RS_ERROR_STORAGE,
                  "There is no keyring here");
  assert_refused (rs_secrets_store (secrets, "work", "rackbeat", KEY), RS_ERROR_STORAGE,
                  "There is no keyring here");
  assert_refused (rs_secrets_clear (secrets, "work", "rackbeat"), RS_ERROR_STORAGE,
                  "There is no keyring here");
}

/* Runs a part as a process of its own, which must pass and never print the key. */
static void
run_part (const char *part)
{
  g_autofree char *path = g_strconcat ("/secrets/part/subprocess/", part, NULL);

  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*" KEY "*");
  g_test_trap_assert_stdout_unmatched ("*" KEY "*");
}

typedef struct
{
  char *folder;
  char *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("rackship-keyring-XXXXXX", NULL);
  self->file = g_build_filename (self->folder, "keyring", NULL);
  g_setenv (FOLDER, self->folder, TRUE);
}

/* libsecret keeps the file before the last change beside it. */
static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (self->file, "~", NULL);

  g_unlink (backup);
  g_unlink (self->file);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->file);
}

static void
test_a_file_keeps_its_promises (Fixture *fixture, gconstpointer data)
{
  run_part ("promises");
}

static void
test_a_file_is_read_by_the_next_process_and_holds_no_key_in_clear (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize size;
  GStatBuf status;

  run_part ("store");
  run_part ("look-up");
  g_assert_true (g_file_get_contents (fixture->file, &contents, &size, NULL));
  g_assert_null (memmem (contents, size, KEY, strlen (KEY)));
  g_assert_null (memmem (contents, size, "rackbeat", strlen ("rackbeat")));
  g_assert_cmpint (g_stat (fixture->file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
}

static void
test_a_wrong_password_is_said_and_changes_nothing (Fixture *fixture, gconstpointer data)
{
  run_part ("store");
  run_part ("wrong-password");
  run_part ("look-up");
  run_part ("no-password");
}

static void
test_a_damaged_file_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize size;

  run_part ("store");
  g_assert_true (g_file_get_contents (fixture->file, &contents, &size, NULL));
  for (gsize n = 0; n < size; n += 1 + size / 6)
    {
      g_assert_true (g_file_set_contents (fixture->file, contents, (gssize) n, NULL));
      run_part ("damaged");
    }
  contents[19] ^= 0x55; /* how long the salt is said to be */
  g_assert_true (g_file_set_contents (fixture->file, contents, (gssize) size, NULL));
  run_part ("damaged");
}

static void
test_an_impossible_folder_is_said (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below_a_file = g_build_filename (fixture->file, "below", NULL);

  g_assert_true (g_file_set_contents (fixture->file, "", 0, NULL));
  g_setenv (FOLDER, below_a_file, TRUE);
  run_part ("impossible-folder");
}

static void
test_without_a_keyring_that_is_said (void)
{
  run_part ("no-bus");
}

#define ADD(path, func)      g_test_add ("/secrets/" path, Fixture, NULL, set_up, func, tear_down)
#define ADD_PART(path, func) g_test_add_func ("/secrets/part/subprocess/" path, func)

int
main (int argc, char **argv)
{
  dex_init ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/memory-keeps-its-promises", test_memory_keeps_its_promises);
  g_test_add_func ("/secrets/without-a-keyring-that-is-said", test_without_a_keyring_that_is_said);
  ADD ("a-file-keeps-its-promises", test_a_file_keeps_its_promises);
  ADD ("a-file-is-read-by-the-next-process-and-holds-no-key-in-clear",
       test_a_file_is_read_by_the_next_process_and_holds_no_key_in_clear);
  ADD ("a-wrong-password-is-said-and-changes-nothing", test_a_wrong_password_is_said_and_changes_nothing);
  ADD ("a-damaged-file-is-said", test_a_damaged_file_is_said);
  ADD ("an-impossible-folder-is-said", test_an_impossible_folder_is_said);
  ADD_PART ("promises", part_promises);
  ADD_PART ("store", part_store);
  ADD_PART ("look-up", part_look_up);
  ADD_PART ("wrong-password", part_wrong_password);
  ADD_PART ("damaged", part_damaged);
  ADD_PART ("no-password", part_no_password);
  ADD_PART ("impossible-folder", part_impossible_folder);
  ADD_PART ("no-bus", part_no_bus);
  return g_test_run ();
}
