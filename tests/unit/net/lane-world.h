/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-lane.h"

G_BEGIN_DECLS

/* A lane to a service that does what the test says, in virtual time: a minute takes no time, and every moment
 * is exact. */
#define LANE_TYPE_WORLD (lane_world_get_type ())
G_DECLARE_FINAL_TYPE (LaneWorld, lane_world, LANE, WORLD, GObject)

/* What the service makes of the request that arrives as number @number, from 1. NULL and @error for an
 * exchange that fails. (transfer full) */
typedef RsResponse *(*LaneAnswer) (LaneWorld *self, const RsRequest *request, guint number, GError **error);

/* One request as the service saw it. */
typedef struct
{
  RsRequest *request; /* (owned) */
  gint64 at;          /* monotonic microseconds */
} Arrival;

struct _LaneWorld
{
  GObject parent_instance;
  RsVirtualClock *clock; /* (owned) */
  RsRandom *chance;      /* (owned) */
  GPtrArray *arrivals;   /* (owned) (element-type Arrival) */
  LaneAnswer answer;     /* (nullable) 200 to everything */
  gint64 latency;        /* of each answer; microseconds */
  guint n_under_way;
  guint most_under_way;
  guint n_wakes; /* how often virtual time stood at a moment when somebody woke */
  gpointer data;
};

/* Prints its seed, which RACKSHIP_TEST_SEED sets. (transfer full) */
LaneWorld *lane_world_new (void);
/* (transfer full) */
RsLane *lane_world_new_lane (LaneWorld *self, RsRate rate);
/* Sends @method @path with @priority. (transfer full) */
DexFuture *lane_world_send (RsLane *lane, const char *method, const char *path, RsPriority priority);

/* Lets everybody do what can be done without time passing. */
void lane_world_settle (void);
/* Settles and then lets @microseconds pass, stopping at each moment when somebody wakes. */
void lane_world_pass (LaneWorld *self, gint64 microseconds);
/* Lets time pass until @future is done; stops the test when nobody sleeps and it is not. */
void lane_world_run (LaneWorld *self, DexFuture *future);
/* Runs until @future (transfer full) is done. The answer's status (200…), or minus the RsError, -1000 for an
 * error of another kind; its text in @words (transfer full) (optional). */
int lane_world_outcome (LaneWorld *self, DexFuture *future, char **words);

gint64 lane_world_now (LaneWorld *self);
const Arrival *lane_world_arrival (LaneWorld *self, guint index);
/* The paths in the order of their arrival, without the slash, by a space between. (transfer full) */
char *lane_world_order (LaneWorld *self);

/* (transfer full) */
RsResponse *lane_answer (guint status, const char *header, const char *value, const char *body);

G_END_DECLS
