/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-random.h"
#include "rs-transport.h"

G_BEGIN_DECLS

/* The one way to a service: every request of a process to one service goes through its lane.
 *
 * The lane adds the Authorization header, waits for its turn (token bucket; interactive requests first,
 * background ones at most half the rate), sends, and deals with what is the same for all: 429 with or without
 * Retry-After (wait, then try again; it was not done), 5xx and unreachable on reads (again with jittered
 * back-off, at most four tries). A write is sent exactly once unless the answer proves that it did nothing
 * (429, or never connected). 401 stops the lane: RS_ERROR_AUTH for everything, without asking again, until
 * rs_lane_reopen(). 403 is one request's own (a scope or the subscription lacks it). */
#define RS_TYPE_LANE (rs_lane_get_type ())
G_DECLARE_FINAL_TYPE (RsLane, rs_lane, RS, LANE, GObject)

typedef struct
{
  double rate; /* requests a second, sustained */
  guint burst; /* how many at once after a rest */
} RsRate;

/* Webshipper: 2/s, burst 40 (Webshipper reference §1.7). Rackbeat: 480/min, burst 10 (Rackbeat reference
 * §1.2). */
#define RS_RATE_WEBSHIPPER ((RsRate) { 2.0, 40 })
#define RS_RATE_RACKBEAT   ((RsRate) { 8.0, 10 })
#define RS_RATE_UNLIMITED  ((RsRate) { 0, 0 })

/* @name is for errors ("Rackbeat"). @token goes into "Authorization: Bearer …" and nowhere else. (transfer
 * full) */
RsLane *rs_lane_new (const char *name, RsTransport *transport, const char *token, RsRate rate, RsClock *clock,
                     RsRandom *random);

/* (transfer full): resolves to the RsResponse for 2xx and for every 4xx but 401 and 429: a refusal is read by
 * the client that knows the service's error bodies. Rejects with AUTH (401, or the lane is stopped),
 * THROTTLED, OFFLINE, AMBIGUOUS (5xx on a write, time-out, reset), CANCELLED. */
DexFuture *rs_lane_send (RsLane *self, RsRequest *request);

typedef enum
{
  RS_LANE_OPEN,    /* answers come */
  RS_LANE_WAITING, /* throttled: until rs_lane_get_wait_until() */
  RS_LANE_OFFLINE, /* the last request did not reach the service */
  RS_LANE_STOPPED, /* the key was refused */
} RsLaneState;

/* State, notified as property "state". */
RsLaneState rs_lane_get_state (RsLane *self);
RsInstant rs_lane_get_wait_until (RsLane *self);
/* How many requests have been put on the wire so far. */
guint64 rs_lane_get_request_count (RsLane *self);
/* A new token, or the same again: traffic may start again. */
void rs_lane_reopen (RsLane *self, const char *token);

G_END_DECLS
