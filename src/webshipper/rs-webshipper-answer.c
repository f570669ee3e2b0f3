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

static RsDocument *
read_shipment (const RsJsonValue *resource, const char *order_id, const char *path)
{
  g_autofree char *text = rs_webshipper_tie_shipment (resource, order_id);
  g_autoptr (RsJsonTree) tied = text != NULL ? rs_json_tree_parse_text (text, NULL) : NULL;

  return rs_document_read (&rs_ws_kind_shipment, tied != NULL ? rs_json_tree_root (tied) : resource, path);
}

static RsDocument *
read_document (const RsWsAsk *ask, const RsJsonValue *resource, const char *path)
{
  return ask->order_id != NULL ? read_shipment (resource, ask->order_id, path)
                               : rs_document_read (ask->kind, resource, path);
}

/* The member's text, also of a number; NULL for none. (transfer full) */
static char *
peek_text (const RsJsonValue *resource, const char *name)
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
check_resource (const RsWsAsk *ask, const RsJsonValue *resource, GError **error)
{
  g_autofree char *type = peek_text (resource, "type");
  g_autofree char *id = peek_text (resource, "id");
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
map_shipments (const RsJsonValue *orders)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < rs_json_value_length (orders); i++)
    {
      const RsJsonValue *order = rs_json_value_element (orders, i);
      g_autofree char *order_id = peek_text (order, "id");
      g_autoptr (GPtrArray) ids = NULL;
      RsJson root;

      rs_json_init (&root, order, "order");
      ids = rs_webshipper_read_linkages (&root, "shipments");
      rs_json_finish (&root, NULL);
      for (guint j = 0; order_id != NULL && j < ids->len; j++)
        g_hash_table_insert (map, g_strdup (g_ptr_array_index (ids, j)), g_strdup (order_id));
    }
  return map;
}

static void
read_included_shipments (const RsJsonValue *orders, const RsJsonValue *included, RsPage *page)
{
  g_autoptr (GHashTable) map = map_shipments (orders);

  for (guint i = 0; i < rs_json_value_length (included); i++)
    {
      const RsJsonValue *resource = rs_json_value_element (included, i);
      g_autofree char *type = peek_text (resource, "type");
      g_autofree char *id = peek_text (resource, "id");
      g_autofree char *path = g_strdup_printf ("included[%u]", i);
      const char *order_id = id != NULL ? g_hash_table_lookup (map, id) : NULL;

      if (g_strcmp0 (type, "shipments") == 0)
        g_ptr_array_add (page->included, read_shipment (resource, order_id, path));
    }
}

/* Carrier names come as included resources: carrier id → alias. */
static GHashTable *
map_carriers (const RsJsonValue *included)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < rs_json_value_length (included); i++)
    {
      const RsJsonValue *resource = rs_json_value_element (included, i);
      g_autofree char *type = peek_text (resource, "type");
      g_autofree char *id = peek_text (resource, "id");
      const RsJsonValue *attributes = rs_json_value_member_of_type (resource, "attributes", RS_JSON_OBJECT);
      g_autofree char *alias = attributes != NULL ? peek_text (attributes, "alias") : NULL;

      if (g_strcmp0 (type, "carriers") == 0 && id != NULL && alias != NULL)
        g_hash_table_insert (map, g_steal_pointer (&id), g_steal_pointer (&alias));
    }
  return map;
}

static void
name_carriers (const RsJsonValue *included, RsPage *page)
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
is_last_page (const RsJsonValue *root, guint n_rows)
{
  const RsJsonValue *links = rs_json_value_member_of_type (root, "links", RS_JSON_OBJECT);
  const RsJsonValue *next = rs_json_value_member (links, "next");

  if (n_rows == 0)
    return TRUE;
  return links != NULL && (next == NULL || next->type == RS_JSON_NULL);
}

static guint
read_total (const RsJsonValue *root)
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
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  const RsJsonValue *root = rs_json_tree_root (tree), *rows, *included;
  g_autoptr (RsPage) page = NULL;

  if (root == NULL)
    return FALSE;
  rows = rs_json_value_member_of_type (root, "data", RS_JSON_ARRAY);
  if (rows == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL, "data: expected an array, found none");
      return FALSE;
    }
  page = rs_page_new ();
  for (guint i = 0; i < rs_json_value_length (rows); i++)
    {
      const RsJsonValue *resource = rs_json_value_element (rows, i);
      g_autofree char *path = g_strdup_printf ("data[%u]", i);

      if (!check_resource (ask, resource, error))
        return FALSE;
      g_ptr_array_add (page->rows, read_document (ask, resource, path));
    }
  included = rs_json_value_member_of_type (root, "included", RS_JSON_ARRAY);
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
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  const RsJsonValue *resource;

  if (tree == NULL)
    return FALSE;
  resource = rs_json_value_member_of_type (rs_json_tree_root (tree), "data", RS_JSON_OBJECT);
  if (resource == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL, "data: expected an object, found none");
      return FALSE;
    }
  if (!check_resource (ask, resource, error))
    return FALSE;
  g_value_init (result, RS_TYPE_DOCUMENT);
  g_value_take_boxed (result, read_document (ask, resource, ask->kind->name));
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
read_label_resource (const RsJsonValue *resource, GPtrArray *labels, GError **error)
{
  RsJson root;

  rs_json_init (&root, resource, "label");
  rs_webshipper_read_labels (&root, labels);
  return rs_json_finish (&root, error);
}

static gboolean
read_label_answer (const RsJsonValue *root, GPtrArray *labels, GError **error)
{
  const RsJsonValue *rows = rs_json_value_member_of_type (root, "data", RS_JSON_ARRAY);
  const RsJsonValue *one = rs_json_value_member_of_type (root, "data", RS_JSON_OBJECT);

  if (rows == NULL && one == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_PROTOCOL,
                           "data: expected an array or an object, found none");
      return FALSE;
    }
  if (one != NULL)
    return read_label_resource (one, labels, error);
  for (guint i = 0; i < rs_json_value_length (rows); i++)
    if (!read_label_resource (rs_json_value_element (rows, i), labels, error))
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
      g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);

      if (tree == NULL || !read_label_answer (rs_json_tree_root (tree), labels, error))
        return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&labels));
  return TRUE;
}
