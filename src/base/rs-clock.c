/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-clock.h"

G_DEFINE_INTERFACE (RsClock, rs_clock, G_TYPE_OBJECT)

static void
rs_clock_default_init (RsClockInterface *iface)
{
}

RsInstant
rs_clock_now (RsClock *self)
{
  g_return_val_if_fail (RS_IS_CLOCK (self), 0);
  return RS_CLOCK_GET_IFACE (self)->now (self);
}

gint64
rs_clock_monotonic (RsClock *self)
{
  g_return_val_if_fail (RS_IS_CLOCK (self), 0);
  return RS_CLOCK_GET_IFACE (self)->monotonic (self);
}

DexFuture *
rs_clock_sleep (RsClock *self, gint64 microseconds)
{
  dex_return_error_if_fail (RS_IS_CLOCK (self));
  if (microseconds <= 0)
    return dex_future_new_true ();
  return RS_CLOCK_GET_IFACE (self)->sleep (self, microseconds);
}

/* Longer than any program runs, and far from the end of a gint64. */
#define LONGEST_SLEEP (G_TIME_SPAN_DAY * 3650)

#define RS_TYPE_SYSTEM_CLOCK (rs_system_clock_get_type ())
G_DECLARE_FINAL_TYPE (RsSystemClock, rs_system_clock, RS, SYSTEM_CLOCK, GObject)

struct _RsSystemClock
{
  GObject parent_instance;
};

static RsInstant
system_now (RsClock *clock)
{
  return g_get_real_time ();
}

static gint64
system_monotonic (RsClock *clock)
{
  return g_get_monotonic_time ();
}

/* libdex's time-out is a rejection; here time passing is what was wanted. Anything else stays what it is. */
static DexFuture *
on_timeout (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL
      && g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return dex_future_new_true ();
  return dex_ref (future);
}

static DexFuture *
system_sleep (RsClock *clock, gint64 microseconds)
{
  return dex_future_catch (dex_timeout_new_usec (MIN (microseconds, LONGEST_SLEEP)), on_timeout, NULL, NULL);
}

static void
system_clock_iface_init (RsClockInterface *iface)
{
  iface->now = system_now;
  iface->monotonic = system_monotonic;
  iface->sleep = system_sleep;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsSystemClock, rs_system_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_CLOCK, system_clock_iface_init))

static void
rs_system_clock_class_init (RsSystemClockClass *klass)
{
}

static void
rs_system_clock_init (RsSystemClock *self)
{
}

RsClock *
rs_system_clock_new (void)
{
  return g_object_new (RS_TYPE_SYSTEM_CLOCK, NULL);
}
