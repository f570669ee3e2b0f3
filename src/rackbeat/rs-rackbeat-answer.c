/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-answer.h"

#include "rs-error.h"
#include "rs-exchange.h"
#include "rs-rackbeat-codec.h"

#define MAX_BODY (64 * 1024 * 1024)

static JsonNode *
member_of_kind (JsonNode *root, const char *name, JsonNodeType type)
{
  JsonNode *node
    = JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_member (json_node_get_object (root), name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

/* Whether @name is what another kind of record is called. */
static gboolean
is_of_another_kind (const char *name, const RsRbKind *kind)
{
  const RsRbKind *const kinds[]
    = { &rs_rb_kind_order,         &rs_rb_kind_shipment, &rs_rb_kind_product, &rs_rb_kind_lot,
        &rs_rb_kind_delivery_term, &rs_rb_kind_field,    &rs_rb_kind_note };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] != kind && (g_str_equal (name, kinds[i]->singular) || g_str_equal (name, kinds[i]->plural)))
      return TRUE;
  return FALSE;
}

/* The first member of @type, in the order in which they stand; an object only when it has @key. */
static JsonNode *
first_of_kind (JsonNode *root, const RsRbKind *kind, JsonNodeType type, const char *key)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (json_node_get_node_type (node) == type && !is_of_another_kind (name, kind)
        && (key == NULL || json_object_has_member (json_node_get_object (node), key)))
      return node;
  return NULL;
}

static JsonNode *
find_list (JsonNode *root, const RsRbKind *kind)
{
  JsonNode *list = member_of_kind (root, kind->plural, JSON_NODE_ARRAY);

  if (list == NULL)
    list = first_of_kind (root, kind, JSON_NODE_ARRAY, NULL);
  if (list == NULL && JSON_NODE_HOLDS_ARRAY (root))
    list = root;
  return list;
}

static JsonNode *
find_object (JsonNode *root, const RsRbKind *kind)
{
  JsonNode *object = member_of_kind (root, kind->singular, JSON_NODE_OBJECT);

  if (object != NULL)
    return object;
  if (JSON_NODE_HOLDS_OBJECT (root)
      && json_object_has_member (json_node_get_object (root), kind->document.key))
    return root;
  return first_of_kind (root, kind, JSON_NODE_OBJECT, kind->document.key);
}

/* The order that a shipment says it belongs to; 0 when it says none. */
static gint64
owner_of (JsonNode *node)
{
  RsJson root, order;
  gint64 own = 0;

  rs_json_init (&root, node, "shipment");
  if (rs_json_object (&root, "order", RS_JSON_LENIENT, &order))
    own = rs_json_get_int (&order, "number", RS_JSON_LENIENT);
  if (own == 0)
    own = rs_json_get_int (&root, "order_id", RS_JSON_LENIENT);
  rs_json_finish (&root, NULL);
  return own;
}

/* A shipment asked for through its order is that order's. Its stored text must say so as well. */
static JsonNode *
tie_to_order (JsonNode *node, gint64 order_number)
{
  JsonNode *number;

  if (owner_of (node) != 0)
    return json_node_ref (node);
  number = json_node_new (JSON_NODE_VALUE);
  json_node_set_int (number, order_number);
  return rs_reader_with_member (node, "order_id", number);
}

static gint64
peek_number (JsonNode *node, const char *name)
{
  RsJson root;
  gint64 number;

  rs_json_init (&root, node, "answer");
  number = rs_json_get_int (&root, name, RS_JSON_LENIENT);
  rs_json_finish (&root, NULL);
  return number;
}

/* Something between us and the service may give us an answer to another question: about another record than
 * the one asked for, or of another order. */
static gboolean
check_record (const RsRbAsk *ask, JsonNode *node, GError **error)
{
  gint64 id = ask->id != 0 ? peek_number (node, ask->kind->document.key) : 0;
  gint64 order_number = ask->order_number != 0 ? owner_of (node) : 0;

  if (id != 0 && id != ask->id)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL,
                   "the answer is about %s %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, ask->kind->singular,
                   id, ask->id);
      return FALSE;
    }
  if (order_number != 0 && order_number != ask->order_number)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL,
                   "the answer is about order %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT, order_number,
                   ask->order_number);
      return FALSE;
    }
  return TRUE;
}

static RsDocument *
read_document (const RsRbAsk *ask, JsonNode *node, const char *path)
{
  g_autoptr (JsonNode) tied
    = ask->order_number != 0 ? tie_to_order (node, ask->order_number) : json_node_ref (node);

  return rs_document_read (&ask->kind->document, tied, path);
}

static guint
read_counter (const RsJson *root, const char *name)
{
  gint64 value = rs_json_get_int (root, name, RS_JSON_LENIENT);

  return value > 0 && value <= G_MAXINT32 ? (guint) value : 0;
}

static void
read_counters (JsonNode *node, const RsRbAsk *ask, RsPage *page)
{
  RsJson root;
  guint pages, said;

  rs_json_init (&root, node, "answer");
  said = read_counter (&root, "page");
  page->page = said != 0 ? said : ask->page;
  page->limit = read_counter (&root, "limit");
  page->total = read_counter (&root, "total");
  pages = read_counter (&root, "pages");
  rs_json_finish (&root, NULL);
  page->is_last = page->rows->len == 0 || (pages != 0 && page->page >= pages)
                  || (pages == 0 && page->total != 0 && page->limit != 0
                      && (guint64) page->page * page->limit >= page->total);
}

static void
take_page (GValue *result, RsPage *page)
{
  g_value_init (result, RS_TYPE_PAGE);
  g_value_take_boxed (result, page);
}

gboolean
rs_rackbeat_decode_page (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  const RsRbAsk *ask = data;
  g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, error);
  g_autoptr (RsPage) page = NULL;
  JsonNode *list;
  JsonArray *array;

  if (root == NULL)
    return FALSE;
  list = find_list (root, ask->kind);
  if (list == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "%s: expected an array, found none",
                   ask->kind->plural);
      return FALSE;
    }
  page = rs_page_new ();
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s[%u]", ask->kind->plural, i);

      if (!check_record (ask, json_array_get_element (array, i), error))
        return FALSE;
      g_ptr_array_add (page->rows, read_document (ask, json_array_get_element (array, i), path));
    }
  read_counters (root, ask, page);
  take_page (result, g_steal_pointer (&page));
  return TRUE;
}

/* FALSE without @error when there is none. */
static gboolean
take_document (const RsRbAsk *ask, JsonNode *root, GValue *result, GError **error)
{
  JsonNode *node = find_object (root, ask->kind);

  if (node == NULL || !check_record (ask, node, error))
    return FALSE;
  g_value_init (result, RS_TYPE_DOCUMENT);
  g_value_take_boxed (result, read_document (ask, node, ask->kind->document.name));
  return TRUE;
}

gboolean
rs_rackbeat_decode_document (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  const RsRbAsk *ask = data;
  g_autoptr (JsonNode) root = rs_json_parse (body, MAX_BODY, error);

  g_autoptr (GError) failure = NULL;

  if (root == NULL)
    return FALSE;
  if (take_document (ask, root, result, &failure))
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "%s: expected an object, found none",
                 ask->kind->singular);
  return FALSE;
}

gboolean
rs_rackbeat_decode_document_or_done (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) failure = NULL;

  if (!rs_exchange_is_empty (body))
    {
      root = rs_json_parse (body, MAX_BODY, error);
      if (root == NULL)
        return FALSE;
      if (take_document (data, root, result, &failure))
        return TRUE;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

gboolean
rs_rackbeat_decode_account (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  g_autoptr (JsonNode) node = rs_json_parse (body, MAX_BODY, error);
  g_autoptr (RsRbAccount) account = NULL;
  RsJson root;

  if (node == NULL)
    return FALSE;
  rs_json_init (&root, node, "self");
  account = rs_rackbeat_read_account (&root);
  if (!rs_json_finish (&root, error))
    return FALSE;
  g_value_init (result, RS_TYPE_RB_ACCOUNT);
  g_value_take_boxed (result, g_steal_pointer (&account));
  return TRUE;
}
