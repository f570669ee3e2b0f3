/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "checker.h"

#include <math.h>
#include <string.h>

/* Shipped marks and tracking numbers agree, or a problem says why not; and what RackShip shows of them is so
 * ("what you see is proven"). */

static gboolean
is_dispatched (const Parcel *parcel)
{
  return g_str_equal (parcel->status, "dispatched");
}

static double
left_by_rackbeat (const Entry *entry, const char *item)
{
  double sum = 0;

  for (guint i = 0; i < entry->shipments->len; i++)
    if (books_flag (g_ptr_array_index (entry->shipments, i), "is_shipped"))
      sum += books_quantity (g_ptr_array_index (entry->shipments, i), item);
  return sum;
}

static gboolean
is_inbound (const Judge *self)
{
  return self->given->policy->direction == RS_DIRECTION_WS_TO_RB;
}

static double
left_by_webshipper (Judge *self, const Entry *entry, const char *item)
{
  double sum = 0;

  for (guint i = 0; i < entry->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (entry->parcels, i);

      /* What stands for one shipment has left when all of it has. */
      if (is_inbound (self) || self->given->policy->trigger == RS_TRIGGER_ORDER || is_dispatched (parcel))
        sum += books_parcel_quantity (self->books, parcel, item, TRUE);
    }
  return sum;
}

/* A fraction of Rackbeat's is one piece, or rounded up, in Webshipper. */
static gboolean
same_quantity (double rackbeat, double webshipper)
{
  if (rackbeat != floor (rackbeat))
    return webshipper >= 1 && webshipper <= ceil (rackbeat);
  return fabs (rackbeat - webshipper) < 1e-9;
}

/* What left by Webshipper has left by Rackbeat, item for item. */
static void
judge_quantities (Judge *self, const Entry *entry)
{
  g_autoptr (GPtrArray) items = books_items (self->books, entry->order);

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double rackbeat = left_by_rackbeat (entry, item), webshipper = left_by_webshipper (self, entry, item);

      if (webshipper > rackbeat && !same_quantity (rackbeat, webshipper))
        judge_finds (self, "shipped on both sides: %s: %g of %s have left by Webshipper, %g by Rackbeat",
                     entry->key, webshipper, item, rackbeat);
      else if (rackbeat > webshipper && !same_quantity (rackbeat, webshipper)
               && !g_hash_table_contains (self->given->shipped, entry->key))
        judge_finds (
          self,
          "quantities are kept: %s: %g of %s have left by Rackbeat, %g by Webshipper, and no person "
          "shipped any",
          entry->key, rackbeat, item, webshipper);
    }
}

/* Shipped by hand in Rackbeat: marked in Webshipper, unless it was booked there. */
static void
judge_marked (Judge *self, const Entry *entry, const Parcel *parcel, gboolean shipped)
{
  if (shipped && !is_dispatched (parcel) && parcel->shipments->len == 0)
    judge_finds (
      self, "shipped on both sides: %s is shipped in Rackbeat, Webshipper order %" G_GINT64_FORMAT " is %s",
      entry->key, parcel->id, parcel->status);
  /* What a person wrote into the Rackbeat order by hand has no parcel, and waits there for all to see. */
  if (!shipped && is_dispatched (parcel)
      && !(is_inbound (self) && g_hash_table_contains (self->given->rewritten, entry->key)))
    judge_finds (self,
                 "shipped on both sides: Webshipper order %" G_GINT64_FORMAT
                 " is dispatched, %s is not shipped in Rackbeat",
                 parcel->id, entry->key);
}

static gboolean
is_noted (const Entry *entry, const char *number)
{
  JsonArray *notes = books_list (entry->order, "notes"), *fields = books_list (entry->order, "field_values");

  for (guint i = 0; i < json_array_get_length (notes); i++)
    {
      const char *text = books_text (json_array_get_object_element (notes, i), "note");

      if (text != NULL && strstr (text, number) != NULL)
        return TRUE;
    }
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      const char *text = books_text (json_array_get_object_element (fields, i), "value");

      if (text != NULL && strstr (text, number) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
judge_tracking (Judge *self, const Entry *entry, const Parcel *parcel)
{
  for (guint i = 0; i < parcel->shipments->len; i++)
    {
      JsonArray *links = books_list (g_ptr_array_index (parcel->shipments, i), "tracking_links");

      for (guint j = 0; j < json_array_get_length (links); j++)
        {
          const char *number = books_text (json_array_get_object_element (links, j), "number");

          if (number != NULL && *number != '\0' && !is_noted (entry, number))
            judge_finds (self, "tracking on both sides: %s: number %s does not stand in Rackbeat", entry->key,
                         number);
        }
    }
}

static JsonObject *
find_shipment (const Entry *entry, const char *ref)
{
  for (guint i = 0; i < entry->shipments->len; i++)
    {
      g_autofree char *own = books_shipment_ref (g_ptr_array_index (entry->shipments, i));

      if (g_strcmp0 (own, ref) == 0)
        return g_ptr_array_index (entry->shipments, i);
    }
  return NULL;
}

static void
judge_entry (Judge *self, const Entry *entry)
{
  gboolean marks = !judge_is_told (self, entry->key, JUDGE_SHIPPED),
           numbers = !judge_is_told (self, entry->key, JUDGE_TRACKING);

  if (books_flag (entry->order, "is_cancelled"))
    return;
  if (marks)
    judge_quantities (self, entry);
  for (guint i = 0; i < entry->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (entry->parcels, i);
      JsonObject *shipment = find_shipment (entry, parcel->ext_ref);

      if (marks)
        judge_marked (self, entry, parcel,
                      books_flag (shipment != NULL ? shipment : entry->order, "is_shipped"));
      if (numbers && is_dispatched (parcel))
        judge_tracking (self, entry, parcel);
    }
}

/* The one Webshipper order of its number, also of those whose shipment was deleted in Rackbeat. */
static const Parcel *
find_only_parcel (const Judge *self, const Entry *entry)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->number);
  const Parcel *only = NULL;

  if (is_inbound (self))
    return entry->parcels->len == 1 ? g_ptr_array_index (entry->parcels, 0) : NULL;
  for (guint i = 0; i < self->books->parcels->len; i++)
    {
      const Parcel *parcel = g_ptr_array_index (self->books->parcels, i);

      if (!parcel->live || g_strcmp0 (books_text (parcel->attributes, "visible_ref"), number) != 0)
        continue;
      if (only != NULL)
        return NULL;
      only = parcel;
    }
  return entry->parcels->len == 1 ? only : NULL;
}

/* A row that says shipped has read it on both sides. */
static void
judge_row (Judge *self, const Entry *entry, const RsCaseRow *row)
{
  gboolean shipped = books_flag (entry->order, "is_shipped");
  gboolean says = g_strcmp0 (row->rackbeat, "shipped") == 0;
  const Parcel *only = find_only_parcel (self, entry);

  if (says != shipped && !books_flag (entry->order, "is_archived")
      && !books_flag (entry->order, "is_cancelled"))
    judge_finds (self, "what you see is proven: %s is shown as %s in Rackbeat, and is %s", entry->key,
                 row->rackbeat, shipped ? "shipped" : "not shipped");
  if (g_str_equal (row->state, RS_CASE_STATE_SHIPPED) && !shipped)
    judge_finds (self, "what you see is proven: %s is shown as shipped, Rackbeat says no", entry->key);
  for (guint i = 0; i < entry->parcels->len && g_str_equal (row->state, RS_CASE_STATE_SHIPPED); i++)
    {
      const Parcel *parcel = g_ptr_array_index (entry->parcels, i);

      if (!is_dispatched (parcel) && parcel->shipments->len == 0)
        judge_finds (
          self, "what you see is proven: %s is shown as shipped, Webshipper order %" G_GINT64_FORMAT " is %s",
          entry->key, parcel->id, parcel->status);
    }
  if (g_str_equal (row->state, RS_CASE_STATE_CROSSED) && entry->parcels->len == 0)
    judge_finds (self, "what you see is proven: %s is shown as crossed and is not in Webshipper", entry->key);
  if (only != NULL && row->webshipper != NULL && g_strcmp0 (row->webshipper, only->status) != 0)
    judge_finds (self, "what you see is proven: %s is shown as %s in Webshipper, and is %s", entry->key,
                 row->webshipper, only->status);
}

void
judge_shipping (Judge *self)
{
  for (guint i = 0; i < self->books->entries->len; i++)
    judge_entry (self, g_ptr_array_index (self->books->entries, i));
}

void
judge_known (Judge *self)
{
  if (is_inbound (self))
    {
      judge_inbound_known (self);
      return;
    }
  for (guint i = 0; i < self->books->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->books->entries, i);

      if (!g_hash_table_contains (self->rows, entry->key) && judge_is_wanted (self, entry))
        judge_finds (self, "counters add up: %s is not among the orders shown", entry->key);
    }
}

/* What is shown is so. */
void
judge_records (Judge *self)
{
  judge_known (self);
  for (guint i = 0; i < self->books->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->books->entries, i);
      const RsCaseRow *row = g_hash_table_lookup (self->rows, entry->key);

      if (row != NULL)
        judge_row (self, entry, row);
    }
}
