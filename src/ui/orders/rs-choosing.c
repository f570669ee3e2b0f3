/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-choosing.h"

#include "rs-order-columns.h"

struct _RsChoosing
{
  GObject parent_instance;

  GtkColumnView *view;        /* (unowned) */
  GtkColumnViewColumn *marks; /* (unowned) */
  RsRowSelection *selection;  /* (owned) */
  gboolean active;
  guint count;
  guint idle_id;
};

enum
{
  PROP_0,
  PROP_ACTIVE,
  PROP_COUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsChoosing, rs_choosing, G_TYPE_OBJECT)

/* More than one is chosen only by somebody who means it. */
static void
update_count (RsChoosing *self)
{
  guint count = rs_row_selection_count (self->selection);

  if (count > 1)
    rs_choosing_set_active (self, TRUE);
  if (!self->active)
    count = 0;
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static gboolean
on_idle (gpointer data)
{
  RsChoosing *self = data;

  self->idle_id = 0;
  update_count (self);
  return G_SOURCE_REMOVE;
}

/* A list of many parts changes in many signals: they are counted once. */
static void
on_items_changed (RsChoosing *self)
{
  if (self->idle_id == 0 && self->active)
    self->idle_id = g_idle_add (on_idle, self);
}

/* The row under the pointer. (nullable) */
static GtkWidget *
find_row (RsChoosing *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);

  return picked != NULL ? rs_order_row_find (picked, GTK_WIDGET (self->view)) : NULL;
}

/* The list's own way, so that its keys go on from here. */
static void
choose (GtkWidget *row, gboolean toggle, gboolean extend)
{
  guint position = rs_order_row_get_position (row);

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_widget_grab_focus (row);
  gtk_widget_activate_action (row, "list.select-item", "(ubb)", position, toggle, extend);
}

/* GTK's own way of opening with one click also chooses whatever the pointer passes, under an open menu too.
 */
static void
open_row (GtkWidget *row)
{
  guint position = rs_order_row_get_position (row);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (row, "list.activate-item", "u", position);
}

static void
begin_with (RsChoosing *self, GtkWidget *row)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  rs_choosing_set_active (self, TRUE);
  choose (row, TRUE, FALSE);
}

static void
on_released (RsChoosing *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType held = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean extend = (held & GDK_SHIFT_MASK) != 0;
  GtkWidget *row = find_row (self, x, y);

  if (row == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->active)
    choose (row, TRUE, extend);
  else if (held & (GDK_SHIFT_MASK | GDK_CONTROL_MASK))
    begin_with (self, row);
  else if (n_press == 1)
    open_row (row);
}

static void
on_long_pressed (RsChoosing *self, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = find_row (self, x, y);

  if (row == NULL || self->active)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  begin_with (self, row);
}

static void
add_gestures (RsChoosing *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_long_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (press));
}

static void
rs_choosing_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RsChoosing *self = RS_CHOOSING (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rs_choosing_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACTIVE)
    rs_choosing_set_active (RS_CHOOSING (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_choosing_finalize (GObject *object)
{
  RsChoosing *self = RS_CHOOSING (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_object_unref (self->selection);
  G_OBJECT_CLASS (rs_choosing_parent_class)->finalize (object);
}

static void
rs_choosing_class_init (RsChoosingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rs_choosing_finalize;
  object_class->get_property = rs_choosing_get_property;
  object_class->set_property = rs_choosing_set_property;
  properties[PROP_ACTIVE] = g_param_spec_boolean (
    "active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_COUNT]
    = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_choosing_init (RsChoosing *self)
{
}

RsChoosing *
rs_choosing_new (GtkColumnView *view, RsRowSelection *selection, GtkColumnViewColumn *marks)
{
  RsChoosing *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);
  g_return_val_if_fail (RS_IS_ROW_SELECTION (selection), NULL);

  self = g_object_new (RS_TYPE_CHOOSING, NULL);
  self->view = view;
  self->marks = marks;
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (update_count), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  add_gestures (self);
  return self;
}

gboolean
rs_choosing_get_active (RsChoosing *self)
{
  g_return_val_if_fail (RS_IS_CHOOSING (self), FALSE);
  return self->active;
}

void
rs_choosing_set_active (RsChoosing *self, gboolean active)
{
  g_return_if_fail (RS_IS_CHOOSING (self));

  if (self->active == active)
    return;
  self->active = active;
  gtk_column_view_column_set_visible (self->marks, active);
  /* What the pointer or the keyboard just passed is not meant. */
  if (!active || rs_row_selection_count (self->selection) < 2)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
  update_count (self);
}

guint
rs_choosing_get_count (RsChoosing *self)
{
  g_return_val_if_fail (RS_IS_CHOOSING (self), 0);
  return self->count;
}
