/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-exchange.h"
#include "rs-rackbeat-answer.h"
#include "rs-rackbeat-client.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: how every call is made. */

/* A request with the headers Rackbeat wants on each (§1.1). @path is encoded. (transfer full) */
RsRequest *rs_rackbeat_request_new (const char *method, const char *path);
/* The object or array that @writer holds as the body. Takes @writer. */
void rs_rackbeat_request_take_body (RsRequest *request, RsJsonWriter *writer);
/* Sends @request (transfer full) and decodes with @decode. (transfer full) */
DexFuture *rs_rackbeat_client_call (RsRackbeatClient *self, RsRequest *request, RsDecodeFunc decode,
                                    RsRbAsk ask);
/* RsPage with the rows of all pages of @path: for lists that are short by nature. (transfer full) */
DexFuture *rs_rackbeat_client_collect (RsRackbeatClient *self, const char *path, RsRbAsk ask,
                                       RsPriority priority);

G_END_DECLS
