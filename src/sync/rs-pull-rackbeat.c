/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-error.h"
#include "rs-mirror.h"

/* Rows are read again this far behind the cursor: two writes of one instant, or a clock that is not quite even between the
 * service's own machines, are then not missed (DESIGN §3). */
#define OVERLAP (10 * RS_INSTANT_MINUTE)
/* The safe figure for heavy objects (Rackbeat reference §1.4). */
#define PAGE_LIMIT 100

static RsInstant
order_updated_at (gconstpointer object)
{
  return ((const RsRbOrder *) object)->updated_at;
}

static char *
order_case_key (RsDb *db, const RsDocument *row)
{
  return rs_plan_ext_ref_for_order (g_ascii_strtoll (row->key, NULL, 10));
}

const RsFeed rs_feed_rb_orders = { RS_RACKBEAT, "order", order_updated_at, NULL, order_case_key };

static RsInstant
shipment_updated_at (gconstpointer object)
{
  return ((const RsRbShipment *) object)->updated_at;
}

static char *
shipment_parent (gconstpointer object)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, ((const RsRbShipment *) object)->order_number);
}

static char *
shipment_case_key (RsDb *db, const RsDocument *row)
{
  const RsRbShipment *shipment = row->object;

  return shipment != NULL ? rs_plan_ext_ref_for_order (shipment->order_number) : NULL;
}

const RsFeed rs_feed_rb_shipments = { RS_RACKBEAT, "shipment", shipment_updated_at, shipment_parent, shipment_case_key };

typedef struct
{
  const RsFeed *feed;
  RsInstant cursor;
} ReadCursor;

static gboolean
read_cursor_in (RsDb *db, gpointer data, GError **error)
{
  ReadCursor *self = data;

  return rs_mirror_get_cursor (db, self->feed->service, self->feed->kind, &self->cursor, error);
}

static gboolean
read_cursor (RsPass *self, const RsFeed *feed, RsInstant *out, GError **error)
{
  ReadCursor data = { feed, RS_INSTANT_NONE };

  if (!rs_store_read (self->store, read_cursor_in, &data, error))
    return FALSE;
  *out = data.cursor;
  return TRUE;
}

typedef DexFuture *(*ListFunc) (RsRackbeatClient *client, const RsRbListQuery *query, RsPriority priority);

typedef struct
{
  ListFunc list;
} RackbeatList;

static DexFuture *
list_page (RsPass *self, guint page, RsInstant from, gpointer data)
{
  RackbeatList *list = data;
  RsRbListQuery query = { .page = page, .limit = PAGE_LIMIT, .updated_from = from, .newest_first = TRUE };

  return list->list (self->rackbeat, &query, self->priority);
}

static gboolean
pull_feed (RsPass *self, const RsFeed *feed, ListFunc list, GError **error)
{
  RackbeatList data = { list };
  RsInstant cursor, newest;
  RsInstant from = RS_INSTANT_NONE;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (!read_cursor (self, feed, &cursor, error))
    return FALSE;
  if (cursor != RS_INSTANT_NONE && !(self->flags & RS_SYNC_SWEEP))
    from = cursor - OVERLAP;
  else if (self->policy->start != RS_INSTANT_NONE && cursor == RS_INSTANT_NONE)
    /* What was made after the start date was also changed after it. */
    from = self->policy->start;

  if (!rs_pull_list (self, feed, list_page, &data, from, &newest, error))
    return FALSE;

  /* Only now: a reading that broke off has not seen everything back to the old cursor. An empty account has read all there
   * is, which the oldest possible cursor says. */
  newest = MAX (newest, cursor);
  return rs_pull_store_rows (self, feed, none, newest != RS_INSTANT_NONE ? newest : 0, error);
}

gboolean
rs_pull_rackbeat (RsPass *self, GError **error)
{
  return pull_feed (self, &rs_feed_rb_orders, rs_rackbeat_client_list_orders, error) &&
         pull_feed (self, &rs_feed_rb_shipments, rs_rackbeat_client_list_shipments, error);
}
