/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-webshipper-answer.h"

#include "rs-error.h"
#include "rs-exchange.h"
#include "rs-rate.h"
#include "rs-webshipper-codec.h"

#define MAX_BODY (64 * 1024 * 1024)

void
rs_ws_ask_free (gpointer ask)
{
  g_free (((RsWsAsk *) ask)->order_id);
  g_free (((RsWsAsk *) ask)->id);
  g_free (ask);
}

/* The array that is member @name of the document; NULL when it is none. */
static JsonArray *
member_array (JsonNode *root, const char *name)
{
  JsonNode *node
    = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
member_object (JsonNode *root, const char *name)
{
  JsonNode *node
    = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? node : NULL;
}

static RsDocument *
read_document (const RsWsAsk *ask, JsonNode *node, const char *path)
{
  g_autoptr (JsonNode) tied
    = ask->order_id != NULL ? rs_webshipper_tie_shipment (node, ask->order_id) : json_node_ref (node);

  return rs_document_read (ask->kind, tied, path);
}

/* The member's text, also of a number; NULL for none. (transfer full) */
static char *
peek_text (JsonNode *resource, const char *name)
{
  RsJson root;
  char *text;

  rs_json_init (&root, resource, "resource");
  text = rs_json_dup_string (&root, name, RS_JSON_LENIENT);
  rs_json_finish (&root, NULL);
  return text;
}

/* Something between us and the service may give us an answer to another question: what does not say that it
 * is of
 * @ask's kind, or is another than the one asked for, is no answer of ours. A resource without a type may be.
 */
static gboolean
check_resource (const RsWsAsk *ask, JsonNode *node, GError **error)
{
  g_autofree char *type = peek_text (node, "type");
  g_autofree char *id = peek_text (node, "id");
  g_autofree char *wanted = g_strconcat (ask->kind->name, "s", NULL);

  if (type != NULL && g_strcmp0 (type, wanted) != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "the answer is about %.40s, not %s", type, wanted);
      return FALSE;
    }
  if (ask->id != NULL && id != NULL && !g_str_equal (ask->id, id))
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "the answer is about %s %.40s, not %s",
                   ask->kind->name, id, ask->id);
      return FALSE;
    }
  return TRUE;
}

/* Which order each shipment belongs to, as the orders say: shipment id → order id. */
static GHashTable *
map_shipments (JsonArray *orders)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonNode *node = json_array_get_element (orders, i);
      g_autofree char *order_id = peek_text (node, "id");
      g_autoptr (GPtrArray) ids = NULL;
      RsJson root;

      rs_json_init (&root, node, "order");
      ids = rs_webshipper_read_linkages (&root, "shipments");
      rs_json_finish (&root, NULL);
      for (guint j = 0; order_id != NULL && j < ids->len; j++)
        g_hash_table_insert (map, g_strdup (g_ptr_array_index (ids, j)), g_strdup (order_id));
    }
  return map;
}

static void
read_included_shipments (JsonArray *orders, JsonArray *included, RsPage *page)
{
  g_autoptr (GHashTable) map = map_shipments (orders);

  for (guint i = 0; i < json_array_get_length (included); i++)
    {
      JsonNode *node = json_array_get_element (included, i);
      g_autofree char *type = peek_text (node, "type");
      g_autofree char *id = peek_text (node, "id");
      g_autofree char *path = g_strdup_printf ("included[%u]", i);
      const char *order_id = id != NULL ? g_hash_table_lookup (map, id) : NULL;
      g_autoptr (JsonNode) tied = NULL;

      if (g_strcmp0 (type, "shipments") != 0)
        continue;
      tied = order_id != NULL ? rs_webshipper_tie_shipment (node, order_id) : json_node_ref (node);
      g_ptr_array_add (page->included, rs_document_read (&rs_ws_kind_shipment, tied, path));
    }
}

/* Carrier names come as included resources: carrier id → alias. */
static GHashTable *
map_carriers (JsonArray *included)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (included); i++)
    {
      JsonNode *node = json_array_get_element (included, i);
      g_autofree char *type = peek_text (node, "type");
      g_autofree char *id = peek_text (node, "id");
      JsonNode *attributes = member_object (node, "attributes");
      g_autofree char *alias = attributes != NULL ? peek_text (attributes, "alias") : NULL;

      if (g_strcmp0 (type, "carriers") == 0 && id != NULL && alias != NULL)
        g_hash_table_insert (map, g_steal_pointer (&id), g_steal_pointer (&alias));
    }
  return map;
}

static void
name_carriers (JsonArray *included, RsPage *page)
{
  g_autoptr (GHashTable) map = map_carriers (included);

  for (guint i = 0; i < page->rows->len; i++)
    {
      RsShippingRate *rate = ((RsDocument *) g_ptr_array_index (page->rows, i))->object;
      g_autofree char *id = rate != NULL ? g_strdup_printf ("%" G_GINT64_FORMAT, rate->carrier_id) : NULL;

      if (id != NULL)
        g_set_str (&rate->carrier, g_hash_table_lookup (map, id));
    }
}

/* The end is an empty page, or links that are there and have no next (§1.5). No links at all say nothing. */
static gboolean
is_last_page (JsonNode *root, guint n_rows)
{
  JsonNode *links = member_object (root, "links");
  JsonNode *next = links != NULL ? json_object_get_member (json_node_get_object (links), "next") : NULL;

  if (n_rows == 0)
    return TRUE;
  return links != NULL && (next == NULL || JSON_NODE_HOLDS_NULL (next));
}

static guint
read_total (JsonNode *root)
{
  RsJson json, meta;
  gint64 total = 0;

  rs_json_init (&json, root, "answer");
  if (rs_json_object (&json, "meta", RS_JSON_LENIENT, &meta))
    total = rs_json_get_int (&meta, "record_count", RS_JSON_LENIENT);
  rs_json_finish (&json, NULL);
  return total > 0 && total <= G_MAXINT32 ? (guint) total : 0;
}

gboolean
rs_webshipper_decode_page (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  const RsWsAsk *ask = data;
  g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, error);
  g_autoptr (RsPage) page = NULL;
  JsonArray *rows, *included;

  if (root == NULL)
    return FALSE;
  rows = member_array (root, "data");
  if (rows == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL, "data: expected an array, found none");
      return FALSE;
    }
  page = rs_page_new ();
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("data[%u]", i);

      if (!check_resource (ask, json_array_get_element (rows, i), error))
        return FALSE;
      g_ptr_array_add (page->rows, read_document (ask, json_array_get_element (rows, i), path));
    }
  included = member_array (root, "included");
  if (included != NULL && ask->kind == &rs_ws_kind_order)
    read_included_shipments (rows, included, page);
  if (included != NULL && ask->kind == &rs_ws_kind_rate)
    name_carriers (included, page);
  page->page = ask->page;
  page->total = read_total (root);
  page->is_last = is_last_page (root, page->rows->len);
  g_value_init (result, RS_TYPE_PAGE);
  g_value_take_boxed (result, g_steal_pointer (&page));
  return TRUE;
}

gboolean
rs_webshipper_decode_document (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  const RsWsAsk *ask = data;
  g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, error);
  JsonNode *node;

  if (root == NULL)
    return FALSE;
  node = member_object (root, "data");
  if (node == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL, "data: expected an object, found none");
      return FALSE;
    }
  if (!check_resource (ask, node, error))
    return FALSE;
  g_value_init (result, RS_TYPE_DOCUMENT);
  g_value_take_boxed (result, read_document (ask, node, ask->kind->name));
  return TRUE;
}

gboolean
rs_webshipper_decode_patched (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  if (!rs_exchange_is_empty (body))
    return rs_webshipper_decode_document (body, data, result, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

static gboolean
read_label_resource (JsonNode *node, GPtrArray *labels, GError **error)
{
  RsJson root;

  rs_json_init (&root, node, "label");
  rs_webshipper_read_labels (&root, labels);
  return rs_json_finish (&root, error);
}

static gboolean
read_label_answer (JsonNode *root, GPtrArray *labels, GError **error)
{
  JsonArray *rows = member_array (root, "data");
  JsonNode *one = member_object (root, "data");

  if (rows == NULL && one == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL,
                           "data: expected an array or an object, found none");
      return FALSE;
    }
  if (one != NULL)
    return read_label_resource (one, labels, error);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    if (!read_label_resource (json_array_get_element (rows, i), labels, error))
      return FALSE;
  return TRUE;
}

gboolean
rs_webshipper_decode_labels (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_label_unref);
  const char *format = rs_webshipper_label_format (body);
  gsize size = 0;
  const char *bytes = g_bytes_get_data (body, &size);

  if (format != NULL && size > 0 && bytes[0] != '{')
    {
      RsLabel *label = rs_label_new ();

      label->format = g_strdup (format);
      label->content = g_bytes_ref (body);
      g_ptr_array_add (labels, label);
    }
  else
    {
      g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, error);

      if (root == NULL || !read_label_answer (root, labels, error))
        return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&labels));
  return TRUE;
}
