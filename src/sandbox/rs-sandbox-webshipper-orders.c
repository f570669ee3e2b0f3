/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

#include <string.h>

static char *
ext_ref_key (gint64 channel, const char *ext_ref)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", channel, ext_ref);
}

gboolean
rs_sbw_is_locked (RsWsRecord *order)
{
  return g_strcmp0 (rs_sandbox_string (order->attributes, "lock_state"), "locked") == 0;
}

static RsResponse *
invalid (const char *attribute, const char *text)
{
  g_autofree char *pointer = g_strdup_printf ("/data/attributes/%s", attribute);
  g_autofree char *detail = g_strdup_printf ("%s - %s", attribute, text);

  return rs_sbw_error (422, "100", pointer, text, detail);
}

static gboolean
lines_are_valid (JsonArray *lines)
{
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      double quantity;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return FALSE;
      quantity = rs_sandbox_number (json_node_get_object (node), "quantity");
      if (quantity < 1 || quantity != (double) (gint64) quantity)
        return FALSE;
    }
  return TRUE;
}

/* A rate by relation, else through the mapping of the shop's shipping code, else none (§6.5). */
static void
settle_rate (RsSandboxWebshipper *self, JsonObject *attributes, gint64 rate)
{
  const char *status = rs_sandbox_string (attributes, "status");

  if (rate != 0)
    json_object_set_int_member (attributes, "shipping_rate_id", rate);
  else
    json_object_set_null_member (attributes, "shipping_rate_id");
  if (rate == 0 && (status == NULL || g_str_equal (status, "pending")))
    json_object_set_string_member (attributes, "status", "missing_rate");
  else if (status == NULL)
    json_object_set_string_member (attributes, "status", "pending");
}

static gint64
mapped_rate (RsSandboxWebshipper *self, JsonObject *attributes, gint64 channel)
{
  const char *code = rs_sandbox_string (rs_sandbox_object (attributes, "original_shipping"), "shipping_code");
  GPtrArray *mappings = rs_sbw_list (self, "shipping_mappings");

  for (guint i = 0; code != NULL && i < mappings->len; i++)
    {
      JsonObject *mapping = ((RsWsRecord *) g_ptr_array_index (mappings, i))->attributes;

      if (g_strcmp0 (rs_sandbox_string (mapping, "shipping_code"), code) == 0
          && (gint64) rs_sandbox_number (mapping, "order_channel_id") == channel)
        return (gint64) rs_sandbox_number (mapping, "shipping_rate_id");
    }
  return 0;
}

static RsResponse *
ext_ref_taken (RsSandboxWebshipper *self)
{
  return rs_sbw_error (
    422, "100", rs_sbw_is (self, "duplicate_pointer", "attribute") ? "/data/attributes/ext_ref" : "/data",
    "has already been taken", "ext_ref - has already been taken");
}

/* A rate is one of the channel's (§6.5); 0 is none. */
static RsResponse *
check_rate (RsSandboxWebshipper *self, gint64 rate, gint64 channel)
{
  RsWsRecord *record = rs_sbw_find (self, "shipping_rates", rate);

  if (rate == 0
      || (record != NULL && (gint64) rs_sandbox_number (record->attributes, "order_channel_id") == channel))
    return NULL;
  return rs_sbw_is (self, "rate_unknown", "404")
           ? rs_sbw_not_found ()
           : rs_sbw_error (422, "100", "/data/relationships/shipping_rate", "must exist",
                           "shipping_rate - must exist");
}

/* The refusal of a new order, or NULL. */
static RsResponse *
check_new (RsSandboxWebshipper *self, JsonObject *data, JsonObject *attributes, gint64 channel, gint64 rate)
{
  const char *ext_ref = rs_sandbox_string (attributes, "ext_ref");
  JsonObject *address = rs_sandbox_object (attributes, "delivery_address");
  RsResponse *refused = rs_sbw_check_attributes (attributes);
  g_autofree char *key = NULL;

  if (refused != NULL)
    return refused;
  if (channel == 0 || rs_sbw_find (self, "order_channels", channel) == NULL)
    return rs_sbw_error (422, "100", "/data/relationships/order_channel", "must exist",
                         "order_channel - must exist");
  refused = check_rate (self, rate, channel);
  if (refused != NULL)
    return refused;
  if (address == NULL || rs_sandbox_string (address, "country_code") == NULL)
    return invalid ("delivery_address", "country_code can't be blank");
  if (strlen (rs_sandbox_string (address, "country_code")) != 2)
    return invalid ("delivery_address", "country_code is not ISO 3166-1 alpha-2");
  if (rs_sbw_is (self, "create_refusal", "city") && rs_sandbox_string (address, "city") != NULL
      && g_str_has_prefix (rs_sandbox_string (address, "city"), "M"))
    return invalid ("delivery_address", "city is not served");
  if (rs_sbw_is (self, "create_refusal", "visible_ref")
      && rs_sandbox_string (attributes, "visible_ref") == NULL)
    return invalid ("visible_ref", "can't be blank");
  if (!lines_are_valid (rs_sandbox_array (attributes, "order_lines")))
    return invalid ("order_lines", "quantity must be a whole number above zero");
  if (ext_ref == NULL)
    return NULL;
  key = ext_ref_key (channel, ext_ref);
  return g_hash_table_contains (self->ext_refs, key) ? ext_ref_taken (self) : NULL;
}

/* Every write of an internal comment adds one (§3.1, §6.6). */
static void
add_comment (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes)
{
  const char *text = rs_sandbox_string (attributes, "internal_comment");
  JsonObject *comment;

  if (text == NULL)
    return;
  comment = json_object_new ();
  json_object_set_string_member (comment, "comment", text);
  json_object_set_int_member (comment, "order_id", order->id);
  rs_sbw_add (self, "comments", comment);
}

static void
fill_from_channel (RsSandboxWebshipper *self, JsonObject *attributes, gint64 channel)
{
  RsWsRecord *record = rs_sbw_find (self, "order_channels", channel);
  JsonObject *sender = rs_sandbox_object (record->attributes, "sender_address");
  static const char *const names[] = { "sender_address", "sold_from_address" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (rs_sandbox_object (attributes, names[i]) == NULL && sender != NULL)
      json_object_set_object_member (attributes, names[i], rs_sandbox_copy (sender));
}

RsResponse *
rs_sbw_create_order (RsSandboxWebshipper *self, RsRequest *request)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = body != NULL ? rs_sandbox_object (body, "data") : NULL;
  JsonObject *attributes = data != NULL ? rs_sandbox_object (data, "attributes") : NULL;
  gint64 channel, rate;
  RsResponse *refused;
  RsWsRecord *order;
  JsonArray *lines;

  if (attributes == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  if (g_strcmp0 (rs_sandbox_string (data, "type"), "orders") != 0)
    return rs_sbw_error (400, "101", NULL, "Invalid resource", "This is not a valid resource.");
  channel = rs_sbw_relation_id (data, "order_channel");
  rate = rs_sbw_relation_id (data, "shipping_rate");
  refused = check_new (self, data, attributes, channel, rate);
  if (refused != NULL)
    return refused;

  attributes = rs_sandbox_copy (attributes);
  json_object_set_int_member (attributes, "order_channel_id", channel);
  settle_rate (self, attributes, rate != 0 ? rate : mapped_rate (self, attributes, channel));
  fill_from_channel (self, attributes, channel);
  /* Write-only: on reading they are a relationship (§3.1). */
  json_object_remove_member (attributes, "additional_attributes");
  json_object_set_string_member (attributes, "source", "api");
  order = rs_sbw_add (self, "orders", attributes);
  rs_sbw_complete_order (self, order);
  lines = rs_sandbox_array (attributes, "order_lines");
  for (guint i = 0; i < json_array_get_length (lines); i++)
    rs_sbw_complete_line (self, order, json_array_get_object_element (lines, i), i == 0);
  if (rs_sandbox_string (attributes, "ext_ref") != NULL)
    g_hash_table_insert (self->ext_refs, ext_ref_key (channel, rs_sandbox_string (attributes, "ext_ref")),
                         order);
  add_comment (self, order, attributes);
  rs_sbw_record (self, "order", order->id, "created", "api", rs_sandbox_copy (attributes));
  return rs_sbw_single (self, 201, order, request);
}

/* The line of @lines with the id that @wanted names, or NULL. */
static JsonObject *
find_line (JsonArray *lines, JsonObject *wanted)
{
  gint64 id = (gint64) rs_sandbox_number (wanted, "id");

  for (guint i = 0; id != 0 && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);

      if ((gint64) rs_sandbox_number (line, "id") == id)
        return line;
    }
  return NULL;
}

static gboolean
is_dispatched (JsonObject *line)
{
  return g_strcmp0 (rs_sandbox_string (line, "status"), "dispatched") == 0;
}

/* What is said of a line over what it was; a new one where it was none. (transfer full) */
static JsonObject *
overlay_line (JsonObject *known, JsonObject *wanted)
{
  JsonObject *line = known != NULL ? rs_sandbox_copy (known) : json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (line, name, json_node_copy (value));
  return line;
}

/* The new lines in place of the open ones; dispatched ones stay as they are, named or not (§4.2). */
static void
replace_lines (RsSandboxWebshipper *self, RsWsRecord *order, JsonArray *wanted)
{
  JsonArray *known = rs_sandbox_array (order->attributes, "order_lines");
  JsonArray *lines = json_array_new ();
  gboolean merge = rs_sbw_is (self, "lines_patch", "merge");

  for (guint i = 0; i < json_array_get_length (known); i++)
    {
      JsonObject *line = json_array_get_object_element (known, i);

      if (is_dispatched (line) || (merge && find_line (wanted, line) == NULL))
        json_array_add_object_element (lines, json_object_ref (line));
    }
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      JsonObject *asked = json_array_get_object_element (wanted, i), *was = find_line (known, asked), *line;

      if (was != NULL && is_dispatched (was))
        continue;
      line = overlay_line (was, asked);
      rs_sbw_complete_line (self, order, line, FALSE);
      json_array_add_object_element (lines, line);
    }
  json_object_set_array_member (order->attributes, "order_lines", lines);
}

/* A line that says its id is one of this order's, and is named once. */
static gboolean
lines_are_ours (RsWsRecord *order, JsonArray *wanted)
{
  JsonArray *known = rs_sandbox_array (order->attributes, "order_lines");

  for (guint i = 0; wanted != NULL && i < json_array_get_length (wanted); i++)
    {
      JsonObject *line = json_array_get_object_element (wanted, i);

      if ((gint64) rs_sandbox_number (line, "id") != 0
          && (find_line (known, line) == NULL || find_line (wanted, line) != line))
        return FALSE;
    }
  return TRUE;
}

static void
patch_address (RsSandboxWebshipper *self, RsWsRecord *order, const char *name, JsonObject *wanted)
{
  JsonObject *known = rs_sandbox_object (order->attributes, name);
  JsonObjectIter iter;
  const char *part;
  JsonNode *value;

  if (known == NULL || rs_sbw_is (self, "address_patch", "replace"))
    {
      json_object_set_object_member (order->attributes, name, rs_sandbox_copy (wanted));
      rs_sbw_complete_address (self, order->attributes, name,
                               g_str_equal (name, "delivery_address") ? "recipient" : "order_address");
      return;
    }
  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &part, &value))
    json_object_set_member (known, part, json_node_copy (value));
  rs_sbw_complete_address (self, order->attributes, name,
                           g_str_equal (name, "delivery_address") ? "recipient" : "order_address");
}

/* Taken by another order of the channel (§1.6). */
static RsResponse *
check_moved_ext_ref (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes)
{
  const char *ext_ref = rs_sandbox_string (attributes, "ext_ref");
  g_autofree char *key = NULL;
  RsWsRecord *other;

  if (ext_ref == NULL)
    return NULL;
  key = ext_ref_key ((gint64) rs_sandbox_number (order->attributes, "order_channel_id"), ext_ref);
  other = g_hash_table_lookup (self->ext_refs, key);
  return other == NULL || other == order ? NULL : ext_ref_taken (self);
}

/* The handle moves with the order that has it. */
static void
move_ext_ref (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes)
{
  gint64 channel = (gint64) rs_sandbox_number (order->attributes, "order_channel_id");
  const char *before = rs_sandbox_string (order->attributes, "ext_ref");
  const char *after = rs_sandbox_string (attributes, "ext_ref");

  if (!json_object_has_member (attributes, "ext_ref"))
    return;
  if (before != NULL)
    {
      g_autofree char *key = ext_ref_key (channel, before);

      g_hash_table_remove (self->ext_refs, key);
    }
  if (after != NULL)
    g_hash_table_insert (self->ext_refs, ext_ref_key (channel, after), order);
}

static void
dispatch_lines (RsWsRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");

  for (guint i = 0; i < json_array_get_length (lines); i++)
    json_object_set_string_member (json_array_get_object_element (lines, i), "status", "dispatched");
}

static RsResponse *
check_patch (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *data, JsonObject *attributes)
{
  const char *status = rs_sandbox_string (order->attributes, "status");
  RsResponse *refused;

  if (g_strcmp0 (rs_sandbox_string (data, "type"), "orders") != 0)
    return rs_sbw_error (400, "116", NULL, "Type mismatch", "The type does not match.");
  if (!json_object_has_member (data, "id"))
    return rs_sbw_error (400, "109", NULL, "A key is required",
                         "The resource object does not contain a key.");
  if ((gint64) rs_sandbox_number (data, "id") != order->id)
    return rs_sbw_error (400, "110", NULL, "Key does not match", "The URL does not support the key.");
  if (rs_sbw_is_locked (order)
      && !(json_object_get_size (attributes) == 1 && json_object_has_member (attributes, "lock_state")))
    return rs_sbw_error (rs_sbw_is (self, "locked_status", "423") ? 423 : 422,
                         rs_sbw_is (self, "locked_status", "423") ? "423" : "100", "/data", "Order is locked",
                         "The order is locked and cannot be changed.");
  if (g_strcmp0 (status, "dispatched") == 0 && rs_sbw_is (self, "patch_dispatched", "refused"))
    return rs_sbw_error (422, "100", "/data", "Order is dispatched", "A dispatched order cannot be changed.");
  if (g_strcmp0 (status, "cancelled") == 0 && rs_sbw_is (self, "patch_cancelled", "refused"))
    return rs_sbw_error (422, "100", "/data", "Order is cancelled", "A cancelled order cannot be changed.");
  refused = rs_sbw_check_attributes (attributes);
  if (refused != NULL)
    return refused;
  if (!lines_are_valid (rs_sandbox_array (attributes, "order_lines")))
    return invalid ("order_lines", "quantity must be a whole number above zero");
  if (!lines_are_ours (order, rs_sandbox_array (attributes, "order_lines")))
    return invalid ("order_lines", "must be lines of this order");
  return check_rate (self, rs_sbw_relation_id (data, "shipping_rate"),
                     (gint64) rs_sandbox_number (order->attributes, "order_channel_id"));
}

/* Takes what the patch says. */
static void
apply_patch (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  move_ext_ref (self, order, attributes);
  json_object_iter_init (&iter, attributes);
  while (json_object_iter_next (&iter, &name, &member))
    {
      if (g_str_equal (name, "order_lines") && JSON_NODE_HOLDS_ARRAY (member))
        replace_lines (self, order, json_node_get_array (member));
      else if (g_str_has_suffix (name, "_address") && JSON_NODE_HOLDS_OBJECT (member))
        patch_address (self, order, name, json_node_get_object (member));
      else if (!g_str_equal (name, "additional_attributes"))
        json_object_set_member (order->attributes, name, json_node_copy (member));
    }
  rs_sbw_complete_order (self, order);
}

RsResponse *
rs_sbw_patch_order (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *order)
{
  g_autoptr (JsonObject) body = rs_sandbox_request_object (request);
  JsonObject *data = body != NULL ? rs_sandbox_object (body, "data") : NULL;
  JsonObject *attributes = data != NULL ? rs_sandbox_object (data, "attributes") : NULL;
  g_autoptr (JsonObject) nothing = json_object_new ();
  RsResponse *refused;
  gint64 rate;

  if (data == NULL)
    return rs_sbw_error (400, "106", NULL, "Missing parameter", "The required parameter, data, is missing.");
  attributes = attributes != NULL ? attributes : nothing;
  refused = check_patch (self, order, data, attributes);
  if (refused == NULL)
    refused = check_moved_ext_ref (self, order, attributes);
  if (refused != NULL)
    return refused;

  apply_patch (self, order, attributes);
  add_comment (self, order, attributes);
  rate = rs_sbw_relation_id (data, "shipping_rate");
  if (rate != 0)
    {
      json_object_set_int_member (order->attributes, "shipping_rate_id", rate);
      if (g_strcmp0 (rs_sandbox_string (order->attributes, "status"), "missing_rate") == 0)
        json_object_set_string_member (order->attributes, "status", "pending");
    }
  if (g_strcmp0 (rs_sandbox_string (attributes, "status"), "dispatched") == 0
      && rs_sbw_is (self, "dispatch_patch_lines", "follow"))
    dispatch_lines (order);
  rs_sbw_touch (self, order);
  rs_sbw_record (self, "order", order->id, "changed", "api", rs_sandbox_copy (attributes));
  return rs_sbw_single (self, 200, order, request);
}

RsResponse *
rs_sbw_delete_order (RsSandboxWebshipper *self, RsWsRecord *order, const char *by)
{
  const char *ext_ref = rs_sandbox_string (order->attributes, "ext_ref");

  if (ext_ref != NULL && rs_sbw_is (self, "delete_frees_ext_ref", "yes"))
    {
      g_autofree char *key
        = ext_ref_key ((gint64) rs_sandbox_number (order->attributes, "order_channel_id"), ext_ref);

      g_hash_table_remove (self->ext_refs, key);
    }
  rs_sbw_record (self, "order", order->id, "deleted", by, rs_sandbox_copy (order->attributes));
  rs_sbw_remove (self, order);
  return rs_response_new (204, NULL, NULL);
}

void
rs_sbw_settle_order (RsSandboxWebshipper *self, RsWsRecord *order)
{
  JsonArray *lines = rs_sandbox_array (order->attributes, "order_lines");
  guint gone = 0;

  for (guint i = 0; i < json_array_get_length (lines); i++)
    gone += g_strcmp0 (rs_sandbox_string (json_array_get_object_element (lines, i), "status"), "dispatched")
            == 0;
  if (gone == json_array_get_length (lines))
    json_object_set_string_member (order->attributes, "status", "dispatched");
  else if (gone > 0)
    json_object_set_string_member (order->attributes, "status", "partly_dispatched");
  if (rs_sbw_is (self, "booking_moves_updated_at", "yes"))
    rs_sbw_touch (self, order);
}
