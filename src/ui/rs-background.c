/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-background.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

/* The answer comes by a signal of an object whose path follows from our name on the bus and a token. */
static char *
make_request_path (GDBusConnection *bus, const char *token)
{
  g_autofree char *sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');

  return g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
}

static GVariant *
make_request (const char *token, gboolean at_login)
{
  static const char *const command[] = { "rackship", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Orders cross while the window is closed")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (at_login));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  return g_variant_new ("(sa{sv})", "", &options);
}

/* What was asked for, and the answer to it. */
typedef struct
{
  gboolean at_login;
  DexPromise *answer; /* (owned) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  dex_unref (self->answer);
  g_free (self);
}

static void
on_response (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
             const char *signal, GVariant *parameters, gpointer data)
{
  Asking *self = data;
  g_autoptr (GVariant) results = NULL;
  gboolean background = TRUE, autostart = FALSE;
  guint32 refused = 2;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})"))
      || !dex_future_is_pending (DEX_FUTURE (self->answer)))
    return;
  g_variant_get (parameters, "(u@a{sv})", &refused, &results);
  g_variant_lookup (results, "background", "b", &background);
  g_variant_lookup (results, "autostart", "b", &autostart);
  dex_promise_resolve_boolean (self->answer, refused == 0 && background && (autostart || !self->at_login));
}

static DexFuture *
ask_fiber (gpointer data)
{
  gboolean at_login = GPOINTER_TO_INT (data);
  g_autofree char *token = g_strdup_printf ("rackship%u", g_random_int ());
  g_autofree char *path = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (DexPromise) answer = dex_promise_new ();
  g_autoptr (GDBusConnection) bus = NULL;
  Asking *asking;
  GError *error = NULL;
  DexFuture *result;
  guint subscription;

  bus = dex_await_object (dex_bus_get (G_BUS_TYPE_SESSION), &error);
  if (bus == NULL)
    return dex_future_new_for_error (error);
  path = make_request_path (bus, token);
  asking = g_new0 (Asking, 1);
  asking->at_login = at_login;
  asking->answer = dex_ref (answer);
  subscription
    = g_dbus_connection_signal_subscribe (bus, PORTAL, "org.freedesktop.portal.Request", "Response", path,
                                          NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_response, asking, asking_free);
  reply = dex_await_variant (dex_dbus_connection_call (bus, PORTAL, PORTAL_PATH,
                                                       "org.freedesktop.portal.Background",
                                                       "RequestBackground", make_request (token, at_login),
                                                       G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1),
                             &error);
  if (reply != NULL)
    /* A person may be asked, and take their time. */
    result = dex_future_new_for_boolean (dex_await_boolean (dex_ref (DEX_FUTURE (answer)), &error));
  else
    result = dex_future_new_for_error (error);
  g_dbus_connection_signal_unsubscribe (bus, subscription);
  return result;
}

DexFuture *
rs_background_ask (gboolean at_login)
{
  return dex_scheduler_spawn (NULL, 0, ask_fiber, GINT_TO_POINTER (!!at_login), NULL);
}
