/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"

static char *
text_of (const RsJson *json, const char *name)
{
  return rs_json_dup_string (json, name, RS_JSON_OPTIONAL);
}

static RsAddress *
read_address_member (const RsJson *attributes, const char *name)
{
  RsJson object;

  return rs_reader_get_object (attributes, name, &object) ? rs_webshipper_read_address (&object) : NULL;
}

static RsDropPoint *
read_drop_point (const RsJson *attributes)
{
  g_autoptr (RsDropPoint) point = NULL;
  RsJson object;

  if (!rs_reader_get_object (attributes, "drop_point", &object))
    return NULL;
  point = rs_webshipper_read_drop_point (&object);
  if (point->id == NULL && point->name == NULL && rs_address_is_empty (point->address))
    return NULL;
  return g_steal_pointer (&point);
}

static RsWsLine *
read_line (const RsJson *json)
{
  g_autoptr (RsWsLine) line = rs_ws_line_new ();
  RsJson package;

  line->id = rs_reader_get_id (json, "id", RS_JSON_REQUIRED);
  line->ext_ref = text_of (json, "ext_ref");
  line->sku = text_of (json, "sku");
  line->description = text_of (json, "description");
  line->quantity = rs_reader_get_count (json, "quantity", RS_JSON_REQUIRED);
  line->status = text_of (json, "status");
  line->unit_price = rs_json_get_decimal (json, "unit_price", RS_JSON_OPTIONAL, NULL);
  line->vat_percent = rs_json_get_decimal (json, "vat_percent", RS_JSON_OPTIONAL, NULL);
  line->discount_value = rs_json_get_decimal (json, "discount_value", RS_JSON_OPTIONAL, NULL);
  line->discount_type = text_of (json, "discount_type");
  /* Grams are the service's default (§3.2). */
  line->has_weight = rs_reader_get_weight (json, "weight", "weight_unit", "g", &line->weight);
  line->tariff_number = text_of (json, "tarif_number");
  line->origin_country = text_of (json, "country_of_origin");
  line->is_virtual = rs_json_get_bool (json, "is_virtual", RS_JSON_OPTIONAL);
  line->package_id = rs_reader_get_id (json, "package_id", RS_JSON_OPTIONAL);
  if (rs_reader_get_object (json, "package", &package))
    line->shipment_id = rs_reader_get_id (&package, "shipment_id", RS_JSON_OPTIONAL);
  return g_steal_pointer (&line);
}

static void
read_lines (const RsJson *attributes, GPtrArray *lines)
{
  RsJson array, element;

  if (!rs_json_array (attributes, "order_lines", RS_JSON_REQUIRED, &array))
    return;
  for (guint i = 0; i < rs_json_length (&array) && !rs_json_failed (attributes); i++)
    {
      rs_json_element (&array, i, &element);
      g_ptr_array_add (lines, read_line (&element));
    }
}

static void
read_tags (const RsJson *attributes, GPtrArray *tags)
{
  RsJson array, element;

  if (!rs_json_array (attributes, "tags", RS_JSON_LENIENT, &array))
    return;
  for (guint i = 0; i < rs_json_length (&array); i++)
    {
      rs_json_element (&array, i, &element);
      if (rs_json_value_is (element.value, RS_JSON_STRING))
        g_ptr_array_add (tags, g_strdup (element.value->string));
    }
}

/* The id as an attribute where there is one, else from the relationship's linkage. */
static gint64
read_related_id (const RsJson *resource, const RsJson *attributes, const char *attribute,
                 const char *relationship)
{
  gint64 id = rs_reader_get_id (attributes, attribute, RS_JSON_OPTIONAL);
  g_autofree char *linkage = id == 0 ? rs_webshipper_read_linkage (resource, relationship) : NULL;

  if (linkage != NULL && g_ascii_string_to_signed (linkage, 10, 1, G_MAXINT64, &id, NULL))
    return id;
  return id;
}

static void
read_attributes (const RsJson *attributes, RsWsOrder *order)
{
  g_autofree char *lock_state = text_of (attributes, "lock_state");
  RsJson original;

  order->ext_ref = text_of (attributes, "ext_ref");
  order->visible_ref = text_of (attributes, "visible_ref");
  order->status = rs_json_dup_string (attributes, "status", RS_JSON_REQUIRED);
  order->is_locked = g_strcmp0 (lock_state, "locked") == 0;
  order->currency = text_of (attributes, "currency");
  order->internal_comment = text_of (attributes, "internal_comment");
  order->external_comment = text_of (attributes, "external_comment");
  /* Of type "any" (§3.1), and only shown. */
  order->error_message = rs_json_dup_string (attributes, "error_message", RS_JSON_LENIENT);
  if (rs_reader_get_object (attributes, "original_shipping", &original))
    {
      order->original_shipping_code = text_of (&original, "shipping_code");
      order->original_shipping_name = text_of (&original, "shipping_name");
    }
  order->delivery_address = read_address_member (attributes, "delivery_address");
  order->billing_address = read_address_member (attributes, "billing_address");
  order->sender_address = read_address_member (attributes, "sender_address");
  order->drop_point = read_drop_point (attributes);
  read_lines (attributes, order->lines);
  read_tags (attributes, order->tags);
  order->created_at = rs_json_get_instant (attributes, "created_at", RS_JSON_LENIENT);
  order->updated_at = rs_json_get_instant (attributes, "updated_at", RS_JSON_OPTIONAL);
}

RsWsOrder *
rs_webshipper_read_order (const RsJson *resource)
{
  g_autoptr (RsWsOrder) order = rs_ws_order_new ();
  RsJson attributes;

  order->id = rs_reader_dup_key (resource, "id");
  if (rs_json_object (resource, "attributes", RS_JSON_REQUIRED, &attributes))
    {
      read_attributes (&attributes, order);
      order->channel_id = read_related_id (resource, &attributes, "order_channel_id", "order_channel");
      order->rate_id = read_related_id (resource, &attributes, "shipping_rate_id", "shipping_rate");
    }
  return rs_json_failed (resource) ? NULL : g_steal_pointer (&order);
}
