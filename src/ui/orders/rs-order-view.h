/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* One order: its state on both sides, lines, shipments, why it is so, and what has happened. Follows the
 * store. */
#define RS_TYPE_ORDER_VIEW (rs_order_view_get_type ())
G_DECLARE_FINAL_TYPE (RsOrderView, rs_order_view, RS, ORDER_VIEW, AdwNavigationPage)

RsOrderView *rs_order_view_new (RsWorkspace *workspace, RsEngine *engine, const char *case_key);

G_END_DECLS
