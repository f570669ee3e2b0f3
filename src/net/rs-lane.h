/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-random.h"
#include "rs-token-bucket.h"
#include "rs-transport.h"

G_BEGIN_DECLS

/* The one way to a service: every request of a process to one service goes through its lane.
 *
 * The lane adds the Authorization header, waits for its turn (rs-turnstile.h: token bucket, interactive
 * requests first, background ones at most half, each in the order they came), sends, and deals with what is
 * the same for all (rs-retry.h): 429 with or without Retry-After holds the whole lane and is tried again, 5xx
 * and unreachable on reads are tried again with jittered back-off, at most four tries. A write is sent
 * exactly once unless it is certain that it did nothing (429, or never connected). 401 stops the lane:
 * RS_ERROR_AUTH for everything, also for who waits, without asking again, until rs_lane_reopen() or
 * rs_lane_try_again(). 403 is one request's own (a scope or the subscription lacks it).
 *
 * Who no longer wants an answer drops the future: a request that waits leaves the line and takes nothing of
 * the limit with it, a read that is under way is broken off, a write goes on. */
#define RS_TYPE_LANE (rs_lane_get_type ())
G_DECLARE_FINAL_TYPE (RsLane, rs_lane, RS, LANE, GObject)

/* @name is for errors ("Rackbeat"). @token goes into "Authorization: Bearer …" and nowhere else: an answer
 * that repeats it loses it here. With a @token that cannot stand in a header, or none, the lane is stopped
 * from the start. (transfer full) */
RsLane *rs_lane_new (const char *name, RsTransport *transport, const char *token, RsRate rate, RsClock *clock,
                     RsRandom *random);

/* (transfer full): resolves to the RsResponse for 2xx and for every 4xx but 401, 408 and 429: a refusal is
 * read by the client that knows the service's error bodies. Rejects with AUTH (401, or the lane is stopped),
 * THROTTLED (429 after all patience, or a person would wait for longer than RS_RETRY_PATIENCE), OFFLINE,
 * AMBIGUOUS (408, 5xx, time-out, reset: of a read it only says that no answer came), PROTOCOL (an answer
 * beyond all bounds to a read), REJECTED (a redirect we do not follow), CANCELLED (the clock ended before it
 * was sent). */
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
/* When the service wants to be asked again, by the wall clock; RS_INSTANT_NONE when it never said so. */
RsInstant rs_lane_get_wait_until (RsLane *self);
/* How many requests have been put on the wire so far. */
guint64 rs_lane_get_request_count (RsLane *self);
/* A new token, or the same again: traffic may start again. What is still under way with the old token and
 * comes back with a 401 is sent again with the new one. */
void rs_lane_reopen (RsLane *self, const char *token);
/* A person asks to try the refused key once more: traffic may start again, and stops with the first 401. Does
 * nothing on a lane that is not stopped. */
void rs_lane_try_again (RsLane *self);

G_END_DECLS
