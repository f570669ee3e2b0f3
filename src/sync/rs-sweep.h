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
/* Makes @self a sweep that reads back to @since; RS_INSTANT_NONE for everything. Before reading. */
void rs_sweep_begin_since (RsPass *self, RsInstant since);
/* Notes that @key was read in this pass. */
void rs_sweep_note (RsPass *self, const RsFeed *feed, const char *key);
/* Asks for orders that should be there and were not seen, and marks what is gone. After reading. */
gboolean rs_sweep_ask_orders (RsPass *self, GError **error);
/* The same, shipments too, in a sweep, which is remembered: asks for what was not seen, marks what is gone.
 */
gboolean rs_sweep_end (RsPass *self, GError **error);

G_END_DECLS
