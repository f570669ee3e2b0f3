/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"

/* What can be asked of the engine that changes nothing in either service: what it would do, and the registers
 * anew. */

typedef struct
{
  RsInstant now;
  GPtrArray *plans; /* (element-type RsPlan) */
} ListPlans;

static gboolean
list_plans (RsDb *db, gpointer data, GError **error)
{
  ListPlans *self = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (GPtrArray) case_keys = policy != NULL ? rs_cases_list_dirty (db, G_MAXINT64, 0, error) : NULL;

  if (case_keys == NULL)
    return FALSE;
  for (guint i = 0; i < case_keys->len; i++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsCase) subject = rs_case_load (db, g_ptr_array_index (case_keys, i), &failure);
      g_autoptr (RsPlan) plan = NULL;

      if (subject == NULL && g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
        continue;
      if (subject == NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      plan = rs_plan_case (subject, policy, self->now);
      if (plan->steps->len > 0 || plan->problems->len > 0)
        g_ptr_array_add (self->plans, g_steal_pointer (&plan));
    }
  return TRUE;
}

GPtrArray *
rs_engine_list_plans (RsEngine *self, GError **error)
{
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_plan_unref);
  g_auto (RsPass) pass = { 0 };
  ListPlans data = { 0, plans };

  g_return_val_if_fail (RS_IS_ENGINE (self), NULL);
  if (!rs_engine_begin_pass (self, &pass, RS_SYNC_PREVIEW, error))
    return NULL;
  data.now = rs_clock_now (pass.clock);
  return rs_store_read (pass.store, list_plans, &data, error) ? g_steal_pointer (&plans) : NULL;
}

static DexFuture *
refresh_fiber (gpointer data)
{
  RsEngine *self = data;
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self, &pass, RS_SYNC_PERSON, &error) || !rs_pull_registers (&pass, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
rs_engine_refresh_registers (RsEngine *self)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  return dex_scheduler_spawn (NULL, 0, refresh_fiber, g_object_ref (self), g_object_unref);
}
