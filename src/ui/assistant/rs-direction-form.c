/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-direction-form.h"

#include "rs-flow-picture.h"

#include <glib/gi18n.h>

struct _RsDirectionForm
{
  AdwBin parent_instance;

  RsFlowPicture *picture;
  AdwActionRow *from_rackbeat_row;
  AdwActionRow *from_webshipper_row;
  GtkCheckButton *from_rackbeat;
  GtkCheckButton *from_webshipper;
  AdwPreferencesGroup *trigger_group;
  AdwActionRow *shipment_row;
  AdwActionRow *order_row;
  GtkCheckButton *by_shipment;
  GtkCheckButton *by_order;

  RsSetUp *set_up; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RsDirectionForm, rs_direction_form, ADW_TYPE_BIN)

/* A row is what the keyboard and a screen reader meet: it is the radio button. */
static void
set_chosen (AdwActionRow *row, GtkCheckButton *button, gboolean chosen)
{
  gtk_check_button_set_active (button, chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_CHECKED,
                               chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
update (RsDirectionForm *self)
{
  const RsPolicy *policy = rs_set_up_get_policy (self->set_up);
  gboolean inbound = policy->direction == RS_DIRECTION_WS_TO_RB;

  rs_flow_picture_show (self->picture, policy->direction, policy->trigger);
  set_chosen (self->from_rackbeat_row, self->from_rackbeat, policy->direction == RS_DIRECTION_RB_TO_WS);
  set_chosen (self->from_webshipper_row, self->from_webshipper, inbound);
  set_chosen (self->shipment_row, self->by_shipment, policy->trigger == RS_TRIGGER_SHIPMENT);
  set_chosen (self->order_row, self->by_order, policy->trigger == RS_TRIGGER_ORDER);
  gtk_widget_set_visible (GTK_WIDGET (self->trigger_group), policy->direction != RS_DIRECTION_NONE);
  adw_action_row_set_subtitle (
    self->shipment_row,
    inbound ? _ ("Each booked shipment in Webshipper becomes a shipment of the order in Rackbeat")
            : _ ("Each shipment made in Rackbeat goes by itself, so that an order can be sent in parts"));
  adw_action_row_set_subtitle (self->order_row,
                               inbound ? _ ("A new order in Webshipper becomes an order in Rackbeat")
                                       : _ ("The whole order goes as soon as it is confirmed in Rackbeat"));
}

static void
on_direction_toggled (RsDirectionForm *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    rs_set_up_choose (self->set_up, "direction", button == self->from_rackbeat ? "rb-to-ws" : "ws-to-rb");
}

static void
on_trigger_toggled (RsDirectionForm *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    rs_set_up_choose (self->set_up, "trigger", button == self->by_shipment ? "shipment" : "order");
}

static void
rs_direction_form_dispose (GObject *object)
{
  RsDirectionForm *self = RS_DIRECTION_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_DIRECTION_FORM);
  g_clear_object (&self->set_up);
  G_OBJECT_CLASS (rs_direction_form_parent_class)->dispose (object);
}

static void
rs_direction_form_class_init (RsDirectionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_direction_form_dispose;
  g_type_ensure (RS_TYPE_FLOW_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-direction-form.ui");
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, picture);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, from_rackbeat_row);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, from_webshipper_row);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, from_rackbeat);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, from_webshipper);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, trigger_group);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, shipment_row);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, order_row);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, by_shipment);
  gtk_widget_class_bind_template_child (widget_class, RsDirectionForm, by_order);
  gtk_widget_class_bind_template_callback (widget_class, on_direction_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_trigger_toggled);
}

static void
rs_direction_form_init (RsDirectionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RsDirectionForm *
rs_direction_form_new (RsSetUp *set_up)
{
  RsDirectionForm *self;

  g_return_val_if_fail (RS_IS_SET_UP (set_up), NULL);

  self = g_object_new (RS_TYPE_DIRECTION_FORM, NULL);
  self->set_up = g_object_ref (set_up);
  g_signal_connect_object (set_up, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
