/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-open-service.h"

#include "rs-web-address.h"

#include <glib/gi18n.h>

static char *
describe (const char *name, const char *number, gboolean opens)
{
  if (number != NULL && opens)
    /* Translators: an order's number and the name of a service */
    return g_strdup_printf (_ ("Copied %s: search for it in %s"), number, name);
  if (number != NULL)
    /* Translators: an order's number and the name of a service */
    return g_strdup_printf (_ ("Copied %s: open %s and search for it"), number, name);
  /* Translators: the name of a service */
  return opens ? NULL : g_strdup_printf (_ ("Open %s in your browser"), name);
}

static void
on_launched (GObject *source, GAsyncResult *result, gpointer widget)
{
  g_autoptr (GtkWidget) owner = widget;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_widget_activate_action (owner, "win.say", "s", error->message);
}

void
rs_open_service (GtkWidget *widget, RsSession *session, const char *service, const char *number)
{
  RsWorkspace *workspace = rs_session_get_workspace (session);
  g_autofree char *api
    = rs_workspace_is_practice (workspace) ? NULL : rs_workspace_get_address (workspace, service);
  g_autofree char *address = rs_web_address (service, api);
  g_autofree char *words
    = describe (g_str_equal (service, "rackbeat") ? "Rackbeat" : "Webshipper", number, address != NULL);

  if (number != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), number);
  if (words != NULL)
    gtk_widget_activate_action (widget, "win.say", "s", words);
  if (address != NULL)
    {
      g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (address);

      gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_launched,
                               g_object_ref (widget));
    }
}
