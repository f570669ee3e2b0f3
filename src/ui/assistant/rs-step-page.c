/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-step-page.h"

struct _RsStepPage
{
  AdwNavigationPage parent_instance;

  GtkButton *next_button;
  GtkLabel *heading;
  GtkLabel *text;
  AdwBin *content;
};

G_DEFINE_FINAL_TYPE (RsStepPage, rs_step_page, ADW_TYPE_NAVIGATION_PAGE)

static void
rs_step_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_STEP_PAGE);
  G_OBJECT_CLASS (rs_step_page_parent_class)->dispose (object);
}

static void
rs_step_page_class_init (RsStepPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_step_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-step-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RsStepPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, RsStepPage, heading);
  gtk_widget_class_bind_template_child (widget_class, RsStepPage, text);
  gtk_widget_class_bind_template_child (widget_class, RsStepPage, content);
}

static void
rs_step_page_init (RsStepPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsStepPage *
rs_step_page_new (const char *tag, const char *title, const char *text, GtkWidget *content)
{
  RsStepPage *self = g_object_new (RS_TYPE_STEP_PAGE, "tag", tag, "title", title, NULL);

  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->text, text);
  adw_bin_set_child (self->content, content);
  return self;
}

GtkWidget *
rs_step_page_get_content (RsStepPage *self)
{
  g_return_val_if_fail (RS_IS_STEP_PAGE (self), NULL);
  return adw_bin_get_child (self->content);
}

void
rs_step_page_set_complete (RsStepPage *self, gboolean complete)
{
  g_return_if_fail (RS_IS_STEP_PAGE (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), complete);
}

void
rs_step_page_set_next_label (RsStepPage *self, const char *label)
{
  g_return_if_fail (RS_IS_STEP_PAGE (self));
  gtk_button_set_label (self->next_button, label);
}

void
rs_step_page_hide_next (RsStepPage *self)
{
  g_return_if_fail (RS_IS_STEP_PAGE (self));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), FALSE);
}
