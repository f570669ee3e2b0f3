/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One order (PRODUCT F6.2, F6.5): where it stands on both sides and why, its problems, lines, shipments,
 * addresses and history. Follows the store while it is seen. */
#define RS_TYPE_ORDER_VIEW (rs_order_view_get_type ())
G_DECLARE_FINAL_TYPE (RsOrderView, rs_order_view, RS, ORDER_VIEW, AdwNavigationPage)

/* (transfer floating) */
RsOrderView *rs_order_view_new (RsSession *session, const char *case_key);
/* Opens Why?. */
void rs_order_view_explain (RsOrderView *self);

G_END_DECLS
