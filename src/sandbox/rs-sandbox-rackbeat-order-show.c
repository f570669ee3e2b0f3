/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* How orders are shown (§3.1, §8), in the spellings that the switches choose. */

/* The record that @name_id names, copied to @name; null where there is none. */
static void
embed (RsSandboxRackbeat *self, JsonObject *object, const char *id_name, const char *name, RsRbKind kind)
{
  RsRbRecord *record = rs_sbr_find (self, kind, (gint64) rs_sandbox_number (object, id_name));

  if (record == NULL)
    json_object_set_null_member (object, name);
  else
    json_object_set_object_member (object, name, rs_sandbox_copy (record->object));
}

static void
show_term (RsSandboxRackbeat *self, JsonObject *order, gboolean in_list)
{
  gboolean has_term = rs_sandbox_number (order, "delivery_terms_id") != 0;
  gboolean absent = rs_sbr_is_spelt (self, "delivery_terms", "absent")
                    || (in_list && rs_sbr_is_spelt (self, "delivery_terms", "alone"));

  if (absent || rs_sbr_is_spelt (self, "delivery_terms", "id"))
    json_object_remove_member (order, "delivery_terms");
  else
    embed (self, order, "delivery_terms_id", "delivery_terms", RS_RB_DELIVERY_TERMS);
  if (absent || rs_sbr_is_spelt (self, "delivery_terms", "object"))
    json_object_remove_member (order, "delivery_terms_id");
  else if (!has_term)
    json_object_set_null_member (order, "delivery_terms_id");
}

static JsonObject *
brief_item (JsonObject *item)
{
  static const char *const names[] = { "number", "name", "barcode", "description" };
  JsonObject *brief = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    rs_sbr_take (brief, item, names[i]);
  return brief;
}

static void
complete_line (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *line)
{
  JsonObject *item = rs_sbr_item_of_line (self, line);

  if (rs_sbr_is_spelt (self, "quantity_shipped", "absent"))
    json_object_remove_member (line, "quantity_invoiced");
  else
    json_object_set_double_member (
      line, "quantity_shipped",
      rs_sbr_quantity_in_shipments (order, (gint64) rs_sandbox_number (line, "id"), TRUE));
  if (item != NULL)
    json_object_set_object_member (line, "item", brief_item (item));
  else
    json_object_set_null_member (line, "item");
}

/* Numbers that may come as texts, and booleans as digits (§1.3). */
static void
respell (RsSandboxRackbeat *self, JsonObject *object)
{
  gboolean texts = rs_sbr_is_spelt (self, "numbers", "text"),
           digits = rs_sbr_is_spelt (self, "booleans", "digits");
  g_autoptr (GList) names = texts || digits ? json_object_get_members (object) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);

      if (JSON_NODE_HOLDS_VALUE (node) && texts && json_node_get_value_type (node) == G_TYPE_DOUBLE)
        {
          char text[G_ASCII_DTOSTR_BUF_SIZE];

          g_ascii_formatd (text, sizeof text, "%.6f", json_node_get_double (node));
          json_object_set_string_member (object, l->data, text);
        }
      else if (JSON_NODE_HOLDS_VALUE (node) && digits && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        json_object_set_int_member (object, l->data, json_node_get_boolean (node));
    }
}

void
rs_sbr_respell (RsSandboxRackbeat *self, JsonObject *object)
{
  JsonArray *lines = rs_sandbox_array (object, "lines");

  respell (self, object);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    respell (self, json_array_get_object_element (lines, i));
}

JsonNode *
rs_sbr_present_order_line (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *line)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (line);

  complete_line (self, order, copy);
  respell (self, copy);
  return rs_sandbox_object_node (copy);
}

gboolean
rs_sbr_expands (RsRequest *request, const char *what)
{
  const char *expand = request != NULL ? rs_request_get_query (request, "expand") : NULL;
  g_auto (GStrv) parts = expand != NULL ? g_strsplit (expand, ",", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    if (g_str_equal (g_strstrip (parts[i]), what))
      return TRUE;
  return FALSE;
}

JsonNode *
rs_sbr_present_order (RsSandboxRackbeat *self, RsRbRecord *order, RsRequest *request)
{
  static const char *const times[]
    = { "booked_at", "shipped_at", "invoiced_at", "cancelled_at", "deliver_at" };
  g_autoptr (JsonObject) copy = rs_sandbox_copy (order->object);
  JsonArray *lines = rs_sandbox_array (copy, "lines");
  RsRbRecord *customer
    = rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (copy, "customer_id"));

  json_object_remove_member (copy, "custom_fields");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    complete_line (self, order, json_array_get_object_element (lines, i));
  if (customer != NULL)
    json_object_set_member (copy, "customer", rs_sbr_present_customer (self, customer, NULL));
  else
    json_object_set_null_member (copy, "customer");
  show_term (self, copy, request != NULL && g_str_equal (request->path, "/orders"));
  embed (self, copy, "payment_terms_id", "payment_terms", RS_RB_PAYMENT_TERMS);
  embed (self, copy, "our_reference_id", "our_reference", RS_RB_EMPLOYEES);
  json_object_set_boolean_member (copy, "is_ready_for_shipping", rs_sbr_is_ready (self, order));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    rs_sbr_show_time (self, copy, times[i], (gint64) rs_sandbox_number (order->object, times[i]));
  rs_sbr_stamp (self, RS_RB_ORDERS, order, request, copy);
  if (rs_sbr_expands (request, "field_values"))
    json_object_set_array_member (copy, "field_values", rs_sbr_field_values (self, order));
  rs_sbr_respell (self, copy);
  return rs_sandbox_object_node (copy);
}
