/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "people-private.h"

/* People who sell in Webshipper: they type orders in, and change their minds. */

static const struct
{
  const char *name, *vat, *email, *zip, *city, *country;
} buyers[] = {
  { "Vestfynens Velo ApS", "DK40112233", "kontor@vestfyn.example", "5610", "Assens", "DK" },
  { "Åse Ødegård", NULL, "aase@oedegaard.example", "0155", "Oslo", "NO" },
  { "Sjöbergs Cykel AB", NULL, NULL, "21120", "Malmö", "SE" },
  { "Rad & Tat GmbH", "DE123456789", "einkauf@radtat.example", "20095", "Hamburg", "DE" },
  { "Uden Adresse", NULL, NULL, NULL, "Ribe", "DK" },
};

static const struct
{
  const char *sku, *words;
} goods[] = {
  { "CYK-2201", "Cykel" },        { "DÆK-700/28", "Dæk 700x28" },  { "PUMPE-1", "Pumpe" },
  { "OLIE-100", "Olie" },         { "5701234000020", "Slange" },   { "KÆDE-11", "Kæde" },
  { "NY-100", "Ny ringeklokke" }, { "NY-200", "Ny lygte <stor>" }, { NULL, "Gavepapir" },
};

/* A customer that Rackbeat has, as Webshipper would know him. */
static void
take_customer (const Doing *self, JsonObject *address)
{
  JsonArray *customers = books_list (books_object (self->books->world, "rackbeat"), "customers");
  JsonObject *customer = json_array_get_object_element (
    customers, (guint) people_pick (self, 1, json_array_get_length (customers)));
  static const char *const from[]
    = { "name", "company_vat", "contact_email", "address_zipcode", "address_city" };
  static const char *const to[] = { "company_name", "vat_no", "email", "zip", "city" };

  for (guint i = 0; i < G_N_ELEMENTS (from); i++)
    if (books_text (customer, from[i]) != NULL)
      json_object_set_string_member (address, to[i], books_text (customer, from[i]));
  json_object_set_string_member (address, "country_code", "DK");
}

static void
take_buyer (JsonObject *address, guint which)
{
  json_object_set_string_member (address, "company_name", buyers[which].name);
  if (buyers[which].vat != NULL)
    json_object_set_string_member (address, "vat_no", buyers[which].vat);
  if (buyers[which].email != NULL)
    json_object_set_string_member (address, "email", buyers[which].email);
  if (buyers[which].zip != NULL)
    json_object_set_string_member (address, "zip", buyers[which].zip);
  json_object_set_string_member (address, "city", buyers[which].city);
  json_object_set_string_member (address, "country_code", buyers[which].country);
}

static JsonObject *
make_address (const Doing *self)
{
  JsonObject *address = json_object_new ();

  if (people_pick (self, 0, 2) == 0)
    take_customer (self, address);
  else
    /* The one who says too little is rare. */
    take_buyer (address, (guint) people_pick (self, 2, people_pick (self, 1, 8) == 0 ? 5 : 4));
  json_object_set_string_member (address, "address_1", "Søvej 5, 2. tv.");
  json_object_set_string_member (address, "att_contact", "Lagermand Bo");
  json_object_set_string_member (address, "phone", "+4520304050");
  return address;
}

static JsonObject *
make_line (const Doing *self, guint index)
{
  JsonObject *line = json_object_new ();
  /* What nobody knows is rare, or nearly every order would be held. */
  guint all = people_pick (self, 3, 12) == 0 ? G_N_ELEMENTS (goods) : G_N_ELEMENTS (goods) - 1;
  guint which = (guint) ((people_pick (self, 4, all) + index * 2) % all);

  if (goods[which].sku != NULL)
    json_object_set_string_member (line, "sku", goods[which].sku);
  json_object_set_string_member (line, "description", goods[which].words);
  json_object_set_int_member (line, "quantity", 1 + people_pick (self, index, 5));
  json_object_set_double_member (line, "unit_price", 20.5 * (double) (which + 1));
  json_object_set_double_member (line, "vat_percent", 25);
  return line;
}

gboolean
people_sell (Doing *self)
{
  JsonObject *attributes = json_object_new ();
  JsonArray *lines = json_array_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, self->number);
  gint64 other = people_pick (self, 2, 10) == 0 ? 13 : 0;

  for (guint i = 0; i <= people_pick (self, 3, 3); i++)
    json_array_add_object_element (lines, make_line (self, i));
  json_object_set_string_member (attributes, "visible_ref", number);
  json_object_set_string_member (attributes, "currency", "DKK");
  json_object_set_object_member (attributes, "delivery_address", make_address (self));
  json_object_set_array_member (attributes, "order_lines", lines);
  if (people_pick (self, 4, 20) != 0)
    json_object_set_int_member (attributes, "shipping_rate_id", 12 + other + people_pick (self, 0, 8));
  json_object_set_object_member (self->args, "attributes", attributes);
  json_object_set_int_member (self->args, "channel", 11 + other);
  json_object_set_string_member (self->args, "action", "create-order");
  json_object_remove_member (self->args, "id");
  return TRUE;
}

/* The lines as they shall be from now on: one with another quantity, or without it. (transfer full) */
static JsonArray *
change_lines (const Doing *self, JsonArray *lines)
{
  JsonArray *changed = json_array_new ();
  guint which = (guint) people_pick (self, 0, json_array_get_length (lines));

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line;

      if (i == which && g_str_equal (self->event->verb, "delete-line"))
        continue;
      line = json_object_new ();
      json_object_set_int_member (line, "id",
                                  (gint64) books_number (json_array_get_object_element (lines, i), "id"));
      if (i == which)
        json_object_set_int_member (line, "quantity", 1 + people_pick (self, 1, 7));
      json_array_add_object_element (changed, line);
    }
  return changed;
}

gboolean
people_edit_sale (Doing *self)
{
  Parcel *parcel = people_pick_parcel (self);
  JsonArray *lines = parcel != NULL ? books_list (parcel->attributes, "order_lines") : NULL;
  const char *verb = self->event->verb;

  if (parcel == NULL || !parcel->open
      || json_array_get_length (lines) < (g_str_equal (verb, "delete-line") ? 2 : 1))
    return FALSE;
  json_object_set_string_member (self->args, "action", "edit");
  if (g_str_equal (verb, "edit-rate"))
    {
      gint64 first = (gint64) books_number (parcel->attributes, "order_channel_id") == 11 ? 12 : 25;

      json_object_set_int_member (self->args, "shipping_rate_id", first + people_pick (self, 0, 8));
    }
  else if (g_str_equal (verb, "edit-buyer"))
    json_object_set_object_member (self->args, "delivery_address", make_address (self));
  else
    json_object_set_array_member (self->args, "order_lines", change_lines (self, lines));
  return TRUE;
}
