/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The dialogs that change the set-up of a profile that runs: each shows what it would do before it is done.
 * They present themselves above @parent. */

/* Direction, trigger, channel, start and which orders (PRODUCT F2.5). */
void rs_show_flow_dialog (RsSession *session, GtkWidget *parent);
/* Delivery terms and shipping rates (PRODUCT F3). */
void rs_show_mapping_dialog (RsSession *session, GtkWidget *parent);

G_END_DECLS
