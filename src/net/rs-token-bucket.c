/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-token-bucket.h"

#include <math.h>

/* A hair below a whole token is rounding, not a reason to wait. */
#define HAIR 1e-9

/* At least one, or a background request could never go. */
static double
background_burst (const RsTokenBucket *self)
{
  return MAX (1.0, self->rate.burst / 2.0);
}

void
rs_token_bucket_init (RsTokenBucket *self, RsRate rate, gint64 now)
{
  self->rate = rate;
  self->ceiling = rate.rate;
  self->pace = rate.rate;
  self->tokens = rate.burst;
  self->background = background_burst (self);
  self->filled_at = now;
}

static void
fill (RsTokenBucket *self, gint64 now)
{
  double seconds = MAX (now - self->filled_at, 0) / 1e6;

  self->filled_at = now;
  self->tokens = MIN (self->rate.burst, self->tokens + seconds * self->pace);
  self->background = MIN (background_burst (self), self->background + seconds * self->pace / 2.0);
}

static double
seconds_until (double tokens, double pace)
{
  return tokens >= 1.0 - HAIR ? 0.0 : (1.0 - tokens) / pace;
}

gint64
rs_token_bucket_take (RsTokenBucket *self, RsPriority priority, gint64 now)
{
  double wait;

  if (self->rate.rate <= 0)
    return 0;
  fill (self, now);
  wait = seconds_until (self->tokens, self->pace);
  if (priority == RS_PRIORITY_BACKGROUND)
    wait = MAX (wait, seconds_until (self->background, self->pace / 2.0));
  if (wait > 0)
    return MAX (1, (gint64) ceil (wait * 1e6));
  self->tokens -= 1.0;
  if (priority == RS_PRIORITY_BACKGROUND)
    self->background -= 1.0;
  return 0;
}

void
rs_token_bucket_give_back (RsTokenBucket *self, RsPriority priority)
{
  if (self->rate.rate <= 0)
    return;
  self->tokens = MIN (self->rate.burst, self->tokens + 1.0);
  if (priority == RS_PRIORITY_BACKGROUND)
    self->background = MIN (background_burst (self), self->background + 1.0);
}

void
rs_token_bucket_limit (RsTokenBucket *self, double remaining, gint64 now)
{
  if (self->rate.rate <= 0)
    return;
  fill (self, now);
  self->tokens = MIN (self->tokens, MAX (remaining, 0.0));
}

void
rs_token_bucket_set_limit (RsTokenBucket *self, guint64 limit, gint64 now)
{
  double slowed;

  if (self->rate.rate <= 0 || self->rate.window == 0 || limit == 0)
    return;
  fill (self, now);
  slowed = self->pace / self->ceiling;
  self->ceiling = MIN (self->rate.rate, (double) limit / self->rate.window);
  self->pace = self->ceiling * slowed;
}

void
rs_token_bucket_slow_down (RsTokenBucket *self, gint64 now)
{
  rs_token_bucket_limit (self, 0.0, now);
  self->pace = MAX (self->pace * 0.75, self->ceiling / 8.0);
}

void
rs_token_bucket_recover (RsTokenBucket *self, gint64 now)
{
  if (self->pace >= self->ceiling)
    return;
  fill (self, now);
  self->pace = MIN (self->ceiling, self->pace + self->ceiling / 200.0);
}
