/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-store.h"

G_BEGIN_DECLS

/* The items of Rackbeat, as they were last read, that are most like an order line's @text and @sku (nullable,
 * both): those that have its number or barcode, then by the words they share, then by number; at most @most.
 * Reads in short pieces. Resolves to a GPtrArray (G_TYPE_PTR_ARRAY) of RsItem. */
DexFuture *rs_items_like (RsStore *store, RsClock *clock, const char *text, const char *sku, guint most);

G_END_DECLS
