/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-orders-page.h"

#include "rs-bulk-bar.h"
#include "rs-choosing.h"
#include "rs-menu-names.h"
#include "rs-narrow-bar.h"
#include "rs-notice-bar.h"
#include "rs-error.h"
#include "rs-order-columns.h"
#include "rs-orders-csv.h"
#include "rs-orders-empty.h"
#include "rs-outside.h"
#include "rs-row-actions.h"
#include "rs-save-file.h"
#include "rs-steady-selection.h"
#include "rs-words.h"

#include <glib/gi18n.h>

struct _RsOrdersPage
{
  AdwNavigationPage parent_instance;

  AdwWindowTitle *title;
  RsNoticeBar *notice_bar;
  RsNarrowBar *narrow_bar;
  GtkStack *stack;
  RsOrdersEmpty *empty;
  GtkColumnView *view;
  GtkColumnViewColumn *marks_column;
  GtkColumnViewColumn *columns[RS_N_ORDER_COLUMNS];
  AdwToolbarView *toolbar_view;
  GtkToggleButton *choose_button;
  GtkMenuButton *menu_button;
  RsBulkBar *bulk_bar;
  GMenuModel *row_menu;

  RsSession *session;        /* (owned) */
  RsQueryList *list;         /* (owned) */
  RsRowSelection *selection; /* (owned) */
  RsChoosing *choosing;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsOrdersPage, rs_orders_page, ADW_TYPE_NAVIGATION_PAGE)

/* What can be done to the orders that are chosen. */
static const struct
{
  const char *name;
  RsBulkKind kind;
} bulk_actions[] = {
  { "orders.send", RS_BULK_SEND },
  { "orders.hold", RS_BULK_HOLD },
  { "orders.let-go", RS_BULK_LET_GO },
  { "orders.ship", RS_BULK_SHIP },
};

static void
show_what_there_is (RsOrdersPage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint n_all = rs_query_list_get_count (self->list, NULL);
  g_autofree char *count = NULL;

  if (n_items > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (rs_query_list_get_loading (self->list))
    return;
  else
    gtk_stack_set_visible_child_name (self->stack, "empty");
  rs_orders_empty_set_narrowed (self->empty, n_all > 0 && rs_narrow_bar_get_narrow (self->narrow_bar));

  if (n_items < n_all)
    /* Translators: how many of all orders a search found */
    count = g_strdup_printf (ngettext ("%u of %u order", "%u of %u orders", n_all), n_items, n_all);
  else if (n_all > 0)
    count = g_strdup_printf (ngettext ("%u order", "%u orders", n_all), n_all);
  adw_window_title_set_subtitle (self->title, count != NULL ? count : "");
}

/* New orders come in at the top: who has not scrolled away sees them. */
static void
on_items_changed (RsOrdersPage *self, guint position, guint removed, guint added)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  if (position == 0 && added > 0 && gtk_adjustment_get_value (adjustment) < 1)
    gtk_column_view_scroll_to (self->view, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

/* What somebody asks for is shown from its beginning. */
static void
go_to_top (RsOrdersPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_column_view_scroll_to (self->view, 0, NULL, GTK_LIST_SCROLL_NONE, NULL);
}

static void
on_narrowed (RsOrdersPage *self)
{
  const char *name = rs_narrow_bar_get_name (self->narrow_bar);
  g_autofree char *shown = name != NULL ? rs_outside_line (name) : NULL;

  go_to_top (self);
  adw_window_title_set_title (self->title, shown != NULL ? shown : _ ("Orders"));
  show_what_there_is (self);
}

static void
open_order (RsOrdersPage *self, guint position)
{
  g_autoptr (RsCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-order", "s", rs_case_item_get_row (item)->key);
}

static DexFuture *
open_only_one (DexFuture *settled, gpointer data)
{
  RsOrdersPage *self = data;

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 1)
    open_order (self, 0);
  return NULL;
}

/* Enter in the search: the only one found is opened, else the keyboard goes to the first row: where the list
 * had it last may be far down by now. */
static void
on_search_activated (RsOrdersPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_column_view_scroll_to (self->view, 0, NULL, GTK_LIST_SCROLL_FOCUS, NULL);
  dex_future_disown (
    dex_future_then (rs_query_list_settle (self->list), open_only_one, g_object_ref (self), g_object_unref));
}

static void
on_activated (RsOrdersPage *self, guint position)
{
  open_order (self, position);
}

/* The header was clicked: the order is SQL's, the sorter only tells which column and which way. */
static void
on_sorter_changed (RsOrdersPage *self)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (self->view));
  GtkColumnViewColumn *column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  gboolean descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  RsSort sort = RS_SORT_NEWEST;

  for (guint i = 0; i < RS_N_ORDER_COLUMNS; i++)
    if (self->columns[i] == column && !rs_order_column_get_sort (i, &sort))
      return;
  /* "Newest" counts the other way than a column of dates. */
  if (column != NULL && sort == RS_SORT_NEWEST)
    descending = !descending;
  go_to_top (self);
  rs_query_list_set_sort (self->list, sort, descending);
}

/* The bar goes on while something runs, whether orders are still chosen or not. */
static void
update_choosing (RsOrdersPage *self)
{
  guint count = rs_choosing_get_count (self->choosing);
  gboolean active = rs_choosing_get_active (self->choosing);
  gboolean can = rs_session_get_engine (self->session) != NULL && !rs_session_get_follows (self->session)
                 && !rs_bulk_bar_get_running (self->bulk_bar)
                 && (!active || (count > 0 && count <= RS_BULK_MOST));

  adw_toolbar_view_set_reveal_bottom_bars (self->toolbar_view,
                                           active || rs_bulk_bar_get_running (self->bulk_bar));
  rs_bulk_bar_set_count (self->bulk_bar, count);
  for (guint i = 0; i < G_N_ELEMENTS (bulk_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), bulk_actions[i].name, can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "orders.choose-none", active);
}

static void
bulk_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrdersPage *self = RS_ORDERS_PAGE (widget);
  g_autoptr (GPtrArray) case_keys = rs_row_selection_list_keys (self->selection, RS_BULK_MOST);

  for (guint i = 0; i < G_N_ELEMENTS (bulk_actions); i++)
    if (g_str_equal (bulk_actions[i].name, name))
      rs_bulk_bar_begin (self->bulk_bar, bulk_actions[i].kind, case_keys);
}

/* Asks where to when it is made. */
static DexFuture *
save_csv (DexFuture *made, gpointer data)
{
  const GValue *csv = dex_future_get_value (made, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: the name of a file, with a date */
  g_autofree char *name = g_strdup_printf (_ ("orders-%s.csv"), day);

  return rs_save_file (data, _ ("Export as a Table"), name, g_value_get_string (csv));
}

static DexFuture *
tell_saved (DexFuture *saved, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const GValue *name = dex_future_get_value (saved, &error);
  /* Translators: a file's name */
  g_autofree char *words
    = name != NULL ? g_strdup_printf (_ ("Saved as %s"), g_value_get_string (name)) : NULL;

  if (words != NULL || !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    gtk_widget_activate_action (data, "win.say", "s", words != NULL ? words : error->message);
  return NULL;
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrdersPage *self = RS_ORDERS_PAGE (widget);
  g_autoptr (GArray) ids = rs_query_list_list_ids (self->list);
  DexFuture *made = rs_orders_to_csv (rs_session_get_store (self->session), ids);
  DexFuture *saved = dex_future_then (made, save_csv, g_object_ref (self), g_object_unref);

  dex_future_disown (dex_future_finally (saved, tell_saved, g_object_ref (self), g_object_unref));
}

static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_narrow_bar_clear (RS_ORDERS_PAGE (widget)->narrow_bar);
}

static void
choose_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsOrdersPage *self = RS_ORDERS_PAGE (widget);

  rs_choosing_set_active (self->choosing, TRUE);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
choose_none_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_choosing_set_active (RS_ORDERS_PAGE (widget)->choosing, FALSE);
}

static void
rs_orders_page_dispose (GObject *object)
{
  RsOrdersPage *self = RS_ORDERS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_ORDERS_PAGE);
  g_clear_object (&self->choosing);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_orders_page_parent_class)->dispose (object);
}

static void
bind_column (GtkWidgetClass *widget_class, const char *name, RsOrderColumn kind)
{
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,
                                             G_STRUCT_OFFSET (RsOrdersPage, columns)
                                               + (gssize) kind * (gssize) sizeof (gpointer));
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (bulk_actions); i++)
    gtk_widget_class_install_action (widget_class, bulk_actions[i].name, NULL, bulk_action);
  gtk_widget_class_install_action (widget_class, "orders.show-all", NULL, show_all_action);
  gtk_widget_class_install_action (widget_class, "orders.choose-all", NULL, choose_all_action);
  gtk_widget_class_install_action (widget_class, "orders.choose-none", NULL, choose_none_action);
  gtk_widget_class_install_action (widget_class, "orders.export", NULL, export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "orders.export", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "orders.choose-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "orders.choose-none", NULL);
}

static void
rs_orders_page_class_init (RsOrdersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_orders_page_dispose;
  g_type_ensure (RS_TYPE_BULK_BAR);
  g_type_ensure (RS_TYPE_NARROW_BAR);
  g_type_ensure (RS_TYPE_NOTICE_BAR);
  g_type_ensure (RS_TYPE_ORDERS_EMPTY);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, title);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, narrow_bar);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, view);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, bulk_bar);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, marks_column);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersPage, row_menu);
  bind_column (widget_class, "number_column", RS_ORDER_COLUMN_NUMBER);
  bind_column (widget_class, "customer_column", RS_ORDER_COLUMN_CUSTOMER);
  bind_column (widget_class, "country_column", RS_ORDER_COLUMN_COUNTRY);
  bind_column (widget_class, "term_column", RS_ORDER_COLUMN_TERM);
  bind_column (widget_class, "lines_column", RS_ORDER_COLUMN_LINES);
  bind_column (widget_class, "weight_column", RS_ORDER_COLUMN_WEIGHT);
  bind_column (widget_class, "amount_column", RS_ORDER_COLUMN_AMOUNT);
  bind_column (widget_class, "date_column", RS_ORDER_COLUMN_DATE);
  bind_column (widget_class, "state_column", RS_ORDER_COLUMN_STATE);
  bind_column (widget_class, "next_column", RS_ORDER_COLUMN_NEXT);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_narrowed);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  install_actions (widget_class);
}

static void
rs_orders_page_init (RsOrdersPage *self)
{
  g_autoptr (GtkListItemFactory) rows = rs_order_row_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < RS_N_ORDER_COLUMNS; i++)
    rs_order_column_set_up (self->columns[i], i);
  rs_order_check_column_set_up (self->marks_column);
  gtk_column_view_set_row_factory (self->view, rows);
  rs_narrow_bar_capture (self->narrow_bar, GTK_WIDGET (self->view));
  rs_menu_names_watch (gtk_menu_button_get_popover (self->menu_button));
}

static void
set_up_choosing (RsOrdersPage *self)
{
  g_autoptr (RsSteadySelection) steady = NULL;

  self->selection = rs_row_selection_new (self->list);
  steady = rs_steady_selection_new (GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (steady));
  self->choosing = rs_choosing_new (self->view, self->selection, self->marks_column);
  g_object_bind_property (self->choosing, "active", self->choose_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  rs_bulk_bar_set_session (self->bulk_bar, self->session);
  rs_row_actions_add (GTK_WIDGET (self), self->view, self->selection, self->session, self->row_menu);
  g_signal_connect_object (self->choosing, "notify", G_CALLBACK (update_choosing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->bulk_bar, "notify::running", G_CALLBACK (update_choosing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::setup", G_CALLBACK (update_choosing), self,
                           G_CONNECT_SWAPPED);
  update_choosing (self);
}

RsOrdersPage *
rs_orders_page_new (RsSession *session)
{
  RsOrdersPage *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_ORDERS_PAGE, NULL);
  self->session = g_object_ref (session);
  self->list = rs_query_list_new (rs_session_get_store (session));
  rs_notice_bar_set_session (self->notice_bar, session);
  rs_narrow_bar_set_list (self->narrow_bar, session, self->list);
  set_up_choosing (self);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (on_sorter_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "counts-changed", G_CALLBACK (show_what_there_is), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->list, "notify", G_CALLBACK (show_what_there_is), self, G_CONNECT_SWAPPED);
  rs_orders_empty_set_session (self->empty, session);
  show_what_there_is (self);
  return self;
}

void
rs_orders_page_search (RsOrdersPage *self)
{
  g_return_if_fail (RS_IS_ORDERS_PAGE (self));
  rs_narrow_bar_search (self->narrow_bar);
}

void
rs_orders_page_set_search (RsOrdersPage *self, const char *text)
{
  g_return_if_fail (RS_IS_ORDERS_PAGE (self));
  rs_narrow_bar_set_search (self->narrow_bar, text);
}

DexFuture *
rs_orders_page_settle (RsOrdersPage *self)
{
  dex_return_error_if_fail (RS_IS_ORDERS_PAGE (self));
  return rs_query_list_settle (self->list);
}
