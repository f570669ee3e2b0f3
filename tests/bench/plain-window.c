/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

/* The references for the window:
 *
 *   plain-window empty                              an empty libadwaita window
 *   plain-window list ROWS COLUMNS WIDTH HEIGHT     a GtkColumnView of plain labels
 *
 * No program that shows a window, or a list, does so in less. What it costs is told by the meter (meter.c).
 */

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  guint n_rows;
  guint n_columns; /* 0: the window stays empty */
  int width, height;
} Wish;

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (cell, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkStringObject *item = gtk_list_item_get_item (cell);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (cell)), gtk_string_object_get_string (item));
}

static void
add_column (GtkColumnView *view, guint number)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *title = g_strdup_printf ("Column %u", number);
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (view, column);
}

static GtkWidget *
make_list (const Wish *wish)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkWidget *view, *scrolled = gtk_scrolled_window_new ();

  for (guint i = 0; i < wish->n_rows; i++)
    gtk_string_list_take (rows, g_strdup_printf ("Anker Møller %u", i));
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (rows))));
  for (guint i = 0; i < wish->n_columns; i++)
    add_column (GTK_COLUMN_VIEW (view), i + 1);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
on_activate (GtkApplication *application, const Wish *wish)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *content;

  if (wish->n_columns > 0)
    {
      content = make_list (wish);
    }
  else
    {
      content = adw_toolbar_view_new ();
      adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (content), adw_header_bar_new ());
    }
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), content);
  gtk_window_set_default_size (GTK_WINDOW (window), wish->width, wish->height);
  gtk_window_present (GTK_WINDOW (window));
}

static guint
number (const char *text)
{
  return (guint) strtoul (text, NULL, 10);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application
    = adw_application_new ("com.example.RackShip.Bench", G_APPLICATION_NON_UNIQUE);
  Wish wish = { 0, 0, 1400, 900 };

  if (argc == 6 && strcmp (argv[1], "list") == 0)
    wish = (Wish) { number (argv[2]), number (argv[3]), (int) number (argv[4]), (int) number (argv[5]) };
  else if (argc != 2 || strcmp (argv[1], "empty") != 0)
    {
      g_printerr ("usage: %s empty | list ROWS COLUMNS WIDTH HEIGHT\n", argv[0]);
      return 2;
    }
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &wish);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
