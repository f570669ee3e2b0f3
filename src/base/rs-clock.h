/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>
#include "rs-instant.h"

G_BEGIN_DECLS

/* The seam for time: everything that asks what time it is, or waits, does so through a clock. */
#define RS_TYPE_CLOCK (rs_clock_get_type ())
G_DECLARE_INTERFACE (RsClock, rs_clock, RS, CLOCK, GObject)

struct _RsClockInterface
{
  GTypeInterface parent;
  RsInstant (*now) (RsClock *self);
  gint64 (*monotonic) (RsClock *self);
  DexFuture *(*sleep) (RsClock *self, gint64 microseconds);
};

/* The wall clock, which may jump. */
RsInstant rs_clock_now (RsClock *self);
/* Microseconds that never go back: for rates, time-outs and durations. */
gint64 rs_clock_monotonic (RsClock *self);
/* (transfer full): resolves to TRUE after @microseconds; zero or less resolves at once. When libdex discards
 * it, because nothing waits for it any more, the clock forgets it. */
DexFuture *rs_clock_sleep (RsClock *self, gint64 microseconds);

/* The real clock. (transfer full) */
RsClock *rs_system_clock_new (void);

/* A clock that stands still until told to move, for tests and simulation. Who still sleeps when it is
 * destroyed gets RS_ERROR_CANCELLED. */
#define RS_TYPE_VIRTUAL_CLOCK (rs_virtual_clock_get_type ())
G_DECLARE_FINAL_TYPE (RsVirtualClock, rs_virtual_clock, RS, VIRTUAL_CLOCK, GObject)

RsVirtualClock *rs_virtual_clock_new (RsInstant start);
/* Moves both times on and wakes every sleeper that is due, in order of their due time, those of one time in
 * the order in which they lay down. Each wakes at its own time: a sleeper that lies down again within the
 * span is woken again. */
void rs_virtual_clock_advance (RsVirtualClock *self, gint64 microseconds);
/* Moves to the next sleeper's due time and wakes it, and all that are due with it. FALSE when nobody sleeps.
 */
gboolean rs_virtual_clock_advance_to_next (RsVirtualClock *self);
/* Shifts the wall clock only, forwards or back, as an administrator or NTP would. */
void rs_virtual_clock_jump (RsVirtualClock *self, gint64 microseconds);

G_END_DECLS
