/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-codec.h"
#include "rs-webshipper-kinds.h"

static gpointer
read_order (const RsJson *resource)
{
  return rs_webshipper_read_order (resource);
}

static gpointer
read_shipment (const RsJson *resource)
{
  return rs_webshipper_read_shipment (resource);
}

static gpointer
read_rate (const RsJson *resource)
{
  return rs_webshipper_read_rate (resource);
}

static gpointer
read_channel (const RsJson *resource)
{
  return rs_webshipper_read_channel (resource);
}

const RsDocumentKind rs_ws_kind_order = { "order", "id", read_order, (GDestroyNotify) rs_ws_order_unref };
const RsDocumentKind rs_ws_kind_shipment
  = { "shipment", "id", read_shipment, (GDestroyNotify) rs_ws_shipment_unref };
const RsDocumentKind rs_ws_kind_rate
  = { "shipping_rate", "id", read_rate, (GDestroyNotify) rs_shipping_rate_unref };
const RsDocumentKind rs_ws_kind_channel
  = { "order_channel", "id", read_channel, (GDestroyNotify) rs_order_channel_unref };

RsWsOrder *
rs_webshipper_decode_order (const char *text, GError **error)
{
  return rs_document_decode (&rs_ws_kind_order, text, error);
}

RsWsShipment *
rs_webshipper_decode_shipment (const char *text, GError **error)
{
  return rs_document_decode (&rs_ws_kind_shipment, text, error);
}

static gboolean
get_relationship (const RsJson *resource, const char *name, RsJson *relationships, RsJson *out)
{
  return rs_json_object (resource, "relationships", RS_JSON_LENIENT, relationships)
         && rs_json_object (relationships, name, RS_JSON_LENIENT, out);
}

char *
rs_webshipper_read_linkage (const RsJson *resource, const char *name)
{
  RsJson relationships, relationship, linkage;
  g_autofree char *id = NULL;

  if (!get_relationship (resource, name, &relationships, &relationship)
      || !rs_json_object (&relationship, "data", RS_JSON_LENIENT, &linkage))
    return NULL;
  id = rs_json_dup_string (&linkage, "id", RS_JSON_LENIENT);
  return id != NULL && id[0] != '\0' ? g_steal_pointer (&id) : NULL;
}

GPtrArray *
rs_webshipper_read_linkages (const RsJson *resource, const char *name)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  RsJson relationships, relationship, array, element;

  if (!get_relationship (resource, name, &relationships, &relationship)
      || !rs_json_array (&relationship, "data", RS_JSON_LENIENT, &array))
    return g_steal_pointer (&ids);
  for (guint i = 0; i < rs_json_length (&array); i++)
    {
      char *id;

      rs_json_element (&array, i, &element);
      id = rs_json_dup_string (&element, "id", RS_JSON_LENIENT);
      if (id != NULL)
        g_ptr_array_add (ids, id);
    }
  return g_steal_pointer (&ids);
}

RsAddress *
rs_webshipper_read_address (const RsJson *json)
{
  RsAddress *address = rs_address_new ();

  address->company = rs_json_dup_string (json, "company_name", RS_JSON_OPTIONAL);
  address->contact = rs_json_dup_string (json, "att_contact", RS_JSON_OPTIONAL);
  address->street = rs_json_dup_string (json, "address_1", RS_JSON_OPTIONAL);
  address->street2 = rs_json_dup_string (json, "address_2", RS_JSON_OPTIONAL);
  address->zip = rs_json_dup_string (json, "zip", RS_JSON_OPTIONAL);
  address->city = rs_json_dup_string (json, "city", RS_JSON_OPTIONAL);
  address->state = rs_json_dup_string (json, "state", RS_JSON_OPTIONAL);
  address->country = rs_json_dup_string (json, "country_code", RS_JSON_OPTIONAL);
  address->phone = rs_json_dup_string (json, "phone", RS_JSON_OPTIONAL);
  address->email = rs_json_dup_string (json, "email", RS_JSON_OPTIONAL);
  address->vat_number = rs_json_dup_string (json, "vat_no", RS_JSON_OPTIONAL);
  return address;
}
