/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-orders-empty.h"

#include <glib/gi18n.h>

/* Who has waited as long as this without seeing an order wants to know whether there is an answer at all. */
#define PATIENCE_SECONDS 8

struct _RsOrdersEmpty
{
  AdwBin parent_instance;

  GtkStack *stack;
  AdwStatusPage *loading;
  AdwStatusPage *held_up;

  RsSession *session; /* (owned) (nullable) */
  gboolean narrowed;
  guint patience_id; /* while orders are being read */
};

G_DEFINE_FINAL_TYPE (RsOrdersEmpty, rs_orders_empty, ADW_TYPE_BIN)

static gboolean
on_patience_over (gpointer data)
{
  RsOrdersEmpty *self = data;

  self->patience_id = 0;
  adw_status_page_set_description (
    self->loading, _ ("There is no answer yet. RackShip goes on asking; nothing is lost meanwhile."));
  return G_SOURCE_REMOVE;
}

static void
show_loading (RsOrdersEmpty *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "loading") == 0 && self->patience_id != 0)
    return;
  g_clear_handle_id (&self->patience_id, g_source_remove);
  adw_status_page_set_description (self->loading, _ ("They appear here as they are read."));
  self->patience_id = g_timeout_add_seconds (PATIENCE_SECONDS, on_patience_over, self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/* The sync clock's words, for where it is out of sight. */
static void
show_held_up (RsOrdersEmpty *self)
{
  g_autofree char *status = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->session, "status", &status, "detail", &detail, NULL);
  /* Translators: how the sync stands, such as "No network" */
  words
    = g_strdup_printf (_ ("%s. Orders are read as soon as that is over; nothing is lost meanwhile."), status);
  if (detail != NULL && *detail != '\0')
    {
      g_autofree char *both = g_strdup_printf ("%s\n%s", words, detail);

      g_set_str (&words, both);
    }
  escaped = g_markup_escape_text (words, -1);
  adw_status_page_set_description (self->held_up, escaped);
  gtk_stack_set_visible_child_name (self->stack, "held-up");
}

static void
update (RsOrdersEmpty *self)
{
  RsStanding standing = rs_session_get_standing (self->session);

  if (!self->narrowed && standing == RS_STANDING_BUSY)
    {
      show_loading (self);
      return;
    }
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->narrowed)
    gtk_stack_set_visible_child_name (self->stack, "no-match");
  else if (standing == RS_STANDING_HELD_UP)
    show_held_up (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "nothing");
}

static void
rs_orders_empty_dispose (GObject *object)
{
  RsOrdersEmpty *self = RS_ORDERS_EMPTY (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  /* The bin must let go of its child before the template does, which knows it too. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_ORDERS_EMPTY);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (rs_orders_empty_parent_class)->dispose (object);
}

static void
rs_orders_empty_class_init (RsOrdersEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rs_orders_empty_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/RackShip/ui/rs-orders-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, RsOrdersEmpty, stack);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersEmpty, loading);
  gtk_widget_class_bind_template_child (widget_class, RsOrdersEmpty, held_up);
}

static void
rs_orders_empty_init (RsOrdersEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rs_orders_empty_set_session (RsOrdersEmpty *self, RsSession *session)
{
  g_return_if_fail (RS_IS_ORDERS_EMPTY (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::status", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::detail", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

void
rs_orders_empty_set_narrowed (RsOrdersEmpty *self, gboolean narrowed)
{
  g_return_if_fail (RS_IS_ORDERS_EMPTY (self));

  if (self->narrowed == !!narrowed)
    return;
  self->narrowed = !!narrowed;
  update (self);
}
