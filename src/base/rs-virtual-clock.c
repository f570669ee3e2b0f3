/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-clock.h"

/* Somebody who waits. */
typedef struct
{
  DexPromise *promise; /* (owned) */
  gint64 due;          /* monotonic */
  guint64 order;       /* of arrival */
} Sleeper;

struct _RsVirtualClock
{
  GObject parent_instance;
  RsInstant wall;
  gint64 monotonic;
  GSequence *sleepers; /* (owned) (element-type Sleeper) by due, then by arrival */
  guint64 arrivals;
};

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

static DexFuture *
virtual_sleep (RsClock *clock, gint64 microseconds)
{
  RsVirtualClock *self = RS_VIRTUAL_CLOCK (clock);
  Sleeper *sleeper = g_new0 (Sleeper, 1);

  sleeper->promise = dex_promise_new ();
  sleeper->due = self->monotonic + microseconds;
  sleeper->order = self->arrivals++;
  g_sequence_insert_sorted (self->sleepers, sleeper, compare_sleepers, NULL);
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

static void
rs_virtual_clock_finalize (GObject *object)
{
  g_sequence_free (RS_VIRTUAL_CLOCK (object)->sleepers);
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

void
rs_virtual_clock_advance (RsVirtualClock *self, gint64 microseconds)
{
  gint64 target;

  g_return_if_fail (RS_IS_VIRTUAL_CLOCK (self));
  g_return_if_fail (microseconds >= 0);

  target = self->monotonic + microseconds;
  for (Sleeper *sleeper = first_sleeper (self); sleeper != NULL && sleeper->due <= target; sleeper = first_sleeper (self))
    {
      DexPromise *promise = dex_ref (sleeper->promise);
      gint64 step = MAX (sleeper->due - self->monotonic, 0);

      self->monotonic += step;
      self->wall += step;
      g_sequence_remove (g_sequence_get_begin_iter (self->sleepers));
      dex_promise_resolve_boolean (promise, TRUE);
      dex_unref (promise);
    }
  self->wall += target - self->monotonic;
  self->monotonic = target;
}

gboolean
rs_virtual_clock_advance_to_next (RsVirtualClock *self)
{
  Sleeper *sleeper;

  g_return_val_if_fail (RS_IS_VIRTUAL_CLOCK (self), FALSE);

  sleeper = first_sleeper (self);
  if (sleeper == NULL)
    return FALSE;
  rs_virtual_clock_advance (self, MAX (sleeper->due - self->monotonic, 0));
  return TRUE;
}

void
rs_virtual_clock_jump (RsVirtualClock *self, gint64 microseconds)
{
  g_return_if_fail (RS_IS_VIRTUAL_CLOCK (self));
  self->wall += microseconds;
}
