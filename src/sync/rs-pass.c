/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-error.h"

static gboolean
load_policy (RsDb *db, gpointer data, GError **error)
{
  RsPolicy **policy = data;

  *policy = rs_policy_load (db, error);
  return *policy != NULL;
}

gboolean
rs_pass_load_policy (RsPass *self, GError **error)
{
  RsPolicy *policy = NULL;

  if (!rs_store_read (self->store, load_policy, &policy, error))
    return FALSE;
  g_clear_pointer (&self->policy, rs_policy_unref);
  self->policy = policy;
  return TRUE;
}

gboolean
rs_pass_is_broken_off (RsPass *self, GError **error)
{
  if (!rs_engine_is_broken_off (self->engine, self->breaks_off))
    return FALSE;
  g_set_error_literal (error, RS_ERROR, RS_ERROR_CANCELLED,
                       self->breaks_off == RS_BREAK_OFF_CYCLE ? "The sync was cancelled"
                                                              : "The agreement was broken off");
  return TRUE;
}

void
rs_pass_clear (RsPass *self)
{
  g_clear_pointer (&self->policy, rs_policy_unref);
  g_clear_pointer (&self->report, rs_sync_report_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->permissions, g_hash_table_unref);
  g_clear_pointer (&self->line_items, g_hash_table_unref);
  g_clear_pointer (&self->lines_seen, g_hash_table_unref);
  g_clear_pointer (&self->doubted, g_hash_table_unref);
}
