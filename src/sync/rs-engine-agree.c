/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-agreement-private.h"
#include "rs-agreements.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"

/* How many orders are compared before others on the main loop have their turn. */
#define BATCH 10

typedef struct
{
  RsPass *pass;
  RsAgreement *agreement;
  GPtrArray *case_keys; /* (owned) (nullable) (element-type utf8) */
  guint next;           /* of case_keys */
} Judging;

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->case_keys, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

static gboolean
list_cases (RsDb *db, gpointer data, GError **error)
{
  Judging *self = data;

  self->case_keys = rs_cases_list_since (db, self->agreement->since, error);
  return self->case_keys != NULL;
}

static gboolean
judge_batch (RsDb *db, gpointer data, GError **error)
{
  Judging *self = data;
  guint end = MIN (self->next + BATCH, self->case_keys->len);

  for (; self->next < end; self->next++)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsCase) subject
        = rs_case_load (db, g_ptr_array_index (self->case_keys, self->next), &failure);

      if (subject != NULL)
        rs_agreement_add (self->agreement,
                          rs_agreement_judge (subject, self->pass->policy, self->agreement->made_at));
      else if (!g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/* Orders of the target that carry our handle though nothing here knows of them. */
static gboolean
add_surplus (RsDb *db, gpointer data, GError **error)
{
  Judging *self = data;
  g_autoptr (GPtrArray) orphans = rs_mirror_list_unlinked (db, "rb-", error);

  if (orphans == NULL)
    return FALSE;
  for (guint i = 0; i < orphans->len; i++)
    {
      const RsMirrorRow *orphan = g_ptr_array_index (orphans, i);
      g_autoptr (RsWsOrder) order = rs_webshipper_decode_order (orphan->text, NULL);
      g_autoptr (RsCaseRow) known = order != NULL ? rs_cases_get_row (db, order->ext_ref, NULL) : NULL;
      RsAgreementRow *row;

      if (order == NULL || known != NULL || g_strcmp0 (order->status, "cancelled") == 0
          || order->created_at < self->agreement->since)
        continue;
      row = g_new0 (RsAgreementRow, 1);
      row->number = g_strdup (orphan->key);
      row->created_at = order->created_at;
      row->verdict = RS_VERDICT_SURPLUS;
      row->words = g_strdup_printf ("Webshipper order %s carries %s, of which Rackbeat has nothing",
                                    orphan->key, order->ext_ref);
      rs_agreement_add (self->agreement, row);
    }
  return TRUE;
}

static gboolean
judge_all (Judging *self, GError **error)
{
  RsPass *pass = self->pass;

  if (!rs_store_read (pass->store, list_cases, self, error))
    return FALSE;
  while (self->next < self->case_keys->len)
    {
      if (!rs_store_read (pass->store, judge_batch, self, error))
        return FALSE;
      rs_engine_set_progress (pass->engine, self->next, self->case_keys->len);
      if (rs_pass_is_broken_off (pass, error))
        return FALSE;
      dex_await (rs_clock_sleep (pass->clock, 0), NULL);
    }
  return rs_store_read (pass->store, add_surplus, self, error);
}

static gboolean
keep (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_keep (db, data, error);
}

gboolean
rs_pass_compare (RsPass *self, RsInstant since, RsAgreement **agreement, GError **error)
{
  g_autoptr (RsAgreement) made = rs_agreement_new (since, rs_clock_now (self->clock));
  g_auto (Judging) judging = { self, made, NULL, 0 };

  if (!judge_all (&judging, error) || !rs_store_write (self->store, keep, made, RS_DURABLE_EVENTUALLY, error))
    return FALSE;
  if (agreement != NULL)
    *agreement = g_steal_pointer (&made);
  return TRUE;
}

DexFuture *
rs_pass_agree (RsPass *self, RsInstant since)
{
  RsAgreement *agreement = NULL;
  GError *error = NULL;

  if (rs_pass_is_broken_off (self, &error) || !rs_pass_read_since (self, since, &error)
      || !rs_pass_compare (self, since, &agreement, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (RS_TYPE_AGREEMENT, agreement);
}
