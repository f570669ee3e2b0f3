/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (RsSandboxRackbeat, rs_sandbox_rackbeat, RS_TYPE_SANDBOX_SERVICE)

/* As long as a real one: about a thousand characters in three parts (§1.1). */
#define KEY_LENGTH    960
#define KEY_LAST_PART 620

static RsResponse *
throttled (RsSandboxService *service, guint retry_after)
{
  RsResponse *response = rs_sbr_message (429, "Too Many Attempts.");
  g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

  if (retry_after > 0)
    rs_response_set_header (response, "Retry-After", seconds);
  return response;
}

static void
decorate (RsSandboxService *service, RsResponse *response, guint limit, guint remaining)
{
  g_autofree char *limit_text = g_strdup_printf ("%u", limit);
  g_autofree char *remaining_text = g_strdup_printf ("%u", response->status == 429 ? 0 : remaining);

  rs_response_set_header (response, "X-RateLimit-Limit", limit_text);
  rs_response_set_header (response, "X-RateLimit-Remaining", remaining_text);
}

static gboolean
is_authorized (RsSandboxRackbeat *self, RsRequest *request)
{
  const char *authorization = rs_request_get_header (request, "Authorization");

  return authorization != NULL && g_str_has_prefix (authorization, "Bearer ")
         && g_str_equal (authorization + 7, self->key);
}

static RsResponse *
unauthenticated (RsSandboxRackbeat *self)
{
  if (rs_sbr_is (self, "unauthenticated", "empty"))
    return rs_fault_page (401, "empty");
  if (rs_sbr_is (self, "unauthenticated", "html"))
    return rs_fault_page (401, "html");
  return rs_sbr_message (401, "Unauthenticated.");
}

static RsResponse *
handle_self (RsSandboxRackbeat *self, RsRequest *request)
{
  static const char account[]
    = "{\"user_account\":{\"id\":48213,\"company_name\":\"Nordlys Cykler ApS\",\"address\":{\"street\":\"Havnegade 12\",\"street2\":null,"
      "\"city\":\"Aarhus C\",\"zipcode\":\"8000\",\"country\":\"Denmark\"}},\"user\":{\"id\":9021,\"name\":\"API RackShip\",\"email\":"
      "\"it@nordlys.example\"}}";
  g_autoptr (GBytes) body = g_bytes_new_static (account, sizeof account - 1);

  if (!g_str_equal (request->method, "GET"))
    return rs_sbr_no_such_call (self, request);
  return rs_response_new (200, "application/json", body);
}

static RsResponse *
route (RsSandboxRackbeat *self, RsRequest *request, GStrv segments)
{
  const char *first = segments[0];
  RsResponse *response;

  if (first == NULL)
    return rs_sbr_not_found ();
  if (g_str_equal (first, "self") && segments[1] == NULL)
    return handle_self (self, request);
  if (g_str_equal (first, "orders") && segments[1] != NULL && g_str_equal (segments[1], "shipments"))
    return segments[2] != NULL ? rs_sbr_handle_shipments (self, request, segments + 2) : rs_sbr_not_found ();
  if (g_str_equal (first, "order-shipments"))
    return rs_sbr_handle_shipments (self, request, segments + 1);
  if (g_str_equal (first, "orders"))
    return rs_sbr_handle_orders (self, request, segments + 1);
  if (g_str_equal (first, "products") || g_str_equal (first, "lots") || g_str_equal (first, "items"))
    return rs_sbr_handle_items (self, request, segments);
  if (g_str_equal (first, "customers"))
    return rs_sbr_handle_customers (self, request, segments);
  if (g_str_equal (first, "customer-invoices"))
    return rs_sbr_handle_invoices (self, request, segments + 1);
  if (g_str_equal (first, "inventory-adjustments") || g_str_equal (first, "inventory-movements"))
    return rs_sbr_handle_regulations (self, request, segments);
  if (g_str_equal (first, "settings"))
    return rs_sbr_handle_settings (self, request, segments);
  if (g_str_equal (first, "webhooks"))
    return rs_sbr_handle_webhooks (self, request, segments);
  response = rs_sbr_handle_register (self, request, segments);
  return response != NULL ? response : rs_sbr_not_found ();
}

/* ?suppress_webhooks=true, or the same in the body (§5). */
static gboolean
wants_no_events (RsRequest *request)
{
  const char *query = rs_request_get_query (request, "suppress_webhooks");
  g_autoptr (JsonObject) body = NULL;

  if (rs_request_is_read (request))
    return FALSE;
  if (query != NULL)
    return rs_sbr_is_true (query);
  body = rs_sandbox_request_object (request);
  return rs_sandbox_bool (body, "suppress_webhooks");
}

static RsResponse *
handle (RsSandboxService *service, RsRequest *request)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (service);
  g_auto (GStrv) segments = rs_sandbox_request_segments (request);

  RsResponse *response;

  if (!is_authorized (self, request))
    return unauthenticated (self);
  self->suppressed = rs_sbr_table (self, RS_RB_WEBHOOKS)->list->len > 0 && wants_no_events (request);
  response = route (self, request, segments);
  self->suppressed = FALSE;
  return response;
}

/* What stands behind a word that is followed by a number or a name. */
static const char *
placeholder (const char *before, const char *part)
{
  static const char *const by_name[] = { "products", "lots", "items", NULL };
  static const char *const by_number[] = { "orders", "drafts", "customers", "customer-invoices", NULL };
  gboolean digit = g_ascii_isdigit (part[0]);

  if (g_strv_contains (by_name, before))
    return g_str_equal (part, "bulk") ? NULL : "{n}";
  if (g_str_equal (before, "settings"))
    return "{identifier}";
  if (!digit)
    return NULL;
  if (g_str_has_suffix (part, ".pdf"))
    return "{n}.pdf";
  return g_strv_contains (by_number, before) ? "{n}" : "{id}";
}

static char *
template_of (RsSandboxService *service, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  const char *before = "";

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = *parts[i] != '\0' ? placeholder (before, parts[i]) : NULL;

      before = "";
      if (name != NULL)
        {
          g_free (parts[i]);
          parts[i] = g_strdup (name);
        }
      else
        {
          before = parts[i];
        }
    }
  return g_strjoinv ("/", parts);
}

static void
rs_sandbox_rackbeat_finalize (GObject *object)
{
  RsSandboxRackbeat *self = RS_SANDBOX_RACKBEAT (object);

  dex_cancellable_cancel (self->closing);
  dex_clear (&self->closing);
  g_free (self->key);
  rs_sbr_tables_clear (self);
  G_OBJECT_CLASS (rs_sandbox_rackbeat_parent_class)->finalize (object);
}

static void
rs_sandbox_rackbeat_class_init (RsSandboxRackbeatClass *klass)
{
  RsSandboxServiceClass *service_class = RS_SANDBOX_SERVICE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rs_sandbox_rackbeat_finalize;
  service_class->name = "rackbeat";
  service_class->handle = handle;
  service_class->template = template_of;
  service_class->throttled = throttled;
  service_class->decorate = decorate;
  service_class->act = rs_sbr_act;
  service_class->describe_acts = rs_sbr_describe_acts;
  service_class->dump = rs_sbr_dump;
}

static void
rs_sandbox_rackbeat_init (RsSandboxRackbeat *self)
{
  rs_sbr_tables_init (self);
  self->closing = dex_cancellable_new ();
}

RsSandboxService *
rs_sandbox_rackbeat_new (const RsSandboxContext *context)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  RsSandboxRackbeat *self = g_object_new (RS_TYPE_SANDBOX_RACKBEAT, NULL);
  GString *key = g_string_new ("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.");

  rs_sandbox_service_set_context (RS_SANDBOX_SERVICE (self), context);
  rs_sbr_declare_switches (context->switches);
  for (guint i = 0; i < KEY_LENGTH; i++)
    g_string_append_c (key, i == KEY_LAST_PART ? '.' : letters[rs_random_range (context->random, 0, 64)]);
  self->key = g_string_free (key, FALSE);
  return RS_SANDBOX_SERVICE (self);
}

const char *
rs_sandbox_rackbeat_get_key (RsSandboxService *self)
{
  return RS_SANDBOX_RACKBEAT (self)->key;
}
