/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-workspace-private.h"

#include "rs-abilities.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

#include <string.h>

/* Connecting: test first, keep afterwards. */
typedef struct
{
  RsWorkspace *workspace; /* (owned) */
  char *url;              /* (owned) */
  char *secret;           /* (owned) */
} Connecting;

static void
connecting_free (gpointer data)
{
  Connecting *self = data;

  g_object_unref (self->workspace);
  g_free (self->url);
  memset (self->secret, 0, strlen (self->secret));
  g_free (self->secret);
  g_free (self);
}

/* What is written down once a key has passed its test. */
typedef struct
{
  const char *service;
  const char *url;
  const char *owner; /* whose account it is: an agreement number, a host */
  const char *name;  /* (nullable) as people call it */
  RsInstant now;
} Keeping;

static gboolean
write_connection (RsDb *db, gpointer data, GError **error)
{
  Keeping *self = data;
  g_autofree char *url_name = g_strconcat (self->service, "-url", NULL);
  g_autofree char *owner_name = g_strconcat (self->service, "-owner", NULL);
  g_autofree char *name_name = g_strconcat (self->service, "-name", NULL);

  /* What the last key was refused may be allowed to this one. */
  return rs_settings_set (db, url_name, self->url, error)
         && rs_settings_set (db, owner_name, self->owner, error)
         && rs_settings_set (db, name_name, self->name, error)
         && rs_capabilities_forget (db, self->service, "may-", error)
         && rs_journal_hasten (db, RS_ERROR_AUTH, self->now, error);
}

static gboolean
count_links (RsDb *db, gpointer data, GError **error)
{
  return rs_links_count (db, data, error);
}

/* A profile whose orders have crossed belongs to one account on each side: with another company's key the
 * orders of the one would be cancelled, and those of the other cross by this one's mapping. */
static gboolean
check_owner (RsWorkspace *self, const Keeping *keeping, GError **error)
{
  g_autofree char *name = g_strconcat (keeping->service, "-owner", NULL);
  g_autofree char *before = rs_workspace_get_setting (self, name);
  guint n_links = 0;

  if (before == NULL || g_str_equal (before, keeping->owner))
    return TRUE;
  if (!rs_store_read (self->store, count_links, &n_links, error))
    return FALSE;
  if (n_links == 0)
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED,
               "This key is of another account (%s) than the orders of this profile (%s). "
               "Nothing was changed. Connect it in a profile of its own",
               keeping->owner, before);
  return FALSE;
}

static gboolean
keep (Connecting *self, const char *service, const char *owner, const char *name, GError **error)
{
  RsWorkspace *workspace = self->workspace;
  Keeping keeping = { service, self->url, owner, name, rs_clock_now (workspace->clock) };

  if (!check_owner (workspace, &keeping, error)
      || !dex_await_boolean (rs_secrets_store (workspace->secrets, workspace->profile, service, self->secret),
                             error)
      || !rs_store_write (workspace->store, write_connection, &keeping, RS_DURABLE_NOW, error))
    return FALSE;
  if (workspace->engine != NULL)
    rs_engine_stop (workspace->engine);
  g_clear_object (&workspace->engine);
  return TRUE;
}

static DexFuture *
connect_rackbeat_fiber (gpointer data)
{
  Connecting *self = data;
  GError *error = NULL;
  g_autoptr (RsLane) lane
    = rs_workspace_make_lane (self->workspace, "rackbeat", self->url, self->secret, &error);
  g_autoptr (RsRackbeatClient) client = lane != NULL ? rs_rackbeat_client_new (lane) : NULL;
  g_autoptr (RsRbAccount) account
    = client != NULL ? dex_await_boxed (rs_rackbeat_client_get_self (client), &error) : NULL;
  g_autofree char *owner = NULL;

  if (account == NULL)
    return dex_future_new_for_error (error);
  owner = g_strdup_printf ("%" G_GINT64_FORMAT, account->agreement_number);
  if (!keep (self, RS_RACKBEAT, owner, account->company, &error)
      || !rs_abilities_probe_rackbeat (self->workspace->store, client, self->workspace->clock, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (RS_TYPE_RB_ACCOUNT, g_steal_pointer (&account));
}

/* A key as pasted: without white space around, and of characters that can stand in a header. */
static char *
clean_secret (const char *secret)
{
  char *clean = g_strstrip (g_strdup (secret));

  for (const char *p = clean; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      {
        *clean = '\0';
        break;
      }
  return clean;
}

DexFuture *
rs_workspace_connect_rackbeat (RsWorkspace *self, const char *url, const char *key)
{
  Connecting *connecting;
  g_autofree char *secret = clean_secret (key);

  dex_return_error_if_fail (RS_IS_WORKSPACE (self));

  if (*secret == '\0')
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "This is no key: a Rackbeat key is one long word");
  connecting = g_new0 (Connecting, 1);
  connecting->workspace = g_object_ref (self);
  connecting->url = g_strdup (url != NULL ? url : RS_RACKBEAT_URL);
  connecting->secret = g_steal_pointer (&secret);
  return dex_scheduler_spawn (NULL, 0, connect_rackbeat_fiber, connecting, connecting_free);
}

/* An account is its host. (transfer full) */
static char *
dup_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : url);
}

static DexFuture *
connect_webshipper_fiber (gpointer data)
{
  Connecting *self = data;
  GError *error = NULL;
  g_autofree char *host = dup_host (self->url);
  g_autoptr (RsLane) lane
    = rs_workspace_make_lane (self->workspace, "webshipper", self->url, self->secret, &error);
  g_autoptr (RsWebshipperClient) client = lane != NULL ? rs_webshipper_client_new (lane) : NULL;
  g_autoptr (RsPage) page
    = client != NULL
        ? dex_await_boxed (rs_webshipper_client_list_channels (client, 1, RS_PRIORITY_INTERACTIVE), &error)
        : NULL;
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_order_channel_unref);

  if (page == NULL || !keep (self, RS_WEBSHIPPER, host, NULL, &error)
      || !rs_abilities_probe_webshipper (self->workspace->store, client, self->workspace->clock, &error))
    return dex_future_new_for_error (error);
  for (guint i = 0; i < page->rows->len; i++)
    {
      RsDocument *row = g_ptr_array_index (page->rows, i);

      if (row->object != NULL)
        g_ptr_array_add (channels, rs_order_channel_ref (row->object));
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&channels));
}

typedef struct
{
  RsWorkspace *workspace; /* (owned) */
  char *service;          /* (owned) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_object_unref (self->workspace);
  g_free (self->service);
  g_free (self);
}

static DexFuture *
has_key_fiber (gpointer data)
{
  Asking *self = data;
  GError *error = NULL;
  g_autofree char *secret = dex_await_string (
    rs_secrets_lookup (self->workspace->secrets, self->workspace->profile, self->service), &error);

  if (secret == NULL && !g_error_matches (error, RS_ERROR, RS_ERROR_NOT_FOUND))
    return dex_future_new_for_error (error);
  g_clear_error (&error);
  return dex_future_new_for_boolean (secret != NULL);
}

DexFuture *
rs_workspace_has_key (RsWorkspace *self, const char *service)
{
  Asking *asking;

  dex_return_error_if_fail (RS_IS_WORKSPACE (self));

  asking = g_new0 (Asking, 1);
  asking->workspace = g_object_ref (self);
  asking->service = g_strdup (service);
  return dex_scheduler_spawn (NULL, 0, has_key_fiber, asking, asking_free);
}

char *
rs_workspace_get_owner (RsWorkspace *self, const char *service, char **name)
{
  g_autofree char *owner_name = g_strconcat (service, "-owner", NULL);
  g_autofree char *name_name = g_strconcat (service, "-name", NULL);

  if (name != NULL)
    *name = rs_workspace_get_setting (self, name_name);
  return rs_workspace_get_setting (self, owner_name);
}

DexFuture *
rs_workspace_connect_webshipper (RsWorkspace *self, const char *url, const char *account, const char *token)
{
  g_autofree char *name = account != NULL ? rs_webshipper_account_from_text (account) : NULL;
  g_autofree char *secret = clean_secret (token);
  Connecting *connecting;

  dex_return_error_if_fail (RS_IS_WORKSPACE (self));

  if (url == NULL && name == NULL)
    return dex_future_new_reject (
      RS_ERROR, RS_ERROR_REJECTED,
      "This is no Webshipper account name: it is the first word of the address, as in acme.webshipper.io");
  if (*secret == '\0')
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "This is no token: a Webshipper token is one long word");
  connecting = g_new0 (Connecting, 1);
  connecting->workspace = g_object_ref (self);
  connecting->url = url != NULL ? g_strdup (url) : rs_webshipper_base_url (name);
  connecting->secret = g_steal_pointer (&secret);
  return dex_scheduler_spawn (NULL, 0, connect_webshipper_fiber, connecting, connecting_free);
}
