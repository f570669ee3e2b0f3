/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The seam for secrets: keys and tokens live in the desktop's keyring and nowhere else (PRODUCT F1.4).
 *
 * The signal "opened" says that the keyring came up or was unlocked: what it refused may be asked for again.
 */
#define RS_TYPE_SECRETS (rs_secrets_get_type ())
G_DECLARE_INTERFACE (RsSecrets, rs_secrets, RS, SECRETS, GObject)

struct _RsSecretsInterface
{
  GTypeInterface parent;
  DexFuture *(*lookup) (RsSecrets *self, const char *profile, const char *service);
  DexFuture *(*store) (RsSecrets *self, const char *profile, const char *service, const char *secret);
  DexFuture *(*clear) (RsSecrets *self, const char *profile, const char *service);
};

/* How the words begin when no keyring is running: without a desktop there is another way. */
#define RS_SECRETS_NO_KEYRING "There is no keyring here"

/* Resolves to the secret as a string; rejects with RS_ERROR_NOT_FOUND when there is none, RS_ERROR_STORAGE
 * when there is no keyring, it stays locked, or it refuses, in plain words. @service "rackbeat" or
 * "webshipper". (transfer full) */
DexFuture *rs_secrets_lookup (RsSecrets *self, const char *profile, const char *service);
/* Resolves to TRUE once the keyring has given it back; RS_ERROR_REJECTED when @secret is empty or not text.
 * (transfer full) */
DexFuture *rs_secrets_store (RsSecrets *self, const char *profile, const char *service, const char *secret);
/* Resolves to TRUE, also when there was none. (transfer full) */
DexFuture *rs_secrets_clear (RsSecrets *self, const char *profile, const char *service);

/* The desktop's keyring through libsecret. (transfer full) */
RsSecrets *rs_keyring_new (void);
/* libsecret's encrypted file in @folder, opened with @password: for servers and tests that ask for it by
 * RACKSHIP_KEYRING=file, never silently. RS_ERROR_STORAGE when the password is wrong or the file damaged.
 * Blocks, and sets variables of the environment for a moment: call it once, at the start, before any other
 * keyring is made and other threads are at work; libsecret then keeps to this file as long as the process
 * lives. (transfer full) */
RsSecrets *rs_file_keyring_new (const char *folder, const char *password, GError **error);
/* Kept in memory only: practice mode and tests. (transfer full) */
RsSecrets *rs_memory_secrets_new (void);

G_END_DECLS
