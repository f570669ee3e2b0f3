/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "story.h"

G_BEGIN_DECLS

/* Proves the judge: for each bug on purpose (rs-plant.h) one of the stories that the tests tell must break.
 * @positions: as of story_new(). @only: (nullable) a single bug. Prints TAP; the exit status. */
int planted_tell (const GPtrArray *positions, const char *only);
/* With --seed: this bug is in it. */
void planted_choose (const char *name);

G_END_DECLS
