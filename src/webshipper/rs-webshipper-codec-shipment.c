/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"

#include <string.h>

static RsPackageLine *
read_package_line (const RsJson *json)
{
  RsPackageLine *line = rs_package_line_new ();

  line->line_id = rs_reader_get_id (json, "id", RS_JSON_OPTIONAL);
  line->ext_ref = rs_json_dup_string (json, "ext_ref", RS_JSON_OPTIONAL);
  line->sku = rs_json_dup_string (json, "sku", RS_JSON_OPTIONAL);
  line->quantity = rs_reader_get_count (json, "quantity", RS_JSON_REQUIRED);
  return line;
}

/* Sizes are only shown: one that cannot be read is one not known. */
static RsDecimal
read_size (const RsJson *dimensions, const char *name)
{
  RsDecimal size = rs_json_get_decimal (dimensions, name, RS_JSON_LENIENT, NULL);

  return size.micros > 0 ? size : RS_DECIMAL_ZERO;
}

static RsPackage *
read_package (const RsJson *json)
{
  g_autoptr (RsPackage) package = rs_package_new ();
  RsJson dimensions, lines, element;

  package->id = rs_reader_get_id (json, "id", RS_JSON_OPTIONAL);
  package->has_weight = rs_reader_get_weight (json, "weight", "weight_unit", "g", &package->weight);
  if (rs_json_object (json, "dimensions", RS_JSON_LENIENT, &dimensions))
    {
      package->length = read_size (&dimensions, "length");
      package->width = read_size (&dimensions, "width");
      package->height = read_size (&dimensions, "height");
      package->dimension_unit = rs_json_dup_string (&dimensions, "unit", RS_JSON_LENIENT);
    }
  if (rs_json_array (json, "order_lines", RS_JSON_OPTIONAL, &lines))
    for (guint i = 0; i < rs_json_length (&lines) && !rs_json_failed (json); i++)
      {
        rs_json_element (&lines, i, &element);
        g_ptr_array_add (package->lines, read_package_line (&element));
      }
  return g_steal_pointer (&package);
}

static RsTrackingLink *
read_tracking_link (const RsJson *json)
{
  RsTrackingLink *link = rs_tracking_link_new ();

  link->url = rs_json_dup_string (json, "url", RS_JSON_OPTIONAL);
  link->number = rs_json_dup_string (json, "number", RS_JSON_OPTIONAL);
  link->event = rs_json_dup_string (json, "latest_transit_event", RS_JSON_LENIENT);
  return link;
}

/* "…/orders/4711" in a link, as the id; links like "…/shipments/3105/order" name no order. */
static char *
order_id_from_link (const char *link)
{
  const char *found = link != NULL ? strstr (link, "/orders/") : NULL;
  gsize length;

  if (found == NULL)
    return NULL;
  found += strlen ("/orders/");
  length = strspn (found, "0123456789");
  if (length == 0 || length > 18 || (found[length] != '\0' && found[length] != '?'))
    return NULL;
  return g_strndup (found, length);
}

static char *
read_order_link (const RsJson *resource)
{
  RsJson relationships, order, links;
  g_autofree char *related = NULL;

  if (!rs_json_object (resource, "relationships", RS_JSON_LENIENT, &relationships)
      || !rs_json_object (&relationships, "order", RS_JSON_LENIENT, &order)
      || !rs_json_object (&order, "links", RS_JSON_LENIENT, &links))
    return NULL;
  related = rs_json_dup_string (&links, "related", RS_JSON_LENIENT);
  return order_id_from_link (related);
}

/* The lines in the parcels carry their order's id. */
static char *
read_order_from_packages (const RsJson *attributes)
{
  RsJson packages, package, lines, line;

  if (!rs_json_array (attributes, "packages", RS_JSON_LENIENT, &packages))
    return NULL;
  for (guint i = 0; i < rs_json_length (&packages); i++)
    {
      rs_json_element (&packages, i, &package);
      if (!rs_json_array (&package, "order_lines", RS_JSON_LENIENT, &lines))
        continue;
      for (guint j = 0; j < rs_json_length (&lines); j++)
        {
          gint64 id;

          rs_json_element (&lines, j, &line);
          id = rs_reader_get_id (&line, "order_id", RS_JSON_LENIENT);
          if (id > 0)
            return g_strdup_printf ("%" G_GINT64_FORMAT, id);
        }
    }
  return NULL;
}

/* Linkage where there is any; a relationship normally carries only links, and theirs seldom name the order
 * (§1.4). */
static char *
read_order_id (const RsJson *resource, const RsJson *attributes)
{
  char *id = rs_webshipper_read_linkage (resource, "order");

  if (id == NULL)
    id = read_order_link (resource);
  if (id == NULL)
    id = read_order_from_packages (attributes);
  return id;
}

static void
read_contents (const RsJson *attributes, RsWsShipment *shipment)
{
  RsJson array, element;

  if (rs_json_array (attributes, "tracking_links", RS_JSON_OPTIONAL, &array))
    for (guint i = 0; i < rs_json_length (&array) && !rs_json_failed (attributes); i++)
      {
        rs_json_element (&array, i, &element);
        g_ptr_array_add (shipment->tracking_links, read_tracking_link (&element));
      }
  if (rs_json_array (attributes, "packages", RS_JSON_OPTIONAL, &array))
    for (guint i = 0; i < rs_json_length (&array) && !rs_json_failed (attributes); i++)
      {
        rs_json_element (&array, i, &element);
        g_ptr_array_add (shipment->packages, read_package (&element));
      }
}

RsWsShipment *
rs_webshipper_read_shipment (const RsJson *resource)
{
  g_autoptr (RsWsShipment) shipment = rs_ws_shipment_new ();
  RsJson attributes;

  shipment->id = rs_reader_dup_key (resource, "id");
  if (rs_json_object (resource, "attributes", RS_JSON_REQUIRED, &attributes))
    {
      shipment->order_id = read_order_id (resource, &attributes);
      shipment->reference = rs_json_dup_string (&attributes, "reference", RS_JSON_OPTIONAL);
      shipment->status = rs_json_dup_string (&attributes, "status", RS_JSON_LENIENT);
      /* A return is never the proof that an order left. */
      shipment->is_return = rs_json_get_bool (&attributes, "is_return", RS_JSON_OPTIONAL);
      shipment->carrier = rs_json_dup_string (&attributes, "carrier_alias", RS_JSON_OPTIONAL);
      read_contents (&attributes, shipment);
      shipment->created_at = rs_json_get_instant (&attributes, "created_at", RS_JSON_OPTIONAL);
    }
  g_ptr_array_unref (shipment->label_ids);
  shipment->label_ids = rs_webshipper_read_linkages (resource, "labels");
  return rs_json_failed (resource) ? NULL : g_steal_pointer (&shipment);
}

static char *
write_linkage (const char *order_id)
{
  g_autoptr (RsJsonWriter) writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  rs_json_writer_put_string (writer, "type", "orders");
  rs_json_writer_put_string (writer, "id", order_id);
  rs_json_writer_end_object (writer);
  return rs_json_writer_dup_text (writer);
}

static gboolean
names_an_order (const RsJsonValue *resource)
{
  g_autofree char *own = NULL;
  RsJson root;

  rs_json_init (&root, resource, "shipment");
  own = rs_webshipper_read_linkage (&root, "order");
  rs_json_finish (&root, NULL);
  return own != NULL;
}

char *
rs_webshipper_tie_shipment (const RsJsonValue *resource, const char *order_id)
{
  const RsJsonValue *relationships = rs_json_value_member_of_type (resource, "relationships", RS_JSON_OBJECT);
  const RsJsonValue *order = rs_json_value_member_of_type (relationships, "order", RS_JSON_OBJECT);
  g_autofree char *linkage = NULL, *new_order = NULL, *new_relationships = NULL;

  if (order_id == NULL || resource->type != RS_JSON_OBJECT || names_an_order (resource))
    return NULL;
  linkage = write_linkage (order_id);
  new_order = rs_json_value_dup_text_with (order, "data", linkage);
  new_relationships = rs_json_value_dup_text_with (relationships, "order", new_order);
  return rs_json_value_dup_text_with (resource, "relationships", new_relationships);
}
