/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include "rs-error.h"

#include <string.h>

/* What another person does in Rackbeat, by POST control/act {"service":"rackbeat","action","id",…}. */

typedef JsonNode *(*Act) (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error);

static JsonNode *
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, text);
  return NULL;
}

static JsonNode *
act_book (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  return rs_sbr_book (self, order, "person") ? rs_sbr_present_order (self, order) : refuse (error, "It is booked or cancelled");
}

static JsonNode *
act_reopen (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  return rs_sbr_reopen (self, order, "person") ? rs_sbr_present_order (self, order) : refuse (error, "It is not booked, or shipped");
}

static JsonNode *
act_cancel (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  json_object_set_boolean_member (order->object, "is_cancelled", TRUE);
  json_object_set_int_member (order->object, "cancelled_at", rs_sbr_now (self));
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "cancelled", "person", NULL);
  return rs_sbr_present_order (self, order);
}

static JsonNode *
act_archive (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  json_object_set_boolean_member (order->object, "is_archived", TRUE);
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "archived", "person", NULL);
  return rs_sbr_present_order (self, order);
}

static JsonNode *
act_delete (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  JsonNode *last = rs_sbr_present_order (self, order);

  rs_sbr_record (self, "order", order->id, "deleted", "person", NULL);
  rs_sbr_remove_order (self, order);
  return last;
}

/* Any members of the order; "delivery_address" merges; "quantity" {"line":id,"quantity":n} changes a line. */
static JsonNode *
act_edit (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init (&iter, args);
  while (json_object_iter_next (&iter, &name, &member))
    {
      JsonObject *address = g_str_has_suffix (name, "_address") ? rs_sandbox_object (order->object, name) : NULL;

      if (g_str_equal (name, "service") || g_str_equal (name, "action") || g_str_equal (name, "id"))
        continue;
      if (address != NULL && JSON_NODE_HOLDS_OBJECT (member))
        {
          JsonObjectIter inner;
          const char *part;
          JsonNode *value;

          json_object_iter_init (&inner, json_node_get_object (member));
          while (json_object_iter_next (&inner, &part, &value))
            json_object_set_member (address, part, json_node_copy (value));
        }
      else if (g_str_equal (name, "line") || g_str_equal (name, "quantity"))
        {
          JsonArray *lines = rs_sandbox_array (order->object, "lines");

          for (guint i = 0; i < json_array_get_length (lines); i++)
            {
              JsonObject *line = json_array_get_object_element (lines, i);

              if ((gint64) rs_sandbox_number (line, "id") == (gint64) rs_sandbox_number (args, "line"))
                json_object_set_double_member (line, "quantity", rs_sandbox_number (args, "quantity"));
            }
        }
      else
        {
          json_object_set_member (order->object, name, json_node_copy (member));
        }
    }
  rs_sbr_touch_order (self, order);
  rs_sbr_record (self, "order", order->id, "changed", "person", rs_sandbox_copy (args));
  return rs_sbr_present_order (self, order);
}

static JsonNode *
act_create_shipment (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  RsRbRecord *made;

  /* The service offers it for confirmed orders only, to people too (Rackbeat reference §3.3). */
  if (!rs_sandbox_bool (order->object, "is_booked") || rs_sandbox_bool (order->object, "is_cancelled"))
    return refuse (error, "The order is not booked");
  made = rs_sbr_make_shipment (self, order, rs_sandbox_array (args, "lines"), "person");
  return made != NULL ? rs_sbr_present_shipment (self, made) : refuse (error, "There is nothing left to ship");
}

static JsonNode *
act_ship (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  return rs_sbr_ship (self, shipment, "person") ? rs_sbr_present_shipment (self, shipment) : refuse (error, "It is shipped already");
}

/* {"line":shipment line id,"quantity":n}; 0 deletes the line. */
static JsonNode *
act_edit_shipment (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  JsonArray *lines = rs_sandbox_array (shipment->object, "lines");

  for (gint i = (gint) json_array_get_length (lines) - 1; i >= 0; i--)
    {
      JsonObject *line = json_array_get_object_element (lines, (guint) i);
      gboolean this_one = (gint64) rs_sandbox_number (line, "id") == (gint64) rs_sandbox_number (args, "line") ||
                          (rs_sandbox_string (args, "item") != NULL &&
                           g_strcmp0 (rs_sandbox_string (args, "item"), rs_sandbox_string (line, "child_id")) == 0);

      if (!this_one)
        continue;
      if (rs_sandbox_number (args, "quantity") <= 0)
        json_array_remove_element (lines, (guint) i);
      else
        json_object_set_double_member (line, "quantity", rs_sandbox_number (args, "quantity"));
    }
  rs_sbr_touch_shipment (self, shipment);
  rs_sbr_record (self, "shipment", shipment->id, "changed", "person", rs_sandbox_copy (shipment->object));
  return rs_sbr_present_shipment (self, shipment);
}

static JsonNode *
act_delete_shipment (RsSandboxRackbeat *self, RsRbRecord *order, RsRbRecord *shipment, JsonObject *args, GError **error)
{
  JsonNode *last = rs_sbr_present_shipment (self, shipment);

  rs_sbr_record (self, "shipment", shipment->id, "deleted", "person", NULL);
  rs_sbr_remove_shipment (self, shipment);
  return last;
}

static const struct
{
  const char *name;
  char on; /* 'o' an order's number, 's' a shipment's id */
  Act act;
} acts[] = {
  { "book", 'o', act_book },
  { "reopen", 'o', act_reopen },
  { "cancel", 'o', act_cancel },
  { "archive", 'o', act_archive },
  { "delete", 'o', act_delete },
  { "edit", 'o', act_edit },
  { "create-shipment", 'o', act_create_shipment },
  { "ship", 's', act_ship },
  { "edit-shipment", 's', act_edit_shipment },
  { "delete-shipment", 's', act_delete_shipment },
};

/* A whole order as the API shows one; what is missing takes the first customer and today. */
static JsonNode *
create_order (RsSandboxRackbeat *self, JsonObject *args)
{
  JsonObject *object = rs_sandbox_object (args, "order") != NULL ? rs_sandbox_copy (rs_sandbox_object (args, "order")) : json_object_new ();
  JsonArray *lines = rs_sandbox_array (object, "lines");
  RsRbRecord *order;

  if (lines == NULL)
    {
      lines = json_array_new ();
      json_object_set_array_member (object, "lines", lines);
    }
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      json_object_set_int_member (line, "id", self->next_line++);
      if (!json_object_has_member (line, "variations"))
        json_object_set_array_member (line, "variations", json_array_new ());
      if (!json_object_has_member (line, "child_type"))
        json_object_set_string_member (line, "child_type", "product");
    }
  order = rs_sbr_add_order (self, object, rs_sbr_now (self));
  rs_sbr_record (self, "order", order->id, "created", "person", NULL);
  if (!json_object_has_member (object, "is_booked") || rs_sandbox_bool (object, "is_booked"))
    {
      json_object_set_boolean_member (object, "is_booked", FALSE);
      rs_sbr_book (self, order, "person");
    }
  return rs_sbr_present_order (self, order);
}

/* {"number":n,"name":text}: renames; without a name deletes; without a number adds. */
static JsonNode *
edit_delivery_term (RsSandboxRackbeat *self, JsonObject *args)
{
  GPtrArray *terms = rs_sbr_register (self, "delivery-terms");
  gint64 number = (gint64) rs_sandbox_number (args, "number"), next = 1;
  const char *name = rs_sandbox_string (args, "name");
  JsonObject *term = NULL;

  for (guint i = 0; i < terms->len; i++)
    {
      JsonObject *known = g_ptr_array_index (terms, i);

      next = MAX (next, (gint64) rs_sandbox_number (known, "number") + 1);
      if ((gint64) rs_sandbox_number (known, "number") != number)
        continue;
      if (name == NULL)
        {
          g_ptr_array_remove_index (terms, i);
          return json_node_init_null (json_node_alloc ());
        }
      json_object_set_string_member (known, "name", name);
      return rs_sandbox_object_node (known);
    }
  term = json_object_new ();
  json_object_set_int_member (term, "number", number != 0 ? number : next);
  json_object_set_string_member (term, "name", name != NULL ? name : "");
  g_ptr_array_add (terms, term);
  return rs_sandbox_object_node (term);
}

/* {"id":item number, …members}: changes an item, such as {"available_quantity":0}. */
static JsonNode *
edit_item (RsSandboxRackbeat *self, const char *id, JsonObject *args, GError **error)
{
  JsonObject *item = id != NULL ? g_hash_table_lookup (self->items, id) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (item == NULL)
    return refuse (error, "There is no such item");
  json_object_iter_init (&iter, args);
  while (json_object_iter_next (&iter, &name, &member))
    if (!g_str_equal (name, "id") && !g_str_equal (name, "service") && !g_str_equal (name, "action"))
      json_object_set_member (item, name, json_node_copy (member));
  return rs_sandbox_object_node (item);
}

JsonNode *
rs_sbr_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args, GError **error)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  gint64 number = id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0;
  GString *known = g_string_new ("create-order, edit-delivery-term, edit-item");

  if (g_str_equal (action, "create-order") || g_str_equal (action, "edit-delivery-term") || g_str_equal (action, "edit-item"))
    {
      g_string_free (known, TRUE);
      return g_str_equal (action, "create-order") ? create_order (self, args)
             : g_str_equal (action, "edit-item") ? edit_item (self, id, args, error)
                                                 : edit_delivery_term (self, args);
    }
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      RsRbRecord *order, *shipment;

      g_string_append_printf (known, ", %s", acts[i].name);
      if (!g_str_equal (acts[i].name, action))
        continue;
      g_string_free (known, TRUE);
      order = acts[i].on == 'o' ? rs_sbr_find_order (self, number) : NULL;
      shipment = acts[i].on == 's' ? rs_sbr_find_shipment (self, number) : NULL;
      if (order == NULL && shipment == NULL)
        return refuse (error, "There is no such order or shipment");
      return acts[i].act (self, order, shipment, args, error);
    }
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unknown action \"%.40s\". Known: %s", action, known->str);
  g_string_free (known, TRUE);
  return NULL;
}
