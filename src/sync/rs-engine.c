/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-safeguard.h"
#include "rs-schedule.h"

struct _RsEngine
{
  GObject parent_instance;

  RsStore *store;                 /* (owned) */
  RsRackbeatClient *rackbeat;     /* (owned) */
  RsWebshipperClient *webshipper; /* (owned) */
  RsClock *clock;                 /* (owned) */
  RsRandom *random;               /* (owned) */
  GHashTable *busy;               /* (owned) case key → DexPromise, resolved when it is let go */

  DexFuture *turn;      /* (owned) (nullable) the cycle under way: the next one waits for it */
  RsSchedule *schedule; /* (owned) */
  gboolean broken_off;  /* nobody wants the agreement any more that is under way */
  gboolean cut_short;   /* a person wants the cycle under way to end */
  RsEngineState state;
  RsInstant last_run;
  guint progress_done;
  guint progress_total;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_LAST_RUN,
  PROP_NEXT_RUN,
  PROP_PROGRESS_DONE,
  PROP_PROGRESS_TOTAL,
  PROP_ONLINE,
  PROP_WAIT_UNTIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RsEngine, rs_engine, G_TYPE_OBJECT)

void
rs_engine_set_state (RsEngine *self, RsEngineState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
rs_engine_set_progress (RsEngine *self, guint done, guint total)
{
  self->progress_done = done;
  self->progress_total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS_DONE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS_TOTAL]);
}

gboolean
rs_engine_begin_pass (RsEngine *self, RsPass *pass, RsSyncFlags flags, GError **error)
{
  pass->engine = self;
  pass->store = self->store;
  pass->rackbeat = self->rackbeat;
  pass->webshipper = self->webshipper;
  pass->clock = self->clock;
  pass->random = self->random;
  pass->busy = self->busy;
  pass->flags = flags;
  pass->began = rs_clock_now (self->clock);
  pass->priority = flags & RS_SYNC_PERSON ? RS_PRIORITY_INTERACTIVE : RS_PRIORITY_BACKGROUND;
  pass->report = rs_sync_report_new ();
  return rs_safeguard_begin (pass, error) && rs_pass_load_policy (pass, error);
}

static DexFuture *
cycle (RsEngine *self, RsSyncFlags flags)
{
  g_auto (RsPass) pass = { 0 };
  guint64 rackbeat_before = rs_lane_get_request_count (rs_rackbeat_client_get_lane (self->rackbeat));
  guint64 webshipper_before = rs_lane_get_request_count (rs_webshipper_client_get_lane (self->webshipper));
  GError *error = NULL;

  if (flags & RS_SYNC_PERSON)
    {
      rs_lane_try_again (rs_rackbeat_client_get_lane (self->rackbeat));
      rs_lane_try_again (rs_webshipper_client_get_lane (self->webshipper));
    }
  if (!rs_engine_begin_pass (self, &pass, flags, &error))
    return dex_future_new_for_error (error);
  pass.breaks_off = RS_BREAK_OFF_CYCLE;
  rs_schedule_set_pace (self->schedule, rs_pace_to_seconds (pass.policy->pace));
  if (pass.policy->direction == RS_DIRECTION_NONE)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "This profile is not set up yet: choose a direction first");
  if (pass.policy->is_draft && !(flags & RS_SYNC_PREVIEW))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "The set-up that was begun in the window is not finished: nothing crosses "
                                  "before Start is pressed there");

  if (!rs_pass_run_cycle (&pass, &error))
    return dex_future_new_for_error (error);
  rs_safeguard_back_up (&pass);
  pass.report->rackbeat_requests
    = rs_lane_get_request_count (rs_rackbeat_client_get_lane (self->rackbeat)) - rackbeat_before;
  pass.report->webshipper_requests
    = rs_lane_get_request_count (rs_webshipper_client_get_lane (self->webshipper)) - webshipper_before;
  self->last_run = rs_clock_now (self->clock);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_RUN]);
  return dex_future_new_take_boxed (RS_TYPE_SYNC_REPORT, g_steal_pointer (&pass.report));
}

static DexFuture *
agree (RsEngine *self, RsInstant since)
{
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self, &pass, RS_SYNC_PERSON, &error))
    return dex_future_new_for_error (error);
  pass.breaks_off = RS_BREAK_OFF_AGREEMENT;
  return rs_pass_agree (&pass, since);
}

/* Cycles and agreements take turns. */
typedef struct
{
  RsEngine *engine;
  DexFuture *after; /* (owned) (nullable) whose turn it is before */
  RsSyncFlags flags;
  gboolean agrees; /* compares since then instead of a cycle */
  RsInstant since;
} Turn;

static void
turn_free (gpointer data)
{
  Turn *self = data;

  g_object_unref (self->engine);
  dex_clear (&self->after);
  g_free (self);
}

static RsEngineState
resting_state (RsEngine *self)
{
  if (rs_schedule_is_paused (self->schedule))
    return RS_ENGINE_PAUSED;
  return rs_schedule_is_online (self->schedule) ? RS_ENGINE_IDLE : RS_ENGINE_OFFLINE;
}

static gboolean
is_at_work (RsEngine *self)
{
  return self->state == RS_ENGINE_READING || self->state == RS_ENGINE_WORKING;
}

static DexFuture *
turn_fiber (gpointer data)
{
  Turn *self = data;
  DexFuture *result;
  g_autoptr (GError) error = NULL;

  if (self->after != NULL)
    dex_await (g_steal_pointer (&self->after), NULL);
  self->engine->cut_short = FALSE;
  result = self->agrees ? agree (self->engine, self->since) : cycle (self->engine, self->flags);
  if (dex_future_is_rejected (result))
    dex_future_get_value (result, &error);
  if (error != NULL && !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    {
      rs_engine_set_state (self->engine, g_error_matches (error, RS_ERROR, RS_ERROR_AUTH)
                                           ? RS_ENGINE_STOPPED
                                           : RS_ENGINE_OFFLINE);
    }
  else
    {
      rs_engine_set_state (self->engine, resting_state (self->engine));
    }
  return result;
}

static DexFuture *
take_turn (RsEngine *self, Turn turn)
{
  Turn *data = g_memdup2 (&turn, sizeof turn);
  DexFuture *future;

  data->engine = g_object_ref (self);
  data->after = self->turn;
  future = dex_scheduler_spawn (NULL, 0, turn_fiber, data, turn_free);
  self->turn = dex_ref (future);
  return future;
}

DexFuture *
rs_engine_sync_once (RsEngine *self, RsSyncFlags flags)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  return take_turn (self, (Turn) { .flags = flags });
}

DexFuture *
rs_engine_agree (RsEngine *self, RsInstant since)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  self->broken_off = FALSE;
  return take_turn (self, (Turn) { .agrees = TRUE, .since = since });
}

void
rs_engine_break_off_agreement (RsEngine *self)
{
  g_return_if_fail (RS_IS_ENGINE (self));
  self->broken_off = TRUE;
}

void
rs_engine_cut_short (RsEngine *self)
{
  g_return_if_fail (RS_IS_ENGINE (self));
  self->cut_short = is_at_work (self);
}

gboolean
rs_engine_is_broken_off (RsEngine *self, RsBreakOff work)
{
  return (work == RS_BREAK_OFF_AGREEMENT && self->broken_off)
         || (work == RS_BREAK_OFF_CYCLE && self->cut_short);
}

static DexFuture *
run_scheduled (gpointer engine)
{
  return rs_engine_sync_once (engine, RS_SYNC_DEFAULT);
}

static void
on_moved (gpointer engine)
{
  g_object_notify_by_pspec (engine, properties[PROP_NEXT_RUN]);
}

void
rs_engine_start (RsEngine *self)
{
  g_return_if_fail (RS_IS_ENGINE (self));
  rs_schedule_start (self->schedule);
}

void
rs_engine_stop (RsEngine *self)
{
  g_return_if_fail (RS_IS_ENGINE (self));
  rs_schedule_stop (self->schedule);
}

void
rs_engine_wake (RsEngine *self)
{
  g_return_if_fail (RS_IS_ENGINE (self));
  rs_schedule_wake (self->schedule);
}

void
rs_engine_set_paused (RsEngine *self, gboolean paused)
{
  g_return_if_fail (RS_IS_ENGINE (self));

  if (rs_schedule_is_paused (self->schedule) == !!paused)
    return;
  rs_schedule_set_paused (self->schedule, paused);
  if (!is_at_work (self))
    rs_engine_set_state (self, resting_state (self));
}

void
rs_engine_set_online (RsEngine *self, gboolean online)
{
  g_return_if_fail (RS_IS_ENGINE (self));

  if (rs_schedule_is_online (self->schedule) == !!online)
    return;
  rs_schedule_set_online (self->schedule, online);
  if (self->state == RS_ENGINE_IDLE || self->state == RS_ENGINE_OFFLINE)
    rs_engine_set_state (self, resting_state (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

RsEngineState
rs_engine_get_state (RsEngine *self)
{
  g_return_val_if_fail (RS_IS_ENGINE (self), RS_ENGINE_IDLE);
  return self->state;
}

RsInstant
rs_engine_get_last_run (RsEngine *self)
{
  g_return_val_if_fail (RS_IS_ENGINE (self), RS_INSTANT_NONE);
  return self->last_run;
}

RsInstant
rs_engine_get_next_run (RsEngine *self)
{
  g_return_val_if_fail (RS_IS_ENGINE (self), RS_INSTANT_NONE);
  return rs_schedule_get_next_run (self->schedule);
}

static RsInstant
get_wait_of (RsEngine *self, RsLane *lane)
{
  RsInstant until
    = rs_lane_get_state (lane) == RS_LANE_WAITING ? rs_lane_get_wait_until (lane) : RS_INSTANT_NONE;

  return until != RS_INSTANT_NONE && until > rs_clock_now (self->clock) ? until : RS_INSTANT_NONE;
}

RsInstant
rs_engine_get_wait_until (RsEngine *self)
{
  RsInstant rackbeat, webshipper;

  g_return_val_if_fail (RS_IS_ENGINE (self), RS_INSTANT_NONE);

  rackbeat = get_wait_of (self, rs_rackbeat_client_get_lane (self->rackbeat));
  webshipper = get_wait_of (self, rs_webshipper_client_get_lane (self->webshipper));
  if (rackbeat == RS_INSTANT_NONE)
    return webshipper;
  return webshipper == RS_INSTANT_NONE ? rackbeat : MAX (rackbeat, webshipper);
}

static void
on_lane_changed (RsEngine *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT_UNTIL]);
}

guint
rs_engine_get_progress_done (RsEngine *self)
{
  g_return_val_if_fail (RS_IS_ENGINE (self), 0);
  return self->progress_done;
}

guint
rs_engine_get_progress_total (RsEngine *self)
{
  g_return_val_if_fail (RS_IS_ENGINE (self), 0);
  return self->progress_total;
}

static void
rs_engine_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RsEngine *self = RS_ENGINE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_LAST_RUN:
      g_value_set_int64 (value, self->last_run);
      break;
    case PROP_NEXT_RUN:
      g_value_set_int64 (value, rs_schedule_get_next_run (self->schedule));
      break;
    case PROP_PROGRESS_DONE:
      g_value_set_uint (value, self->progress_done);
      break;
    case PROP_PROGRESS_TOTAL:
      g_value_set_uint (value, self->progress_total);
      break;
    case PROP_WAIT_UNTIL:
      g_value_set_int64 (value, rs_engine_get_wait_until (self));
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, rs_schedule_is_online (self->schedule));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rs_engine_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ONLINE)
    rs_engine_set_online (RS_ENGINE (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
rs_engine_dispose (GObject *object)
{
  RsEngine *self = RS_ENGINE (object);

  g_clear_pointer (&self->busy, g_hash_table_unref);
  g_clear_pointer (&self->schedule, rs_schedule_unref);
  dex_clear (&self->turn);
  g_clear_object (&self->store);
  g_clear_object (&self->rackbeat);
  g_clear_object (&self->webshipper);
  g_clear_object (&self->clock);
  g_clear_object (&self->random);
  G_OBJECT_CLASS (rs_engine_parent_class)->dispose (object);
}

static void
rs_engine_class_init (RsEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rs_engine_get_property;
  object_class->set_property = rs_engine_set_property;
  object_class->dispose = rs_engine_dispose;
  properties[PROP_STATE]
    = g_param_spec_int ("state", NULL, NULL, 0, RS_ENGINE_STOPPED, RS_ENGINE_IDLE, flags);
  properties[PROP_LAST_RUN]
    = g_param_spec_int64 ("last-run", NULL, NULL, G_MININT64, G_MAXINT64, RS_INSTANT_NONE, flags);
  properties[PROP_NEXT_RUN]
    = g_param_spec_int64 ("next-run", NULL, NULL, G_MININT64, G_MAXINT64, RS_INSTANT_NONE, flags);
  properties[PROP_WAIT_UNTIL]
    = g_param_spec_int64 ("wait-until", NULL, NULL, G_MININT64, G_MAXINT64, RS_INSTANT_NONE, flags);
  properties[PROP_PROGRESS_DONE] = g_param_spec_uint ("progress-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROGRESS_TOTAL] = g_param_spec_uint ("progress-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ONLINE]
    = g_param_spec_boolean ("online", NULL, NULL, TRUE, flags | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rs_engine_init (RsEngine *self)
{
  self->last_run = RS_INSTANT_NONE;
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
}

static gboolean
doubt_sent (RsDb *db, gpointer data, GError **error)
{
  guint n_doubtful;

  return rs_journal_doubt_sent (db, &n_doubtful, error);
}

RsEngine *
rs_engine_new (RsStore *store, RsRackbeatClient *rackbeat, RsWebshipperClient *webshipper, RsClock *clock,
               RsRandom *random)
{
  RsEngine *self = g_object_new (RS_TYPE_ENGINE, NULL);

  self->store = g_object_ref (store);
  self->rackbeat = g_object_ref (rackbeat);
  self->webshipper = g_object_ref (webshipper);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  g_signal_connect_object (rs_rackbeat_client_get_lane (rackbeat), "notify::state",
                           G_CALLBACK (on_lane_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rs_webshipper_client_get_lane (webshipper), "notify::state",
                           G_CALLBACK (on_lane_changed), self, G_CONNECT_SWAPPED);
  self->schedule = rs_schedule_new (self, clock, run_scheduled, on_moved);
  /* What was under way when the program last stopped is doubtful now; queued on the one writer, so before
   * anything else. */
  dex_future_disown (rs_store_write_future (store, doubt_sent, NULL, NULL, RS_DURABLE_NOW));
  return self;
}
