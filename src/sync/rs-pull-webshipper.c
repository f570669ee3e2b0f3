/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

static RsInstant
order_updated_at (gconstpointer object)
{
  return ((const RsWsOrder *) object)->updated_at;
}

/* "#1042" as 1042; 0 for what is no number. */
static gint64
number_in (const char *text)
{
  gint64 number = 0;

  if (text != NULL && *text == '#')
    text++;
  return text != NULL && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &number, NULL) ? number : 0;
}

/* By our own handle; an order that is not of our making by the order number that it shows. */
static char *
order_parent (gconstpointer object)
{
  const RsWsOrder *order = object;
  gint64 number = 0;
  char kind;

  if (order->ext_ref != NULL && rs_plan_parse_ext_ref (order->ext_ref, &kind, &number))
    return g_strdup (order->ext_ref);
  number = number_in (order->ext_ref);
  if (number == 0)
    number = number_in (order->visible_ref);
  return number != 0 ? rs_case_foreign_parent (number) : g_strdup (order->ext_ref);
}

/* The case of one of our handles: a shipment's is its order's. */
static char *
case_of_ext_ref (RsDb *db, const char *ext_ref)
{
  g_autoptr (RsLink) link = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *shipment_key = NULL;
  g_autoptr (GError) ignored = NULL;
  char kind;
  gint64 number;

  if (ext_ref == NULL || !rs_plan_parse_ext_ref (ext_ref, &kind, &number))
    return NULL;
  if (kind == 'o')
    return g_strdup (ext_ref);

  link = rs_links_find_by_rb_ref (db, ext_ref, NULL);
  if (link != NULL)
    return g_strdup (link->case_key);

  shipment_key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  rows = rs_mirror_get (db, RS_RACKBEAT, "shipment", shipment_key, NULL);
  if (rows != NULL && rows->len > 0)
    {
      const RsMirrorRow *row = g_ptr_array_index (rows, 0);
      g_autoptr (RsRbShipment) shipment = rs_rackbeat_decode_shipment (row->text, &ignored);

      if (shipment != NULL)
        return rs_plan_ext_ref_for_order (shipment->order_number);
    }
  return NULL;
}

static char *
case_of_ws_order (RsDb *db, const char *ws_order_id)
{
  g_autoptr (RsLink) link = ws_order_id != NULL ? rs_links_find_by_ws_order (db, ws_order_id, NULL) : NULL;

  return link != NULL ? g_strdup (link->case_key) : NULL;
}

/* The order of Rackbeat's whose number it shows, if there is one. */
static char *
case_of_foreign (RsDb *db, const RsWsOrder *order)
{
  gint64 number
    = number_in (order->ext_ref) != 0 ? number_in (order->ext_ref) : number_in (order->visible_ref);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GPtrArray) rows = number != 0 ? rs_mirror_get (db, RS_RACKBEAT, "order", key, NULL) : NULL;

  return rows != NULL && rows->len > 0 ? rs_plan_ext_ref_for_order (number) : NULL;
}

/* Whether every order of Webshipper is a case of its own. */
static gboolean
goes_to_rackbeat (RsDb *db)
{
  g_autofree char *direction = rs_settings_get (db, "direction", NULL);

  return g_strcmp0 (direction, "ws-to-rb") == 0;
}

static char *
order_case_key (RsDb *db, const RsDocument *row)
{
  const RsWsOrder *order = row->object;
  char *case_key = case_of_ws_order (db, row->key);

  /* The link is ours and certain; the ext_ref can have been edited by anybody. */
  if (case_key != NULL || order == NULL)
    return case_key;
  case_key = case_of_ext_ref (db, order->ext_ref);
  if (case_key == NULL && goes_to_rackbeat (db))
    return rs_plan_ref_for_ws_order (row->key);
  return case_key != NULL ? case_key : case_of_foreign (db, order);
}

const RsFeed rs_feed_ws_orders
  = { RS_WEBSHIPPER, "order", order_updated_at, order_parent, order_case_key, NULL, FALSE };

static char *
shipment_parent (gconstpointer object)
{
  return g_strdup (((const RsWsShipment *) object)->order_id);
}

static char *
shipment_case_key (RsDb *db, const RsDocument *row)
{
  const RsWsShipment *shipment = row->object;

  char *case_key = shipment != NULL ? case_of_ws_order (db, shipment->order_id) : NULL;

  if (case_key == NULL && shipment != NULL && shipment->order_id != NULL && goes_to_rackbeat (db))
    return rs_plan_ref_for_ws_order (shipment->order_id);
  return case_key;
}

/* Shipments have no updated_at (Webshipper reference §1.4): what is read last holds. */
const RsFeed rs_feed_ws_shipments
  = { RS_WEBSHIPPER, "shipment", NULL, shipment_parent, shipment_case_key, NULL, FALSE };

/* Ways to ask for the list: an account may refuse either part (Webshipper reference §1.5). The best first. */
typedef struct
{
  const char *name;  /* of the capability's value */
  gboolean includes; /* include=shipments */
  gboolean sorts;    /* sort=-updated_at */
} ListWay;

static const ListWay list_ways[] = {
  { "sorted, with shipments", TRUE, TRUE },
  { "with shipments", TRUE, FALSE },
  { "sorted", FALSE, TRUE },
  { "plain", FALSE, FALSE },
};

#define LIST_WAY "orders-list"

static DexFuture *
list_page (RsPass *self, guint page, RsInstant from, gpointer data)
{
  const ListWay *way = data;
  RsWsListQuery query = {
    .page = page,
    .channel_id = self->policy->channel_id,
    .sort = way->sorts ? "-updated_at" : NULL,
    .with_shipments = way->includes,
  };

  return rs_webshipper_client_list_orders (self->webshipper, &query, self->priority);
}

static gboolean
pull_shipments_of (RsPass *self, const char *ws_order_id, GError **error)
{
  g_autoptr (RsPage) page = dex_await_boxed (
    rs_webshipper_client_get_order_shipments (self->webshipper, ws_order_id, self->priority), error);

  if (page == NULL)
    return FALSE;
  for (guint i = 0; i < page->rows->len; i++)
    {
      RsDocument *row = g_ptr_array_index (page->rows, i);
      RsWsShipment *shipment = row->object;

      /* Asked for as this order's, whether or not the row repeats it. */
      if (shipment != NULL && shipment->order_id == NULL)
        shipment->order_id = g_strdup (ws_order_id);
    }
  return rs_pull_store_rows (self, &rs_feed_ws_shipments, page->rows, RS_INSTANT_NONE, NULL, error);
}

static gboolean
is_dispatched (const RsWsOrder *order)
{
  return g_strcmp0 (order->status, "dispatched") == 0 || g_strcmp0 (order->status, "partly_dispatched") == 0;
}

static gboolean
knows_package (const RsCase *subject, gint64 package_id)
{
  for (guint i = 0; i < subject->ws_shipments->len; i++)
    {
      const RsWsShipment *shipment = g_ptr_array_index (subject->ws_shipments, i);

      for (guint j = 0; j < shipment->packages->len; j++)
        if (((RsPackage *) g_ptr_array_index (shipment->packages, j))->id == package_id)
          return TRUE;
    }
  return FALSE;
}

/* Every parcel that a line of @order sits in is known, and there is one. */
static gboolean
knows_shipments (const RsCase *subject, const RsWsOrder *order)
{
  gboolean any = FALSE;

  for (guint i = 0; i < order->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (order->lines, i);

      if (line->package_id == 0)
        continue;
      any = TRUE;
      if (!knows_package (subject, line->package_id))
        return FALSE;
    }
  return any;
}

gboolean
rs_pull_complete_case (RsPass *self, const RsCase *subject, gboolean *completed, GError **error)
{
  *completed = FALSE;
  if (self->includes_proven)
    return TRUE;
  for (guint i = 0; i < subject->ws_orders->len; i++)
    {
      RsWsOrder *order = g_ptr_array_index (subject->ws_orders, i);
      g_autoptr (GError) failure = NULL;

      if (!is_dispatched (order) || knows_shipments (subject, order))
        continue;
      if (pull_shipments_of (self, order->id, &failure))
        *completed = TRUE;
      else if (!g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  return TRUE;
}

/* A refused way is left for the next one, and the one that worked is remembered; any other failure stands. */
static gboolean
pull_orders (RsPass *self, guint first, GError **error)
{
  for (guint i = first; i < G_N_ELEMENTS (list_ways); i++)
    {
      g_autoptr (GError) failure = NULL;

      if (rs_pull_list (self, &rs_feed_ws_orders, list_page, (gpointer) &list_ways[i], &failure))
        {
          rs_pull_learn (self, RS_WEBSHIPPER, LIST_WAY, list_ways[i].name);
          return TRUE;
        }
      if (!g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED) || i + 1 == G_N_ELEMENTS (list_ways))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      self->includes_proven = FALSE;
    }
  return TRUE;
}

gboolean
rs_pull_webshipper (RsPass *self, GError **error)
{
  g_autofree char *known = rs_pull_recall (self, RS_WEBSHIPPER, LIST_WAY);
  guint first = 0;

  for (guint i = 0; i < G_N_ELEMENTS (list_ways); i++)
    if (g_strcmp0 (list_ways[i].name, known) == 0)
      first = i;
  return pull_orders (self, first, error);
}
