/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-difference.h"

/* A member as text: "" for null and for what is not there. (transfer full) */
static char *
text_of (JsonNode *object, const char *name)
{
  JsonNode *node = object != NULL && JSON_NODE_HOLDS_OBJECT (object)
                     ? json_object_get_member (json_node_get_object (object), name)
                     : NULL;
  g_autofree char *json = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  json = rs_json_to_string (node);
  return g_steal_pointer (&json);
}

static JsonNode *
member_of (JsonNode *object, const char *name)
{
  return object != NULL && JSON_NODE_HOLDS_OBJECT (object)
           ? json_object_get_member (json_node_get_object (object), name)
           : NULL;
}

static JsonNode *
attributes_of (JsonNode *body)
{
  return member_of (member_of (body, "data"), "attributes");
}

static void
say (GPtrArray *words, const char *what, const char *before, const char *after)
{
  if (words != NULL)
    g_ptr_array_add (words, g_strdup_printf ("%s: %s → %s", what, *before != '\0' ? before : "–",
                                             *after != '\0' ? after : "–"));
}

static gboolean
differs (JsonNode *sent, JsonNode *now, const char *name, const char *what, GPtrArray *words)
{
  g_autofree char *before = text_of (sent, name);
  g_autofree char *after = text_of (now, name);

  if (g_str_equal (before, after))
    return FALSE;
  say (words, what, before, after);
  return TRUE;
}

static gboolean
address_differs (JsonNode *sent, JsonNode *now, const char *name, const char *what, GPtrArray *words)
{
  static const char *const fields[]
    = { "att_contact",  "company_name", "address_1", "address_2", "zip",   "city",
        "country_code", "state",        "phone",     "email",     "vat_no" };
  JsonNode *before = member_of (sent, name);
  JsonNode *after = member_of (now, name);
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *label = g_strdup_printf ("%s, %s", what, fields[i]);

      found |= differs (before, after, fields[i], label, words);
    }
  return found;
}

static JsonNode *
find_line (JsonNode *lines, const char *ext_ref)
{
  JsonArray *array = lines != NULL && JSON_NODE_HOLDS_ARRAY (lines) ? json_node_get_array (lines) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *line = json_array_get_element (array, i);
      g_autofree char *ref = text_of (line, "ext_ref");

      if (g_strcmp0 (ref, ext_ref) == 0)
        return line;
    }
  return NULL;
}

static gboolean
line_differs (JsonNode *sent, JsonNode *now, GPtrArray *words)
{
  static const char *const fields[]
    = { "sku", "description", "quantity", "unit_price", "vat_percent", "discount_value" };
  g_autofree char *sku = text_of (now != NULL ? now : sent, "sku");
  gboolean found = FALSE;

  if (sent == NULL || now == NULL)
    {
      g_autofree char *quantity = text_of (now != NULL ? now : sent, "quantity");

      say (words, sku, sent != NULL ? quantity : "", now != NULL ? quantity : "");
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *label = g_strdup_printf ("%s, %s", sku, fields[i]);

      found |= differs (sent, now, fields[i], label, words);
    }
  return found;
}

/* Each line of @from that is another one, or none, in @to. */
static gboolean
lines_differ_one_way (JsonNode *from, JsonNode *to, gboolean only_missing, GPtrArray *words)
{
  JsonArray *array = from != NULL && JSON_NODE_HOLDS_ARRAY (from) ? json_node_get_array (from) : NULL;
  gboolean found = FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *line = json_array_get_element (array, i);
      g_autofree char *ref = text_of (line, "ext_ref");
      JsonNode *other = find_line (to, ref);

      if (only_missing && other == NULL)
        found |= line_differs (NULL, line, words);
      else if (!only_missing)
        found |= line_differs (line, other, words);
    }
  return found;
}

RsWsOrderParts
rs_ws_difference (JsonNode *sent, JsonNode *now, GPtrArray *words)
{
  JsonNode *before = attributes_of (sent);
  JsonNode *after = attributes_of (now);
  JsonNode *lines_before = member_of (before, "order_lines");
  JsonNode *lines_after = member_of (after, "order_lines");
  RsWsOrderParts parts = 0;

  if (differs (member_of (before, "original_shipping"), member_of (after, "original_shipping"),
               "shipping_code", "delivery term", words))
    parts |= RS_WS_RATE;
  if (address_differs (before, after, "delivery_address", "delivery address", words))
    parts |= RS_WS_DELIVERY_ADDRESS;
  if (address_differs (before, after, "billing_address", "billing address", words))
    parts |= RS_WS_BILLING_ADDRESS;
  if (differs (member_of (before, "drop_point"), member_of (after, "drop_point"), "drop_point_id",
               "drop point", words))
    parts |= RS_WS_DROP_POINT;
  if (differs (before, after, "external_comment", "comment", words))
    parts |= RS_WS_EXTERNAL_COMMENT;
  if (differs (before, after, "internal_comment", "reference", words))
    parts |= RS_WS_INTERNAL_COMMENT;
  if (differs (before, after, "visible_ref", "order number", words))
    parts |= RS_WS_VISIBLE_REF;
  if (differs (before, after, "currency", "currency", words))
    parts |= RS_WS_CURRENCY;
  if (lines_differ_one_way (lines_before, lines_after, FALSE, words))
    parts |= RS_WS_LINES;
  if (lines_differ_one_way (lines_after, lines_before, TRUE, words))
    parts |= RS_WS_LINES;
  return parts;
}

JsonNode *
rs_ws_body_without_lines (JsonNode *body)
{
  g_autofree char *text = rs_json_to_string (body);
  JsonNode *copy = rs_payload_parse (text);
  JsonNode *attributes = attributes_of (copy);

  if (attributes != NULL && JSON_NODE_HOLDS_OBJECT (attributes))
    json_object_remove_member (json_node_get_object (attributes), "order_lines");
  return copy;
}

JsonNode *
rs_ws_body_with_delivery_address (JsonNode *body)
{
  g_autofree char *text = rs_json_to_string (body);
  JsonNode *copy = rs_payload_parse (text);
  JsonNode *attributes = attributes_of (copy);
  g_autoptr (GList) names = NULL;

  if (attributes == NULL || !JSON_NODE_HOLDS_OBJECT (attributes))
    return copy;
  names = json_object_get_members (json_node_get_object (attributes));
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "delivery_address"))
      json_object_remove_member (json_node_get_object (attributes), l->data);
  return copy;
}

static const RsWsLine *
find_current (const RsWsOrder *current, const char *ext_ref)
{
  for (guint i = 0; i < current->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (current->lines, i);

      if (g_strcmp0 (line->ext_ref, ext_ref) == 0)
        return line;
    }
  return NULL;
}

/* A copy of @line as the draft has it, standing where Webshipper's line @id stands. */
static RsWsLine *
with_id (const RsWsLine *line, gint64 id)
{
  RsWsLine *copy = rs_ws_line_new ();

  copy->id = id;
  copy->ext_ref = g_strdup (line->ext_ref);
  copy->sku = g_strdup (line->sku);
  copy->description = g_strdup (line->description);
  copy->quantity = line->quantity;
  copy->unit_price = line->unit_price;
  copy->vat_percent = line->vat_percent;
  copy->discount_value = line->discount_value;
  copy->discount_type = g_strdup (line->discount_type);
  copy->weight = line->weight;
  copy->has_weight = line->has_weight;
  copy->tariff_number = g_strdup (line->tariff_number);
  copy->origin_country = g_strdup (line->origin_country);
  copy->is_virtual = line->is_virtual;
  return copy;
}

GPtrArray *
rs_ws_merge_lines (JsonNode *sent, JsonNode *now, const RsWsOrder *draft, const RsWsOrder *current)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_ws_line_unref);
  JsonNode *before = member_of (attributes_of (sent), "order_lines");
  JsonNode *after = member_of (attributes_of (now), "order_lines");

  for (guint i = 0; i < current->lines->len; i++)
    {
      RsWsLine *line = g_ptr_array_index (current->lines, i);
      JsonNode *was = line->ext_ref != NULL ? find_line (before, line->ext_ref) : NULL;
      JsonNode *is = line->ext_ref != NULL ? find_line (after, line->ext_ref) : NULL;

      /* A person's own line, or one that the source says nothing new of. */
      if ((was == NULL && is == NULL) || (was != NULL && is != NULL && !line_differs (was, is, NULL)))
        g_ptr_array_add (lines, rs_ws_line_ref (line));
    }
  for (guint i = 0; i < draft->lines->len; i++)
    {
      const RsWsLine *line = g_ptr_array_index (draft->lines, i);
      const RsWsLine *old = find_current (current, line->ext_ref);
      JsonNode *was = find_line (before, line->ext_ref);

      /* What the source did not touch stands above already, or a person took it off. */
      if (was != NULL && !line_differs (was, find_line (after, line->ext_ref), NULL))
        continue;
      g_ptr_array_add (lines, with_id (line, old != NULL ? old->id : 0));
    }
  return lines;
}
