/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* Resources that are computed and not kept: drop points near an address, quotes for rates and services
 * (Webshipper reference §3.4, §3.11, §8.9). The answer repeats what was asked. */

#define MEDIA_TYPE "application/vnd.api+json"

/* Streets that are in every town. */
static const struct
{
  const char *name, *street;
} shops[] = {
  { "Kiosk Albani", "Albanigade 2" },
  { "Superbrugsen Torvet", "Torvet 11" },
  { "Cirkel Station", "Ringvejen 140" },
};

static JsonObject *
attributes_of (JsonObject *body)
{
  return rs_sandbox_object (rs_sandbox_object (body, "data"), "attributes");
}

static JsonArray *
opening_hours (void)
{
  JsonArray *hours = json_array_new ();

  for (gint64 day = 0; day < 6; day++)
    {
      JsonObject *open = json_object_new ();

      json_object_set_int_member (open, "day", day);
      json_object_set_string_member (open, "opens_at", "08:00");
      json_object_set_string_member (open, "closes_at", day < 5 ? "20:00" : "16:00");
      json_array_add_object_element (hours, open);
    }
  return hours;
}

static JsonObject *
drop_point (guint i, const char *carrier, JsonObject *near)
{
  JsonObject *point = json_object_new ();
  const char *zip = rs_sandbox_string (near, "zip"), *city = rs_sandbox_string (near, "city"),
             *country = rs_sandbox_string (near, "country_code");
  g_autofree char *id = g_strdup_printf ("%u", 98765 + i);
  g_autofree char *latitude = g_strdup_printf ("55.39%02u", 50 + i);

  json_object_set_string_member (point, "drop_point_id", id);
  json_object_set_string_member (point, "name", shops[i].name);
  json_object_set_string_member (point, "address_1", shops[i].street);
  json_object_set_string_member (point, "zip", zip != NULL ? zip : "5000");
  json_object_set_string_member (point, "city", city != NULL ? city : "Odense C");
  json_object_set_string_member (point, "country_code", country != NULL ? country : "DK");
  json_object_set_string_member (point, "carrier_code", carrier);
  json_object_set_string_member (point, "latitude", latitude);
  json_object_set_string_member (point, "longitude", "10.3883");
  json_object_set_array_member (point, "opening_hours", opening_hours ());
  rs_sbw_set_defaults (point, "{\"address_2\":null,\"state\":null,\"phone\":null,\"routing_code\":null}");
  return point;
}

static RsWsRecord *
carrier_of (RsSandboxWebshipper *self, JsonObject *asked)
{
  RsWsRecord *rate
    = rs_sbw_find (self, "shipping_rates", (gint64) rs_sandbox_number (asked, "shipping_rate_id"));

  return rs_sbw_find (self, "carriers",
                      rate != NULL ? rate->carrier_id : (gint64) rs_sandbox_number (asked, "carrier_id"));
}

/* NULL with @refused set for a rate or carrier that is not there. */
static JsonArray *
find_drop_points (RsSandboxWebshipper *self, JsonObject *asked, RsResponse **refused)
{
  RsWsRecord *carrier = carrier_of (self, asked);
  gboolean by_rate
    = rs_sbw_find (self, "shipping_rates", (gint64) rs_sandbox_number (asked, "shipping_rate_id")) != NULL;
  JsonArray *points;

  if (carrier != NULL && !by_rate && rs_sbw_is (self, "drop_points_by_carrier", "refused"))
    {
      *refused = rs_sbw_error (422, "100", "/data", "Carrier error", "No drop points for this service.");
      return NULL;
    }
  if (carrier == NULL)
    {
      *refused = rs_sbw_error (422, "100", "/data/attributes/shipping_rate_id", "must exist",
                               "shipping_rate_id - must exist");
      return NULL;
    }
  points = json_array_new ();
  for (guint i = 0;
       i < G_N_ELEMENTS (shops) && (by_rate || rs_sbw_is (self, "drop_points_by_carrier", "answered")); i++)
    json_array_add_object_element (points, drop_point (i, rs_sandbox_string (carrier->attributes, "alias"),
                                                       rs_sandbox_object (asked, "delivery_address")));
  return points;
}

static JsonArray *
find_rate_quotes (RsSandboxWebshipper *self, JsonObject *asked)
{
  JsonArray *quotes = json_array_new ();
  GPtrArray *rates = rs_sbw_list (self, "shipping_rates");
  gint64 channel = (gint64) rs_sandbox_number (asked, "order_channel_id");

  for (guint i = 0; i < rates->len; i++)
    {
      RsWsRecord *rate = g_ptr_array_index (rates, i),
                 *carrier = rs_sbw_find (self, "carriers", rate->carrier_id);
      JsonObject *quote, *brief;

      if ((gint64) rs_sandbox_number (rate->attributes, "order_channel_id") != channel
          || rs_sandbox_bool (rate->attributes, "is_return") != rs_sandbox_bool (asked, "is_return")
          || (rs_sandbox_bool (rate->attributes, "is_hidden") && !rs_sandbox_bool (asked, "include_hidden")))
        continue;
      quote = json_object_new ();
      brief = rs_sandbox_copy (rate->attributes);
      json_object_set_int_member (brief, "id", rate->id);
      json_object_set_double_member (quote, "price", 39.0 + i % 12 * 5);
      json_object_set_string_member (quote, "currency", "DKK");
      json_object_set_string_member (
        quote, "carrier_name", carrier != NULL ? rs_sandbox_string (carrier->attributes, "alias") : NULL);
      json_object_set_string_member (quote, "carrier_logo", "https://static.example/carrier.png");
      json_object_set_object_member (quote, "shipping_rate", brief);
      json_array_add_object_element (quotes, quote);
    }
  return quotes;
}

static JsonArray *
find_service_quotes (RsSandboxWebshipper *self, JsonObject *asked, RsResponse **refused)
{
  RsWsRecord *carrier = carrier_of (self, asked);
  const char *wanted = rs_sandbox_string (asked, "service_code");
  JsonArray *all = carrier != NULL ? rs_sandbox_array (carrier->attributes, "services") : NULL;
  JsonArray *services;

  if (all == NULL)
    {
      *refused
        = rs_sbw_error (422, "100", "/data/attributes/carrier_id", "must exist", "carrier_id - must exist");
      return NULL;
    }
  services = json_array_new ();
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *service = rs_sandbox_copy (json_array_get_object_element (all, i));

      if (wanted != NULL && g_strcmp0 (rs_sandbox_string (service, "service_code"), wanted) != 0)
        {
          json_object_unref (service);
          continue;
        }
      rs_sbw_set_defaults (
        service,
        "{\"supports_paperless\":false,\"cost_price\":41.5,\"currency\":\"DKK\",\"vat_percent\":25.0,"
        "\"estimated_delivery_date_from\":null,\"estimated_delivery_date_to\":null,\"add_ons\":[],"
        "\"parameters\":[],\"country_combinations\":[],\"barcode_requirement\":null,"
        "\"waybill_requirement\":null,\"booking_quote_info\":null,\"supported_colli_types\":[],"
        "\"approved\":true,\"hidden\":false}");
      json_array_add_object_element (services, service);
    }
  return services;
}

gboolean
rs_sbw_is_computed (const char *type)
{
  return g_str_equal (type, "drop_point_locators") || g_str_equal (type, "rate_quotes")
         || g_str_equal (type, "service_quotes");
}

RsResponse *
rs_sbw_compute (RsSandboxWebshipper *self, RsRequest *request, const char *type)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) root = json_object_new ();
  JsonObject *asked = attributes_of (body), *answer, *resource;
  gboolean points = g_str_equal (type, "drop_point_locators"), rates = g_str_equal (type, "rate_quotes");
  RsResponse *refused = NULL;
  JsonArray *found;

  if (asked == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  found = points  ? find_drop_points (self, asked, &refused)
          : rates ? find_rate_quotes (self, asked)
                  : find_service_quotes (self, asked, &refused);
  if (found == NULL)
    return refused;
  answer = rs_sandbox_copy (asked);
  json_object_set_array_member (answer, points ? "drop_points" : rates ? "quotes" : "services", found);
  if (rates)
    json_object_set_boolean_member (answer, "success", TRUE);
  resource = json_object_new ();
  json_object_set_string_member (resource, "id", "1");
  json_object_set_string_member (resource, "type", type);
  json_object_set_object_member (resource, "attributes", answer);
  json_object_set_object_member (root, "data", resource);
  return rs_sandbox_json_response (201, MEDIA_TYPE, rs_sandbox_object_node (root));
}
