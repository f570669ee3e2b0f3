/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"

/* The safe figure for heavy objects (Rackbeat reference §1.4). */
#define PAGE_LIMIT 100

static RsInstant
order_updated_at (gconstpointer object)
{
  return ((const RsRbOrder *) object)->updated_at;
}

/* An order that came from Webshipper hangs on the handle that it carries. */
static char *
order_parent (gconstpointer object)
{
  const RsRbOrder *order = object;

  return rs_plan_parse_ws_ref (order->other_reference) != NULL ? g_strdup (order->other_reference) : NULL;
}

/* The case that the order @number is linked to. (transfer full) (nullable) */
static char *
linked_case (RsDb *db, gint64 number)
{
  g_autofree char *rb_ref = rs_plan_ext_ref_for_order (number);
  g_autoptr (RsLink) link = rs_links_find_by_rb_ref (db, rb_ref, NULL);

  return link != NULL ? g_strdup (link->case_key) : NULL;
}

/* The link is ours and certain. Without one the handle counts, unless another order has that link: whoever
 * copies an order in Rackbeat copies its reference. */
static char *
order_case_key (RsDb *db, const RsDocument *row)
{
  const RsRbOrder *order = row->object;
  gint64 number = g_ascii_strtoll (row->key, NULL, 10);
  char *case_key = linked_case (db, number);
  const char *ws_order_id = order != NULL ? rs_plan_parse_ws_ref (order->other_reference) : NULL;
  g_autoptr (RsLink) other = NULL;

  if (case_key != NULL)
    return case_key;
  other = ws_order_id != NULL ? rs_links_find_by_ws_order (db, ws_order_id, NULL) : NULL;
  if (ws_order_id != NULL && other == NULL)
    return g_strdup (order->other_reference);
  return rs_plan_ext_ref_for_order (number);
}

const RsFeed rs_feed_rb_orders
  = { RS_RACKBEAT, "order", order_updated_at, order_parent, order_case_key, NULL, FALSE };

const RsFeed rs_feed_rb_whole_orders
  = { RS_RACKBEAT, "order-whole", order_updated_at, NULL, order_case_key, NULL, FALSE };

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

  char *case_key = shipment != NULL ? linked_case (db, shipment->order_number) : NULL;

  return case_key != NULL || shipment == NULL ? case_key : rs_plan_ext_ref_for_order (shipment->order_number);
}

const RsFeed rs_feed_rb_shipments
  = { RS_RACKBEAT, "shipment", shipment_updated_at, shipment_parent, shipment_case_key, NULL, FALSE };

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

  return rs_pull_list (self, feed, list_page, &data, error);
}

gboolean
rs_pull_rackbeat_orders (RsPass *self, GError **error)
{
  return pull_feed (self, &rs_feed_rb_orders, rs_rackbeat_client_list_orders, error);
}

gboolean
rs_pull_rackbeat (RsPass *self, GError **error)
{
  return rs_pull_rackbeat_orders (self, error)
         && pull_feed (self, &rs_feed_rb_shipments, rs_rackbeat_client_list_shipments, error);
}

gboolean
rs_pull_whole_order (RsPass *self, const RsCase *subject, gboolean *completed, GError **error)
{
  const RsRbOrder *order = subject->rb_order;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_document_unref);
  g_autoptr (GError) failure = NULL;
  RsDocument *row;

  /* A term is wanted of what goes to Webshipper only. */
  if (self->policy->direction != RS_DIRECTION_RB_TO_WS || rs_plan_parse_ws_ref (subject->key) != NULL)
    return TRUE;
  if (order == NULL || order->knows_delivery_term || order->is_cancelled || order->is_shipped
      || self->lists_are_whole)
    return TRUE;
  row = dex_await_boxed (rs_rackbeat_client_get_order (self->rackbeat, order->number, self->priority),
                         &failure);
  if (row == NULL)
    {
      if (g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_ptr_array_add (rows, row);
  /* The order does not name it anywhere: the others need not be asked in this pass. */
  if (row->object != NULL && !((RsRbOrder *) row->object)->knows_delivery_term)
    self->lists_are_whole = TRUE;
  *completed = row->object != NULL && !self->lists_are_whole;
  return !*completed
         || rs_pull_store_rows (self, &rs_feed_rb_whole_orders, rows, RS_INSTANT_NONE, NULL, error);
}
