/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-webshipper-codec.h"
#include "rs-ws-draft.h"

G_BEGIN_DECLS

/* What the source says otherwise now than when both sides last agreed (PRODUCT F4.6). @sent and @now are
 * bodies of POST /orders. Only what F4.1 lists is compared, and of that only what the order itself says: an
 * item's new weight, tariff number or origin is no change of the order. The rate counts by the order's
 * delivery term, so that a new mapping does not touch what crossed. NULL and
 * "" are the same.
 *
 * @words (element-type utf8) (nullable) gets one text for each difference. */
RsWsOrderParts rs_ws_difference (JsonNode *sent, JsonNode *now, GPtrArray *words);

/* A copy of @body without its lines. (transfer full) */
JsonNode *rs_ws_body_without_lines (JsonNode *body);
/* A copy of @body with nothing but where it goes. (transfer full) */
JsonNode *rs_ws_body_with_delivery_address (JsonNode *body);

/* The lines that the Webshipper order should have: @draft's where the source changed since @sent; else
 * Webshipper's own, so that what people did there stays. Old lines keep their ids, lines that people added
 * stay, those that left the source go. (element-type RsWsLine) (transfer full) */
GPtrArray *rs_ws_merge_lines (JsonNode *sent, JsonNode *now, const RsWsOrder *draft,
                              const RsWsOrder *current);

G_END_DECLS
