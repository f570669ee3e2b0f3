/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-webshipper-codec.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: the bodies of writes. */

/* Opens {"data":{"id","type","attributes":{; @id NULL on a new resource. (transfer full) */
RsJsonWriter *rs_webshipper_begin_resource (const char *type, const char *id);
/* Closes the resource, whose attributes (and relationships) have been ended, and gives its text. Takes
 * @writer. (transfer full) */
GBytes *rs_webshipper_end_resource (RsJsonWriter *writer);
/* A to-one linkage; @id NULL for none. */
void rs_webshipper_add_relationship (RsJsonWriter *writer, const char *name, const char *type,
                                     const char *id);
/* The member "drop_point". */
void rs_webshipper_add_drop_point (RsJsonWriter *writer, const RsDropPoint *point);
/* The body of POST /drop_point_locators, by the rate or (@by_carrier) by its carrier and service. (transfer
 * full) */
GBytes *rs_webshipper_encode_locator (const RsShippingRate *rate, gboolean by_carrier, const RsAddress *near);
/* As rs_webshipper_encode_order_patch() for the order with @id, which the body must repeat (§1.6). (transfer
 * full) */
GBytes *rs_webshipper_encode_patch (const char *id, const RsWsOrder *order, RsWsOrderParts parts);
/* The body of POST /shipments for @order_id; @packages as rs_webshipper_client_book() takes them. (transfer
 * full) */
GBytes *rs_webshipper_encode_booking (const char *order_id, GPtrArray *packages);

G_END_DECLS
