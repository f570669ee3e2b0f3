/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Orders and lines as clients send them (§3.1 "Create", "Change"): what is checked, what is taken, what the
 * customer supplies. */

static const char *const address_parts[]
  = { "name", "street", "street2", "state", "city", "zipcode", "country", "email", "phone", "attention" };

gint64
rs_sbr_moment (JsonNode *node)
{
  RsInstant instant = RS_INSTANT_NONE;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_get_int (node);
  return rs_instant_parse (json_node_get_string (node), NULL, &instant, NULL) ? instant : 0;
}

static void
check_register (RsSandboxRackbeat *self, JsonObject *body, const char *name, RsRbKind kind,
                JsonObject *errors)
{
  g_autofree char *text = NULL;

  if (!json_object_has_member (body, name) || json_object_get_null_member (body, name)
      || rs_sandbox_object (body, name) != NULL)
    return;
  if (rs_sbr_find (self, kind, (gint64) rs_sandbox_number (body, name)) != NULL)
    return;
  text = g_strdup_printf ("The selected %s is invalid.", rs_sbr_table (self, kind)->singular);
  rs_sbr_complain (errors, name, text);
}

static void
check_date (JsonObject *body, const char *name, JsonObject *errors)
{
  JsonNode *node = json_object_get_member (body, name);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node)
      && (rs_sandbox_string (body, name) == NULL || rs_sbr_moment (node) == 0))
    rs_sbr_complain (errors, name, "The date is not a valid date.");
}

static void
check_length (JsonObject *body, const char *name, glong longest, JsonObject *errors)
{
  const char *text = rs_sandbox_string (body, name);
  g_autofree char *complaint = NULL;

  if (text == NULL || g_utf8_strlen (text, -1) <= longest)
    return;
  complaint = g_strdup_printf ("The %s may not be greater than %ld characters.", name, longest);
  rs_sbr_complain (errors, name, complaint);
}

static gboolean
is_one_of (const char *text, const char *const *words)
{
  return text == NULL || g_strv_contains (words, text);
}

/* A bad e-mail or phone LIKELY is refused (§8). */
static void
check_address (JsonObject *body, const char *name, JsonObject *errors)
{
  JsonObject *address = rs_sandbox_object (body, name);
  const char *email = rs_sandbox_string (address, "email"), *phone = rs_sandbox_string (address, "phone");
  g_autofree char *email_path = g_strconcat (name, ".email", NULL),
                  *phone_path = g_strconcat (name, ".phone", NULL);

  if (email != NULL && *email != '\0'
      && (strchr (email, '@') == NULL || strpbrk (email, " \t\r\n,;") != NULL))
    rs_sbr_complain (errors, email_path, "The email must be a valid email address.");
  if (phone != NULL && strspn (phone, "+0123456789 ()-./") != strlen (phone))
    rs_sbr_complain (errors, phone_path, "The phone format is invalid.");
}

void
rs_sbr_check_line (RsSandboxRackbeat *self, JsonObject *line, const char *path, gboolean complete,
                   JsonObject *errors)
{
  const char *number = rs_sandbox_string (line, "item_id");
  RsRbRecord *item = rs_sbr_find_item (self, number);
  g_autofree char *item_path = g_strconcat (path, "item_id", NULL),
                  *quantity_path = g_strconcat (path, "quantity", NULL);
  g_autofree char *barred = NULL;

  if (number == NULL ? complete : item == NULL)
    rs_sbr_complain (errors, item_path, "Product needed");
  if (item != NULL && rs_sandbox_bool (item->object, "is_barred"))
    {
      barred = g_strdup_printf ("Product '%.60s' is barred.", number);
      rs_sbr_complain (errors, item_path, barred);
    }
  if (complete ? !json_object_has_member (line, "quantity") : FALSE)
    rs_sbr_complain (errors, quantity_path, "The quantity field is required.");
  else if (json_object_has_member (line, "quantity") && rs_sandbox_number (line, "quantity") == 0)
    rs_sbr_complain (errors, quantity_path, "The quantity must be a number.");
}

static void
check_lines (RsSandboxRackbeat *self, JsonObject *body, gboolean complete, JsonObject *errors)
{
  JsonArray *lines = rs_sandbox_array (body, "lines");

  if (lines == NULL)
    {
      if (complete || json_object_has_member (body, "lines"))
        rs_sbr_complain (errors, "lines", "The lines field is required.");
      return;
    }
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      g_autofree char *path = g_strdup_printf ("lines.%u.", i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        rs_sbr_check_line (self, json_node_get_object (node), path, TRUE, errors);
      else
        rs_sbr_complain (errors, path, "The line must be an object.");
    }
}

/* POST /orders, unlike a draft, needs what neither it nor the customer says (§3.1, LIKELY). */
static void
check_supplied (JsonObject *body, JsonObject *customer, JsonObject *errors)
{
  static const char *const names[] = { "layout_id", "payment_terms_id", "vat_zone" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("The %s field is required.", names[i]);

      if (!json_object_has_member (body, names[i])
          && (customer == NULL || !json_object_has_member (customer, names[i])))
        rs_sbr_complain (errors, names[i], text);
    }
}

RsResponse *
rs_sbr_check_order (RsSandboxRackbeat *self, JsonObject *body, gboolean complete, gboolean draft)
{
  static const char *const zones[] = { "domestic", "eu", "abroad", "domestic_exempt", NULL };
  static const char *const currencies[] = { "DKK", "NOK", "SEK", "EUR", "GBP", "USD", "CHF", "PLN", NULL };
  RsRbRecord *customer
    = rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (body, "customer_id"));
  g_autoptr (JsonObject) errors = json_object_new ();

  if (customer == NULL && (complete || json_object_has_member (body, "customer_id")))
    rs_sbr_complain (errors, "customer_id", "The selected Customer is invalid.");
  else if (complete && !draft)
    check_supplied (body, customer->object, errors);
  check_register (self, body, "layout_id", RS_RB_LAYOUTS, errors);
  check_register (self, body, "payment_terms_id", RS_RB_PAYMENT_TERMS, errors);
  check_register (self, body, "delivery_terms_id", RS_RB_DELIVERY_TERMS, errors);
  check_register (self, body, "delivery_terms", RS_RB_DELIVERY_TERMS, errors);
  check_register (self, body, "our_reference_id", RS_RB_EMPLOYEES, errors);
  check_date (body, "order_date", errors);
  check_date (body, "deliver_at", errors);
  check_length (body, "heading", 255, errors);
  check_length (body, "note", 800, errors);
  check_address (body, "delivery_address", errors);
  check_address (body, "billing_address", errors);
  if (!is_one_of (rs_sandbox_string (body, "vat_zone"), zones))
    rs_sbr_complain (errors, "vat_zone", "The selected vat zone is invalid.");
  if (!is_one_of (rs_sandbox_string (body, "currency"), currencies))
    rs_sbr_complain (errors, "currency", "The selected currency is invalid.");
  check_lines (self, body, complete, errors);
  return json_object_get_size (errors) > 0 ? rs_sbr_invalid_all (json_object_ref (errors)) : NULL;
}

/* Nested or flat: delivery_address {name} and delivery_address_name both count (§3.1). */
static void
apply_address (JsonObject *order, JsonObject *body, const char *name, const char *flat_prefix)
{
  JsonObject *given = rs_sandbox_object (body, name), *address = rs_sandbox_object (order, name);

  if (address == NULL)
    {
      address = json_object_new ();
      for (guint i = 0; i < G_N_ELEMENTS (address_parts); i++)
        json_object_set_null_member (address, address_parts[i]);
      json_object_set_object_member (order, name, address);
    }
  for (guint i = 0; i < G_N_ELEMENTS (address_parts); i++)
    {
      g_autofree char *flat = g_strconcat (flat_prefix, "_", address_parts[i], NULL);
      JsonNode *value = json_object_get_member (body, flat);

      rs_sbr_take (address, given, address_parts[i]);
      if (value != NULL)
        json_object_set_member (address, address_parts[i], json_node_copy (value));
    }
}

static void
apply_term (RsSandboxRackbeat *self, JsonObject *order, JsonObject *body)
{
  static const char *const names[] = { "delivery_terms", "delivery_terms_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonObject *nested = rs_sandbox_object (body, names[i]);

      if (!json_object_has_member (body, names[i])
          || !(rs_sbr_is (self, "delivery_terms_input", "both")
               || rs_sbr_is (self, "delivery_terms_input", names[i])))
        continue;
      json_object_set_int_member (order, "delivery_terms_id",
                                  (gint64) (nested != NULL ? rs_sandbox_number (nested, "number")
                                                           : rs_sandbox_number (body, names[i])));
    }
}

static void
set_location (JsonObject *line, JsonObject *location)
{
  json_object_set_int_member (line, "location_id", (gint64) rs_sandbox_number (location, "number"));
  json_object_set_object_member (line, "location", rs_sbr_brief (location));
}

void
rs_sbr_apply_line (RsSandboxRackbeat *self, JsonObject *line, JsonObject *input)
{
  static const char *const plain[] = { "name", "variations", "delivery_date" };
  static const char *const numbers[] = { "quantity", "line_price", "discount_percentage", "vat_percentage" };
  RsRbRecord *location
    = rs_sbr_find (self, RS_RB_LOCATIONS, (gint64) rs_sandbox_number (input, "location_id"));

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    rs_sbr_take (line, input, plain[i]);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (json_object_has_member (input, numbers[i]))
      json_object_set_double_member (line, numbers[i], rs_sandbox_number (input, numbers[i]));
  if (location != NULL)
    set_location (line, location->object);
}

JsonObject *
rs_sbr_new_line (RsSandboxRackbeat *self, JsonObject *order, JsonObject *input)
{
  const char *number = rs_sandbox_string (input, "item_id") != NULL ? rs_sandbox_string (input, "item_id")
                                                                    : rs_sandbox_string (input, "child_id");
  RsRbRecord *item = rs_sbr_find_item (self, number);
  JsonObject *line = json_object_new ();

  json_object_set_int_member (line, "id", self->next_line++);
  rs_sbr_set_text (line, "child_id", number);
  rs_sbr_set_text (line, "child_type", item != NULL ? rs_sandbox_string (item->object, "type") : NULL);
  rs_sbr_set_text (line, "name", item != NULL ? rs_sandbox_string (item->object, "name") : NULL);
  json_object_set_double_member (line, "quantity", item != NULL);
  json_object_set_double_member (line, "quantity_invoiced", 0);
  json_object_set_double_member (line, "line_price",
                                 item != NULL ? rs_sandbox_number (item->object, "sales_price") : 0);
  json_object_set_double_member (line, "discount_percentage", 0);
  json_object_set_double_member (line, "vat_percentage",
                                 g_strcmp0 (rs_sandbox_string (order, "vat_zone"), "domestic") == 0 ? 25 : 0);
  json_object_set_null_member (line, "location_id");
  json_object_set_null_member (line, "location");
  json_object_set_null_member (line, "unit");
  if (item != NULL)
    {
      rs_sbr_take (line, item->object, "unit");
      if (rs_sandbox_object (item->object, "default_location") != NULL)
        set_location (line, rs_sandbox_object (item->object, "default_location"));
    }
  json_object_set_array_member (line, "variations", json_array_new ());
  json_object_set_null_member (line, "delivery_date");
  rs_sbr_apply_line (self, line, input);
  return line;
}

/* The account's rate of the order's currency (§2 "currencies"); 1 where it has none. */
static void
settle_rate (RsSandboxRackbeat *self, JsonObject *order)
{
  GPtrArray *all = rs_sbr_table (self, RS_RB_CURRENCIES)->list;
  double rate = 1;

  for (guint i = 0; i < all->len; i++)
    {
      JsonObject *currency = ((RsRbRecord *) g_ptr_array_index (all, i))->object;

      if (g_strcmp0 (rs_sandbox_string (currency, "code"), rs_sandbox_string (order, "currency")) == 0)
        rate = rs_sandbox_number (currency, "rate");
    }
  json_object_set_double_member (order, "currency_rate", rate);
}

void
rs_sbr_apply_order (RsSandboxRackbeat *self, JsonObject *order, JsonObject *body)
{
  static const char *const plain[] = { "heading",          "note",
                                       "barcode",          "currency",
                                       "vat_zone",         "layout_id",
                                       "payment_terms_id", "employee_id",
                                       "our_reference_id", "your_reference_id",
                                       "their_reference",  "other_reference",
                                       "general_discount", "order_date",
                                       "custom_fields" };
  JsonArray *lines = rs_sandbox_array (body, "lines"), *kept;

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    rs_sbr_take (order, body, plain[i]);
  if (json_object_has_member (body, "customer_id"))
    json_object_set_int_member (order, "customer_id", (gint64) rs_sandbox_number (body, "customer_id"));
  if (json_object_has_member (body, "deliver_at"))
    json_object_set_int_member (order, "deliver_at",
                                rs_sbr_moment (json_object_get_member (body, "deliver_at")));
  settle_rate (self, order);
  apply_address (order, body, "billing_address", "address");
  apply_address (order, body, "delivery_address", "delivery_address");
  apply_term (self, order, body);
  if (lines == NULL)
    return;
  /* Lines that come with the order replace those that were there, under new ids. */
  kept = json_array_new ();
  for (guint i = 0; i < json_array_get_length (lines); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (lines, i)))
      json_array_add_object_element (kept,
                                     rs_sbr_new_line (self, order, json_array_get_object_element (lines, i)));
  json_object_set_array_member (order, "lines", kept);
}

static void
take_from_customer (JsonObject *order, JsonObject *customer)
{
  static const char *const names[]
    = { "currency", "vat_zone", "layout_id", "payment_terms_id", "billing_address", "their_reference" };
  JsonObject *address = rs_sandbox_object (customer, "delivery_address");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    rs_sbr_take (order, customer, names[i]);
  if (address == NULL)
    address = rs_sandbox_object (customer, "billing_address");
  if (address != NULL)
    json_object_set_object_member (order, "delivery_address", rs_sandbox_copy (address));
}

JsonObject *
rs_sbr_new_order (RsSandboxRackbeat *self, JsonObject *body)
{
  static const char *const empty[] = { "heading", "note", "barcode", "other_reference", "their_reference" };
  static const char *const flags[] = { "is_archived",         "is_booked",   "is_cancelled",
                                       "is_partly_shipped",   "is_shipped",  "is_ready_for_invoicing",
                                       "is_partly_invoiced",  "is_invoiced", "is_ready_for_purchasing",
                                       "is_partly_purchased", "is_paid",     "is_partly_paid" };
  static const char *const times[]
    = { "booked_at", "shipped_at", "invoiced_at", "cancelled_at", "deliver_at" };
  RsRbRecord *customer
    = rs_sbr_find (self, RS_RB_CUSTOMERS, (gint64) rs_sandbox_number (body, "customer_id"));
  JsonObject *order = json_object_new ();
  g_autofree char *today = rs_instant_to_rackbeat_filter (rs_sbr_now (self));

  today[10] = '\0';
  json_object_set_int_member (order, "number", 0);
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++)
    json_object_set_null_member (order, empty[i]);
  json_object_set_int_member (order, "customer_id", 0);
  json_object_set_string_member (order, "order_date", today);
  json_object_set_string_member (order, "currency", "DKK");
  json_object_set_string_member (order, "vat_zone", "domestic");
  json_object_set_int_member (order, "layout_id", 1);
  json_object_set_int_member (order, "our_reference_id", 4);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    json_object_set_int_member (order, times[i], 0);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    json_object_set_boolean_member (order, flags[i], FALSE);
  json_object_set_array_member (order, "lines", json_array_new ());
  if (customer != NULL)
    take_from_customer (order, customer->object);
  rs_sbr_apply_order (self, order, body);
  return order;
}
