/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"

/* No list tells of a shipment that was deleted. What an order says of itself afterwards does: nothing of it
 * has been shipped, although a shipment that was read once says so. Then that shipment is asked for by
 * itself. */

/* 1 it is there, 0 it is not, -1 with @error nobody can tell. */
static int
ask (DexFuture *reading, RsDocument **row, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *row = dex_await_boxed (reading, &failure);
  if (*row != NULL)
    return 1;
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
    return 0;
  g_propagate_error (error, g_steal_pointer (&failure));
  return -1;
}

typedef struct
{
  const char *key;
  const char *case_key;
} Gone;

static gboolean
mark_gone (RsDb *db, gpointer data, GError **error)
{
  const Gone *self = data;

  return rs_mirror_mark_gone (db, RS_RACKBEAT, "shipment", self->key, error)
         && rs_cases_mark_dirty (db, self->case_key, error);
}

/* Who does not find the order either is a gateway, and not believed. */
static gboolean
lose (RsPass *self, const RsCase *subject, gint64 id, gboolean *completed, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (RsDocument) control = NULL;
  Gone gone = { key, subject->key };

  switch (ask (rs_rackbeat_client_get_order (self->rackbeat, subject->rb_order->number, self->priority),
               &control, error))
    {
    case -1:
      return FALSE;
    case 0:
      return TRUE;
    default:
      *completed = TRUE;
      return rs_store_write (self->store, mark_gone, &gone, RS_DURABLE_EVENTUALLY, error);
    }
}

static gboolean
ask_shipment (RsPass *self, const RsCase *subject, gint64 id, gboolean *completed, GError **error)
{
  RsDocument *row = NULL;
  int found = ask (rs_rackbeat_client_get_shipment (self->rackbeat, id, self->priority), &row, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);

  if (found < 0)
    return FALSE;
  if (found == 0)
    return lose (self, subject, id, completed, error);
  g_ptr_array_add (rows, row);
  *completed = TRUE;
  return rs_pull_store_rows (self, &rs_feed_rb_shipments, rows, RS_INSTANT_NONE, NULL, error);
}

gboolean
rs_pull_doubted_shipments (RsPass *self, const RsCase *subject, gboolean *completed, GError **error)
{
  const RsRbOrder *order = subject->rb_order;

  *completed = FALSE;
  if (order == NULL || order->is_shipped || order->is_partly_shipped || (self->flags & RS_SYNC_PREVIEW))
    return TRUE;
  /* What was marked just now, the order says when it is read again at the end of the cycle. */
  if (self->shipped)
    return TRUE;
  if (self->doubted == NULL)
    self->doubted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (subject->rb_shipments, i);

      /* Once in a pass: what Rackbeat says of the order may lag behind, or never be right. */
      if (shipment->is_shipped
          && g_hash_table_add (self->doubted, g_memdup2 (&shipment->id, sizeof shipment->id))
          && !ask_shipment (self, subject, shipment->id, completed, error))
        return FALSE;
    }
  return TRUE;
}
