/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox.h"
#include "test-json.h"

G_BEGIN_DECLS

/* A sandbox on a clock that stands still, talked to in process. All of these stop the test when the answer is
 * not what was expected. */
typedef struct
{
  RsVirtualClock *clock; /* (owned) */
  RsSandbox *sandbox;    /* (owned) */
} World;

#define WORLD_SEED 20260928

/* With @orders sample orders and no rate limits; it is 28 September 2026, 12:00 in Denmark. */
World *world_new (guint orders);
World *world_new_with_seed (guint orders, guint64 seed);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* "rackbeat.limit=accept1000" */
void world_set (World *self, const char *assignment);
/* @target: path and query as on the wire. @body (nullable). With the right key. (transfer full) */
RsResponse *world_send (World *self, RsSandboxPart part, const char *method, const char *target,
                        const char *body);
/* The same, with a Rackbeat key of one's own; NULL for none. (transfer full) */
RsResponse *world_send_with_key (World *self, const char *key, const char *target);
/* The same; the answer must have @status and hold JSON. (transfer full) */
JsonNode *world_json (World *self, RsSandboxPart part, const char *method, const char *target,
                      const char *body, guint status);
/* Of Rackbeat: "GET /orders" and so on in one word. (transfer full) */
JsonNode *rb (World *self, const char *call, const char *body, guint status);
/* Only the status. */
guint rb_status (World *self, const char *call, const char *body);
/* Of Webshipper, "POST /orders". (transfer full) */
JsonNode *ws (World *self, const char *call, const char *body, guint status);
/* POST /act with @json. (transfer full) */
JsonNode *act (World *self, const char *json);
/* The refusal's text of an act that must be refused. (transfer full) */
char *act_refused (World *self, const char *json);
JsonNode *control (World *self, const char *call, const char *body, guint status);

/* Values at a path of test-json.h. */
double number_at (JsonNode *root, const char *path);
const char *text_at (JsonNode *root, const char *path);
gboolean flag_at (JsonNode *root, const char *path);
guint length_at (JsonNode *root, const char *path);
gboolean is_null_at (JsonNode *root, const char *path);
gboolean has_at (JsonNode *root, const char *path, const char *name);

/* A booked order of @lines, JSON such as [{"item_id":"CYK-2201","quantity":3}], to a Danish address; its
 * number. */
gint64 make_order (World *self, const char *lines);
gint64 make_draft (World *self, const char *lines);
/* create-shipment by the API; its id. */
gint64 make_shipment (World *self, gint64 order);
char *format (const char *format, ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
