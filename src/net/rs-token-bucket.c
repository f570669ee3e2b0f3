/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-token-bucket.h"

#include "rs-error.h"

#include <math.h>

void
rs_token_bucket_init (RsTokenBucket *self, RsRate rate, gint64 now)
{
  self->rate = rate;
  self->tokens = rate.burst;
  self->background = MAX (1.0, rate.burst / 2.0);
  self->filled_at = now;
}

static void
fill (RsTokenBucket *self, gint64 now)
{
  double seconds = MAX (now - self->filled_at, 0) / 1e6;

  self->filled_at = now;
  self->tokens = MIN (self->rate.burst, self->tokens + seconds * self->rate.rate);
  self->background
    = MIN (MAX (1.0, self->rate.burst / 2.0), self->background + seconds * self->rate.rate / 2.0);
}

gint64
rs_token_bucket_take (RsTokenBucket *self, RsPriority priority, gint64 now)
{
  double missing, rate;

  if (self->rate.rate <= 0)
    return 0;
  fill (self, now);
  missing = 1.0 - self->tokens;
  rate = self->rate.rate;
  if (priority == RS_PRIORITY_BACKGROUND && 1.0 - self->background > missing)
    {
      missing = 1.0 - self->background;
      rate = self->rate.rate / 2.0;
    }
  /* A hair below a whole token is rounding, not a reason to wait. */
  if (missing <= 1e-9)
    {
      self->tokens -= 1.0;
      if (priority == RS_PRIORITY_BACKGROUND)
        self->background -= 1.0;
      return 0;
    }
  return MAX (1, (gint64) ceil (missing / rate * 1e6));
}

void
rs_token_bucket_limit (RsTokenBucket *self, double remaining, gint64 now)
{
  if (self->rate.rate <= 0)
    return;
  fill (self, now);
  self->tokens = MIN (self->tokens, MAX (remaining, 0.0));
}

#define READ_TRIES                 4
#define THROTTLE_TRIES_INTERACTIVE 6
#define THROTTLE_TRIES_BACKGROUND  9
#define FIRST_WAIT                 (500 * 1000)
#define LONGEST_WAIT               (30 * G_TIME_SPAN_SECOND)

/* Doubles from half a second to thirty, give or take a quarter, so that many clients do not return at one
 * instant. */
static gint64
backoff (guint attempt, double unit)
{
  gint64 wait = FIRST_WAIT << MIN (attempt - 1, 7);

  return (gint64) (MIN (wait, LONGEST_WAIT) * (0.75 + unit / 2.0));
}

RsRetry
rs_retry_decide (gboolean is_read, RsPriority priority, guint attempt, guint status, int error_code,
                 gint64 retry_after, double unit, gint64 *wait)
{
  guint patience
    = priority == RS_PRIORITY_INTERACTIVE ? THROTTLE_TRIES_INTERACTIVE : THROTTLE_TRIES_BACKGROUND;

  *wait = backoff (attempt, unit);
  if (status == 429)
    {
      if (retry_after >= 0)
        *wait = retry_after * G_TIME_SPAN_SECOND + (gint64) (unit * 250000);
      return attempt < patience ? RS_RETRY_AFTER_WAIT : RS_RETRY_NO;
    }
  /* Never connected: nothing was done, whatever it was. */
  if (status == 0 && error_code == RS_ERROR_OFFLINE)
    return attempt < READ_TRIES ? RS_RETRY_AFTER_WAIT : RS_RETRY_NO;
  if (is_read && (status >= 500 || status == 408 || (status == 0 && error_code == RS_ERROR_AMBIGUOUS)))
    return attempt < READ_TRIES ? RS_RETRY_AFTER_WAIT : RS_RETRY_NO;
  return RS_RETRY_NO;
}

gint64
rs_retry_parse_after (const char *value, RsInstant now)
{
  guint64 seconds;
  RsInstant until;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return MIN ((gint64) seconds, 600);
  if (!rs_instant_parse (value, NULL, &until, NULL))
    return -1;
  return CLAMP ((until - now) / RS_INSTANT_SECOND, 0, 600);
}
