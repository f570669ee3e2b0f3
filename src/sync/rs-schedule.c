/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-schedule.h"

#include "rs-error.h"

/* The default pace: a new order is across within two minutes (PRODUCT F9.2). */
#define PACE              60
#define SHORTEST_PACE     30
#define LONGEST_PACE      3600
#define AFTER_TROUBLE     (2 * RS_INSTANT_MINUTE)
#define WITHOUT_A_NETWORK (10 * RS_INSTANT_MINUTE)

struct _RsSchedule
{
  GWeakRef owner;
  RsClock *clock; /* (owned) */
  RsScheduleRun run;
  RsScheduleMoved moved;
  DexPromise *wake; /* (owned) (nullable) while it sleeps */
  gint64 pace;
  RsInstant next_run;
  gboolean started;
  gboolean stopped;
  gboolean paused;
  gboolean offline;
  gboolean troubled; /* the last run */
  gboolean woken;    /* while a run was under way */
};

static void
schedule_clear (gpointer data)
{
  RsSchedule *self = data;

  g_weak_ref_clear (&self->owner);
  g_object_unref (self->clock);
  dex_clear (&self->wake);
}

static void
schedule_release (gpointer data)
{
  g_rc_box_release_full (data, schedule_clear);
}

void
rs_schedule_unref (RsSchedule *self)
{
  g_return_if_fail (self != NULL);

  rs_schedule_stop (self);
  schedule_release (self);
}

RsSchedule *
rs_schedule_new (gpointer owner, RsClock *clock, RsScheduleRun run, RsScheduleMoved moved)
{
  RsSchedule *self = g_rc_box_new0 (RsSchedule);

  g_return_val_if_fail (G_IS_OBJECT (owner) && RS_IS_CLOCK (clock) && run != NULL && moved != NULL, NULL);
  g_weak_ref_init (&self->owner, owner);
  self->clock = g_object_ref (clock);
  self->run = run;
  self->moved = moved;
  self->pace = PACE * RS_INSTANT_SECOND;
  self->next_run = RS_INSTANT_NONE;
  return self;
}

static void
set_next_run (RsSchedule *self, RsInstant next_run)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (self->next_run == next_run)
    return;
  self->next_run = next_run;
  if (owner != NULL)
    self->moved (owner);
}

/* How long until the next run; 0 for now, G_MAXINT64 for not by itself. */
static gint64
wait_for_next (RsSchedule *self)
{
  if (self->paused)
    return G_MAXINT64;
  if (self->woken)
    return 0;
  if (self->offline)
    return MAX (WITHOUT_A_NETWORK, self->pace);
  return self->troubled ? MAX (AFTER_TROUBLE, self->pace) : self->pace;
}

static void
sleep_until_next (RsSchedule *self)
{
  g_autoptr (DexPromise) wake = NULL;
  gint64 wait = wait_for_next (self);

  self->woken = FALSE;
  if (wait == 0)
    return;
  self->wake = dex_promise_new ();
  wake = dex_ref (self->wake);
  if (wait == G_MAXINT64)
    {
      set_next_run (self, RS_INSTANT_NONE);
      dex_await (dex_ref (DEX_FUTURE (wake)), NULL);
    }
  else
    {
      set_next_run (self, rs_clock_now (self->clock) + wait);
      dex_await (dex_future_any (dex_ref (DEX_FUTURE (wake)), rs_clock_sleep (self->clock, wait), NULL),
                 NULL);
    }
  dex_clear (&self->wake);
}

/* FALSE when there is nobody to work for any more. */
static gboolean
run_once (RsSchedule *self)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  g_autoptr (GError) error = NULL;

  if (owner == NULL || self->stopped)
    return FALSE;
  if (self->paused)
    return TRUE;
  set_next_run (self, RS_INSTANT_NONE);
  self->troubled
    = !dex_await (self->run (owner), &error) && !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED);
  if (self->troubled)
    g_debug ("The run ended early: %s", error->message);
  return TRUE;
}

static DexFuture *
schedule_fiber (gpointer data)
{
  RsSchedule *self = data;

  while (run_once (self))
    {
      do
        sleep_until_next (self);
      while (self->paused && !self->stopped);
    }
  set_next_run (self, RS_INSTANT_NONE);
  return dex_future_new_true ();
}

void
rs_schedule_start (RsSchedule *self)
{
  g_return_if_fail (self != NULL);

  if (self->started)
    return;
  self->started = TRUE;
  dex_future_disown (
    dex_scheduler_spawn (NULL, 0, schedule_fiber, g_rc_box_acquire (self), schedule_release));
}

void
rs_schedule_stop (RsSchedule *self)
{
  g_return_if_fail (self != NULL);

  self->stopped = TRUE;
  rs_schedule_wake (self);
}

void
rs_schedule_wake (RsSchedule *self)
{
  g_return_if_fail (self != NULL);

  if (self->wake == NULL)
    self->woken = TRUE;
  else if (dex_future_is_pending (DEX_FUTURE (self->wake)))
    dex_promise_resolve_boolean (self->wake, TRUE);
}

void
rs_schedule_set_paused (RsSchedule *self, gboolean paused)
{
  g_return_if_fail (self != NULL);

  if (self->paused == !!paused)
    return;
  self->paused = !!paused;
  rs_schedule_wake (self);
}

gboolean
rs_schedule_is_paused (RsSchedule *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->paused;
}

void
rs_schedule_set_online (RsSchedule *self, gboolean online)
{
  g_return_if_fail (self != NULL);

  if (self->offline == !online)
    return;
  self->offline = !online;
  if (online)
    rs_schedule_wake (self);
}

gboolean
rs_schedule_is_online (RsSchedule *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return !self->offline;
}

void
rs_schedule_set_pace (RsSchedule *self, guint seconds)
{
  g_return_if_fail (self != NULL);
  self->pace = CLAMP (seconds, SHORTEST_PACE, LONGEST_PACE) * RS_INSTANT_SECOND;
}

RsInstant
rs_schedule_get_next_run (RsSchedule *self)
{
  g_return_val_if_fail (self != NULL, RS_INSTANT_NONE);
  return self->next_run;
}
