/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include "rs-error.h"

/* What another person does in Rackbeat, by POST control/act {"service":"rackbeat","action","id",…}. A person
 * at Rackbeat's own screens can do more than its API allows; but not everything: nobody ships a shipment
 * twice. */

typedef struct
{
  RsRbRecord *record; /* (nullable) what the id names */
  const char *id;     /* (nullable) */
  JsonObject *args;
} Deed;

typedef JsonNode *(*Act) (RsSandboxRackbeat *self, const Deed *deed, GError **error);

static JsonNode *
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, text);
  return NULL;
}

static JsonNode *
show_order (RsSandboxRackbeat *self, RsRbRecord *order)
{
  return rs_sbr_present_order (self, order, NULL);
}

static JsonNode *
show_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment)
{
  return rs_sbr_present_shipment (self, shipment, NULL);
}

static JsonNode *
changed_order (RsSandboxRackbeat *self, const Deed *deed, const char *verb)
{
  rs_sbr_recompute (self, deed->record);
  rs_sbr_touch (self, RS_RB_ORDERS, deed->record);
  rs_sbr_record (self, "order", deed->record->id, verb, "person", rs_sandbox_copy (deed->args));
  return show_order (self, deed->record);
}

static JsonNode *
changed_shipment (RsSandboxRackbeat *self, const Deed *deed)
{
  rs_sbr_touch (self, RS_RB_SHIPMENTS, deed->record);
  rs_sbr_record (self, "shipment", deed->record->id, "changed", "person",
                 rs_sandbox_copy (deed->record->object));
  return show_shipment (self, deed->record);
}

/* As the API shows an order; what is missing takes the customer's, the item's, or today. */
static JsonNode *
act_create_order (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonObject *given = rs_sandbox_object (deed->args, "order");
  g_autoptr (JsonObject) body = given != NULL ? rs_sandbox_copy (given) : json_object_new ();
  GPtrArray *customers = rs_sbr_table (self, RS_RB_CUSTOMERS)->list;
  gboolean draft = json_object_has_member (body, "is_booked") && !rs_sandbox_bool (body, "is_booked");
  RsRbRecord *order;

  if (!json_object_has_member (body, "customer_id") && customers->len > 0)
    json_object_set_int_member (body, "customer_id", ((RsRbRecord *) g_ptr_array_index (customers, 0))->id);
  order = rs_sbr_add (self, RS_RB_ORDERS, rs_sbr_new_order (self, body), 0);
  rs_sbr_recompute (self, order);
  rs_sbr_record (self, "order", order->id, "created", "person", g_steal_pointer (&body));
  if (!draft)
    rs_sbr_book (self, order, "person");
  return show_order (self, order);
}

static JsonNode *
act_book (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  return rs_sbr_book (self, deed->record, "person") ? show_order (self, deed->record)
                                                    : refuse (error, "It is booked or cancelled");
}

static JsonNode *
act_reopen (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  return rs_sbr_reopen (self, deed->record, "person") ? show_order (self, deed->record)
                                                      : refuse (error, "It is not booked, or shipped");
}

static JsonNode *
act_cancel (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  json_object_set_boolean_member (deed->record->object, "is_cancelled", TRUE);
  json_object_set_int_member (deed->record->object, "cancelled_at", rs_sbr_now (self));
  return changed_order (self, deed, "cancelled");
}

static JsonNode *
act_archive (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  json_object_set_boolean_member (deed->record->object, "is_archived", TRUE);
  return changed_order (self, deed, "archived");
}

static JsonNode *
act_delete (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonNode *last = show_order (self, deed->record);

  rs_sbr_record (self, "order", deed->record->id, "deleted", "person", NULL);
  rs_sbr_remove (self, RS_RB_ORDERS, deed->record);
  return last;
}

/* {"line":id,"quantity":n} changes one line; other members are the order's, in any of the API's spellings. */
static JsonNode *
act_edit (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonObject *line = rs_sbr_find_line (deed->record, (gint64) rs_sandbox_number (deed->args, "line"));
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (json_object_has_member (deed->args, "line"))
    {
      if (line == NULL)
        return refuse (error, "The order has no such line");
      rs_sbr_apply_line (self, line, deed->args);
      return changed_order (self, deed, "changed");
    }
  rs_sbr_apply_order (self, deed->record->object, deed->args);
  /* Flags are nobody's to write but a test's. */
  json_object_iter_init (&iter, deed->args);
  while (json_object_iter_next (&iter, &name, &member))
    if (g_str_has_prefix (name, "is_"))
      json_object_set_member (deed->record->object, name, json_node_copy (member));
  return changed_order (self, deed, "changed");
}

static JsonNode *
act_add_line (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonArray *lines = rs_sandbox_array (deed->record->object, "lines");

  json_array_add_object_element (lines, rs_sbr_new_line (self, deed->record->object, deed->args));
  return changed_order (self, deed, "changed");
}

static JsonNode *
act_delete_line (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonArray *lines = rs_sandbox_array (deed->record->object, "lines");
  JsonObject *line = rs_sbr_find_line (deed->record, (gint64) rs_sandbox_number (deed->args, "line"));

  if (line == NULL)
    return refuse (error, "The order has no such line");
  for (guint i = json_array_get_length (lines); i > 0; i--)
    if (json_array_get_object_element (lines, i - 1) == line)
      json_array_remove_element (lines, i - 1);
  return changed_order (self, deed, "changed");
}

static JsonNode *
act_note (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  const char *text = rs_sandbox_string (deed->args, "note");

  if (text == NULL)
    return refuse (error, "A note has a text: \"note\"");
  rs_sbr_add_note (self, deed->record, text, "person");
  return show_order (self, deed->record);
}

static JsonNode *
act_invoice (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  return rs_sbr_invoice (self, deed->record, TRUE, "person") != NULL
           ? show_order (self, deed->record)
           : refuse (error, "There is nothing to invoice");
}

static JsonNode *
act_create_shipment (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  RsRbRecord *made;

  if (!rs_sandbox_bool (deed->record->object, "is_booked")
      || rs_sandbox_bool (deed->record->object, "is_cancelled"))
    return refuse (error, "The order is not booked");
  made = rs_sbr_make_shipment (self, deed->record, rs_sandbox_array (deed->args, "lines"), "person");
  return made != NULL ? show_shipment (self, made) : refuse (error, "There is nothing left to ship");
}

static JsonNode *
act_ship (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  return rs_sbr_ship (self, deed->record, "person") ? show_shipment (self, deed->record)
                                                    : refuse (error, "It is shipped already");
}

static JsonNode *
act_pick (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  rs_sbr_pick (deed->record, (gint64) rs_sandbox_number (deed->args, "line"), TRUE);
  return changed_shipment (self, deed);
}

/* {"line":shipment line id | "item":number,"quantity":n}; 0 deletes the line. */
static JsonNode *
act_edit_shipment (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonArray *lines = rs_sandbox_array (deed->record->object, "lines");
  const char *item = rs_sandbox_string (deed->args, "item");
  guint found = 0;

  if (rs_sandbox_bool (deed->record->object, "is_shipped"))
    return refuse (error, "It is shipped already");
  for (guint i = json_array_get_length (lines); i > 0; i--)
    {
      JsonObject *line = json_array_get_object_element (lines, i - 1);
      gint64 id = (gint64) rs_sandbox_number (line, "id");

      if (id != (gint64) rs_sandbox_number (deed->args, "line")
          && (item == NULL || g_strcmp0 (item, rs_sandbox_string (line, "child_id")) != 0))
        continue;
      rs_sbr_set_shipment_line (self, deed->record, id, rs_sandbox_number (deed->args, "quantity"));
      found++;
    }
  return found > 0 ? changed_shipment (self, deed) : refuse (error, "The shipment has no such line");
}

static JsonNode *
act_delete_shipment (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  RsRbRecord *order = rs_sbr_order_of (self, deed->record);
  JsonNode *last = show_shipment (self, deed->record);

  rs_sbr_record (self, "shipment", deed->record->id, "deleted", "person", NULL);
  rs_sbr_remove (self, RS_RB_SHIPMENTS, deed->record);
  if (order != NULL)
    rs_sbr_recompute (self, order);
  return last;
}

/* Every member of the deed is the record's, but those that say what to do. */
static void
take_all (JsonObject *object, JsonObject *args)
{
  static const char *const told[] = { "service", "action", "id", "number", NULL };
  g_autoptr (GList) names = json_object_get_members (args);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (told, l->data))
      rs_sbr_take (object, args, l->data);
}

/* {"number":n,"name":text} renames, or adds when there is none; without a name it deletes; without a number
 * it adds. */
static JsonNode *
act_edit_delivery_term (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  gint64 number = (gint64) rs_sandbox_number (deed->args, "number");
  RsRbRecord *term = rs_sbr_find (self, RS_RB_DELIVERY_TERMS, number);
  const char *name = rs_sandbox_string (deed->args, "name"), *verb = "changed";
  JsonObject *added;

  if (term == NULL && name == NULL)
    return refuse (error, "There is no such delivery term, and a new one has a \"name\"");
  if (name == NULL)
    {
      rs_sbr_record (self, "delivery_term", number, "deleted", "person", NULL);
      rs_sbr_remove (self, RS_RB_DELIVERY_TERMS, term);
      return json_node_init_null (json_node_alloc ());
    }
  if (term == NULL)
    {
      verb = "created";
      added = json_object_new ();
      json_object_set_int_member (added, "number", number);
      term = rs_sbr_add (self, RS_RB_DELIVERY_TERMS, added, 0);
    }
  json_object_set_string_member (term->object, "name", name);
  rs_sbr_touch (self, RS_RB_DELIVERY_TERMS, term);
  rs_sbr_record (self, "delivery_term", term->id, verb, "person", rs_sandbox_copy (term->object));
  return rs_sandbox_object_node (term->object);
}

static JsonNode *
act_edit_item (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  JsonObject *physical = rs_sandbox_object (deed->args, "physical"),
             *kept = rs_sandbox_object (deed->record->object, "physical");
  g_autoptr (JsonObject) rest = rs_sandbox_copy (deed->args);

  if (physical != NULL && kept != NULL)
    {
      json_object_remove_member (rest, "physical");
      take_all (kept, physical);
    }
  /* What is available follows from the stock; a test that sets one means the other. */
  if (json_object_has_member (rest, "available_quantity") && !json_object_has_member (rest, "stock_quantity"))
    json_object_set_double_member (rest, "stock_quantity", rs_sandbox_number (rest, "available_quantity"));
  json_object_remove_member (rest, "available_quantity");
  take_all (deed->record->object, rest);
  rs_sbr_touch (self, RS_RB_ITEMS, deed->record);
  rs_sbr_record (self, "item", deed->record->id, "changed", "person", g_steal_pointer (&rest));
  return rs_sbr_present_item (self, deed->record, NULL);
}

static JsonNode *
act_delete_item (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  rs_sbr_record (self, "item", deed->record->id, "deleted", "person", NULL);
  rs_sbr_remove (self, RS_RB_ITEMS, deed->record);
  return json_node_init_null (json_node_alloc ());
}

static JsonNode *
act_edit_customer (RsSandboxRackbeat *self, const Deed *deed, GError **error)
{
  take_all (deed->record->object, deed->args);
  rs_sbr_touch (self, RS_RB_CUSTOMERS, deed->record);
  rs_sbr_record (self, "customer", deed->record->id, "changed", "person", rs_sandbox_copy (deed->args));
  return rs_sbr_present_customer (self, deed->record, NULL);
}

static const struct
{
  const char *name;
  gint on; /* the kind that the id names, or -1 */
  Act act;
  const char *meaning;
} acts[] = {
  { "create-order", -1, act_create_order,
    "{\"order\":{…}}: an order as the API shows or takes one, booked unless is_booked is false" },
  { "book", RS_RB_ORDERS, act_book, "confirms the order" },
  { "reopen", RS_RB_ORDERS, act_reopen, "back to draft, while nothing is shipped or invoiced" },
  { "cancel", RS_RB_ORDERS, act_cancel, "cancels the order" },
  { "archive", RS_RB_ORDERS, act_archive, "archives the order" },
  { "delete", RS_RB_ORDERS, act_delete, "deletes the order in any state, with its shipments and notes" },
  { "edit", RS_RB_ORDERS, act_edit,
    "{members of the order}: addresses merge, \"lines\" replaces all under new ids; or {\"line\":id,\"quantity\",\"line_price\",…} for one line; booked or not" },
  { "add-line", RS_RB_ORDERS, act_add_line, "{\"item_id\",\"quantity\",…}: one more line" },
  { "delete-line", RS_RB_ORDERS, act_delete_line, "{\"line\":id}" },
  { "note", RS_RB_ORDERS, act_note, "{\"note\":text}: a note on the order" },
  { "invoice", RS_RB_ORDERS, act_invoice, "invoices the whole order" },
  { "create-shipment", RS_RB_ORDERS, act_create_shipment,
    "of what remains, or of {\"lines\":[{\"order_line_id\",\"quantity\"}]}" },
  { "ship", RS_RB_SHIPMENTS, act_ship, "marks the shipment shipped" },
  { "pick", RS_RB_SHIPMENTS, act_pick, "picks every line, or {\"line\":id}" },
  { "edit-shipment", RS_RB_SHIPMENTS, act_edit_shipment,
    "{\"line\":shipment line id | \"item\":number,\"quantity\"}: 0 deletes the line" },
  { "delete-shipment", RS_RB_SHIPMENTS, act_delete_shipment, "deletes the shipment, shipped or not" },
  { "edit-delivery-term", -1, act_edit_delivery_term,
    "{\"number\",\"name\"}: renames or adds; without a name deletes" },
  { "edit-item", RS_RB_ITEMS, act_edit_item,
    "the id is the item number; {members of the item}, such as {\"stock_quantity\":0}" },
  { "delete-item", RS_RB_ITEMS, act_delete_item, "the id is the item number" },
  { "edit-customer", RS_RB_CUSTOMERS, act_edit_customer, "{members of the customer}" },
};

const char *const *
rs_sbr_describe_acts (RsSandboxService *service)
{
  static const char *described[2 * G_N_ELEMENTS (acts) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      described[2 * i] = acts[i].name;
      described[2 * i + 1] = acts[i].meaning;
    }
  return described;
}

static JsonNode *
unknown (const char *action, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", acts[i].name);
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "Unknown action \"%.40s\". Known: %s", action, known->str);
  return NULL;
}

JsonNode *
rs_sbr_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args, GError **error)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  Deed deed = { NULL, id, args };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      if (!g_str_equal (acts[i].name, action))
        continue;
      if (acts[i].on == RS_RB_ITEMS)
        deed.record = rs_sbr_find_item (self, id);
      else if (acts[i].on >= 0)
        deed.record = rs_sbr_find_text (self, (RsRbKind) acts[i].on, id);
      if (acts[i].on >= 0 && deed.record == NULL)
        {
          g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "There is no such %s",
                       rs_sbr_table (self, (RsRbKind) acts[i].on)->singular);
          return NULL;
        }
      return acts[i].act (self, &deed, error);
    }
  return unknown (action, error);
}
