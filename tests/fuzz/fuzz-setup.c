/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "fuzz.h"

#include "rs-fold.h"
#include "rs-policy-choices.h"
#include "rs-webshipper-client.h"

#include <string.h>

/* Each line of the input is an argument of `rackship setup`: NAME=VALUE. A choice is taken whole or refused
 * in words, and never half. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  g_autoptr (RsPolicy) policy = rs_policy_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      char *equals = strchr (lines[i], '=');
      g_autofree char *account = rs_webshipper_account_from_text (lines[i]);

      if (g_utf8_validate (lines[i], -1, NULL))
        g_free (rs_fold (lines[i]));
      if (equals == NULL)
        continue;
      *equals = '\0';
      g_assert_true (rs_policy_choose (policy, lines[i], equals + 1, &error) == (error == NULL));
    }
  return 0;
}
