/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-keyring-private.h"

#define SERVICE    "org.freedesktop.secrets"
#define COLLECTION "org.freedesktop.Secret.Collection"

/* What is watched, and for whom; freed with them. */
typedef struct
{
  RsSecrets *secrets;          /* (unowned) it owns this */
  guint watch_id;              /* of the service's name */
  GDBusConnection *connection; /* (owned) (nullable) while the service is there */
  guint subscription_id;
  gboolean was_gone;
} Watch;

static void
stop_listening (Watch *self)
{
  if (self->connection != NULL)
    g_dbus_connection_signal_unsubscribe (self->connection, self->subscription_id);
  self->subscription_id = 0;
  g_clear_object (&self->connection);
}

static void
watch_free (gpointer data)
{
  Watch *self = data;

  g_bus_unwatch_name (self->watch_id);
  stop_listening (self);
  g_free (self);
}

/* Only that one is unlocked is of use: what may be asked for then needs no dialog. */
static void
on_properties_changed (GDBusConnection *connection, const char *sender, const char *path,
                       const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
  Watch *self = data;
  g_autoptr (GVariant) changed = NULL;
  gboolean locked;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  changed = g_variant_get_child_value (parameters, 1);
  if (g_variant_lookup (changed, "Locked", "b", &locked) && !locked)
    g_signal_emit_by_name (self->secrets, "opened");
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  Watch *self = data;

  stop_listening (self);
  self->connection = g_object_ref (connection);
  self->subscription_id = g_dbus_connection_signal_subscribe (
    connection, SERVICE, "org.freedesktop.DBus.Properties", "PropertiesChanged", NULL, COLLECTION,
    G_DBUS_SIGNAL_FLAGS_NONE, on_properties_changed, self, NULL);
  if (self->was_gone)
    g_signal_emit_by_name (self->secrets, "opened");
  self->was_gone = FALSE;
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  Watch *self = data;

  self->was_gone = TRUE;
  /* libsecret would go on talking to the one that is gone. */
  secret_service_disconnect ();
  stop_listening (self);
}

void
rs_keyring_watch (RsSecrets *secrets)
{
  Watch *self = g_new0 (Watch, 1);

  self->secrets = secrets;
  self->watch_id = g_bus_watch_name (G_BUS_TYPE_SESSION, SERVICE, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared,
                                     on_vanished, self, NULL);
  g_object_set_data_full (G_OBJECT (secrets), "rs-keyring-watch", self, watch_free);
}
