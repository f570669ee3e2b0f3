/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-help-dialog.h"

#include "rs-help-page.h"

struct _RsHelpDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *pages;
  GtkListBox *topics;
};

G_DEFINE_FINAL_TYPE (RsHelpDialog, rs_help_dialog, ADW_TYPE_DIALOG)

/* In the order of the list; so are the files called. */
static const char *const topic_table[]
  = { "set-up", "mapping", "partial-shipments", "problems", "what-is-written", "practice", "back-up" };

static void
show (RsHelpDialog *self, const char *place)
{
  g_auto (GStrv) parts = g_strsplit (place, "#", 2);
  AdwNavigationPage *page;

  if (parts[0] == NULL)
    return;
  page = adw_navigation_view_find_page (self->pages, parts[0]);
  if (page != NULL && adw_navigation_view_get_visible_page (self->pages) != page)
    /* A page is there once: one that was come by already is gone back to. */
    adw_navigation_view_pop_to_page (self->pages, page);
  if (page == NULL)
    {
      page = ADW_NAVIGATION_PAGE (rs_help_page_new (parts[0]));
      if (page == NULL)
        return;
      adw_navigation_page_set_tag (page, parts[0]);
      adw_navigation_view_push (self->pages, page);
    }
  if (RS_IS_HELP_PAGE (page) && parts[1] != NULL)
    rs_help_page_show_heading (RS_HELP_PAGE (page), parts[1]);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show (RS_HELP_DIALOG (widget), g_variant_get_string (parameter, NULL));
}

static void
add_topic (RsHelpDialog *self, const char *topic)
{
  g_autofree char *title = rs_help_topic_dup_title (topic);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "use-markup", FALSE, "activatable",
                                 TRUE, "action-name", "help.show", NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", topic);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_list_box_append (self->topics, row);
}

static void
rs_help_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_HELP_DIALOG);
  G_OBJECT_CLASS (rs_help_dialog_parent_class)->dispose (object);
}

static void
rs_help_dialog_class_init (RsHelpDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_help_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-help-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RsHelpDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, RsHelpDialog, topics);
  gtk_widget_class_install_action (widget_class, "help.show", "s", show_action);
}

static void
rs_help_dialog_init (RsHelpDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (topic_table); i++)
    add_topic (self, topic_table[i]);
}

RsHelpDialog *
rs_help_dialog_new (const char *place)
{
  RsHelpDialog *self;

  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (RS_TYPE_HELP_DIALOG, NULL);
  show (self, place);
  return self;
}
