/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The engine speaks English, with the values in the sentence; the window says it in the user's language. The
 * engine's sentences are kept here as patterns: a text that fits one is said by its translation with the same
 * values, any other is shown as it is. */

/* @english (nullable) may be of several sentences that are one pattern. (transfer full) (nullable) when
 * @english is. */
char *rs_phrase_translate (const char *english);
/* What a person is told of @error where there is little room, in English: its own words, but of a line that
 * is down no more than that; Problems has the rest. */
const char *rs_phrase_of_error (const GError *error);

G_END_DECLS
