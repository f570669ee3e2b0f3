/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-encode.h"

#include "rs-json.h"

#include <string.h>

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    rs_json_builder_add_string (builder, name, value);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 value)
{
  if (value == 0)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_amount (JsonBuilder *builder, const char *name, RsDecimal value)
{
  if (!rs_decimal_is_zero (value))
    rs_json_builder_add_decimal (builder, name, value);
}

/* Takes @builder, whose object is ended here. */
static GBytes *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonBuilder) owned = builder;
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_end_object (owned);
  root = json_builder_get_root (owned);
  text = rs_json_to_string (root);
  return g_bytes_new_take (text, strlen (text));
}

static JsonBuilder *
begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  return builder;
}

/* An address that replaces another one says what it has not, too: else a part of the customer's would stay in
 * it. */
static void
add_address (JsonBuilder *builder, const char *nested, const char *flat, const RsAddress *address)
{
  const struct
  {
    const char *name;
    const char *value;
    gboolean has_flat;
  } parts[] = {
    { "name", address->company, TRUE },    { "street", address->street, TRUE },
    { "street2", address->street2, TRUE }, { "state", address->state, TRUE },
    { "city", address->city, TRUE },       { "zipcode", address->zip, TRUE },
    { "country", address->country, TRUE }, { "attention", address->contact, FALSE },
    { "email", address->email, FALSE },    { "phone", address->phone, FALSE },
  };

  json_builder_set_member_name (builder, nested);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    rs_json_builder_add_string (builder, parts[i].name, parts[i].value);
  json_builder_end_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].has_flat)
      {
        g_autofree char *name = g_strconcat (flat, "_", parts[i].name, NULL);

        rs_json_builder_add_string (builder, name, parts[i].value);
      }
}

static void
add_line (JsonBuilder *builder, const RsRbLine *line)
{
  json_builder_begin_object (builder);
  add_text (builder, "item_id", line->item_number);
  add_text (builder, "name", line->name);
  rs_json_builder_add_decimal (builder, "quantity", line->quantity);
  /* Left out, Rackbeat would put its own price in (§3.1): nothing is a price too. */
  rs_json_builder_add_decimal (builder, "line_price", line->unit_price);
  add_amount (builder, "discount_percentage", line->discount_percent);
  add_amount (builder, "vat_percentage", line->vat_percent);
  json_builder_end_object (builder);
}

GBytes *
rs_rackbeat_encode_order (const RsRbOrder *order)
{
  JsonBuilder *builder = begin ();

  add_number (builder, "customer_id", order->customer_number);
  add_text (builder, "other_reference", order->other_reference);
  add_text (builder, "heading", order->heading);
  add_text (builder, "note", order->note);
  add_text (builder, "currency", order->currency);
  add_number (builder, "delivery_terms_id", order->delivery_term);
  add_number (builder, "delivery_terms", order->delivery_term);
  if (order->billing_address != NULL)
    add_address (builder, "billing_address", "address", order->billing_address);
  if (order->delivery_address != NULL)
    add_address (builder, "delivery_address", "delivery_address", order->delivery_address);
  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (guint i = 0; i < order->lines->len; i++)
    add_line (builder, g_ptr_array_index (order->lines, i));
  json_builder_end_array (builder);
  return finish (builder);
}

GBytes *
rs_rackbeat_encode_customer (const RsRbCustomer *customer, const RsRbCustomerDefaults *defaults)
{
  JsonBuilder *builder = begin ();
  const RsAddress *address = customer->address;

  /* One of them is the name when it is made, the other when it is read (§3.4). */
  add_text (builder, "company_name", customer->name);
  add_text (builder, "name", customer->name);
  add_text (builder, "company_vat", customer->vat_number);
  add_text (builder, "contact_email", customer->email);
  add_text (builder, "contact_phone", customer->phone);
  add_text (builder, "currency", defaults->currency);
  add_text (builder, "vat_zone", defaults->vat_zone);
  add_number (builder, "payment_terms_id", defaults->payment_term);
  add_number (builder, "customer_group_id", customer->group);
  add_number (builder, "layout_id", defaults->layout);
  if (address != NULL)
    {
      add_text (builder, "attention", address->contact);
      add_text (builder, "address_street", address->street);
      add_text (builder, "address_street2", address->street2);
      add_text (builder, "address_city", address->city);
      add_text (builder, "address_zipcode", address->zip);
      add_text (builder, "address_country", address->country);
    }
  return finish (builder);
}

GBytes *
rs_rackbeat_encode_item (const RsItem *item, RsDecimal price, gint64 group, gint64 unit)
{
  JsonBuilder *builder = begin ();

  add_text (builder, "number", item->number);
  add_text (builder, "name", item->name);
  add_number (builder, "group", group);
  add_number (builder, "unit_id", unit);
  rs_json_builder_add_decimal (builder, "sales_price", price);
  if (item->has_weight)
    {
      rs_json_builder_add_decimal (builder, "weight", rs_weight_to_grams (item->weight));
      rs_json_builder_add_string (builder, "weight_unit", "g");
    }
  add_text (builder, "goods_code", item->tariff_number);
  add_text (builder, "country_code", item->origin_country);
  return finish (builder);
}

GBytes *
rs_rackbeat_encode_delivery_term (const char *name)
{
  JsonBuilder *builder = begin ();

  add_text (builder, "name", name);
  return finish (builder);
}
