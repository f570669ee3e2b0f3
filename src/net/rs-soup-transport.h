/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-transport.h"

G_BEGIN_DECLS

/* The real transport: HTTP over libsoup to one service (one exchange: rs-soup-exchange.h).
 *
 * Plain http is accepted for loopback addresses only (127.0.0.0/8, ::1, localhost), before any byte leaves,
 * and those are reached without a proxy; the rest goes by the proxy of the desktop, if there is one, which
 * sees nothing of a request but the host. TLS is always verified and there is no way to turn that off. The
 * Authorization header goes to the scheme, host and port of the base address and nowhere else, whatever a
 * redirect or a path says. */
#define RS_TYPE_SOUP_TRANSPORT (rs_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (RsSoupTransport, rs_soup_transport, RS, SOUP_TRANSPORT, GObject)

/* @base_url such as "https://app.rackbeat.com/api", without user, query or fragment; RS_ERROR_REJECTED when
 * it is not a usable URL or plain http to a host that is not loopback. @user_agent names us to the service.
 * (transfer full) */
RsTransport *rs_soup_transport_new (const char *base_url, const char *user_agent, GError **error);

G_END_DECLS
