/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-service.h"

#include "rs-json.h"

#include <math.h>
#include <string.h>

typedef struct
{
  RsSandboxContext context;
  GHashTable *counts; /* (owned) "GET /orders" → number */
  char *rate;         /* (owned) (nullable) the limit that the rest counts by */
  gint64 filled_at;   /* when the bucket was filled or the window began; -1 never */
  double tokens;      /* left of it */
  guint limit;        /* requests a minute */
  guint wait;         /* seconds until there is one again, after a refusal */
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

/* A fixed window of a minute, as the framework behind Rackbeat counts. */
static gboolean
take_from_window (RsSandboxServicePrivate *priv, guint limit, gint64 now)
{
  if (priv->filled_at < 0 || now - priv->filled_at >= RS_INSTANT_MINUTE)
    {
      priv->filled_at = now;
      priv->tokens = limit;
    }
  priv->limit = limit;
  priv->wait
    = (guint) ((priv->filled_at + RS_INSTANT_MINUTE - now + RS_INSTANT_SECOND - 1) / RS_INSTANT_SECOND);
  if (priv->tokens < 1.0)
    return FALSE;
  priv->tokens -= 1.0;
  return TRUE;
}

static gboolean
take_from_bucket (RsSandboxServicePrivate *priv, double rate, double burst, gint64 now)
{
  if (priv->filled_at < 0)
    priv->tokens = burst;
  else
    priv->tokens = MIN (burst, priv->tokens + (double) (now - priv->filled_at) / 1e6 * rate);
  priv->filled_at = now;
  priv->limit = (guint) (rate * 60);
  if (priv->tokens < 1.0)
    {
      priv->wait = MAX (1, (guint) ceil ((1.0 - priv->tokens) / rate));
      return FALSE;
    }
  priv->tokens -= 1.0;
  return TRUE;
}

/* FALSE when the limit that the switch "<service>.rate" sets is used up. */
static gboolean
take_token (RsSandboxService *self)
{
  RsSandboxServicePrivate *priv = get_private (self);
  g_autofree char *name = g_strconcat (RS_SANDBOX_SERVICE_GET_CLASS (self)->name, ".rate", NULL);
  const char *value = rs_switches_get (priv->context.switches, name);
  gint64 now = rs_clock_monotonic (priv->context.clock);
  const char *slash = strchr (value, '/');

  /* Another limit starts afresh. */
  if (g_strcmp0 (priv->rate, value) != 0)
    {
      g_free (priv->rate);
      priv->rate = g_strdup (value);
      priv->filled_at = -1;
    }
  if (g_str_equal (value, "off"))
    {
      priv->limit = 480;
      priv->tokens = 479;
      return TRUE;
    }
  if (slash != NULL)
    return take_from_bucket (priv, g_ascii_strtod (value, NULL), g_ascii_strtod (slash + 1, NULL), now);
  return take_from_window (priv, (guint) g_ascii_strtoull (value, NULL, 10), now);
}

static RsResponse *
reset (void)
{
  RsResponse *response = rs_response_new (500, NULL, NULL);

  response->carry = RS_CARRY_RESET;
  return response;
}

static RsResponse *
answer (RsSandboxService *self, RsRequest *request)
{
  RsSandboxServiceClass *klass = RS_SANDBOX_SERVICE_GET_CLASS (self);
  RsSandboxServicePrivate *priv = get_private (self);
  g_autofree char *template = klass->template (self, request->path);
  RsResponse *response;
  RsFault fault;

  count (self, request->method, template);
  fault = rs_faults_strike (priv->context.faults, klass->name, request->method, template);
  if (fault.kind == RS_FAULT_RESET_BEFORE)
    return reset ();
  if (fault.kind == RS_FAULT_STATUS)
    return rs_fault_page (fault.amount != 0 ? (guint) fault.amount : 500, fault.body);
  if (fault.kind == RS_FAULT_THROTTLE)
    response = klass->throttled (self, (guint) CLAMP (fault.amount, 0, 3600));
  else if (!take_token (self))
    response = klass->throttled (self, priv->wait);
  else
    response = klass->handle (self, request);
  if (klass->decorate != NULL)
    klass->decorate (self, response, priv->limit, (guint) MAX (priv->tokens, 0));
  return rs_fault_spoil (&fault, response, priv->context.random);
}

/* The answer says how it wants to be carried; carrying it so is the front's affair. */
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

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

JsonObject *
rs_sandbox_service_get_counts (RsSandboxService *self)
{
  JsonObject *counts = json_object_new ();
  GHashTable *table = get_private (self)->counts;
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (table);

  g_ptr_array_sort (keys, compare_keys);
  for (guint i = 0; i < keys->len; i++)
    {
      const char *key = g_ptr_array_index (keys, i);

      json_object_set_int_member (counts, key, GPOINTER_TO_UINT (g_hash_table_lookup (table, key)));
    }
  return counts;
}

void
rs_sandbox_service_reset_counts (RsSandboxService *self)
{
  g_hash_table_remove_all (get_private (self)->counts);
}

JsonNode *
rs_sandbox_service_act (RsSandboxService *self, const char *action, const char *id, JsonObject *args,
                        GError **error)
{
  return RS_SANDBOX_SERVICE_GET_CLASS (self)->act (self, action, id, args, error);
}

JsonNode *
rs_sandbox_service_dump (RsSandboxService *self)
{
  return RS_SANDBOX_SERVICE_GET_CLASS (self)->dump (self);
}

JsonNode *
rs_sandbox_service_describe_acts (RsSandboxService *self)
{
  RsSandboxServiceClass *klass = RS_SANDBOX_SERVICE_GET_CLASS (self);
  const char *const *acts = klass->describe_acts != NULL ? klass->describe_acts (self) : NULL;
  g_autoptr (JsonArray) list = json_array_new ();

  for (guint i = 0; acts != NULL && acts[i] != NULL; i += 2)
    {
      JsonObject *act = json_object_new ();

      json_object_set_string_member (act, "action", acts[i]);
      json_object_set_string_member (act, "meaning", acts[i + 1]);
      json_array_add_object_element (list, act);
    }
  return json_node_init_array (json_node_alloc (), list);
}

static void
rs_sandbox_service_finalize (GObject *object)
{
  RsSandboxServicePrivate *priv = get_private (RS_SANDBOX_SERVICE (object));

  g_hash_table_unref (priv->counts);
  g_free (priv->rate);
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
  RsSandboxServicePrivate *priv = get_private (self);

  priv->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  priv->filled_at = -1;
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
  g_autoptr (JsonNode) node
    = request->body != NULL ? rs_json_parse (request->body, 32 * 1024 * 1024, NULL) : NULL;
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

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
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
    return g_ascii_strcasecmp (json_node_get_string (node), "true") == 0
           || g_str_equal (json_node_get_string (node), "1");
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

JsonObject *
rs_sandbox_copy (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (copy, name, rs_sandbox_copy_node (node));
  return copy;
}

JsonNode *
rs_sandbox_copy_node (JsonNode *node)
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
        json_array_add_element (copy, rs_sandbox_copy_node (json_array_get_element (from, i)));
      array = json_node_init_array (json_node_alloc (), copy);
      json_array_unref (copy);
      return array;
    }
  return json_node_copy (node);
}
