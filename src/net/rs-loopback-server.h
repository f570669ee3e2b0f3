/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-transport.h"

G_BEGIN_DECLS

/* Offers any transport as an HTTP server on 127.0.0.1: the front of the simulated services. It carries the
 * answers as their RsCarry and delay say. */
#define RS_TYPE_LOOPBACK_SERVER (rs_loopback_server_get_type ())
G_DECLARE_FINAL_TYPE (RsLoopbackServer, rs_loopback_server, RS, LOOPBACK_SERVER, GObject)

/* Requests whose path starts with @prefix ("" or "/api", no slash at the end) go to @transport with the
 * prefix removed; others get 404. @port 0 takes a free one. (transfer full) */
RsLoopbackServer *rs_loopback_server_new (RsTransport *transport, const char *prefix, guint16 port,
                                          GError **error);
/* "http://127.0.0.1:PORT/prefix" (transfer none) */
const char *rs_loopback_server_get_url (RsLoopbackServer *self);

G_END_DECLS
