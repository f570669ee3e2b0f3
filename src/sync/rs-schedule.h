/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"

G_BEGIN_DECLS

/* When work is done by itself (PRODUCT F9.1, F9.2): once a pace, later after trouble, at once when woken; not
 * at all while paused, and hardly without a network: what says that there is none may be wrong. Does not keep
 * its owner alive. All of it happens on the thread that made it. */
typedef struct _RsSchedule RsSchedule;

/* One run of the work. Rejects when there was trouble. (transfer full) */
typedef DexFuture *(*RsScheduleRun) (gpointer owner);
/* The next run has moved. */
typedef void (*RsScheduleMoved) (gpointer owner);

/* @owner (a GObject, not kept alive): when it is gone, the schedule ends. (transfer full) */
RsSchedule *rs_schedule_new (gpointer owner, RsClock *clock, RsScheduleRun run, RsScheduleMoved moved);
/* Ends it, if it is not the last to hold it. */
void rs_schedule_unref (RsSchedule *self);

/* Begins, with a run at once. Later calls do nothing. */
void rs_schedule_start (RsSchedule *self);
/* No run begins any more. */
void rs_schedule_stop (RsSchedule *self);
/* The next run is now, or as soon as the one under way has ended. */
void rs_schedule_wake (RsSchedule *self);

void rs_schedule_set_paused (RsSchedule *self, gboolean paused);
gboolean rs_schedule_is_paused (RsSchedule *self);
/* Whether there is a network; TRUE at first. Its return wakes. */
void rs_schedule_set_online (RsSchedule *self, gboolean online);
gboolean rs_schedule_is_online (RsSchedule *self);
/* In seconds, 30 to 3600; 60 at first. */
void rs_schedule_set_pace (RsSchedule *self, guint seconds);

/* RS_INSTANT_NONE while a run is under way, paused, stopped or not begun. */
RsInstant rs_schedule_get_next_run (RsSchedule *self);

G_END_DECLS
