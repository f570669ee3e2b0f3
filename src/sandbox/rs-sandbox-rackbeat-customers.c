/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

/* Customers, their contacts and addresses (§3.4). */

static const char *const address_parts[] = { "street", "street2", "city", "zipcode", "country" };

JsonNode *
rs_sbr_present_customer (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);
  JsonObject *billing = rs_sandbox_object (copy, "billing_address");
  static const struct
  {
    const char *id, *name;
    RsRbKind kind;
  } embedded[] = {
    { "payment_terms_id", "payment_terms", RS_RB_PAYMENT_TERMS },
    { "customer_group_id", "customer_group", RS_RB_CUSTOMER_GROUPS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (embedded); i++)
    {
      RsRbRecord *other
        = rs_sbr_find (self, embedded[i].kind, (gint64) rs_sandbox_number (copy, embedded[i].id));

      if (other != NULL)
        json_object_set_object_member (copy, embedded[i].name, rs_sandbox_copy (other->object));
    }
  for (guint i = 0; billing != NULL && i < G_N_ELEMENTS (address_parts); i++)
    {
      g_autofree char *flat = g_strconcat ("address_", address_parts[i], NULL);
      JsonNode *part = json_object_get_member (billing, address_parts[i]);

      json_object_set_member (
        copy, flat, part != NULL ? json_node_copy (part) : json_node_init_null (json_node_alloc ()));
    }
  if (rs_sbr_is_spelt (self, "customer_name", "company_name"))
    {
      rs_sbr_set_text (copy, "company_name", rs_sandbox_string (record->object, "name"));
      json_object_remove_member (copy, "name");
    }
  json_object_remove_member (copy, RS_RB_DISCOUNT_GROUPS);
  rs_sbr_stamp (self, RS_RB_CUSTOMERS, record, request, copy);
  return rs_sandbox_object_node (copy);
}

static gboolean
customer_matches (RsSandboxRackbeat *self, RsRbRecord *customer, RsRequest *request)
{
  static const char *const searched[] = { "name", "company_vat", "contact_email", "contact_phone", "ean" };
  static const char *const simple[] = { "ean", "company_vat", "contact_email", "name" };
  const char *search = rs_request_get_query (request, "search"),
             *barred = rs_request_get_query (request, "is_barred");
  const char *name = rs_request_get_query (request, "company_name");
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, customer->id);
  gboolean found = search == NULL || strstr (number, search) != NULL;

  for (guint i = 0; !found && i < G_N_ELEMENTS (searched); i++)
    found = rs_sbr_contains (rs_sandbox_string (customer->object, searched[i]), search);
  for (guint i = 0; i < G_N_ELEMENTS (simple); i++)
    {
      g_autofree char *key = g_strdup_printf ("simple_filter[%s]", simple[i]);
      const char *wanted = rs_request_get_query (request, key);

      found &= wanted == NULL || g_strcmp0 (wanted, rs_sandbox_string (customer->object, simple[i])) == 0;
    }
  if (name != NULL && g_strcmp0 (name, rs_sandbox_string (customer->object, "name")) != 0)
    return FALSE;
  return found
         && (barred == NULL || rs_sbr_is_true (barred) == rs_sandbox_bool (customer->object, "is_barred"));
}

/* The name as a new customer gives it (§3.4). (nullable) */
static const char *
name_of (RsSandboxRackbeat *self, JsonObject *body)
{
  const char *name = NULL;

  if (!rs_sbr_is (self, "customer_create_name", "name"))
    name = rs_sandbox_string (body, "company_name");
  if (name == NULL && !rs_sbr_is (self, "customer_create_name", "company_name"))
    name = rs_sandbox_string (body, "name");
  return name;
}

static void
check_registers (RsSandboxRackbeat *self, JsonObject *body, gboolean complete, JsonObject *errors)
{
  static const struct
  {
    const char *name;
    RsRbKind kind;
  } needed[] = {
    { "payment_terms_id", RS_RB_PAYMENT_TERMS },
    { "customer_group_id", RS_RB_CUSTOMER_GROUPS },
    { "layout_id", RS_RB_LAYOUTS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *text = g_strdup_printf ("The %s field is required.", needed[i].name);
      gboolean given = json_object_has_member (body, needed[i].name);

      if (given
            ? rs_sbr_find (self, needed[i].kind, (gint64) rs_sandbox_number (body, needed[i].name)) == NULL
            : complete)
        rs_sbr_complain (errors, needed[i].name, given ? "The selected value is invalid." : text);
    }
}

static void
check_customer (RsSandboxRackbeat *self, JsonObject *body, gboolean is_new, JsonObject *errors)
{
  static const char *const zones[] = { "domestic", "eu", "abroad", "domestic_exempt", NULL };
  gboolean complete = is_new && rs_sbr_is (self, "customer_defaults", "absent");
  const char *zone = rs_sandbox_string (body, "vat_zone"), *email = rs_sandbox_string (body, "contact_email");
  gint64 number = (gint64) rs_sandbox_number (body, "number");

  if (is_new && name_of (self, body) == NULL)
    rs_sbr_complain (errors, rs_sbr_is (self, "customer_create_name", "name") ? "name" : "company_name",
                     "The company name field is required.");
  if (is_new && number != 0 && rs_sbr_find (self, RS_RB_CUSTOMERS, number) != NULL)
    rs_sbr_complain (errors, "number", "The number has already been taken.");
  check_registers (self, body, complete, errors);
  if (zone != NULL ? !g_strv_contains (zones, zone) : complete)
    rs_sbr_complain (errors, "vat_zone", "The vat zone field is required.");
  if (email != NULL && *email != '\0' && strchr (email, '@') == NULL)
    rs_sbr_complain (errors, "contact_email", "The contact email must be a valid email address.");
}

static void
apply_address (JsonObject *customer, JsonObject *body, const char *name, const char *flat_prefix)
{
  JsonObject *nested = rs_sandbox_object (body, name), *address = rs_sandbox_object (customer, name);

  if (address == NULL)
    {
      address = json_object_new ();
      json_object_set_object_member (customer, name, address);
    }
  rs_sbr_take (address, nested, "name");
  rs_sbr_take (address, nested, "email");
  rs_sbr_take (address, nested, "phone");
  for (guint i = 0; i < G_N_ELEMENTS (address_parts); i++)
    {
      g_autofree char *flat = g_strconcat (flat_prefix, "_", address_parts[i], NULL);
      JsonNode *part = json_object_get_member (body, flat);

      if (!json_object_has_member (address, address_parts[i]))
        json_object_set_null_member (address, address_parts[i]);
      rs_sbr_take (address, nested, address_parts[i]);
      if (part != NULL)
        json_object_set_member (address, address_parts[i], json_node_copy (part));
    }
}

static void
apply_customer (RsSandboxRackbeat *self, JsonObject *customer, JsonObject *body)
{
  static const char *const plain[] = { "company_vat",
                                       "ean",
                                       "contact_email",
                                       "contact_phone",
                                       "locale",
                                       "currency",
                                       "vat_zone",
                                       "payment_terms_id",
                                       "layout_id",
                                       "customer_group_id",
                                       "employee_id",
                                       "their_reference",
                                       "attention",
                                       "max_credit",
                                       "general_discount_percentage",
                                       "is_barred" };
  const char *name = name_of (self, body);

  if (name != NULL)
    json_object_set_string_member (customer, "name", name);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    rs_sbr_take (customer, body, plain[i]);
  apply_address (customer, body, "billing_address", "address");
  if (rs_sandbox_object (body, "delivery_address") != NULL)
    apply_address (customer, body, "delivery_address", "delivery_address");
  rs_sbr_take (rs_sandbox_object (customer, "billing_address"), customer, "name");
}

static RsResponse *
handle_create (RsSandboxRackbeat *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();
  JsonObject *customer;
  RsRbRecord *record;

  if (body == NULL)
    body = json_object_new ();
  check_customer (self, body, TRUE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  customer = json_object_new ();
  rs_sbr_take (customer, body, "number");
  json_object_set_string_member (customer, "currency", "DKK");
  json_object_set_string_member (customer, "vat_zone", "domestic");
  json_object_set_int_member (customer, "payment_terms_id", 3);
  json_object_set_int_member (customer, "layout_id", 1);
  json_object_set_int_member (customer, "customer_group_id", 1);
  json_object_set_boolean_member (customer, "is_barred", FALSE);
  json_object_set_boolean_member (customer, "is_deleted", FALSE);
  apply_customer (self, customer, body);
  record = rs_sbr_add (self, RS_RB_CUSTOMERS, customer, 0);
  rs_sbr_record (self, "customer", record->id, "created", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 201, RS_RB_CUSTOMERS, record);
}

static RsResponse *
handle_change (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *customer)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  g_autoptr (JsonObject) errors = json_object_new ();

  if (body == NULL)
    return rs_sbr_invalid ("customer", "The body is not an object.");
  check_customer (self, body, FALSE, errors);
  if (json_object_get_size (errors) > 0)
    return rs_sbr_invalid_all (g_steal_pointer (&errors));
  apply_customer (self, customer->object, body);
  rs_sbr_touch (self, RS_RB_CUSTOMERS, customer);
  rs_sbr_record (self, "customer", customer->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 200, RS_RB_CUSTOMERS, customer);
}

static RsResponse *
handle_delete (RsSandboxRackbeat *self, RsRbRecord *customer)
{
  GPtrArray *orders = rs_sbr_table (self, RS_RB_ORDERS)->list;

  for (guint i = 0; i < orders->len; i++)
    if ((gint64) rs_sandbox_number (((RsRbRecord *) g_ptr_array_index (orders, i))->object, "customer_id")
        == customer->id)
      return rs_sbr_refuse (self, "customer", "The customer is used on orders.");
  rs_sbr_record (self, "customer", customer->id, "deleted", "api", NULL);
  rs_sbr_remove (self, RS_RB_CUSTOMERS, customer);
  return rs_sbr_done ();
}

/* /customers/{n}/contacts[/{number}] and /addresses[/{id}]: any members; a contact needs a name, an address a
 * type. */
static RsResponse *
handle_child (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *customer, RsRbKind kind,
              const char *id)
{
  RsRbTable *table = rs_sbr_table (self, kind);
  RsRbRecord *child = rs_sbr_find_text (self, kind, id);
  const char *needed = kind == RS_RB_CONTACTS ? "name" : "type";
  g_autofree char *needed_text = g_strdup_printf ("The %s field is required.", needed);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (GList) names = NULL;

  if (id == NULL && g_str_equal (request->method, "GET"))
    {
      g_autoptr (GPtrArray) rows = rs_sbr_children (self, kind, customer->id);

      return rs_sbr_list (self, request, table->plural, rows, rs_sbr_presenter (kind));
    }
  if (id != NULL && (child == NULL || child->owner != customer->id))
    return rs_sbr_not_found ();
  if (child != NULL && g_str_equal (request->method, "GET"))
    return rs_sbr_show (self, request, 200, kind, child);
  if (child != NULL && g_str_equal (request->method, "DELETE"))
    {
      rs_sbr_record (self, table->singular, child->id, "deleted", "api", NULL);
      rs_sbr_remove (self, kind, child);
      return rs_sbr_done ();
    }
  if (!g_str_equal (request->method, child != NULL ? "PUT" : "POST"))
    return rs_sbr_no_such_call (self, request);
  body = rs_sandbox_request_object (request);
  if (body == NULL || (child == NULL && rs_sandbox_string (body, needed) == NULL))
    return rs_sbr_invalid (needed, needed_text);
  json_object_remove_member (body, table->key);
  if (child == NULL)
    {
      child = rs_sbr_add (self, kind, rs_sandbox_copy (body), customer->id);
      rs_sbr_record (self, table->singular, child->id, "created", "api", g_steal_pointer (&body));
      return rs_sbr_show (self, request, 201, kind, child);
    }
  names = json_object_get_members (body);
  for (GList *l = names; l != NULL; l = l->next)
    rs_sbr_take (child->object, body, l->data);
  rs_sbr_record (self, table->singular, child->id, "changed", "api", g_steal_pointer (&body));
  return rs_sbr_show (self, request, 200, kind, child);
}

RsResponse *
rs_sbr_handle_customers (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  gboolean get = g_str_equal (request->method, "GET");
  RsRbRecord *customer = rs_sbr_find_text (self, RS_RB_CUSTOMERS, segments[1]);

  if (segments[1] == NULL && get)
    return rs_sbr_list_kind (self, request, RS_RB_CUSTOMERS, customer_matches);
  if (segments[1] == NULL)
    return g_str_equal (request->method, "POST") ? handle_create (self, request)
                                                 : rs_sbr_no_such_call (self, request);
  if (customer == NULL)
    return rs_sbr_not_found ();
  if (segments[2] != NULL
      && (g_str_equal (segments[2], "contacts") || g_str_equal (segments[2], "addresses")))
    return handle_child (self, request, customer,
                         g_str_equal (segments[2], "contacts") ? RS_RB_CONTACTS : RS_RB_ADDRESSES,
                         segments[3]);
  if (segments[2] != NULL && g_str_equal (segments[2], "discount-groups"))
    return rs_sbr_handle_discount_group (self, request, customer, segments[3]);
  if (segments[2] != NULL)
    return rs_sbr_not_found ();
  if (get)
    return rs_sbr_show (self, request, 200, RS_RB_CUSTOMERS, customer);
  if (g_str_equal (request->method, "PUT"))
    return handle_change (self, request, customer);
  if (g_str_equal (request->method, "DELETE"))
    return handle_delete (self, customer);
  return rs_sbr_no_such_call (self, request);
}
