/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-transport.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The sandbox: a simulated Rackbeat and a simulated Webshipper over one in-memory world, as faithful as the
 * references allow. Every CERTAIN statement of the references is fixed behaviour; every UNKNOWN or LIKELY one
 * is a switch.
 *
 * It is single-threaded and takes its time and its chance from a clock and a seed, so that a run repeats
 * exactly. It knows nothing of RackShip: any client of either service can talk to it. */
#define RS_TYPE_SANDBOX (rs_sandbox_get_type ())
G_DECLARE_FINAL_TYPE (RsSandbox, rs_sandbox, RS, SANDBOX, GObject)

typedef enum
{
  RS_SANDBOX_RACKBEAT,
  RS_SANDBOX_WEBSHIPPER,
  RS_SANDBOX_CONTROL,
} RsSandboxPart;

/* An empty world. (transfer full) */
RsSandbox *rs_sandbox_new (RsClock *clock, guint64 seed);

/* "name=value", such as "rackbeat.limit=accept1000". RS_ERROR_REJECTED names the known switches or values. */
gboolean rs_sandbox_set_switch (RsSandbox *self, const char *assignment, GError **error);
/* Every switch as JSON: name, value, default, alternatives, meaning with its reference section. (transfer
 * full) */
JsonNode *rs_sandbox_describe_switches (RsSandbox *self);

/* Fills both services with a believable company: channels, rates, carriers, delivery terms, customers of
 * several countries, items of every kind and @orders varied booked orders (some drafts besides), from the
 * seed. */
void rs_sandbox_populate (RsSandbox *self, guint orders);

/* The in-process front of a part. Paths are below the service's base: "/orders", "/world". (transfer none) */
RsTransport *rs_sandbox_get_transport (RsSandbox *self, RsSandboxPart part);

const char *rs_sandbox_get_rackbeat_key (RsSandbox *self);
const char *rs_sandbox_get_webshipper_account (RsSandbox *self);
const char *rs_sandbox_get_webshipper_token (RsSandbox *self);

/* Both services' whole state; the auditor's findings; request counts: what the control interface answers.
 * (transfer full) */
JsonNode *rs_sandbox_get_world (RsSandbox *self);
JsonNode *rs_sandbox_audit (RsSandbox *self);
JsonNode *rs_sandbox_get_requests (RsSandbox *self);

G_END_DECLS
