/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"
#include "rs-transport.h"

G_BEGIN_DECLS

/* Practice mode: the whole application against the simulated services inside the process (PRODUCT F9.5). */

/* Carries a simulated service's answers as a network would: its delays are waited for, and a cut or reset
 * connection is an error. (transfer full) */
RsTransport *rs_practice_transport_new (RsTransport *service, RsClock *clock);

/* What the office has done before practice begins: shipments of three orders in four, by @control. The fourth
 * is for whoever practises. */
void rs_practice_make_shipments (RsTransport *control);

/* Sets a fresh practice profile up: Rackbeat to Webshipper by shipment, the first channel, the proposed
 * mapping. On a fiber. */
gboolean rs_practice_set_up (RsEngine *engine, RsStore *store, GError **error);

G_END_DECLS
