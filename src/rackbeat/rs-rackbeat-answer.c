/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rackbeat-answer.h"

#include "rs-error.h"
#include "rs-exchange.h"
#include "rs-rackbeat-codec.h"

#define MAX_BODY (64 * 1024 * 1024)

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
static const RsJsonValue *
first_of_kind (const RsJsonValue *root, const RsRbKind *kind, RsJsonType type, const char *key)
{
  guint n = rs_json_value_is (root, RS_JSON_OBJECT) ? rs_json_value_length (root) : 0;

  for (guint i = 0; i < n; i++)
    {
      const RsJsonValue *value = rs_json_value_element (root, i);

      if (value->type == type && !is_of_another_kind (value->name, kind)
          && (key == NULL || rs_json_value_member (value, key) != NULL))
        return value;
    }
  return NULL;
}

static const RsJsonValue *
find_list (const RsJsonValue *root, const RsRbKind *kind)
{
  const RsJsonValue *list = rs_json_value_member_of_type (root, kind->plural, RS_JSON_ARRAY);

  if (list == NULL)
    list = first_of_kind (root, kind, RS_JSON_ARRAY, NULL);
  if (list == NULL && root->type == RS_JSON_ARRAY)
    list = root;
  return list;
}

static const RsJsonValue *
find_object (const RsJsonValue *root, const RsRbKind *kind)
{
  const RsJsonValue *object = rs_json_value_member_of_type (root, kind->singular, RS_JSON_OBJECT);

  if (object != NULL)
    return object;
  if (rs_json_value_member (root, kind->document.key) != NULL)
    return root;
  return first_of_kind (root, kind, RS_JSON_OBJECT, kind->document.key);
}

/* The order that a shipment says it belongs to; 0 when it says none. */
static gint64
owner_of (const RsJsonValue *record)
{
  RsJson root, order;
  gint64 own = 0;

  rs_json_init (&root, record, "shipment");
  if (rs_json_object (&root, "order", RS_JSON_LENIENT, &order))
    own = rs_json_get_int (&order, "number", RS_JSON_LENIENT);
  if (own == 0)
    own = rs_json_get_int (&root, "order_id", RS_JSON_LENIENT);
  rs_json_finish (&root, NULL);
  return own;
}

static gint64
peek_number (const RsJsonValue *record, const char *name)
{
  RsJson root;
  gint64 number;

  rs_json_init (&root, record, "answer");
  number = rs_json_get_int (&root, name, RS_JSON_LENIENT);
  rs_json_finish (&root, NULL);
  return number;
}

/* Something between us and the service may give us an answer to another question: about another record than
 * the one asked for, or of another order. */
static gboolean
check_record (const RsRbAsk *ask, const RsJsonValue *record, GError **error)
{
  gint64 id = ask->id != 0 ? peek_number (record, ask->kind->document.key) : 0;
  gint64 order_number = ask->order_number != 0 ? owner_of (record) : 0;

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

/* A shipment asked for through its order is that order's. Its stored text must say so as well. */
static RsDocument *
read_document (const RsRbAsk *ask, const RsJsonValue *record, const char *path)
{
  g_autofree char *number = NULL, *text = NULL;
  g_autoptr (RsJsonTree) tied = NULL;

  if (ask->order_number == 0 || record->type != RS_JSON_OBJECT || owner_of (record) != 0)
    return rs_document_read (&ask->kind->document, record, path);
  number = g_strdup_printf ("%" G_GINT64_FORMAT, ask->order_number);
  text = rs_json_value_dup_text_with (record, "order_id", number);
  tied = rs_json_tree_parse_text (text, NULL);
  return rs_document_read (&ask->kind->document, rs_json_tree_root (tied), path);
}

static guint
read_counter (const RsJson *root, const char *name)
{
  gint64 value = rs_json_get_int (root, name, RS_JSON_LENIENT);

  return value > 0 && value <= G_MAXINT32 ? (guint) value : 0;
}

static void
read_counters (const RsJsonValue *answer, const RsRbAsk *ask, RsPage *page)
{
  RsJson root;
  guint pages, said;

  rs_json_init (&root, answer, "answer");
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
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  g_autoptr (RsPage) page = NULL;
  const RsJsonValue *list;

  if (tree == NULL)
    return FALSE;
  list = find_list (rs_json_tree_root (tree), ask->kind);
  if (list == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_PROTOCOL, "%s: expected an array, found none",
                   ask->kind->plural);
      return FALSE;
    }
  page = rs_page_new ();
  for (guint i = 0; i < rs_json_value_length (list); i++)
    {
      const RsJsonValue *record = rs_json_value_element (list, i);
      g_autofree char *path = g_strdup_printf ("%s[%u]", ask->kind->plural, i);

      if (!check_record (ask, record, error))
        return FALSE;
      g_ptr_array_add (page->rows, read_document (ask, record, path));
    }
  read_counters (rs_json_tree_root (tree), ask, page);
  take_page (result, g_steal_pointer (&page));
  return TRUE;
}

/* FALSE without @error when there is none. */
static gboolean
take_document (const RsRbAsk *ask, const RsJsonValue *root, GValue *result, GError **error)
{
  const RsJsonValue *record = find_object (root, ask->kind);

  if (record == NULL || !check_record (ask, record, error))
    return FALSE;
  g_value_init (result, RS_TYPE_DOCUMENT);
  g_value_take_boxed (result, read_document (ask, record, ask->kind->document.name));
  return TRUE;
}

gboolean
rs_rackbeat_decode_document (GBytes *body, gconstpointer data, GValue *result, GError **error)
{
  const RsRbAsk *ask = data;
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  g_autoptr (GError) failure = NULL;

  if (tree == NULL)
    return FALSE;
  if (take_document (ask, rs_json_tree_root (tree), result, &failure))
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
  g_autoptr (RsJsonTree) tree = NULL;
  g_autoptr (GError) failure = NULL;

  if (!rs_exchange_is_empty (body))
    {
      tree = rs_json_tree_parse (body, MAX_BODY, error);
      if (tree == NULL)
        return FALSE;
      if (take_document (data, rs_json_tree_root (tree), result, &failure))
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
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse (body, MAX_BODY, error);
  g_autoptr (RsRbAccount) account = NULL;
  RsJson root;

  if (tree == NULL)
    return FALSE;
  rs_json_init (&root, rs_json_tree_root (tree), "self");
  account = rs_rackbeat_read_account (&root);
  if (!rs_json_finish (&root, error))
    return FALSE;
  g_value_init (result, RS_TYPE_RB_ACCOUNT);
  g_value_take_boxed (result, g_steal_pointer (&account));
  return TRUE;
}
