/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-records.h"

void
rs_capability_free (RsCapability *self)
{
  g_free (self->service);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

char *
rs_capabilities_get (RsDb *db, const char *service, const char *name, RsInstant since, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "SELECT value FROM capability WHERE service = $1 AND name = $2 AND ($3 IS NULL OR learned_at >= $3)",
    error);

  if (statement == NULL)
    return NULL;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, name);
  rs_statement_bind_instant (statement, 3, since);
  return rs_statement_step (statement, error) == RS_ROW ? g_strdup (rs_statement_get_text (statement, 0))
                                                        : NULL;
}

gboolean
rs_capabilities_set (RsDb *db, const char *service, const char *name, const char *value, RsInstant learned_at,
                     GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db,
    "INSERT INTO capability (service, name, value, learned_at) VALUES ($1, $2, $3, $4) ON CONFLICT "
    "(service, name) DO UPDATE SET value = excluded.value, learned_at = excluded.learned_at",
    error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, name);
  rs_statement_bind_text (statement, 3, value);
  rs_statement_bind_instant (statement, 4, learned_at);
  return rs_statement_run (statement, error);
}

GPtrArray *
rs_capabilities_list (RsDb *db, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "SELECT service, name, value, learned_at FROM capability ORDER BY service, name", error);
  g_autoptr (GPtrArray) capabilities = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_capability_free);
  RsRowResult result;

  if (statement == NULL)
    return NULL;
  while ((result = rs_statement_step (statement, error)) == RS_ROW)
    {
      RsCapability *capability = g_new0 (RsCapability, 1);

      capability->service = g_strdup (rs_statement_get_text (statement, 0));
      capability->name = g_strdup (rs_statement_get_text (statement, 1));
      capability->value = g_strdup (rs_statement_get_text (statement, 2));
      capability->learned_at = rs_statement_get_instant (statement, 3);
      g_ptr_array_add (capabilities, capability);
    }
  return result == RS_ROW_NONE ? g_steal_pointer (&capabilities) : NULL;
}

gboolean
rs_capabilities_forget (RsDb *db, const char *service, const char *prefix, GError **error)
{
  g_autoptr (RsStatement) statement = rs_db_prepare (
    db, "DELETE FROM capability WHERE service = $1 AND substr(name, 1, length($2)) = $2", error);

  if (statement == NULL)
    return FALSE;
  rs_statement_bind_text (statement, 1, service);
  rs_statement_bind_text (statement, 2, prefix);
  return rs_statement_run (statement, error);
}
