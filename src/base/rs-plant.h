/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bugs on purpose, each with a name. They are in no program but the one that proves that the simulation finds
 * bugs (tests/sim/planted.c): everywhere else the condition is a constant, and nothing of it is compiled. */
#ifdef RS_PLANTS
#define RS_PLANT(name) rs_plant_is (name)
/* Whether this is the bug that is tried out now. */
gboolean rs_plant_is (const char *name);
#else
#define RS_PLANT(name) FALSE
#endif

G_END_DECLS
