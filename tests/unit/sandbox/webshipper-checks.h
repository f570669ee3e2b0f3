/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "world.h"

G_BEGIN_DECLS

/* Proves that the simulated Webshipper of @world, empty of orders, with the switch at @word, does what the
 * word says. */
typedef void (*WebshipperCheck) (World *world, const char *word);

/* The check of the switch @name, without "webshipper."; NULL when there is none. */
WebshipperCheck webshipper_check_find (const char *name);
WebshipperCheck webshipper_check_find_list (const char *name);
WebshipperCheck webshipper_check_find_change (const char *name);

G_END_DECLS
