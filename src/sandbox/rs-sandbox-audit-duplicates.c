/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-audit.h"

#include "rs-fold.h"

#include <string.h>

/* "Never two of anything" (PRODUCT §1). */

static void
check_ext_refs (RsAudit *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (self->parts, i);
      const char *ext_ref = rs_sandbox_string (part->attributes, "ext_ref");

      if (ext_ref != NULL && part->live && !g_hash_table_add (seen, (gpointer) ext_ref))
        rs_audit_find (self->duplicates, "webshipper-order", ext_ref,
                       "Two live Webshipper orders carry the reference %s", ext_ref);
    }
}

/* One shipment's counterpart holds what the shipment holds; the order and all its parts together no more than
 * was ordered. */
static void
check_quantities (RsAudit *self, RsAuditOrder *order)
{
  g_autoptr (GPtrArray) items = rs_audit_items (order->order);

  for (guint i = 0; i < items->len; i++)
    {
      const char *item = g_ptr_array_index (items, i);
      double least, most, across = 0, in_shipments = 0;
      gboolean edited = order->edited_at >= 0;

      rs_audit_bounds (order->order, item, &least, &most);
      for (guint j = 0; j < order->parts->len; j++)
        {
          RsAuditPart *part = g_ptr_array_index (order->parts, j);

          edited |= part->edited_at >= 0;
          if (part->live && !part->is_source)
            across += rs_audit_quantity (self, order, part, item, FALSE);
        }
      for (guint j = 0; j < order->shipments->len; j++)
        in_shipments += rs_audit_quantity_in (g_ptr_array_index (order->shipments, j), item);
      /* Part shipments of fractions round up one by one. */
      if (!edited && across > most + order->parts->len * (least != most) + 1e-9)
        rs_audit_find (self->duplicates, "quantity", order->subject,
                       "%g of %s are in Webshipper and only %g were ordered", across, item,
                       rs_audit_quantity_in (order->order, item));
      if (!edited && in_shipments > rs_audit_quantity_in (order->order, item) + 1e-9)
        rs_audit_find (self->duplicates, "shipment", order->subject,
                       "%g of %s are in Rackbeat shipments and only %g were ordered", in_shipments, item,
                       rs_audit_quantity_in (order->order, item));
    }
}

/* More of one line booked with carriers than the line holds. */
static void
check_bookings (RsAudit *self, RsAuditPart *part)
{
  g_autoptr (GHashTable) booked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  JsonArray *lines = rs_sandbox_array (part->attributes, "order_lines");

  for (guint i = 0; i < part->shipments->len; i++)
    {
      JsonArray *packages = rs_sandbox_array (g_ptr_array_index (part->shipments, i), "packages");

      for (guint j = 0; packages != NULL && j < json_array_get_length (packages); j++)
        {
          JsonArray *packed = rs_sandbox_array (json_array_get_object_element (packages, j), "order_lines");

          for (guint k = 0; packed != NULL && k < json_array_get_length (packed); k++)
            {
              JsonObject *line = json_array_get_object_element (packed, k);
              gint64 id = (gint64) rs_sandbox_number (line, "id");
              double *sum = g_hash_table_lookup (booked, &id);

              if (sum == NULL)
                {
                  sum = g_new0 (double, 1);
                  g_hash_table_insert (booked, g_memdup2 (&id, sizeof id), sum);
                }
              *sum += rs_sandbox_number (line, "quantity");
            }
        }
    }
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gint64 id = (gint64) rs_sandbox_number (line, "id");
      const double *sum = g_hash_table_lookup (booked, &id);
      g_autofree char *subject = g_strdup_printf ("webshipper order %" G_GINT64_FORMAT, part->id);

      if (sum != NULL && *sum > rs_sandbox_number (line, "quantity") + 1e-9)
        rs_audit_find (self->duplicates, "booking", subject, "%g of a line of %g are booked", *sum,
                       rs_sandbox_number (line, "quantity"));
    }
}

static guint
count_notes_with (JsonArray *notes, const char *text)
{
  guint count = 0;

  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      const char *note = rs_sandbox_string (json_array_get_object_element (notes, i), "note");

      count += note != NULL && strstr (note, text) != NULL;
    }
  return count;
}

/* The same tracking number noted twice on one order, or the same note. */
static void
check_notes (RsAudit *self, RsAuditOrder *order)
{
  JsonArray *notes = rs_sandbox_array (order->order, "notes");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; notes != NULL && i < json_array_get_length (notes); i++)
    {
      const char *text = rs_sandbox_string (json_array_get_object_element (notes, i), "note");

      if (text != NULL && !g_hash_table_add (seen, (gpointer) text))
        rs_audit_find (self->duplicates, "note", order->subject, "The same note stands twice on the order");
    }
  for (guint i = 0; i < order->parts->len; i++)
    {
      RsAuditPart *part = g_ptr_array_index (order->parts, i);

      for (guint j = 0; j < part->shipments->len; j++)
        {
          JsonArray *links = rs_sandbox_array (g_ptr_array_index (part->shipments, j), "tracking_links");

          for (guint k = 0; links != NULL && k < json_array_get_length (links); k++)
            {
              const char *number = rs_sandbox_string (json_array_get_object_element (links, k), "number");

              if (number != NULL && count_notes_with (notes, number) > 1)
                rs_audit_find (self->duplicates, "tracking", order->subject,
                               "Tracking number %s is noted more than once", number);
            }
        }
    }
}

/* Rackbeat orders with one other_reference, when a program made one of them. */
static void
check_references (RsAudit *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);
      const char *reference = rs_sandbox_string (order->order, "other_reference");
      RsAuditOrder *other = reference != NULL ? g_hash_table_lookup (seen, reference) : NULL;

      if (reference == NULL || rs_sandbox_bool (order->order, "is_cancelled"))
        continue;
      if (other != NULL && (order->made_by_program || other->made_by_program))
        rs_audit_find (self->duplicates, "rackbeat-order", order->subject,
                       "Orders %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT " carry the reference %s",
                       other->number, order->number, reference);
      g_hash_table_insert (seen, (gpointer) reference, order);
    }
}

/* Keys of what programs made: "customer/10016". */
static GHashTable *
made_by_programs (RsAudit *self)
{
  GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->ledger->len; i++)
    {
      JsonObject *entry = g_ptr_array_index (self->ledger, i);

      if (g_strcmp0 (rs_sandbox_string (entry, "by"), "api") == 0
          && g_strcmp0 (rs_sandbox_string (entry, "verb"), "created") == 0)
        g_hash_table_add (made, g_strdup_printf ("%s/%s", rs_sandbox_string (entry, "kind"),
                                                 rs_sandbox_string (entry, "key")));
    }
  return made;
}

/* What tells two of them from being one, folded; NULL when nothing does. (transfer full) */
typedef char *(*Identify) (JsonObject *row);

static char *
by_name (JsonObject *row)
{
  return rs_fold (rs_sandbox_string (row, "name"));
}

static char *
by_vat (JsonObject *row)
{
  return rs_fold (rs_sandbox_string (row, "company_vat"));
}

static char *
by_email_and_name (JsonObject *row)
{
  g_autofree char *email = rs_fold (rs_sandbox_string (row, "contact_email"));
  g_autofree char *name = rs_fold (rs_sandbox_string (row, "name"));

  return *email != '\0' ? g_strconcat (email, "\n", name, NULL) : g_strdup ("");
}

static char *
by_name_and_zip (JsonObject *row)
{
  g_autofree char *zip = rs_fold (rs_sandbox_string (rs_sandbox_object (row, "billing_address"), "zipcode"));
  g_autofree char *name = rs_fold (rs_sandbox_string (row, "name"));

  return *zip != '\0' ? g_strconcat (zip, "\n", name, NULL) : g_strdup ("");
}

static char *
by_barcode (JsonObject *row)
{
  return rs_fold (rs_sandbox_string (row, "barcode"));
}

static void
check_rows (RsAudit *self, GHashTable *made, const char *table, const char *kind, const char *shown,
            const char *key, Identify identify)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *rows = rs_audit_rows (self, "rackbeat", table);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autofree char *identity = identify (row);
      g_autofree char *entry
        = g_strdup_printf ("%s/%" G_GINT64_FORMAT, kind, (gint64) rs_sandbox_number (row, key));
      g_autofree char *subject
        = g_strdup_printf ("%s %" G_GINT64_FORMAT, shown, (gint64) rs_sandbox_number (row, key));
      gboolean by_program = g_hash_table_contains (made, entry);
      gpointer other;

      if (*identity == '\0')
        continue;
      if (!g_hash_table_lookup_extended (seen, identity, NULL, &other))
        {
          g_hash_table_insert (seen, g_steal_pointer (&identity), GINT_TO_POINTER (by_program));
          continue;
        }
      if (by_program || GPOINTER_TO_INT (other))
        rs_audit_find (self->duplicates, shown, subject,
                       "There is another %s like it, and a program made one of them", shown);
    }
}

static void
check_registers (RsAudit *self)
{
  g_autoptr (GHashTable) made = made_by_programs (self);

  check_rows (self, made, "customers", "customer", "customer", "number", by_vat);
  check_rows (self, made, "customers", "customer", "customer", "number", by_email_and_name);
  check_rows (self, made, "customers", "customer", "customer", "number", by_name_and_zip);
  check_rows (self, made, "items", "item", "item", "id", by_barcode);
  check_rows (self, made, "delivery_terms", "delivery_term", "delivery-term", "number", by_name);
}

void
rs_audit_duplicates (RsAudit *self)
{
  check_ext_refs (self);
  check_references (self);
  check_registers (self);
  for (guint i = 0; i < self->parts->len; i++)
    check_bookings (self, g_ptr_array_index (self->parts, i));
  for (guint i = 0; i < self->orders->len; i++)
    {
      RsAuditOrder *order = g_ptr_array_index (self->orders, i);

      check_quantities (self, order);
      check_notes (self, order);
    }
}
