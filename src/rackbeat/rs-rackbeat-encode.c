/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-encode.h"

#include "rs-json.h"

#include <string.h>

static void
add_text (RsJsonWriter *writer, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    rs_json_writer_put_string (writer, name, value);
}

static void
add_number (RsJsonWriter *writer, const char *name, gint64 value)
{
  if (value == 0)
    return;
  rs_json_writer_name (writer, name);
  rs_json_writer_add_int (writer, value);
}

static void
add_amount (RsJsonWriter *writer, const char *name, RsDecimal value)
{
  if (!rs_decimal_is_zero (value))
    rs_json_writer_put_decimal (writer, name, value);
}

/* Takes @writer, whose object is ended here. */
static GBytes *
finish (RsJsonWriter *writer)
{
  rs_json_writer_end_object (writer);
  return rs_json_writer_free_to_bytes (writer);
}

static RsJsonWriter *
begin (void)
{
  RsJsonWriter *writer = rs_json_writer_new ();

  rs_json_writer_begin_object (writer);
  return writer;
}

/* An address that replaces another one says what it has not, too: else a part of the customer's would stay in
 * it. */
static void
add_address (RsJsonWriter *writer, const char *nested, const char *flat, const RsAddress *address)
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

  rs_json_writer_name (writer, nested);
  rs_json_writer_begin_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    rs_json_writer_put_string (writer, parts[i].name, parts[i].value);
  rs_json_writer_end_object (writer);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].has_flat)
      {
        g_autofree char *name = g_strconcat (flat, "_", parts[i].name, NULL);

        rs_json_writer_put_string (writer, name, parts[i].value);
      }
}

static void
add_line (RsJsonWriter *writer, const RsRbLine *line)
{
  rs_json_writer_begin_object (writer);
  add_text (writer, "item_id", line->item_number);
  add_text (writer, "name", line->name);
  rs_json_writer_put_decimal (writer, "quantity", line->quantity);
  /* Left out, Rackbeat would put its own price in (§3.1): nothing is a price too. */
  rs_json_writer_put_decimal (writer, "line_price", line->unit_price);
  add_amount (writer, "discount_percentage", line->discount_percent);
  add_amount (writer, "vat_percentage", line->vat_percent);
  rs_json_writer_end_object (writer);
}

GBytes *
rs_rackbeat_encode_order (const RsRbOrder *order)
{
  RsJsonWriter *writer = begin ();

  add_number (writer, "customer_id", order->customer_number);
  add_text (writer, "other_reference", order->other_reference);
  add_text (writer, "heading", order->heading);
  add_text (writer, "note", order->note);
  add_text (writer, "currency", order->currency);
  add_number (writer, "delivery_terms_id", order->delivery_term);
  add_number (writer, "delivery_terms", order->delivery_term);
  if (order->billing_address != NULL)
    add_address (writer, "billing_address", "address", order->billing_address);
  if (order->delivery_address != NULL)
    add_address (writer, "delivery_address", "delivery_address", order->delivery_address);
  rs_json_writer_name (writer, "lines");
  rs_json_writer_begin_array (writer);
  for (guint i = 0; i < order->lines->len; i++)
    add_line (writer, g_ptr_array_index (order->lines, i));
  rs_json_writer_end_array (writer);
  return finish (writer);
}

GBytes *
rs_rackbeat_encode_customer (const RsRbCustomer *customer, const RsRbCustomerDefaults *defaults)
{
  RsJsonWriter *writer = begin ();
  const RsAddress *address = customer->address;

  /* One of them is the name when it is made, the other when it is read (§3.4). */
  add_text (writer, "company_name", customer->name);
  add_text (writer, "name", customer->name);
  add_text (writer, "company_vat", customer->vat_number);
  add_text (writer, "contact_email", customer->email);
  add_text (writer, "contact_phone", customer->phone);
  add_text (writer, "currency", defaults->currency);
  add_text (writer, "vat_zone", defaults->vat_zone);
  add_number (writer, "payment_terms_id", defaults->payment_term);
  add_number (writer, "customer_group_id", customer->group);
  add_number (writer, "layout_id", defaults->layout);
  if (address != NULL)
    {
      add_text (writer, "attention", address->contact);
      add_text (writer, "address_street", address->street);
      add_text (writer, "address_street2", address->street2);
      add_text (writer, "address_city", address->city);
      add_text (writer, "address_zipcode", address->zip);
      add_text (writer, "address_country", address->country);
    }
  return finish (writer);
}

GBytes *
rs_rackbeat_encode_item (const RsItem *item, RsDecimal price, gint64 group, gint64 unit)
{
  RsJsonWriter *writer = begin ();

  add_text (writer, "number", item->number);
  add_text (writer, "name", item->name);
  add_number (writer, "group", group);
  add_number (writer, "unit_id", unit);
  rs_json_writer_put_decimal (writer, "sales_price", price);
  if (item->has_weight)
    {
      rs_json_writer_put_decimal (writer, "weight", rs_weight_to_grams (item->weight));
      rs_json_writer_put_string (writer, "weight_unit", "g");
    }
  add_text (writer, "goods_code", item->tariff_number);
  add_text (writer, "country_code", item->origin_country);
  return finish (writer);
}

GBytes *
rs_rackbeat_encode_delivery_term (const char *name)
{
  RsJsonWriter *writer = begin ();

  add_text (writer, "name", name);
  return finish (writer);
}
