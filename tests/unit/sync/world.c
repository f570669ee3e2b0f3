/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

static RsAddress *
make_address (void)
{
  RsAddress *address = rs_address_new ();

  address->company = g_strdup ("Munk Keramik ApS");
  address->contact = g_strdup ("Karla Munk");
  address->street = g_strdup ("Havnegade 14");
  address->zip = g_strdup ("5000");
  address->city = g_strdup ("Odense C");
  address->country = g_strdup ("Danmark");
  address->phone = g_strdup ("+4520304050");
  address->email = g_strdup ("karla@munkkeramik.example");
  return address;
}

World *
world_new (void)
{
  World *self = g_new0 (World, 1);
  RsRbOrder *order = rs_rb_order_new ();

  self->now = WORLD_NOW;
  self->next_id = 4711;
  self->subject = rs_case_new ();
  self->subject->key = g_strdup (ORDER_REF);
  self->subject->rb_shipments_known = TRUE;
  self->subject->rb_order = order;
  order->number = 1042;
  order->customer_name = g_strdup ("Munk Keramik ApS");
  order->delivery_address = make_address ();
  order->billing_address = make_address ();
  order->delivery_term = 12;
  order->delivery_term_name = g_strdup ("GLS Erhverv");
  order->knows_delivery_term = TRUE;
  order->currency = g_strdup ("DKK");
  order->is_booked = TRUE;
  order->created_at = WORLD_NOW - RS_INSTANT_HOUR;
  order->updated_at = order->created_at;

  self->policy = rs_policy_new ();
  self->policy->direction = RS_DIRECTION_RB_TO_WS;
  self->policy->trigger = RS_TRIGGER_ORDER;
  self->policy->channel_id = 9;
  world_add_rate (self, 6, "GLS Business");
  world_map (self, 12, 6);
  return self;
}

void
world_free (World *self)
{
  rs_case_unref (self->subject);
  rs_policy_unref (self->policy);
  g_free (self);
}

RsDecimal
decimal (const char *text)
{
  RsDecimal value;

  g_assert_true (rs_decimal_parse (text, &value, NULL));
  return value;
}

RsRbOrder *
world_order (World *self)
{
  return self->subject->rb_order;
}

RsItem *
world_add_item (World *self, const char *number, gboolean has_stock)
{
  RsItem *item = rs_item_new ();

  item->number = g_strdup (number);
  item->name = g_strdup_printf ("Item %s", number);
  item->knows_inventory = TRUE;
  item->has_inventory = has_stock;
  item->has_weight = has_stock;
  item->weight = rs_weight_grams (RS_DECIMAL_INT (350));
  g_hash_table_replace (self->subject->items, g_strdup (number), item);
  return item;
}

RsRbLine *
world_add_line (World *self, gint64 id, const char *item, const char *quantity)
{
  RsRbLine *line = rs_rb_line_new ();

  line->id = id;
  line->item_number = g_strdup (item);
  line->item_type = g_strdup (item != NULL ? "product" : NULL);
  line->name = g_strdup_printf ("Name of %s", item != NULL ? item : "a text");
  line->quantity = decimal (quantity);
  line->has_shipped = TRUE;
  line->unit_price = RS_DECIMAL_INT (80);
  line->vat_percent = RS_DECIMAL_INT (25);
  g_ptr_array_add (world_order (self)->lines, line);
  if (item != NULL && rs_case_find_item (self->subject, item) == NULL)
    world_add_item (self, item, TRUE);
  return line;
}

RsRbShipment *
world_add_rb_shipment (World *self, gint64 id)
{
  RsRbShipment *shipment = rs_rb_shipment_new ();

  shipment->id = id;
  shipment->order_number = 1042;
  shipment->created_at = self->now;
  g_ptr_array_add (self->subject->rb_shipments, shipment);
  return shipment;
}

RsRbShipmentLine *
world_add_rb_shipment_line (RsRbShipment *shipment, gint64 id, const char *item, const char *quantity)
{
  RsRbShipmentLine *line = rs_rb_shipment_line_new ();

  line->id = id;
  line->item_number = g_strdup (item);
  line->quantity = decimal (quantity);
  g_ptr_array_add (shipment->lines, line);
  return line;
}

static void
ship_line (World *self, const RsRbShipmentLine *shipped)
{
  RsDecimal left = shipped->quantity;

  for (guint i = 0; i < world_order (self)->lines->len && left.micros > 0; i++)
    {
      RsRbLine *line = g_ptr_array_index (world_order (self)->lines, i);
      RsDecimal room = rs_decimal_subtract (line->quantity, line->shipped);
      RsDecimal part = rs_decimal_compare (room, left) < 0 ? room : left;

      if (!line->has_shipped || g_strcmp0 (line->item_number, shipped->item_number) != 0 || part.micros <= 0
          || (shipped->order_line_id != 0 && shipped->order_line_id != line->id))
        continue;
      line->shipped = rs_decimal_add (line->shipped, part);
      left = rs_decimal_subtract (left, part);
    }
}

static RsDecimal
shipped_on_shipments (World *self, const char *item)
{
  RsDecimal sum = RS_DECIMAL_ZERO;

  for (guint i = 0; i < self->subject->rb_shipments->len; i++)
    {
      const RsRbShipment *shipment = g_ptr_array_index (self->subject->rb_shipments, i);

      for (guint j = 0; shipment->is_shipped && j < shipment->lines->len; j++)
        {
          const RsRbShipmentLine *line = g_ptr_array_index (shipment->lines, j);

          if (g_strcmp0 (line->item_number, item) == 0)
            sum = rs_decimal_add (sum, line->quantity);
        }
    }
  return sum;
}

static void
set_shipped_flags (World *self)
{
  gboolean all = TRUE;

  for (guint i = 0; i < world_order (self)->lines->len; i++)
    {
      const RsRbLine *line = g_ptr_array_index (world_order (self)->lines, i);
      const RsItem *item = rs_case_find_item (self->subject, line->item_number);
      RsDecimal ordered = RS_DECIMAL_ZERO;

      if (item == NULL || !item->has_inventory)
        continue;
      for (guint j = 0; j < world_order (self)->lines->len; j++)
        {
          const RsRbLine *other = g_ptr_array_index (world_order (self)->lines, j);

          if (g_strcmp0 (other->item_number, line->item_number) == 0)
            ordered = rs_decimal_add (ordered, other->quantity);
        }
      all &= rs_decimal_compare (shipped_on_shipments (self, line->item_number), ordered) >= 0;
    }
  world_order (self)->is_shipped = all;
  world_order (self)->is_partly_shipped = !all;
}

void
world_ship_in_rackbeat (World *self, RsRbShipment *shipment)
{
  g_assert_false (shipment->is_shipped);
  shipment->is_shipped = TRUE;
  shipment->shipped_at = self->now;
  for (guint i = 0; i < shipment->lines->len; i++)
    ship_line (self, g_ptr_array_index (shipment->lines, i));
  set_shipped_flags (self);
}

RsRbShipment *
world_ship_by_hand (World *self, gint64 id, const char *item, const char *quantity)
{
  RsRbShipment *shipment = world_add_rb_shipment (self, id);

  world_add_rb_shipment_line (shipment, id * 10, item, quantity);
  world_ship_in_rackbeat (self, shipment);
  return shipment;
}

static gint64 *
dup_int (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

RsShippingRate *
world_add_rate (World *self, gint64 id, const char *name)
{
  RsShippingRate *rate = rs_shipping_rate_new ();

  rate->id = id;
  rate->channel_id = 9;
  rate->name = g_strdup (name);
  g_hash_table_replace (self->policy->rates, dup_int (id), rate);
  return rate;
}

void
world_map (World *self, gint64 term, gint64 rate)
{
  g_hash_table_replace (self->policy->rate_of_term, dup_int (term), dup_int (rate));
}

RsWsOrder *
world_ws_order (World *self)
{
  g_assert_cmpuint (self->subject->ws_orders->len, >, 0);
  return g_ptr_array_index (self->subject->ws_orders, 0);
}

RsWsLine *
world_ws_line (World *self, const char *ext_ref)
{
  for (guint i = 0; i < self->subject->ws_orders->len; i++)
    {
      RsWsOrder *order = g_ptr_array_index (self->subject->ws_orders, i);

      for (guint j = 0; j < order->lines->len; j++)
        {
          RsWsLine *line = g_ptr_array_index (order->lines, j);

          if (g_strcmp0 (line->ext_ref, ext_ref) == 0)
            return line;
        }
    }
  g_error ("No Webshipper line %s", ext_ref);
}

RsWsShipment *
world_book (World *self, const char *id)
{
  RsWsShipment *shipment = rs_ws_shipment_new ();
  RsTrackingLink *link = rs_tracking_link_new ();
  RsPackage *package = rs_package_new ();

  shipment->id = g_strdup (id);
  shipment->order_id = g_strdup (world_ws_order (self)->id);
  shipment->carrier = g_strdup ("GLS");
  shipment->created_at = self->now;
  link->number = g_strdup_printf ("TN%s", id);
  link->url = g_strdup_printf ("https://track.example/TN%s", id);
  g_ptr_array_add (shipment->tracking_links, link);
  package->id = 1;
  g_ptr_array_add (shipment->packages, package);
  g_ptr_array_add (self->subject->ws_shipments, shipment);
  return shipment;
}

void
world_pack (RsWsShipment *shipment, const RsWsLine *line, gint64 quantity)
{
  RsPackage *package = g_ptr_array_index (shipment->packages, 0);
  RsPackageLine *held = rs_package_line_new ();

  held->line_id = line->id;
  held->ext_ref = g_strdup (line->ext_ref);
  held->quantity = quantity;
  g_ptr_array_add (package->lines, held);
}

RsWsShipment *
world_dispatch (World *self, const char *id)
{
  RsWsShipment *shipment = world_book (self, id);

  g_set_str (&world_ws_order (self)->status, "dispatched");
  return shipment;
}

RsStep *
world_journal (World *self, const char *key, RsStepState state, const char *payload, const char *result)
{
  RsStep *step = rs_step_new ();
  const char *colon = strchr (key, ':');

  step->key = g_strdup (key);
  step->kind = g_strndup (key, colon != NULL ? (gsize) (colon - key) : strlen (key));
  step->case_key = g_strdup (self->subject->key);
  step->state = state;
  step->payload = g_strdup (payload);
  step->result = g_strdup (result);
  step->who = g_strdup ("sync");
  step->created_at = self->now;
  step->changed_at = self->now;
  g_ptr_array_add (self->subject->steps, step);
  return step;
}

void
world_answer (World *self, const char *code, const char *handle)
{
  g_autofree char *key = g_strdup_printf ("answer:%s:%s", code, handle);

  world_journal (self, key, RS_STEP_DONE, NULL, NULL);
}

RsPlan *
world_plan (World *self)
{
  return rs_plan_case (self->subject, self->policy, self->now);
}

void
expect_steps (RsPlan *plan, const char *keys)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < plan->steps->len; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "," : "",
                            ((RsStep *) g_ptr_array_index (plan->steps, i))->key);
  for (guint i = 0; i < plan->problems->len && !g_str_equal (found->str, keys); i++)
    g_test_message ("problem: %s", ((RsProblem *) g_ptr_array_index (plan->problems, i))->text);
  g_assert_cmpstr (found->str, ==, keys);
}

void
expect_held (RsPlan *plan, const char *codes)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < plan->problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (plan->problems, i);

      g_string_append_printf (found, "%s%s", i > 0 ? "," : "", problem->code);
      g_assert_cmpstr (problem->case_key, !=, NULL);
      g_assert_cmpuint (strlen (problem->text), >, 20);
      g_assert_nonnull (problem->remedies);
    }
  g_assert_cmpstr (found->str, ==, codes);
  expect_steps (plan, "");
}

const RsProblem *
expect_problem (RsPlan *plan, const char *code)
{
  for (guint i = 0; i < plan->problems->len; i++)
    {
      const RsProblem *problem = g_ptr_array_index (plan->problems, i);

      if (g_str_equal (problem->code, code))
        return problem;
    }
  g_error ("No problem %s", code);
}

void
expect_state (RsPlan *plan, const char *state)
{
  g_assert_cmpstr (plan->row->state, ==, state);
}

void
expect_reason (RsPlan *plan, const char *part)
{
  for (guint i = 0; i < plan->reasons->len; i++)
    if (strstr (g_ptr_array_index (plan->reasons, i), part) != NULL)
      return;
  g_error ("No reason holds \"%s\"", part);
}

void
expect_waits (RsPlan *plan, const char *part)
{
  expect_steps (plan, "");
  expect_state (plan, RS_CASE_STATE_WAITING);
  expect_reason (plan, part);
}
