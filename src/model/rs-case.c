/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-case.h"

G_DEFINE_BOXED_TYPE (RsLink, rs_link, rs_link_ref, rs_link_unref)

RsLink *
rs_link_new (void)
{
  RsLink *self = g_atomic_rc_box_new0 (RsLink);

  self->made_at = RS_INSTANT_NONE;
  return self;
}

RsLink *
rs_link_ref (RsLink *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
link_clear (gpointer data)
{
  RsLink *self = data;

  g_free (self->rb_ref);
  g_free (self->ws_order_id);
  g_free (self->case_key);
  g_free (self->sent);
}

void
rs_link_unref (RsLink *self)
{
  g_atomic_rc_box_release_full (self, link_clear);
}

G_DEFINE_BOXED_TYPE (RsCase, rs_case, rs_case_ref, rs_case_unref)

RsCase *
rs_case_new (void)
{
  RsCase *self = g_atomic_rc_box_new0 (RsCase);

  self->rb_shipments = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_shipment_unref);
  self->ws_orders = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_ws_order_unref);
  self->ws_gone = g_ptr_array_new_with_free_func (g_free);
  self->ws_shipments = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_ws_shipment_unref);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_link_unref);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_step_unref);
  self->ws_foreign = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_ws_order_unref);
  self->customers = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_customer_unref);
  self->rb_twins = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_rb_order_unref);
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->shared = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_step_unref);
  self->unreadable = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_problem_unref);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rs_item_unref);
  return self;
}

RsCase *
rs_case_ref (RsCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
case_clear (gpointer data)
{
  RsCase *self = data;

  g_free (self->key);
  g_clear_pointer (&self->rb_order, rs_rb_order_unref);
  g_clear_pointer (&self->drop_point, rs_drop_point_unref);
  g_ptr_array_unref (self->rb_shipments);
  g_ptr_array_unref (self->ws_orders);
  g_ptr_array_unref (self->ws_gone);
  g_ptr_array_unref (self->ws_shipments);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->ws_foreign);
  g_ptr_array_unref (self->customers);
  g_ptr_array_unref (self->rb_twins);
  g_hash_table_unref (self->answers);
  g_ptr_array_unref (self->shared);
  g_ptr_array_unref (self->unreadable);
}

void
rs_case_unref (RsCase *self)
{
  g_atomic_rc_box_release_full (self, case_clear);
}

G_DEFINE_BOXED_TYPE (RsCaseRow, rs_case_row, rs_case_row_ref, rs_case_row_unref)

RsCaseRow *
rs_case_row_new (void)
{
  RsCaseRow *self = g_atomic_rc_box_new0 (RsCaseRow);

  self->created_at = RS_INSTANT_NONE;
  self->updated_at = RS_INSTANT_NONE;
  return self;
}

RsCaseRow *
rs_case_row_ref (RsCaseRow *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
case_row_clear (gpointer data)
{
  RsCaseRow *self = data;

  g_free (self->key);
  g_free (self->number);
  g_free (self->reference);
  g_free (self->customer);
  g_free (self->country);
  g_free (self->city);
  g_free (self->phone);
  g_free (self->term);
  g_free (self->rate);
  g_free (self->skus);
  g_free (self->tracking);
  g_free (self->currency);
  g_free (self->rackbeat);
  g_free (self->webshipper);
  g_free (self->state);
  g_free (self->next);
}

void
rs_case_row_unref (RsCaseRow *self)
{
  g_atomic_rc_box_release_full (self, case_row_clear);
}

RsRbShipment *
rs_case_find_rb_shipment (const RsCase *self, gint64 id)
{
  for (guint i = 0; i < self->rb_shipments->len; i++)
    {
      RsRbShipment *shipment = g_ptr_array_index (self->rb_shipments, i);

      if (shipment->id == id)
        return shipment;
    }
  return NULL;
}

RsWsOrder *
rs_case_find_ws_order (const RsCase *self, const char *id)
{
  for (guint i = 0; i < self->ws_orders->len; i++)
    {
      RsWsOrder *order = g_ptr_array_index (self->ws_orders, i);

      if (g_strcmp0 (order->id, id) == 0)
        return order;
    }
  return NULL;
}

RsLink *
rs_case_find_link (const RsCase *self, const char *rb_ref)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      RsLink *link = g_ptr_array_index (self->links, i);

      if (g_strcmp0 (link->rb_ref, rb_ref) == 0)
        return link;
    }
  return NULL;
}

static RsStep *
find_in (GPtrArray *steps, const char *key)
{
  for (guint i = 0; i < steps->len; i++)
    {
      RsStep *step = g_ptr_array_index (steps, i);

      if (g_strcmp0 (step->key, key) == 0)
        return step;
    }
  return NULL;
}

RsStep *
rs_case_find_step (const RsCase *self, const char *key)
{
  RsStep *step = find_in (self->steps, key);

  return step != NULL ? step : find_in (self->shared, key);
}

RsItem *
rs_case_find_item (const RsCase *self, const char *number)
{
  return number != NULL ? g_hash_table_lookup (self->items, number) : NULL;
}

gboolean
rs_case_has_open_step (const RsCase *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (rs_step_is_open (g_ptr_array_index (self->steps, i)))
      return TRUE;
  return FALSE;
}
