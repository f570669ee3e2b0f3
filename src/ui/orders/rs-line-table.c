/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-line-table.h"

#include "rs-format.h"
#include "rs-outside.h"

#include <glib/gi18n.h>

typedef enum
{
  COLUMN_ITEM,
  COLUMN_NAME,
  COLUMN_ORDERED,
  COLUMN_SHIPPED,
  COLUMN_WAITING,
  COLUMN_REMAINING,
  N_COLUMNS,
} Column;

struct _RsLineTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkColumnViewColumn *columns[N_COLUMNS];
  gboolean narrow;
  GListStore *items; /* (owned) (element-type GtkStringList) one string for each column */
};

G_DEFINE_FINAL_TYPE (RsLineTable, rs_line_table, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  Column column = GPOINTER_TO_UINT (data);
  GtkWidget *text = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), column <= COLUMN_NAME ? 9 : 4);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), column == COLUMN_ITEM   ? 11
                                                         : column == COLUMN_NAME ? 24
                                                                                 : 6);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (text), column >= COLUMN_ORDERED ? 1 : 0);
  if (column != COLUMN_NAME)
    gtk_widget_add_css_class (text, "numeric");
  gtk_list_item_set_child (cell, text);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkStringList *strings = gtk_list_item_get_item (cell);
  g_autofree char *words = rs_outside_line (gtk_string_list_get_string (strings, GPOINTER_TO_UINT (data)));
  GtkWidget *text = gtk_list_item_get_child (cell);

  gtk_inscription_set_text (GTK_INSCRIPTION (text), words);
  if (GPOINTER_TO_UINT (data) == COLUMN_NAME)
    gtk_widget_set_tooltip_text (text, words);
  if (GPOINTER_TO_UINT (data) >= COLUMN_SHIPPED && g_strcmp0 (words, "0") == 0)
    gtk_widget_add_css_class (text, "dim-label");
  else
    gtk_widget_remove_css_class (text, "dim-label");
}

static void
set_narrow (RsLineTable *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_column_view_column_set_visible (self->columns[COLUMN_ITEM], !narrow);
  gtk_column_view_column_set_visible (self->columns[COLUMN_SHIPPED], !narrow);
  gtk_column_view_column_set_visible (self->columns[COLUMN_WAITING], !narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
rs_line_table_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_value_set_boolean (value, RS_LINE_TABLE (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_line_table_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    set_narrow (RS_LINE_TABLE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_line_table_dispose (GObject *object)
{
  RsLineTable *self = RS_LINE_TABLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_LINE_TABLE);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (rs_line_table_parent_class)->dispose (object);
}

static void
rs_line_table_class_init (RsLineTableClass *klass)
{
  static const char *const names[N_COLUMNS] = { "item_column",    "name_column",    "ordered_column",
                                                "shipped_column", "waiting_column", "remaining_column" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_line_table_dispose;
  G_OBJECT_CLASS (klass)->get_property = rs_line_table_get_property;
  G_OBJECT_CLASS (klass)->set_property = rs_line_table_set_property;
  properties[PROP_NARROW] = g_param_spec_boolean (
    "narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-line-table.ui");
  gtk_widget_class_bind_template_child (widget_class, RsLineTable, view);
  for (guint i = 0; i < N_COLUMNS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               G_STRUCT_OFFSET (RsLineTable, columns)
                                                 + (gssize) (i * sizeof (gpointer)));
}

static void
rs_line_table_init (RsLineTable *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (GTK_TYPE_STRING_LIST);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_factory (self->columns[i], factory);
    }
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static GtkStringList *
describe (const RsLineStand *stand)
{
  g_autofree char *ordered = rs_format_quantity (stand->line->quantity);
  g_autofree char *shipped = rs_format_quantity (stand->shipped);
  g_autofree char *waiting = rs_format_quantity (stand->on_shipments);
  g_autofree char *remaining = rs_format_quantity (stand->remaining);
  const char *item = stand->line->item_number != NULL ? stand->line->item_number : "";
  const char *name = stand->line->name != NULL ? stand->line->name : "";
  gboolean counts = stand->is_stock;

  return gtk_string_list_new ((const char *[]) { item, name, *item != '\0' ? ordered : "",
                                                 counts ? shipped : "–", counts ? waiting : "–",
                                                 counts ? remaining : "–", NULL });
}

static gboolean
same_strings (gpointer a, GtkStringList *b)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    if (g_strcmp0 (gtk_string_list_get_string (a, i), gtk_string_list_get_string (b, i)) != 0)
      return FALSE;
  return TRUE;
}

void
rs_line_table_show (RsLineTable *self, GArray *stands)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  g_return_if_fail (RS_IS_LINE_TABLE (self));

  for (guint i = 0; i < stands->len; i++)
    {
      g_autoptr (GtkStringList) row = describe (&g_array_index (stands, RsLineStand, i));
      g_autoptr (GObject) old = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      gpointer additions[] = { row };

      if (old == NULL || !same_strings (old, row))
        g_list_store_splice (self->items, i, old != NULL ? 1 : 0, additions, 1);
    }
  if (n_old > stands->len)
    g_list_store_splice (self->items, stands->len, n_old - stands->len, NULL, 0);
}
