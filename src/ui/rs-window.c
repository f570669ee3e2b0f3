/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-window.h"

#include "orders/rs-order-view.h"
#include "orders/rs-orders-page.h"
#include "problems/rs-list-page.h"
#include "rs-format.h"
#include "rs-records.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>

struct _RsWindow
{
  AdwApplicationWindow parent_instance;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *content_page;
  AdwNavigationView *navigation;
  AdwToastOverlay *toasts;
  AdwBanner *practice_banner;
  AdwStatusPage *status;
  GtkStack *stack;
  GtkListBox *sidebar;
  GtkLabel *clock_state;
  GtkLabel *clock_detail;
  GtkProgressBar *clock_progress;

  RsWorkspace *workspace;  /* (owned) */
  RsEngine *engine;        /* (owned) (nullable) until loaded */
  GtkLabel *problem_count; /* (unowned) in the sidebar */
  DexPromise *ready;       /* (owned) */
  RsOrderView *order_view; /* (unowned) (nullable) the one on top */
};

G_DEFINE_FINAL_TYPE (RsWindow, rs_window, ADW_TYPE_APPLICATION_WINDOW)

static const struct
{
  const char *name, *title, *icon;
} pages[] = {
  { "orders", N_ ("Orders"), "view-list-symbolic" },
  { "problems", N_ ("Problems"), "dialog-warning-symbolic" },
  { "activity", N_ ("Activity"), "document-open-recent-symbolic" },
};

static gboolean
count_problems (RsDb *db, gpointer data, GError **error)
{
  return rs_problems_count (db, data, error);
}

static void
update_problem_count (RsWindow *self)
{
  guint count = 0;
  g_autofree char *text = NULL;

  rs_store_read (rs_workspace_get_store (self->workspace), count_problems, &count, NULL);
  text = g_strdup_printf ("%u", count);
  gtk_label_set_text (self->problem_count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_count), count > 0);
}

static void
add_sidebar_row (RsWindow *self, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (pages[index].title));
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (pages[index].icon));
  gtk_box_append (GTK_BOX (box), label);
  if (g_str_equal (pages[index].name, "problems"))
    {
      self->problem_count = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->problem_count), "numeric");
      gtk_widget_add_css_class (GTK_WIDGET (self->problem_count), "warning");
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem_count));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (pages[index].title),
                                  -1);
  gtk_list_box_append (self->sidebar, row);
}

void
rs_window_show_page (RsWindow *self, const char *name)
{
  g_return_if_fail (RS_IS_WINDOW (self));

  adw_navigation_view_pop_to_tag (self->navigation, "pages");
  self->order_view = NULL;
  if (gtk_stack_get_child_by_name (self->stack, name) != NULL)
    gtk_stack_set_visible_child_name (self->stack, name);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_str_equal (pages[i].name, name))
      {
        adw_navigation_page_set_title (self->content_page, _ (pages[i].title));
        gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, (int) i));
      }
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
on_row_activated (GtkListBox *sidebar, GtkListBoxRow *row, gpointer data)
{
  rs_window_show_page (RS_WINDOW (data), pages[gtk_list_box_row_get_index (row)].name);
}

void
rs_window_show_order (RsWindow *self, const char *case_key)
{
  g_return_if_fail (RS_IS_WINDOW (self));

  if (self->engine == NULL)
    return;
  self->order_view = rs_order_view_new (self->workspace, self->engine, case_key);
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (self->order_view));
}

void
rs_window_show_ship_dialog (RsWindow *self)
{
  g_return_if_fail (RS_IS_WINDOW (self));

  if (self->order_view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->order_view), "order.ship", NULL);
}

static const char *
state_words (RsEngineState state)
{
  switch (state)
    {
    case RS_ENGINE_READING:
      return _ ("Reading…");
    case RS_ENGINE_WORKING:
      return _ ("Syncing…");
    case RS_ENGINE_PAUSED:
      return _ ("Paused");
    case RS_ENGINE_OFFLINE:
      return _ ("No connection");
    case RS_ENGINE_STOPPED:
      return _ ("Stopped: a key was refused");
    case RS_ENGINE_IDLE:
    default:
      return _ ("Up to date");
    }
}

static void
update_clock (RsWindow *self)
{
  RsInstant now = rs_clock_now (rs_workspace_get_clock (self->workspace));
  RsEngineState state = rs_engine_get_state (self->engine);
  guint total = rs_engine_get_progress_total (self->engine);
  g_autofree char *last = rs_format_instant (rs_engine_get_last_run (self->engine), now);
  g_autofree char *next = rs_format_instant (rs_engine_get_next_run (self->engine), now);
  g_autoptr (GString) detail = g_string_new (NULL);

  gtk_label_set_text (self->clock_state, state_words (state));
  if (*last != '\0')
    g_string_append_printf (detail, _ ("Last sync: %s"), last);
  if (*next != '\0' && (state == RS_ENGINE_IDLE || state == RS_ENGINE_OFFLINE))
    g_string_append_printf (detail, "%s%s %s", detail->len > 0 ? "\n" : "", _ ("Next sync:"), next);
  gtk_label_set_text (self->clock_detail, detail->str);
  gtk_widget_set_visible (GTK_WIDGET (self->clock_progress), state == RS_ENGINE_WORKING && total > 0);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->clock_progress,
                                   (double) rs_engine_get_progress_done (self->engine) / total);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync",
                                 state != RS_ENGINE_READING && state != RS_ENGINE_WORKING);
}

static void
show_status (RsWindow *self, const char *title, const char *text, const char *icon)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, escaped);
  adw_status_page_set_icon_name (self->status, icon);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
add_pages (RsWindow *self)
{
  gtk_stack_add_named (self->stack, rs_orders_page_new (self->workspace), "orders");
  gtk_stack_add_named (self->stack, rs_list_page_new (self->workspace, RS_LIST_PROBLEMS), "problems");
  gtk_stack_add_named (self->stack, rs_list_page_new (self->workspace, RS_LIST_ACTIVITY), "activity");
  rs_window_show_page (self, "orders");
}

static DexFuture *
load_fiber (gpointer data)
{
  RsWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RsSyncReport) report = NULL;

  self->engine = dex_await_object (rs_workspace_load_engine (self->workspace), &error);
  if (self->engine == NULL)
    {
      show_status (self, _ ("Not Connected Yet"), error->message, "network-offline-symbolic");
      dex_promise_resolve_boolean (self->ready, FALSE);
      return dex_future_new_true ();
    }
  if (!rs_workspace_take_sync_lock (self->workspace, &error))
    {
      show_status (self, _ ("Already Running"), error->message, "dialog-warning-symbolic");
      dex_promise_resolve_boolean (self->ready, FALSE);
      return dex_future_new_true ();
    }
  g_signal_connect_object (self->engine, "notify", G_CALLBACK (update_clock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rs_workspace_get_store (self->workspace), "changed",
                           G_CALLBACK (update_problem_count), self, G_CONNECT_SWAPPED);
  add_pages (self);
  report = dex_await_boxed (rs_engine_sync_once (self->engine, RS_SYNC_PERSON), &error);
  if (report == NULL)
    adw_toast_overlay_add_toast (
      self->toasts, g_object_new (ADW_TYPE_TOAST, "title", error->message, "use-markup", FALSE, NULL));
  update_problem_count (self);
  rs_engine_start (self->engine);
  dex_promise_resolve_boolean (self->ready, TRUE);
  return dex_future_new_true ();
}

DexFuture *
rs_window_ready (RsWindow *self)
{
  return dex_ref (DEX_FUTURE (self->ready));
}

static void
sync_now (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);

  if (self->engine != NULL)
    dex_future_disown (rs_engine_sync_once (self->engine, RS_SYNC_PERSON));
}

static void
on_pause_state (GSimpleAction *action, GVariant *state, gpointer data)
{
  RsWindow *self = data;

  g_simple_action_set_state (action, state);
  if (self->engine != NULL)
    rs_engine_set_paused (self->engine, g_variant_get_boolean (state));
}

static void
show_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_window_show_order (RS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_window_show_page (RS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_toast_overlay_add_toast (RS_WINDOW (widget)->toasts,
                               g_object_new (ADW_TYPE_TOAST, "title", g_variant_get_string (parameter, NULL),
                                             "use-markup", FALSE, NULL));
}

static void
show_about (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog
    = g_object_new (ADW_TYPE_ABOUT_DIALOG, "application-name", "RackShip", "application-icon", RS_APP_ID,
                    "version", RS_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                    _ ("Keeps Rackbeat and Webshipper in step, and shows that they are"), NULL);

  adw_dialog_present (dialog, widget);
}

static void
show_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *keys, *words;
  } shortcuts[] = {
    { "Ctrl+F", N_ ("Search orders") }, { "Ctrl+R", N_ ("Sync now") }, { "Ctrl+1", N_ ("Orders") },
    { "Ctrl+2", N_ ("Problems") },      { "Ctrl+3", N_ ("Activity") }, { "Ctrl+N", N_ ("Create shipment") },
    { "Alt+Left", N_ ("Back") },        { "Ctrl+Q", N_ ("Quit") },
  };
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *keys = gtk_label_new (shortcuts[i].keys);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcuts[i].words));
      gtk_widget_add_css_class (keys, "dim-label");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), keys);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 400);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, widget);
}

static void
rs_window_dispose (GObject *object)
{
  RsWindow *self = RS_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_WINDOW);
  g_clear_object (&self->engine);
  g_clear_object (&self->workspace);
  dex_clear (&self->ready);
  G_OBJECT_CLASS (rs_window_parent_class)->dispose (object);
}

static void
rs_window_class_init (RsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/rs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RsWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, practice_banner);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, status);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, clock_state);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, clock_detail);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, clock_progress);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_now);
  gtk_widget_class_install_action (widget_class, "win.show-order", "s", show_order_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, show_about);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1, GDK_CONTROL_MASK, "win.show-page", "s",
                                       "orders");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_2, GDK_CONTROL_MASK, "win.show-page", "s",
                                       "problems");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_3, GDK_CONTROL_MASK, "win.show-page", "s",
                                       "activity");
}

static void
rs_window_init (RsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->ready = dex_promise_new ();
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    add_sidebar_row (self, i);
}

RsWindow *
rs_window_new (AdwApplication *application, RsWorkspace *workspace)
{
  RsWindow *self = g_object_new (RS_TYPE_WINDOW, "application", application, NULL);
  g_autoptr (GSimpleAction) pause
    = g_simple_action_new_stateful ("pause", NULL, g_variant_new_boolean (FALSE));

  self->workspace = g_object_ref (workspace);
  adw_banner_set_revealed (self->practice_banner, rs_workspace_is_practice (workspace));
  g_signal_connect_object (pause, "change-state", G_CALLBACK (on_pause_state), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (pause));
  dex_future_disown (dex_scheduler_spawn (NULL, 0, load_fiber, g_object_ref (self), g_object_unref));
  return self;
}
