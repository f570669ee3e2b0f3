/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-reader.h"
#include "rs-ws-order.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: the kinds of documents Webshipper gives, and pieces of JSON:API. */

extern const RsDocumentKind rs_ws_kind_order;
extern const RsDocumentKind rs_ws_kind_shipment;
extern const RsDocumentKind rs_ws_kind_rate;
extern const RsDocumentKind rs_ws_kind_channel;

/* The id in relationships.@name.data of a resource; NULL when the relationship carries only links, as is
 * normal (§1.4), or is not there. Ids are strings on top and numbers inside; both come as text. (transfer
 * full) (nullable) */
char *rs_webshipper_read_linkage (const RsJson *resource, const char *name);
/* The ids in a to-many linkage; empty when it carries no data. (transfer full) (element-type utf8) */
GPtrArray *rs_webshipper_read_linkages (const RsJson *resource, const char *name);
/* Embedded addresses (§3.3). (transfer full) */
RsAddress *rs_webshipper_read_address (const RsJson *json);

/* Embedded drop points (§3.4): as much of one as there is. (transfer full) */
RsDropPoint *rs_webshipper_read_drop_point (const RsJson *json);

/* @resource as text with relationships.order pointing to @order_id (nullable); NULL when that is NULL, or
 * when the resource says itself which order it belongs to. (transfer full) (nullable) */
char *rs_webshipper_tie_shipment (const RsJsonValue *resource, const char *order_id);

G_END_DECLS
