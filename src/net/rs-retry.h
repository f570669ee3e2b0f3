/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-instant.h"
#include "rs-request.h"

G_BEGIN_DECLS

/* What may be tried again, and when. Pure.
 *
 * A read may always be repeated, though not for ever. A write only when it is certain that nothing was done:
 * the service was never reached, or it answered 429. Every other failure of a write leaves doubt, also a 503,
 * which a gateway may give for a service that did the work; who wrote looks it up (DESIGN §3). */
typedef struct
{
  gboolean is_read;
  RsPriority priority;
  guint attempt;      /* the try that failed, from 1 */
  guint status;       /* 0 when there was no answer */
  int error_code;     /* an RsError when there was no answer; -1 for an error of another kind */
  gint64 retry_after; /* seconds, or -1 when the answer says nothing */
  gint64 elapsed;     /* microseconds since the first try left */
} RsTry;

/* What a person asked for is not sent again later than this after the first try: for a service that asks us
 * to wait, which may be until a limit by the minute is over, and for one that fails or is silent.
 * Microseconds. */
#define RS_RETRY_PATIENCE       (90 * G_TIME_SPAN_SECOND)
#define RS_RETRY_SHORT_PATIENCE (30 * G_TIME_SPAN_SECOND)

/* TRUE when the request may be sent again after @wait microseconds. @wait is set either way: it is how long
 * the service should be left alone. @unit is a random number in [0, 1), which spreads the waits so that many
 * clients do not return at one instant. */
gboolean rs_retry_decide (const RsTry *self, double unit, gint64 *wait);
/* The seconds of a Retry-After header, as a number or an HTTP date; -1 when absent or unusable; 0 for what is
 * past; at most 600. A date is compared with the answer's own @date header where that can be read, since our
 * clock may be wrong, else with @now. */
gint64 rs_retry_parse_after (const char *value, const char *date, RsInstant now);

G_END_DECLS
