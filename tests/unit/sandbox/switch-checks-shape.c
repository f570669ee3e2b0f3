/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "receiver.h"
#include "switch-checks.h"

#include <string.h>

/* Switches about how things are spelt, taken in and refused. */

static void
check_delivery_terms_write (World *world, const char *word)
{
  guint expected = g_str_equal (word, "allowed") ? 201 : g_str_equal (word, "forbidden") ? 403 : 404;

  g_assert_cmpuint (rb_status (world, "POST /delivery-terms", "{\"name\":\"UPS\"}"), ==, expected);
  g_assert_cmpuint (rb_status (world, "PUT /delivery-terms/1", "{\"name\":\"UPS\"}"), ==,
                    expected == 201 ? 200 : expected);
  g_assert_cmpuint (rb_status (world, "GET /delivery-terms/1", NULL), ==, 200);
}

static void
check_delivery_terms (World *world, const char *word)
{
  g_autoptr (JsonNode) order = get_order (world, 1001);
  gboolean alone = g_str_equal (word, "alone");
  gboolean both = alone || g_str_equal (word, "object_and_id");

  g_assert_cmpint (has_at (order, "order", "delivery_terms"), ==, both || g_str_equal (word, "object"));
  g_assert_cmpint (has_at (order, "order", "delivery_terms_id"), ==, both || g_str_equal (word, "id"));
  if (both)
    g_assert_cmpfloat (number_at (order, "order.delivery_terms.number"), ==,
                       number_at (order, "order.delivery_terms_id"));
  if (alone)
    {
      g_autoptr (JsonNode) list = rb (world, "GET /orders", NULL, 206);

      g_assert_false (has_at (list, "orders[0]", "delivery_terms"));
      g_assert_false (has_at (list, "orders[0]", "delivery_terms_id"));
    }
}

static void
check_delivery_terms_input (World *world, const char *word)
{
  static const char *const keys[] = { "delivery_terms", "delivery_terms_id" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *body = format ("{\"customer_id\":10002,\"%s\":2,\"lines\":" ONE_LIGHT "}", keys[i]);
      g_autoptr (JsonNode) made = rb (world, "POST /orders", body, 201);

      if (g_str_equal (word, "both") || g_str_equal (word, keys[i]))
        g_assert_cmpfloat (number_at (made, "order.delivery_terms_id"), ==, 2);
      else
        g_assert_true (is_null_at (made, "order.delivery_terms_id"));
    }
}

static void
check_customer_name (World *world, const char *word)
{
  g_autoptr (JsonNode) customer = rb (world, "GET /customers/10001", NULL, 200);
  g_autoptr (JsonNode) order = get_order (world, 1001);

  g_assert_cmpint (has_at (customer, "customer", "name"), ==, g_str_equal (word, "name"));
  g_assert_cmpint (has_at (customer, "customer", "company_name"), ==, g_str_equal (word, "company_name"));
  g_assert_true (has_at (order, "order.customer", word));
}

#define CUSTOMER_REST                                                                                        \
  "\"payment_terms_id\":3,\"vat_zone\":\"domestic\",\"customer_group_id\":1,\"layout_id\":1"

static void
check_customer_create_name (World *world, const char *word)
{
  gboolean both = g_str_equal (word, "both");

  g_assert_cmpuint (rb_status (world, "POST /customers", "{\"company_name\":\"A\"," CUSTOMER_REST "}"), ==,
                    both || g_str_equal (word, "company_name") ? 201 : 422);
  g_assert_cmpuint (rb_status (world, "POST /customers", "{\"name\":\"B\"," CUSTOMER_REST "}"), ==,
                    both || g_str_equal (word, "name") ? 201 : 422);
}

static void
check_customer_defaults (World *world, const char *word)
{
  g_assert_cmpuint (rb_status (world, "POST /customers", "{\"company_name\":\"A\"}"), ==,
                    g_str_equal (word, "present") ? 201 : 422);
  g_assert_cmpuint (rb_status (world, "POST /customers", "{\"company_name\":\"A\"," CUSTOMER_REST "}"), ==,
                    201);
}

static void
check_quantity_shipped (World *world, const char *word)
{
  g_autoptr (JsonNode) order = get_order (world, 1001);

  g_assert_cmpint (has_at (order, "order.lines[0]", "quantity_shipped"), ==, g_str_equal (word, "present"));
  g_assert_cmpint (has_at (order, "order.lines[0]", "quantity_invoiced"), ==, g_str_equal (word, "present"));
}

static void
check_timestamps (World *world, const char *word)
{
  g_autoptr (JsonNode) order = get_order (world, make_order (world, ONE_LIGHT));
  g_autoptr (JsonNode) note = rb (world, "POST /orders/1001/notes", "{\"note\":\"x\"}", 201);
  const char *expected = g_str_equal (word, "atom") ? "2026-09-28T12:00:00+02:00" : "2026-09-28 12:00:00";

  g_assert_cmpstr (text_at (order, "order.booked_at"), ==, expected);
  g_assert_cmpstr (text_at (order, "order.updated_at"), ==, expected);
  g_assert_cmpstr (text_at (note, "note.created_at"), ==, expected);
}

static void
check_numbers (World *world, const char *word)
{
  g_autoptr (JsonNode) order = get_order (world, make_order (world, ONE_LIGHT));

  if (g_str_equal (word, "text"))
    {
      g_assert_cmpstr (text_at (order, "order.lines[0].quantity"), ==, "1.000000");
      g_assert_cmpstr (text_at (order, "order.total_subtotal"), ==, "449.500000");
    }
  else
    {
      g_assert_cmpfloat (number_at (order, "order.lines[0].quantity"), ==, 1);
    }
  g_assert_cmpfloat (number_at (order, "order.number"), ==, 1031);
}

static void
check_booleans (World *world, const char *word)
{
  g_autoptr (JsonNode) order = get_order (world, 1001);

  if (g_str_equal (word, "json"))
    g_assert_true (flag_at (order, "order.is_booked"));
  else
    g_assert_cmpfloat (number_at (order, "order.is_booked"), ==, 1);
}

static void
check_refusals (World *world, const char *word)
{
  g_autoptr (RsResponse) response
    = world_send (world, RS_SANDBOX_RACKBEAT, "POST", "/orders/1001/book", NULL);
  gsize size;
  const char *bytes = g_bytes_get_data (response->body, &size);
  g_autofree char *text = g_strndup (bytes, size);
  g_autofree char *start
    = g_str_equal (word, "text") ? g_strdup ("The order is already booked.") : format ("{\"%s\":", word);

  g_assert_cmpuint (response->status, ==, 422);
  g_assert_true (g_str_has_prefix (text, start));
  g_assert_nonnull (strstr (text, "already booked"));
  {
    /* Validation has one form only. */
    g_autoptr (JsonNode) invalid = rb (world, "POST /orders", "{}", 422);

    g_assert_true (has_at (invalid, "", "errors"));
  }
}

static void
check_unauthenticated (World *world, const char *word)
{
  g_autoptr (RsResponse) response = world_send_with_key (world, "wrong", "/self");
  const char *type = rs_response_get_header (response, "Content-Type");

  g_assert_cmpuint (response->status, ==, 401);
  if (g_str_equal (word, "empty"))
    g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  else
    g_assert_true (g_str_has_prefix (type, g_str_equal (word, "html") ? "text/html" : "application/json"));
}

static void
check_unknown_call (World *world, const char *word)
{
  g_assert_cmpuint (rb_status (world, "DELETE /orders", NULL), ==, g_str_equal (word, "404") ? 404 : 405);
  g_assert_cmpuint (rb_status (world, "GET /no-such-thing", NULL), ==, 404);
}

static void
check_slash_in_path (World *world, const char *word)
{
  g_assert_cmpuint (rb_status (world, "GET /products/D%C3%86K-700%2F28", NULL), ==,
                    g_str_equal (word, "works") ? 200 : 404);
  g_assert_cmpuint (rb_status (world, "GET /products/SLANGE%20%2328", NULL), ==, 200);
}

static void
check_post_order_book (World *world, const char *word)
{
  g_autoptr (JsonNode) made
    = rb (world, "POST /orders", "{\"customer_id\":10002,\"book\":true,\"lines\":" ONE_LIGHT "}", 201);
  g_autoptr (JsonNode) plain
    = rb (world, "POST /orders", "{\"customer_id\":10002,\"lines\":" ONE_LIGHT "}", 201);

  g_assert_cmpint (flag_at (made, "order.is_booked"), ==, g_str_equal (word, "honoured"));
  g_assert_false (flag_at (plain, "order.is_booked"));
}

static void
check_put_booked (World *world, const char *word)
{
  g_assert_cmpuint (rb_status (world, "PUT /orders/1001", "{\"heading\":\"x\"}"), ==,
                    g_str_equal (word, "allowed") ? 200 : 422);
  g_assert_cmpuint (rb_status (world, "PUT /orders/1013", "{\"heading\":\"x\"}"), ==, 200);
}

static void
check_plan (World *world, const char *word)
{
  gboolean basic = g_str_equal (word, "basic");

  g_assert_cmpuint (
    rb_status (world, "PUT /orders/1001/fields", "{\"custom_fields\":[{\"id\":7,\"value\":\"x\"}]}"), ==,
    basic ? 403 : 200);
  g_assert_cmpuint (rb_status (world, "GET /fields", NULL), ==, basic ? 403 : 206);
  g_assert_cmpuint (rb_status (world, "GET /lots", NULL), ==, basic ? 403 : 206);
}

static void
check_note_key (World *world, const char *word)
{
  g_autoptr (JsonNode) note = rb (world, "POST /orders/1001/notes", "{\"note\":\"x\"}", 201);
  g_autoptr (JsonNode) list = rb (world, "GET /orders/1001/notes", NULL, 206);
  g_autofree char *plural = g_strconcat (word, "s", NULL);

  g_assert_true (has_at (note, "", word));
  g_assert_cmpuint (length_at (list, plural), ==, 1);
}

static void
check_fields_body (World *world, const char *word)
{
  g_autoptr (RsResponse) response = world_send (world, RS_SANDBOX_RACKBEAT, "PUT", "/orders/1001/fields",
                                                "{\"custom_fields\":[{\"id\":7,\"value\":\"x\"}]}");
  g_autofree char *start = format ("{\"%s\":", word);

  g_assert_cmpuint (response->status, ==, 200);
  if (g_str_equal (word, "empty"))
    g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  else
    g_assert_cmpmem (g_bytes_get_data (response->body, NULL), strlen (start), start, strlen (start));
}

static void
check_field_values (World *world, const char *word)
{
  g_autoptr (JsonNode) order = NULL;

  rb_status (world, "PUT /orders/1001/fields", "{\"custom_fields\":[{\"id\":7,\"value\":\"x\"}]}");
  order = rb (world, "GET /orders/1001?expand=field_values", NULL, 200);
  g_assert_cmpstr (text_at (order, "order.field_values[0].value"), ==, "x");
  g_assert_cmpfloat (number_at (order, g_str_equal (word, "flat") ? "order.field_values[0].id"
                                                                  : "order.field_values[0].field.id"),
                     ==, 7);
}

static void
check_webhook_body (World *world, const char *word)
{
  g_autoptr (Receiver) receiver = receiver_new ();
  g_autofree char *webhook
    = format ("{\"event\":\"order.updated\",\"url\":\"%s\"}", receiver_get_url (receiver));
  g_autoptr (JsonNode) body = NULL;

  g_assert_cmpuint (rb_status (world, "POST /webhooks", webhook), ==, 201);
  g_assert_cmpuint (rb_status (world, "PUT /orders/1001", "{\"heading\":\"x\"}"), ==, 200);
  body = receiver_body (receiver_wait (receiver, 1));
  g_assert_cmpstr (text_at (body, "key_name"), ==, "number");
  if (g_str_equal (word, "observed"))
    {
      g_assert_cmpuint (json_object_get_size (json_node_get_object (body)), ==, 2);
      g_assert_cmpstr (text_at (body, "key"), ==, "1001");
      return;
    }
  g_assert_cmpfloat (number_at (body, "key"), ==, 1001);
  g_assert_cmpstr (text_at (body, "event"), ==, "order.updated");
  g_assert_cmpstr (text_at (body, "data.heading"), ==, "x");
  g_assert_cmpstr (text_at (body, "changed[0]"), ==, "heading");
}

static const NamedCheck checks[] = {
  { "delivery_terms_write", check_delivery_terms_write },
  { "delivery_terms", check_delivery_terms },
  { "delivery_terms_input", check_delivery_terms_input },
  { "customer_name", check_customer_name },
  { "customer_create_name", check_customer_create_name },
  { "customer_defaults", check_customer_defaults },
  { "quantity_shipped", check_quantity_shipped },
  { "timestamps", check_timestamps },
  { "numbers", check_numbers },
  { "booleans", check_booleans },
  { "refusals", check_refusals },
  { "unauthenticated", check_unauthenticated },
  { "unknown_call", check_unknown_call },
  { "slash_in_path", check_slash_in_path },
  { "post_order_book", check_post_order_book },
  { "put_booked", check_put_booked },
  { "plan", check_plan },
  { "note_key", check_note_key },
  { "fields_body", check_fields_body },
  { "field_values", check_field_values },
  { "webhook_body", check_webhook_body },
};

SwitchCheck
switch_check_find_shape (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (checks[i].name, name))
      return checks[i].check;
  return NULL;
}
