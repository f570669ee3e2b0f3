/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world-inbound.h"

#include "rs-json.h"
#include "rs-webshipper-codec.h"

#include <string.h>

/* The services of a test: each step does at once what the owner of the record would do. */

static JsonObject *
parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, G_MAXINT32, NULL);

  g_assert_nonnull (node);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_object_ref (json_node_get_object (node));
}

/* The order that a body would become: @body gets what the service adds. */
static RsWsOrder *
decode (JsonObject *body, const char *id, gint64 *next_id)
{
  JsonObject *data = json_object_get_object_member (body, "data");
  JsonObject *attributes = json_object_get_object_member (data, "attributes");
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), data);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  RsWsOrder *order;
  JsonArray *lines;

  json_object_set_string_member (data, "id", id);
  if (!json_object_has_member (attributes, "status"))
    json_object_set_string_member (attributes, "status", "pending");
  if (!json_object_has_member (attributes, "order_lines"))
    json_object_set_array_member (attributes, "order_lines", json_array_new ());
  lines = json_object_get_array_member (attributes, "order_lines");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if (!json_object_has_member (line, "id"))
        json_object_set_int_member (line, "id", (*next_id)++);
    }
  text = rs_json_to_string (node);
  order = rs_webshipper_decode_order (text, &error);
  g_assert_no_error (error);
  return order;
}

static void
put_link (World *self, const char *rb_ref, const char *ws_order_id, JsonObject *order)
{
  RsLink *link = rs_case_find_link (self->subject, rb_ref);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), order);

  if (link == NULL)
    {
      link = rs_link_new ();
      link->rb_ref = g_strdup (rb_ref);
      g_ptr_array_add (self->subject->links, link);
    }
  g_set_str (&link->ws_order_id, ws_order_id);
  g_set_str (&link->case_key, self->subject->key);
  g_free (link->sent);
  link->sent = rs_json_to_string (node);
  link->made_at = self->now;
}

static char *
create_ws_order (World *self, JsonObject *payload)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, self->next_id++);
  JsonObject *body = json_object_get_object_member (payload, "order");

  put_link (self, json_object_get_string_member (payload, "ext_ref"), id, body);
  g_ptr_array_add (self->subject->ws_orders, decode (body, id, &self->next_id));
  return g_strdup_printf ("{\"ws_order_id\":\"%s\"}", id);
}

static void
take_address (RsAddress **to, RsAddress *from)
{
  g_clear_pointer (to, rs_address_unref);
  *to = from != NULL ? rs_address_ref (from) : NULL;
}

static char *
update_ws_order (World *self, JsonObject *payload)
{
  const char *id = json_object_get_string_member (payload, "ws_order_id");
  RsWsOrder *order = rs_case_find_ws_order (self->subject, id);
  JsonObject *patch = json_object_get_object_member (payload, "patch");
  JsonObject *data = json_object_get_object_member (patch, "data");
  JsonObject *attributes = json_object_get_object_member (data, "attributes");
  gboolean has_lines = json_object_has_member (attributes, "order_lines");
  gboolean has_status = json_object_has_member (attributes, "status");
  g_autoptr (RsWsOrder) wanted = NULL;

  g_assert_nonnull (order);
  g_assert_cmpstr (json_object_get_string_member (data, "id"), ==, id);
  put_link (self, json_object_get_string_member (payload, "ext_ref"), id,
            json_object_get_object_member (payload, "order"));
  wanted = decode (patch, id, &self->next_id);
  if (json_object_has_member (attributes, "delivery_address"))
    take_address (&order->delivery_address, wanted->delivery_address);
  if (json_object_has_member (attributes, "billing_address"))
    take_address (&order->billing_address, wanted->billing_address);
  if (json_object_has_member (attributes, "external_comment"))
    g_set_str (&order->external_comment, wanted->external_comment);
  if (json_object_has_member (attributes, "internal_comment"))
    g_set_str (&order->internal_comment, wanted->internal_comment);
  if (json_object_has_member (data, "relationships"))
    order->rate_id = wanted->rate_id;
  if (has_status)
    g_set_str (&order->status, wanted->status);
  if (has_lines)
    {
      g_ptr_array_unref (order->lines);
      order->lines = g_ptr_array_ref (wanted->lines);
    }
  return NULL;
}

static char *
create_rb_shipment (World *self, JsonObject *payload)
{
  JsonArray *lines = json_object_get_array_member (payload, "lines");
  JsonArray *before = json_object_get_array_member (payload, "before");
  RsRbShipment *shipment;
  gint64 id = self->next_id++;

  g_assert_cmpuint (json_array_get_length (before), ==, self->subject->rb_shipments->len);
  g_assert_cmpuint (json_array_get_length (lines), >, 0);
  shipment = world_add_rb_shipment (self, id);
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      RsRbShipmentLine *made = rs_rb_shipment_line_new ();

      made->id = self->next_id++;
      made->item_number = g_strdup (json_object_get_string_member (line, "item_number"));
      g_assert_true (
        rs_decimal_from_double (json_object_get_double_member (line, "quantity"), &made->quantity, NULL));
      g_ptr_array_add (shipment->lines, made);
    }
  return g_strdup_printf ("{\"rb_shipment_id\":%" G_GINT64_FORMAT "}", id);
}

static char *
carry_out (World *self, const RsStep *step, JsonObject *payload)
{
  const char *ws_order_id = json_object_get_string_member_with_default (payload, "ws_order_id", NULL);
  RsWsOrder *order = rs_case_find_ws_order (self->subject, ws_order_id);
  char *result = NULL;

  if (world_apply_inbound (self, step, payload, &result))
    return result;
  if (g_str_equal (step->kind, "create-ws-order"))
    return create_ws_order (self, payload);
  if (g_str_equal (step->kind, "update-ws-order"))
    return update_ws_order (self, payload);
  if (g_str_equal (step->kind, "create-rb-shipment"))
    return create_rb_shipment (self, payload);
  if (g_str_equal (step->kind, "cancel-ws-order"))
    g_set_str (&order->status, "cancelled");
  else if (g_str_equal (step->kind, "mark-ws-dispatched"))
    g_set_str (&order->status, "dispatched");
  else if (g_str_equal (step->kind, "mark-rb-shipped"))
    world_ship_in_rackbeat (
      self, rs_case_find_rb_shipment (self->subject, json_object_get_int_member (payload, "rb_shipment_id")));
  else
    g_assert_cmpstr (step->kind, ==, "write-rb-tracking");
  return NULL;
}

void
world_apply (World *self, RsStep *step)
{
  g_autoptr (JsonObject) payload = parse (step->payload);
  g_autofree char *result = carry_out (self, step, payload);
  RsStep *journaled = rs_case_find_step (self->subject, step->key);

  if (journaled == NULL)
    {
      world_journal (self, step->key, RS_STEP_DONE, step->payload, result);
      return;
    }
  g_assert_true (journaled->state == RS_STEP_FAILED || journaled->state == RS_STEP_DROPPED);
  journaled->state = RS_STEP_DONE;
  g_set_str (&journaled->payload, step->payload);
  g_set_str (&journaled->result, result);
}

guint
world_settle (World *self)
{
  for (guint done = 0; done < 50; done++)
    {
      g_autoptr (RsPlan) plan = world_plan (self);

      if (plan->steps->len == 0)
        return done;
      world_apply (self, g_ptr_array_index (plan->steps, 0));
    }
  g_error ("The plan never ends");
}

void
world_cross (World *self)
{
  g_assert_cmpuint (world_settle (self), >, 0);
  g_assert_cmpuint (self->subject->ws_orders->len, >, 0);
}

RsWsOrder *
plan_dup_ws_order (RsPlan *plan)
{
  g_autoptr (JsonObject) payload = NULL;
  gint64 next_id = 1;

  g_assert_cmpuint (plan->steps->len, >, 0);
  payload = parse (((RsStep *) g_ptr_array_index (plan->steps, 0))->payload);
  return decode (json_object_get_object_member (payload, "order"), "1", &next_id);
}

char *
step_dup_payload (const RsStep *step, const char *name)
{
  g_autoptr (JsonObject) payload = parse (step->payload);

  return json_object_has_member (payload, name) ? rs_json_to_string (json_object_get_member (payload, name))
                                                : NULL;
}

char *
plan_dup_payload (RsPlan *plan, const char *name)
{
  g_assert_cmpuint (plan->steps->len, >, 0);
  return step_dup_payload (g_ptr_array_index (plan->steps, 0), name);
}
