/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-undo-toast.h"

#include <glib/gi18n.h>

#define TOAST_SECONDS 12

/* What takes it back. */
typedef struct
{
  GFunc undo;
  gpointer data;
  GDestroyNotify free_data; /* (nullable) */
} Undoing;

static void
undoing_free (gpointer data, GClosure *closure)
{
  Undoing *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
on_undo (AdwToast *toast, gpointer data)
{
  Undoing *self = data;

  self->undo (self->data, NULL);
}

/* Several lines, which a toast's own title cannot have. */
static GtkWidget *
make_label (const char *words)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  return label;
}

void
rs_undo_toast_show (AdwToastOverlay *overlay, const char *words, GFunc undo, gpointer data,
                    GDestroyNotify free_data)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_custom_title (toast, make_label (words));
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  if (undo != NULL)
    {
      Undoing *undoing = g_new0 (Undoing, 1);

      undoing->undo = undo;
      undoing->data = data;
      undoing->free_data = free_data;
      adw_toast_set_button_label (toast, _ ("_Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), undoing, undoing_free, 0);
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (overlay), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  adw_toast_overlay_add_toast (overlay, toast);
}
