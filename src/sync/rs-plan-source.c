/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-source.h"

#include "rs-plan-shares.h"
#include "rs-plant.h"

#include <string.h>

#define CREATE_KEY "create-ws-order:"

void
rs_plan_source_free (RsPlanSource *self)
{
  g_free (self->ext_ref);
  g_free (self->ws_order_id);
  g_ptr_array_unref (self->ws_shipments);
  g_free (self);
}

static const RsStep *
find_create_step (const RsCase *subject, const char *ext_ref)
{
  g_autofree char *key = g_strconcat (CREATE_KEY, ext_ref, NULL);

  return rs_case_find_step (subject, key);
}

/* Parcels are tied to their order by its id; where that was not said, by a line they share. */
static gboolean
belongs_to (const RsWsShipment *shipment, const RsWsOrder *order, const char *order_id)
{
  gint64 id;

  if (shipment->order_id != NULL)
    return g_str_equal (shipment->order_id, order_id);
  if (order == NULL || !g_ascii_string_to_signed (shipment->id, 10, 1, G_MAXINT64, &id, NULL))
    return FALSE;
  for (guint i = 0; i < order->lines->len; i++)
    if (((const RsWsLine *) g_ptr_array_index (order->lines, i))->shipment_id == id)
      return TRUE;
  return FALSE;
}

static gint
compare_by_id (gconstpointer a, gconstpointer b)
{
  const char *left = (*(RsWsShipment *const *) a)->id;
  const char *right = (*(RsWsShipment *const *) b)->id;
  gsize left_length = left != NULL ? strlen (left) : 0;
  gsize right_length = right != NULL ? strlen (right) : 0;

  if (left_length != right_length)
    return left_length < right_length ? -1 : 1;
  return g_strcmp0 (left, right);
}

GPtrArray *
rs_plan_list_parcels (const RsCase *subject)
{
  GPtrArray *parcels = g_ptr_array_new ();

  for (guint i = 0; i < subject->ws_shipments->len; i++)
    {
      RsWsShipment *shipment = g_ptr_array_index (subject->ws_shipments, i);

      if (!shipment->is_return && shipment->id != NULL)
        g_ptr_array_add (parcels, shipment);
    }
  g_ptr_array_sort (parcels, compare_by_id);
  return parcels;
}

static void
find_parcels (const RsCase *subject, RsPlanSource *self)
{
  g_autoptr (GPtrArray) all = rs_plan_list_parcels (subject);

  for (guint i = 0; self->ws_order_id != NULL && i < all->len; i++)
    if (belongs_to (g_ptr_array_index (all, i), self->ws_order, self->ws_order_id))
      g_ptr_array_add (self->ws_shipments, g_ptr_array_index (all, i));
}

/* Whether an order that carries the handle is one that RackShip makes: others may use handles like ours. */
static gboolean
is_unclaimed (const RsPlanning *planning, const RsPlanSource *self, const RsWsOrder *order)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, planning->number);

  return g_strcmp0 (order->ext_ref, self->ext_ref) == 0 && g_strcmp0 (order->visible_ref, name) == 0
         && order->channel_id == planning->policy->channel_id;
}

static void
find_target (const RsPlanning *planning, RsPlanSource *self)
{
  const RsCase *subject = planning->subject;
  const RsStep *create = find_create_step (subject, self->ext_ref);

  self->link = rs_case_find_link (subject, self->ext_ref);
  if (self->link != NULL)
    self->ws_order_id = g_strdup (self->link->ws_order_id);
  else if (create != NULL && create->state == RS_STEP_DONE)
    self->ws_order_id = rs_step_dup_result (create, "ws_order_id");

  if (self->ws_order_id != NULL)
    {
      self->ws_order = rs_case_find_ws_order (subject, self->ws_order_id);
      for (guint i = 0; i < subject->ws_gone->len; i++)
        self->ws_gone |= g_str_equal (g_ptr_array_index (subject->ws_gone, i), self->ws_order_id);
    }
  for (guint i = 0; i < subject->ws_orders->len; i++)
    {
      const RsWsOrder *order = g_ptr_array_index (subject->ws_orders, i);

      if (self->ws_order_id == NULL && self->unclaimed == NULL && is_unclaimed (planning, self, order))
        self->unclaimed = order;
      if (g_strcmp0 (order->status, "cancelled") != 0
          && (g_strcmp0 (order->ext_ref, self->ext_ref) == 0 || order == self->ws_order))
        self->n_live++;
    }
  find_parcels (subject, self);
}

static void
add_source (const RsPlanning *planning, GPtrArray *sources, char kind, gint64 number)
{
  RsPlanSource *self;

  for (guint i = 0; i < sources->len; i++)
    {
      const RsPlanSource *other = g_ptr_array_index (sources, i);

      if (other->kind == kind && other->number == number)
        return;
    }
  self = g_new0 (RsPlanSource, 1);
  self->kind = kind;
  self->number = number;
  self->ext_ref = kind == 'o' ? rs_plan_ext_ref_for_order (number) : rs_plan_ext_ref_for_shipment (number);
  self->shipment = kind == 's' ? rs_case_find_rb_shipment (planning->subject, number) : NULL;
  self->ws_shipments = g_ptr_array_new ();
  find_target (planning, self);
  g_ptr_array_add (sources, self);
}

gboolean
rs_plan_source_has_crossed (const RsPlanSource *self)
{
  return self->ws_order_id != NULL;
}

void
rs_plan_source_claim (const RsPlanning *planning, RsPlanSource *self)
{
  g_return_if_fail (self->ws_order_id == NULL && self->unclaimed != NULL);

  self->ws_order = g_steal_pointer (&self->unclaimed);
  self->ws_order_id = g_strdup (self->ws_order->id);
  find_parcels (planning->subject, self);
}

/* Adds what crossed already, or is under way: by links, journal and the handles that Webshipper orders carry.
 */
static void
add_crossed (const RsPlanning *planning, GPtrArray *sources, char wanted)
{
  const RsCase *subject = planning->subject;
  char kind;
  gint64 number;

  for (guint i = 0; i < subject->links->len; i++)
    if (rs_plan_parse_ext_ref (((RsLink *) g_ptr_array_index (subject->links, i))->rb_ref, &kind, &number)
        && kind == wanted)
      add_source (planning, sources, kind, number);
  for (guint i = 0; i < subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (subject->steps, i);

      if (g_str_has_prefix (step->key, CREATE_KEY) && step->state != RS_STEP_FAILED
          && step->state != RS_STEP_DROPPED
          && rs_plan_parse_ext_ref (step->key + strlen (CREATE_KEY), &kind, &number) && kind == wanted)
        add_source (planning, sources, kind, number);
    }
  for (guint i = 0; i < subject->ws_orders->len; i++)
    if (rs_plan_parse_ext_ref (((RsWsOrder *) g_ptr_array_index (subject->ws_orders, i))->ext_ref, &kind,
                               &number)
        && kind == wanted)
      add_source (planning, sources, kind, number);
}

GPtrArray *
rs_plan_source_list (const RsPlanning *planning)
{
  GPtrArray *sources = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_plan_source_free);
  const RsCase *subject = planning->subject;
  gboolean by_order, by_shipment;

  add_crossed (planning, sources, 'o');
  by_order = sources->len > 0;
  add_crossed (planning, sources, 's');
  by_shipment = !by_order && (sources->len > 0 || planning->policy->trigger == RS_TRIGGER_SHIPMENT);

  if (!by_order && !by_shipment)
    add_source (planning, sources, 'o', planning->number);
  for (guint i = 0; by_shipment && i < subject->rb_shipments->len; i++)
    add_source (planning, sources, 's', ((RsRbShipment *) g_ptr_array_index (subject->rb_shipments, i))->id);
  return sources;
}

gboolean
rs_plan_source_is_open (const RsPlanSource *self)
{
  return self->ws_order != NULL && self->ws_shipments->len == 0 && rs_ws_order_is_open (self->ws_order);
}

gboolean
rs_plan_source_is_under_way (const RsPlanSource *self)
{
  if (self->ws_order == NULL)
    return FALSE;
  if (rs_ws_order_is_dispatched (self->ws_order)
      || g_strcmp0 (self->ws_order->status, "partly_dispatched") == 0)
    return TRUE;
  for (guint i = 0; i < self->ws_order->lines->len; i++)
    if (rs_ws_line_is_dispatched (g_ptr_array_index (self->ws_order->lines, i)))
      return TRUE;
  return FALSE;
}

gboolean
rs_plan_source_is_shipped_in_rackbeat (const RsPlanning *planning, const RsPlanSource *self)
{
  if (self->kind == 's')
    return self->shipment != NULL && self->shipment->is_shipped;
  return rs_plan_order_is_shipped (planning);
}

gboolean
rs_plan_source_is_withdrawn (const RsPlanning *planning, const RsPlanSource *self)
{
  if (RS_PLANT ("ignore-cancelled"))
    return FALSE;
  if (planning->subject->rb_gone || (planning->order != NULL && planning->order->is_cancelled))
    return TRUE;
  return self->kind == 's' && self->shipment == NULL && planning->subject->rb_shipments_known;
}
