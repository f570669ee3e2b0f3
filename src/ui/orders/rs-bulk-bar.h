/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-bulk.h"
#include "rs-choosing.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What can be done to the orders that are chosen: the buttons, how far it is with a way to stop it, and at
 * the end one toast that says what came of it and takes it back where it can be.
 *
 * Its actions belong to the page around it, so that menus and keys have them too: orders.send, orders.hold,
 * orders.let-go, orders.ship.
 *
 * Property "running" (boolean), with notify. */
#define RS_TYPE_BULK_BAR (rs_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (RsBulkBar, rs_bulk_bar, RS, BULK_BAR, AdwBin)

/* More than so many orders are not changed at once. */
#define RS_BULK_MOST 2000

void rs_bulk_bar_set_session (RsBulkBar *self, RsSession *session);
/* So many are chosen. */
void rs_bulk_bar_set_count (RsBulkBar *self, guint count);
gboolean rs_bulk_bar_get_running (RsBulkBar *self);
/* Does it, after asking where it cannot be taken back. One at a time. @case_keys (element-type utf8). */
void rs_bulk_bar_begin (RsBulkBar *self, RsBulkKind kind, GPtrArray *case_keys);

G_END_DECLS
