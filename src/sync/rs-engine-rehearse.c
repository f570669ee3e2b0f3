/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-error.h"

/* The mapping run over past orders, read from Rackbeat for the purpose: the mirror begins at the start date.
 * Nothing is kept of them. */

#define PAGE_LIMIT 100
#define MAX_PAGES  1000

typedef struct
{
  RsEngine *engine; /* (owned) */
  RsInstant since;
} Rehearsing;

static void
rehearsing_free (gpointer data)
{
  Rehearsing *self = data;

  g_object_unref (self->engine);
  g_free (self);
}

/* Counts the page's orders; FALSE when all of them are older than the period, which only a list that is
 * sorted proves. */
static gboolean
count_page (RsRehearsal *rehearsal, const RsPolicy *policy, const RsPage *page, GHashTable *seen)
{
  gboolean any_recent = FALSE;

  for (guint i = 0; i < page->rows->len; i++)
    {
      const RsDocument *row = g_ptr_array_index (page->rows, i);
      const RsRbOrder *order = row->object;
      g_autofree char *number = order != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, order->number) : NULL;

      if (order == NULL)
        continue;
      any_recent |= order->updated_at == RS_INSTANT_NONE || order->updated_at >= rehearsal->since;
      if (order->created_at < rehearsal->since || order->is_cancelled
          || (!order->is_booked && !policy->with_drafts) || g_hash_table_contains (seen, number))
        continue;
      rs_rehearsal_add (rehearsal, policy, order->delivery_term, order->delivery_term_name, number);
      g_hash_table_add (seen, g_steal_pointer (&number));
    }
  return any_recent;
}

static DexFuture *
rehearse_fiber (gpointer data)
{
  Rehearsing *self = data;
  g_auto (RsPass) pass = { 0 };
  g_autoptr (RsRehearsal) rehearsal = rs_rehearsal_new (self->since);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON | RS_SYNC_PREVIEW, &error))
    return dex_future_new_for_error (error);
  for (guint number = 1; number <= MAX_PAGES; number++)
    {
      RsRbListQuery query
        = { .page = number, .limit = PAGE_LIMIT, .updated_from = self->since, .newest_first = TRUE };
      g_autoptr (RsPage) page
        = dex_await_boxed (rs_rackbeat_client_list_orders (pass.rackbeat, &query, pass.priority), &error);

      if (page == NULL)
        return dex_future_new_for_error (error);
      if (!count_page (rehearsal, pass.policy, page, seen) || page->is_last || page->rows->len == 0)
        break;
    }
  rs_rehearsal_end (rehearsal);
  return dex_future_new_take_boxed (RS_TYPE_REHEARSAL, g_steal_pointer (&rehearsal));
}

DexFuture *
rs_engine_rehearse (RsEngine *self, RsInstant since)
{
  Rehearsing *data;

  dex_return_error_if_fail (RS_IS_ENGINE (self));

  data = g_new0 (Rehearsing, 1);
  data->engine = g_object_ref (self);
  data->since = since;
  return dex_scheduler_spawn (NULL, 0, rehearse_fiber, data, rehearsing_free);
}
