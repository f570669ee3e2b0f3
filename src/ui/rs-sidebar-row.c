/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sidebar-row.h"

#include <glib/gi18n.h>

struct _RsSidebarRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *badge;
  guint count;
};

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsSidebarRow, rs_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
update (RsSidebarRow *self)
{
  const char *title = gtk_label_get_label (self->title);
  g_autofree char *number = g_strdup_printf ("%u", self->count);
  /* Translators: what a screen reader says of a page with things that wait: "Problems, 3" */
  g_autofree char *spoken = g_strdup_printf (C_ ("sidebar", "%s, %u"), title, self->count);

  gtk_label_set_label (self->badge, number);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), self->count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->count > 0 ? spoken : title, -1);
}

static void
rs_sidebar_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_COUNT)
    g_value_set_uint (value, RS_SIDEBAR_ROW (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_sidebar_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RsSidebarRow *self = RS_SIDEBAR_ROW (object);

  if (prop_id != PROP_COUNT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  if (self->count == g_value_get_uint (value))
    return;
  self->count = g_value_get_uint (value);
  update (self);
  g_object_notify_by_pspec (object, properties[PROP_COUNT]);
}

static void
rs_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_SIDEBAR_ROW);
  G_OBJECT_CLASS (rs_sidebar_row_parent_class)->dispose (object);
}

static void
rs_sidebar_row_class_init (RsSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rs_sidebar_row_get_property;
  object_class->set_property = rs_sidebar_row_set_property;
  object_class->dispose = rs_sidebar_row_dispose;
  properties[PROP_COUNT]
    = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RsSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, RsSidebarRow, title);
  gtk_widget_class_bind_template_child (widget_class, RsSidebarRow, badge);
}

static void
rs_sidebar_row_init (RsSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsSidebarRow *
rs_sidebar_row_new (const char *title, const char *icon)
{
  RsSidebarRow *self = g_object_new (RS_TYPE_SIDEBAR_ROW, NULL);

  gtk_label_set_label (self->title, title);
  gtk_image_set_from_icon_name (self->icon, icon);
  update (self);
  return self;
}
