/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "authority.h"

#include <glib/gstdio.h>

static char *
file_in (Authority *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
openssl (Authority *self, const char *first, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  va_list more;

  g_ptr_array_add (arguments, (char *) "openssl");
  va_start (more, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (more, const char *))
    g_ptr_array_add (arguments, (char *) argument);
  va_end (more);
  g_ptr_array_add (arguments, NULL);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &words, &error);
  g_assert_no_error (error);
  if (!g_subprocess_get_successful (process))
    g_error ("openssl %s: %s", first, words);
}

static void
make_key (Authority *self, const char *name)
{
  openssl (self, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", name, NULL);
}

static GTlsCertificate *
load (Authority *self)
{
  g_autofree char *certificate_file = file_in (self, "server.pem");
  g_autofree char *key_file = file_in (self, "server.key");
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_files (certificate_file, key_file, &error);

  g_assert_no_error (error);
  return certificate;
}

Authority *
authority_new (void)
{
  g_autofree char *program = g_find_program_in_path ("openssl");
  g_autofree char *certificate = NULL;
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  Authority *self;

  if (program == NULL)
    return NULL;
  self = g_new0 (Authority, 1);
  self->folder = g_dir_make_tmp ("rackship-authority-XXXXXX", &error);
  g_assert_no_error (error);
  make_key (self, "authority.key");
  openssl (self, "req", "-x509", "-new", "-key", "authority.key", "-subj", "/CN=RackShip test authority",
           "-days", "2", "-addext", "keyUsage=critical,keyCertSign", "-out", "authority.pem", NULL);
  certificate = file_in (self, "authority.pem");
  database = g_tls_file_database_new (certificate, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  return self;
}

void
authority_free (Authority *self)
{
  const char *const files[] = { "authority.key", "authority.pem", "server.key",   "server.csr",
                                "server.pem",    "names",         "authority.srl" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = file_in (self, files[i]);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

GTlsCertificate *
authority_sign (Authority *self, const char *names, const char *start, const char *end)
{
  g_autofree char *extension = g_strdup_printf ("subjectAltName=%s", names);

  make_key (self, "server.key");
  openssl (self, "req", "-x509", "-new", "-key", "server.key", "-subj", "/CN=RackShip test server", "-CA",
           "authority.pem", "-CAkey", "authority.key", "-addext", extension, "-not_before", start,
           "-not_after", end, "-out", "server.pem", NULL);
  return load (self);
}

GTlsCertificate *
authority_self_signed (Authority *self, const char *names)
{
  g_autofree char *extension = g_strdup_printf ("subjectAltName=%s", names);

  make_key (self, "server.key");
  openssl (self, "req", "-x509", "-new", "-key", "server.key", "-subj", "/CN=RackShip test server", "-addext",
           extension, "-days", "2", "-out", "server.pem", NULL);
  return load (self);
}
