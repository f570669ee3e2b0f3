/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "books.h"

#include <string.h>

static JsonNode *
value_of (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
books_text (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

double
books_number (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);

  if (node == NULL)
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtod (json_node_get_string (node), NULL);
  return json_node_get_double (node);
}

gboolean
books_flag (JsonObject *object, const char *name)
{
  JsonNode *node = value_of (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

JsonObject *
books_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
books_list (JsonObject *object, const char *name)
{
  static JsonArray *nothing;
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  if (nothing == NULL)
    nothing = json_array_new ();
  return nothing;
}

static void
parcel_free (gpointer data)
{
  Parcel *self = data;

  g_ptr_array_unref (self->shipments);
  g_free (self);
}

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->key);
  g_ptr_array_unref (self->shipments);
  g_ptr_array_unref (self->parcels);
  g_free (self);
}

char *
books_shipment_ref (JsonObject *shipment)
{
  return g_strdup_printf ("rb-shipment/%" G_GINT64_FORMAT, (gint64) books_number (shipment, "id"));
}

static void
read_parcels (Books *self)
{
  static const char *const still_open[] = { "pending", "missing_rate", "on_hold", "error", NULL };
  JsonObject *webshipper = books_object (self->world, "webshipper");
  JsonArray *orders = books_list (webshipper, "orders"), *booked = books_list (webshipper, "shipments");

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonObject *resource = json_array_get_object_element (orders, i);
      Parcel *parcel = g_new0 (Parcel, 1);

      parcel->id = (gint64) books_number (resource, "id");
      parcel->attributes = books_object (resource, "attributes");
      parcel->ext_ref = books_text (parcel->attributes, "ext_ref");
      parcel->status = books_text (parcel->attributes, "status");
      if (parcel->status == NULL)
        parcel->status = "";
      parcel->rate = (gint64) books_number (resource, "shipping_rate_id");
      parcel->locked = g_strcmp0 (books_text (parcel->attributes, "lock_state"), "locked") == 0;
      parcel->live = !g_str_equal (parcel->status, "cancelled");
      parcel->shipments = g_ptr_array_new ();
      for (guint j = 0; j < json_array_get_length (booked); j++)
        {
          JsonObject *shipment = json_array_get_object_element (booked, j);

          if ((gint64) books_number (shipment, "order_id") == parcel->id)
            g_ptr_array_add (parcel->shipments, books_object (shipment, "attributes"));
        }
      parcel->open = parcel->live && !parcel->locked && parcel->shipments->len == 0
                     && g_strv_contains (still_open, parcel->status);
      g_ptr_array_add (self->parcels, parcel);
    }
}

static void
read_entries (Books *self)
{
  JsonObject *rackbeat = books_object (self->world, "rackbeat");
  JsonArray *orders = books_list (rackbeat, "orders"), *shipments = books_list (rackbeat, "order_shipments");

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      Entry *entry = g_new0 (Entry, 1);
      const char *made_of;

      entry->order = json_array_get_object_element (orders, i);
      made_of = books_text (entry->order, "other_reference");
      entry->number = (gint64) books_number (entry->order, "number");
      entry->key = g_strdup_printf ("rb-order/%" G_GINT64_FORMAT, entry->number);
      if (made_of != NULL && g_str_has_prefix (made_of, "ws-order/"))
        g_set_str (&entry->key, made_of);
      entry->shipments = g_ptr_array_new ();
      entry->parcels = g_ptr_array_new ();
      for (guint j = 0; j < json_array_get_length (shipments); j++)
        {
          JsonObject *shipment = json_array_get_object_element (shipments, j);

          if ((gint64) books_number (shipment, "order_id") == entry->number)
            g_ptr_array_add (entry->shipments, shipment);
        }
      g_ptr_array_add (self->entries, entry);
    }
}

static void
bring_together (Books *self)
{
  g_autoptr (GHashTable) by_ref = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      /* Of several that were made of one, that which still counts. */
      if (!books_flag (entry->order, "is_cancelled") || !g_hash_table_contains (by_ref, entry->key))
        g_hash_table_insert (by_ref, g_strdup (entry->key), entry);
      for (guint j = 0; j < entry->shipments->len; j++)
        g_hash_table_insert (by_ref, books_shipment_ref (g_ptr_array_index (entry->shipments, j)), entry);
    }
  for (guint i = 0; i < self->parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (self->parcels, i);
      g_autofree char *own = g_strdup_printf ("ws-order/%" G_GINT64_FORMAT, parcel->id);
      Entry *entry = parcel->ext_ref != NULL ? g_hash_table_lookup (by_ref, parcel->ext_ref) : NULL;

      if (entry == NULL)
        entry = g_hash_table_lookup (by_ref, own);

      if (entry != NULL && parcel->live)
        g_ptr_array_add (entry->parcels, parcel);
    }
}

static void
read_registers (Books *self)
{
  JsonObject *rackbeat = books_object (self->world, "rackbeat");
  JsonArray *items = books_list (rackbeat, "items"), *customers = books_list (rackbeat, "customers");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      if (books_text (item, "barcode") != NULL)
        g_hash_table_insert (self->barcodes, (gpointer) books_text (item, "barcode"),
                             (gpointer) books_text (item, "number"));
      if (books_flag (item, "inventory_enabled"))
        g_hash_table_add (self->stock, (gpointer) books_text (item, "number"));
    }
  for (guint i = 0; i < json_array_get_length (customers); i++)
    {
      JsonObject *customer = json_array_get_object_element (customers, i);
      gint64 number = (gint64) books_number (customer, "number"),
             group = (gint64) books_number (customer, "customer_group_id");

      g_hash_table_insert (self->groups, g_memdup2 (&number, sizeof number),
                           g_memdup2 (&group, sizeof group));
    }
}

Books *
books_open (JsonObject *world)
{
  Books *self = g_new0 (Books, 1);

  self->world = world;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->parcels = g_ptr_array_new_with_free_func (parcel_free);
  self->barcodes = g_hash_table_new (g_str_hash, g_str_equal);
  self->stock = g_hash_table_new (g_str_hash, g_str_equal);
  self->groups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  read_parcels (self);
  read_entries (self);
  bring_together (self);
  read_registers (self);
  return self;
}

void
books_close (Books *self)
{
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->parcels);
  g_hash_table_unref (self->barcodes);
  g_hash_table_unref (self->stock);
  g_hash_table_unref (self->groups);
  g_free (self);
}

Parcel *
books_find_parcel (const Entry *entry, const char *ext_ref)
{
  for (guint i = 0; i < entry->parcels->len; i++)
    {
      Parcel *parcel = g_ptr_array_index (entry->parcels, i);

      if (g_strcmp0 (parcel->ext_ref, ext_ref) == 0)
        return parcel;
    }
  return NULL;
}

double
books_quantity (JsonObject *holder, const char *item)
{
  JsonArray *lines = books_list (holder, "lines");
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (g_strcmp0 (books_text (line, "child_id"), item) == 0)
        sum += books_number (line, "quantity");
    }
  return sum;
}

const char *
books_item_of (const Books *self, JsonObject *line)
{
  const char *sku = books_text (line, "sku"),
             *number = sku != NULL ? g_hash_table_lookup (self->barcodes, sku) : NULL;

  return number != NULL ? number : sku;
}

double
books_parcel_quantity (const Books *self, const Parcel *parcel, const char *item, gboolean dispatched_only)
{
  JsonArray *lines = books_list (parcel->attributes, "order_lines");
  gboolean all_left = g_str_equal (parcel->status, "dispatched");
  double sum = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (g_strcmp0 (books_item_of (self, line), item) != 0)
        continue;
      if (!dispatched_only || all_left || g_strcmp0 (books_text (line, "status"), "dispatched") == 0)
        sum += books_number (line, "quantity");
    }
  return sum;
}

GPtrArray *
books_items (const Books *self, JsonObject *holder)
{
  JsonArray *lines = books_list (holder, "lines");
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      const char *item = books_text (json_array_get_object_element (lines, i), "child_id");

      if (item != NULL && g_hash_table_contains (self->stock, item)
          && !g_ptr_array_find_with_equal_func (items, item, g_str_equal, NULL))
        g_ptr_array_add (items, (gpointer) item);
    }
  return items;
}
