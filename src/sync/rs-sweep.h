/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-pass.h"

G_BEGIN_DECLS

/* The sweep: once a day the lists are read again far behind the cursor, and what should still be there but
 * was not in them is asked for by itself. Being absent from a list proves nothing (a filter, a page that
 * shifted, an archive); only the owner's "not found" does. Inside the sync folder only. */

/* Makes @self a sweep when one is due, or was asked for: that one reads everything. Before reading. */
gboolean rs_sweep_begin (RsPass *self, GError **error);
/* How far back lists are to be read; RS_INSTANT_NONE for everything. Only in a sweep. */
RsInstant rs_sweep_depth (RsPass *self);
/* Notes that @key was read in this pass. */
void rs_sweep_note (RsPass *self, const RsFeed *feed, const char *key);
/* Asks for what was not seen, marks what is gone, and remembers that a sweep was made. After reading. */
gboolean rs_sweep_end (RsPass *self, GError **error);

G_END_DECLS
