/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* What hangs on what (Webshipper reference §2, related-resource URLs, and §3.1): one table for relationships,
 * includes, linkage and the addresses of related resources. */

typedef enum
{
  TO_ONE,  /* by the attribute "<name>_id" of the record */
  TO_MANY, /* those of the target type that say they are this record's */
} Arity;

typedef struct
{
  const char *type;
  const char *name;
  const char *target; /* NULL: a relation of which this sandbox never has any */
  Arity arity;
} Relation;

static const Relation relations[] = {
  { "orders", "order_channel", "order_channels", TO_ONE },
  { "orders", "shipping_rate", "shipping_rates", TO_ONE },
  { "orders", "error_type", NULL, TO_ONE },
  { "orders", "printer_client", "printer_clients", TO_ONE },
  { "orders", "shipments", "shipments", TO_MANY },
  { "orders", "additional_attributes", NULL, TO_MANY },
  { "orders", "print_jobs", NULL, TO_MANY },
  { "orders", "packages", "packages", TO_MANY },
  { "orders", "events", NULL, TO_MANY },
  { "orders", "attachments", NULL, TO_MANY },
  { "orders", "documents", "documents", TO_MANY },
  { "orders", "activities", NULL, TO_MANY },
  { "orders", "status_events", "status_events", TO_MANY },
  { "orders", "returns", "returns", TO_MANY },
  { "orders", "comments", "comments", TO_MANY },
  { "orders", "stores", NULL, TO_MANY },
  { "shipments", "carrier", "carriers", TO_ONE },
  { "shipments", "order", "orders", TO_ONE },
  { "shipments", "shipping_rate", "shipping_rates", TO_ONE },
  { "shipments", "printer_client", "printer_clients", TO_ONE },
  { "shipments", "original_shipment", "shipments", TO_ONE },
  { "shipments", "return", "returns", TO_ONE },
  { "shipments", "labels", "labels", TO_MANY },
  { "shipments", "documents", "documents", TO_MANY },
  { "shipments", "return_shipments", NULL, TO_MANY },
  { "shipments", "events", NULL, TO_MANY },
  { "shipments", "activities", NULL, TO_MANY },
  { "shipments", "status_events", "status_events", TO_MANY },
  { "shipments", "attachments", NULL, TO_MANY },
  { "shipments", "additional_attributes", NULL, TO_MANY },
  { "shipping_rates", "carrier", "carriers", TO_ONE },
  { "shipping_rates", "order_channel", "order_channels", TO_ONE },
  { "order_channels", "orders", "orders", TO_MANY },
  { "order_channels", "shipping_rates", "shipping_rates", TO_MANY },
  { "order_channels", "shipping_mappings", "shipping_mappings", TO_MANY },
  { "shipping_mappings", "order_channel", "order_channels", TO_ONE },
  { "shipping_mappings", "shipping_rate", "shipping_rates", TO_ONE },
  { "labels", "shipment", "shipments", TO_ONE },
  { "documents", "shipment", "shipments", TO_ONE },
  { "tracking_events", "shipment", "shipments", TO_ONE },
  { "returns", "order", "orders", TO_ONE },
  { "returns", "portal", "return_portals", TO_ONE },
};

static const Relation *
find (const char *type, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (g_str_equal (relations[i].type, type) && g_strcmp0 (relations[i].name, name) == 0)
      return &relations[i];
  return NULL;
}

gboolean
rs_sbw_is_relation (const char *type, const char *name)
{
  return find (type, name) != NULL;
}

void
rs_sbw_list_relations (const char *type, GPtrArray *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    if (g_str_equal (relations[i].type, type))
      g_ptr_array_add (names, (char *) relations[i].name);
}

/* The id that @record keeps under "<name>_id", among its attributes or beside them. */
static gint64
id_of (RsWsRecord *record, const char *name)
{
  g_autofree char *attribute = g_strconcat (name, "_id", NULL);

  if (g_str_equal (name, "order") && record->order_id != 0)
    return record->order_id;
  if (g_str_equal (name, "shipment") && record->shipment_id != 0)
    return record->shipment_id;
  if (g_str_equal (name, "carrier") && record->carrier_id != 0)
    return record->carrier_id;
  return (gint64) rs_sandbox_number (record->attributes, attribute);
}

gboolean
rs_sbw_is_there (RsSandboxWebshipper *self, RsWsRecord *record)
{
  gboolean label = g_str_equal (record->type, "labels");
  const char *delay;

  if (!label && !g_str_equal (record->type, "tracking_events"))
    return TRUE;
  delay = rs_sbw_get (self, label ? "label_delay" : "tracking_delay");
  return rs_sbw_now (self) >= record->created_at + g_ascii_strtoll (delay, NULL, 10) * RS_INSTANT_SECOND;
}

gint64
rs_sbw_node_id (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return (gint64) rs_sandbox_number (json_node_get_object (node), "id");
  if (!JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  return json_node_get_int (node);
}

/* "orders" → "order": what a child names its parent by. */
static char *
singular (const char *type)
{
  gsize length = strlen (type);

  return g_strndup (type, length > 0 && type[length - 1] == 's' ? length - 1 : length);
}

GPtrArray *
rs_sbw_related (RsSandboxWebshipper *self, RsWsRecord *record, const char *name, const char **target,
                gboolean *many)
{
  const Relation *relation = find (record->type, name);
  g_autofree char *parent = singular (record->type);
  GPtrArray *found, *all;

  if (relation == NULL)
    return NULL;
  found = g_ptr_array_new ();
  *many = relation->arity == TO_MANY;
  *target = relation->target;
  if (relation->target == NULL)
    return found;
  if (relation->arity == TO_ONE)
    {
      RsWsRecord *other = rs_sbw_find (self, relation->target, id_of (record, name));

      if (other != NULL)
        g_ptr_array_add (found, other);
      return found;
    }
  all = rs_sbw_list (self, relation->target);
  for (guint i = 0; i < all->len; i++)
    {
      RsWsRecord *child = g_ptr_array_index (all, i);

      if (id_of (child, parent) == record->id && rs_sbw_is_there (self, child))
        g_ptr_array_add (found, child);
    }
  return found;
}
