/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-flow-picture.h"

#include "rs-arrow.h"

#include <glib/gi18n.h>

struct _RsFlowPicture
{
  AdwBin parent_instance;

  GtkLabel *crosses;
  RsArrow *crossing;
  RsArrow *coming_back;
  GtkLabel *comes_back;
};

G_DEFINE_FINAL_TYPE (RsFlowPicture, rs_flow_picture, ADW_TYPE_BIN)

static void
rs_flow_picture_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_FLOW_PICTURE);
  G_OBJECT_CLASS (rs_flow_picture_parent_class)->dispose (object);
}

static void
rs_flow_picture_class_init (RsFlowPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_flow_picture_dispose;
  g_type_ensure (RS_TYPE_ARROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-flow-picture.ui");
  gtk_widget_class_bind_template_child (widget_class, RsFlowPicture, crosses);
  gtk_widget_class_bind_template_child (widget_class, RsFlowPicture, crossing);
  gtk_widget_class_bind_template_child (widget_class, RsFlowPicture, coming_back);
  gtk_widget_class_bind_template_child (widget_class, RsFlowPicture, comes_back);
}

static void
rs_flow_picture_init (RsFlowPicture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rs_arrow_set_dashed (self->coming_back, TRUE);
  rs_flow_picture_show (self, RS_DIRECTION_NONE, RS_TRIGGER_ORDER);
}

void
rs_flow_picture_show (RsFlowPicture *self, RsDirection direction, RsTrigger trigger)
{
  gboolean from_webshipper = direction == RS_DIRECTION_WS_TO_RB;
  const char *crosses
    = trigger == RS_TRIGGER_SHIPMENT && direction != RS_DIRECTION_NONE ? _ ("Shipments") : _ ("Orders");
  const char *from = from_webshipper ? "Webshipper" : "Rackbeat";
  const char *to = from_webshipper ? "Rackbeat" : "Webshipper";
  /* Translators: what crosses, from which service, to which service */
  g_autofree char *words
    = g_strdup_printf (_ ("%s go from %s to %s. What is shipped comes back."), crosses, from, to);

  g_return_if_fail (RS_IS_FLOW_PICTURE (self));

  gtk_label_set_label (self->crosses, crosses);
  gtk_label_set_label (self->comes_back, _ ("Shipped"));
  rs_arrow_set_back (self->crossing, from_webshipper);
  rs_arrow_set_back (self->coming_back, !from_webshipper);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
