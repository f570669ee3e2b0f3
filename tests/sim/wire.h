/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-random.h"
#include "rs-transport.h"

G_BEGIN_DECLS

/* This desk's clock: the world's, and an error that an administrator or NTP makes jump. */
#define TYPE_DESK_CLOCK (desk_clock_get_type ())
G_DECLARE_FINAL_TYPE (DeskClock, desk_clock, , DESK_CLOCK, GObject)

/* (transfer full) */
DeskClock *desk_clock_new (RsClock *world);
void desk_clock_jump (DeskClock *self, gint64 microseconds);

/* The line between one life of the program and one service: takes its time, loses answers as the service's
 * faults say, and can be cut by the program's death. What had left before still arrives. */
#define TYPE_WIRE (wire_get_type ())
G_DECLARE_FINAL_TYPE (Wire, wire, , WIRE, GObject)

/* Called when a request leaves and when its answer is on its way: places where the program can die. */
typedef void (*WireTick) (gpointer data);

/* What the network is like, by the services' clock. Plain value. */
typedef struct
{
  RsInstant down_until; /* there is none */
  RsInstant late_until; /* writes break off, and the service gets them all the same, up to LATEST later */
} Weather;

/* Less than the time after which a look that finds nothing is believed (20 s). */
#define LATEST (15 * RS_INSTANT_SECOND)

/* @random decides the latency. All are borrowed but @service, @clock and @random. (transfer full) */
Wire *wire_new (RsTransport *service, RsClock *clock, RsRandom *random, const Weather *weather, WireTick tick,
                gpointer data);
/* The program is dead: nothing leaves any more, no answer arrives. */
void wire_cut (Wire *self);
/* Writes every request down as it leaves: into @digest, @log (nullable) and @count, all borrowed. */
void wire_listen (Wire *self, const char *name, GChecksum *digest, GString *log, guint *count);

G_END_DECLS
