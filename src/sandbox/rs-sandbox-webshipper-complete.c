/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What an order shows beyond what was sent: every key of Webshipper reference §3.1–3.4 and §8.2 is there,
 * null where nobody said anything. */

void
rs_sbw_set_defaults (JsonObject *object, const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  g_assert (root != NULL);
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &name, &member))
    if (!json_object_has_member (object, name))
      json_object_set_member (object, name, json_node_copy (member));
}

/* @names ends with NULL. */
static void
set_nulls (JsonObject *object, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!json_object_has_member (object, names[i]))
      json_object_set_null_member (object, names[i]);
}

static void
set_false (JsonObject *object, const char *name)
{
  if (!json_object_has_member (object, name))
    json_object_set_boolean_member (object, name, FALSE);
}

static void
set_object (JsonObject *object, const char *name)
{
  if (!json_object_has_member (object, name))
    json_object_set_object_member (object, name, json_object_new ());
}

/* An id of its own and the moments of making and changing, kept when it has them. */
static void
set_identity (RsSandboxWebshipper *self, JsonObject *object)
{
  g_autofree char *now = rs_sbw_time (rs_sbw_now (self));

  if (!json_object_has_member (object, "id") || JSON_NODE_HOLDS_NULL (json_object_get_member (object, "id")))
    {
      json_object_set_int_member (object, "id", self->next_id++);
      json_object_set_string_member (object, "created_at", now);
    }
  if (!json_object_has_member (object, "created_at"))
    json_object_set_string_member (object, "created_at", now);
  json_object_set_string_member (object, "updated_at", now);
}

void
rs_sbw_complete_line (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *line, gboolean first)
{
  static const char *const nulls[]
    = { "sku",        "description", "location", "tarif_number", "country_of_origin", "ext_ref",
        "package_id", "weight",      NULL };
  double price = rs_sandbox_number (line, "unit_price"),
         discount = rs_sandbox_number (line, "discount_value");
  gboolean percent = g_strcmp0 (rs_sandbox_string (line, "discount_type"), "percent") == 0;

  set_identity (self, line);
  json_object_set_int_member (line, "order_id", order->id);
  if (!json_object_has_member (line, "status"))
    {
      if (first || rs_sbw_is (self, "line_status", "pending"))
        json_object_set_string_member (line, "status", "pending");
      else
        json_object_set_null_member (line, "status");
    }
  set_nulls (line, nulls);
  set_false (line, "is_virtual");
  set_object (line, "dangerous_goods_details");
  set_object (line, "additional_attributes");
  if (!json_object_has_member (line, "weight_unit"))
    json_object_set_string_member (line, "weight_unit", "g");
  if (!json_object_has_member (line, "vat_percent"))
    json_object_set_double_member (line, "vat_percent", 0);
  json_object_set_double_member (line, "unit_price", price);
  json_object_set_double_member (line, "discount_value", discount);
  if (!json_object_has_member (line, "discount_type"))
    json_object_set_string_member (line, "discount_type", "fixed");
  json_object_set_double_member (line, "discounted_unit_price",
                                 percent ? price * (1 - discount / 100) : price - discount);
}

void
rs_sbw_complete_address (RsSandboxWebshipper *self, JsonObject *attributes, const char *name,
                         const char *type)
{
  static const char *const nulls[] = { "att_contact",
                                       "company_name",
                                       "address_1",
                                       "address_2",
                                       "zip",
                                       "city",
                                       "country_code",
                                       "state",
                                       "phone",
                                       "email",
                                       "vat_no",
                                       "voec",
                                       "eori",
                                       "sprn",
                                       "ioss",
                                       "fda",
                                       "ext_location",
                                       "duns",
                                       "personal_customs_no",
                                       NULL };
  JsonObject *address = rs_sandbox_object (attributes, name);
  const char *company = rs_sandbox_string (address, "company_name");
  const char *contact = rs_sandbox_string (address, "att_contact");
  g_autofree char *recipient = NULL;

  if (address == NULL)
    return;
  set_identity (self, address);
  set_nulls (address, nulls);
  set_object (address, "company_customs_numbers");
  recipient = company != NULL && contact != NULL ? g_strdup_printf ("%s, %s", company, contact)
                                                 : g_strdup (company != NULL ? company : contact);
  json_object_set_string_member (address, "formatted_recipient", recipient);
  json_object_set_string_member (address, "address_type", type);
}

static void
complete_part (RsSandboxWebshipper *self, RsWsRecord *order, const char *name, const char *const *nulls)
{
  JsonObject *part = rs_sandbox_object (order->attributes, name);

  if (part == NULL)
    return;
  set_identity (self, part);
  json_object_set_int_member (part, "order_id", order->id);
  set_nulls (part, nulls);
}

void
rs_sbw_complete_order (RsSandboxWebshipper *self, RsWsRecord *order)
{
  static const char *const nulls[] = { "ext_ref",
                                       "visible_ref",
                                       "drop_point",
                                       "original_shipping",
                                       "internal_comment",
                                       "external_comment",
                                       "lock_state",
                                       "error_class",
                                       "error_message",
                                       "slip_printed",
                                       "label_printed",
                                       "latest_activity",
                                       "csv_upload_id",
                                       "currency",
                                       "billing_address",
                                       "latest_status_event",
                                       "delivery_address",
                                       "sender_address",
                                       "sold_from_address",
                                       "shipping_rate_id",
                                       NULL };
  static const char *const of_shipping[] = { "shipping_code", "shipping_name", "price", "vat_percent", NULL };
  static const char *const of_drop_point[]
    = { "drop_point_id", "name",         "address_1", "address_2", "zip",
        "city",          "country_code", "state",     "phone",     "email",
        "carrier_code",  "routing_code", "longitude", "latitude",  NULL };
  JsonObject *attributes = order->attributes, *drop_point;

  set_nulls (attributes, nulls);
  set_false (attributes, "create_shipment_automatically");
  if (rs_sandbox_array (attributes, "tags") == NULL)
    json_object_set_array_member (attributes, "tags", json_array_new ());
  if (rs_sandbox_array (attributes, "order_lines") == NULL)
    json_object_set_array_member (attributes, "order_lines", json_array_new ());
  rs_sbw_complete_address (self, attributes, "delivery_address", "recipient");
  rs_sbw_complete_address (self, attributes, "billing_address", "order_address");
  rs_sbw_complete_address (self, attributes, "sender_address", "order_address");
  rs_sbw_complete_address (self, attributes, "sold_from_address", "order_address");
  complete_part (self, order, "original_shipping", of_shipping);
  complete_part (self, order, "drop_point", of_drop_point);
  drop_point = rs_sandbox_object (attributes, "drop_point");
  if (drop_point != NULL && rs_sandbox_array (drop_point, "opening_hours") == NULL)
    json_object_set_array_member (drop_point, "opening_hours", json_array_new ());
}
