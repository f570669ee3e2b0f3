/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-transport.h"

G_BEGIN_DECLS

/* The real transport: HTTP over libsoup to one service.
 *
 * Plain http is accepted for loopback addresses only; TLS is always verified and there is no way to turn that
 * off. Redirects are followed at most five times, with the same method, and only to the same scheme, host and
 * port; any other redirect is RS_ERROR_REJECTED and the Authorization header never leaves for it. Bodies
 * above 64 MiB are refused. */
#define RS_TYPE_SOUP_TRANSPORT (rs_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (RsSoupTransport, rs_soup_transport, RS, SOUP_TRANSPORT, GObject)

/* @base_url such as "https://app.rackbeat.com/api"; RS_ERROR_REJECTED when it is not a usable URL or plain
 * http to a host that is not loopback. @user_agent names us to the service. (transfer full) */
RsTransport *rs_soup_transport_new (const char *base_url, const char *user_agent, GError **error);

G_END_DECLS
