/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* To be called first of all, before there is a second thread. libsoup asks for the type of socket addresses
 * while it makes its own first session, under a lock that GDBus needs to make that type when it connects at
 * the same moment: each would wait for the other for ever. */
void rs_net_prepare (void);

G_END_DECLS
