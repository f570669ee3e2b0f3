/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-setup-page.h"

#include "rs-phrases.h"

struct _RsSetupPage
{
  AdwNavigationPage parent_instance;

  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (RsSetupPage, rs_setup_page, ADW_TYPE_NAVIGATION_PAGE)

static void
update (RsSetupPage *self, GParamSpec *pspec, RsSession *session)
{
  g_autofree char *trouble = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (session, "trouble", &trouble, NULL);
  words = rs_phrase_translate (trouble);
  /* The status page reads markup and has no way not to. */
  escaped = words != NULL ? g_markup_escape_text (words, -1) : NULL;
  adw_status_page_set_description (self->status, escaped);
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
}

static void
rs_setup_page_init (RsSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsSetupPage *
rs_setup_page_new (RsSession *session)
{
  RsSetupPage *self = g_object_new (RS_TYPE_SETUP_PAGE, NULL);

  g_signal_connect_object (session, "notify::setup", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self, NULL, session);
  return self;
}
