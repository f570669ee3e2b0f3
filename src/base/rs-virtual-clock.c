/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-clock.h"

#include "rs-error.h"

/* Somebody who waits. */
typedef struct
{
  GSequenceIter *place; /* (unowned) where */
  DexPromise *promise;  /* (owned) */
  gulong discarded_id;
  gint64 due;    /* monotonic */
  guint64 order; /* of arrival */
} Sleeper;

struct _RsVirtualClock
{
  GObject parent_instance;
  RsInstant wall;
  gint64 monotonic;
  GSequence *sleepers; /* (owned) (element-type Sleeper) by due, then by arrival */
  guint64 arrivals;
};

/* Times stay at the ends of the range instead of wrapping. */
static gint64
later (gint64 time, gint64 microseconds)
{
  gint64 sum;

  if (__builtin_add_overflow (time, microseconds, &sum))
    return microseconds > 0 ? G_MAXINT64 : G_MININT64;
  return sum;
}

static RsInstant
virtual_now (RsClock *clock)
{
  return RS_VIRTUAL_CLOCK (clock)->wall;
}

static gint64
virtual_monotonic (RsClock *clock)
{
  return RS_VIRTUAL_CLOCK (clock)->monotonic;
}

static void
sleeper_free (gpointer data)
{
  Sleeper *self = data;

  g_signal_handler_disconnect (dex_promise_get_cancellable (self->promise), self->discarded_id);
  dex_unref (self->promise);
  g_free (self);
}

static int
compare_sleepers (gconstpointer a, gconstpointer b, gpointer data)
{
  const Sleeper *left = a, *right = b;

  if (left->due != right->due)
    return left->due < right->due ? -1 : 1;
  return (left->order > right->order) - (left->order < right->order);
}

/* libdex cancels the promise that nobody waits for any more. */
static void
on_discarded (GCancellable *cancellable, gpointer data)
{
  Sleeper *sleeper = data;

  g_sequence_remove (sleeper->place);
}

static DexFuture *
virtual_sleep (RsClock *clock, gint64 microseconds)
{
  RsVirtualClock *self = RS_VIRTUAL_CLOCK (clock);
  Sleeper *sleeper = g_new0 (Sleeper, 1);

  sleeper->promise = dex_promise_new_cancellable ();
  sleeper->due = later (self->monotonic, microseconds);
  sleeper->order = self->arrivals++;
  sleeper->place = g_sequence_insert_sorted (self->sleepers, sleeper, compare_sleepers, NULL);
  sleeper->discarded_id = g_signal_connect (dex_promise_get_cancellable (sleeper->promise), "cancelled",
                                            G_CALLBACK (on_discarded), sleeper);
  return dex_ref (DEX_FUTURE (sleeper->promise));
}

static void
virtual_clock_iface_init (RsClockInterface *iface)
{
  iface->now = virtual_now;
  iface->monotonic = virtual_monotonic;
  iface->sleep = virtual_sleep;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsVirtualClock, rs_virtual_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_CLOCK, virtual_clock_iface_init))

/* Takes the first sleeper off the list. */
static DexPromise *
take_first (RsVirtualClock *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->sleepers);
  DexPromise *promise = dex_ref (((Sleeper *) g_sequence_get (first))->promise);

  g_sequence_remove (first);
  return promise;
}

static void
rs_virtual_clock_finalize (GObject *object)
{
  RsVirtualClock *self = RS_VIRTUAL_CLOCK (object);

  while (!g_sequence_is_empty (self->sleepers))
    {
      g_autoptr (DexPromise) promise = take_first (self);

      dex_promise_reject (promise, g_error_new_literal (RS_ERROR, RS_ERROR_CANCELLED, "the clock is gone"));
    }
  g_sequence_free (self->sleepers);
  G_OBJECT_CLASS (rs_virtual_clock_parent_class)->finalize (object);
}

static void
rs_virtual_clock_class_init (RsVirtualClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_virtual_clock_finalize;
}

static void
rs_virtual_clock_init (RsVirtualClock *self)
{
  self->sleepers = g_sequence_new (sleeper_free);
}

RsVirtualClock *
rs_virtual_clock_new (RsInstant start)
{
  RsVirtualClock *self = g_object_new (RS_TYPE_VIRTUAL_CLOCK, NULL);

  self->wall = start;
  return self;
}

static Sleeper *
first_sleeper (RsVirtualClock *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->sleepers);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

static void
move_to (RsVirtualClock *self, gint64 monotonic)
{
  self->wall = later (self->wall, monotonic - self->monotonic);
  self->monotonic = monotonic;
}

/* Who is woken may drop the last reference to the clock, lie down again, or move the clock itself. */
void
rs_virtual_clock_advance (RsVirtualClock *self, gint64 microseconds)
{
  g_autoptr (RsVirtualClock) kept = NULL;
  gint64 target;
  Sleeper *sleeper;

  g_return_if_fail (RS_IS_VIRTUAL_CLOCK (self));
  g_return_if_fail (microseconds >= 0);

  kept = g_object_ref (self);
  target = later (self->monotonic, microseconds);
  while ((sleeper = first_sleeper (self)) != NULL && sleeper->due <= target)
    {
      gint64 due = sleeper->due;
      g_autoptr (DexPromise) promise = take_first (self);

      move_to (self, MAX (due, self->monotonic));
      dex_promise_resolve_boolean (promise, TRUE);
    }
  move_to (self, MAX (target, self->monotonic));
}

gboolean
rs_virtual_clock_advance_to_next (RsVirtualClock *self)
{
  Sleeper *sleeper;

  g_return_val_if_fail (RS_IS_VIRTUAL_CLOCK (self), FALSE);

  sleeper = first_sleeper (self);
  if (sleeper == NULL)
    return FALSE;
  rs_virtual_clock_advance (self, sleeper->due - self->monotonic);
  return TRUE;
}

void
rs_virtual_clock_jump (RsVirtualClock *self, gint64 microseconds)
{
  g_return_if_fail (RS_IS_VIRTUAL_CLOCK (self));
  self->wall = later (self->wall, microseconds);
}
