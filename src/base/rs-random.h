/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The seam for chance: jitter, invented names, faults. From a seed it repeats exactly. */
#define RS_TYPE_RANDOM (rs_random_get_type ())
G_DECLARE_FINAL_TYPE (RsRandom, rs_random, RS, RANDOM, GObject)

/* @seed 0 takes one from the system. (transfer full) */
RsRandom *rs_random_new (guint64 seed);
guint64 rs_random_get_seed (RsRandom *self);
/* A whole number in [@low, @high). */
gint64 rs_random_range (RsRandom *self, gint64 low, gint64 high);
/* A number in [0, 1). */
double rs_random_unit (RsRandom *self);
/* True with @probability in 0…1. */
gboolean rs_random_chance (RsRandom *self, double probability);

G_END_DECLS
