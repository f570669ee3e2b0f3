/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* All orders, searched at once, filtered by state, sorted by any column (PRODUCT F6.1). An activated row asks
 * for the action "win.open-order" with the case's key. */
#define RS_TYPE_ORDERS_PAGE (rs_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (RsOrdersPage, rs_orders_page, RS, ORDERS_PAGE, AdwNavigationPage)

/* (transfer floating) */
RsOrdersPage *rs_orders_page_new (RsSession *session);
/* Puts the cursor into the search entry. */
void rs_orders_page_search (RsOrdersPage *self);
void rs_orders_page_set_search (RsOrdersPage *self, const char *text);
/* Resolves to TRUE when the list shows what was asked. (transfer full) */
DexFuture *rs_orders_page_settle (RsOrdersPage *self);

G_END_DECLS
