/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* What shipments, their packages and their tracking show (Webshipper reference §3.5–3.7, §8.6, §8.10). */

static void
complete_customs_line (RsSandboxWebshipper *self, JsonObject *line, gint64 package, const char *now)
{
  json_object_set_int_member (line, "id", self->next_id++);
  json_object_set_int_member (line, "package_id", package);
  json_object_set_string_member (line, "created_at", now);
  json_object_set_string_member (line, "updated_at", now);
  rs_sbw_set_defaults (
    line, "{\"vat_percent\":null,\"discount\":null,\"dangerous_goods_details\":{},\"ext_ref\":null}");
}

void
rs_sbw_complete_package (RsSandboxWebshipper *self, RsWsRecord *shipment, JsonObject *package)
{
  g_autofree char *now = rs_sbw_time (rs_sbw_now (self));
  gint64 id = self->next_id++;
  JsonArray *customs;

  json_object_set_int_member (package, "id", id);
  json_object_set_int_member (package, "shipment_id", shipment->id);
  json_object_set_string_member (package, "created_at", now);
  json_object_set_string_member (package, "updated_at", now);
  rs_sbw_set_defaults (
    package, "{\"weight\":0,\"weight_unit\":\"g\",\"dimensions\":null,\"barcode_usage_id\":null,"
             "\"barcode_usage_type\":null,\"ext_ref\":null,\"labelless_code\":null,\"colli_type\":null,"
             "\"add_ons\":[],\"order_lines\":[],\"customs_lines\":[]}");
  customs = rs_sandbox_array (package, "customs_lines");
  for (guint i = 0; customs != NULL && i < json_array_get_length (customs); i++)
    complete_customs_line (self, json_array_get_object_element (customs, i), id, now);
}

static gboolean
holds_objects (JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

RsResponse *
rs_sbw_check_parcels (JsonObject *given)
{
  JsonArray *packages = given != NULL ? rs_sandbox_array (given, "packages") : NULL;
  /* Something that is no list is not "no packages": that would book the whole order. */
  gboolean said = given != NULL && json_object_has_member (given, "packages");
  gboolean good
    = holds_objects (packages) && (packages != NULL ? json_array_get_length (packages) > 0 : !said);

  for (guint i = 0; good && packages != NULL && i < json_array_get_length (packages); i++)
    {
      JsonObject *package = json_array_get_object_element (packages, i);

      good = holds_objects (rs_sandbox_array (package, "order_lines"))
             && holds_objects (rs_sandbox_array (package, "customs_lines"));
    }
  return good ? NULL
              : rs_sbw_error (422, "100", "/data/attributes/packages", "is invalid", "packages - is invalid");
}

/* Who is not named is as another (§3.5). */
static void
copy_address (JsonObject *attributes, const char *name, const char *source)
{
  JsonObject *address = rs_sandbox_object (attributes, source);

  if (rs_sandbox_object (attributes, name) == NULL && address != NULL)
    json_object_set_object_member (attributes, name, rs_sandbox_copy (address));
}

void
rs_sbw_complete_shipment (RsSandboxWebshipper *self, RsWsRecord *shipment)
{
  JsonObject *attributes = shipment->attributes;
  const RsSbwTransit first_word
    = { "information_received", "The carrier has the data of the parcel", NULL, NULL };
  RsWsRecord *carrier = rs_sbw_find (self, "carriers", (gint64) rs_sandbox_number (attributes, "carrier_id"));
  const char *alias = carrier != NULL ? rs_sandbox_string (carrier->attributes, "alias") : NULL;
  g_autofree char *type = g_strdup_printf ("%s Denmark", alias != NULL ? alias : "Dummy");
  g_autofree char *now = rs_sbw_time (rs_sbw_now (self));

  if (rs_sandbox_string (attributes, "send_time") == NULL)
    json_object_set_string_member (attributes, "send_time", now);
  json_object_set_string_member (attributes, "carrier_alias", alias);
  json_object_set_string_member (attributes, "carrier_type_name", type);
  rs_sbw_set_defaults (
    attributes,
    "{\"reference\":null,\"comment\":\"\",\"service_code\":null,\"is_return\":false,\"source\":\"api\","
    "\"test_mode\":false,\"supports_updates\":false,\"drop_point\":null,\"cost_price\":41.5,"
    "\"sales_price\":null,\"currency\":\"DKK\",\"ext_ref\":null,\"latest_update_time\":null,"
    "\"original_shipment_id\":null,\"fulfill_immediately\":true,\"omit_print\":false,"
    "\"dutiable\":null,\"included_documents\":[],\"latest_activity\":null}");
  copy_address (attributes, "billing_address", "delivery_address");
  copy_address (attributes, "pickup_address", "sender_address");
  copy_address (attributes, "return_address", "sender_address");
  rs_sbw_track (self, shipment, &first_word);
}
