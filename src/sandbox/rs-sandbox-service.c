/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-error.h"

#include "rs-json.h"

#include <string.h>

typedef struct
{
  RsSandboxContext context;
  GHashTable *counts;   /* (owned) "GET /orders" → number */
  double tokens;        /* left of the rate limit's bucket */
  gint64 filled_at;
} RsSandboxServicePrivate;

static void transport_iface_init (RsTransportInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (RsSandboxService, rs_sandbox_service, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (RsSandboxService)
                                      G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static RsSandboxServicePrivate *
get_private (RsSandboxService *self)
{
  return rs_sandbox_service_get_instance_private (self);
}

const RsSandboxContext *
rs_sandbox_service_get_context (RsSandboxService *self)
{
  return &get_private (self)->context;
}

void
rs_sandbox_service_set_context (RsSandboxService *self, const RsSandboxContext *context)
{
  get_private (self)->context = *context;
}

static void
count (RsSandboxService *self, const char *method, const char *template)
{
  GHashTable *counts = get_private (self)->counts;
  char *key = g_strconcat (method, " ", template, NULL);
  guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, key, GUINT_TO_POINTER (so_far + 1));
}

/* A leaky bucket, as the switch "<service>.rate" says: "off", or "rate/burst" a second. FALSE when it is empty. */
static gboolean
take_token (RsSandboxService *self)
{
  RsSandboxServicePrivate *priv = get_private (self);
  g_autofree char *name = g_strconcat (RS_SANDBOX_SERVICE_GET_CLASS (self)->name, ".rate", NULL);
  const char *value = rs_switches_get (priv->context.switches, name);
  gint64 now = rs_clock_monotonic (priv->context.clock);
  g_auto (GStrv) parts = NULL;
  double rate, burst;

  if (g_str_equal (value, "off"))
    return TRUE;
  parts = g_strsplit (value, "/", 2);
  rate = g_ascii_strtod (parts[0], NULL);
  burst = parts[0] != NULL && parts[1] != NULL ? g_ascii_strtod (parts[1], NULL) : rate;
  if (priv->filled_at == 0)
    priv->tokens = burst;
  else
    priv->tokens = MIN (burst, priv->tokens + (double) (now - priv->filled_at) / 1e6 * rate);
  priv->filled_at = now;
  if (priv->tokens < 1.0)
    return FALSE;
  priv->tokens -= 1.0;
  return TRUE;
}

static RsResponse *
html (guint status)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("<!DOCTYPE html><html><body><h1>Server Error</h1></body></html>", 61);

  return rs_response_new (status, "text/html; charset=utf-8", body);
}

static RsResponse *
with_body (RsResponse *response, const char *text)
{
  g_autoptr (RsResponse) old = response;
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return rs_response_new (old->status, rs_response_get_header (old, "Content-Type"), body);
}

static RsResponse *
carried (RsResponse *response, RsCarry carry)
{
  response->carry = carry;
  return response;
}

/* What goes wrong with an answer whose request has been carried out. */
static RsResponse *
spoil (RsResponse *response, RsFault fault)
{
  switch (fault.kind)
    {
    case RS_FAULT_LATENCY:
      response->delay_ms = (guint) CLAMP (fault.amount, 0, 600000);
      return response;
    case RS_FAULT_RESET_AFTER:
      return carried (response, RS_CARRY_RESET);
    case RS_FAULT_HANG_AFTER:
      return carried (response, RS_CARRY_HANG);
    case RS_FAULT_CUT:
      return carried (response, RS_CARRY_CUT);
    case RS_FAULT_STATUS_AFTER:
      rs_response_unref (response);
      return html (fault.amount != 0 ? (guint) fault.amount : 500);
    case RS_FAULT_MALFORMED:
      return with_body (response, "{\"orders\":[{\"number\":");
    case RS_FAULT_EMPTY:
      return with_body (response, "");
    case RS_FAULT_HTML:
      rs_response_unref (response);
      return html (200);
    case RS_FAULT_NONE:
    case RS_FAULT_STATUS:
    case RS_FAULT_THROTTLE:
    case RS_FAULT_RESET_BEFORE:
    default:
      return response;
    }
}

static RsResponse *
answer (RsSandboxService *self, RsRequest *request)
{
  RsSandboxServiceClass *klass = RS_SANDBOX_SERVICE_GET_CLASS (self);
  RsSandboxServicePrivate *priv = get_private (self);
  g_autofree char *template = klass->template (self, request->path);
  RsFault fault;

  count (self, request->method, template);
  fault = rs_faults_strike (priv->context.faults, klass->name, request->method, template);
  if (fault.kind == RS_FAULT_RESET_BEFORE)
    return carried (html (500), RS_CARRY_RESET);
  if (fault.kind == RS_FAULT_STATUS)
    return html (fault.amount != 0 ? (guint) fault.amount : 500);
  if (fault.kind == RS_FAULT_THROTTLE)
    return klass->throttled (self, fault.amount != 0);
  if (!take_token (self))
    return klass->throttled (self, TRUE);
  return spoil (klass->handle (self, request), fault);
}

/* In process the answer arrives as a network would bring it: a carrier's mishap is the transport's error. */
static DexFuture *
service_send (RsTransport *transport, RsRequest *request)
{
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, answer (RS_SANDBOX_SERVICE (transport), request));
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = service_send;
}

JsonObject *
rs_sandbox_service_get_counts (RsSandboxService *self)
{
  JsonObject *counts = json_object_new ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, get_private (self)->counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    json_object_set_int_member (counts, key, GPOINTER_TO_UINT (value));
  return counts;
}

void
rs_sandbox_service_reset_counts (RsSandboxService *self)
{
  g_hash_table_remove_all (get_private (self)->counts);
}

JsonNode *
rs_sandbox_service_act (RsSandboxService *self, const char *action, const char *id, JsonObject *args, GError **error)
{
  return RS_SANDBOX_SERVICE_GET_CLASS (self)->act (self, action, id, args, error);
}

JsonNode *
rs_sandbox_service_dump (RsSandboxService *self)
{
  return RS_SANDBOX_SERVICE_GET_CLASS (self)->dump (self);
}

static void
rs_sandbox_service_finalize (GObject *object)
{
  g_hash_table_unref (get_private (RS_SANDBOX_SERVICE (object))->counts);
  G_OBJECT_CLASS (rs_sandbox_service_parent_class)->finalize (object);
}

static void
rs_sandbox_service_class_init (RsSandboxServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_sandbox_service_finalize;
}

static void
rs_sandbox_service_init (RsSandboxService *self)
{
  get_private (self)->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RsResponse *
rs_sandbox_json_response (guint status, const char *content_type, JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  char *text = rs_json_to_string (owned);
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return rs_response_new (status, content_type, body);
}

JsonObject *
rs_sandbox_request_object (const RsRequest *request)
{
  g_autoptr (JsonNode) node = request->body != NULL ? rs_json_parse (request->body, 32 * 1024 * 1024, NULL) : NULL;
  g_autoptr (JsonNode) copy = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return rs_sandbox_copy (json_node_get_object (node));
}

GStrv
rs_sandbox_request_segments (const RsRequest *request)
{
  g_auto (GStrv) raw = g_strsplit (request->path[0] == '/' ? request->path + 1 : request->path, "/", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; raw[i] != NULL; i++)
    {
      g_autofree char *decoded = g_uri_unescape_string (raw[i], NULL);

      if (raw[i][0] != '\0')
        g_strv_builder_add (builder, decoded != NULL ? decoded : raw[i]);
    }
  return g_strv_builder_end (builder);
}

static JsonNode *
value_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

const char *
rs_sandbox_string (JsonObject *object, const char *name)
{
  JsonNode *node = value_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

double
rs_sandbox_number (JsonObject *object, const char *name)
{
  JsonNode *node = value_member (object, name);

  if (node == NULL)
    return 0;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strtod (json_node_get_string (node), NULL);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  return json_node_get_double (node);
}

gboolean
rs_sandbox_bool (JsonObject *object, const char *name)
{
  JsonNode *node = value_member (object, name);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_strcasecmp (json_node_get_string (node), "true") == 0 || g_str_equal (json_node_get_string (node), "1");
  return rs_sandbox_number (object, name) != 0;
}

JsonObject *
rs_sandbox_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
rs_sandbox_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonNode *
rs_sandbox_object_node (JsonObject *object)
{
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *copy_node (JsonNode *node);

JsonObject *
rs_sandbox_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, copy_node (node));
  return copy;
}

static JsonNode *
copy_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (JsonObject) copy = rs_sandbox_copy (json_node_get_object (node));

      return rs_sandbox_object_node (copy);
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *copy = json_array_new ();
      JsonNode *array;

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (copy, copy_node (json_array_get_element (from, i)));
      array = json_node_init_array (json_node_alloc (), copy);
      json_array_unref (copy);
      return array;
    }
  return json_node_copy (node);
}
