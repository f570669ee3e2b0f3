/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-secrets.h"

#include "rs-error.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#define RS_TYPE_KEYRING (rs_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RsKeyring, rs_keyring, RS, KEYRING, GObject)

struct _RsKeyring
{
  GObject parent_instance;
};

static const SecretSchema schema = {
  "com.example.RackShip.Key",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "service", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

/* One call to libsecret: what it is for and where its answer goes. */
typedef struct
{
  DexPromise *promise; /* (owned) */
  char *profile;       /* (owned) */
  char *service;       /* (owned) */
  char *secret;        /* (owned) (nullable) what was stored and is to be read back */
} Call;

static Call *
call_new (const char *profile, const char *service, const char *secret, DexFuture **future)
{
  Call *self = g_new0 (Call, 1);

  self->promise = dex_promise_new ();
  self->profile = g_strdup (profile);
  self->service = g_strdup (service);
  self->secret = g_strdup (secret);
  *future = dex_ref (DEX_FUTURE (self->promise));
  return self;
}

static void
call_free (Call *self)
{
  dex_unref (self->promise);
  g_free (self->profile);
  g_free (self->service);
  if (self->secret != NULL)
    memset (self->secret, 0, strlen (self->secret));
  g_free (self->secret);
  g_free (self);
}

/* libsecret's own words may be about D-Bus; what a person needs is what to do. */
static void
reject_storage (Call *self, const GError *failure)
{
  const char *advice
    = g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) || failure->domain == G_IO_ERROR
        ? "There is no keyring here. Start one (such as gnome-keyring), or on a server set RACKSHIP_KEYRING=file"
      : g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
        ? "The keyring is locked. Unlock it and try again"
        : "The keyring refused";

  dex_promise_reject (self->promise,
                      g_error_new (RS_ERROR, RS_ERROR_STORAGE, "%s (%s)", advice, failure->message));
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    reject_storage (self, error);
  else if (secret == NULL)
    dex_promise_reject (self->promise,
                        g_error_new (RS_ERROR, RS_ERROR_NOT_FOUND, "No key is stored for %s", self->service));
  else if (self->secret == NULL)
    dex_promise_resolve_string (self->promise, g_strdup (secret));
  else if (g_str_equal (secret, self->secret))
    dex_promise_resolve_boolean (self->promise, TRUE);
  else
    dex_promise_reject (self->promise,
                        g_error_new_literal (RS_ERROR, RS_ERROR_STORAGE, "The keyring did not keep the key"));
  if (secret != NULL)
    secret_password_free (secret);
  call_free (self);
}

static DexFuture *
keyring_lookup (RsSecrets *secrets, const char *profile, const char *service)
{
  DexFuture *future;
  Call *call = call_new (profile, service, NULL, &future);

  secret_password_lookup (&schema, NULL, on_looked_up, call, "profile", profile, "service", service, NULL);
  return future;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      reject_storage (self, error);
      call_free (self);
      return;
    }
  secret_password_lookup (&schema, NULL, on_looked_up, self, "profile", self->profile, "service",
                          self->service, NULL);
}

static DexFuture *
keyring_store (RsSecrets *secrets, const char *profile, const char *service, const char *secret)
{
  g_autofree char *label = g_strdup_printf ("RackShip: %s (%s)", service, profile);
  DexFuture *future;
  Call *call = call_new (profile, service, secret, &future);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, on_stored, call, "profile",
                         profile, "service", service, NULL);
  return future;
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    reject_storage (self, error);
  else
    dex_promise_resolve_boolean (self->promise, TRUE);
  call_free (self);
}

static DexFuture *
keyring_clear (RsSecrets *secrets, const char *profile, const char *service)
{
  DexFuture *future;
  Call *call = call_new (profile, service, NULL, &future);

  secret_password_clear (&schema, NULL, on_cleared, call, "profile", profile, "service", service, NULL);
  return future;
}

static void
secrets_iface_init (RsSecretsInterface *iface)
{
  iface->lookup = keyring_lookup;
  iface->store = keyring_store;
  iface->clear = keyring_clear;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsKeyring, rs_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_SECRETS, secrets_iface_init))

static void
rs_keyring_class_init (RsKeyringClass *klass)
{
}

static void
rs_keyring_init (RsKeyring *self)
{
}

RsSecrets *
rs_keyring_new (void)
{
  return g_object_new (RS_TYPE_KEYRING, NULL);
}

/* libsecret chooses its back end once per process, from the environment: its encrypted file takes path and
 * password by two variables. They are set in this process only, before libsecret is first used, and no child
 * inherits them but by our doing. */
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
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", password, TRUE);
  return rs_keyring_new ();
}
