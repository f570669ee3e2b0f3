/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-setup-page.h"

#include "rs-phrases.h"

#include <glib/gi18n.h>

struct _RsSetupPage
{
  AdwNavigationPage parent_instance;

  AdwStatusPage *status;
  GtkButton *practice_button;
  AdwPreferencesGroup *commands;
};

G_DEFINE_FINAL_TYPE (RsSetupPage, rs_setup_page, ADW_TYPE_NAVIGATION_PAGE)

static const struct
{
  const char *title;
  const char *command;
} commands[] = {
  { N_ ("Set up what crosses"),
    "rackship setup --direction rb-to-ws --trigger shipment --channel ID --automap" },
};

static void
update (RsSetupPage *self, GParamSpec *pspec, RsSession *session)
{
  gboolean failed = rs_session_get_setup (session) == RS_SETUP_FAILED;
  g_autofree char *trouble = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (session, "trouble", &trouble, NULL);
  words = rs_phrase_translate (trouble);
  /* The status page reads markup and has no way not to. */
  escaped = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  if (failed)
    adw_status_page_set_title (self->status, _ ("This Profile Cannot Be Opened"));
  else
    adw_status_page_set_title (self->status, _ ("Welcome to RackShip"));
  adw_status_page_set_icon_name (self->status, failed ? "rs-held-symbolic" : "rs-orders-symbolic");
  adw_status_page_set_description (
    self->status,
    failed
      ? escaped
      : _ (
          "RackShip keeps Rackbeat and Webshipper in step. This profile is not connected to both of them yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->commands), !failed);
}

static void
rs_setup_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_SETUP_PAGE);
  G_OBJECT_CLASS (rs_setup_page_parent_class)->dispose (object);
}

static void
rs_setup_page_class_init (RsSetupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_setup_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsSetupPage, status);
  gtk_widget_class_bind_template_child (widget_class, RsSetupPage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, RsSetupPage, commands);
}

static void
rs_setup_page_init (RsSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (commands[i].title));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), commands[i].command);
      adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
      gtk_widget_add_css_class (row, "property");
      gtk_widget_add_css_class (row, "monospace");
      adw_preferences_group_add (self->commands, row);
    }
}

RsSetupPage *
rs_setup_page_new (RsSession *session)
{
  RsSetupPage *self = g_object_new (RS_TYPE_SETUP_PAGE, NULL);

  g_signal_connect_object (session, "notify::setup", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self, NULL, session);
  return self;
}
