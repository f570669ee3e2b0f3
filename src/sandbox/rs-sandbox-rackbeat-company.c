/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat-company.h"

#include <string.h>

/* An invented wholesaler of bicycle parts and its customers. All names, addresses and numbers are made up.
 * Countries are written as people write them; item numbers hold what breaks careless clients. */

static const RsRbPerson people[] = {
  { "Fjord Sport AS", "Industriveien 9", "Port 3", "2003", "Lillestrøm", "Norge", "lager@fjord.example",
    "+4722334455", "NOK" },
  { "Munk Keramik ApS", "Havnegade 14", NULL, "5000", "Odense C", "Danmark", "karla@munkkeramik.example",
    "+4520304050", "DKK" },
  { "Ida Krogh", "Søvej 5", "2. th.", "8600", "Silkeborg", "Danmark", "ida@krogh.example", "+4521314151",
    "DKK" },
  { "Åkessons Cykel AB", "Östra Förstadsgatan 22", NULL, "211 31", "Malmö", "Sverige",
    "order@akessons.example", "+46401234567", "SEK" },
  { "Radhaus Nord GmbH", "Holstenstraße 101 b", "Hinterhaus", "24103", "Kiel", "Tyskland",
    "einkauf@radhausnord.example", "+494311234567", "EUR" },
  { "Pyöräliike Kaski Oy", "Hämeentie 33", NULL, "00500", "Helsinki", "Finland", "myynti@kaski.example",
    "+358912345678", "EUR" },
  { "De Wielrenner B.V.", "Prinsengracht 880-III", NULL, "1017 JL", "Amsterdam", "Holland",
    "info@wielrenner.example", "+31201234567", "EUR" },
  { "Highland Cycles & Sons Ltd", "12 Castle Wynd", "Unit <4>", "EH1 2NG", "Edinburgh", "Skotland",
    "sales@highlandcycles.example", "+441311234567", "GBP" },
  { "Nuuk Cykelsmedje", "Aqqusinersuaq 7", NULL, "3900", "Nuuk", "Grønland", "nuuk@cykel.example",
    "+299321234", "DKK" },
  { "Maple Ridge Bikes Inc.", "4410 Orchard Ave", "Suite 12", "97201", "Portland", "USA",
    "hello@mapleridge.example", "+15035550123", "USD" },
  { "Sofie Holm-Brøndsted", "Gl. Kongevej 171, 4. tv.", NULL, "1850", "Frederiksberg C", "Denmark",
    "sofie@holm.example", "+4528394950", "DKK" },
  { "Lofoten Sykkel & Kajakk AS", "Havneveien 3", NULL, "8300", "Svolvær", "Norway",
    "post@lofotensykkel.example", "+4776070809", "NOK" },
  { "Stoll Fahrradtechnik AG", "Seestrasse 41", "Tor 2", "8002", "Zürich", "Schweiz", "einkauf@stoll.example",
    "+41441234567", "CHF" },
  { "Bjarnes Hjul v/ Bjarne Quist", "Nørregade 8, kld.", NULL, "7700", "Thisted", "Danmark",
    "bjarne@quisthjul.example", "+4597971122", "DKK" },
  { "Café Æblerosen", "Strandvejen 3", "c/o Lagerhotellet", "3000", "Helsingør", "DK",
    "kontakt@aeblerosen.example", "+4549201122", "DKK" },
};

static const RsRbGoods goods[] = {
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
  { "TRØJE-ULD", "Cykeltrøje, merinould", "product", 699, 310, "g", "61101130", "LT", TRUE },
  { "FRAGT", "Fragt", "product", 65, 0, NULL, NULL, NULL, FALSE },
  { "MILJØ", "Miljøgebyr dæk", "product", 8.5, 0, NULL, NULL, NULL, FALSE },
  { "MONTERING", "Montering pr. time", "product", 495, 0, NULL, NULL, NULL, FALSE },
};

/* Almost, not wholly, the names of the rates in Webshipper. */
static const char *const terms[] = {
  "GLS Erhverv",           "GLS pakkeshop", "PostNord MyPack Home", "DAO Pakkeshop",
  "Bring Business Parcel", "DHL Express",   "Afhentning",           "Efter aftale",
};

const RsRbPerson *
rs_sbr_get_people (guint *count)
{
  *count = G_N_ELEMENTS (people);
  return people;
}

const RsRbGoods *
rs_sbr_get_goods (guint *count)
{
  *count = G_N_ELEMENTS (goods);
  return goods;
}

static JsonObject *
named (gint64 number, const char *name)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "number", number);
  json_object_set_string_member (object, "name", name);
  return object;
}

static void
add_registers (RsSandboxRackbeat *self)
{
  static const struct
  {
    RsRbKind kind;
    gint64 number;
    const char *name;
  } rows[] = {
    { RS_RB_CUSTOMER_GROUPS, 1, "Forhandlere" },
    { RS_RB_CUSTOMER_GROUPS, 2, "Udland" },
    { RS_RB_CUSTOMER_GROUPS, 3, "Private" },
    { RS_RB_LAYOUTS, 1, "Standard" },
    { RS_RB_LAYOUTS, 2, "English" },
    { RS_RB_UNITS, 1, "stk" },
    { RS_RB_UNITS, 2, "m" },
    { RS_RB_UNITS, 3, "time" },
    { RS_RB_LOCATIONS, 10, "A1-02" },
    { RS_RB_LOCATIONS, 11, "A1-03" },
    { RS_RB_LOCATIONS, 20, "B2-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    rs_sbr_add (self, RS_RB_DELIVERY_TERMS, named (i + 1, terms[i]), 0);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    rs_sbr_add (self, rows[i].kind, named (rows[i].number, rows[i].name), 0);
}

/* Groups decide whether stock is kept and what VAT is taken (§3.5). */
static void
add_product_groups (RsSandboxRackbeat *self)
{
  static const char *const names[] = { "Varer m/lager", "Fragt og ydelser" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonObject *group = named (i + 1, names[i]);

      json_object_set_boolean_member (group, "has_inventory", i == 0);
      json_object_set_boolean_member (group, "is_sellable", TRUE);
      json_object_set_int_member (group, "vat_domestic", 25);
      json_object_set_int_member (group, "vat_eu", 0);
      json_object_set_int_member (group, "vat_abroad", 0);
      json_object_set_int_member (group, "vat_domestic_exempt", 0);
      rs_sbr_add (self, RS_RB_PRODUCT_GROUPS, group, 0);
    }
}

static void
add_payment_terms (RsSandboxRackbeat *self)
{
  static const struct
  {
    gint64 number;
    const char *name, *type;
    gint64 days;
  } rows[]
    = { { 1, "Kontant", "cash", 0 }, { 2, "Netto 8 dage", "net", 8 }, { 3, "Netto 14 dage", "net", 14 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JsonObject *term = named (rows[i].number, rows[i].name);

      json_object_set_string_member (term, "type", rows[i].type);
      json_object_set_int_member (term, "maturity_days", rows[i].days);
      rs_sbr_add (self, RS_RB_PAYMENT_TERMS, term, 0);
    }
}

static void
add_currencies (RsSandboxRackbeat *self)
{
  static const struct
  {
    const char *code;
    double rate;
  } rows[] = { { "DKK", 1 },      { "NOK", 0.6312 }, { "SEK", 0.6541 }, { "EUR", 7.4605 },
               { "GBP", 8.6214 }, { "USD", 6.9127 }, { "CHF", 7.9302 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JsonObject *currency = json_object_new ();

      json_object_set_string_member (currency, "code", rows[i].code);
      json_object_set_double_member (currency, "rate", rows[i].rate);
      json_object_set_boolean_member (currency, "is_custom", FALSE);
      rs_sbr_add (self, RS_RB_CURRENCIES, currency, 0);
    }
}

static void
add_staff (RsSandboxRackbeat *self)
{
  static const char *const names[][3]
    = { { "Mette Holm", "MH", "mette@nordlys.example" }, { "Jonas Bek", "JB", "jonas@nordlys.example" } };
  JsonObject *key_holder;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonObject *employee = named (4 + i, names[i][0]), *user = json_object_new ();

      json_object_set_string_member (employee, "initials", names[i][1]);
      json_object_set_string_member (employee, "contact_email", names[i][2]);
      rs_sbr_add (self, RS_RB_EMPLOYEES, employee, 0);
      json_object_set_int_member (user, "id", 9019 + i);
      json_object_set_string_member (user, "name", names[i][0]);
      json_object_set_string_member (user, "email", names[i][2]);
      json_object_set_boolean_member (user, "is_api_only", FALSE);
      json_object_set_int_member (user, "employee_id", 4 + i);
      rs_sbr_add (self, RS_RB_USERS, user, 0);
    }
  /* Whose key it is: /self names the same. */
  key_holder = json_object_new ();
  json_object_set_int_member (key_holder, "id", 9021);
  json_object_set_string_member (key_holder, "name", "API RackShip");
  json_object_set_string_member (key_holder, "email", "it@nordlys.example");
  json_object_set_boolean_member (key_holder, "is_api_only", TRUE);
  json_object_set_boolean_member (key_holder, "is_you", TRUE);
  rs_sbr_add (self, RS_RB_USERS, key_holder, 0);
}

static void
add_fields_and_settings (RsSandboxRackbeat *self)
{
  JsonObject *field = json_object_new (), *setting = json_object_new ();

  json_object_set_int_member (field, "id", 7);
  json_object_set_string_member (field, "slug", "tracking");
  json_object_set_string_member (field, "name", "Trackingnummer");
  json_object_set_string_member (field, "type", "text");
  json_object_set_string_member (field, "available_for", "sales");
  json_object_set_boolean_member (field, "use_in_layouts", TRUE);
  json_object_set_null_member (field, "default_value");
  json_object_set_array_member (field, "options", json_array_new ());
  rs_sbr_add (self, RS_RB_FIELDS, field, 0);
  json_object_set_string_member (setting, "identifier", "default_currency");
  json_object_set_string_member (setting, "value", "DKK");
  json_object_set_string_member (setting, "type", "string");
  rs_sbr_add (self, RS_RB_SETTINGS, setting, 0);
}

/* Components of a bill of materials, or what a collection unfolds to (§3.6). */
static JsonArray *
parts (const char *first, const char *second)
{
  const char *const numbers[] = { first, second };
  JsonArray *lines = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      JsonObject *part = json_object_new ();

      json_object_set_string_member (part, "child_id", numbers[i]);
      json_object_set_string_member (part, "child_type", "product");
      json_object_set_int_member (part, "quantity", i + 1);
      json_array_add_object_element (lines, part);
    }
  return lines;
}

static void
add_collection (RsSandboxRackbeat *self)
{
  JsonObject *collection = named (1, "Vinterpakke");

  json_object_set_array_member (collection, "lines", parts ("TRØJE-ULD", "OLIE-100"));
  rs_sbr_add (self, RS_RB_COLLECTIONS, collection, 0);
}

/* Where the company itself takes goods in, which careless clients take for a customer's address (§2). */
static void
add_own_address (RsSandboxRackbeat *self)
{
  static const char *const members[][2] = { { "name", "Nordlys Cykler ApS, varemodtagelse" },
                                            { "street", "Havnegade 12" },
                                            { "zipcode", "8000" },
                                            { "city", "Aarhus C" },
                                            { "country", "Danmark" } };
  JsonObject *address = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_string_member (address, members[i][0], members[i][1]);
  rs_sbr_add (self, RS_RB_OWN_ADDRESSES, address, 0);
}

static JsonObject *
make_item (RsSandboxRackbeat *self, const RsRbGoods *from, guint index, double stock)
{
  RsRbRecord *group = rs_sbr_find (self, RS_RB_PRODUCT_GROUPS, from->stock ? 1 : 2);
  RsRbRecord *unit = rs_sbr_find (self, RS_RB_UNITS, g_str_equal (from->number, "WIRE-M") ? 2 : 1);
  RsRbRecord *location = rs_sbr_find (self, RS_RB_LOCATIONS, index % 3 == 2 ? 20 : 10 + index % 3);
  JsonObject *item = json_object_new (), *physical = json_object_new ();
  g_autofree char *barcode = g_strdup_printf ("57012340%05u", 17 + index);

  json_object_set_string_member (item, "number", from->number);
  json_object_set_string_member (item, "type", from->type);
  rs_sbr_set_text (item, "barcode", from->stock ? barcode : NULL);
  json_object_set_string_member (item, "name", from->name);
  json_object_set_double_member (item, "sales_price", from->price);
  json_object_set_double_member (item, "cost_price", from->price / 2);
  json_object_set_double_member (item, "stock_quantity", stock);
  json_object_set_double_member (item, "purchased_quantity", 0);
  json_object_set_boolean_member (item, "inventory_enabled", from->stock);
  json_object_set_boolean_member (item, "is_barred", FALSE);
  json_object_set_int_member (item, "group_id", group->id);
  json_object_set_object_member (item, "group", rs_sandbox_copy (group->object));
  json_object_set_int_member (item, "unit_id", unit->id);
  json_object_set_object_member (item, "unit", rs_sandbox_copy (unit->object));
  if (from->stock)
    json_object_set_object_member (item, "default_location", rs_sbr_brief (location->object));
  else
    json_object_set_null_member (item, "default_location");
  json_object_set_double_member (physical, "weight", from->weight);
  rs_sbr_set_text (physical, "weight_unit", from->unit);
  json_object_set_double_member (physical, "height", 0);
  json_object_set_double_member (physical, "width", 0);
  json_object_set_double_member (physical, "depth", 0);
  json_object_set_string_member (physical, "size_unit", "cm");
  json_object_set_object_member (item, "physical", physical);
  rs_sbr_set_text (item, "goods_code", from->tariff);
  rs_sbr_set_text (item, "country_code", from->origin);
  if (g_str_equal (from->type, "lot"))
    json_object_set_array_member (item, "lines", parts ("CYK-2201", "PUMPE-1"));
  return item;
}

static JsonObject *
make_address (const RsRbPerson *person)
{
  JsonObject *address = json_object_new ();

  rs_sbr_set_text (address, "name", person->name);
  rs_sbr_set_text (address, "street", person->street);
  rs_sbr_set_text (address, "street2", person->street2);
  rs_sbr_set_text (address, "city", person->city);
  rs_sbr_set_text (address, "zipcode", person->zip);
  rs_sbr_set_text (address, "country", person->country);
  rs_sbr_set_text (address, "email", person->email);
  rs_sbr_set_text (address, "phone", person->phone);
  return address;
}

static JsonObject *
make_customer (const RsRbPerson *person, guint index)
{
  static const char *const in_eu[] = { "SEK", "EUR", NULL };
  JsonObject *customer = json_object_new ();
  gboolean company = strpbrk (person->name, "&.") != NULL || g_str_has_suffix (person->name, "AS")
                     || g_str_has_suffix (person->name, "AB");
  gboolean domestic = g_str_equal (person->currency, "DKK") && !g_str_equal (person->country, "Grønland");
  g_autofree char *vat = g_strdup_printf ("%u", 31415900 + index);

  json_object_set_int_member (customer, "number", 10001 + index);
  json_object_set_string_member (customer, "name", person->name);
  rs_sbr_set_text (customer, "company_vat", company ? vat : NULL);
  json_object_set_null_member (customer, "ean");
  rs_sbr_set_text (customer, "contact_email", person->email);
  rs_sbr_set_text (customer, "contact_phone", person->phone);
  json_object_set_string_member (customer, "currency", person->currency);
  json_object_set_string_member (customer, "vat_zone",
                                 domestic                                    ? "domestic"
                                 : g_strv_contains (in_eu, person->currency) ? "eu"
                                                                             : "abroad");
  json_object_set_int_member (customer, "payment_terms_id", 1 + index % 3);
  json_object_set_int_member (customer, "layout_id", domestic ? 1 : 2);
  json_object_set_int_member (customer, "customer_group_id", 1 + index % 3);
  json_object_set_int_member (customer, "general_discount_percentage", 0);
  json_object_set_boolean_member (customer, "is_barred", FALSE);
  json_object_set_boolean_member (customer, "is_deleted", FALSE);
  json_object_set_object_member (customer, "billing_address", make_address (person));
  return customer;
}

void
rs_sbr_found_company (RsSandboxRackbeat *self, guint orders)
{
  add_registers (self);
  add_product_groups (self);
  add_payment_terms (self);
  add_currencies (self);
  add_staff (self);
  add_fields_and_settings (self);
  /* Enough for all of them, twice over. */
  for (guint i = 0; i < G_N_ELEMENTS (goods); i++)
    rs_sbr_add_item (self, make_item (self, &goods[i], i, goods[i].stock ? 500 + 6.0 * orders : 0));
  add_collection (self);
  add_own_address (self);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    rs_sbr_add (self, RS_RB_CUSTOMERS, make_customer (&people[i], i), 0);
}
