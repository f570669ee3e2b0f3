/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>
#include "rs-request.h"
#include "rs-response.h"

G_BEGIN_DECLS

/* The seam to the world: one request in, one response out, once. No retry, no rate, no token: those are the
 * lane's.
 *
 * Fails with RS_ERROR_OFFLINE when nothing can have reached the service (name, connection, TLS refused, a
 * proxy that does not let it pass), with RS_ERROR_AMBIGUOUS for everything after the head of the request was
 * sent (time-out, reset, cut body), with RS_ERROR_REJECTED for an address that is none or leads elsewhere,
 * where nothing is sent, and with RS_ERROR_PROTOCOL for an answer to a read that is beyond all bounds. */
#define RS_TYPE_TRANSPORT (rs_transport_get_type ())
G_DECLARE_INTERFACE (RsTransport, rs_transport, RS, TRANSPORT, GObject)

struct _RsTransportInterface
{
  GTypeInterface parent;
  DexFuture *(*send) (RsTransport *self, RsRequest *request);
};

/* (transfer full): resolves to an RsResponse of any status, or rejects as above. */
DexFuture *rs_transport_send (RsTransport *self, RsRequest *request);

G_END_DECLS
