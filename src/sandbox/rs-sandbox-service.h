/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-random.h"
#include "rs-transport.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the two simulated services share. Inside the sandbox folder only. */

/* The switches: every doubt of the references by name. Values are words. */
typedef struct _RsSwitches RsSwitches;
RsSwitches *rs_switches_new (void);
void rs_switches_free (RsSwitches *self);
/* @alternatives is a comma list that holds @initial; @meaning one sentence with the reference section. "*" allows any word,
 * "#" any whole number, beside those listed. */
void rs_switches_declare (RsSwitches *self, const char *name, const char *initial, const char *alternatives, const char *meaning);
gboolean rs_switches_set (RsSwitches *self, const char *name, const char *value, GError **error);
/* (transfer none); aborts on a name that was not declared: that is a programming error. */
const char *rs_switches_get (RsSwitches *self, const char *name);
gboolean rs_switches_is (RsSwitches *self, const char *name, const char *value);
gint64 rs_switches_get_int (RsSwitches *self, const char *name);
JsonNode *rs_switches_describe (RsSwitches *self);

/* The auditor's ledger: every write that took effect, in order, by anybody. Append-only. */
typedef struct _RsLedger RsLedger;
RsLedger *rs_ledger_new (RsClock *clock);
void rs_ledger_free (RsLedger *self);
/* @service "rackbeat" or "webshipper"; @kind "order", "shipment", "note"…; @verb "created", "changed", "deleted", "booked",
 * "shipped"…; @by "api" or "person"; @facts (transfer full) (nullable) whatever tells what was written. */
void rs_ledger_record (RsLedger *self, const char *service, const char *kind, const char *key, const char *verb,
                       const char *by, JsonObject *facts);

/* One simulated service. The base class carries what both share: bearer check hook, faults, request counts, rate limit
 * headers, delay; a subclass answers. */
#define RS_TYPE_SANDBOX_SERVICE (rs_sandbox_service_get_type ())
G_DECLARE_DERIVABLE_TYPE (RsSandboxService, rs_sandbox_service, RS, SANDBOX_SERVICE, GObject)

struct _RsSandboxServiceClass
{
  GObjectClass parent_class;
  /* One request, already counted and past faults "before": an answer. Runs to the end at once. (transfer full) */
  RsResponse *(*handle) (RsSandboxService *self, RsRequest *request);
  /* "/orders/1042/lines/7" → "/orders/{n}/lines/{id}", for counts and faults. (transfer full) */
  char *(*template) (RsSandboxService *self, const char *path);
  /* The answer for a throttled request: 429 body and headers as this service gives them. (transfer full) */
  RsResponse *(*throttled) (RsSandboxService *self, gboolean with_retry_after);
  /* Another person's doing (POST control/act): e.g. "book", "edit", "cancel", "ship" on @id with @args (the whole act object). The
   * result is what the control interface answers. RS_ERROR_REJECTED for unknown actions, naming the known ones. (transfer full) */
  JsonNode *(*act) (RsSandboxService *self, const char *action, const char *id, JsonObject *args, GError **error);
  /* The service's whole state as one object, each record as its API would show it in full. (transfer full) */
  JsonNode *(*dump) (RsSandboxService *self);
};

/* What a service is built with; all borrowed from the sandbox, which outlives it. */
typedef struct
{
  RsClock *clock;
  RsRandom *random;
  RsSwitches *switches;
  RsLedger *ledger;
} RsSandboxContext;

const RsSandboxContext *rs_sandbox_service_get_context (RsSandboxService *self);

/* The two services; each declares its switches ("rackbeat.…", "webshipper.…") when made. */
RsSandboxService *rs_sandbox_rackbeat_new (const RsSandboxContext *context);
RsSandboxService *rs_sandbox_webshipper_new (const RsSandboxContext *context);
/* Fill with sample data: registers, then @orders booked orders in Rackbeat and none in Webshipper. The rate names and the delivery
 * term names are nearly, not wholly, alike. */
void rs_sandbox_rackbeat_populate (RsSandboxService *self, guint orders);
void rs_sandbox_webshipper_populate (RsSandboxService *self);
const char *rs_sandbox_rackbeat_get_key (RsSandboxService *self);
const char *rs_sandbox_webshipper_get_token (RsSandboxService *self);

G_END_DECLS
