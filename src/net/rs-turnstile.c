/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-turnstile.h"

#define N_PRIORITIES (RS_PRIORITY_BACKGROUND + 1)

struct _RsTurnstile
{
  RsClock *clock; /* (owned) */
  RsTokenBucket bucket;
  GQueue lines[N_PRIORITIES]; /* (element-type RsTurn) (unowned) by number */
  guint n_under_way[N_PRIORITIES];
  guint64 n_numbers;
  gint64 held_until; /* monotonic */
  DexFuture *alarm;  /* (owned) (nullable) wakes the line */
  gint64 alarm_at;   /* monotonic */
  gboolean is_pump_due;
};

static void pump (RsTurnstile *self);
static void pump_soon (RsTurnstile *self);

static RsTurn *
peek (RsTurnstile *self)
{
  for (guint i = 0; i < N_PRIORITIES; i++)
    if (self->lines[i].head != NULL)
      return self->lines[i].head->data;
  return NULL;
}

static gboolean
has_room (const RsTurnstile *self, RsPriority priority)
{
  guint background = self->n_under_way[RS_PRIORITY_BACKGROUND];

  if (priority == RS_PRIORITY_BACKGROUND && background >= RS_TURNSTILE_ROOM / 2)
    return FALSE;
  return background + self->n_under_way[RS_PRIORITY_INTERACTIVE] < RS_TURNSTILE_ROOM;
}

gint64
rs_turnstile_get_hold (RsTurnstile *self)
{
  gint64 now = rs_clock_monotonic (self->clock);

  return self->held_until > now ? self->held_until - now : 0;
}

/* Takes it out of the line. (transfer full) */
static DexPromise *
step_out (RsTurn *turn)
{
  g_queue_unlink (&turn->turnstile->lines[turn->priority], &turn->place);
  turn->state = RS_TURN_AWAY;
  return g_steal_pointer (&turn->promise);
}

static void
admit (RsTurnstile *self, RsTurn *turn)
{
  g_autoptr (DexPromise) promise = step_out (turn);

  turn->state = RS_TURN_UNDER_WAY;
  self->n_under_way[turn->priority]++;
  dex_promise_resolve_boolean (promise, TRUE);
}

void
rs_turnstile_dismiss (RsTurnstile *self, RsPriority priority, const GError *reason)
{
  GQueue *line = &self->lines[priority];

  while (line->head != NULL)
    {
      g_autoptr (DexPromise) promise = step_out (line->head->data);

      dex_promise_reject (promise, g_error_copy (reason));
    }
  pump_soon (self);
}

/* It may ring after all who waited have gone, when it was put off to another round of the main loop. */
static DexFuture *
on_alarm (DexFuture *completed, gpointer data)
{
  RsTurnstile *self = data;
  g_autoptr (GError) error = NULL;

  dex_clear (&self->alarm);
  if (dex_future_get_value (completed, &error) != NULL)
    pump (self);
  else
    for (guint i = 0; i < N_PRIORITIES; i++)
      rs_turnstile_dismiss (self, i, error);
  return NULL;
}

static void
turnstile_clear (gpointer data)
{
  RsTurnstile *self = data;

  g_object_unref (self->clock);
}

static void
turnstile_release (gpointer data)
{
  g_rc_box_release_full (data, turnstile_clear);
}

/* One that rings too early only looks again. It holds us until it has rung or is put away. */
static void
set_alarm (RsTurnstile *self, gint64 wait)
{
  gint64 at = rs_clock_monotonic (self->clock) + wait;

  if (self->alarm != NULL && self->alarm_at <= at)
    return;
  dex_clear (&self->alarm);
  self->alarm_at = at;
  self->alarm = dex_future_finally (rs_clock_sleep (self->clock, wait), on_alarm, g_rc_box_acquire (self),
                                    turnstile_release);
}

/* Lets go whoever may, and sets the alarm for the next. Background ones wait while a person does. */
static void
pump (RsTurnstile *self)
{
  RsTurn *turn;

  while ((turn = peek (self)) != NULL && has_room (self, turn->priority))
    {
      gint64 wait = rs_turnstile_get_hold (self);

      if (wait == 0)
        wait = rs_token_bucket_take (&self->bucket, turn->priority, rs_clock_monotonic (self->clock));
      if (wait > 0)
        {
          set_alarm (self, wait);
          return;
        }
      admit (self, turn);
    }
  dex_clear (&self->alarm);
}

static void
on_pump (gpointer data)
{
  RsTurnstile *self = data;

  self->is_pump_due = FALSE;
  pump (self);
  turnstile_release (self);
}

/* When all who come and go in this round of the main loop have done so: then a person goes first though he
 * came a moment later, and who was given up at once is never sent. */
static void
pump_soon (RsTurnstile *self)
{
  if (self->is_pump_due)
    return;
  self->is_pump_due = TRUE;
  dex_scheduler_push (dex_scheduler_get_default (), on_pump, g_rc_box_acquire (self));
}

RsTurnstile *
rs_turnstile_new (RsRate rate, RsClock *clock)
{
  RsTurnstile *self = g_rc_box_new0 (RsTurnstile);

  self->clock = g_object_ref (clock);
  self->held_until = rs_clock_monotonic (clock);
  rs_token_bucket_init (&self->bucket, rate, rs_clock_monotonic (clock));
  return self;
}

void
rs_turnstile_free (RsTurnstile *self)
{
  g_assert (peek (self) == NULL);
  dex_clear (&self->alarm);
  turnstile_release (self);
}

static gboolean
read_number (const RsResponse *response, const char *header, guint64 *out)
{
  const char *text = rs_response_get_header (response, header);

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, out, NULL);
}

void
rs_turnstile_heed (RsTurnstile *self, const RsResponse *response)
{
  gint64 now = rs_clock_monotonic (self->clock);
  guint64 number;

  if (read_number (response, "X-RateLimit-Limit", &number))
    rs_token_bucket_set_limit (&self->bucket, number, now);
  if (read_number (response, "X-RateLimit-Remaining", &number))
    rs_token_bucket_limit (&self->bucket, (double) number, now);
  if (response->status != 429)
    rs_token_bucket_recover (&self->bucket, now);
}

void
rs_turnstile_hold (RsTurnstile *self, gint64 microseconds)
{
  gint64 now = rs_clock_monotonic (self->clock);

  if (self->held_until <= now)
    rs_token_bucket_slow_down (&self->bucket, now);
  self->held_until = MAX (self->held_until, now + microseconds);
}

void
rs_turn_init (RsTurn *self, RsTurnstile *turnstile, RsPriority priority)
{
  *self = (RsTurn) { .turnstile = turnstile, .priority = priority, .number = turnstile->n_numbers++ };
}

/* From the end, where new ones belong. */
static void
join (GQueue *line, RsTurn *turn)
{
  GList *before = line->tail;

  while (before != NULL && ((RsTurn *) before->data)->number > turn->number)
    before = before->prev;
  turn->place = (GList) { .data = turn };
  g_queue_insert_after_link (line, before, &turn->place);
}

DexFuture *
rs_turn_wait (RsTurn *self)
{
  DexFuture *future;

  g_assert (self->state == RS_TURN_AWAY);

  self->state = RS_TURN_WAITING;
  self->promise = dex_promise_new ();
  future = dex_ref (DEX_FUTURE (self->promise));
  join (&self->turnstile->lines[self->priority], self);
  pump_soon (self->turnstile);
  return future;
}

void
rs_turn_end (RsTurn *self, gboolean is_used)
{
  RsTurnstile *turnstile = self->turnstile;

  if (self->state == RS_TURN_WAITING)
    dex_unref (step_out (self));
  else if (self->state == RS_TURN_UNDER_WAY)
    {
      turnstile->n_under_way[self->priority]--;
      if (!is_used)
        rs_token_bucket_give_back (&turnstile->bucket, self->priority);
      self->state = RS_TURN_AWAY;
    }
  else
    return;
  pump_soon (turnstile);
}
