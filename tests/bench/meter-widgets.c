/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "meter.h"

#include <string.h>

GtkWidget *
meter_find_widget (GtkWidget *root, GType type)
{
  if (root == NULL || (!GTK_IS_ROOT (root) && !gtk_widget_get_mapped (root)))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = meter_find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkColumnView *
meter_find_list (GtkWidget *root)
{
  GtkWidget *found = meter_find_widget (root, GTK_TYPE_COLUMN_VIEW);

  return found != NULL ? GTK_COLUMN_VIEW (found) : NULL;
}

/* The list in the view's inside, whose children are the rows. GTK has no public word for it. */
static GtkWidget *
find_rows (GtkColumnView *list)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list));

  while (child != NULL && !g_type_is_a (G_OBJECT_TYPE (child), GTK_TYPE_LIST_VIEW))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

guint
meter_count_rows (GtkColumnView *list)
{
  GtkWidget *rows = find_rows (list);
  guint n_rows = 0;

  for (GtkWidget *row = rows != NULL ? gtk_widget_get_first_child (rows) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      n_rows += gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, GTK_WIDGET (list), &bounds)
                && bounds.origin.y + bounds.size.height > 0
                && bounds.origin.y < gtk_widget_get_height (GTK_WIDGET (list));
    }
  return n_rows;
}

guint
meter_count_columns (GtkColumnView *list)
{
  GListModel *columns = gtk_column_view_get_columns (list);
  guint n_columns = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      n_columns += gtk_column_view_column_get_visible (column);
    }
  return n_columns;
}

GListModel *
meter_find_model (GtkColumnView *list)
{
  GObject *model = G_OBJECT (gtk_column_view_get_model (list));

  /* What stands on another model has it as a property. */
  while (g_object_class_find_property (G_OBJECT_GET_CLASS (model), "model") != NULL)
    {
      g_object_get (model, "model", &model, NULL);
      g_object_unref (model); /* the one above keeps it */
    }
  return G_LIST_MODEL (model);
}

GtkAdjustment *
meter_find_adjustment (GtkColumnView *list)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
}
