/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A service did not answer. */
#define RS_PHRASE_NO_CONTACT "A service cannot be reached. Nothing is lost; try again in a moment"

/* The engine's sentences, "%s" for each value; the more special before the more general. Ends with NULL. */
extern const char *const rs_phrase_table[];

G_END_DECLS
