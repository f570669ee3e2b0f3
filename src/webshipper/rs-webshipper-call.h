/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-exchange.h"
#include "rs-webshipper-answer.h"
#include "rs-webshipper-client.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: how every call is made. */

/* A request in the JSON:API media type (§1.3). @path is encoded. (transfer full) */
RsRequest *rs_webshipper_request_new (const char *method, const char *path);
/* "/orders/4711", or "/orders/4711/shipments" with @related; @id is encoded. (transfer full) */
char *rs_webshipper_path (const char *collection, const char *id, const char *related);
/* Sends @request (transfer full) and decodes with @decode. @order_id (nullable) as RsWsAsk has it. (transfer
 * full) */
DexFuture *rs_webshipper_client_call (RsWebshipperClient *self, RsRequest *request, RsDecodeFunc decode,
                                      const RsDocumentKind *kind, guint page, const char *order_id);
/* The same for a call about the one document @id of @kind. (transfer full) */
DexFuture *rs_webshipper_client_call_about (RsWebshipperClient *self, RsRequest *request, RsDecodeFunc decode,
                                            const RsDocumentKind *kind, const char *id);

G_END_DECLS
