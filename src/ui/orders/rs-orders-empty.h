/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in the place of the orders while there is none to list: why that is, and what comes next. It
 * follows the session by itself: reading, a service that does not answer, what holds the sync up, nothing
 * there yet. */
#define RS_TYPE_ORDERS_EMPTY (rs_orders_empty_get_type ())
G_DECLARE_FINAL_TYPE (RsOrdersEmpty, rs_orders_empty, RS, ORDERS_EMPTY, AdwBin)

void rs_orders_empty_set_session (RsOrdersEmpty *self, RsSession *session);
/* There are orders, and none fits what is searched for. */
void rs_orders_empty_set_narrowed (RsOrdersEmpty *self, gboolean narrowed);

G_END_DECLS
