/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

static const struct
{
  const char *path, *plural, *singular, *key;
  gint64 first;
} kinds[RS_RB_N_TABLES] = {
  [RS_RB_ORDERS] = { "orders", "orders", "order", "number", 1001 },
  [RS_RB_SHIPMENTS] = { "order-shipments", "order_shipments", "order_shipment", "id", 7301 },
  [RS_RB_NOTES] = { "notes", "notes", "note", "id", 501 },
  [RS_RB_INVOICES] = { "customer-invoices", "customer_invoices", "customer_invoice", "number", 20301 },
  [RS_RB_INVOICE_NOTES] = { "notes", "notes", "note", "id", 801 },
  [RS_RB_CUSTOMERS] = { "customers", "customers", "customer", "number", 10001 },
  [RS_RB_CONTACTS] = { "contacts", "customer_contacts", "customer_contact", "number", 1 },
  [RS_RB_ADDRESSES] = { "addresses", "addresses", "address", "id", 301 },
  [RS_RB_ITEMS] = { "products", "products", "product", "id", 3391 },
  [RS_RB_WEBHOOKS] = { "webhooks", "webhooks", "webhook", "id", 81 },
  [RS_RB_WEBHOOK_LOGS] = { "webhooks/logs", "webhook_logs", "webhook_log", "id", 9001 },
  [RS_RB_SETTINGS] = { "settings", "settings", "setting", "id", 1 },
  [RS_RB_ADJUSTMENTS]
  = { "inventory-adjustments", "inventory_regulations", "inventory_regulation", "id", 601 },
  [RS_RB_MOVEMENTS] = { "inventory-movements", "inventory_regulations", "inventory_regulation", "id", 701 },
  [RS_RB_DELIVERY_TERMS] = { "delivery-terms", "delivery_terms", "delivery_term", "number", 1 },
  [RS_RB_PAYMENT_TERMS] = { "payment-terms", "payment_terms", "payment_term", "number", 1 },
  [RS_RB_CUSTOMER_GROUPS] = { "customer-groups", "customer_groups", "customer_group", "number", 1 },
  [RS_RB_LAYOUTS] = { "layouts", "layouts", "layout", "number", 1 },
  [RS_RB_EMPLOYEES] = { "employees", "employees", "employee", "number", 1 },
  [RS_RB_UNITS] = { "units", "units", "unit", "number", 1 },
  [RS_RB_LOCATIONS] = { "locations", "locations", "location", "number", 1 },
  [RS_RB_PRODUCT_GROUPS] = { "product-groups", "product_groups", "product_group", "number", 1 },
  [RS_RB_FIELDS] = { "fields", "fields", "field", "id", 1 },
  [RS_RB_USERS] = { "users", "users", "user", "id", 9021 },
  [RS_RB_CURRENCIES] = { "currencies", "currencies", "currency", "id", 1 },
  [RS_RB_COLLECTIONS] = { "collections", "collections", "collection", "number", 1 },
  [RS_RB_PROJECTS] = { "projects", "projects", "project", "number", 1 },
  [RS_RB_BANK_ACCOUNTS] = { "bank-accounts", "bank_accounts", "bank_account", "id", 1 },
  [RS_RB_OWN_ADDRESSES] = { "delivery-addresses", "delivery_addresses", "delivery_address", "id", 1 },
};

static void
record_free (gpointer data)
{
  RsRbRecord *self = data;

  json_object_unref (self->object);
  g_clear_pointer (&self->shipments, g_ptr_array_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

void
rs_sbr_tables_init (RsSandboxRackbeat *self)
{
  for (guint i = 0; i < RS_RB_N_TABLES; i++)
    {
      RsRbTable *table = &self->tables[i];

      table->path = kinds[i].path;
      table->plural = kinds[i].plural;
      table->singular = kinds[i].singular;
      table->key = kinds[i].key;
      table->next_id = kinds[i].first;
      table->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, record_free);
      table->list = g_ptr_array_new ();
      table->recent = g_ptr_array_new ();
    }
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->changes = 1;
  self->next_line = 55011;
}

void
rs_sbr_tables_clear (RsSandboxRackbeat *self)
{
  for (guint i = 0; i < RS_RB_N_TABLES; i++)
    {
      g_ptr_array_unref (self->tables[i].list);
      g_ptr_array_unref (self->tables[i].recent);
      g_hash_table_unref (self->tables[i].by_id);
    }
  g_hash_table_unref (self->items);
  g_hash_table_unref (self->reserved);
  g_hash_table_unref (self->wanted);
}

gint64
rs_sbr_now (RsSandboxRackbeat *self)
{
  return rs_clock_now (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->clock);
}

RsRbTable *
rs_sbr_table (RsSandboxRackbeat *self, RsRbKind kind)
{
  return &self->tables[kind];
}

RsRbRecord *
rs_sbr_find (RsSandboxRackbeat *self, RsRbKind kind, gint64 id)
{
  return g_hash_table_lookup (self->tables[kind].by_id, &id);
}

RsRbRecord *
rs_sbr_find_text (RsSandboxRackbeat *self, RsRbKind kind, const char *id)
{
  gint64 number;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, 1, G_MAXINT64, &number, NULL))
    return NULL;
  return rs_sbr_find (self, kind, number);
}

RsRbRecord *
rs_sbr_find_item (RsSandboxRackbeat *self, const char *number)
{
  return number != NULL ? g_hash_table_lookup (self->items, number) : NULL;
}

RsRbRecord *
rs_sbr_add (RsSandboxRackbeat *self, RsRbKind kind, JsonObject *object, gint64 owner)
{
  RsRbTable *table = &self->tables[kind];
  RsRbRecord *record = g_new0 (RsRbRecord, 1);
  gint64 wanted = (gint64) rs_sandbox_number (object, table->key);

  record->id = wanted > 0 && rs_sbr_find (self, kind, wanted) == NULL ? wanted : table->next_id;
  table->next_id = MAX (table->next_id, record->id + 1);
  record->owner = owner;
  record->object = object;
  rs_sbr_complete (kind, object);
  record->created_at = record->updated_at = rs_sbr_now (self);
  if (kind == RS_RB_ORDERS)
    {
      record->shipments = g_ptr_array_new ();
      record->notes = g_ptr_array_new ();
    }
  json_object_set_int_member (object, table->key, record->id);
  g_hash_table_insert (table->by_id, &record->id, record);
  g_ptr_array_add (table->list, record);
  g_ptr_array_add (table->recent, record);
  table->stale = TRUE;
  self->changes++;
  return record;
}

void
rs_sbr_touch (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record)
{
  record->updated_at = MAX (rs_sbr_now (self), record->updated_at);
  self->tables[kind].stale = TRUE;
  self->changes++;
}

/* Gone with its owner: each has its own line in the ledger, so that nothing vanishes without one. */
static void
remove_children (RsSandboxRackbeat *self, RsRbKind kind, GPtrArray *children)
{
  while (children->len > 0)
    {
      RsRbRecord *child = g_ptr_array_index (children, children->len - 1);

      rs_sbr_record (self, kind == RS_RB_SHIPMENTS ? "shipment" : "note", child->id, "deleted", "owner",
                     NULL);
      rs_sbr_remove (self, kind, child);
    }
}

void
rs_sbr_remove (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record)
{
  RsRbTable *table = &self->tables[kind];
  RsRbRecord *order
    = kind == RS_RB_SHIPMENTS || kind == RS_RB_NOTES ? rs_sbr_find (self, RS_RB_ORDERS, record->owner) : NULL;
  gint64 id = record->id;

  self->changes++;
  if (kind == RS_RB_ORDERS)
    {
      remove_children (self, RS_RB_SHIPMENTS, record->shipments);
      remove_children (self, RS_RB_NOTES, record->notes);
    }
  if (kind == RS_RB_SHIPMENTS)
    rs_sbr_reserve (self, record, -1);
  if (kind == RS_RB_ITEMS)
    g_hash_table_remove (self->items, rs_sandbox_string (record->object, "number"));
  if (order != NULL)
    g_ptr_array_remove (kind == RS_RB_SHIPMENTS ? order->shipments : order->notes, record);
  g_ptr_array_remove (table->list, record);
  g_ptr_array_remove (table->recent, record);
  g_hash_table_remove (table->by_id, &id);
}

void
rs_sbr_record (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb, const char *by,
               JsonObject *facts)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  rs_sbr_announce (self, kind, id, verb, facts);
  rs_ledger_record (rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->ledger, "rackbeat", kind, key,
                    verb, by, facts);
}
