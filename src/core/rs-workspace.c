/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-workspace-private.h"

#include "rs-backup.h"
#include "rs-error.h"
#include "rs-lane.h"
#include "rs-practice.h"
#include "rs-records.h"
#include "rs-sandbox.h"
#include "rs-soup-transport.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define WEBSHIPPER_USER_AGENT "RackShip (support@rackship.example)"

G_DEFINE_FINAL_TYPE (RsWorkspace, rs_workspace, G_TYPE_OBJECT)

enum
{
  KEYRING_OPENED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_keyring_opened (RsWorkspace *self)
{
  g_signal_emit (self, signals[KEYRING_OPENED], 0);
}

static gboolean
is_profile_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length == 0 || length > 40)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '-')
      return FALSE;
  return TRUE;
}

static gboolean
check_profile (const char *profile, GError **error)
{
  if (is_profile_name (profile))
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED,
               "A profile's name has small letters, digits and hyphens, not \"%.60s\"", profile);
  return FALSE;
}

RsWorkspace *
rs_workspace_open (const char *profile, RsSecrets *secrets, GError **error)
{
  g_autoptr (RsWorkspace) self = NULL;
  g_autofree char *path = NULL;

  if (!check_profile (profile, error))
    return NULL;
  self = g_object_new (RS_TYPE_WORKSPACE, NULL);
  self->profile = g_strdup (profile);
  self->secrets = g_object_ref (secrets);
  g_signal_connect_object (secrets, "opened", G_CALLBACK (on_keyring_opened), self, G_CONNECT_SWAPPED);
  self->folder = g_build_filename (g_get_user_data_dir (), "rackship", profile, NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The folder %s cannot be made: %s", self->folder,
                   g_strerror (errno));
      return NULL;
    }
  path = g_build_filename (self->folder, "rackship.db", NULL);
  self->store = rs_store_open (path, RS_STORE_DEFAULT, error);
  return self->store != NULL ? g_steal_pointer (&self) : NULL;
}

RsWorkspace *
rs_workspace_open_with_keyring (const char *profile, GError **error)
{
  g_autoptr (RsSecrets) secrets = rs_keyring_new ();

  return rs_workspace_open (profile, secrets, error);
}

gboolean
rs_workspace_is_practice (RsWorkspace *self)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), FALSE);
  return self->sandbox != NULL;
}

const char *
rs_workspace_get_profile (RsWorkspace *self)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), NULL);
  return self->profile;
}

RsStore *
rs_workspace_get_store (RsWorkspace *self)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), NULL);
  return self->store;
}

RsClock *
rs_workspace_get_clock (RsWorkspace *self)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), NULL);
  return self->clock;
}

RsEngine *
rs_workspace_get_engine (RsWorkspace *self)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), NULL);
  return self->engine;
}

typedef struct
{
  const char *name;
  char *value;
} Setting;

static gboolean
read_setting (RsDb *db, gpointer data, GError **error)
{
  Setting *self = data;

  self->value = rs_settings_get (db, self->name, NULL);
  return TRUE;
}

char *
rs_workspace_get_setting (RsWorkspace *self, const char *name)
{
  Setting setting = { name, NULL };

  rs_store_read (self->store, read_setting, &setting, NULL);
  return setting.value;
}

char *
rs_workspace_get_address (RsWorkspace *self, const char *service)
{
  g_autofree char *name = g_strconcat (service, "-url", NULL);
  char *url = rs_workspace_get_setting (self, name);

  if (url == NULL && g_str_equal (service, "rackbeat"))
    url = g_strdup (RS_RACKBEAT_URL);
  return url;
}

static gboolean
is_loopback_url (const char *url)
{
  return g_str_has_prefix (url, "http://");
}

RsLane *
rs_workspace_make_lane (RsWorkspace *self, const char *service, const char *url, const char *key,
                        GError **error)
{
  gboolean rackbeat = g_str_equal (service, "rackbeat");
  g_autoptr (RsTransport) transport = NULL;
  RsRate rate = rackbeat ? RS_RATE_RACKBEAT : RS_RATE_WEBSHIPPER;

  if (self->sandbox != NULL)
    transport = rs_practice_transport_new (
      rs_sandbox_get_transport (self->sandbox, rackbeat ? RS_SANDBOX_RACKBEAT : RS_SANDBOX_WEBSHIPPER),
      self->clock);
  else
    transport = rs_soup_transport_new (url, rackbeat ? RS_RACKBEAT_USER_AGENT : WEBSHIPPER_USER_AGENT, error);
  if (transport == NULL)
    return NULL;
  /* Practice has no limit to respect. A test may lift it for its own loopback server. */
  if (self->sandbox != NULL || (is_loopback_url (url) && g_strcmp0 (g_getenv ("RACKSHIP_RATE"), "off") == 0))
    rate = RS_RATE_UNLIMITED;
  return rs_lane_new (rackbeat ? "Rackbeat" : "Webshipper", transport, key, rate, self->clock, self->random);
}

static gboolean
build_engine (RsWorkspace *self, const char *rackbeat_key, const char *webshipper_token, GError **error)
{
  g_autofree char *rackbeat_url = rs_workspace_get_address (self, "rackbeat");
  g_autofree char *webshipper_url = rs_workspace_get_address (self, "webshipper");
  g_autoptr (RsLane) rackbeat_lane = NULL;
  g_autoptr (RsLane) webshipper_lane = NULL;
  g_autoptr (RsRackbeatClient) rackbeat = NULL;
  g_autoptr (RsWebshipperClient) webshipper = NULL;

  if (webshipper_url == NULL && self->sandbox == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_NOT_FOUND, "Webshipper is not connected yet");
      return FALSE;
    }
  rackbeat_lane = rs_workspace_make_lane (self, "rackbeat", rackbeat_url, rackbeat_key, error);
  webshipper_lane = rackbeat_lane != NULL
                      ? rs_workspace_make_lane (self, "webshipper", webshipper_url, webshipper_token, error)
                      : NULL;
  if (webshipper_lane == NULL)
    return FALSE;
  rackbeat = rs_rackbeat_client_new (rackbeat_lane);
  webshipper = rs_webshipper_client_new (webshipper_lane);
  g_clear_object (&self->engine);
  self->engine = rs_engine_new (self->store, rackbeat, webshipper, self->clock, self->random);
  /* This machine is there without a network. */
  if (self->sandbox == NULL && !(is_loopback_url (rackbeat_url) && is_loopback_url (webshipper_url)))
    g_object_bind_property (g_network_monitor_get_default (), "network-available", self->engine, "online",
                            G_BINDING_SYNC_CREATE);
  return TRUE;
}

static DexFuture *
load_fiber (gpointer data)
{
  RsWorkspace *self = data;
  g_autofree char *rackbeat_key = NULL;
  g_autofree char *webshipper_token = NULL;
  GError *error = NULL;

  if (self->engine != NULL)
    return dex_future_new_take_object (g_object_ref (self->engine));
  rackbeat_key = dex_await_string (rs_secrets_lookup (self->secrets, self->profile, "rackbeat"), &error);
  if (rackbeat_key != NULL)
    webshipper_token
      = dex_await_string (rs_secrets_lookup (self->secrets, self->profile, "webshipper"), &error);
  if (webshipper_token == NULL || !build_engine (self, rackbeat_key, webshipper_token, &error))
    return dex_future_new_for_error (error);
  if (self->sandbox != NULL && !rs_practice_set_up (self->engine, self->store, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_object (g_object_ref (self->engine));
}

DexFuture *
rs_workspace_load_engine (RsWorkspace *self)
{
  dex_return_error_if_fail (RS_IS_WORKSPACE (self));
  return dex_scheduler_spawn (NULL, 0, load_fiber, g_object_ref (self), g_object_unref);
}

/* The file descriptor that holds the lock of the profile in @folder; -1 with an error. */
static int
take_lock (const char *folder, const char *profile, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "sync.lock", NULL);
  int lock = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (lock < 0)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_STORAGE, "The lock of the profile cannot be made: %s",
                   g_strerror (errno));
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  g_set_error (error, RS_ERROR, RS_ERROR_CONFLICT, "Another RackShip is syncing the profile \"%s\" already",
               profile);
  return -1;
}

gboolean
rs_workspace_take_sync_lock (RsWorkspace *self, GError **error)
{
  g_return_val_if_fail (RS_IS_WORKSPACE (self), FALSE);

  if (self->folder == NULL || self->lock >= 0)
    return TRUE;
  self->lock = take_lock (self->folder, self->profile, error);
  return self->lock >= 0;
}

/* (transfer full) */
static char *
dup_database_path (const char *profile)
{
  return g_build_filename (g_get_user_data_dir (), "rackship", profile, "rackship.db", NULL);
}

RsInstant
rs_workspace_find_backup (const char *profile, const GError *failure)
{
  g_autofree char *path = dup_database_path (profile);
  g_autoptr (GPtrArray) backups = rs_backup_list (path);

  if (!is_profile_name (profile) || !rs_backup_would_help (failure) || backups->len == 0)
    return RS_INSTANT_NONE;
  return ((RsBackup *) g_ptr_array_index (backups, 0))->made_at;
}

gboolean
rs_workspace_restore (const char *profile, const char *name, char **restored, char **kept_as, GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) backups = NULL;
  gboolean done;
  int lock;

  if (!check_profile (profile, error))
    return FALSE;
  folder = g_build_filename (g_get_user_data_dir (), "rackship", profile, NULL);
  path = dup_database_path (profile);
  backups = rs_backup_list (path);
  if (name == NULL && backups->len > 0)
    name = ((RsBackup *) g_ptr_array_index (backups, 0))->name;
  if (name == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND, "The profile \"%s\" has no back-up yet", profile);
      return FALSE;
    }
  lock = take_lock (folder, profile, error);
  if (lock < 0)
    return FALSE;
  done = rs_backup_restore (path, name, g_get_real_time (), kept_as, error);
  close (lock);
  if (done)
    *restored = g_strdup (name);
  return done;
}

static void
rs_workspace_dispose (GObject *object)
{
  RsWorkspace *self = RS_WORKSPACE (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  G_OBJECT_CLASS (rs_workspace_parent_class)->dispose (object);
}

static void
rs_workspace_finalize (GObject *object)
{
  RsWorkspace *self = RS_WORKSPACE (object);

  g_free (self->profile);
  g_free (self->folder);
  G_OBJECT_CLASS (rs_workspace_parent_class)->finalize (object);
}

static void
rs_workspace_class_init (RsWorkspaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rs_workspace_dispose;
  G_OBJECT_CLASS (klass)->finalize = rs_workspace_finalize;
  signals[KEYRING_OPENED] = g_signal_new ("keyring-opened", RS_TYPE_WORKSPACE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
rs_workspace_init (RsWorkspace *self)
{
  self->lock = -1;
  self->clock = rs_system_clock_new ();
  self->random = rs_random_new (0);
}

RsWorkspace *
rs_workspace_open_practice (guint orders, guint64 seed, GError **error)
{
  g_autoptr (RsWorkspace) self = g_object_new (RS_TYPE_WORKSPACE, NULL);
  g_autofree char *folder = g_dir_make_tmp ("rackship-practice-XXXXXX", error);
  g_autofree char *path = NULL;

  if (folder == NULL)
    return NULL;
  self->profile = g_strdup (RS_PROFILE_PRACTICE);
  self->secrets = rs_memory_secrets_new ();
  self->sandbox = rs_sandbox_new (self->clock, seed);
  rs_sandbox_set_switch (self->sandbox, "rackbeat.rate=off", NULL);
  rs_sandbox_set_switch (self->sandbox, "webshipper.rate=off", NULL);
  rs_sandbox_populate (self->sandbox, orders);
  rs_practice_make_shipments (rs_sandbox_get_transport (self->sandbox, RS_SANDBOX_CONTROL));
  dex_future_disown (
    rs_secrets_store (self->secrets, self->profile, "rackbeat", rs_sandbox_get_rackbeat_key (self->sandbox)));
  dex_future_disown (rs_secrets_store (self->secrets, self->profile, "webshipper",
                                       rs_sandbox_get_webshipper_token (self->sandbox)));
  path = g_build_filename (folder, "rackship.db", NULL);
  self->store = rs_store_open (path, RS_STORE_DEFAULT, error);
  return self->store != NULL ? g_steal_pointer (&self) : NULL;
}
