/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat-company.h"

/* The orders of the invented company: the same for the same seed. */

#define FIRST_WEB_NUMBER 7001

static JsonObject *
wish (const RsRbGoods *goods, double quantity)
{
  JsonObject *line = json_object_new ();

  json_object_set_string_member (line, "item_id", goods->number);
  json_object_set_double_member (line, "quantity", quantity);
  return line;
}

/* Two ways that variations come (§3.1). */
static void
add_variations (JsonObject *line, RsRandom *random)
{
  static const char *const sizes[] = { "S", "M", "L" };
  JsonObject *pair = json_object_new (), *type = json_object_new (), *option = json_object_new ();
  JsonArray *pairs = json_array_new ();
  gint64 size = rs_random_range (random, 0, G_N_ELEMENTS (sizes));

  json_object_set_int_member (type, "id", 1);
  json_object_set_string_member (type, "name", "Størrelse");
  json_object_set_int_member (option, "id", 11 + size);
  json_object_set_string_member (option, "name", sizes[size]);
  json_object_set_object_member (pair, "variation_type", type);
  json_object_set_object_member (pair, "variation_option", option);
  json_array_add_object_element (pairs, pair);
  json_object_set_array_member (line, "variations", pairs);
}

static const RsRbGoods *
find_goods (const char *number)
{
  guint count;
  const RsRbGoods *goods = rs_sbr_get_goods (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (goods[i].number, number))
      return &goods[i];
  g_assert_not_reached ();
}

static JsonArray *
make_wishes (RsRandom *random, guint index)
{
  guint count, stocked = 0;
  const RsRbGoods *goods = rs_sbr_get_goods (&count);
  JsonArray *wishes = json_array_new ();
  guint lines = (guint) rs_random_range (random, 1, 6), first;
  JsonObject *text;

  while (stocked < count && goods[stocked].stock)
    stocked++;
  first = (guint) rs_random_range (random, 0, stocked);
  for (guint i = 0; i < lines; i++)
    {
      const RsRbGoods *one = &goods[(first + i * 5) % stocked];
      JsonObject *line = wish (one, (double) rs_random_range (random, 1, 7));

      if (rs_random_chance (random, 0.15))
        json_object_set_int_member (line, "discount_percentage", 10);
      if (g_str_equal (one->number, "TRØJE-ULD"))
        add_variations (line, random);
      json_array_add_object_element (wishes, line);
    }
  /* Now and then a length of wire is sold by the metre. */
  if (index % 29 == 17)
    json_array_add_object_element (wishes, wish (find_goods ("WIRE-M"), 2.5));
  if (rs_random_chance (random, 0.6))
    json_array_add_object_element (wishes, wish (find_goods ("FRAGT"), 1));
  if (index % 11 == 3)
    json_array_add_object_element (wishes, wish (find_goods ("MILJØ"), 2));
  if (!rs_random_chance (random, 0.1))
    return wishes;
  text = json_object_new ();
  json_object_set_string_member (text, "name", "Leveres helst før kl. 12");
  json_object_set_int_member (text, "quantity", 0);
  json_array_add_object_element (wishes, text);
  return wishes;
}

/* A few orders are as real ones are: a country that nobody can place, a street that is missing, a term that
 * maps to nothing, none. */
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
  g_autoptr (JsonObject) body = json_object_new ();
  g_autofree char *heading = g_strdup_printf ("Web %u", FIRST_WEB_NUMBER + index);
  g_autofree char *other = g_strdup_printf ("WEB-%u", FIRST_WEB_NUMBER + index);
  JsonObject *order;
  guint people;

  rs_sbr_get_people (&people);
  json_object_set_int_member (body, "customer_id", 10001 + rs_random_range (random, 0, people));
  json_object_set_string_member (body, "heading", heading);
  json_object_set_string_member (body, "other_reference", other);
  rs_sbr_set_text (body, "note", index % 4 == 0 ? "Ring ved levering" : NULL);
  json_object_set_int_member (body, "our_reference_id", 4 + index % 2);
  json_object_set_int_member (body, "delivery_terms_id", rs_random_range (random, 0, 6) + 1);
  json_object_set_array_member (body, "lines", make_wishes (random, index));
  order = rs_sbr_new_order (self, body);
  /* A switch may keep new orders from naming their term; the company's have one. */
  rs_sbr_take (order, body, "delivery_terms_id");
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

  rs_sbr_found_company (self, orders);
  for (guint i = 0; i < orders; i++)
    {
      gint64 at = now - 6 * RS_INSTANT_DAY + step * i;
      RsRbRecord *order = rs_sbr_add (self, RS_RB_ORDERS, make_order (self, random, i), 0);
      g_autofree char *day = rs_instant_to_rackbeat_filter (at);

      day[10] = '\0';
      rs_sbr_recompute (self, order);
      json_object_set_string_member (order->object, "order_date", day);
      json_object_set_int_member (order->object, "deliver_at", at + 3 * RS_INSTANT_DAY);
      order->created_at = order->updated_at = at;
      /* Some are still drafts. */
      if (i % 13 == 12)
        continue;
      json_object_set_boolean_member (order->object, "is_booked", TRUE);
      json_object_set_boolean_member (order->object, "is_ready_for_invoicing", TRUE);
      json_object_set_int_member (order->object, "booked_at", at + 10 * RS_INSTANT_MINUTE);
      order->updated_at = at + 10 * RS_INSTANT_MINUTE;
    }
}
