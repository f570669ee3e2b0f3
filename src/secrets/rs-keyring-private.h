/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-secrets.h"

#include <libsecret/secret.h>

G_BEGIN_DECLS

/* What a key is filed under: "profile" and "service". */
extern const SecretSchema rs_keyring_schema;

/* The same, over whatever libsecret has been set to; @is_file is for the words of its errors. (transfer full)
 */
RsSecrets *rs_keyring_new_over (gboolean is_file);
/* RS_ERROR_STORAGE in plain words for what libsecret says; @is_file that it is about the file. (transfer
 * full) */
GError *rs_keyring_error_new (const GError *failure, gboolean is_file);

/* Emits "opened" on @secrets when the desktop's keyring comes up or is unlocked, as long as @secrets lives.
 */
void rs_keyring_watch (RsSecrets *secrets);

G_END_DECLS
