/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sync-clock.h"

/* What takes no longer needs neither progress nor a way to cancel it. */
#define LONG_MILLISECONDS  1000
#define PULSE_MILLISECONDS 200

struct _RsSyncClock
{
  AdwBin parent_instance;

  GtkStack *progress_stack;
  GtkProgressBar *progress;
  GtkLabel *status;
  GtkLabel *detail;
  GtkWidget *cancel_button;
  GtkWidget *sync_button;

  RsSession *session; /* (owned) (nullable) */
  RsStanding standing;
  guint tick_id; /* while it is busy */
  gboolean is_long;
};

G_DEFINE_FINAL_TYPE (RsSyncClock, rs_sync_clock, ADW_TYPE_BIN)

static gboolean
pulse (gpointer data)
{
  RsSyncClock *self = data;
  gboolean animates;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animates, NULL);
  if (animates && gtk_progress_bar_get_fraction (self->progress) <= 0)
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_long (RsSyncClock *self, gboolean is_long)
{
  /* The keyboard does not lose its place with the button. */
  if (!is_long && gtk_widget_has_focus (self->cancel_button))
    gtk_widget_grab_focus (self->sync_button);
  self->is_long = is_long;
  gtk_stack_set_visible_child_name (self->progress_stack, is_long ? "busy" : "rest");
  gtk_widget_set_visible (self->cancel_button, is_long);
}

static gboolean
on_long (gpointer data)
{
  RsSyncClock *self = data;

  set_long (self, TRUE);
  self->tick_id = g_timeout_add (PULSE_MILLISECONDS, pulse, self);
  return G_SOURCE_REMOVE;
}

/* What holds the sync up is told, and its end; a cycle that goes well each minute is not. */
static void
announce (RsSyncClock *self, RsStanding standing)
{
  RsStanding before = self->standing;

  if (standing == RS_STANDING_BUSY)
    return;
  self->standing = standing;
  /* The window has a second one for where this is out of sight: only one of them speaks. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && (standing != before || standing == RS_STANDING_HELD_UP))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->status),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
on_status_changed (RsSyncClock *self)
{
  g_autofree char *status = NULL;

  g_object_get (self->session, "status", &status, NULL);
  if (g_strcmp0 (status, gtk_label_get_label (self->status)) == 0)
    return;
  gtk_label_set_label (self->status, status);
  announce (self, rs_session_get_standing (self->session));
}

static void
on_busy_changed (RsSyncClock *self)
{
  gboolean busy;

  g_object_get (self->session, "busy", &busy, NULL);
  if (busy && self->tick_id == 0)
    self->tick_id = g_timeout_add (LONG_MILLISECONDS, on_long, self);
  if (busy)
    return;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->is_long)
    set_long (self, FALSE);
}

static void
rs_sync_clock_dispose (GObject *object)
{
  RsSyncClock *self = RS_SYNC_CLOCK (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_SYNC_CLOCK);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_sync_clock_parent_class)->dispose (object);
}

static void
rs_sync_clock_class_init (RsSyncClockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_sync_clock_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-sync-clock.ui");
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, progress_stack);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, progress);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, status);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, detail);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, sync_button);
}

static void
rs_sync_clock_init (RsSyncClock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rs_sync_clock_set_session (RsSyncClock *self, RsSession *session)
{
  g_return_if_fail (RS_IS_SYNC_CLOCK (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_object_bind_property (session, "detail", self->detail, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "detail", self->detail, "tooltip-text", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "fraction", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (session, "notify::status", G_CALLBACK (on_status_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::busy", G_CALLBACK (on_busy_changed), self, G_CONNECT_SWAPPED);
  on_status_changed (self);
  on_busy_changed (self);
}
