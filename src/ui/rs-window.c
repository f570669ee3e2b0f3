/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-window.h"

#include "activity/rs-activity-page.h"
#include "agreement/rs-agreement-page.h"
#include "assistant/rs-assistant.h"
#include "help/rs-help-dialog.h"
#include "orders/rs-order-view.h"
#include "orders/rs-orders-page.h"
#include "preferences/rs-preferences-dialog.h"
#include "preferences/rs-set-up-dialogs.h"
#include "rs-connect-dialog.h"
#include "rs-dialog.h"
#include "rs-error.h"
#include "rs-habits.h"
#include "rs-menu-names.h"
#include "rs-notifier.h"
#include "rs-outside.h"
#include "rs-phrases.h"
#include "problems/rs-problems-page.h"
#include "rs-redact.h"
#include "rs-setup-page.h"
#include "rs-sidebar-row.h"
#include "rs-support-dialog.h"
#include "rs-sync-clock.h"

#include <glib/gi18n.h>

struct _RsWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *root;
  AdwNavigationSplitView *split_view;
  GtkMenuButton *menu_button;
  GtkListBox *sidebar;
  RsSyncClock *sync_clock;
  RsSyncClock *low_clock; /* below the pages of a narrow window, where the sidebar is out of sight */
  AdwNavigationView *pages;

  RsSession *session;   /* (owned) */
  DexFuture *started;   /* (owned) */
  RsOrdersPage *orders; /* (unowned) in pages */
  GtkWidget *assistant; /* (unowned) (nullable) in root while the profile is not set up */
};

G_DEFINE_FINAL_TYPE (RsWindow, rs_window, ADW_TYPE_APPLICATION_WINDOW)

/* The pages of the sidebar, in order; the shortcut is Control and the number. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon;
} page_table[] = {
  { "orders", N_ ("Orders"), "rs-orders-symbolic" },
  { "problems", N_ ("Problems"), "rs-held-symbolic" },
  { "agreement", N_ ("Agreement"), "rs-agreement-symbolic" },
  { "activity", N_ ("Activity"), "document-open-recent-symbolic" },
};

static gboolean
is_ready (RsWindow *self)
{
  return rs_session_get_setup (self->session) != RS_SETUP_MISSING
         && rs_session_get_setup (self->session) != RS_SETUP_FAILED;
}

static AdwNavigationPage *
make_page (RsWindow *self, const char *name)
{
  if (g_str_equal (name, "problems"))
    return ADW_NAVIGATION_PAGE (rs_problems_page_new (self->session));
  if (g_str_equal (name, "agreement"))
    return ADW_NAVIGATION_PAGE (rs_agreement_page_new (self->session));
  if (g_str_equal (name, "activity"))
    return ADW_NAVIGATION_PAGE (rs_activity_page_new (self->session));
  return ADW_NAVIGATION_PAGE (rs_setup_page_new (self->session));
}

/* Pages are made when they are first looked at: all of them would keep the window's first rows waiting. */
static void
turn_to (RsWindow *self, const char *name)
{
  if (adw_navigation_view_find_page (self->pages, name) == NULL)
    adw_navigation_view_add (self->pages, make_page (self, name));
  adw_navigation_view_replace_with_tags (self->pages, &name, 1);
}

/* The keyboard goes with it where it is among the pages' names: two would look chosen. */
static void
select_row (RsWindow *self, GtkListBoxRow *row)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  gtk_list_box_select_row (self->sidebar, row);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

gboolean
rs_window_show_page (RsWindow *self, const char *name)
{
  g_return_val_if_fail (RS_IS_WINDOW (self), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    {
      if (!g_str_equal (page_table[i].name, name))
        continue;
      select_row (self, gtk_list_box_get_row_at_index (self->sidebar, (int) i));
      turn_to (self, is_ready (self) ? page_table[i].name : "setup");
      adw_navigation_split_view_set_show_content (self->split_view, TRUE);
      return TRUE;
    }
  return FALSE;
}

static void
on_row_activated (RsWindow *self, GtkListBoxRow *row)
{
  rs_window_show_page (self, page_table[gtk_list_box_row_get_index (row)].name);
}

static RsOrderView *
push_order (RsWindow *self, const char *case_key)
{
  RsOrderView *view = rs_order_view_new (self->session, case_key);

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (view));
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  return view;
}

void
rs_window_open_order (RsWindow *self, const char *case_key)
{
  g_return_if_fail (RS_IS_WINDOW (self));
  push_order (self, case_key);
}

void
rs_window_ship (RsWindow *self)
{
  AdwNavigationPage *page;

  g_return_if_fail (RS_IS_WINDOW (self));

  page = adw_navigation_view_get_visible_page (self->pages);
  if (RS_IS_ORDER_VIEW (page))
    gtk_widget_activate_action (GTK_WIDGET (page), "order.ship", NULL);
}

void
rs_window_say (RsWindow *self, const char *text)
{
  g_autofree char *clean = rs_redact (text);
  g_autofree char *words = rs_phrase_translate (clean);
  g_autofree char *shown = rs_outside_line (words);
  AdwToast *toast = adw_toast_new (shown);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* Who asked for it is told by voice too that it is done. */
static DexFuture *
tell_synced (DexFuture *synced, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (synced, &error) == NULL)
    {
      /* Who cancels it was told already. */
      if (!g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
        rs_window_say (data, rs_phrase_of_error (error));
    }
  else
    gtk_accessible_announce (GTK_ACCESSIBLE (data), _ ("In sync"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return NULL;
}

static void
sync_now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);

  dex_future_disown (dex_future_finally (rs_session_sync_now (self->session), tell_synced,
                                         g_object_ref (self), g_object_unref));
}

static void
cancel_sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);

  rs_session_cancel_sync (self->session);
  rs_window_say (self, _ ("The sync ends after what is in hand; the rest goes next time"));
}

static void
show_page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_window_show_page (RS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
open_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_window_open_order (RS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
explain_order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_order_view_explain (push_order (RS_WINDOW (widget), g_variant_get_string (parameter, NULL)));
}

static void
say_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_window_say (RS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);

  rs_window_show_page (self, "orders");
  rs_orders_page_search (self->orders);
}

/* The assistant has the window to itself, and is gone when it is done. */
static void
update_assistant (RsWindow *self)
{
  gboolean wanted = rs_session_get_setup (self->session) == RS_SETUP_MISSING;

  if (wanted && self->assistant == NULL)
    {
      self->assistant = GTK_WIDGET (rs_assistant_new (self->session));
      gtk_stack_add_child (self->root, self->assistant);
    }
  gtk_stack_set_visible_child (self->root, wanted ? self->assistant : GTK_WIDGET (self->split_view));
  if (!wanted && self->assistant != NULL)
    gtk_stack_remove (self->root, g_steal_pointer (&self->assistant));
}

static void
update_ready (RsWindow *self)
{
  gboolean ready = rs_session_get_setup (self->session) == RS_SETUP_READY;
  gboolean locked = rs_session_get_setup (self->session) == RS_SETUP_LOCKED;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->sidebar);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sync-now", ready || locked);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.pause", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.preferences", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.mapping", ready);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sidebar), is_ready (self));
  update_assistant (self);
  rs_window_show_page (self, page_table[row != NULL ? gtk_list_box_row_get_index (row) : 0].name);
}

static void
begin (RsWindow *self)
{
  dex_clear (&self->started);
  self->started = rs_session_start (self->session);
  dex_future_disown (dex_ref (self->started));
}

static void
look_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin (RS_WINDOW (widget));
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);
  const char *service = g_variant_get_string (parameter, NULL);

  if (g_str_equal (service, "rackbeat") || g_str_equal (service, "webshipper"))
    rs_dialog_present (ADW_DIALOG (rs_connect_dialog_new (self->session, service)), widget);
}

static void
support_bundle_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_dialog_present (ADW_DIALOG (rs_support_dialog_new (RS_WINDOW (widget)->session)), widget);
}

/* Made when somebody asks for it. GTK makes one that it finds by its name with each window. */
static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/com/example/RackShip/ui/help-overlay.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, GTK_WINDOW (widget));
  gtk_window_present (overlay);
}

/* With the place to open it at, or "". */
static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_dialog_present (ADW_DIALOG (rs_help_dialog_new (g_variant_get_string (parameter, NULL))), widget);
}

/* With the page to open it at, or "". */
static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RsWindow *self = RS_WINDOW (widget);
  const char *page = g_variant_get_string (parameter, NULL);

  rs_dialog_present (ADW_DIALOG (rs_preferences_dialog_new (self->session, *page != '\0' ? page : NULL)),
                     widget);
}

static void
mapping_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  rs_show_mapping_dialog (RS_WINDOW (widget)->session, widget);
}

static gboolean
rs_window_get_paused (RsWindow *self)
{
  return self->session != NULL && rs_session_get_paused (self->session);
}

enum
{
  PROP_0,
  PROP_PAUSED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
rs_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_PAUSED)
    g_value_set_boolean (value, rs_window_get_paused (RS_WINDOW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_window_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RsWindow *self = RS_WINDOW (object);

  if (prop_id != PROP_PAUSED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  rs_session_set_paused (self->session, g_value_get_boolean (value));
  g_object_notify_by_pspec (object, properties[PROP_PAUSED]);
}

/* The sync of this window goes on when nobody looks. */
static gboolean
runs_on (RsWindow *self)
{
  return rs_session_get_setup (self->session) == RS_SETUP_READY && !rs_session_get_follows (self->session)
         && !rs_workspace_is_practice (rs_session_get_workspace (self->session))
         && rs_habit_get (rs_session_get_store (self->session), RS_HABIT_RUN_ON);
}

static gboolean
rs_window_close_request (GtkWindow *window)
{
  if (runs_on (RS_WINDOW (window)))
    {
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (rs_window_parent_class)->close_request (window);
}

static void
rs_window_dispose (GObject *object)
{
  RsWindow *self = RS_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_WINDOW);
  dex_clear (&self->started);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-sync", NULL, cancel_sync_action);
  gtk_widget_class_install_action (widget_class, "win.look-again", NULL, look_again_action);
  gtk_widget_class_install_action (widget_class, "win.connect", "s", connect_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", "s", preferences_action);
  gtk_widget_class_install_action (widget_class, "win.mapping", NULL, mapping_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.show-page", "s", show_page_action);
  gtk_widget_class_install_action (widget_class, "win.open-order", "s", open_order_action);
  gtk_widget_class_install_action (widget_class, "win.explain-order", "s", explain_order_action);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say_action);
  gtk_widget_class_install_action (widget_class, "win.support-bundle", NULL, support_bundle_action);
  gtk_widget_class_install_action (widget_class, "win.help", "s", help_action);
  gtk_widget_class_install_action (widget_class, "win.show-help-overlay", NULL, show_help_overlay_action);
  gtk_widget_class_install_property_action (widget_class, "win.pause", "paused");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, 0, "win.sync-now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync-now", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "win.pause", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, 0, "win.help", "s", "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.show-help-overlay", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F1, GDK_CONTROL_MASK, "win.show-help-overlay",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences", "s",
                                       "");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_CONTROL_MASK, "win.show-page", "s",
                                         page_table[i].name);
}

static void
rs_window_class_init (RsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rs_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = rs_window_close_request;
  object_class->get_property = rs_window_get_property;
  object_class->set_property = rs_window_set_property;
  properties[PROP_PAUSED] = g_param_spec_boolean (
    "paused", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_type_ensure (RS_TYPE_SYNC_CLOCK);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, root);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, sync_clock);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, low_clock);
  gtk_widget_class_bind_template_child (widget_class, RsWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  install_actions (widget_class);
}

static void
rs_window_init (RsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rs_menu_names_watch (gtk_menu_button_get_popover (self->menu_button));
}

static void
fill_sidebar (RsWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_table); i++)
    {
      RsSidebarRow *row = rs_sidebar_row_new (_ (page_table[i].title), page_table[i].icon);

      gtk_list_box_append (self->sidebar, GTK_WIDGET (row));
      if (g_str_equal (page_table[i].name, "problems"))
        g_object_bind_property (self->session, "problem-count", row, "count", G_BINDING_SYNC_CREATE);
      if (g_str_equal (page_table[i].name, "agreement"))
        g_object_bind_property (self->session, "disagreement-count", row, "count", G_BINDING_SYNC_CREATE);
    }
}

RsWindow *
rs_window_new (GtkApplication *application, RsSession *session)
{
  RsWindow *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  fill_sidebar (self);
  self->orders = rs_orders_page_new (session);
  adw_navigation_view_add (self->pages, ADW_NAVIGATION_PAGE (self->orders));
  rs_sync_clock_set_session (self->sync_clock, session);
  rs_sync_clock_set_session (self->low_clock, session);
  g_signal_connect_object (session, "notify::setup", G_CALLBACK (update_ready), self, G_CONNECT_SWAPPED);
  if (!rs_workspace_is_practice (rs_session_get_workspace (session)))
    rs_notifier_watch (GTK_WINDOW (self), session);
  update_ready (self);
  begin (self);
  return self;
}

RsSession *
rs_window_get_session (RsWindow *self)
{
  g_return_val_if_fail (RS_IS_WINDOW (self), NULL);
  return self->session;
}

DexFuture *
rs_window_wait_started (RsWindow *self)
{
  dex_return_error_if_fail (RS_IS_WINDOW (self));
  return dex_ref (self->started);
}
