/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-orders-page.h"

#include "../rs-format.h"
#include "rs-query-list.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>

struct _RsOrdersPage
{
  AdwBin parent_instance;

  GtkSearchEntry *search;
  GtkDropDown *filter;
  GtkStack *stack;
  GtkColumnView *list;
  AdwStatusPage *empty;

  RsWorkspace *workspace; /* (owned) */
  RsQueryList *rows;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsOrdersPage, rs_orders_page, ADW_TYPE_BIN)

/* What one column shows of a row, as text. (transfer full) */
typedef char *(*CellText) (const RsCaseRow *row, RsInstant now);

static char *
text_number (const RsCaseRow *row, RsInstant now)
{
  return g_strdup (row->number);
}

static char *
text_customer (const RsCaseRow *row, RsInstant now)
{
  return g_strdup (row->customer != NULL ? row->customer : "");
}

static char *
text_country (const RsCaseRow *row, RsInstant now)
{
  return g_strdup (row->country != NULL ? row->country : "");
}

static char *
text_rate (const RsCaseRow *row, RsInstant now)
{
  if (row->term == NULL)
    return g_strdup (row->rate != NULL ? row->rate : "");
  return row->rate != NULL && g_strcmp0 (row->term, row->rate) != 0
           ? g_strdup_printf ("%s → %s", row->term, row->rate)
           : g_strdup (row->term);
}

static char *
text_lines (const RsCaseRow *row, RsInstant now)
{
  return g_strdup_printf ("%u", row->n_lines);
}

static char *
text_weight (const RsCaseRow *row, RsInstant now)
{
  return rs_format_weight (row->grams);
}

static char *
text_amount (const RsCaseRow *row, RsInstant now)
{
  return rs_format_amount (row->amount, row->currency);
}

static char *
text_date (const RsCaseRow *row, RsInstant now)
{
  return rs_format_instant (row->created_at, now);
}

static char *
text_next (const RsCaseRow *row, RsInstant now)
{
  return g_strdup (row->next != NULL ? row->next : "");
}

typedef struct
{
  const char *title;
  CellText text;
  RsSort sort;
  int width;
  gboolean expands;
  gboolean at_end; /* numbers stand at the end */
} Column;

static const Column columns[] = {
  { N_ ("Order"), text_number, RS_SORT_NUMBER, 64, FALSE, FALSE },
  { N_ ("Customer"), text_customer, RS_SORT_CUSTOMER, 170, TRUE, FALSE },
  { N_ ("To"), text_country, RS_SORT_COUNTRY, 48, FALSE, FALSE },
  { N_ ("Delivery Term → Rate"), text_rate, RS_SORT_TERM, 180, TRUE, FALSE },
  { N_ ("Lines"), text_lines, RS_SORT_NEWEST, 52, FALSE, TRUE },
  { N_ ("Weight"), text_weight, RS_SORT_WEIGHT, 76, FALSE, TRUE },
  { N_ ("Amount"), text_amount, RS_SORT_AMOUNT, 112, FALSE, TRUE },
  { N_ ("Date"), text_date, RS_SORT_NEWEST, 100, FALSE, FALSE },
};

static void
on_setup_text (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_xalign (GTK_INSCRIPTION (label), column->at_end ? 1 : 0);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (label), 4);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (label), 3);
  if (column->at_end || column->text == text_number)
    gtk_widget_add_css_class (label, "numeric");
  /* One line in the middle of the row, however high the state beside it is. */
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_text (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const Column *column = data;
  RsCaseItem *row = gtk_list_item_get_item (item);
  g_autofree char *text = column->text (rs_case_item_get_row (row), g_get_real_time ());

  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_list_item_get_child (item)), text);
}

/* State by icon, word and style together, never by colour alone; what happens next stands below it. */
static void
on_setup_state (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *state = gtk_inscription_new (NULL), *next = gtk_inscription_new (NULL);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (next, "caption");
  gtk_widget_add_css_class (next, "dim-label");
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (next), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (next), 10);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (next), 34);
  gtk_box_append (GTK_BOX (words), state);
  gtk_box_append (GTK_BOX (words), next);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
}

static void
on_bind_state (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const RsCaseRow *row = rs_case_item_get_row (gtk_list_item_get_item (item));
  GtkWidget *image = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *words = gtk_widget_get_next_sibling (image);
  GtkWidget *state = gtk_widget_get_first_child (words);
  const char *style = rs_format_state_class (row->state);
  const char *classes[] = { style, NULL };
  g_autofree char *next = text_next (row, 0);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), rs_format_state_icon (row->state));
  gtk_widget_set_css_classes (image, classes);
  gtk_widget_set_css_classes (state, classes);
  gtk_inscription_set_text (GTK_INSCRIPTION (state), rs_format_state (row->state));
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_next_sibling (state)), next);
  gtk_list_item_set_accessible_label (item, row->number);
}

/* A sorter that sorts nothing itself: the column view keeps whose arrow is up, and the query sorts. */
static int
compare_nothing (gconstpointer a, gconstpointer b, gpointer data)
{
  return 0;
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, gpointer data)
{
  RsOrdersPage *self = data;
  GtkColumnViewSorter *by = GTK_COLUMN_VIEW_SORTER (sorter);
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (by);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (by) == GTK_SORT_DESCENDING;
  RsSort sort
    = column != NULL ? GPOINTER_TO_INT (g_object_get_data (G_OBJECT (column), "sort")) : RS_SORT_NEWEST;

  rs_query_list_set_sort (self->rows, sort, column != NULL ? descending : TRUE);
}

/* What is so and what happens next stands right after the number: it is what people look for. */
static void
add_state_column (RsOrdersPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) state = NULL;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, NULL, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_state), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_state), NULL);
  state = gtk_column_view_column_new (_ ("State and What Happens Next"), factory);
  gtk_column_view_column_set_expand (state, TRUE);
  gtk_column_view_column_set_resizable (state, TRUE);
  gtk_column_view_column_set_fixed_width (state, 230);
  gtk_column_view_column_set_sorter (state, sorter);
  g_object_set_data (G_OBJECT (state), "sort", GINT_TO_POINTER (RS_SORT_STATE));
  gtk_column_view_append_column (self->list, state);
}

static void
add_columns (RsOrdersPage *self)
{
  GtkListItemFactory *factory;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = NULL;
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare_nothing, NULL, NULL));

      factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_text), (gpointer) &columns[i]);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_text), (gpointer) &columns[i]);
      column = gtk_column_view_column_new (_ (columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].expands);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      g_object_set_data (G_OBJECT (column), "sort", GINT_TO_POINTER (columns[i].sort));
      if (columns[i].text != text_lines)
        gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_append_column (self->list, column);
      if (i == 0)
        add_state_column (self);
    }
}

static void
on_items_changed (RsOrdersPage *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0;
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gboolean narrowed = *search != '\0' || gtk_drop_down_get_selected (self->filter) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
  /* New orders come in at the top, where somebody who has not begun to look around is looking. */
  if (any && gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == NULL)
    gtk_column_view_scroll_to (self->list, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
  adw_status_page_set_title (self->empty, narrowed ? _ ("Nothing Found") : _ ("No Orders"));
  adw_status_page_set_description (self->empty,
                                   narrowed ? _ ("Try another word, or show all states.")
                                            : _ ("Orders from Rackbeat appear here after the first sync."));
}

static void
on_search_changed (GtkSearchEntry *search, gpointer data)
{
  rs_query_list_set_search (RS_ORDERS_PAGE (data)->rows, gtk_editable_get_text (GTK_EDITABLE (search)));
}

static const char *const filter_states[] = {
  NULL,
  RS_CASE_STATE_HELD,
  RS_CASE_STATE_WAITING,
  RS_CASE_STATE_CROSSED,
  RS_CASE_STATE_PARTLY,
  RS_CASE_STATE_SHIPPED,
  RS_CASE_STATE_NOT_WANTED,
};

static void
on_filter_changed (GtkDropDown *filter, GParamSpec *pspec, gpointer data)
{
  RsOrdersPage *self = data;
  guint selected = gtk_drop_down_get_selected (filter);

  if (self->rows != NULL && selected < G_N_ELEMENTS (filter_states))
    rs_query_list_set_state (self->rows, filter_states[selected]);
}

static void
on_activate (GtkColumnView *list, guint position, gpointer data)
{
  RsOrdersPage *self = data;
  g_autoptr (RsCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-order", "s", rs_case_item_get_row (item)->key);
}

static gboolean
focus_search (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RS_ORDERS_PAGE (widget)->search));
}

static void
rs_orders_page_dispose (GObject *object)
{
  RsOrdersPage *self = RS_ORDERS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_ORDERS_PAGE);
  g_clear_object (&self->rows);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (rs_orders_page_parent_class)->dispose (object);
}

static void
rs_orders_page_class_init (RsOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_orders_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/example/RackShip/orders/rs-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, search);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, filter);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, focus_search, NULL);
}

static void
rs_orders_page_init (RsOrdersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
rs_orders_page_new (RsWorkspace *workspace)
{
  RsOrdersPage *self = g_object_new (RS_TYPE_ORDERS_PAGE, NULL);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkSelectionModel *selection;

  self->workspace = g_object_ref (workspace);
  self->rows = rs_query_list_new (rs_workspace_get_store (workspace));
  gtk_string_list_append (words, _ ("All States"));
  for (guint i = 1; i < G_N_ELEMENTS (filter_states); i++)
    gtk_string_list_append (words, rs_format_state (filter_states[i]));
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (words));
  add_columns (self);
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  gtk_single_selection_set_autoselect (GTK_SINGLE_SELECTION (selection), FALSE);
  gtk_column_view_set_model (self->list, selection);
  g_object_unref (selection);
  g_signal_connect_object (gtk_column_view_get_sorter (self->list), "changed", G_CALLBACK (on_sorter_changed),
                           self, 0);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self);
  return GTK_WIDGET (self);
}
