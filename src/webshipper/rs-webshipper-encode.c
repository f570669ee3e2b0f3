/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-encode.h"

#include <string.h>

static void
add_int (RsJsonWriter *writer, const char *name, gint64 value)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_add_int (writer, value);
}

/* Nothing at all for NULL, where a null would say more than we know. */
static void
add_known (RsJsonWriter *writer, const char *name, const char *value)
{
  if (value != NULL)
    rs_json_writer_put_string (writer, name, value);
}

/* Every key, absent ones as null: whether a PATCH merges or replaces an address is UNKNOWN (§8.4), and so it
 * does not matter. */
static void
add_address_members (RsJsonWriter *writer, const RsAddress *address)
{
  rs_json_writer_put_string (writer, "att_contact", address->contact);
  rs_json_writer_put_string (writer, "company_name", address->company);
  rs_json_writer_put_string (writer, "address_1", address->street);
  rs_json_writer_put_string (writer, "address_2", address->street2);
  rs_json_writer_put_string (writer, "zip", address->zip);
  rs_json_writer_put_string (writer, "city", address->city);
  rs_json_writer_put_string (writer, "country_code", address->country);
  rs_json_writer_put_string (writer, "state", address->state);
  rs_json_writer_put_string (writer, "phone", address->phone);
  rs_json_writer_put_string (writer, "email", address->email);
}

static void
add_address (RsJsonWriter *writer, const char *name, const RsAddress *address)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_begin_object (writer);
  add_address_members (writer, address);
  rs_json_writer_put_string (writer, "vat_no", address->vat_number);
  rs_json_writer_end_object (writer);
}

/* The id alone is accepted too (§3.4), so an address that is not known is left out. */
void
rs_webshipper_add_drop_point (RsJsonWriter *writer, const RsDropPoint *point)
{
  const RsAddress *address = point->address;

  rs_json_writer_name (writer, "drop_point");
  rs_json_writer_begin_object (writer);
  add_known (writer, "drop_point_id", point->id);
  add_known (writer, "name", point->name);
  if (address != NULL)
    {
      rs_json_writer_put_string (writer, "address_1", address->street);
      rs_json_writer_put_string (writer, "address_2", address->street2);
      rs_json_writer_put_string (writer, "zip", address->zip);
      rs_json_writer_put_string (writer, "city", address->city);
      rs_json_writer_put_string (writer, "country_code", address->country);
      rs_json_writer_put_string (writer, "state", address->state);
      rs_json_writer_put_string (writer, "phone", address->phone);
    }
  add_known (writer, "carrier_code", point->carrier_code);
  add_known (writer, "routing_code", point->routing_code);
  add_known (writer, "longitude", point->longitude);
  add_known (writer, "latitude", point->latitude);
  rs_json_writer_end_object (writer);
}

static void
add_weight (RsJsonWriter *writer, RsWeight weight)
{
  rs_json_writer_put_decimal (writer, "weight", weight.amount);
  rs_json_writer_put_string (writer, "weight_unit", rs_weight_unit_name (weight.unit));
}

static void
add_line (RsJsonWriter *writer, const RsWsLine *line, gboolean with_id)
{
  gboolean is_kept = with_id && line->id != 0;

  rs_json_writer_begin_object (writer);
  if (is_kept)
    add_int (writer, "id", line->id);
  rs_json_writer_put_string (writer, "sku", line->sku);
  rs_json_writer_put_string (writer, "description", line->description);
  add_int (writer, "quantity", line->quantity);
  rs_json_writer_put_decimal (writer, "unit_price", line->unit_price);
  rs_json_writer_put_decimal (writer, "vat_percent", line->vat_percent);
  if (!rs_decimal_is_zero (line->discount_value))
    {
      rs_json_writer_put_decimal (writer, "discount_value", line->discount_value);
      add_known (writer, "discount_type", line->discount_type);
    }
  if (line->has_weight)
    add_weight (writer, line->weight);
  add_known (writer, "tarif_number", line->tariff_number);
  add_known (writer, "country_of_origin", line->origin_country);
  if (line->is_virtual)
    {
      rs_json_writer_name (writer, "is_virtual");
      rs_json_writer_add_boolean (writer, TRUE);
    }
  rs_json_writer_put_string (writer, "ext_ref", line->ext_ref);
  rs_json_writer_end_object (writer);
}

static void
add_lines (RsJsonWriter *writer, GPtrArray *lines, gboolean with_ids)
{
  rs_json_writer_name (writer, "order_lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    add_line (writer, g_ptr_array_index (lines, i), with_ids);
  rs_json_writer_end_array (writer);
}

void
rs_webshipper_add_relationship (RsJsonWriter *writer, const char *name, const char *type, const char *id)
{
  rs_json_writer_name (writer, name);
  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "data");
  if (id != NULL)
    {
      rs_json_writer_begin_object (writer);
      rs_json_writer_put_string (writer, "type", type);
      rs_json_writer_put_string (writer, "id", id);
      rs_json_writer_end_object (writer);
    }
  else
    rs_json_writer_add_null (writer);
  rs_json_writer_end_object (writer);
}

static void
add_numbered_relationship (RsJsonWriter *writer, const char *name, const char *type, gint64 id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;

  rs_webshipper_add_relationship (writer, name, type, text);
}

RsJsonWriter *
rs_webshipper_begin_resource (const char *type, const char *id)
{
  RsJsonWriter *writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  rs_json_writer_name (writer, "data");
  rs_json_writer_begin_object (writer);
  if (id != NULL)
    rs_json_writer_put_string (writer, "id", id);
  rs_json_writer_put_string (writer, "type", type);
  rs_json_writer_name (writer, "attributes");
  rs_json_writer_begin_object (writer);
  return writer;
}

GBytes *
rs_webshipper_end_resource (RsJsonWriter *writer)
{
  rs_json_writer_end_object (writer);
  rs_json_writer_end_object (writer);
  return rs_json_writer_free_to_bytes (writer);
}

static void
add_original_shipping (RsJsonWriter *writer, const RsWsOrder *order)
{
  if (order->original_shipping_code == NULL && order->original_shipping_name == NULL)
    return;
  rs_json_writer_name (writer, "original_shipping");
  rs_json_writer_begin_object (writer);
  add_known (writer, "shipping_code", order->original_shipping_code);
  add_known (writer, "shipping_name", order->original_shipping_name);
  rs_json_writer_end_object (writer);
}

static void
add_tags (RsJsonWriter *writer, GPtrArray *tags)
{
  if (tags->len == 0)
    return;
  rs_json_writer_name (writer, "tags");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < tags->len; i++)
    rs_json_writer_add_string (writer, g_ptr_array_index (tags, i));
  rs_json_writer_end_array (writer);
}

GBytes *
rs_webshipper_encode_new_order (const RsWsOrder *order)
{
  RsJsonWriter *writer = rs_webshipper_begin_resource ("orders", NULL);

  rs_json_writer_put_string (writer, "ext_ref", order->ext_ref);
  rs_json_writer_put_string (writer, "visible_ref", order->visible_ref);
  add_known (writer, "currency", order->currency);
  add_known (writer, "external_comment", order->external_comment);
  add_known (writer, "internal_comment", order->internal_comment);
  add_tags (writer, order->tags);
  add_original_shipping (writer, order);
  if (order->delivery_address != NULL)
    add_address (writer, "delivery_address", order->delivery_address);
  if (order->billing_address != NULL)
    add_address (writer, "billing_address", order->billing_address);
  if (order->sender_address != NULL)
    add_address (writer, "sender_address", order->sender_address);
  if (order->drop_point != NULL)
    rs_webshipper_add_drop_point (writer, order->drop_point);
  add_lines (writer, order->lines, FALSE);
  rs_json_writer_end_object (writer);
  rs_json_writer_name (writer, "relationships");
  rs_json_writer_begin_object (writer);
  if (order->channel_id != 0)
    add_numbered_relationship (writer, "order_channel", "order_channels", order->channel_id);
  if (order->rate_id != 0)
    add_numbered_relationship (writer, "shipping_rate", "shipping_rates", order->rate_id);
  rs_json_writer_end_object (writer);
  return rs_webshipper_end_resource (writer);
}

static void
add_patched_address (RsJsonWriter *writer, const char *name, const RsAddress *address)
{
  if (address != NULL)
    add_address (writer, name, address);
  else
    rs_json_writer_put_string (writer, name, NULL);
}

static void
add_patched_texts (RsJsonWriter *writer, const RsWsOrder *order, RsWsOrderParts parts)
{
  if (parts & RS_WS_STATUS)
    rs_json_writer_put_string (writer, "status", order->status);
  if (parts & RS_WS_VISIBLE_REF)
    rs_json_writer_put_string (writer, "visible_ref", order->visible_ref);
  if (parts & RS_WS_CURRENCY)
    rs_json_writer_put_string (writer, "currency", order->currency);
  if (parts & RS_WS_EXTERNAL_COMMENT)
    rs_json_writer_put_string (writer, "external_comment", order->external_comment);
  if (parts & RS_WS_INTERNAL_COMMENT)
    rs_json_writer_put_string (writer, "internal_comment", order->internal_comment);
}

GBytes *
rs_webshipper_encode_order_patch (const RsWsOrder *order, RsWsOrderParts parts)
{
  return rs_webshipper_encode_patch (order->id, order, parts);
}

GBytes *
rs_webshipper_encode_patch (const char *id, const RsWsOrder *order, RsWsOrderParts parts)
{
  RsJsonWriter *writer = rs_webshipper_begin_resource ("orders", id);

  add_patched_texts (writer, order, parts);
  if (parts & RS_WS_DELIVERY_ADDRESS)
    add_patched_address (writer, "delivery_address", order->delivery_address);
  if (parts & RS_WS_BILLING_ADDRESS)
    add_patched_address (writer, "billing_address", order->billing_address);
  if (parts & RS_WS_SENDER_ADDRESS)
    add_patched_address (writer, "sender_address", order->sender_address);
  if ((parts & RS_WS_DROP_POINT) && order->drop_point != NULL)
    rs_webshipper_add_drop_point (writer, order->drop_point);
  else if (parts & RS_WS_DROP_POINT)
    rs_json_writer_put_string (writer, "drop_point", NULL);
  if (parts & RS_WS_LINES)
    add_lines (writer, order->lines, TRUE);
  rs_json_writer_end_object (writer);
  if (parts & RS_WS_RATE)
    {
      rs_json_writer_name (writer, "relationships");
      rs_json_writer_begin_object (writer);
      add_numbered_relationship (writer, "shipping_rate", "shipping_rates", order->rate_id);
      rs_json_writer_end_object (writer);
    }
  return rs_webshipper_end_resource (writer);
}
