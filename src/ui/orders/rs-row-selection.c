/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-selection.h"

struct _RsRowSelection
{
  GObject parent_instance;

  RsQueryList *list; /* (owned) */
  GtkBitset *ids;    /* (owned) of the rows chosen, also of those that the list does not hold now */
};

typedef enum
{
  PROP_MODEL = 1,
} RsRowSelectionProperty;

static void list_model_iface_init (GListModelInterface *iface);
static void selection_model_iface_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RsRowSelection, rs_row_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_iface_init))

static guint
count_rows (RsRowSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

static void
tell (RsRowSelection *self, guint position, guint n_items)
{
  if (n_items > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_items);
}

static void
put (RsRowSelection *self, guint position, gboolean chosen)
{
  guint id = rs_query_list_get_id (self->list, position);

  if (chosen)
    gtk_bitset_add (self->ids, id);
  else
    gtk_bitset_remove (self->ids, id);
}

/* All others are left, when they are to be. */
static gboolean
put_range (RsRowSelection *self, guint position, guint n_items, gboolean chosen, gboolean only)
{
  guint n_rows = count_rows (self);

  if (position >= n_rows)
    return FALSE;
  n_items = MIN (n_items, n_rows - position);
  if (only)
    gtk_bitset_remove_all (self->ids);
  for (guint i = 0; i < n_items; i++)
    put (self, position + i, chosen);
  tell (self, only ? 0 : position, only ? n_rows : n_items);
  return TRUE;
}

static gboolean
rs_row_selection_is_selected (GtkSelectionModel *model, guint position)
{
  RsRowSelection *self = RS_ROW_SELECTION (model);

  return position < count_rows (self)
         && gtk_bitset_contains (self->ids, rs_query_list_get_id (self->list, position));
}

static GtkBitset *
rs_row_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  RsRowSelection *self = RS_ROW_SELECTION (model);
  guint n_rows = count_rows (self);
  GtkBitset *chosen = gtk_bitset_new_empty ();

  for (guint i = position; i < n_rows && i - position < n_items; i++)
    if (gtk_bitset_contains (self->ids, rs_query_list_get_id (self->list, i)))
      gtk_bitset_add (chosen, i);
  return chosen;
}

static gboolean
rs_row_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return put_range (RS_ROW_SELECTION (model), position, 1, TRUE, unselect_rest);
}

static gboolean
rs_row_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return put_range (RS_ROW_SELECTION (model), position, 1, FALSE, FALSE);
}

static gboolean
rs_row_selection_select_range (GtkSelectionModel *model, guint position, guint n_items,
                               gboolean unselect_rest)
{
  return put_range (RS_ROW_SELECTION (model), position, n_items, TRUE, unselect_rest);
}

static gboolean
rs_row_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  return put_range (RS_ROW_SELECTION (model), position, n_items, FALSE, FALSE);
}

static gboolean
rs_row_selection_select_all (GtkSelectionModel *model)
{
  return put_range (RS_ROW_SELECTION (model), 0, G_MAXUINT, TRUE, FALSE);
}

/* Also those that are not to be seen. */
static gboolean
rs_row_selection_unselect_all (GtkSelectionModel *model)
{
  RsRowSelection *self = RS_ROW_SELECTION (model);

  gtk_bitset_remove_all (self->ids);
  tell (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
rs_row_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  RsRowSelection *self = RS_ROW_SELECTION (model);
  guint n_rows = count_rows (self);
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, mask, &position); more && position < n_rows;
       more = gtk_bitset_iter_next (&iter, &position))
    put (self, position, gtk_bitset_contains (selected, position));
  tell (self, 0, n_rows);
  return TRUE;
}

static void
selection_model_iface_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = rs_row_selection_is_selected;
  iface->get_selection_in_range = rs_row_selection_get_selection_in_range;
  iface->select_item = rs_row_selection_select_item;
  iface->unselect_item = rs_row_selection_unselect_item;
  iface->select_range = rs_row_selection_select_range;
  iface->unselect_range = rs_row_selection_unselect_range;
  iface->select_all = rs_row_selection_select_all;
  iface->unselect_all = rs_row_selection_unselect_all;
  iface->set_selection = rs_row_selection_set_selection;
}

static GType
rs_row_selection_get_item_type (GListModel *model)
{
  return RS_TYPE_CASE_ITEM;
}

static guint
rs_row_selection_get_n_items (GListModel *model)
{
  return count_rows (RS_ROW_SELECTION (model));
}

static gpointer
rs_row_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (RS_ROW_SELECTION (model)->list), position);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rs_row_selection_get_item_type;
  iface->get_n_items = rs_row_selection_get_n_items;
  iface->get_item = rs_row_selection_get_item;
}

static void
rs_row_selection_get_property (GObject *object, guint id, GValue *value, GParamSpec *property)
{
  switch ((RsRowSelectionProperty) id)
    {
    case PROP_MODEL:
      g_value_set_object (value, RS_ROW_SELECTION (object)->list);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, property);
    }
}

static void
rs_row_selection_finalize (GObject *object)
{
  RsRowSelection *self = RS_ROW_SELECTION (object);

  g_object_unref (self->list);
  gtk_bitset_unref (self->ids);
  G_OBJECT_CLASS (rs_row_selection_parent_class)->finalize (object);
}

static void
rs_row_selection_class_init (RsRowSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rs_row_selection_get_property;
  object_class->finalize = rs_row_selection_finalize;

  g_object_class_install_property (
    object_class, PROP_MODEL,
    g_param_spec_object ("model", NULL, NULL, RS_TYPE_QUERY_LIST, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
rs_row_selection_init (RsRowSelection *self)
{
  self->ids = gtk_bitset_new_empty ();
}

RsRowSelection *
rs_row_selection_new (RsQueryList *list)
{
  RsRowSelection *self;

  g_return_val_if_fail (RS_IS_QUERY_LIST (list), NULL);

  self = g_object_new (RS_TYPE_ROW_SELECTION, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

guint
rs_row_selection_count (RsRowSelection *self)
{
  guint n_rows, n = 0;

  g_return_val_if_fail (RS_IS_ROW_SELECTION (self), 0);

  n_rows = gtk_bitset_is_empty (self->ids) ? 0 : count_rows (self);
  for (guint i = 0; i < n_rows; i++)
    n += gtk_bitset_contains (self->ids, rs_query_list_get_id (self->list, i));
  return n;
}

/* At most @limit. (element-type RsCaseItem) (transfer full) */
static GPtrArray *
list_items (RsRowSelection *self, guint limit)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_rows = gtk_bitset_is_empty (self->ids) ? 0 : count_rows (self);

  for (guint i = 0; i < n_rows && items->len < limit; i++)
    if (gtk_bitset_contains (self->ids, rs_query_list_get_id (self->list, i)))
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  return items;
}

GPtrArray *
rs_row_selection_list_keys (RsRowSelection *self, guint limit)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (RS_IS_ROW_SELECTION (self), keys);

  items = list_items (self, limit);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (keys, g_strdup (rs_case_item_get_row (g_ptr_array_index (items, i))->key));
  return keys;
}

RsCaseItem *
rs_row_selection_get_first (RsRowSelection *self)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (RS_IS_ROW_SELECTION (self), NULL);

  items = list_items (self, 1);
  return items->len > 0 ? g_object_ref (g_ptr_array_index (items, 0)) : NULL;
}

char *
rs_row_selection_join_numbers (RsRowSelection *self)
{
  GString *numbers = g_string_new (NULL);
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (RS_IS_ROW_SELECTION (self), g_string_free (numbers, FALSE));

  items = list_items (self, 1000);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (numbers, "%s%s", i > 0 ? "\n" : "",
                            rs_case_item_get_row (g_ptr_array_index (items, i))->number);
  return g_string_free (numbers, FALSE);
}
