/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-response.h"
#include "rs-token-bucket.h"

G_BEGIN_DECLS

/* Who goes next. What a person clicked goes before what runs by itself, and within each in the order of
 * arrival, which a request keeps when it has to go again. At most RS_TURNSTILE_ROOM are under way at once,
 * background ones at most half of that, so that slow answers to background requests keep nobody waiting.
 * However many wait, one alarm sleeps for all of them. */
typedef struct _RsTurnstile RsTurnstile;

#define RS_TURNSTILE_ROOM 8

/* One request's place. Fields are the turnstile's own. */
typedef struct
{
  RsTurnstile *turnstile; /* (unowned) */
  RsPriority priority;
  guint64 number; /* of arrival */
  enum
  {
    RS_TURN_AWAY,    /* neither waits nor is under way */
    RS_TURN_WAITING, /* in line */
    RS_TURN_UNDER_WAY,
  } state;
  GList place;         /* in the line */
  DexPromise *promise; /* (owned) (nullable) while it waits */
} RsTurn;

/* (transfer full) */
RsTurnstile *rs_turnstile_new (RsRate rate, RsClock *clock);
/* No turn may be left. */
void rs_turnstile_free (RsTurnstile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsTurnstile, rs_turnstile_free)

/* What an answer says about the limit: its X-RateLimit headers, and that it is not a 429. */
void rs_turnstile_heed (RsTurnstile *self, const RsResponse *response);
/* A 429: nobody goes for @microseconds, and not so fast afterwards. Of several such the latest end counts;
 * requests that were under way together are told the same, which slows down once. */
void rs_turnstile_hold (RsTurnstile *self, gint64 microseconds);
/* For how much longer. */
gint64 rs_turnstile_get_hold (RsTurnstile *self);
/* Who waits with @priority need not wait any longer: all of them end with a copy of @reason. */
void rs_turnstile_dismiss (RsTurnstile *self, RsPriority priority, const GError *reason);

/* Takes a number. */
void rs_turn_init (RsTurn *self, RsTurnstile *turnstile, RsPriority priority);
/* Stands in line, by its number. (transfer full): resolves to TRUE when it may go, and from then on it is
 * under way until rs_turn_end(). Rejects when it is dismissed, or the clock ends. */
DexFuture *rs_turn_wait (RsTurn *self);
/* Leaves, from wherever it is. @is_used FALSE gives back what it was granted, since nothing was sent. */
void rs_turn_end (RsTurn *self, gboolean is_used);

G_END_DECLS
