/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-secrets.h"

#include "rs-error.h"

#define RS_TYPE_MEMORY_SECRETS (rs_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RsMemorySecrets, rs_memory_secrets, RS, MEMORY_SECRETS, GObject)

struct _RsMemorySecrets
{
  GObject parent_instance;
  GHashTable *secrets; /* (owned) "profile/service" → secret */
};

static char *
key_of (const char *profile, const char *service)
{
  return g_strconcat (profile, "/", service, NULL);
}

static DexFuture *
memory_lookup (RsSecrets *secrets, const char *profile, const char *service)
{
  g_autofree char *key = key_of (profile, service);
  const char *secret = g_hash_table_lookup (RS_MEMORY_SECRETS (secrets)->secrets, key);

  if (secret == NULL)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_NOT_FOUND, "No key is stored for %s", service);
  return dex_future_new_for_string (secret);
}

static DexFuture *
memory_store (RsSecrets *secrets, const char *profile, const char *service, const char *secret)
{
  g_hash_table_insert (RS_MEMORY_SECRETS (secrets)->secrets, key_of (profile, service), g_strdup (secret));
  return dex_future_new_true ();
}

static DexFuture *
memory_clear (RsSecrets *secrets, const char *profile, const char *service)
{
  g_autofree char *key = key_of (profile, service);

  g_hash_table_remove (RS_MEMORY_SECRETS (secrets)->secrets, key);
  return dex_future_new_true ();
}

static void
secrets_iface_init (RsSecretsInterface *iface)
{
  iface->lookup = memory_lookup;
  iface->store = memory_store;
  iface->clear = memory_clear;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsMemorySecrets, rs_memory_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_SECRETS, secrets_iface_init))

static void
rs_memory_secrets_finalize (GObject *object)
{
  g_hash_table_unref (RS_MEMORY_SECRETS (object)->secrets);
  G_OBJECT_CLASS (rs_memory_secrets_parent_class)->finalize (object);
}

static void
rs_memory_secrets_class_init (RsMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_memory_secrets_finalize;
}

static void
rs_memory_secrets_init (RsMemorySecrets *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RsSecrets *
rs_memory_secrets_new (void)
{
  return g_object_new (RS_TYPE_MEMORY_SECRETS, NULL);
}
