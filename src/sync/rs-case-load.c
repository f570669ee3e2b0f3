/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case-load.h"
#include "rs-decoded.h"
#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-rackbeat-codec.h"
#include "rs-records.h"
#include "rs-webshipper-codec.h"

static void
add_unreadable (RsCaseLoading *self, const char *service, const char *kind, const char *key,
                const GError *error)
{
  g_autofree char *subject = g_strdup_printf ("%s/%s/%s", service, kind, key);
  RsProblem *problem = rs_problem_new (
    RS_PROBLEM_UNREADABLE, subject, self->subject->key, "retry,report",
    "What %s says of its %s %s cannot be read: %s. Nothing is done with it until it can be.", service, kind,
    key, error->message);

  g_ptr_array_add (self->subject->unreadable, problem);
}

gboolean
rs_case_load_rb_order (RsCaseLoading *self, gint64 number, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GPtrArray) rows = rs_mirror_get (self->db, RS_RACKBEAT, "order", key, error);
  RsMirrorRow *row;
  g_autoptr (GError) unreadable = NULL;

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;

  row = g_ptr_array_index (rows, 0);
  self->subject->rb_gone = row->gone;
  self->subject->rb_order = rs_decoded_get (self->db, &rs_decoded_rb_orders, key, row->text, &unreadable);
  if (unreadable != NULL)
    add_unreadable (self, RS_RACKBEAT, "order", row->key, unreadable);
  return TRUE;
}

/* What was read of the order by itself says more than the list does, as long as the order is the same. */
static gboolean
load_whole_order (RsCaseLoading *self, gint64 number, GError **error)
{
  const RsRbOrder *listed = self->subject->rb_order;
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (RsRbOrder) whole = NULL;

  if (listed == NULL || listed->knows_delivery_term)
    return TRUE;
  rows = rs_mirror_get (self->db, RS_RACKBEAT, "order-whole", key, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    whole = rs_decoded_get (self->db, &rs_decoded_rb_whole_orders, key,
                            ((RsMirrorRow *) g_ptr_array_index (rows, 0))->text, NULL);
  if (whole == NULL || whole->updated_at != listed->updated_at)
    return TRUE;
  rs_rb_order_unref (self->subject->rb_order);
  self->subject->rb_order = g_steal_pointer (&whole);
  return TRUE;
}

static gint
compare_shipments (gconstpointer a, gconstpointer b)
{
  const RsRbShipment *left = *(RsRbShipment *const *) a;
  const RsRbShipment *right = *(RsRbShipment *const *) b;

  return (left->id > right->id) - (left->id < right->id);
}

gboolean
rs_case_load_rb_shipments (RsCaseLoading *self, gint64 number, GError **error)
{
  g_autofree char *parent = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GPtrArray) rows = rs_mirror_children (self->db, RS_RACKBEAT, "shipment", parent, error);
  RsInstant cursor;

  if (rows == NULL || !rs_mirror_get_cursor (self->db, RS_RACKBEAT, "shipment", &cursor, error))
    return FALSE;

  self->subject->rb_shipments_known = cursor != RS_INSTANT_NONE;
  for (guint i = 0; i < rows->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GError) unreadable = NULL;
      RsRbShipment *shipment;

      if (row->gone)
        continue;
      shipment = rs_rackbeat_decode_shipment (row->text, &unreadable);
      if (shipment != NULL)
        g_ptr_array_add (self->subject->rb_shipments, shipment);
      else
        add_unreadable (self, RS_RACKBEAT, "shipment", row->key, unreadable);
    }
  g_ptr_array_sort (self->subject->rb_shipments, compare_shipments);
  return TRUE;
}

static gboolean
load_ws_shipments (RsCaseLoading *self, const char *ws_order_id, GError **error)
{
  g_autoptr (GPtrArray) rows = rs_mirror_children (self->db, RS_WEBSHIPPER, "shipment", ws_order_id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GError) unreadable = NULL;
      RsWsShipment *shipment;

      if (row->gone)
        continue;
      shipment = rs_webshipper_decode_shipment (row->text, &unreadable);
      if (shipment == NULL)
        {
          add_unreadable (self, RS_WEBSHIPPER, "shipment", row->key, unreadable);
          continue;
        }
      if (shipment->order_id == NULL)
        shipment->order_id = g_strdup (ws_order_id);
      g_ptr_array_add (self->subject->ws_shipments, shipment);
    }
  return TRUE;
}

static gboolean
take_ws_order_row (RsCaseLoading *self, const RsMirrorRow *row, GError **error)
{
  g_autoptr (GError) unreadable = NULL;
  RsWsOrder *order;

  if (row->gone)
    {
      if (!g_ptr_array_find_with_equal_func (self->subject->ws_gone, row->key, g_str_equal, NULL))
        g_ptr_array_add (self->subject->ws_gone, g_strdup (row->key));
      return TRUE;
    }
  if (rs_case_find_ws_order (self->subject, row->key) != NULL)
    return TRUE;

  order = rs_decoded_get (self->db, &rs_decoded_ws_orders, row->key, row->text, &unreadable);
  if (order == NULL)
    {
      add_unreadable (self, RS_WEBSHIPPER, "order", row->key, unreadable);
      return TRUE;
    }
  g_ptr_array_add (self->subject->ws_orders, order);
  return load_ws_shipments (self, row->key, error);
}

gboolean
rs_case_take_ws_order_rows (RsCaseLoading *self, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) owned = rows;

  if (owned == NULL)
    return FALSE;
  for (guint i = 0; i < owned->len; i++)
    if (!take_ws_order_row (self, g_ptr_array_index (owned, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
load_ws_orders_of_ref (RsCaseLoading *self, char *ext_ref, GError **error)
{
  g_autofree char *owned = ext_ref;

  return rs_case_take_ws_order_rows (
    self, rs_mirror_children (self->db, RS_WEBSHIPPER, "order", owned, error), error);
}

/* The Webshipper orders of a case are those it is linked to and those that carry one of its handles, linked
 * or not. */
static gboolean
load_ws_orders (RsCaseLoading *self, gint64 number, GError **error)
{
  for (guint i = 0; i < self->subject->links->len; i++)
    {
      RsLink *link = g_ptr_array_index (self->subject->links, i);

      if (!rs_case_take_ws_order_rows (
            self, rs_mirror_get (self->db, RS_WEBSHIPPER, "order", link->ws_order_id, error), error))
        return FALSE;
    }

  if (!load_ws_orders_of_ref (self, rs_plan_ext_ref_for_order (number), error))
    return FALSE;
  for (guint i = 0; i < self->subject->rb_shipments->len; i++)
    {
      RsRbShipment *shipment = g_ptr_array_index (self->subject->rb_shipments, i);

      if (!load_ws_orders_of_ref (self, rs_plan_ext_ref_for_shipment (shipment->id), error))
        return FALSE;
    }
  return TRUE;
}

char *
rs_case_foreign_parent (gint64 number)
{
  return g_strdup_printf ("number/%" G_GINT64_FORMAT, number);
}

static gboolean
load_foreign (RsCaseLoading *self, gint64 number, GError **error)
{
  g_autofree char *parent = rs_case_foreign_parent (number);
  g_autoptr (GPtrArray) rows = rs_mirror_children (self->db, RS_WEBSHIPPER, "order", parent, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const RsMirrorRow *row = g_ptr_array_index (rows, i);
      g_autoptr (RsWsOrder) order
        = row->gone ? NULL : rs_decoded_get (self->db, &rs_decoded_ws_orders, row->key, row->text, NULL);
      g_autoptr (GError) failure = NULL;
      g_autoptr (RsLink) link
        = order != NULL ? rs_links_find_by_ws_order (self->db, row->key, &failure) : NULL;

      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (order != NULL && link == NULL && g_strcmp0 (order->status, "cancelled") != 0)
        g_ptr_array_add (self->subject->ws_foreign, g_steal_pointer (&order));
    }
  return TRUE;
}

gboolean
rs_case_load_item (RsCaseLoading *self, const char *number, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) unreadable = NULL;
  RsMirrorRow *row;
  RsItem *item;

  if (number == NULL || g_hash_table_contains (self->subject->items, number))
    return TRUE;
  rows = rs_mirror_get (self->db, RS_RACKBEAT, "item", number, error);
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  row = g_ptr_array_index (rows, 0);
  item = rs_decoded_get (self->db, &rs_decoded_items, row->key, row->text, &unreadable);
  if (item != NULL)
    g_hash_table_insert (self->subject->items, g_strdup (number), item);
  else
    add_unreadable (self, RS_RACKBEAT, "item", row->key, unreadable);
  return TRUE;
}

gboolean
rs_case_load_items (RsCaseLoading *self, GError **error)
{
  RsRbOrder *order = self->subject->rb_order;

  for (guint i = 0; order != NULL && i < order->lines->len; i++)
    if (!rs_case_load_item (self, ((RsRbLine *) g_ptr_array_index (order->lines, i))->item_number, error))
      return FALSE;
  return TRUE;
}

/* Links and journal of the case. */
static gboolean
load_records (RsCaseLoading *self, const char *case_key, GError **error)
{
  RsCase *subject = self->subject;
  GPtrArray *links = rs_links_of_case (self->db, case_key, error);
  GPtrArray *steps = links != NULL ? rs_journal_of_case (self->db, case_key, error) : NULL;

  subject->key = g_strdup (case_key);
  if (links != NULL)
    {
      g_ptr_array_unref (subject->links);
      subject->links = links;
    }
  if (steps == NULL)
    return FALSE;
  g_ptr_array_unref (subject->steps);
  subject->steps = steps;
  return TRUE;
}

/* One that does not decode is none: it is asked for again. */
static gboolean
load_drop_point (RsCaseLoading *self, GError **error)
{
  RsCase *subject = self->subject;
  g_autoptr (GError) failure = NULL;
  g_autofree char *text = rs_answers_get (self->db, "drop-point", subject->key, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (text != NULL)
    subject->drop_point = rs_webshipper_read_written_drop_point (text, &subject->drop_point_rate, NULL);
  return TRUE;
}

static gboolean
load_outbound (RsCaseLoading *self, gint64 number, GError **error)
{
  return rs_case_load_rb_order (self, number, error) && load_whole_order (self, number, error)
         && rs_case_load_rb_shipments (self, number, error) && load_ws_orders (self, number, error)
         && load_foreign (self, number, error) && load_drop_point (self, error)
         && rs_case_load_items (self, error);
}

RsCase *
rs_case_load (RsDb *db, const char *case_key, GError **error)
{
  g_autoptr (RsCase) subject = rs_case_new ();
  RsCaseLoading loading = { db, subject };
  const char *ws_order_id = rs_plan_parse_ws_ref (case_key);
  char kind = 0;
  gint64 number = 0;

  g_return_val_if_fail (case_key != NULL, NULL);

  if (ws_order_id == NULL && (!rs_plan_parse_ext_ref (case_key, &kind, &number) || kind != 'o'))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "There is no case %s", case_key);
      return NULL;
    }
  if (!load_records (&loading, case_key, error)
      || !(ws_order_id != NULL ? rs_case_load_inbound (&loading, ws_order_id, error)
                               : load_outbound (&loading, number, error)))
    return NULL;

  if (subject->rb_order == NULL && subject->links->len == 0 && subject->ws_orders->len == 0
      && subject->ws_gone->len == 0 && subject->rb_shipments->len == 0 && subject->unreadable->len == 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "The order of %s has not been read", case_key);
      return NULL;
    }
  return g_steal_pointer (&subject);
}
