/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

/* Resources that are kept as they are given: mappings, documents, returns, webhooks (Webshipper reference §2,
 * §3.8, §3.10, §3.12, §3.14). A relation may be said as a relationship or by its id among the attributes. */

typedef struct
{
  const char *type;
  const char *writable;  /* comma list of attributes */
  const char *required;  /* comma list: attributes, and relations as "name_id" */
  const char *relations; /* comma list of relationships that become "name_id" */
  const char *defaults;  /* JSON */
} Register;

static const Register registers[] = {
  { "shipping_mappings", "shipping_code,shipping_name,shipping_rate_id,order_channel_id",
    "shipping_code,order_channel_id,shipping_rate_id", "order_channel,shipping_rate",
    "{\"shipping_name\":null}" },
  { "documents",
    "shipment_id,document_size,document_format,document_type,base64,is_paperless,is_special,name,description",
    "base64", "shipment,order",
    "{\"shipment_id\":null,\"document_size\":\"A4\",\"document_format\":\"PDF\",\"document_type\":\"other\","
    "\"is_paperless\":false,\"is_special\":false,\"name\":null,\"description\":null}" },
  { "returns", "status,return_lines,internal_comment,error_message", "order_id,return_lines",
    "order,portal,shipping_method,refund_method,shipment",
    "{\"status\":\"pending\",\"error_message\":null,\"internal_comment\":null,"
    "\"latest_activity\":null,\"base64\":null}" },
  { "return_portals", "name,url", "name", "", "{\"url\":null}" },
  { "return_causes", "name,description,require_comment,support_image_required", "name", "",
    "{\"description\":null,\"require_comment\":false,\"support_image_required\":false,\"limit_refund_methods\":[]}" },
  { "webhooks", "url,topic,enabled,secret,condition", "url,topic", "",
    "{\"enabled\":true,\"secret\":null,\"condition\":null,\"health\":100,\"latest_error\":null,\"carriers\":[],"
    "\"order_channels\":[]}" },
};

static const Register *
find (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    if (g_str_equal (registers[i].type, type))
      return &registers[i];
  return NULL;
}

gboolean
rs_sbw_is_register (const char *type)
{
  return find (type) != NULL;
}

void
rs_sbw_set_register_defaults (const char *type, JsonObject *attributes)
{
  rs_sbw_set_defaults (attributes, find (type)->defaults);
}

static gboolean
is_in (const char *list, const char *name)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);

  return g_strv_contains ((const char *const *) words, name);
}

/* The refusal of an attribute that is not there, or NULL; what is there goes to @attributes. */
static RsResponse *
take_attributes (const Register *self, JsonObject *given, JsonObject *attributes)
{
  g_autoptr (GList) names = given != NULL ? json_object_get_members (given) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *detail = g_strdup_printf ("%.60s is not allowed.", (const char *) l->data);

      if (!is_in (self->writable, l->data))
        return rs_sbw_error (400, "105", NULL, "Param not allowed", detail);
      json_object_set_member (attributes, l->data, json_object_dup_member (given, l->data));
    }
  return NULL;
}

static void
take_relations (const Register *self, JsonObject *data, JsonObject *attributes)
{
  g_auto (GStrv) names = g_strsplit (self->relations, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonObject *relationship = rs_sandbox_object (rs_sandbox_object (data, "relationships"), names[i]);
      JsonObject *identifier = rs_sandbox_object (relationship, "data");
      g_autofree char *attribute = g_strconcat (names[i], "_id", NULL);

      if (identifier != NULL)
        json_object_set_int_member (attributes, attribute, (gint64) rs_sandbox_number (identifier, "id"));
    }
}

/* A relation must lead somewhere. */
static gboolean
leads_nowhere (RsSandboxWebshipper *self, JsonObject *attributes, const char *name)
{
  g_autofree char *relation = g_str_has_suffix (name, "_id") ? g_strndup (name, strlen (name) - 3) : NULL;
  g_autofree char *type = relation != NULL ? g_strconcat (relation, "s", NULL) : NULL;

  return type != NULL && rs_sbw_find (self, type, (gint64) rs_sandbox_number (attributes, name)) == NULL;
}

static RsResponse *
check_required (RsSandboxWebshipper *self, const Register *about, JsonObject *attributes)
{
  g_auto (GStrv) names = g_strsplit (about->required, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      JsonNode *node = json_object_get_member (attributes, names[i]);
      g_autofree char *pointer = g_strdup_printf ("/data/attributes/%s", names[i]);
      g_autofree char *blank = g_strdup_printf ("%s - can't be blank", names[i]);
      g_autofree char *missing = g_strdup_printf ("%s - must exist", names[i]);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        return rs_sbw_error (422, "100", pointer, "can't be blank", blank);
      if (leads_nowhere (self, attributes, names[i]))
        return rs_sbw_error (422, "100", pointer, "must exist", missing);
    }
  return NULL;
}

static gboolean
has_line (RsWsRecord *order, gint64 id)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    if ((gint64) rs_sandbox_number (json_array_get_object_element (lines, i), "id") == id)
      return TRUE;
  return FALSE;
}

/* A return has a portal, unless the switch says otherwise, a known status, and lines of its order (§3.12). */
static RsResponse *
check_return (RsSandboxWebshipper *self, JsonObject *attributes)
{
  static const char *const known[] = { "pending", "sent", "arrived", "processed", "error", "approved", NULL };
  RsWsRecord *order = rs_sbw_find (self, "orders", (gint64) rs_sandbox_number (attributes, "order_id"));
  JsonArray *lines = rs_sandbox_array (attributes, "return_lines");
  gint64 portal = (gint64) rs_sandbox_number (attributes, "portal_id");
  const char *status = rs_sandbox_string (attributes, "status");

  if (rs_sbw_find (self, "return_portals", portal) == NULL
      && (portal != 0 || rs_sbw_is (self, "return_portal", "required")))
    return rs_sbw_error (422, "100", "/data/relationships/portal", "must exist", "portal - must exist");
  if (json_object_has_member (attributes, "status") && (status == NULL || !g_strv_contains (known, status)))
    return rs_sbw_error (422, "100", "/data/attributes/status", "is not included in the list",
                         "status - is not included in the list");
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);

      if (!JSON_NODE_HOLDS_OBJECT (node)
          || !has_line (order, (gint64) rs_sandbox_number (json_node_get_object (node), "order_line_id")))
        return rs_sbw_error (422, "100", "/data/attributes/return_lines", "is invalid",
                             "return_lines - is invalid");
    }
  return NULL;
}

static void
tell (RsSandboxWebshipper *self, RsWsRecord *record, const char *verb)
{
  if (g_str_equal (record->type, "returns"))
    rs_sbw_record (self, "return", record->id, verb, "api", NULL);
}

/* The token by which the customer opens the return: no two alike. */
static void
set_secret (RsSandboxWebshipper *self, RsWsRecord *record)
{
  g_autofree char *source = g_strdup_printf ("%s/%" G_GINT64_FORMAT, self->token, record->id);
  g_autofree char *secret = g_compute_checksum_for_string (G_CHECKSUM_SHA256, source, -1);

  secret[24] = '\0';
  json_object_set_string_member (record->attributes, "secret", secret);
}

RsResponse *
rs_sbw_delete_register (RsSandboxWebshipper *self, RsWsRecord *record)
{
  tell (self, record, "deleted");
  rs_sbw_remove (self, record);
  return rs_response_new (204, NULL, NULL);
}

RsResponse *
rs_sbw_write_register (RsSandboxWebshipper *self, RsRequest *request, const char *type, RsWsRecord *record)
{
  const Register *about = find (type);
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = rs_sandbox_object (body, "data");
  g_autoptr (JsonObject) attributes
    = record != NULL ? rs_sandbox_copy (record->attributes) : json_object_new ();
  RsResponse *refused;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  refused = take_attributes (about, rs_sandbox_object (data, "attributes"), attributes);
  if (refused != NULL)
    return refused;
  take_relations (about, data, attributes);
  refused = check_required (self, about, attributes);
  if (refused == NULL && g_str_equal (type, "returns"))
    refused = check_return (self, attributes);
  if (refused != NULL)
    return refused;
  rs_sbw_set_defaults (attributes, about->defaults);
  if (record == NULL)
    {
      RsWsRecord *added = rs_sbw_add (self, type, g_steal_pointer (&attributes));

      added->order_id = (gint64) rs_sandbox_number (added->attributes, "order_id");
      added->shipment_id = (gint64) rs_sandbox_number (added->attributes, "shipment_id");
      if (g_str_equal (type, "returns"))
        set_secret (self, added);
      tell (self, added, "created");
      return rs_sbw_single (self, 201, added, request);
    }
  json_object_unref (record->attributes);
  record->attributes = g_steal_pointer (&attributes);
  rs_sbw_touch (self, record);
  tell (self, record, "changed");
  return rs_sbw_single (self, 200, record, request);
}
