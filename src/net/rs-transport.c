/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-transport.h"

G_DEFINE_INTERFACE (RsTransport, rs_transport, G_TYPE_OBJECT)

static void
rs_transport_default_init (RsTransportInterface *iface)
{
}

DexFuture *
rs_transport_send (RsTransport *self, RsRequest *request)
{
  dex_return_error_if_fail (RS_IS_TRANSPORT (self));
  dex_return_error_if_fail (request != NULL);
  return RS_TRANSPORT_GET_IFACE (self)->send (self, request);
}
