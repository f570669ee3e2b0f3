/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-audit.h"

#include "rs-fold.h"

#include <string.h>

/* "Nothing lost, nothing silent" (PRODUCT §1). */

/* Every word of an address, folded, with a space before and after each. */
static char *
words_of (JsonObject *address)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GList) members = address != NULL ? json_object_get_members (address) : NULL;
  g_autofree char *folded = NULL;

  for (GList *l = members; l != NULL; l = l->next)
    if (rs_sandbox_string (address, l->data) != NULL)
      g_string_append_printf (text, "%s ", rs_sandbox_string (address, l->data));
  folded = rs_fold (text->str);
  return g_strdup_printf (" %s ", folded);
}

/* Every word of the source's address stands in what crossed (PRODUCT F4.5); the country is translated and
 * compared elsewhere. */
static void
check_address (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  static const char *const from[]
    = { "name", "attention", "street", "street2", "state", "city", "zipcode", "email", "phone" };
  JsonObject *source = rs_sandbox_object (order->order, "delivery_address");
  g_autofree char *crossed = words_of (rs_sandbox_object (part->attributes, "delivery_address"));

  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autofree char *folded = rs_fold (rs_sandbox_string (source, from[i]));
      g_auto (GStrv) words = g_strsplit (folded, " ", -1);

      for (guint j = 0; words[j] != NULL; j++)
        {
          g_autofree char *word = g_strdup_printf (" %s ", words[j]);

          if (*words[j] != '\0' && strstr (crossed, word) == NULL)
            rs_audit_find (self->lost, "address-word", order->subject,
                           "The word \"%s\" of the %s did not cross", words[j], from[i]);
        }
    }
}

static JsonObject *
find_shipment (const RsAuditOrder *order, gint64 id)
{
  for (guint i = 0; i < order->shipments->len; i++)
    if ((gint64) rs_sandbox_number (g_ptr_array_index (order->shipments, i), "id") == id)
      return g_ptr_array_index (order->shipments, i);
  return NULL;
}

/* What stands for @holder, the order or one shipment, has all of its stock lines. */
static void
check_holder (RsAudit *self, const RsAuditOrder *order, JsonObject *holder, gint64 rb_shipment)
{
  g_autoptr (GPtrArray) items = rs_audit_items (holder);

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double least, most, across = 0;

      if (!rs_audit_has_stock (self, item))
        continue;
      rs_audit_bounds (holder, item, &least, &most);
      for (guint j = 0; j < order->parts->len; j++)
        {
          RsAuditPart *part = g_ptr_array_index (order->parts, j);

          if (part->live && part->rb_shipment == rb_shipment)
            across += rs_audit_quantity (self, order, part, item, FALSE);
        }
      if (across < least - 1e-9)
        rs_audit_find (self->lost, "quantity", order->subject, "Only %g of %g %s crossed", across,
                       rs_audit_quantity_in (holder, item), item);
    }
}

/* An order that was made of a Webshipper order has all of its lines. */
static void
check_made_order (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part)
{
  JsonArray *lines = rs_sandbox_array (part->attributes, "order_lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      const char *item = rs_audit_item_of (self, order, json_array_get_object_element (lines, i));
      double source = item != NULL ? rs_audit_quantity (self, order, part, item, FALSE) : 0;

      if (item != NULL && rs_audit_quantity_in (order->order, item) < source - 1e-9)
        rs_audit_find (self->lost, "quantity", order->subject, "Only %g of %g %s came to Rackbeat",
                       rs_audit_quantity_in (order->order, item), source, item);
    }
}

static void
check_crossed (RsAudit *self, const RsAuditOrder *order)
{
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < order->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (order->parts, i);
      JsonObject *holder = part->rb_shipment != 0 ? find_shipment (order, part->rb_shipment) : order->order;
      gboolean again = FALSE;

      if (!part->live || rs_audit_was_edited (order, part))
        continue;
      if (part->is_source)
        {
          check_made_order (self, order, part);
          continue;
        }
      check_address (self, order, part);
      for (guint j = 0; j < done->len; j++)
        again |= g_array_index (done, gint64, j) == part->rb_shipment;
      if (!again && holder != NULL)
        check_holder (self, order, holder, part->rb_shipment);
      g_array_append_val (done, part->rb_shipment);
    }
}

static gboolean
is_open (const RsAuditOrder *order)
{
  return rs_sandbox_bool (order->order, "is_booked") && !rs_sandbox_bool (order->order, "is_cancelled")
         && !rs_sandbox_bool (order->order, "is_shipped") && !rs_sandbox_bool (order->order, "is_archived");
}

/* Orders whose counterpart a program took away again while they still want shipping. @removed: their numbers.
 */
static void
check_removed (RsAudit *self, GHashTable *removed)
{
  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);
      gboolean live = FALSE;

      for (guint j = 0; j < order->parts->len; j++)
        live |= ((RsAuditPart *) g_ptr_array_index (order->parts, j))->live;
      if (!live && is_open (order) && g_hash_table_contains (removed, &order->number))
        rs_audit_find (self->lost, "order", order->subject,
                       "A program took its Webshipper order away and the order is still to be shipped");
    }
}

static gint64
number_of (JsonObject *attributes)
{
  const char *visible = rs_sandbox_string (attributes, "visible_ref");

  return visible != NULL ? g_ascii_strtoll (visible, NULL, 10) : 0;
}

/* The orders behind the Webshipper orders that programs deleted or cancelled. (transfer full) */
static GHashTable *
removed_by_programs (RsAudit *self)
{
  GHashTable *removed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->ledger->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (self->ledger, i), *facts = rs_sandbox_object (entry, "facts");
      gint64 number = number_of (facts);

      if (g_strcmp0 (rs_sandbox_string (entry, "by"), "api") == 0
          && g_strcmp0 (rs_sandbox_string (entry, "service"), "webshipper") == 0
          && g_strcmp0 (rs_sandbox_string (entry, "kind"), "order") == 0
          && g_strcmp0 (rs_sandbox_string (entry, "verb"), "deleted") == 0)
        g_hash_table_add (removed, g_memdup2 (&number, sizeof number));
      else if (g_strcmp0 (rs_sandbox_string (entry, "by"), "api") == 0
               && g_strcmp0 (rs_sandbox_string (facts, "status"), "cancelled") == 0)
        for (guint j = 0; j < self->parts->len; j++)
          {
            RsAuditPart *part = g_ptr_array_index (self->parts, j);

            if (part->id != g_ascii_strtoll (rs_sandbox_string (entry, "key"), NULL, 10))
              continue;
            number = number_of (part->attributes);
            g_hash_table_add (removed, g_memdup2 (&number, sizeof number));
          }
    }
  return removed;
}

static const struct
{
  const char *service, *kind, *table, *key;
} watched[] = {
  { "rackbeat", "order", "orders", "number" },       { "rackbeat", "shipment", "order_shipments", "id" },
  { "rackbeat", "customer", "customers", "number" }, { "webshipper", "order", "orders", "id" },
  { "webshipper", "shipment", "shipments", "id" },
};

static gboolean
is_watched (JsonObject *entry)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    if (g_strcmp0 (watched[i].service, rs_sandbox_string (entry, "service")) == 0
        && g_strcmp0 (watched[i].kind, rs_sandbox_string (entry, "kind")) == 0)
      return TRUE;
  return FALSE;
}

/* "rackbeat order 1042" of every record that is there. (transfer full) */
static GHashTable *
list_records (RsAudit *self)
{
  GHashTable *there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    {
      JsonArray *rows = rs_audit_rows (self, watched[i].service, watched[i].table);

      for (guint j = 0; j < json_array_get_length (rows); j++)
        g_hash_table_add (
          there, g_strdup_printf (
                   "%s %s %" G_GINT64_FORMAT, watched[i].service, watched[i].kind,
                   (gint64) rs_sandbox_number (json_array_get_object_element (rows, j), watched[i].key)));
    }
  return there;
}

/* Records that the ledger saw made and nobody saw deleted. */
static void
check_records (RsAudit *self)
{
  g_autoptr (GHashTable) there = list_records (self);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* Backwards, so that a deletion is met before what it deleted. */
  for (guint i = self->ledger->len; i > 0; i--)
    {
      JsonObject *entry = g_ptr_array_index (self->ledger, i - 1);
      g_autofree char *key
        = g_strdup_printf ("%s %s %s", rs_sandbox_string (entry, "service"),
                           rs_sandbox_string (entry, "kind"), rs_sandbox_string (entry, "key"));
      gboolean deleted = g_strcmp0 (rs_sandbox_string (entry, "verb"), "deleted") == 0;

      if (is_watched (entry) && g_hash_table_add (seen, g_strdup (key)) && !deleted
          && !g_hash_table_contains (there, key))
        rs_audit_find (self->lost, "record", key, "It was there and is gone, and nobody deleted it");
    }
}

void
rs_audit_lost (RsAudit *self)
{
  g_autoptr (GHashTable) removed = removed_by_programs (self);

  for (guint i = 0; i < self->orders->len; i++)
    check_crossed (self, g_ptr_array_index (self->orders, i));
  check_removed (self, removed);
  check_records (self);
}
