/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* The account as it is found: carriers, order channels, shipping rates (Webshipper reference §3.9, §3.10,
 * §8.8). */

#define CHANNEL_DEFAULTS                                                                                       \
  "{\"create_shipment_automatically\":false,\"attrs\":[],\"failed_sync_count\":0,\"auto_order_import\":false," \
  "\"slip_print_mode\":\"dont_print\",\"shipping_label_print_mode\":\"print_immediately\","                    \
  "\"return_label_print_mode\":\"dont_print\",\"document_print_mode\":\"dont_print\",\"drop_point_limit\":10," \
  "\"has_configuration_token\":false,\"configuration_token\":null,\"health\":{\"health\":100},\"logo\":null}"

#define RATE_DEFAULTS                                                                                             \
  "{\"visible_for\":\"any\",\"comment_map\":\"\",\"reference_map\":\"{{order.visible_ref}}\",\"dutiable\":false," \
  "\"click_collect\":null,\"default_colli_type\":null,\"dimensions\":null,\"add_ons\":[],"                        \
  "\"service_attributes\":[],\"custom_message\":null}"

typedef struct
{
  const char *name, *carrier, *service;
  gboolean drop_point, email, sms, is_return, hidden;
} Rate;

static const Rate rates[] = {
  { "GLS Erhverv", "GLS", "GLSDK_BP", FALSE, TRUE, FALSE, FALSE, FALSE },
  { "GLS Pakkeshop", "GLS", "GLSDK_SD", TRUE, TRUE, TRUE, FALSE, FALSE },
  { "GLS Privat", "GLS", "GLSDK_HD", FALSE, TRUE, TRUE, FALSE, FALSE },
  { "PostNord MyPack Home", "PostNord", "PDK_17", FALSE, FALSE, TRUE, FALSE, FALSE },
  { "PostNord Erhverv", "PostNord", "PDK_18", FALSE, FALSE, FALSE, FALSE, FALSE },
  { "DAO pakkeshop", "DAO", "DAO_SHOP", TRUE, FALSE, TRUE, FALSE, FALSE },
  { "DAO Direkte", "DAO", "DAO_HOME", FALSE, FALSE, TRUE, FALSE, FALSE },
  { "Bring - Business Parcel", "Bring", "BRING_330", FALSE, FALSE, FALSE, FALSE, FALSE },
  { "DHL Express", "DHL", "DHL_P", FALSE, TRUE, FALSE, FALSE, FALSE },
  { "Afhentning", "GLS", "PICKUP", FALSE, FALSE, FALSE, FALSE, FALSE },
  { "GLS Retur", "GLS", "GLSDK_SRS", FALSE, FALSE, FALSE, TRUE, FALSE },
  { "Intern kørsel", "GLS", "INTERN", FALSE, FALSE, FALSE, FALSE, TRUE },
};

/* What the carrier offers: the services that rates are made of. */
static JsonArray *
list_services (const char *carrier)
{
  JsonArray *services = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      JsonObject *service;

      if (!g_str_equal (rates[i].carrier, carrier))
        continue;
      service = json_object_new ();
      json_object_set_string_member (service, "service_code", rates[i].service);
      json_object_set_string_member (service, "service_name", rates[i].name);
      json_object_set_boolean_member (service, "is_return", rates[i].is_return);
      json_object_set_boolean_member (service, "requires_drop_point", rates[i].drop_point);
      json_array_add_object_element (services, service);
    }
  return services;
}

static void
add_return_register (RsSandboxWebshipper *self, const char *type, const char *name)
{
  JsonObject *attributes = json_object_new ();

  json_object_set_string_member (attributes, "name", name);
  rs_sbw_set_register_defaults (type, attributes);
  rs_sbw_add (self, type, attributes);
}

void
rs_sandbox_webshipper_populate (RsSandboxService *service)
{
  RsSandboxWebshipper *self = RS_SANDBOX_WEBSHIPPER (service);
  static const char *const carrier_names[] = { "GLS", "PostNord", "DAO", "Bring", "DHL" };
  static const char *const channel_names[] = { "Rackbeat", "Webshop" };
  gint64 carriers[G_N_ELEMENTS (carrier_names)];

  for (guint i = 0; i < G_N_ELEMENTS (carrier_names); i++)
    {
      JsonObject *attributes = json_object_new ();

      json_object_set_string_member (attributes, "alias", carrier_names[i]);
      rs_sbw_set_defaults (attributes,
                           "{\"prefer_zpl\":false,\"is_approved\":true,\"test_mode\":false,\"attrs\":[],"
                           "\"delete_at_carrier\":false,\"logo\":null,\"logo_url\":null}");
      json_object_set_array_member (attributes, "services", list_services (carrier_names[i]));
      carriers[i] = rs_sbw_add (self, "carriers", attributes)->id;
    }
  for (guint i = 0; i < G_N_ELEMENTS (channel_names); i++)
    {
      JsonObject *attributes = json_object_new (), *sender = json_object_new ();
      gint64 channel;

      json_object_set_string_member (attributes, "channel_label", channel_names[i]);
      json_object_set_string_member (attributes, "sync_status", "synchronize");
      json_object_set_boolean_member (attributes, "fulfill_automatically", TRUE);
      rs_sbw_set_defaults (attributes, CHANNEL_DEFAULTS);
      json_object_set_string_member (sender, "company_name", "Nordlys Cykler ApS");
      json_object_set_string_member (sender, "address_1", "Havnegade 12");
      json_object_set_string_member (sender, "zip", "8000");
      json_object_set_string_member (sender, "city", "Aarhus C");
      json_object_set_string_member (sender, "country_code", "DK");
      json_object_set_string_member (sender, "email", "lager@nordlys.example");
      json_object_set_object_member (attributes, "sender_address", sender);
      channel = rs_sbw_add (self, "order_channels", attributes)->id;
      for (guint j = 0; j < G_N_ELEMENTS (rates); j++)
        {
          JsonObject *rate = json_object_new ();
          RsWsRecord *record;

          json_object_set_int_member (rate, "order_channel_id", channel);
          json_object_set_string_member (rate, "name", rates[j].name);
          json_object_set_string_member (rate, "carrier_service_code", rates[j].service);
          json_object_set_boolean_member (rate, "require_drop_point", rates[j].drop_point);
          json_object_set_boolean_member (rate, "carriers_email", rates[j].email);
          if (rates[j].sms)
            json_object_set_boolean_member (rate, "carriers_sms", TRUE);
          else
            json_object_set_null_member (rate, "carriers_sms");
          json_object_set_boolean_member (rate, "is_return", rates[j].is_return);
          json_object_set_boolean_member (rate, "is_hidden", rates[j].hidden);
          rs_sbw_set_defaults (rate, RATE_DEFAULTS);
          record = rs_sbw_add (self, "shipping_rates", rate);
          for (guint k = 0; k < G_N_ELEMENTS (carrier_names); k++)
            if (g_str_equal (carrier_names[k], rates[j].carrier))
              record->carrier_id = carriers[k];
          json_object_set_int_member (rate, "carrier_id", record->carrier_id);
        }
    }
  add_return_register (self, "return_portals", "Retur");
  add_return_register (self, "return_causes", "Fortrudt");
  add_return_register (self, "return_causes", "Defekt");
  self->next_id = MAX (self->next_id, 4711);
}
