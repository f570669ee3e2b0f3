/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-codec.h"
#include "rs-rackbeat-kinds.h"

/* "type" tells a lot from a product; where it is missing, only lots have components and these settings
 * (§3.6). */
static gboolean
read_is_lot (const RsJson *json)
{
  g_autofree char *type = rs_json_dup_string (json, "type", RS_JSON_LENIENT);
  RsJson lines;

  if (type != NULL && type[0] != '\0')
    return g_strcmp0 (type, "lot") == 0;
  return rs_json_array (json, "lines", RS_JSON_LENIENT, &lines) || rs_reader_has_key (json, "min_produced")
         || rs_reader_has_key (json, "adjust_to_zero");
}

RsItem *
rs_rackbeat_read_item (const RsJson *json)
{
  g_autoptr (RsItem) item = rs_item_new ();
  RsJson physical;

  item->number = rs_reader_dup_key (json, "number");
  item->name = rs_json_dup_string (json, "name", RS_JSON_OPTIONAL);
  item->barcode = rs_json_dup_string (json, "barcode", RS_JSON_OPTIONAL);
  item->is_lot = read_is_lot (json);
  item->knows_inventory = rs_json_has (json, "inventory_enabled");
  item->has_inventory = rs_json_get_bool (json, "inventory_enabled", RS_JSON_OPTIONAL);
  if (rs_reader_get_object (json, "physical", &physical))
    item->has_weight = rs_reader_get_weight (&physical, "weight", "weight_unit", NULL, &item->weight);
  item->available
    = rs_json_get_decimal (json, "available_quantity", RS_JSON_OPTIONAL, &item->knows_available);
  item->tariff_number = rs_json_dup_string (json, "goods_code", RS_JSON_OPTIONAL);
  item->origin_country = rs_json_dup_string (json, "country_code", RS_JSON_OPTIONAL);
  item->updated_at = rs_json_get_instant (json, "updated_at", RS_JSON_OPTIONAL);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&item);
}

/* Customers have their address flat, as a nested billing address, or both (§3.4). */
static RsAddress *
read_customer_address (const RsJson *json)
{
  RsAddress *address;
  RsJson nested;

  if (rs_reader_get_object (json, "billing_address", &nested))
    return rs_rackbeat_read_address (&nested);
  address = rs_address_new ();
  address->street = rs_json_dup_string (json, "address_street", RS_JSON_LENIENT);
  address->street2 = rs_json_dup_string (json, "address_street2", RS_JSON_LENIENT);
  address->city = rs_json_dup_string (json, "address_city", RS_JSON_LENIENT);
  address->zip = rs_json_dup_string (json, "address_zipcode", RS_JSON_LENIENT);
  address->country = rs_json_dup_string (json, "address_country", RS_JSON_LENIENT);
  return address;
}

RsRbCustomer *
rs_rackbeat_read_customer (const RsJson *json)
{
  g_autoptr (RsRbCustomer) customer = rs_rb_customer_new ();

  customer->number = rs_reader_get_id (json, "number", RS_JSON_REQUIRED);
  customer->name = rs_json_dup_string (json, "name", RS_JSON_OPTIONAL);
  if (customer->name == NULL)
    customer->name = rs_json_dup_string (json, "company_name", RS_JSON_OPTIONAL);
  customer->vat_number = rs_json_dup_string (json, "company_vat", RS_JSON_OPTIONAL);
  customer->email = rs_json_dup_string (json, "contact_email", RS_JSON_OPTIONAL);
  customer->phone = rs_json_dup_string (json, "contact_phone", RS_JSON_OPTIONAL);
  customer->group = rs_reader_get_id (json, "customer_group_id", RS_JSON_LENIENT);
  customer->is_barred = rs_json_get_bool (json, "is_barred", RS_JSON_LENIENT);
  customer->address = read_customer_address (json);
  customer->updated_at = rs_json_get_instant (json, "updated_at", RS_JSON_OPTIONAL);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&customer);
}

RsDeliveryTerm *
rs_rackbeat_read_delivery_term (const RsJson *json)
{
  g_autoptr (RsDeliveryTerm) term = rs_delivery_term_new ();

  term->number = rs_reader_get_id (json, "number", RS_JSON_REQUIRED);
  term->name = rs_json_dup_string (json, "name", RS_JSON_OPTIONAL);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&term);
}

RsRbAccount *
rs_rackbeat_read_account (const RsJson *json)
{
  g_autoptr (RsRbAccount) account = rs_rb_account_new ();
  RsJson company, address, user;

  if (rs_json_object (json, "user_account", RS_JSON_REQUIRED, &company))
    {
      account->agreement_number = rs_reader_get_id (&company, "id", RS_JSON_REQUIRED);
      account->company = rs_json_dup_string (&company, "company_name", RS_JSON_OPTIONAL);
      if (rs_reader_get_object (&company, "address", &address))
        account->address = rs_rackbeat_read_address (&address);
    }
  if (account->address != NULL && account->address->company == NULL)
    account->address->company = g_strdup (account->company);
  if (rs_reader_get_object (json, "user", &user))
    {
      account->user = rs_json_dup_string (&user, "name", RS_JSON_OPTIONAL);
      if (account->user == NULL)
        account->user = rs_json_dup_string (&user, "email", RS_JSON_OPTIONAL);
    }
  return rs_json_failed (json) ? NULL : g_steal_pointer (&account);
}

RsCustomField *
rs_rackbeat_read_custom_field (const RsJson *json)
{
  g_autoptr (RsCustomField) field = rs_custom_field_new ();

  field->id = rs_reader_get_id (json, "id", RS_JSON_REQUIRED);
  field->name = rs_json_dup_string (json, "name", RS_JSON_OPTIONAL);
  field->slug = rs_json_dup_string (json, "slug", RS_JSON_OPTIONAL);
  field->available_for = rs_json_dup_string (json, "available_for", RS_JSON_LENIENT);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&field);
}

/* A tracking note is looked for by its text, so the text must be right; nothing rests on the id. */
RsNote *
rs_rackbeat_read_note (const RsJson *json)
{
  g_autoptr (RsNote) note = rs_note_new ();

  note->id = rs_reader_get_id (json, "id", RS_JSON_LENIENT);
  note->text = rs_json_dup_string (json, "note", RS_JSON_OPTIONAL);
  note->created_at = rs_json_get_instant (json, "created_at", RS_JSON_LENIENT);
  return rs_json_failed (json) ? NULL : g_steal_pointer (&note);
}
