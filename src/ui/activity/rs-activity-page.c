/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-activity-page.h"

#include "rs-activity-find.h"
#include "rs-activity-row.h"
#include "rs-error.h"
#include "rs-list-items.h"
#include "rs-notice-bar.h"
#include "rs-phrases.h"
#include "rs-save-file.h"

#include <glib/gi18n.h>

/* More than a person reads; older ones are found by searching. */
#define NEWEST 300

struct _RsActivityPage
{
  AdwNavigationPage parent_instance;

  RsNoticeBar *notice_bar;
  GtkSearchEntry *search_entry;
  GtkDropDown *kind;
  GtkStack *stack;
  AdwStatusPage *trouble;
  GtkListView *view;

  RsSession *session;    /* (owned) */
  GListStore *items;     /* (owned) (element-type RsActivityItem) */
  GCancellable *finding; /* (owned) (nullable) what is searched for now */
};

G_DEFINE_FINAL_TYPE (RsActivityPage, rs_activity_page, ADW_TYPE_NAVIGATION_PAGE)

static void
show_trouble (RsActivityPage *self, const GError *error)
{
  g_autofree char *words = rs_phrase_translate (error->message);
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_description (self->trouble, escaped);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

/* What is listed goes into the rows: each is one's own. */
static void
show_found (RsActivityPage *self, GPtrArray *happened)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean is_narrowed = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0'
                         || gtk_drop_down_get_selected (self->kind) != RS_ACTIVITY_ALL;

  while (happened->len > 0)
    g_ptr_array_add (items, rs_activity_item_new (g_ptr_array_steal_index (happened, 0)));
  rs_list_become (self->items, items, rs_activity_item_same);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list"
                                                 : is_narrowed  ? "not-found"
                                                                : "nothing");
}

static DexFuture *
on_found (DexFuture *found, gpointer data)
{
  RsActivityPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (found, &error);

  if (self->session == NULL)
    return NULL;
  if (value != NULL)
    show_found (self, g_value_get_boxed (value));
  else if (!g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    show_trouble (self, error);
  return NULL;
}

static DexFuture *
find (RsActivityPage *self, guint most, GCancellable *cancellable)
{
  return rs_activity_find (self->session,
                           MIN (gtk_drop_down_get_selected (self->kind), RS_N_ACTIVITY_KINDS - 1),
                           gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), most, cancellable);
}

/* Only while it is seen: a hidden page reads when it is shown. */
static void
refresh (RsActivityPage *self)
{
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_cancellable_cancel (self->finding);
  g_set_object (&self->finding, NULL);
  self->finding = g_cancellable_new ();
  dex_future_disown (
    dex_future_finally (find (self, NEWEST, self->finding), on_found, g_object_ref (self), g_object_unref));
}

static DexFuture *
on_exported (DexFuture *exported, gpointer data)
{
  g_autoptr (GError) error = NULL;
  const GValue *name = dex_future_get_value (exported, &error);
  /* Translators: a file's name */
  g_autofree char *words
    = name != NULL ? g_strdup_printf (_ ("Saved as %s"), g_value_get_string (name)) : NULL;

  if (words != NULL || !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    gtk_widget_activate_action (data, "win.say", "s", words != NULL ? words : error->message);
  return NULL;
}

/* All that is found, not only what is listed. */
static DexFuture *
export_fiber (gpointer data)
{
  RsActivityPage *self = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) happened = dex_await_boxed (find (self, 0, NULL), &error);
  g_autofree char *csv = happened != NULL ? rs_activity_to_csv (happened) : NULL;

  return csv != NULL ? rs_save_file (GTK_WIDGET (self), _ ("Export as a Table"), _ ("activity.csv"), csv)
                     : dex_future_new_for_error (error);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dex_future_disown (
    dex_future_finally (dex_scheduler_spawn (NULL, 0, export_fiber, g_object_ref (widget), g_object_unref),
                        on_exported, g_object_ref (widget), g_object_unref));
}

static void
on_activated (RsActivityPage *self, guint position)
{
  g_autoptr (RsActivityItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);
  const char *case_key = rs_activity_item_get_activity (item)->case_key;

  if (case_key != NULL
      && (g_str_has_prefix (case_key, "rb-order/") || g_str_has_prefix (case_key, "ws-order/")))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-order", "s", case_key);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, RsActivityPage *self)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (rs_activity_row_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, RsActivityPage *self)
{
  RsActivityRow *row = RS_ACTIVITY_ROW (gtk_list_item_get_child (cell));
  g_autofree char *words = NULL;

  rs_activity_row_set_activity (row, rs_activity_item_get_activity (gtk_list_item_get_item (cell)),
                                rs_session_get_now (self->session));
  words = rs_activity_row_describe (row);
  gtk_list_item_set_accessible_label (cell, words);
}

static void
rs_activity_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rs_activity_page_parent_class)->map (widget);
  refresh (RS_ACTIVITY_PAGE (widget));
}

static void
rs_activity_page_dispose (GObject *object)
{
  RsActivityPage *self = RS_ACTIVITY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_ACTIVITY_PAGE);
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
  g_clear_object (&self->items);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_activity_page_parent_class)->dispose (object);
}

static void
rs_activity_page_class_init (RsActivityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_activity_page_dispose;
  widget_class->map = rs_activity_page_map;
  g_type_ensure (RS_TYPE_NOTICE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-activity-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, kind);
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, RsActivityPage, view);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_install_action (widget_class, "activity.export", NULL, export_action);
}

static void
rs_activity_page_init (RsActivityPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (RS_TYPE_ACTIVITY_ITEM);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_factory (self->view, factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

RsActivityPage *
rs_activity_page_new (RsSession *session)
{
  RsActivityPage *self;

  g_return_val_if_fail (RS_IS_SESSION (session), NULL);

  self = g_object_new (RS_TYPE_ACTIVITY_PAGE, NULL);
  self->session = g_object_ref (session);
  rs_notice_bar_set_session (self->notice_bar, session);
  g_signal_connect_object (rs_session_get_store (session), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}
