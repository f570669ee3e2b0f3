/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "world.h"

G_BEGIN_DECLS

/* What tests of the simulated Webshipper begin with. */

/* Ids of the first channel, and of its rate with this name. */
gint64 first_channel (World *world);
gint64 rate_named (World *world, const char *name);
/* An order of two lines, 5 mugs and 2 plates, in the first channel; as it is answered. (transfer full) */
JsonNode *make_ws_order (World *world, const char *ext_ref);
gint64 ws_id (JsonNode *answer);
/* (transfer full) */
JsonNode *ws_order (World *world, gint64 id);
/* The whole order in one shipment. (transfer full) */
JsonNode *book_order (World *world, gint64 order);
guint ws_status (World *world, const char *call, const char *body);
/* errors[0].code of what must be refused with @status. (transfer full) */
char *ws_refused (World *world, const char *call, const char *body, guint status);
/* {"data":{"type","attributes":@attributes,"relationships":@relationships}}; (nullable) @id. (transfer full)
 */
char *resource (const char *type, const char *id, const char *attributes, const char *relationships);

G_END_DECLS
