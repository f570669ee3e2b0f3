/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The list of all orders, with search and a filter by state. */
#define RS_TYPE_ORDERS_PAGE (rs_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (RsOrdersPage, rs_orders_page, RS, ORDERS_PAGE, AdwBin)

GtkWidget *rs_orders_page_new (RsWorkspace *workspace);

G_END_DECLS
