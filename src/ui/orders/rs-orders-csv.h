/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-store.h"

G_BEGIN_DECLS

/* Orders as a table for a spreadsheet: @ids (element-type guint32) of case rows, in that order; what is gone
 * meanwhile is left out. Numbers and dates are such as a spreadsheet reads. Made a few rows at a time, so
 * that the window goes on. Resolves to a string; rejects with RS_ERROR_STORAGE. (transfer full) */
DexFuture *rs_orders_to_csv (RsStore *store, GArray *ids);

G_END_DECLS
