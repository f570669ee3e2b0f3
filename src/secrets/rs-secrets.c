/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-secrets.h"

#include "rs-error.h"

G_DEFINE_INTERFACE (RsSecrets, rs_secrets, G_TYPE_OBJECT)

static void
rs_secrets_default_init (RsSecretsInterface *iface)
{
  g_signal_new ("opened", RS_TYPE_SECRETS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

DexFuture *
rs_secrets_lookup (RsSecrets *self, const char *profile, const char *service)
{
  dex_return_error_if_fail (RS_IS_SECRETS (self));
  return RS_SECRETS_GET_IFACE (self)->lookup (self, profile, service);
}

DexFuture *
rs_secrets_store (RsSecrets *self, const char *profile, const char *service, const char *secret)
{
  dex_return_error_if_fail (RS_IS_SECRETS (self));
  dex_return_error_if_fail (secret != NULL);

  if (*secret == '\0' || !g_utf8_validate (secret, -1, NULL))
    return dex_future_new_reject (
      RS_ERROR, RS_ERROR_REJECTED,
      *secret == '\0' ? "The key for %s is empty" : "What was given for %s is no key", service);
  return RS_SECRETS_GET_IFACE (self)->store (self, profile, service, secret);
}

DexFuture *
rs_secrets_clear (RsSecrets *self, const char *profile, const char *service)
{
  dex_return_error_if_fail (RS_IS_SECRETS (self));
  return RS_SECRETS_GET_IFACE (self)->clear (self, profile, service);
}
