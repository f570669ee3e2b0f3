/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-error.h"
#include "rs-secrets.h"

#include <string.h>

G_BEGIN_DECLS

/* Invented; what is looked for where no key may be. */
#define KEY "invented-key-0123456789-æøå"

static inline DexFuture *
pass_on (DexFuture *completed, gpointer data)
{
  return dex_ref (completed);
}

/* Turns the main loop until @future (transfer full) is decided. (transfer full): decided */
static inline DexFuture *
decide (DexFuture *future)
{
  DexFuture *decided = dex_future_finally (future, pass_on, NULL, NULL);

  while (dex_future_is_pending (decided))
    g_main_context_iteration (NULL, TRUE);
  return decided;
}

static inline void
assert_holds (RsSecrets *secrets, const char *profile, const char *service, const char *expected)
{
  g_autoptr (DexFuture) future = decide (rs_secrets_lookup (secrets, profile, service));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (value), ==, expected);
}

static inline void
assert_done (DexFuture *future)
{
  g_autoptr (DexFuture) decided = decide (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (decided, &error);

  g_assert_no_error (error);
  g_assert_true (g_value_get_boolean (value));
}

/* It fails with @code in words that hold @words and never the key. */
static inline void
assert_refused (DexFuture *future, int code, const char *words)
{
  g_autoptr (DexFuture) decided = decide (future);
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_future_get_value (decided, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, RS_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("expected \"%s\" in: %s", words, error->message);
  g_assert_null (strstr (error->message, KEY));
}

/* What every kind of keyring promises. */
static inline void
check_promises (RsSecrets *secrets)
{
  assert_refused (rs_secrets_lookup (secrets, "work", "rackbeat"), RS_ERROR_NOT_FOUND,
                  "No key is stored for rackbeat");
  assert_done (rs_secrets_store (secrets, "work", "rackbeat", KEY));
  assert_done (rs_secrets_store (secrets, "work", "webshipper", "another"));
  assert_done (rs_secrets_store (secrets, "practice", "rackbeat", "not a real one"));
  assert_holds (secrets, "work", "rackbeat", KEY);
  assert_holds (secrets, "work", "webshipper", "another");
  assert_holds (secrets, "practice", "rackbeat", "not a real one");
  assert_done (rs_secrets_store (secrets, "work", "rackbeat", "newer"));
  assert_holds (secrets, "work", "rackbeat", "newer");
  assert_done (rs_secrets_clear (secrets, "work", "rackbeat"));
  assert_refused (rs_secrets_lookup (secrets, "work", "rackbeat"), RS_ERROR_NOT_FOUND, "rackbeat");
  assert_done (rs_secrets_clear (secrets, "work", "rackbeat"));
  assert_holds (secrets, "practice", "rackbeat", "not a real one");
  assert_refused (rs_secrets_store (secrets, "work", "rackbeat", ""), RS_ERROR_REJECTED, "empty");
  assert_refused (rs_secrets_store (secrets, "work", "rackbeat", KEY "\xff"), RS_ERROR_REJECTED, "no key");
}

G_END_DECLS
