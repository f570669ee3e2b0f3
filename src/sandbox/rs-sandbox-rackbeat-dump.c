/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

/* The whole state, in default spellings whatever the switches say: the auditor and tests read it. */

static JsonNode *
dump_order (RsSandboxRackbeat *self, RsRbRecord *order)
{
  JsonNode *node = rs_sbr_present_order (self, order, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonArray *notes = json_array_new ();

  for (guint i = 0; i < order->notes->len; i++)
    json_array_add_object_element (
      notes, rs_sandbox_copy (((RsRbRecord *) g_ptr_array_index (order->notes, i))->object));
  json_object_set_array_member (object, "notes", notes);
  json_object_set_array_member (object, "field_values", rs_sbr_field_values (self, order));
  return node;
}

static JsonArray *
dump_table (RsSandboxRackbeat *self, RsRbKind kind)
{
  GPtrArray *list = rs_sbr_table (self, kind)->list;
  RsRbPresent present = rs_sbr_presenter (kind);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      RsRbRecord *record = g_ptr_array_index (list, i);

      json_array_add_element (rows, kind == RS_RB_ORDERS ? dump_order (self, record)
                                                         : present (self, record, NULL));
    }
  return rows;
}

JsonNode *
rs_sbr_dump (RsSandboxService *service)
{
  static const struct
  {
    const char *name;
    RsRbKind kind;
  } parts[] = {
    { "orders", RS_RB_ORDERS },
    { "order_shipments", RS_RB_SHIPMENTS },
    { "customer_invoices", RS_RB_INVOICES },
    { "customers", RS_RB_CUSTOMERS },
    { "items", RS_RB_ITEMS },
    { "delivery_terms", RS_RB_DELIVERY_TERMS },
    { "fields", RS_RB_FIELDS },
    { "webhooks", RS_RB_WEBHOOKS },
  };
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  g_autoptr (JsonObject) root = json_object_new ();

  self->plain = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    json_object_set_array_member (root, parts[i].name, dump_table (self, parts[i].kind));
  self->plain = FALSE;
  return rs_sandbox_object_node (root);
}
