/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-list-page.h"

#include "../rs-format.h"
#include "rs-records.h"

#include "rs-config.h"
#include <glib/gi18n-lib.h>
#include <string.h>

/* A page shows this many entries; older ones are found by searching. */
#define SHOWN 300

struct _RsListPage
{
  AdwBin parent_instance;

  RsWorkspace *workspace; /* (owned) */
  RsListKind kind;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListBox *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (RsListPage, rs_list_page, ADW_TYPE_BIN)

typedef struct
{
  RsListKind kind;
  const char *search;
  GPtrArray *entries;
} Reading;

static gboolean
read_entries (RsDb *db, gpointer data, GError **error)
{
  Reading *self = data;

  self->entries = self->kind == RS_LIST_PROBLEMS ? rs_problems_list (db, self->search, error)
                                                 : rs_activity_list (db, NULL, self->search, SHOWN, error);
  return self->entries != NULL;
}

static const struct
{
  const char *code, *title;
} titles[] = {
  { RS_PROBLEM_TERM_UNMAPPED, N_ ("A delivery term has no shipping rate") },
  { RS_PROBLEM_TERM_MISSING, N_ ("An order has no delivery term") },
  { RS_PROBLEM_RATE_GONE, N_ ("A shipping rate is gone") },
  { RS_PROBLEM_COUNTRY_UNKNOWN, N_ ("A country is not known") },
  { RS_PROBLEM_QUANTITY_FRACTION, N_ ("A quantity is not a whole number") },
  { RS_PROBLEM_ADDRESS_INCOMPLETE, N_ ("An address is incomplete") },
  { RS_PROBLEM_CONTACT_MISSING, N_ ("Phone or e-mail is missing") },
  { RS_PROBLEM_DROP_POINT_MISSING, N_ ("A drop point is missing") },
  { RS_PROBLEM_REFUSED, N_ ("A service refused") },
  { RS_PROBLEM_CHANGED_AFTER, N_ ("Changed after it was booked") },
  { RS_PROBLEM_CANCELLED_AFTER, N_ ("Cancelled after it was booked") },
  { RS_PROBLEM_GONE_IN_TARGET, N_ ("Gone from Webshipper") },
  { RS_PROBLEM_SHIPMENT_BY_HAND, N_ ("A shipment has to be changed by hand") },
  { RS_PROBLEM_WEBSHIPPER_ERROR, N_ ("Webshipper reports an error") },
  { RS_PROBLEM_KEY_REFUSED, N_ ("A key was refused") },
  { RS_PROBLEM_OFFLINE, N_ ("A service cannot be reached") },
};

static const char *
title_of (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].code, code))
      return _ (titles[i].title);
  return _ ("Something needs you");
}

static GtkWidget *
make_row (const char *title, const char *subtitle, const char *case_key)
{
  GtkWidget *row = adw_action_row_new ();

  /* Before there is any text: what comes from outside is never markup, not even for a moment. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (case_key != NULL)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Show Order"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-order");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", case_key);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static GtkWidget *
make_problem (const RsProblem *problem)
{
  GtkWidget *row = make_row (title_of (problem->code), problem->text, problem->case_key);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  return row;
}

static GtkWidget *
make_activity (const RsActivity *entry, RsInstant now)
{
  g_autofree char *at = rs_format_instant (entry->at, now);
  g_autofree char *subtitle
    = g_strdup_printf ("%s · %s · %s%s%s", at, entry->who, entry->result, entry->detail != NULL ? " · " : "",
                       entry->detail != NULL ? entry->detail : "");

  return make_row (entry->what, subtitle, NULL);
}

static void
refresh (RsListPage *self)
{
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  Reading reading = { self->kind, *search != '\0' ? search : NULL, NULL };
  g_autoptr (GPtrArray) entries = NULL;
  RsInstant now = rs_clock_now (rs_workspace_get_clock (self->workspace));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self))
      || !rs_store_read (rs_workspace_get_store (self->workspace), read_entries, &reading, NULL))
    return;
  entries = reading.entries;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < MIN (entries->len, SHOWN); i++)
    gtk_list_box_append (self->list, self->kind == RS_LIST_PROBLEMS
                                       ? make_problem (g_ptr_array_index (entries, i))
                                       : make_activity (g_ptr_array_index (entries, i), now));
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : "empty");
}

static void
build_list (RsListPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (), *clamp = adw_clamp_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_set_valign (GTK_WIDGET (self->list), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->list), 18);
  gtk_widget_set_margin_start (GTK_WIDGET (self->list), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->list), 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_stack_add_named (self->stack, scrolled, "list");
}

static void
rs_list_page_dispose (GObject *object)
{
  g_clear_object (&RS_LIST_PAGE (object)->workspace);
  G_OBJECT_CLASS (rs_list_page_parent_class)->dispose (object);
}

static void
rs_list_page_class_init (RsListPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_list_page_dispose;
}

static void
rs_list_page_init (RsListPage *self)
{
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  gtk_widget_set_size_request (GTK_WIDGET (self->search), 240, -1);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->search));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  build_list (self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_bin_set_child (ADW_BIN (self), view);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (refresh), self);
  g_signal_connect_after (self, "map", G_CALLBACK (refresh), NULL);
}

GtkWidget *
rs_list_page_new (RsWorkspace *workspace, RsListKind kind)
{
  RsListPage *self = g_object_new (RS_TYPE_LIST_PAGE, NULL);
  gboolean problems = kind == RS_LIST_PROBLEMS;

  self->workspace = g_object_ref (workspace);
  self->kind = kind;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  problems ? _ ("Search problems") : _ ("Search activity"), -1);
  gtk_search_entry_set_placeholder_text (self->search,
                                         problems ? _ ("Search problems") : _ ("Search activity"));
  adw_status_page_set_icon_name (self->empty,
                                 problems ? "object-select-symbolic" : "document-open-recent-symbolic");
  adw_status_page_set_title (self->empty, problems ? _ ("Nothing Needs You") : _ ("No Activity"));
  adw_status_page_set_description (
    self->empty, problems ? _ ("When an order is held, it is listed here with the reason and what to do.")
                          : _ ("What RackShip does is listed here."));
  g_signal_connect_object (rs_workspace_get_store (workspace), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
