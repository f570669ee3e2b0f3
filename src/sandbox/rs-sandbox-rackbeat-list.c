/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-rackbeat.h"

#include <string.h>

#define DEFAULT_LIMIT 20

/* Which records a list holds and in what order, and one page of them (§1.4, §1.5). */

static guint
query_number (RsRequest *request, const char *name, guint otherwise)
{
  const char *value = rs_request_get_query (request, name);
  gint64 number = value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;

  return number > 0 ? (guint) MIN (number, G_MAXINT) : otherwise;
}

/* Takes @rows. */
static RsResponse *
page_response (const char *name, JsonArray *rows, guint total, guint limit, guint page)
{
  g_autoptr (JsonObject) root = json_object_new ();

  /* The data key comes first: one of Rackbeat's own libraries takes the first key for it (§1.4). */
  json_object_set_array_member (root, name, rows);
  json_object_set_int_member (root, "total", total);
  json_object_set_int_member (root, "pages", MAX (1, (total + limit - 1) / limit));
  json_object_set_int_member (root, "limit", limit);
  json_object_set_int_member (root, "page", page);
  return rs_sandbox_json_response (206, "application/json", rs_sandbox_object_node (root));
}

static guint
limit_of (RsSandboxRackbeat *self, RsRequest *request)
{
  const char *position = rs_switches_get (
    rs_sandbox_service_get_context (RS_SANDBOX_SERVICE (self))->switches, "rackbeat.limit");
  guint most = 1000;

  if (g_str_has_prefix (position, "clamp"))
    most = MAX (1, (guint) g_ascii_strtoull (position + strlen ("clamp"), NULL, 10));
  return MIN (query_number (request, "limit", DEFAULT_LIMIT), most);
}

RsResponse *
rs_sbr_list (RsSandboxRackbeat *self, RsRequest *request, const char *name, GPtrArray *records,
             RsRbPresent present)
{
  guint limit = limit_of (self, request), page = query_number (request, "page", 1);
  g_autoptr (JsonArray) shown = json_array_new ();
  g_autoptr (JsonNode) selected = NULL;

  for (guint64 i = (guint64) (page - 1) * limit; i < MIN ((guint64) page * limit, records->len); i++)
    json_array_add_element (shown, present (self, g_ptr_array_index (records, i), request));
  selected = rs_sbr_select (json_node_init_array (json_node_alloc (), shown),
                            rs_request_get_query (request, "fields"));
  return page_response (name, json_node_dup_array (selected), records->len, limit, page);
}

RsResponse *
rs_sbr_list_objects (RsSandboxRackbeat *self, RsRequest *request, const char *name, GPtrArray *objects)
{
  guint limit = limit_of (self, request), page = query_number (request, "page", 1);
  JsonArray *rows = json_array_new ();

  for (guint64 i = (guint64) (page - 1) * limit; i < MIN ((guint64) page * limit, objects->len); i++)
    json_array_add_object_element (rows, rs_sandbox_copy (g_ptr_array_index (objects, i)));
  return page_response (name, rows, objects->len, limit, page);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  const RsRbRecord *left = *(RsRbRecord *const *) a, *right = *(RsRbRecord *const *) b;

  if (left->updated_at != right->updated_at)
    return left->updated_at > right->updated_at ? -1 : 1;
  return (left->id < right->id) - (left->id > right->id);
}

/* By the column named in @data, smallest first; numbers before texts. */
static int
compare_column (gconstpointer a, gconstpointer b, gpointer data)
{
  const RsRbRecord *left = *(RsRbRecord *const *) a, *right = *(RsRbRecord *const *) b;
  const char *column = data;
  const char *left_text = rs_sandbox_string (left->object, column),
             *right_text = rs_sandbox_string (right->object, column);
  double left_number = rs_sandbox_number (left->object, column),
         right_number = rs_sandbox_number (right->object, column);
  int order = 0;

  if (g_str_equal (column, "created_at"))
    order = (left->created_at > right->created_at) - (left->created_at < right->created_at);
  else if (left_text != NULL || right_text != NULL)
    order = g_strcmp0 (left_text, right_text);
  else
    order = (left_number > right_number) - (left_number < right_number);
  return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

/* (nullable) */
static const char *
wanted_column (RsSandboxRackbeat *self, RsRequest *request, gboolean *descending)
{
  const char *order_by = rs_request_get_query (request, "order_by");
  const char *direction = rs_request_get_query (request, "order_direction");
  const char *sort = rs_request_get_query (request, "sort");

  if (order_by != NULL && rs_sbr_is (self, "order_by", "honoured"))
    {
      *descending = direction == NULL || g_ascii_strcasecmp (direction, "ASC") != 0;
      return order_by;
    }
  *descending = FALSE;
  return sort != NULL && rs_sbr_is (self, "sort", "honoured") ? sort : NULL;
}

/* The source to go through, backwards where @backwards says so. (transfer full) */
static GPtrArray *
in_order (RsSandboxRackbeat *self, RsRequest *request, RsRbTable *table, gboolean *backwards)
{
  gboolean descending;
  const char *column = wanted_column (self, request, &descending);
  GPtrArray *sorted;

  *backwards = descending;
  if (column != NULL && g_str_equal (column, "updated_at"))
    {
      if (table->stale)
        g_ptr_array_sort (table->recent, compare_recent);
      table->stale = FALSE;
      *backwards = !descending;
      return g_ptr_array_ref (table->recent);
    }
  if (column == NULL || g_str_equal (column, "number") || g_str_equal (column, "id"))
    {
      *backwards = column != NULL ? descending : rs_sbr_is (self, "default_order", "newest_first");
      return g_ptr_array_ref (table->list);
    }
  sorted = g_ptr_array_copy (table->list, NULL, NULL);
  g_ptr_array_sort_with_data (sorted, compare_column, (gpointer) column);
  return sorted;
}

/* The filter has whole seconds: so has what it is compared with. */
static gboolean
is_within (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *record, RsInstant from, RsInstant to)
{
  gint64 second = record->updated_at / RS_INSTANT_SECOND;

  return (from == RS_INSTANT_NONE || second >= from / RS_INSTANT_SECOND)
         && (to == RS_INSTANT_NONE || second <= to / RS_INSTANT_SECOND);
}

static RsInstant
query_instant (RsRequest *request, const char *name)
{
  const char *text = rs_request_get_query (request, name);
  RsInstant instant = RS_INSTANT_NONE;

  if (text != NULL)
    rs_instant_parse (text, NULL, &instant, NULL);
  return instant;
}

GPtrArray *
rs_sbr_query (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbMatches matches)
{
  gboolean backwards;
  g_autoptr (GPtrArray) source = in_order (self, request, rs_sbr_table (self, kind), &backwards);
  gboolean heeded = rs_sbr_is (self, "updated_at_from", "honoured");
  RsInstant from = heeded ? query_instant (request, "updated_at_from") : RS_INSTANT_NONE;
  RsInstant to = heeded ? query_instant (request, "updated_at_to") : RS_INSTANT_NONE;
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < source->len; i++)
    {
      RsRbRecord *record = g_ptr_array_index (source, backwards ? source->len - 1 - i : i);

      if (is_within (self, request, record, from, to) && (matches == NULL || matches (self, record, request)))
        g_ptr_array_add (found, record);
    }
  return found;
}

static JsonNode *
present_plainly (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request)
{
  g_autoptr (JsonObject) copy = rs_sandbox_copy (record->object);

  return rs_sandbox_object_node (copy);
}

RsRbPresent
rs_sbr_presenter (RsRbKind kind)
{
  static const RsRbPresent presenters[RS_RB_N_TABLES] = {
    [RS_RB_ORDERS] = rs_sbr_present_order,       [RS_RB_SHIPMENTS] = rs_sbr_present_shipment,
    [RS_RB_CUSTOMERS] = rs_sbr_present_customer, [RS_RB_ITEMS] = rs_sbr_present_item,
    [RS_RB_WEBHOOKS] = rs_sbr_present_webhook,   [RS_RB_INVOICES] = rs_sbr_present_invoice,
  };

  return presenters[kind] != NULL ? presenters[kind] : present_plainly;
}

RsResponse *
rs_sbr_list_kind (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbMatches matches)
{
  g_autoptr (GPtrArray) found = rs_sbr_query (self, request, kind, matches);

  return rs_sbr_list (self, request, rs_sbr_table (self, kind)->plural, found, rs_sbr_presenter (kind));
}

GPtrArray *
rs_sbr_children (RsSandboxRackbeat *self, RsRbKind kind, gint64 owner)
{
  GPtrArray *all = rs_sbr_table (self, kind)->list;
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (((RsRbRecord *) g_ptr_array_index (all, i))->owner == owner)
      g_ptr_array_add (found, g_ptr_array_index (all, i));
  return found;
}
