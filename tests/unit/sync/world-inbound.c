/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world-inbound.h"

#include "rs-json.h"

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
  address->country = g_strdup ("DK");
  address->phone = g_strdup ("+4520304050");
  address->email = g_strdup ("karla@munkkeramik.example");
  address->vat_number = g_strdup ("DK12345678");
  return address;
}

static void
map_back (World *self, gint64 rate, gint64 term)
{
  RsDeliveryTerm *known = rs_delivery_term_new ();

  known->number = term;
  known->name = g_strdup ("GLS Erhverv");
  g_hash_table_replace (self->policy->term_of_rate, g_memdup2 (&rate, sizeof rate),
                        g_memdup2 (&term, sizeof term));
  g_hash_table_replace (self->policy->terms, g_memdup2 (&term, sizeof term), known);
}

World *
world_new_inbound (void)
{
  World *self = world_new ();
  RsWsOrder *order = rs_ws_order_new ();

  g_set_str (&self->subject->key, WS_REF);
  g_clear_pointer (&self->subject->rb_order, rs_rb_order_unref);
  self->policy->direction = RS_DIRECTION_WS_TO_RB;
  map_back (self, 6, 12);

  order->id = g_strdup ("4711");
  order->visible_ref = g_strdup ("W-100");
  order->channel_id = 9;
  order->rate_id = 6;
  order->status = g_strdup ("pending");
  order->currency = g_strdup ("DKK");
  order->external_comment = g_strdup ("Ring først");
  order->delivery_address = make_address ();
  order->created_at = WORLD_NOW - RS_INSTANT_HOUR;
  order->updated_at = order->created_at;
  g_ptr_array_add (self->subject->ws_orders, order);
  self->next_id = 9001;

  world_sell (self, "KP-110", "Krus, blå", 5);
  world_add_item (self, "KP-110", TRUE)->name = g_strdup ("Krus, blå");
  world_add_customer (self, 10017, "Munk Keramik ApS", "12345678", "post@munkkeramik.example", "5000");
  return self;
}

RsWsOrder *
world_sold (World *self)
{
  return g_ptr_array_index (self->subject->ws_orders, 0);
}

RsWsLine *
world_sell (World *self, const char *sku, const char *description, gint64 quantity)
{
  RsWsLine *line = rs_ws_line_new ();

  line->id = self->next_id++;
  line->sku = g_strdup (sku);
  line->description = g_strdup (description);
  line->quantity = quantity;
  line->unit_price = RS_DECIMAL_INT (80);
  g_ptr_array_add (world_sold (self)->lines, line);
  return line;
}

RsRbCustomer *
world_add_customer (World *self, gint64 number, const char *name, const char *vat, const char *email,
                    const char *zip)
{
  RsRbCustomer *customer = rs_rb_customer_new ();

  customer->number = number;
  customer->name = g_strdup (name);
  customer->vat_number = g_strdup (vat);
  customer->email = g_strdup (email);
  customer->address = rs_address_new ();
  customer->address->zip = g_strdup (zip);
  g_ptr_array_add (self->subject->customers, customer);
  return customer;
}

void
world_remember (World *self, const char *key, const char *value)
{
  g_hash_table_insert (self->subject->answers, g_strdup (key), g_strdup (value));
}

RsStep *
world_journal_of_other (World *self, const char *key, RsStepState state, const char *result)
{
  RsStep *step = world_journal (self, key, state, "{}", result);

  g_set_str (&step->case_key, "ws-order/4700");
  g_ptr_array_add (self->subject->shared, rs_step_ref (step));
  g_ptr_array_remove (self->subject->steps, step);
  return step;
}

static RsDecimal
quantity_of (JsonObject *line)
{
  RsDecimal value;

  g_assert_true (rs_decimal_from_double (json_object_get_double_member (line, "quantity"), &value, NULL));
  return value;
}

static void
take_lines (World *self, RsRbOrder *order, JsonArray *lines)
{
  g_ptr_array_set_size (order->lines, 0);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *from = json_array_get_object_element (lines, i);
      RsRbLine *line = rs_rb_line_new ();

      line->id = self->next_id++;
      line->item_number = g_strdup (json_object_get_string_member (from, "item_id"));
      line->quantity = quantity_of (from);
      g_ptr_array_add (order->lines, line);
    }
}

static void
link_order (World *self, JsonObject *payload)
{
  RsLink *link = self->subject->links->len > 0 ? g_ptr_array_index (self->subject->links, 0) : NULL;
  g_autoptr (JsonNode) node
    = json_node_init_object (json_node_alloc (), json_object_get_object_member (payload, "order"));

  if (link == NULL)
    {
      link = rs_link_new ();
      link->rb_ref = rs_plan_ext_ref_for_order (self->subject->rb_order->number);
      link->ws_order_id = g_strdup (json_object_get_string_member (payload, "ws_order_id"));
      link->case_key = g_strdup (self->subject->key);
      g_ptr_array_add (self->subject->links, link);
    }
  g_free (link->sent);
  link->sent = rs_json_to_string (node);
}

static char *
create_order (World *self, JsonObject *payload)
{
  JsonObject *body = json_object_get_object_member (payload, "order");
  RsRbOrder *order = rs_rb_order_new ();

  g_assert_null (self->subject->rb_order);
  order->number = 2001;
  order->other_reference = g_strdup (json_object_get_string_member (body, "other_reference"));
  order->customer_number = json_object_get_int_member (body, "customer_id");
  g_assert_cmpint (order->customer_number, >, 0);
  order->created_at = self->now;
  order->updated_at = self->now;
  self->subject->rb_order = order;
  take_lines (self, order, json_object_get_array_member (body, "lines"));
  link_order (self, payload);
  return g_strdup ("{\"rb_order_number\":2001}");
}

static void
update_order (World *self, JsonObject *payload)
{
  JsonObject *patch = json_object_get_object_member (payload, "patch");

  if (json_object_has_member (patch, "lines"))
    {
      g_assert_false (self->subject->rb_order->is_booked);
      take_lines (self, self->subject->rb_order, json_object_get_array_member (patch, "lines"));
    }
  if (json_object_has_member (patch, "note"))
    g_set_str (&self->subject->rb_order->note, json_object_get_string_member (patch, "note"));
  link_order (self, payload);
}

gboolean
world_apply_inbound (World *self, const RsStep *step, JsonObject *payload, char **result)
{
  if (g_str_equal (step->kind, "create-rb-order"))
    *result = create_order (self, payload);
  else if (g_str_equal (step->kind, "create-rb-customer"))
    *result = g_strdup ("{\"rb_customer_number\":20001}");
  else if (g_str_equal (step->kind, "create-rb-item"))
    *result
      = g_strdup_printf ("{\"rb_item_number\":\"%s\"}", json_object_get_string_member (payload, "number"));
  else if (g_str_equal (step->kind, "book-rb-order"))
    self->subject->rb_order->is_booked = TRUE;
  else if (g_str_equal (step->kind, "update-rb-order"))
    update_order (self, payload);
  else
    return g_str_equal (step->kind, "delete-rb-order");
  return TRUE;
}

RsRbOrder *
world_made_order (World *self)
{
  if (self->subject->rb_order == NULL)
    world_settle (self);
  g_assert_nonnull (self->subject->rb_order);
  return self->subject->rb_order;
}

char *
plan_dup_order_member (RsPlan *plan, const char *name)
{
  g_autofree char *text = plan_dup_payload (plan, "order");
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, G_MAXINT32, NULL);
  JsonObject *order = json_node_get_object (node);

  return json_object_has_member (order, name) ? rs_json_to_string (json_object_get_member (order, name))
                                              : NULL;
}
