/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-session.h"

#include "rs-agreements.h"
#include "rs-error.h"
#include "rs-format.h"
#include "rs-records.h"
#include "rs-redact.h"

#include <glib/gi18n.h>

/* How often one that follows looks whether the other has stopped. */
#define TAKE_OVER_SECONDS 10

struct _RsSession
{
  GObject parent_instance;

  RsWorkspace *workspace; /* (owned) */
  RsEngine *engine;       /* (owned) (nullable) until ready */
  RsSetup setup;
  char *trouble; /* (owned) (nullable) */
  gboolean paused;
  gboolean follows; /* another RackShip syncs this profile */
  guint take_over_id;
  guint problem_count;
  guint disagreement_count; /* of the last agreement */
};

enum
{
  PROP_0,
  PROP_SETUP,
  PROP_TROUBLE,
  PROP_STATUS,
  PROP_DETAIL,
  PROP_FRACTION,
  PROP_BUSY,
  PROP_PAUSED,
  PROP_PROBLEM_COUNT,
  PROP_DISAGREEMENT_COUNT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsSession, rs_session, G_TYPE_OBJECT)

static gboolean
is_busy (RsSession *self)
{
  RsEngineState state;

  if (self->engine == NULL)
    return self->setup == RS_SETUP_OPENING;
  state = rs_engine_get_state (self->engine);
  return state == RS_ENGINE_READING || state == RS_ENGINE_WORKING;
}

/* Until when a service has asked us to wait, while there is work. */
static RsInstant
get_wait (RsSession *self)
{
  return self->engine != NULL && is_busy (self) ? rs_engine_get_wait_until (self->engine) : RS_INSTANT_NONE;
}

static gboolean
is_online (RsSession *self)
{
  gboolean online;

  g_object_get (self->engine, "online", &online, NULL);
  return online;
}

static const char *
describe_status (RsSession *self)
{
  if (self->setup == RS_SETUP_OPENING)
    return _ ("Opening…");
  if (self->setup == RS_SETUP_LOCKED)
    return _ ("Keyring not open");
  if (self->engine == NULL)
    return _ ("Not connected");
  if (self->follows)
    return _ ("Synced by another window");
  if (get_wait (self) != RS_INSTANT_NONE)
    return _ ("Waiting");
  switch (rs_engine_get_state (self->engine))
    {
    case RS_ENGINE_READING:
      return _ ("Reading…");
    case RS_ENGINE_WORKING:
      return _ ("Syncing…");
    case RS_ENGINE_PAUSED:
      return _ ("Paused");
    case RS_ENGINE_OFFLINE:
      return is_online (self) ? _ ("Out of reach") : _ ("No network");
    case RS_ENGINE_STOPPED:
      return _ ("A key is refused");
    case RS_ENGINE_IDLE:
    default:
      return rs_engine_get_last_run (self->engine) != RS_INSTANT_NONE ? _ ("In sync") : _ ("Not synced yet");
    }
}

static char *
describe_detail (RsSession *self)
{
  g_autofree char *last = NULL;
  g_autofree char *next = NULL;
  guint total;

  if (self->engine == NULL)
    return g_strdup ("");
  if (get_wait (self) != RS_INSTANT_NONE)
    {
      next = rs_format_time (get_wait (self));
      /* Translators: a time of day, which a service has asked for */
      return g_strdup_printf (_ ("A service asks to wait until %s"), next);
    }
  total = rs_engine_get_progress_total (self->engine);
  if (rs_engine_get_state (self->engine) == RS_ENGINE_WORKING && total > 0)
    /* Translators: how far the sync is: orders done of all orders */
    return g_strdup_printf (_ ("%u of %u orders"), rs_engine_get_progress_done (self->engine), total);
  last = rs_format_moment (rs_engine_get_last_run (self->engine), rs_session_get_now (self));
  next = rs_format_time (rs_engine_get_next_run (self->engine));
  if (rs_engine_get_state (self->engine) == RS_ENGINE_STOPPED)
    return g_strdup (_ ("Waits until it is connected again"));
  if (rs_engine_get_state (self->engine) == RS_ENGINE_OFFLINE && *next != '\0')
    /* Translators: a time of day */
    return g_strdup_printf (_ ("Tries again %s"), next);
  if (*last != '\0' && *next != '\0' && !self->paused)
    /* Translators: two times of day */
    return g_strdup_printf (_ ("Last %s · next %s"), last, next);
  return *last != '\0' ? g_strdup_printf (_ ("Last %s"), last) : g_strdup ("");
}

/* Of what is read nobody knows how much there is. */
static double
get_fraction (RsSession *self)
{
  gboolean works = self->engine != NULL && rs_engine_get_state (self->engine) == RS_ENGINE_WORKING;
  guint total = works ? rs_engine_get_progress_total (self->engine) : 0;

  return total > 0 ? (double) rs_engine_get_progress_done (self->engine) / total : 0;
}

static void
notify_sync (RsSession *self)
{
  for (guint i = PROP_STATUS; i <= PROP_BUSY; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

static void
set_setup (RsSession *self, RsSetup setup, const char *trouble)
{
  self->setup = setup;
  g_set_str (&self->trouble, trouble);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETUP]);
  notify_sync (self);
}

static gboolean
count_problems (RsDb *db, gpointer data, GError **error)
{
  return rs_problems_count (db, data, error);
}

static gboolean
count_disagreements (RsDb *db, gpointer data, GError **error)
{
  return rs_agreements_count_disagreements (db, data, error);
}

static void
update_count (RsSession *self, RsStoreFunc counter, guint *count, guint property)
{
  guint n = *count;

  if (!rs_store_read (rs_session_get_store (self), counter, &n, NULL) || n == *count)
    return;
  *count = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
on_store_changed (RsSession *self)
{
  update_count (self, count_problems, &self->problem_count, PROP_PROBLEM_COUNT);
  update_count (self, count_disagreements, &self->disagreement_count, PROP_DISAGREEMENT_COUNT);
}

static gboolean
read_policy (RsDb *db, gpointer data, GError **error)
{
  RsPolicy **policy = data;

  *policy = rs_policy_load (db, error);
  return *policy != NULL;
}

static DexFuture *
fail (RsSession *self, RsSetup setup, GError *error)
{
  g_autofree char *words = rs_redact (error->message);

  set_setup (self, setup, words);
  return dex_future_new_for_error (error);
}

/* One with an old key goes no further than the cycle under way. */
static void
drop_engine (RsSession *self)
{
  if (self->engine == NULL)
    return;
  g_clear_handle_id (&self->take_over_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->engine, self);
  rs_engine_stop (self->engine);
  g_clear_object (&self->engine);
}

/* Whoever synced the profile has stopped: this one goes on with it. */
static gboolean
take_over (gpointer data)
{
  RsSession *self = data;

  if (!rs_workspace_take_sync_lock (self->workspace, NULL))
    return G_SOURCE_CONTINUE;
  self->take_over_id = 0;
  self->follows = FALSE;
  rs_engine_start (self->engine);
  set_setup (self, RS_SETUP_READY, NULL);
  return G_SOURCE_REMOVE;
}

static void
begin_to_sync (RsSession *self)
{
  g_autoptr (GError) conflict = NULL;

  g_clear_handle_id (&self->take_over_id, g_source_remove);
  self->follows = !rs_workspace_take_sync_lock (self->workspace, &conflict);
  if (self->follows)
    self->take_over_id = g_timeout_add_seconds (TAKE_OVER_SECONDS, take_over, self);
  else
    rs_engine_start (self->engine);
  set_setup (self, RS_SETUP_READY, conflict != NULL ? conflict->message : NULL);
}

/* Where the keys cannot be had: somebody who was set up once has all that was read; who was not sets up. */
static RsSetup
judge (RsSession *self, const GError *error)
{
  g_autoptr (RsPolicy) policy = NULL;

  if (g_error_matches (error, RS_ERROR, RS_ERROR_NOT_FOUND))
    return RS_SETUP_MISSING;
  if (!g_error_matches (error, RS_ERROR, RS_ERROR_STORAGE)
      || !rs_store_read (rs_session_get_store (self), read_policy, &policy, NULL))
    return RS_SETUP_FAILED;
  return policy->direction == RS_DIRECTION_NONE || policy->is_draft ? RS_SETUP_MISSING : RS_SETUP_LOCKED;
}

static DexFuture *
start_fiber (gpointer data)
{
  RsSession *self = data;
  g_autoptr (RsPolicy) policy = NULL;
  GError *error = NULL;
  g_autoptr (RsEngine) engine = NULL;

  if (self->setup == RS_SETUP_LOCKED)
    set_setup (self, RS_SETUP_OPENING, NULL);
  engine = dex_await_object (rs_workspace_load_engine (self->workspace), &error);
  if (engine == NULL)
    {
      drop_engine (self);
      return fail (self, judge (self, error), error);
    }
  if (!rs_store_read (rs_session_get_store (self), read_policy, &policy, &error))
    return fail (self, RS_SETUP_FAILED, error);
  if (policy->direction == RS_DIRECTION_NONE || policy->is_draft)
    return fail (self, RS_SETUP_MISSING,
                 g_error_new_literal (RS_ERROR, RS_ERROR_NOT_FOUND, "The set-up is not finished yet"));

  drop_engine (self);
  self->engine = g_steal_pointer (&engine);
  rs_engine_set_paused (self->engine, self->paused);
  g_signal_connect_object (self->engine, "notify", G_CALLBACK (notify_sync), self, G_CONNECT_SWAPPED);
  begin_to_sync (self);
  return dex_future_new_true ();
}

DexFuture *
rs_session_start (RsSession *self)
{
  dex_return_error_if_fail (RS_IS_SESSION (self));
  return dex_scheduler_spawn (NULL, 0, start_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
sync_when_started (DexFuture *started, gpointer data)
{
  return rs_session_sync_now (data);
}

DexFuture *
rs_session_sync_now (RsSession *self)
{
  dex_return_error_if_fail (RS_IS_SESSION (self));

  if (self->setup == RS_SETUP_LOCKED)
    return dex_future_then (rs_session_start (self), sync_when_started, g_object_ref (self), g_object_unref);
  if (self->engine == NULL || self->follows)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_CONFLICT, "This window cannot sync");
  return rs_engine_sync_once (self->engine, RS_SYNC_PERSON);
}

void
rs_session_cancel_sync (RsSession *self)
{
  g_return_if_fail (RS_IS_SESSION (self));

  if (self->engine != NULL && !self->follows)
    rs_engine_cut_short (self->engine);
}

RsStanding
rs_session_get_standing (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), RS_STANDING_QUIET);

  if (is_busy (self))
    return get_wait (self) != RS_INSTANT_NONE ? RS_STANDING_HELD_UP : RS_STANDING_BUSY;
  if (self->engine == NULL)
    return self->setup == RS_SETUP_LOCKED ? RS_STANDING_HELD_UP : RS_STANDING_QUIET;
  switch (rs_engine_get_state (self->engine))
    {
    case RS_ENGINE_PAUSED:
    case RS_ENGINE_OFFLINE:
    case RS_ENGINE_STOPPED:
      return RS_STANDING_HELD_UP;
    case RS_ENGINE_IDLE:
    case RS_ENGINE_READING:
    case RS_ENGINE_WORKING:
    default:
      return RS_STANDING_QUIET;
    }
}

void
rs_session_set_paused (RsSession *self, gboolean paused)
{
  g_return_if_fail (RS_IS_SESSION (self));

  if (self->paused == !!paused || self->engine == NULL)
    return;
  self->paused = !!paused;
  rs_engine_set_paused (self->engine, paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  notify_sync (self);
}

RsWorkspace *
rs_session_get_workspace (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), NULL);
  return self->workspace;
}

RsStore *
rs_session_get_store (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), NULL);
  return rs_workspace_get_store (self->workspace);
}

RsEngine *
rs_session_get_engine (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), NULL);
  return self->engine;
}

RsSetup
rs_session_get_setup (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), RS_SETUP_FAILED);
  return self->setup;
}

gboolean
rs_session_get_paused (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), FALSE);
  return self->paused;
}

gboolean
rs_session_get_follows (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), TRUE);
  return self->follows;
}

guint
rs_session_get_problem_count (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), 0);
  return self->problem_count;
}

RsInstant
rs_session_get_now (RsSession *self)
{
  g_return_val_if_fail (RS_IS_SESSION (self), RS_INSTANT_NONE);
  return rs_clock_now (rs_workspace_get_clock (self->workspace));
}

static void
rs_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RsSession *self = RS_SESSION (object);

  switch (prop_id)
    {
    case PROP_SETUP:
      g_value_set_int (value, self->setup);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_STATUS:
      g_value_set_string (value, describe_status (self));
      break;
    case PROP_DETAIL:
      g_value_take_string (value, describe_detail (self));
      break;
    case PROP_FRACTION:
      g_value_set_double (value, get_fraction (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, is_busy (self));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_PROBLEM_COUNT:
      g_value_set_uint (value, self->problem_count);
      break;
    case PROP_DISAGREEMENT_COUNT:
      g_value_set_uint (value, self->disagreement_count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rs_session_finalize (GObject *object)
{
  RsSession *self = RS_SESSION (object);

  g_clear_handle_id (&self->take_over_id, g_source_remove);
  g_clear_object (&self->engine);
  g_clear_object (&self->workspace);
  g_free (self->trouble);
  G_OBJECT_CLASS (rs_session_parent_class)->finalize (object);
}

static void
on_keyring_opened (RsSession *self)
{
  if (self->setup == RS_SETUP_LOCKED)
    dex_future_disown (rs_session_start (self));
}

static void
rs_session_class_init (RsSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rs_session_get_property;
  object_class->finalize = rs_session_finalize;
  properties[PROP_SETUP]
    = g_param_spec_int ("setup", NULL, NULL, 0, RS_SETUP_FAILED, RS_SETUP_OPENING, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, TRUE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM_COUNT] = g_param_spec_uint ("problem-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DISAGREEMENT_COUNT]
    = g_param_spec_uint ("disagreement-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_session_init (RsSession *self)
{
}

RsSession *
rs_session_new (RsWorkspace *workspace)
{
  RsSession *self;

  g_return_val_if_fail (RS_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RS_TYPE_SESSION, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (rs_session_get_store (self), "changed", G_CALLBACK (on_store_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "keyring-opened", G_CALLBACK (on_keyring_opened), self,
                           G_CONNECT_SWAPPED);
  on_store_changed (self);
  return self;
}
