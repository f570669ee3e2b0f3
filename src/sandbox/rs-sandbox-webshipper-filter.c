/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include "rs-instant.h"

#include <string.h>

/* The documented filters (Webshipper reference §1.5): of each type only these, others are refused with code
 * 102. */

typedef enum
{
  LOOK_ATTRIBUTE, /* an attribute of the record */
  LOOK_RECORD,    /* id, created_at and the like, which every record has */
  LOOK_ADDRESS,   /* a member of an address: "delivery_address/country_code" */
  LOOK_LINES,     /* the SKU of a line, or its text */
  LOOK_TAGS,
  LOOK_TEXT,    /* anywhere in what people read */
  LOOK_NOWHERE, /* documented, but of what this sandbox does not keep: nothing is found */
} Look;

typedef struct
{
  const char *type;
  const char *name;
  Look look;
  const char *where; /* NULL: the filter's own name */
} Filter;

static const Filter filters[] = {
  { "orders", "id", LOOK_RECORD, NULL },
  { "orders", "sorting_id", LOOK_RECORD, "id" },
  { "orders", "created_at", LOOK_RECORD, NULL },
  { "orders", "updated_at", LOOK_RECORD, NULL },
  { "orders", "ext_ref", LOOK_ATTRIBUTE, NULL },
  { "orders", "status", LOOK_ATTRIBUTE, NULL },
  { "orders", "visible_ref", LOOK_ATTRIBUTE, NULL },
  { "orders", "slip_printed", LOOK_ATTRIBUTE, NULL },
  { "orders", "label_printed", LOOK_ATTRIBUTE, NULL },
  { "orders", "lock_state", LOOK_ATTRIBUTE, NULL },
  { "orders", "order_channel", LOOK_ATTRIBUTE, "order_channel_id" },
  { "orders", "order_channel_id", LOOK_ATTRIBUTE, NULL },
  { "orders", "shipping_rate", LOOK_ATTRIBUTE, "shipping_rate_id" },
  { "orders", "shipping_rate_id", LOOK_ATTRIBUTE, NULL },
  { "orders", "carrier", LOOK_RECORD, "carrier" },
  { "orders", "sku", LOOK_LINES, "sku" },
  { "orders", "order_lines", LOOK_LINES, "description" },
  { "orders", "tag", LOOK_TAGS, NULL },
  { "orders", "free_text", LOOK_TEXT, NULL },
  { "orders", "delivery_country_code", LOOK_ADDRESS, "delivery_address/country_code" },
  { "orders", "billing_contact", LOOK_ADDRESS, "billing_address/att_contact" },
  { "orders", "billing_company", LOOK_ADDRESS, "billing_address/company_name" },
  { "orders", "billing_email", LOOK_ADDRESS, "billing_address/email" },
  { "orders", "activity_type", LOOK_NOWHERE, NULL },
  { "shipments", "id", LOOK_RECORD, NULL },
  { "shipments", "sorting_id", LOOK_RECORD, "id" },
  { "shipments", "created_at", LOOK_RECORD, NULL },
  { "shipments", "updated_at", LOOK_RECORD, NULL },
  { "shipments", "reference", LOOK_ATTRIBUTE, NULL },
  { "shipments", "order", LOOK_RECORD, "order" },
  { "shipments", "carrier", LOOK_ATTRIBUTE, "carrier_id" },
  { "shipments", "send_time", LOOK_ATTRIBUTE, NULL },
  { "shipments", "status", LOOK_ATTRIBUTE, NULL },
  { "shipments", "is_return", LOOK_ATTRIBUTE, NULL },
  { "shipments", "tracking_number", LOOK_RECORD, "tracking_number" },
  { "shipments", "free_text", LOOK_TEXT, NULL },
  { "shipments", "delivery_address", LOOK_TEXT, NULL },
  { "shipments", "delivery_email", LOOK_ADDRESS, "delivery_address/email" },
  { "shipments", "delivery_contact", LOOK_ADDRESS, "delivery_address/att_contact" },
  { "shipments", "delivery_company", LOOK_ADDRESS, "delivery_address/company_name" },
  { "shipments", "billing_email", LOOK_ADDRESS, "billing_address/email" },
  { "shipments", "billing_contact", LOOK_ADDRESS, "billing_address/att_contact" },
  { "shipments", "billing_company", LOOK_ADDRESS, "billing_address/company_name" },
  { "shipments", "printer_client", LOOK_NOWHERE, NULL },
  { "shipments", "without_shadow_shipments", LOOK_NOWHERE, NULL },
  { "shipments", "has_pickup", LOOK_NOWHERE, NULL },
  { "shipments", "activity_type", LOOK_NOWHERE, NULL },
  { "shipments", "order_lines", LOOK_NOWHERE, NULL },
  { "shipping_rates", "id", LOOK_RECORD, NULL },
  { "shipping_rates", "order_channel_id", LOOK_ATTRIBUTE, NULL },
  { "shipping_rates", "is_return", LOOK_ATTRIBUTE, NULL },
  { "shipping_rates", "is_hidden", LOOK_ATTRIBUTE, NULL },
  { "shipping_rates", "service_code", LOOK_ATTRIBUTE, "carrier_service_code" },
  { "shipping_rates", "shadow_bookings", LOOK_NOWHERE, NULL },
  { "order_channels", "id", LOOK_RECORD, NULL },
  { "order_channels", "attr", LOOK_NOWHERE, NULL },
  { "carriers", "id", LOOK_RECORD, NULL },
  { "carriers", "billable", LOOK_NOWHERE, NULL },
  { "carriers", "carrier_type_codes", LOOK_NOWHERE, NULL },
  { "carriers", "carrier_group_id", LOOK_NOWHERE, NULL },
  { "shipping_mappings", "id", LOOK_RECORD, NULL },
  { "shipping_mappings", "order_channel_id", LOOK_ATTRIBUTE, NULL },
  { "shipping_mappings", "order_channel", LOOK_ATTRIBUTE, "order_channel_id" },
  { "shipping_mappings", "shipping_code", LOOK_ATTRIBUTE, NULL },
  { "tracking_events", "id", LOOK_RECORD, NULL },
  { "tracking_events", "created_at", LOOK_RECORD, NULL },
  { "tracking_events", "shipment_id", LOOK_ATTRIBUTE, NULL },
  { "returns", "id", LOOK_RECORD, NULL },
  { "returns", "status", LOOK_ATTRIBUTE, NULL },
  { "returns", "secret", LOOK_ATTRIBUTE, NULL },
  { "returns", "portal_id", LOOK_ATTRIBUTE, NULL },
  { "returns", "free_text", LOOK_TEXT, NULL },
  { "returns", "activity_type", LOOK_NOWHERE, NULL },
  { "returns", "return_causes", LOOK_NOWHERE, NULL },
  { "documents", "id", LOOK_RECORD, NULL },
  { "documents", "is_special", LOOK_ATTRIBUTE, NULL },
};

static const Filter *
find (const char *type, const char *name)
{
  static const Filter by_id = { NULL, "id", LOOK_RECORD, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].type, type) && g_str_equal (filters[i].name, name))
      return &filters[i];
  /* Labels, webhooks, packages, events, tags: id only. */
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i].type, type))
      return NULL;
  return g_str_equal (name, "id") ? &by_id : NULL;
}

/* A value as the wire shows it; NULL for none. (transfer full) (nullable) */
static char *
text_of (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

static gboolean
is_any (JsonNode *node, GStrv wanted)
{
  g_autofree char *value = text_of (node);

  return value != NULL && g_strv_contains ((const char *const *) wanted, value);
}

static gboolean
is_any_id (gint64 id, GStrv wanted)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return g_strv_contains ((const char *const *) wanted, value);
}

static gint64
carrier_of (RsSandboxWebshipper *self, RsWsRecord *order)
{
  RsWsRecord *rate = rs_sbw_find (self, "shipping_rates",
                                  (gint64) rs_sandbox_number (order->attributes, "shipping_rate_id"));

  return rate != NULL ? rate->carrier_id : 0;
}

static gboolean
record_is (RsSandboxWebshipper *self, RsWsRecord *record, const char *where, GStrv wanted)
{
  if (g_str_equal (where, "id"))
    return is_any_id (record->id, wanted);
  if (g_str_equal (where, "order"))
    return is_any_id (record->order_id, wanted);
  if (g_str_equal (where, "carrier"))
    return is_any_id (carrier_of (self, record), wanted);
  if (g_str_equal (where, "tracking_number"))
    {
      JsonArray *links = rs_sandbox_array (record->attributes, "tracking_links");

      for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
        if (is_any (json_object_get_member (json_array_get_object_element (links, i), "number"), wanted))
          return TRUE;
    }
  return FALSE;
}

static gboolean
lines_have (RsWsRecord *record, const char *member, GStrv wanted)
{
  JsonArray *lines = rs_sandbox_array (record->attributes, "order_lines");

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    if (is_any (json_object_get_member (json_array_get_object_element (lines, i), member), wanted))
      return TRUE;
  return FALSE;
}

static gboolean
tags_have (RsWsRecord *record, GStrv wanted)
{
  JsonArray *tags = rs_sandbox_array (record->attributes, "tags");

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    if (is_any (json_array_get_element (tags, i), wanted))
      return TRUE;
  return FALSE;
}

/* Any string below @node that holds @folded. */
static gboolean
holds_text (JsonNode *node, const char *folded)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = g_utf8_casefold (json_node_get_string (node), -1);

      return strstr (text, folded) != NULL;
    }
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        if (holds_text (json_array_get_element (json_node_get_array (node), i), folded))
          return TRUE;
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (node));

      for (GList *l = members; l != NULL; l = l->next)
        if (holds_text (l->data, folded))
          return TRUE;
    }
  return FALSE;
}

static gboolean
passes (RsSandboxWebshipper *self, RsWsRecord *record, const Filter *filter, const char *text, GStrv wanted)
{
  const char *where = filter->where != NULL ? filter->where : filter->name;
  g_auto (GStrv) path = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (JsonNode) root = NULL;

  switch (filter->look)
    {
    case LOOK_RECORD:
      return record_is (self, record, where, wanted);
    case LOOK_ATTRIBUTE:
      return is_any (json_object_get_member (record->attributes, where), wanted);
    case LOOK_ADDRESS:
      path = g_strsplit (where, "/", 2);
      return rs_sandbox_object (record->attributes, path[0]) != NULL
             && is_any (json_object_get_member (rs_sandbox_object (record->attributes, path[0]), path[1]),
                        wanted);
    case LOOK_LINES:
      return lines_have (record, where, wanted);
    case LOOK_TAGS:
      return tags_have (record, wanted);
    case LOOK_TEXT:
      folded = g_utf8_casefold (text, -1);
      root = json_node_init_object (json_node_alloc (), record->attributes);
      return holds_text (root, folded);
    case LOOK_NOWHERE:
    default:
      return FALSE;
    }
}

/* "filter[updated_at][value]" and "[operator]": what operators there are is UNKNOWN (§1.5, §6.3). */
static gboolean
passes_date (gint64 at, const char *operator, gint64 wanted)
{
  if (g_strcmp0 (operator, "gt") == 0)
    return at > wanted;
  if (g_strcmp0 (operator, "gte") == 0)
    return at >= wanted;
  if (g_strcmp0 (operator, "lt") == 0)
    return at < wanted;
  if (g_strcmp0 (operator, "lte") == 0)
    return at <= wanted;
  return at == wanted;
}

static gboolean
refuse (RsResponse **refused, const char *code, const char *title, const char *format, const char *name)
{
  g_autofree char *detail = g_strdup_printf ("%.60s %s", name, format);

  *refused = rs_sbw_error (400, code, NULL, title, detail);
  return FALSE;
}

/* Keeps those of @records for which @keep says so. */
typedef gboolean (*KeepFunc) (RsWsRecord *record, gpointer data);

static void
keep_only (GPtrArray *records, KeepFunc keep, gpointer data)
{
  guint kept = 0;

  for (guint i = 0; i < records->len; i++)
    if (keep (g_ptr_array_index (records, i), data))
      g_ptr_array_index (records, kept++) = g_ptr_array_index (records, i);
  g_ptr_array_set_size (records, (gint) kept);
}

typedef struct
{
  RsSandboxWebshipper *self;
  const Filter *filter;
  const char *text;
  GStrv wanted;
  const char *operator;
  gint64 moment;
} Keeping;

static gboolean
keep_equal (RsWsRecord *record, gpointer data)
{
  Keeping *keeping = data;

  return passes (keeping->self, record, keeping->filter, keeping->text, keeping->wanted);
}

static gboolean
keep_date (RsWsRecord *record, gpointer data)
{
  Keeping *keeping = data;

  return passes_date (g_str_equal (keeping->filter->name, "created_at") ? record->created_at
                                                                        : record->updated_at,
                      keeping->operator, keeping->moment);
}

static gboolean
filter_date (RsSandboxWebshipper *self, RsRequest *request, const Filter *filter, const char *text,
             GPtrArray *records, RsResponse **refused)
{
  g_autofree char *operator_key = g_strdup_printf ("filter[%s][operator]", filter->name);
  Keeping keeping = { self, filter, text, NULL, rs_request_get_query (request, operator_key), 0 };

  if (rs_sbw_is (self, "date_filter", "ignored"))
    return TRUE;
  if (rs_sbw_is (self, "date_filter", "refused") || !rs_instant_parse (text, NULL, &keeping.moment, NULL))
    return refuse (refused, "107", "Invalid filter value", "is not a valid value.", filter->name);
  keep_only (records, keep_date, &keeping);
  return TRUE;
}

static gboolean
filter_one (RsSandboxWebshipper *self, RsRequest *request, const char *type, const char *key,
            const char *text, GPtrArray *records, RsResponse **refused)
{
  g_autofree char *name = g_strndup (key + 7, strcspn (key + 7, "]"));
  const Filter *filter = find (type, name);
  g_auto (GStrv) wanted = g_strsplit (text, ",", -1);
  Keeping keeping = { self, filter, text, wanted, NULL, 0 };
  const char *where;

  if (g_str_has_suffix (key, "][operator]"))
    return TRUE;
  if (filter == NULL)
    return refuse (refused, "102", "Filter not allowed", "is not allowed.", name);
  if (filter->look == LOOK_RECORD && g_str_has_suffix (name, "ed_at"))
    return filter_date (self, request, filter, text, records, refused);
  where = filter->where != NULL ? filter->where : filter->name;
  if (g_str_equal (type, "orders")
      && ((g_str_equal (where, "ext_ref") && rs_sbw_is (self, "ext_ref_filter", "ignored"))
          || (g_str_equal (where, "order_channel_id") && rs_sbw_is (self, "channel_filter", "ignored"))))
    return TRUE;
  keep_only (records, keep_equal, &keeping);
  return TRUE;
}

gboolean
rs_sbw_filter (RsSandboxWebshipper *self, RsRequest *request, const char *type, GPtrArray *records,
               RsResponse **refused)
{
  for (guint i = 0; i + 1 < request->query->len; i += 2)
    {
      const char *key = g_ptr_array_index (request->query, i);

      if (g_str_has_prefix (key, "filter[")
          && !filter_one (self, request, type, key, g_ptr_array_index (request->query, i + 1), records,
                          refused))
        return FALSE;
    }
  return TRUE;
}
