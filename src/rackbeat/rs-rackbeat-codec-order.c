/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"
#include "rs-reader.h"

static char *
text_of (const RsJson *json, const char *name)
{
  return rs_json_dup_string (json, name, RS_JSON_OPTIONAL);
}

/* An address whose keys all begin with @prefix. */
static RsAddress *
read_prefixed_address (const RsJson *json, const char *prefix)
{
  g_autoptr (RsAddress) address = rs_address_new ();
  const struct
  {
    const char *name;
    char **field;
  } members[] = {
    { "name", &address->company },    { "attention", &address->contact }, { "street", &address->street },
    { "street2", &address->street2 }, { "zipcode", &address->zip },       { "city", &address->city },
    { "state", &address->state },     { "country", &address->country },   { "phone", &address->phone },
    { "email", &address->email },
  };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char name[64];

      g_snprintf (name, sizeof name, "%s%s", prefix, members[i].name);
      *members[i].field = text_of (json, name);
    }
  return g_steal_pointer (&address);
}

RsAddress *
rs_rackbeat_read_address (const RsJson *json)
{
  return read_prefixed_address (json, "");
}

/* The nested object, or the flat keys that older answers had beside or instead of it (§3.1). */
static RsAddress *
read_order_address (const RsJson *json, const char *name, const char *flat_prefix)
{
  g_autoptr (RsAddress) flat = NULL;
  RsJson object;

  if (rs_reader_get_object (json, name, &object))
    return rs_rackbeat_read_address (&object);
  flat = read_prefixed_address (json, flat_prefix);
  return rs_address_is_empty (flat) ? NULL : g_steal_pointer (&flat);
}

static void
read_customer (const RsJson *json, RsRbOrder *order)
{
  RsJson customer, group;

  order->customer_number = rs_reader_get_id (json, "customer_id", RS_JSON_OPTIONAL);
  if (!rs_reader_get_object (json, "customer", &customer))
    return;
  if (order->customer_number == 0)
    order->customer_number = rs_reader_get_id (&customer, "number", RS_JSON_OPTIONAL);
  /* Both names of the name are seen (§3.4). */
  order->customer_name = text_of (&customer, "name");
  if (order->customer_name == NULL)
    order->customer_name = text_of (&customer, "company_name");
  order->customer_email = text_of (&customer, "contact_email");
  order->customer_phone = text_of (&customer, "contact_phone");
  order->customer_vat_number = text_of (&customer, "company_vat");
  order->customer_group = rs_reader_get_id (&customer, "customer_group_id", RS_JSON_OPTIONAL);
  if (order->customer_group == 0 && rs_reader_get_object (&customer, "customer_group", &group))
    order->customer_group = rs_reader_get_id (&group, "number", RS_JSON_OPTIONAL);
}

/* It is UNKNOWN which spelling orders carry, so all of them are read (§3.1): an object, its id beside or
 * instead of it, or the bare number under the object's name. */
static void
read_delivery_term (const RsJson *json, RsRbOrder *order)
{
  RsJson term;

  order->knows_delivery_term
    = rs_reader_has_key (json, "delivery_terms") || rs_reader_has_key (json, "delivery_terms_id");
  if (rs_json_object (json, "delivery_terms", RS_JSON_LENIENT, &term))
    {
      order->delivery_term = rs_reader_get_id (&term, "number", RS_JSON_OPTIONAL);
      if (order->delivery_term == 0)
        order->delivery_term = rs_reader_get_id (&term, "id", RS_JSON_OPTIONAL);
      order->delivery_term_name = text_of (&term, "name");
    }
  else if (!rs_json_array (json, "delivery_terms", RS_JSON_LENIENT, &term) || rs_json_length (&term) > 0)
    order->delivery_term = rs_reader_get_id (json, "delivery_terms", RS_JSON_OPTIONAL);
  if (order->delivery_term == 0)
    order->delivery_term = rs_reader_get_id (json, "delivery_terms_id", RS_JSON_OPTIONAL);
}

/* "their_reference" is the customer's contact: a text, or (by analogy with our_reference) a person. */
static char *
read_their_reference (const RsJson *json)
{
  RsJson person;

  if (rs_json_object (json, "their_reference", RS_JSON_LENIENT, &person))
    return text_of (&person, "name");
  return text_of (json, "their_reference");
}

static RsRbLine *
read_line (const RsJson *json)
{
  g_autoptr (RsRbLine) line = rs_rb_line_new ();
  gboolean is_item;

  line->id = rs_reader_get_id (json, "id", RS_JSON_REQUIRED);
  line->item_number = text_of (json, "child_id");
  line->item_type = text_of (json, "child_type");
  line->name = text_of (json, "name");
  line->variation = rs_rackbeat_read_variation (json);
  /* A text line has no item and may have no quantity; a line of an item without one is nothing we may guess.
   */
  is_item = line->item_number != NULL && line->item_number[0] != '\0';
  line->quantity
    = rs_json_get_decimal (json, "quantity", is_item ? RS_JSON_REQUIRED : RS_JSON_OPTIONAL, NULL);
  line->shipped = rs_json_get_decimal (json, "quantity_shipped", RS_JSON_OPTIONAL, &line->has_shipped);
  line->unit_price = rs_json_get_decimal (json, "line_price", RS_JSON_OPTIONAL, NULL);
  line->discount_percent = rs_json_get_decimal (json, "discount_percentage", RS_JSON_OPTIONAL, NULL);
  line->vat_percent = rs_json_get_decimal (json, "vat_percentage", RS_JSON_OPTIONAL, NULL);
  return g_steal_pointer (&line);
}

static void
read_lines (const RsJson *json, GPtrArray *lines)
{
  RsJson array, element;

  if (!rs_json_array (json, "lines", RS_JSON_REQUIRED, &array))
    return;
  for (guint i = 0; i < rs_json_length (&array) && !rs_json_failed (json); i++)
    {
      rs_json_element (&array, i, &element);
      g_ptr_array_add (lines, read_line (&element));
    }
}

/* The three flags that decide whether an order may cross are required: a cancelled order must not be sent
 * because a key went missing. The others only add to the picture. */
static void
read_state (const RsJson *json, RsRbOrder *order)
{
  order->is_booked = rs_json_get_bool (json, "is_booked", RS_JSON_REQUIRED);
  order->is_cancelled = rs_json_get_bool (json, "is_cancelled", RS_JSON_REQUIRED);
  order->is_shipped = rs_json_get_bool (json, "is_shipped", RS_JSON_REQUIRED);
  order->is_archived = rs_json_get_bool (json, "is_archived", RS_JSON_OPTIONAL);
  order->is_ready_for_shipping = rs_json_get_bool (json, "is_ready_for_shipping", RS_JSON_OPTIONAL);
  order->is_partly_shipped = rs_json_get_bool (json, "is_partly_shipped", RS_JSON_OPTIONAL);
  order->is_invoiced = rs_json_get_bool (json, "is_invoiced", RS_JSON_OPTIONAL);
}

RsRbOrder *
rs_rackbeat_read_order (const RsJson *json)
{
  g_autoptr (RsRbOrder) order = rs_rb_order_new ();

  order->number = rs_reader_get_id (json, "number", RS_JSON_REQUIRED);
  order->heading = text_of (json, "heading");
  order->note = text_of (json, "note");
  order->other_reference = text_of (json, "other_reference");
  order->their_reference = read_their_reference (json);
  read_customer (json, order);
  order->billing_address = read_order_address (json, "billing_address", "address_");
  if (order->billing_address != NULL)
    order->billing_address->vat_number = g_strdup (order->customer_vat_number);
  order->delivery_address = read_order_address (json, "delivery_address", "delivery_address_");
  read_delivery_term (json, order);
  order->currency = text_of (json, "currency");
  order->subtotal = rs_json_get_decimal (json, "total_subtotal", RS_JSON_OPTIONAL, NULL);
  order->total = rs_json_get_decimal (json, "total_total", RS_JSON_OPTIONAL, NULL);
  order->order_date = text_of (json, "order_date");
  read_state (json, order);
  read_lines (json, order->lines);
  /* Other forms of dates than the documented ones are soft failures (§1.3), but the cursor rests on
   * updated_at. */
  order->deliver_at = rs_json_get_instant (json, "deliver_at", RS_JSON_LENIENT);
  order->booked_at = rs_json_get_instant (json, "booked_at", RS_JSON_LENIENT);
  order->created_at = rs_json_get_instant (json, "created_at", RS_JSON_LENIENT);
  order->updated_at = rs_json_get_instant (json, "updated_at", RS_JSON_OPTIONAL);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&order);
}
