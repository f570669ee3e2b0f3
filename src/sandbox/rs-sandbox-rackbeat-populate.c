/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* An invented wholesaler of bicycle parts and its customers. All names, addresses and numbers are made up. */

typedef struct
{
  const char *name, *street, *street2, *zip, *city, *country, *email, *phone, *currency;
} Customer;

static const Customer customers[] = {
  { "Fjord Sport AS", "Industriveien 9", "Port 3", "2003", "Lillestrøm", "Norge", "lager@fjord.example", "+4722334455", "NOK" },
  { "Munk Keramik ApS", "Havnegade 14", NULL, "5000", "Odense C", "Danmark", "karla@munkkeramik.example", "+4520304050", "DKK" },
  { "Ida Krogh", "Søvej 5", "2. th.", "8600", "Silkeborg", "Danmark", "ida@krogh.example", "+4521314151", "DKK" },
  { "Åkessons Cykel AB", "Östra Förstadsgatan 22", NULL, "211 31", "Malmö", "Sverige", "order@akessons.example", "+46401234567", "SEK" },
  { "Radhaus Nord GmbH", "Holstenstraße 101 b", "Hinterhaus", "24103", "Kiel", "Tyskland", "einkauf@radhausnord.example", "+494311234567", "EUR" },
  { "Pyöräliike Kaski Oy", "Hämeentie 33", NULL, "00500", "Helsinki", "Finland", "myynti@kaski.example", "+358912345678", "EUR" },
  { "De Wielrenner B.V.", "Prinsengracht 880-III", NULL, "1017 JL", "Amsterdam", "Holland", "info@wielrenner.example", "+31201234567", "EUR" },
  { "Highland Cycles & Sons Ltd", "12 Castle Wynd", "Unit <4>", "EH1 2NG", "Edinburgh", "Skotland", "sales@highlandcycles.example", "+441311234567", "GBP" },
  { "Nuuk Cykelsmedje", "Aqqusinersuaq 7", NULL, "3900", "Nuuk", "Grønland", "nuuk@cykel.example", "+299321234", "DKK" },
  { "Maple Ridge Bikes Inc.", "4410 Orchard Ave", "Suite 12", "97201", "Portland", "USA", "hello@mapleridge.example", "+15035550123", "USD" },
  { "Sofie Holm-Brøndsted", "Gl. Kongevej 171, 4. tv.", NULL, "1850", "Frederiksberg C", "Denmark", "sofie@holm.example", "+4528394950", "DKK" },
  { "Café Æblerosen", "Strandvejen 3", "c/o Lagerhotellet", "3000", "Helsingør", "DK", "kontakt@aeblerosen.example", "+4549201122", "DKK" },
};

typedef struct
{
  const char *number, *name, *type;
  double price, weight;
  const char *unit, *tariff, *origin;
  gboolean stock;
} Item;

static const Item items[] = {
  { "CYK-2201", "Cykellygte sæt", "product", 449.5, 240, "g", "85121000", "CN", TRUE },
  { "CYK-2202", "Baglygte, rød", "product", 129, 65, "g", "85121000", "CN", TRUE },
  { "DÆK-700/28", "Dæk 700×28C, punkterfri", "product", 279.95, 0.42, "kg", "40115000", "TH", TRUE },
  { "SLANGE #28", "Slange 28\" bilventil", "product", 49, 110, "g", "40132000", "TH", TRUE },
  { "HJELM-Ø58", "Hjelm, størrelse 58, sort", "product", 599, 0.38, "kg", "65061010", "IT", TRUE },
  { "PUMPE-1", "Gulvpumpe & manometer", "product", 349, 1.6, "kg", "84142080", "DE", TRUE },
  { "KÆDE-11", "Kæde 11-speed", "product", 224.333333, 262, "g", "73151110", "JP", TRUE },
  { "OLIE-100", "Kædeolie 100 ml", "product", 79, 120, "g", "27101987", "DK", TRUE },
  { "KURV-FLET", "Flettet cykelkurv", "product", 399, 1.25, "kg", "46021990", NULL, TRUE },
  { "WIRE-M", "Bremsewire (metervare)", "product", 12.5, 18, "g", "73121020", "TW", TRUE },
  { "BLIND-0", "Reservedel uden vægt", "product", 19, 0, NULL, NULL, NULL, TRUE },
  { "SÆT-START", "Startsæt til ny cykel", "lot", 849, 2.1, "kg", "87149990", "DK", TRUE },
  { "FRAGT", "Fragt", "product", 65, 0, NULL, NULL, NULL, FALSE },
  { "MONTERING", "Montering pr. time", "product", 495, 0, NULL, NULL, NULL, FALSE },
};

/* Almost, not wholly, the names of the rates in Webshipper. */
static const char *const terms[] = {
  "GLS Erhverv", "GLS pakkeshop", "PostNord MyPack Home", "DAO Pakkeshop", "Bring Business Parcel", "DHL Express", "Afhentning", "Efter aftale",
};

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
add_items (RsSandboxRackbeat *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      const Item *from = &items[i];
      JsonObject *item = json_object_new (), *physical = json_object_new ();
      g_autofree char *barcode = g_strdup_printf ("57012340%05u", 17 + i);

      json_object_set_int_member (item, "id", 3391 + i);
      json_object_set_string_member (item, "number", from->number);
      json_object_set_string_member (item, "type", from->type);
      set_text (item, "barcode", from->stock ? barcode : NULL);
      json_object_set_string_member (item, "name", from->name);
      json_object_set_double_member (item, "sales_price", from->price);
      json_object_set_int_member (item, "stock_quantity", 5000);
      json_object_set_int_member (item, "available_quantity", 5000);
      json_object_set_boolean_member (item, "inventory_enabled", from->stock);
      json_object_set_boolean_member (item, "is_barred", FALSE);
      json_object_set_double_member (physical, "weight", from->weight);
      set_text (physical, "weight_unit", from->unit);
      json_object_set_object_member (item, "physical", physical);
      set_text (item, "goods_code", from->tariff);
      set_text (item, "country_code", from->origin);
      set_text (item, "created_at", "2025-03-01T08:00:00+01:00");
      set_text (item, "updated_at", "2026-03-01T08:00:00+01:00");
      g_hash_table_insert (self->items, g_strdup (from->number), item);
      g_ptr_array_add (self->item_list, item);
    }
}

static void
add_registers (RsSandboxRackbeat *self)
{
  GPtrArray *list = rs_sbr_register (self, "delivery-terms");
  JsonObject *field = json_object_new (), *payment = json_object_new (), *layout = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      JsonObject *term = json_object_new ();

      json_object_set_int_member (term, "number", i + 1);
      json_object_set_string_member (term, "name", terms[i]);
      g_ptr_array_add (list, term);
    }
  json_object_set_int_member (field, "id", 7);
  json_object_set_string_member (field, "slug", "tracking");
  json_object_set_string_member (field, "name", "Trackingnummer");
  json_object_set_string_member (field, "type", "text");
  json_object_set_string_member (field, "available_for", "sales");
  g_ptr_array_add (rs_sbr_register (self, "fields"), field);
  json_object_set_int_member (payment, "number", 3);
  json_object_set_string_member (payment, "name", "Netto 14 dage");
  g_ptr_array_add (rs_sbr_register (self, "payment-terms"), payment);
  json_object_set_int_member (layout, "number", 1);
  json_object_set_string_member (layout, "name", "Standard");
  g_ptr_array_add (rs_sbr_register (self, "layouts"), layout);
}

static JsonObject *
make_address (const Customer *customer)
{
  JsonObject *address = json_object_new ();

  set_text (address, "name", customer->name);
  set_text (address, "street", customer->street);
  set_text (address, "street2", customer->street2);
  set_text (address, "city", customer->city);
  set_text (address, "zipcode", customer->zip);
  set_text (address, "country", customer->country);
  set_text (address, "email", customer->email);
  set_text (address, "phone", customer->phone);
  return address;
}

static void
add_customers (RsSandboxRackbeat *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      JsonObject *customer = json_object_new ();
      gint64 number = 10001 + i;

      json_object_set_int_member (customer, "number", number);
      json_object_set_string_member (customer, "name", customers[i].name);
      set_text (customer, "contact_email", customers[i].email);
      set_text (customer, "contact_phone", customers[i].phone);
      json_object_set_string_member (customer, "currency", customers[i].currency);
      json_object_set_int_member (customer, "customer_group_id", 1 + i % 3);
      json_object_set_object_member (customer, "billing_address", make_address (&customers[i]));
      g_hash_table_insert (self->customers, g_memdup2 (&number, sizeof number), customer);
    }
}

static JsonObject *
make_line (RsSandboxRackbeat *self, const Item *item, double quantity, double vat)
{
  JsonObject *line = json_object_new ();

  json_object_set_int_member (line, "id", self->next_line++);
  json_object_set_string_member (line, "child_id", item->number);
  json_object_set_string_member (line, "child_type", item->type);
  json_object_set_string_member (line, "name", item->name);
  json_object_set_double_member (line, "quantity", quantity);
  json_object_set_double_member (line, "line_price", item->price);
  json_object_set_double_member (line, "discount_percentage", 0);
  json_object_set_double_member (line, "vat_percentage", vat);
  json_object_set_double_member (line, "line_total", item->price * quantity);
  json_object_set_null_member (line, "location");
  json_object_set_null_member (line, "unit");
  json_object_set_array_member (line, "variations", json_array_new ());
  json_object_set_null_member (line, "delivery_date");
  return line;
}

static JsonArray *
make_lines (RsSandboxRackbeat *self, RsRandom *random, guint index, double vat, double *total)
{
  JsonArray *lines = json_array_new ();
  guint count = (guint) rs_random_range (random, 1, 6);
  guint first = (guint) rs_random_range (random, 0, 12);

  *total = 0;
  for (guint i = 0; i < count; i++)
    {
      const Item *item = &items[(first + i * 5) % 12];
      double quantity = (double) rs_random_range (random, 1, 7);
      JsonObject *line = make_line (self, item, quantity, vat);

      if (rs_random_chance (random, 0.15))
        json_object_set_double_member (line, "discount_percentage", 10);
      *total += item->price * quantity;
      json_array_add_object_element (lines, line);
    }
  /* Now and then a length of wire is sold by the metre. */
  if (index % 29 == 17)
    json_array_add_object_element (lines, make_line (self, &items[9], 2.5, vat));
  if (rs_random_chance (random, 0.6))
    json_array_add_object_element (lines, make_line (self, &items[12], 1, vat));
  if (rs_random_chance (random, 0.1))
    {
      JsonObject *text = make_line (self, &items[12], 0, vat);

      json_object_set_null_member (text, "child_id");
      json_object_set_null_member (text, "child_type");
      json_object_set_string_member (text, "name", "Leveres helst før kl. 12");
      json_array_add_object_element (lines, text);
    }
  return lines;
}

/* A few orders are as real ones are: a country that nobody can place, a street that is missing, a term that maps to nothing. */
static void
make_troublesome (JsonObject *order, guint index)
{
  JsonObject *address = rs_sandbox_object (order, "delivery_address");

  if (index % 23 == 11)
    json_object_set_string_member (address, "country", "Norig");
  if (index % 31 == 19)
    json_object_set_null_member (address, "street");
  if (index % 19 == 13)
    json_object_set_int_member (order, "delivery_terms_id", 8);
}

static JsonObject *
make_order (RsSandboxRackbeat *self, RsRandom *random, guint index)
{
  static const char *const flags[] = { "is_archived", "is_booked", "is_cancelled", "is_ready_for_shipping", "is_partly_shipped", "is_shipped",
                                       "is_invoiced", "is_partly_invoiced", "is_ready_for_invoicing" };
  guint who = (guint) rs_random_range (random, 0, G_N_ELEMENTS (customers));
  const Customer *customer = &customers[who];
  gboolean domestic = g_str_equal (customer->currency, "DKK") && !g_str_equal (customer->country, "Grønland");
  JsonObject *order = json_object_new (), *reference = json_object_new ();
  g_autofree char *heading = g_strdup_printf ("Web %u", 7001 + index);
  g_autofree char *other = g_strdup_printf ("WEB-%u", 7001 + index);
  double total;

  json_object_set_int_member (order, "number", 0);
  json_object_set_string_member (order, "heading", heading);
  set_text (order, "note", index % 4 == 0 ? "Ring ved levering" : NULL);
  json_object_set_string_member (order, "other_reference", other);
  json_object_set_int_member (order, "customer_id", 10001 + who);
  json_object_set_object_member (order, "billing_address", make_address (customer));
  json_object_set_object_member (order, "delivery_address", make_address (customer));
  json_object_set_string_member (order, "currency", customer->currency);
  json_object_set_string_member (order, "vat_zone", domestic ? "domestic" : "abroad");
  json_object_set_int_member (order, "delivery_terms_id", rs_random_range (random, 0, 6) + 1);
  json_object_set_string_member (reference, "name", "Mette Holm");
  json_object_set_object_member (order, "our_reference", reference);
  json_object_set_null_member (order, "their_reference");
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    json_object_set_boolean_member (order, flags[i], FALSE);
  json_object_set_array_member (order, "lines", make_lines (self, random, index, domestic ? 25 : 0, &total));
  json_object_set_double_member (order, "total_subtotal", total);
  json_object_set_double_member (order, "total_total", domestic ? total * 1.25 : total);
  make_troublesome (order, index);
  return order;
}

void
rs_sandbox_rackbeat_populate (RsSandboxService *service, guint orders)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  RsRandom *random = rs_sandbox_service_get_context (service)->random;
  gint64 now = rs_sbr_now (self);
  /* Spread over the last six days, so that the list has an order in time. */
  gint64 step = orders > 0 ? 6 * RS_INSTANT_DAY / (orders + 1) : 0;

  add_items (self);
  add_registers (self);
  add_customers (self);
  for (guint i = 0; i < orders; i++)
    {
      gint64 at = now - 6 * RS_INSTANT_DAY + step * i;
      RsRbRecord *order = rs_sbr_add_order (self, make_order (self, random, i), at);
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (at);
      g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");

      json_object_set_string_member (order->object, "order_date", day);
      json_object_set_int_member (order->object, "deliver_at", at + 3 * RS_INSTANT_DAY);
      /* Some are still drafts. */
      if (i % 13 == 12)
        continue;
      json_object_set_boolean_member (order->object, "is_booked", TRUE);
      json_object_set_boolean_member (order->object, "is_ready_for_shipping", TRUE);
      json_object_set_int_member (order->object, "booked_at", at + 10 * RS_INSTANT_MINUTE);
      order->updated_at = at + 10 * RS_INSTANT_MINUTE;
    }
}
