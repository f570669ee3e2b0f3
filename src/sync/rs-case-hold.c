/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case-hold.h"

void
rs_case_hold_take (RsCaseHold *self, RsPass *pass, const char *case_key)
{
  DexPromise *before;

  while ((before = g_hash_table_lookup (pass->busy, case_key)) != NULL)
    dex_await (dex_ref (DEX_FUTURE (before)), NULL);
  g_hash_table_insert (pass->busy, g_strdup (case_key), dex_promise_new ());
  self->busy = g_hash_table_ref (pass->busy);
  self->case_key = g_strdup (case_key);
}

void
rs_case_hold_clear (RsCaseHold *self)
{
  g_autofree char *key = NULL;
  DexPromise *held = NULL;

  if (self->busy == NULL)
    return;
  if (g_hash_table_steal_extended (self->busy, self->case_key, (gpointer *) &key, (gpointer *) &held))
    {
      dex_promise_resolve_boolean (held, TRUE);
      dex_unref (held);
    }
  g_clear_pointer (&self->busy, g_hash_table_unref);
  g_clear_pointer (&self->case_key, g_free);
}
