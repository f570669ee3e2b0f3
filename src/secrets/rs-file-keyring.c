/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-keyring-private.h"

#include "rs-error.h"

#include <string.h>

/* An item of its own tells a wrong password from an empty keyring: libsecret finds an item by a digest that
 * the password is in, so that to a wrong password every item is simply not there. */
#define CHECK_PROFILE "rackship"
#define CHECK_SERVICE "password-check"
#define CHECK_SECRET  "the password is right"

/* The layout of the file: libsecret asserts what it reads there, so that a damaged one has to be noticed
 * before. */
#define MAGIC    "GnomeKeyring\n\r\0\n\1\0"
#define N_MAGIC  18
#define CONTENTS "(uayutua(a{say}ay))"
#define MAX_SIZE (1024 * 1024)

static gboolean
is_whole (const char *contents, gsize size)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) salt = NULL;
  guint32 salt_size;

  if (size <= N_MAGIC || size > MAX_SIZE || memcmp (contents, MAGIC, N_MAGIC) != 0)
    return FALSE;
  bytes = g_bytes_new (contents + N_MAGIC, size - N_MAGIC);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS), bytes, FALSE));
  if (!g_variant_is_normal_form (variant))
    return FALSE;
  g_variant_get_child (variant, 0, "u", &salt_size);
  salt = g_variant_get_child_value (variant, 1);
  return GUINT32_FROM_LE (salt_size) == g_variant_n_children (salt) && salt_size != 0;
}

/* TRUE also when there is no file yet. */
static gboolean
check_file (const char *path, gboolean *exists, GError **error)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) failure = NULL;
  gsize size;

  *exists = g_file_get_contents (path, &contents, &size, &failure);
  if (*exists && !is_whole (contents, size))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The keyring file %s is damaged", path);
      return FALSE;
    }
  if (*exists || g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The keyring file cannot be read (%s)", failure->message);
  return FALSE;
}

static gboolean
refuse (const GError *failure, GError **error)
{
  g_propagate_error (error, rs_keyring_error_new (failure, TRUE));
  return FALSE;
}

static gboolean
write_check (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!secret_password_store_sync (&rs_keyring_schema, SECRET_COLLECTION_DEFAULT, "RackShip", CHECK_SECRET,
                                   NULL, &failure, "profile", CHECK_PROFILE, "service", CHECK_SERVICE, NULL))
    return refuse (failure, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE,
                       "The keyring file was not made: another keyring is in use already");
  return FALSE;
}

static gboolean
read_check (GError **error)
{
  g_autoptr (GError) failure = NULL;
  char *secret = secret_password_lookup_sync (&rs_keyring_schema, NULL, &failure, "profile", CHECK_PROFILE,
                                              "service", CHECK_SERVICE, NULL);
  gboolean is_right = g_strcmp0 (secret, CHECK_SECRET) == 0;

  g_clear_pointer (&secret, secret_password_free);
  if (failure != NULL)
    return refuse (failure, error);
  if (!is_right)
    g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The password of the keyring file is wrong");
  return is_right;
}

/* libsecret takes its back end, path and password from the environment and nowhere else. It reads them at its
 * first use, which is the check; afterwards they are taken away again, so that no child inherits the
 * password. */
static gboolean
open_file (const char *path, const char *password, GError **error)
{
  gboolean exists, ok;

  if (!check_file (path, &exists, error))
    return FALSE;
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", password, TRUE);
  ok = exists ? read_check (error) : write_check (path, error);
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("SECRET_FILE_TEST_PATH");
  g_unsetenv ("SECRET_FILE_TEST_PASSWORD");
  return ok;
}

RsSecrets *
rs_file_keyring_new (const char *folder, const char *password, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "keyring", NULL);

  if (password == NULL || *password == '\0')
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_STORAGE, "The keyring file needs a password");
      return NULL;
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The folder %s cannot be made", folder);
      return NULL;
    }
  return open_file (path, password, error) ? rs_keyring_new_over (TRUE) : NULL;
}
