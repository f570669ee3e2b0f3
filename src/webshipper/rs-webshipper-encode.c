/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-encode.h"

#include <string.h>

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* Nothing at all for NULL, where a null would say more than we know. */
static void
add_known (JsonBuilder *builder, const char *name, const char *value)
{
  if (value != NULL)
    rs_json_builder_add_string (builder, name, value);
}

/* Every key, absent ones as null: whether a PATCH merges or replaces an address is UNKNOWN (§8.4), and so it
 * does not matter. */
static void
add_address_members (JsonBuilder *builder, const RsAddress *address)
{
  rs_json_builder_add_string (builder, "att_contact", address->contact);
  rs_json_builder_add_string (builder, "company_name", address->company);
  rs_json_builder_add_string (builder, "address_1", address->street);
  rs_json_builder_add_string (builder, "address_2", address->street2);
  rs_json_builder_add_string (builder, "zip", address->zip);
  rs_json_builder_add_string (builder, "city", address->city);
  rs_json_builder_add_string (builder, "country_code", address->country);
  rs_json_builder_add_string (builder, "state", address->state);
  rs_json_builder_add_string (builder, "phone", address->phone);
  rs_json_builder_add_string (builder, "email", address->email);
}

static void
add_address (JsonBuilder *builder, const char *name, const RsAddress *address)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_address_members (builder, address);
  rs_json_builder_add_string (builder, "vat_no", address->vat_number);
  json_builder_end_object (builder);
}

/* The id alone is accepted too (§3.4), so an address that is not known is left out. */
void
rs_webshipper_add_drop_point (JsonBuilder *builder, const RsDropPoint *point)
{
  const RsAddress *address = point->address;

  json_builder_set_member_name (builder, "drop_point");
  json_builder_begin_object (builder);
  add_known (builder, "drop_point_id", point->id);
  add_known (builder, "name", point->name);
  if (address != NULL)
    {
      rs_json_builder_add_string (builder, "address_1", address->street);
      rs_json_builder_add_string (builder, "address_2", address->street2);
      rs_json_builder_add_string (builder, "zip", address->zip);
      rs_json_builder_add_string (builder, "city", address->city);
      rs_json_builder_add_string (builder, "country_code", address->country);
      rs_json_builder_add_string (builder, "state", address->state);
      rs_json_builder_add_string (builder, "phone", address->phone);
    }
  add_known (builder, "carrier_code", point->carrier_code);
  add_known (builder, "routing_code", point->routing_code);
  add_known (builder, "longitude", point->longitude);
  add_known (builder, "latitude", point->latitude);
  json_builder_end_object (builder);
}

static void
add_weight (JsonBuilder *builder, RsWeight weight)
{
  rs_json_builder_add_decimal (builder, "weight", weight.amount);
  rs_json_builder_add_string (builder, "weight_unit", rs_weight_unit_name (weight.unit));
}

static void
add_line (JsonBuilder *builder, const RsWsLine *line, gboolean with_id)
{
  gboolean is_kept = with_id && line->id != 0;

  json_builder_begin_object (builder);
  if (is_kept)
    add_int (builder, "id", line->id);
  rs_json_builder_add_string (builder, "sku", line->sku);
  rs_json_builder_add_string (builder, "description", line->description);
  add_int (builder, "quantity", line->quantity);
  rs_json_builder_add_decimal (builder, "unit_price", line->unit_price);
  rs_json_builder_add_decimal (builder, "vat_percent", line->vat_percent);
  if (!rs_decimal_is_zero (line->discount_value))
    {
      rs_json_builder_add_decimal (builder, "discount_value", line->discount_value);
      add_known (builder, "discount_type", line->discount_type);
    }
  if (line->has_weight)
    add_weight (builder, line->weight);
  add_known (builder, "tarif_number", line->tariff_number);
  add_known (builder, "country_of_origin", line->origin_country);
  if (line->is_virtual)
    {
      json_builder_set_member_name (builder, "is_virtual");
      json_builder_add_boolean_value (builder, TRUE);
    }
  rs_json_builder_add_string (builder, "ext_ref", line->ext_ref);
  json_builder_end_object (builder);
}

static void
add_lines (JsonBuilder *builder, GPtrArray *lines, gboolean with_ids)
{
  json_builder_set_member_name (builder, "order_lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    add_line (builder, g_ptr_array_index (lines, i), with_ids);
  json_builder_end_array (builder);
}

void
rs_webshipper_add_relationship (JsonBuilder *builder, const char *name, const char *type, const char *id)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  if (id != NULL)
    {
      json_builder_begin_object (builder);
      rs_json_builder_add_string (builder, "type", type);
      rs_json_builder_add_string (builder, "id", id);
      json_builder_end_object (builder);
    }
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);
}

static void
add_numbered_relationship (JsonBuilder *builder, const char *name, const char *type, gint64 id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;

  rs_webshipper_add_relationship (builder, name, type, text);
}

JsonBuilder *
rs_webshipper_begin_resource (const char *type, const char *id)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "data");
  json_builder_begin_object (builder);
  if (id != NULL)
    rs_json_builder_add_string (builder, "id", id);
  rs_json_builder_add_string (builder, "type", type);
  json_builder_set_member_name (builder, "attributes");
  json_builder_begin_object (builder);
  return builder;
}

static JsonNode *
end_resource (JsonBuilder *builder)
{
  JsonNode *root;

  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  g_object_unref (builder);
  return root;
}

GBytes *
rs_webshipper_end_resource (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = end_resource (builder);
  char *text = rs_json_to_string (root);

  return g_bytes_new_take (text, strlen (text));
}

static void
add_original_shipping (JsonBuilder *builder, const RsWsOrder *order)
{
  if (order->original_shipping_code == NULL && order->original_shipping_name == NULL)
    return;
  json_builder_set_member_name (builder, "original_shipping");
  json_builder_begin_object (builder);
  add_known (builder, "shipping_code", order->original_shipping_code);
  add_known (builder, "shipping_name", order->original_shipping_name);
  json_builder_end_object (builder);
}

static void
add_tags (JsonBuilder *builder, GPtrArray *tags)
{
  if (tags->len == 0)
    return;
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tags->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (tags, i));
  json_builder_end_array (builder);
}

JsonNode *
rs_webshipper_describe_new_order (const RsWsOrder *order)
{
  JsonBuilder *builder = rs_webshipper_begin_resource ("orders", NULL);

  rs_json_builder_add_string (builder, "ext_ref", order->ext_ref);
  rs_json_builder_add_string (builder, "visible_ref", order->visible_ref);
  add_known (builder, "currency", order->currency);
  add_known (builder, "external_comment", order->external_comment);
  add_known (builder, "internal_comment", order->internal_comment);
  add_tags (builder, order->tags);
  add_original_shipping (builder, order);
  if (order->delivery_address != NULL)
    add_address (builder, "delivery_address", order->delivery_address);
  if (order->billing_address != NULL)
    add_address (builder, "billing_address", order->billing_address);
  if (order->sender_address != NULL)
    add_address (builder, "sender_address", order->sender_address);
  if (order->drop_point != NULL)
    rs_webshipper_add_drop_point (builder, order->drop_point);
  add_lines (builder, order->lines, FALSE);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "relationships");
  json_builder_begin_object (builder);
  if (order->channel_id != 0)
    add_numbered_relationship (builder, "order_channel", "order_channels", order->channel_id);
  if (order->rate_id != 0)
    add_numbered_relationship (builder, "shipping_rate", "shipping_rates", order->rate_id);
  json_builder_end_object (builder);
  return end_resource (builder);
}

GBytes *
rs_webshipper_encode_new_order (const RsWsOrder *order)
{
  g_autoptr (JsonNode) root = rs_webshipper_describe_new_order (order);
  char *text = rs_json_to_string (root);

  return g_bytes_new_take (text, strlen (text));
}

static void
add_patched_address (JsonBuilder *builder, const char *name, const RsAddress *address)
{
  if (address != NULL)
    add_address (builder, name, address);
  else
    rs_json_builder_add_string (builder, name, NULL);
}

static void
add_patched_texts (JsonBuilder *builder, const RsWsOrder *order, RsWsOrderParts parts)
{
  if (parts & RS_WS_STATUS)
    rs_json_builder_add_string (builder, "status", order->status);
  if (parts & RS_WS_VISIBLE_REF)
    rs_json_builder_add_string (builder, "visible_ref", order->visible_ref);
  if (parts & RS_WS_CURRENCY)
    rs_json_builder_add_string (builder, "currency", order->currency);
  if (parts & RS_WS_EXTERNAL_COMMENT)
    rs_json_builder_add_string (builder, "external_comment", order->external_comment);
  if (parts & RS_WS_INTERNAL_COMMENT)
    rs_json_builder_add_string (builder, "internal_comment", order->internal_comment);
}

GBytes *
rs_webshipper_encode_order_patch (const RsWsOrder *order, RsWsOrderParts parts)
{
  return rs_webshipper_encode_patch (order->id, order, parts);
}

GBytes *
rs_webshipper_encode_patch (const char *id, const RsWsOrder *order, RsWsOrderParts parts)
{
  JsonBuilder *builder = rs_webshipper_begin_resource ("orders", id);

  add_patched_texts (builder, order, parts);
  if (parts & RS_WS_DELIVERY_ADDRESS)
    add_patched_address (builder, "delivery_address", order->delivery_address);
  if (parts & RS_WS_BILLING_ADDRESS)
    add_patched_address (builder, "billing_address", order->billing_address);
  if (parts & RS_WS_SENDER_ADDRESS)
    add_patched_address (builder, "sender_address", order->sender_address);
  if ((parts & RS_WS_DROP_POINT) && order->drop_point != NULL)
    rs_webshipper_add_drop_point (builder, order->drop_point);
  else if (parts & RS_WS_DROP_POINT)
    rs_json_builder_add_string (builder, "drop_point", NULL);
  if (parts & RS_WS_LINES)
    add_lines (builder, order->lines, TRUE);
  json_builder_end_object (builder);
  if (parts & RS_WS_RATE)
    {
      json_builder_set_member_name (builder, "relationships");
      json_builder_begin_object (builder);
      add_numbered_relationship (builder, "shipping_rate", "shipping_rates", order->rate_id);
      json_builder_end_object (builder);
    }
  return rs_webshipper_end_resource (builder);
}
