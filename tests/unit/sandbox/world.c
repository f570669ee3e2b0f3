/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "world.h"

#include <string.h>

World *
world_new_with_seed (guint orders, guint64 seed)
{
  World *self = g_new0 (World, 1);
  RsInstant noon = RS_INSTANT_NONE;

  g_assert_true (rs_instant_parse ("2026-09-28T12:00:00+02:00", NULL, &noon, NULL));
  self->clock = rs_virtual_clock_new (noon);
  self->sandbox = rs_sandbox_new (RS_CLOCK (self->clock), seed);
  world_set (self, "rackbeat.rate=off");
  world_set (self, "webshipper.rate=off");
  rs_sandbox_populate (self->sandbox, orders);
  return self;
}

World *
world_new (guint orders)
{
  return world_new_with_seed (orders, WORLD_SEED);
}

void
world_free (World *self)
{
  g_object_unref (self->sandbox);
  g_object_unref (self->clock);
  g_free (self);
}

void
world_set (World *self, const char *assignment)
{
  g_autoptr (GError) error = NULL;

  rs_sandbox_set_switch (self->sandbox, assignment, &error);
  g_assert_no_error (error);
}

/* (transfer full) */
static RsRequest *
make_request (const char *method, const char *target, const char *body)
{
  g_auto (GStrv) parts = g_strsplit (target, "?", 2);
  RsRequest *request = rs_request_new (method, parts[0]);
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, parts[1] != NULL ? parts[1] : "", -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      rs_request_add_query (request, name, value);
      g_free (name);
      g_free (value);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      rs_request_set_body (request, "application/vnd.api+json", bytes);
    }
  return request;
}

static RsResponse *
send_request (World *self, RsSandboxPart part, RsRequest *request)
{
  g_autoptr (DexFuture) future = rs_transport_send (rs_sandbox_get_transport (self->sandbox, part), request);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  /* In process the sandbox answers at once. */
  g_assert_no_error (error);
  g_assert_nonnull (value);
  return g_value_dup_boxed (value);
}

RsResponse *
world_send (World *self, RsSandboxPart part, const char *method, const char *target, const char *body)
{
  g_autoptr (RsRequest) request = make_request (method, target, body);
  const char *key = part == RS_SANDBOX_WEBSHIPPER ? rs_sandbox_get_webshipper_token (self->sandbox)
                                                  : rs_sandbox_get_rackbeat_key (self->sandbox);
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);

  rs_request_set_header (request, "Authorization", authorization);
  return send_request (self, part, request);
}

RsResponse *
world_send_with_key (World *self, const char *key, const char *target)
{
  g_autoptr (RsRequest) request = make_request ("GET", target, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", key, NULL);

  if (key != NULL)
    rs_request_set_header (request, "Authorization", authorization);
  return send_request (self, RS_SANDBOX_RACKBEAT, request);
}

JsonNode *
world_json (World *self, RsSandboxPart part, const char *method, const char *target, const char *body,
            guint status)
{
  g_autoptr (RsResponse) response = world_send (self, part, method, target, body);
  gsize size;
  const char *bytes = g_bytes_get_data (response->body, &size);
  g_autofree char *text = g_strndup (bytes != NULL ? bytes : "", size);

  if (response->status != status)
    g_error ("%s %s answered %u, not %u: %.600s", method, target, response->status, status, text);
  return test_parse (text);
}

static JsonNode *
call_part (World *self, RsSandboxPart part, const char *call, const char *body, guint status)
{
  g_auto (GStrv) words = g_strsplit (call, " ", 2);

  return world_json (self, part, words[0], words[1], body, status);
}

JsonNode *
rb (World *self, const char *call, const char *body, guint status)
{
  return call_part (self, RS_SANDBOX_RACKBEAT, call, body, status);
}

guint
rb_status (World *self, const char *call, const char *body)
{
  g_auto (GStrv) words = g_strsplit (call, " ", 2);
  g_autoptr (RsResponse) response = world_send (self, RS_SANDBOX_RACKBEAT, words[0], words[1], body);

  return response->status;
}

JsonNode *
ws (World *self, const char *call, const char *body, guint status)
{
  return call_part (self, RS_SANDBOX_WEBSHIPPER, call, body, status);
}

JsonNode *
control (World *self, const char *call, const char *body, guint status)
{
  return call_part (self, RS_SANDBOX_CONTROL, call, body, status);
}

JsonNode *
act (World *self, const char *json)
{
  return control (self, "POST /act", json, 200);
}

char *
act_refused (World *self, const char *json)
{
  g_autoptr (JsonNode) answer = control (self, "POST /act", json, 422);

  return g_strdup (text_at (answer, "error"));
}

double
number_at (JsonNode *root, const char *path)
{
  JsonNode *node = test_pick (root, path);

  g_assert_true (JSON_NODE_HOLDS_VALUE (node));
  g_assert_cmpuint (json_node_get_value_type (node), !=, G_TYPE_STRING);
  return json_node_get_double (node);
}

const char *
text_at (JsonNode *root, const char *path)
{
  JsonNode *node = test_pick (root, path);

  g_assert_true (JSON_NODE_HOLDS_VALUE (node));
  g_assert_cmpuint (json_node_get_value_type (node), ==, G_TYPE_STRING);
  return json_node_get_string (node);
}

gboolean
flag_at (JsonNode *root, const char *path)
{
  JsonNode *node = test_pick (root, path);

  g_assert_true (JSON_NODE_HOLDS_VALUE (node));
  g_assert_cmpuint (json_node_get_value_type (node), ==, G_TYPE_BOOLEAN);
  return json_node_get_boolean (node);
}

guint
length_at (JsonNode *root, const char *path)
{
  JsonNode *node = test_pick (root, path);

  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  return json_array_get_length (json_node_get_array (node));
}

gboolean
is_null_at (JsonNode *root, const char *path)
{
  return JSON_NODE_HOLDS_NULL (test_pick (root, path));
}

gboolean
has_at (JsonNode *root, const char *path, const char *name)
{
  return json_object_has_member (json_node_get_object (test_pick (root, path)), name);
}

char *
format (const char *text, ...)
{
  va_list args;
  char *formatted;

  va_start (args, text);
  formatted = g_strdup_vprintf (text, args);
  va_end (args);
  return formatted;
}

gint64
make_draft (World *self, const char *lines)
{
  g_autofree char *body = format ("{\"customer_id\":10002,\"delivery_terms\":1,\"lines\":%s}", lines);
  g_autoptr (JsonNode) made = rb (self, "POST /orders/drafts", body, 201);

  return (gint64) number_at (made, "order.number");
}

gint64
make_order (World *self, const char *lines)
{
  gint64 number = make_draft (self, lines);
  g_autofree char *call = format ("POST /orders/%" G_GINT64_FORMAT "/book", number);
  g_autoptr (JsonNode) booked = rb (self, call, "{\"mail\":{\"send\":false}}", 200);

  g_assert_true (flag_at (booked, "order.is_booked"));
  return number;
}

gint64
make_shipment (World *self, gint64 order)
{
  g_autofree char *call = format ("POST /orders/%" G_GINT64_FORMAT "/create-shipment", order);
  g_autoptr (JsonNode) made = rb (self, call, "[]", 201);

  return (gint64) number_at (made, "order_shipment.id");
}
