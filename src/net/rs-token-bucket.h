/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-lane.h"

G_BEGIN_DECLS

/* Permission to send, as arithmetic over a monotonic time: no clock, no waiting.
 *
 * One bucket holds what the service allows; a second one, at half the rate and half the burst, holds what
 * background requests may take of it. So over any stretch of time background takes at most half, and a person
 * finds the other half free. */
typedef struct
{
  RsRate rate;
  double tokens;     /* of the whole limit */
  double background; /* of the background's half */
  gint64 filled_at;  /* monotonic microseconds */
} RsTokenBucket;

void rs_token_bucket_init (RsTokenBucket *self, RsRate rate, gint64 now);
/* 0 when a request may go at @now (and counts it), else how many microseconds to wait before asking again. */
gint64 rs_token_bucket_take (RsTokenBucket *self, RsPriority priority, gint64 now);
/* The service says that only @remaining requests are left in its present window: never believe to have more.
 */
void rs_token_bucket_limit (RsTokenBucket *self, double remaining, gint64 now);

/* What to do after a try that did not succeed. Pure. */
typedef enum
{
  RS_RETRY_NO,
  RS_RETRY_AFTER_WAIT,
} RsRetry;

/* @attempt counts from 1. @status 0 when there was no answer, @error_code an RsError then. @retry_after in
 * seconds, -1 for none.
 * @unit a random number in [0, 1). @wait becomes microseconds. */
RsRetry rs_retry_decide (gboolean is_read, RsPriority priority, guint attempt, guint status, int error_code,
                         gint64 retry_after, double unit, gint64 *wait);
/* The seconds of a Retry-After header, as a number or an HTTP date; -1 when absent or unusable; at most 600.
 */
gint64 rs_retry_parse_after (const char *value, RsInstant now);

G_END_DECLS
