/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

#define MEDIA_TYPE "application/vnd.api+json"

G_DEFINE_FINAL_TYPE (RsSandboxWebshipper, rs_sandbox_webshipper, RS_TYPE_SANDBOX_SERVICE)

static const RsSandboxContext *
context (RsSandboxWebshipper *self)
{
  return rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self));
}

const char *
rs_sbw_get (RsSandboxWebshipper *self, const char *name)
{
  g_autofree char *full = g_strconcat ("webshipper.", name, NULL);

  return rs_switches_get (context (self)->switches, full);
}

gboolean
rs_sbw_is (RsSandboxWebshipper *self, const char *name, const char *value)
{
  return g_str_equal (rs_sbw_get (self, name), value);
}

gint64
rs_sbw_now (RsSandboxWebshipper *self)
{
  return rs_clock_now (context (self)->clock);
}

void
rs_sbw_record (RsSandboxWebshipper *self, const char *kind, gint64 id, const char *verb, const char *by,
               JsonObject *facts)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  rs_ledger_record (context (self)->ledger, "webshipper", kind, key, verb, by, facts);
  rs_sbw_announce (self, kind, id, verb);
}

static void
record_free (gpointer data)
{
  RsWsRecord *self = data;

  json_object_unref (self->attributes);
  g_free (self);
}

GPtrArray *
rs_sbw_list (RsSandboxWebshipper *self, const char *type)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, type);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->lists, g_strdup (type), list);
    }
  return list;
}

static GHashTable *
table (RsSandboxWebshipper *self, const char *type)
{
  GHashTable *found = g_hash_table_lookup (self->tables, type);

  if (found == NULL)
    {
      found = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, record_free);
      g_hash_table_insert (self->tables, g_strdup (type), found);
    }
  return found;
}

RsWsRecord *
rs_sbw_find (RsSandboxWebshipper *self, const char *type, gint64 id)
{
  return g_hash_table_lookup (table (self, type), &id);
}

RsWsRecord *
rs_sbw_add (RsSandboxWebshipper *self, const char *type, JsonObject *attributes)
{
  RsWsRecord *record = g_new0 (RsWsRecord, 1);

  record->id = self->next_id++;
  record->type = g_intern_string (type);
  record->attributes = attributes;
  record->created_at = record->updated_at = rs_sbw_now (self);
  g_hash_table_insert (table (self, type), &record->id, record);
  g_ptr_array_add (rs_sbw_list (self, type), record);
  if (g_str_equal (type, "orders"))
    {
      g_ptr_array_add (self->recent, record);
      self->recent_dirty = TRUE;
    }
  return record;
}

void
rs_sbw_remove (RsSandboxWebshipper *self, RsWsRecord *record)
{
  gint64 id = record->id;

  g_ptr_array_remove (rs_sbw_list (self, record->type), record);
  if (g_str_equal (record->type, "orders"))
    g_ptr_array_remove (self->recent, record);
  g_hash_table_remove (table (self, record->type), &id);
}

void
rs_sbw_touch (RsSandboxWebshipper *self, RsWsRecord *record)
{
  record->updated_at = MAX (record->updated_at, rs_sbw_now (self));
  self->recent_dirty = TRUE;
}

char *
rs_sbw_time (gint64 at)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc_usec (at);
  g_autofree char *whole = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%dZ", whole, g_date_time_get_microsecond (moment) / 100000);
}

RsResponse *
rs_sbw_error (guint status, const char *code, const char *pointer, const char *title, const char *detail)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonObject *entry = json_object_new ();
  JsonArray *errors = json_array_new ();
  g_autofree char *number = g_strdup_printf ("%u", status);

  json_object_set_string_member (entry, "title", title);
  json_object_set_string_member (entry, "detail", detail);
  json_object_set_string_member (entry, "code", code);
  if (pointer != NULL)
    {
      JsonObject *source = json_object_new ();

      json_object_set_string_member (source, "pointer", pointer);
      json_object_set_object_member (entry, "source", source);
    }
  json_object_set_string_member (entry, "status", number);
  json_array_add_object_element (errors, entry);
  json_object_set_array_member (root, "errors", errors);
  return rs_sandbox_json_response (status, MEDIA_TYPE, rs_sandbox_object_node (root));
}

RsResponse *
rs_sbw_not_found (void)
{
  return rs_sbw_error (404, "404", NULL, "Record not found", "The record could not be found.");
}

/* The media type rules of §1.3; NULL when all is well. */
static RsResponse *
check_media_type (RsRequest *request)
{
  const char *accept = rs_request_get_header (request, "Accept");
  gboolean writes = g_str_equal (request->method, "POST") || g_str_equal (request->method, "PATCH");

  if (writes && (request->content_type == NULL || !g_str_has_prefix (request->content_type, MEDIA_TYPE)))
    return rs_sbw_error (
      415, "415", NULL, "Unsupported media type",
      "All requests that create or update must use the 'application/vnd.api+json' Content-Type.");
  if (accept != NULL && strstr (accept, MEDIA_TYPE) == NULL && strstr (accept, "*/*") == NULL)
    return rs_sbw_error (
      406, "406", NULL, "Not acceptable",
      "All requests must use the 'application/vnd.api+json' Accept without media type parameters.");
  return NULL;
}

static gboolean
is_authorized (RsSandboxWebshipper *self, RsRequest *request)
{
  const char *authorization = rs_request_get_header (request, "Authorization");

  return authorization != NULL && g_str_has_prefix (authorization, "Bearer ")
         && g_str_equal (authorization + 7, self->token);
}

static gboolean
is_known_type (const char *type)
{
  static const char *const types[]
    = { "orders",          "shipments",         "shipping_rates",  "order_channels", "carriers",
        "labels",          "shipping_mappings", "tracking_events", "webhooks",       "tags",
        "printer_clients", "packages",          "comments",        "status_events",  "documents",
        "returns",         "return_portals",    "return_causes",   "carrier_types",  "order_merges" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i], type))
      return TRUE;
  return FALSE;
}

static RsResponse *
handle_record (RsSandboxWebshipper *self, RsRequest *request, GStrv segments)
{
  RsWsRecord *record = rs_sbw_find (self, segments[0], g_ascii_strtoll (segments[1], NULL, 10));

  if (record == NULL || !rs_sbw_is_there (self, record))
    return rs_sbw_not_found ();
  if (segments[2] != NULL && g_str_equal (segments[2], "relationships"))
    return rs_sbw_answer_related (self, request, record, segments[3], TRUE);
  if (segments[2] != NULL)
    return rs_sbw_answer_related (self, request, record, segments[2], FALSE);
  if (g_str_equal (request->method, "GET"))
    return rs_sbw_single (self, 200, record, request);
  if (g_str_equal (segments[0], "orders") && g_str_equal (request->method, "PATCH"))
    return rs_sbw_patch_order (self, request, record);
  if (g_str_equal (segments[0], "orders") && g_str_equal (request->method, "DELETE"))
    return rs_sbw_answer_delete (self, record);
  if (g_str_equal (segments[0], "shipments") && g_str_equal (request->method, "PATCH"))
    return rs_sbw_patch_shipment (self, request, record);
  if (g_str_equal (segments[0], "shipments") && g_str_equal (request->method, "DELETE"))
    return rs_sbw_delete_shipment (self, record);
  if (rs_sbw_is_register (segments[0]) && g_str_equal (request->method, "PATCH"))
    return rs_sbw_write_register (self, request, segments[0], record);
  if (rs_sbw_is_register (segments[0]) && g_str_equal (request->method, "DELETE"))
    return rs_sbw_delete_register (self, record);
  /* What is not offered is not there: 403 would be about scopes. */
  return rs_sbw_not_found ();
}

static RsResponse *
route (RsSandboxWebshipper *self, RsRequest *request, GStrv segments)
{
  if (segments[0] == NULL)
    return rs_sbw_not_found ();
  if (rs_sbw_is_computed (segments[0]) && g_str_equal (request->method, "POST"))
    return rs_sbw_compute (self, request, segments[0]);
  if (!is_known_type (segments[0]))
    return rs_sbw_not_found ();
  if (segments[1] != NULL)
    return handle_record (self, request, segments);
  if (g_str_equal (request->method, "GET"))
    return rs_sbw_query (self, request, segments[0], rs_sbw_list (self, segments[0]));
  if (g_str_equal (segments[0], "orders") && g_str_equal (request->method, "POST"))
    return rs_sbw_create_order (self, request);
  if (rs_sbw_is_register (segments[0]) && g_str_equal (request->method, "POST"))
    return rs_sbw_write_register (self, request, segments[0], NULL);
  if (g_str_equal (segments[0], "order_merges") && g_str_equal (request->method, "POST"))
    return rs_sbw_create_merge (self, request);
  if (g_str_equal (segments[0], "shipments") && g_str_equal (request->method, "POST"))
    return rs_sbw_create_shipment (self, request);
  /* What is not offered is not there: 403 would be about scopes. */
  return rs_sbw_not_found ();
}

static RsResponse *
webshipper_handle (RsSandboxService *service, RsRequest *request)
{
  RsSandboxWebshipper *self = RS_SANDBOX_WEBSHIPPER (service);
  g_auto (GStrv) segments = rs_sandbox_request_segments (request);
  RsResponse *refused;
  gboolean writes = !rs_request_is_read (request);

  if (g_strcmp0 (segments[0], "oauth") == 0)
    return g_strcmp0 (segments[1], "token") == 0 && g_str_equal (request->method, "POST")
             ? rs_sbw_answer_token (self, request)
             : rs_sbw_not_found ();
  /* A wrong token and a missing scope answer with an empty body (§1.2). */
  if (!is_authorized (self, request))
    return rs_response_new (401, NULL, NULL);
  if (segments[0] != NULL && writes && g_str_equal (segments[0], "shipments")
      && rs_sbw_is (self, "scopes", "no_write_shipments"))
    return rs_response_new (403, NULL, NULL);
  if (writes && rs_sbw_is (self, "scopes", "read_only"))
    return rs_response_new (403, NULL, NULL);
  refused = check_media_type (request);
  return refused != NULL ? refused : route (self, request, segments);
}

static char *
webshipper_template (RsSandboxService *service, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (guint i = 1; parts[i] != NULL; i++)
    if (g_ascii_isdigit (parts[i][0]))
      {
        g_free (parts[i]);
        parts[i] = g_strdup ("{id}");
      }
  return g_strjoinv ("/", parts);
}

static RsResponse *
webshipper_throttled (RsSandboxService *service, guint retry_after)
{
  RsResponse *response = rs_response_new (429, NULL, NULL);
  g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

  if (retry_after > 0 && rs_sbw_is (RS_SANDBOX_WEBSHIPPER (service), "retry_after", "present"))
    rs_response_set_header (response, "Retry-After", seconds);
  return response;
}

static JsonNode *
webshipper_dump (RsSandboxService *service)
{
  RsSandboxWebshipper *self = RS_SANDBOX_WEBSHIPPER (service);
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (RsRequest) request = rs_request_new ("GET", "/");
  static const char *const types[]
    = { "orders", "shipments", "labels", "shipping_rates", "order_channels", "carriers" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GPtrArray *list = rs_sbw_list (self, types[i]);
      JsonArray *rows = json_array_new ();

      for (guint j = 0; j < list->len; j++)
        {
          RsWsRecord *record = g_ptr_array_index (list, j);
          JsonNode *node = rs_sbw_present (self, record, request);

          if (record->order_id != 0)
            json_object_set_int_member (json_node_get_object (node), "order_id", record->order_id);
          /* Of an order it is told by its own address only. */
          if (json_object_has_member (record->attributes, "shipping_rate_id"))
            json_object_set_int_member (json_node_get_object (node), "shipping_rate_id",
                                        (gint64) rs_sandbox_number (record->attributes, "shipping_rate_id"));
          json_array_add_element (rows, node);
        }
      json_object_set_array_member (root, types[i], rows);
    }
  return rs_sandbox_object_node (root);
}

static void
rs_sandbox_webshipper_finalize (GObject *object)
{
  RsSandboxWebshipper *self = RS_SANDBOX_WEBSHIPPER (object);

  g_free (self->token);
  g_free (self->refresh_token);
  g_hash_table_unref (self->lists);
  g_ptr_array_unref (self->recent);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->ext_refs);
  g_hash_table_unref (self->refusals);
  G_OBJECT_CLASS (rs_sandbox_webshipper_parent_class)->finalize (object);
}

static void
rs_sandbox_webshipper_class_init (RsSandboxWebshipperClass *klass)
{
  RsSandboxServiceClass *service_class = RS_SANDBOX_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rs_sandbox_webshipper_finalize;
  service_class->name = "webshipper";
  service_class->handle = webshipper_handle;
  service_class->template = webshipper_template;
  service_class->throttled = webshipper_throttled;
  service_class->act = rs_sbw_act;
  service_class->describe_acts = rs_sbw_describe_acts;
  service_class->dump = webshipper_dump;
}

static void
rs_sandbox_webshipper_init (RsSandboxWebshipper *self)
{
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->recent = g_ptr_array_new ();
  self->ext_refs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->refusals = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->next_id = 6;
}

RsSandboxService *
rs_sandbox_webshipper_new (const RsSandboxContext *owner)
{
  RsSandboxWebshipper *self = g_object_new (RS_TYPE_SANDBOX_WEBSHIPPER, NULL);
  GString *token = g_string_new (NULL);

  rs_sandbox_service_set_context (RS_SANDBOX_SERVICE (self), owner);
  rs_sbw_declare_order_switches (owner->switches);
  rs_sbw_declare_shipping_switches (owner->switches);
  for (guint i = 0; i < 64; i++)
    g_string_append_c (token, "0123456789abcdef"[rs_random_range (owner->random, 0, 16)]);
  self->token = g_string_free (token, FALSE);
  self->refresh_token = g_strreverse (g_strdup (self->token));
  return RS_SANDBOX_SERVICE (self);
}

const char *
rs_sandbox_webshipper_get_token (RsSandboxService *self)
{
  return RS_SANDBOX_WEBSHIPPER (self)->token;
}
