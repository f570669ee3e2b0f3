/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-keyring-private.h"

#include "rs-error.h"

#include <string.h>

#define RS_TYPE_KEYRING (rs_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RsKeyring, rs_keyring, RS, KEYRING, GObject)

struct _RsKeyring
{
  GObject parent_instance;

  gboolean is_file; /* libsecret has been set to its encrypted file */
};

const SecretSchema rs_keyring_schema = {
  "com.example.RackShip.Key",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "service", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

/* One request: what it is about and where its answer goes. It stays alive until libsecret has answered. */
typedef struct
{
  gboolean is_file;
  DexPromise *promise; /* (owned) */
  char *profile;       /* (owned) */
  char *service;       /* (owned) */
  char *secret;        /* (owned) (nullable) what was stored and is to be read back */
} Call;

static Call *
call_new (RsSecrets *secrets, const char *profile, const char *service, const char *secret,
          DexFuture **future)
{
  Call *self = g_new0 (Call, 1);

  self->is_file = RS_KEYRING (secrets)->is_file;
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
    secret_password_free (self->secret); /* wipes it */
  g_free (self);
}

static const char *
plain_words_for_file (const GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    return "Another program changed the keyring file at the same moment. Try again";
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return "The disk is full";
  if (failure->domain == SECRET_ERROR)
    return "The keyring file is damaged";
  return "The keyring file cannot be read or written";
}

/* libsecret's own words may be about D-Bus; what a person needs is what to do. */
static const char *
plain_words (const GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "The keyring was not unlocked";
  if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return "The keyring is locked";
  if (failure->domain == G_DBUS_ERROR || failure->domain == G_IO_ERROR || failure->domain == G_SPAWN_ERROR)
    return RS_SECRETS_NO_KEYRING ". Start one, such as gnome-keyring, and try again";
  return "The keyring refuses";
}

GError *
rs_keyring_error_new (const GError *failure, gboolean is_file)
{
  if (is_file)
    return g_error_new (RS_ERROR, RS_ERROR_STORAGE, "%s (%s)", plain_words_for_file (failure),
                        failure->message);
  g_info ("The keyring: %s", failure->message);
  return g_error_new_literal (RS_ERROR, RS_ERROR_STORAGE, plain_words (failure));
}

static void
reject (Call *self, const GError *failure)
{
  dex_promise_reject (self->promise, rs_keyring_error_new (failure, self->is_file));
}

static gboolean
is_any_locked (GList *items)
{
  for (GList *l = items; l != NULL; l = l->next)
    if (SECRET_IS_ITEM (l->data) && secret_item_get_locked (l->data))
      return TRUE;
  return FALSE;
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    reject (self, error);
  else if (is_any_locked (items))
    dex_promise_reject (self->promise,
                        g_error_new_literal (RS_ERROR, RS_ERROR_STORAGE, "The keyring is locked"));
  else
    dex_promise_reject (self->promise,
                        g_error_new (RS_ERROR, RS_ERROR_NOT_FOUND, "No key is stored for %s", self->service));
  g_list_free_full (items, g_object_unref);
  call_free (self);
}

static void
take_found (Call *self, const char *secret)
{
  if (self->secret == NULL)
    dex_promise_resolve_string (self->promise, g_strdup (secret));
  else if (g_str_equal (secret, self->secret))
    dex_promise_resolve_boolean (self->promise, TRUE);
  else
    dex_promise_reject (self->promise,
                        g_error_new_literal (RS_ERROR, RS_ERROR_STORAGE, "The keyring did not keep the key"));
}

/* Somebody who leaves the unlock dialog gets no error from libsecret, only nothing: whether a key is there
 * behind the lock has to be asked, or a locked keyring would pass for a lost key. */
static void
take_nothing (Call *self)
{
  if (self->secret == NULL)
    {
      secret_password_search (&rs_keyring_schema, SECRET_SEARCH_ALL, NULL, on_searched, self, "profile",
                              self->profile, "service", self->service, NULL);
      return;
    }
  dex_promise_reject (self->promise,
                      g_error_new_literal (RS_ERROR, RS_ERROR_STORAGE, "The keyring did not keep the key"));
  call_free (self);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error == NULL && secret == NULL)
    {
      take_nothing (self);
      return;
    }
  if (error != NULL)
    reject (self, error);
  else
    take_found (self, secret);
  g_clear_pointer (&secret, secret_password_free);
  call_free (self);
}

static void
look_up (Call *self)
{
  secret_password_lookup (&rs_keyring_schema, NULL, on_looked_up, self, "profile", self->profile, "service",
                          self->service, NULL);
}

static DexFuture *
keyring_lookup (RsSecrets *secrets, const char *profile, const char *service)
{
  DexFuture *future;

  look_up (call_new (secrets, profile, service, NULL, &future));
  return future;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      look_up (self);
      return;
    }
  /* Turned down at the dialog, libsecret fails without saying anything. */
  if (error == NULL)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "dismissed");
  reject (self, error);
  call_free (self);
}

static DexFuture *
keyring_store (RsSecrets *secrets, const char *profile, const char *service, const char *secret)
{
  g_autofree char *label = g_strdup_printf ("RackShip: %s (%s)", service, profile);
  DexFuture *future;
  Call *call = call_new (secrets, profile, service, secret, &future);

  secret_password_store (&rs_keyring_schema, SECRET_COLLECTION_DEFAULT, label, secret, NULL, on_stored, call,
                         "profile", profile, "service", service, NULL);
  return future;
}

/* That there was nothing to clear is no error. */
static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *self = data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    reject (self, error);
  else
    dex_promise_resolve_boolean (self->promise, TRUE);
  call_free (self);
}

static DexFuture *
keyring_clear (RsSecrets *secrets, const char *profile, const char *service)
{
  DexFuture *future;
  Call *call = call_new (secrets, profile, service, NULL, &future);

  secret_password_clear (&rs_keyring_schema, NULL, on_cleared, call, "profile", profile, "service", service,
                         NULL);
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
rs_keyring_new_over (gboolean is_file)
{
  RsKeyring *self = g_object_new (RS_TYPE_KEYRING, NULL);

  self->is_file = is_file;
  return RS_SECRETS (self);
}

RsSecrets *
rs_keyring_new (void)
{
  RsSecrets *self = rs_keyring_new_over (FALSE);

  rs_keyring_watch (self);
  return self;
}
