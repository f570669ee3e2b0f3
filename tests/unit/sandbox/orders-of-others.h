/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "world.h"

G_BEGIN_DECLS

/* Orders in the simulated Webshipper as other people's clients make them. */

#define WS_ADDRESS                                                                                           \
  "{\"att_contact\":\"Karla Munk\",\"company_name\":\"Munk Keramik ApS\",\"address_1\":\"Havnegade 14\","    \
  "\"zip\":\"5000\",\"city\":\"Odense C\",\"country_code\":\"DK\"}"
#define WS_LINES                                                                                             \
  "[{\"sku\":\"KP-110\",\"description\":\"Mug\",\"quantity\":5,\"weight\":350,\"ext_ref\":\"a\"},"           \
  "{\"sku\":\"KP-210\",\"description\":\"Plate\",\"quantity\":2,\"weight\":600,\"ext_ref\":\"b\"}]"

/* The first channel, and its first rate. */
gint64 ws_channel (World *world);
gint64 ws_rate (World *world);
/* The body of a new order with a rate; @more: further attributes as JSON beginning with a comma, or "".
 * (transfer full) */
char *ws_order_body (World *world, const char *ext_ref, const char *more);
/* Its id. */
gint64 ws_make_order (World *world, const char *ext_ref);
/* PATCH of @attributes, JSON; the answer. (transfer full) */
JsonNode *ws_patch (World *world, gint64 order, const char *attributes, guint status);
/* GET of the order. (transfer full) */
JsonNode *ws_read (World *world, gint64 order);
/* POST /shipments for the order with @attributes; the answer. (transfer full) */
JsonNode *ws_book (World *world, gint64 order, const char *attributes, guint status);
/* "GET /orders/%d" and so on; only the status. */
guint ws_status (World *world, const char *method, const char *target, const char *body);
/* The resource's own id of an answer. */
gint64 ws_id (JsonNode *answer);

G_END_DECLS
