/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-request.h"

G_BEGIN_DECLS

/* What a service allows. */
typedef struct
{
  double rate;  /* requests a second, sustained; 0 for no limit */
  guint burst;  /* how many at once after a rest */
  guint window; /* the seconds that the service's X-RateLimit-Limit counts over; 0 where that is not known */
} RsRate;

/* Webshipper: 2/s, burst 40 (Webshipper reference §1.7). Rackbeat: 480/min, burst 10 (Rackbeat reference
 * §1.2). */
#define RS_RATE_WEBSHIPPER ((RsRate) { 2.0, 40, 0 })
#define RS_RATE_RACKBEAT   ((RsRate) { 8.0, 10, 60 })
#define RS_RATE_UNLIMITED  ((RsRate) { 0, 0, 0 })

/* Permission to send, as arithmetic over a monotonic time: no clock, no waiting.
 *
 * One bucket holds what the service allows; a second one, at half the rate and half the burst, holds what
 * background requests may take of it. So over any stretch of time background takes at most half, and a person
 * finds the other half free. What the service says of its limit is believed where it allows less than we
 * thought, never where it allows more. */
typedef struct
{
  RsRate rate;       /* as agreed */
  double ceiling;    /* requests a second by the service's own word, at most the agreed rate */
  double pace;       /* requests a second now: the ceiling, or less for a while after a 429 */
  double tokens;     /* of the whole limit */
  double background; /* of the background's half */
  gint64 filled_at;  /* monotonic microseconds */
} RsTokenBucket;

void rs_token_bucket_init (RsTokenBucket *self, RsRate rate, gint64 now);
/* 0 when a request may go at @now (and counts it), else how many microseconds to wait before asking again. */
gint64 rs_token_bucket_take (RsTokenBucket *self, RsPriority priority, gint64 now);
/* What was taken was not used. */
void rs_token_bucket_give_back (RsTokenBucket *self, RsPriority priority);
/* The service says that only @remaining requests are left in its present window: never believe to have more.
 */
void rs_token_bucket_limit (RsTokenBucket *self, double remaining, gint64 now);
/* The service says how many requests its window allows. Not heard where the window is not known, nor 0, which
 * would allow nothing for ever. */
void rs_token_bucket_set_limit (RsTokenBucket *self, guint64 limit, gint64 now);
/* A 429: nothing is left, and the pace was too high. It falls by a quarter, to an eighth at the lowest. */
void rs_token_bucket_slow_down (RsTokenBucket *self, gint64 now);
/* An answer that was no 429: a slowed pace recovers by a two-hundredth of the ceiling. */
void rs_token_bucket_recover (RsTokenBucket *self, gint64 now);

G_END_DECLS
