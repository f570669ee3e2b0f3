/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-welcome-page.h"

#include "rs-flow-picture.h"

struct _RsWelcomePage
{
  AdwNavigationPage parent_instance;
};

G_DEFINE_FINAL_TYPE (RsWelcomePage, rs_welcome_page, ADW_TYPE_NAVIGATION_PAGE)

static void
rs_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (rs_welcome_page_parent_class)->dispose (object);
}

static void
rs_welcome_page_class_init (RsWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_welcome_page_dispose;
  g_type_ensure (RS_TYPE_FLOW_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-welcome-page.ui");
}

static void
rs_welcome_page_init (RsWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsWelcomePage *
rs_welcome_page_new (void)
{
  return g_object_new (RS_TYPE_WELCOME_PAGE, NULL);
}
