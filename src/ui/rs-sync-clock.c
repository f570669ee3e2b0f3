/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sync-clock.h"

struct _RsSyncClock
{
  AdwBin parent_instance;

  GtkProgressBar *progress;
  GtkLabel *status;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (RsSyncClock, rs_sync_clock, ADW_TYPE_BIN)

static void
rs_sync_clock_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RS_TYPE_SYNC_CLOCK);
  G_OBJECT_CLASS (rs_sync_clock_parent_class)->dispose (object);
}

static void
rs_sync_clock_class_init (RsSyncClockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_sync_clock_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-sync-clock.ui");
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, progress);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, status);
  gtk_widget_class_bind_template_child (widget_class, RsSyncClock, detail);
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

  g_object_bind_property (session, "status", self->status, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "detail", self->detail, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "fraction", self->progress, "fraction", G_BINDING_SYNC_CREATE);
  g_object_bind_property (session, "busy", self->progress, "visible", G_BINDING_SYNC_CREATE);
}
