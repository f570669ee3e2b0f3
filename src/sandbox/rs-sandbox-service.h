/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-clock.h"
#include "rs-random.h"
#include "rs-transport.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the two simulated services share. Inside the sandbox folder only. */

/* The switches: every doubt of the references by name. Values are words. "<service>.rate" is "off", a whole
 * number a minute in a fixed window, or "rate/burst": a bucket filled at so many a second. */
typedef struct _RsSwitches RsSwitches;
RsSwitches *rs_switches_new (void);
void rs_switches_free (RsSwitches *self);
/* @alternatives is a comma list that holds @initial; @meaning one sentence with the reference section. "*"
 * allows any word, "#" any whole number, "#/#" two numbers, beside those listed. */
void rs_switches_declare (RsSwitches *self, const char *name, const char *initial, const char *alternatives,
                          const char *meaning);
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
/* @service "rackbeat" or "webshipper"; @kind "order", "shipment", "note"…; @verb "created", "changed",
 * "deleted", "booked", "shipped"…; @by "api" or "person"; @facts (transfer full) (nullable) whatever tells
 * what was written. */
void rs_ledger_record (RsLedger *self, const char *service, const char *kind, const char *key,
                       const char *verb, const char *by, JsonObject *facts);

/* All entries so far, oldest first. (element-type JsonObject) (transfer none) */
GPtrArray *rs_ledger_get_entries (RsLedger *self);

/* Faults that tests set: what goes wrong with which requests. */
typedef struct _RsFaults RsFaults;

typedef enum
{
  RS_FAULT_NONE,
  RS_FAULT_LATENCY,      /* the answer comes late by amount milliseconds */
  RS_FAULT_STATUS,       /* refused with status amount (500); nothing is done */
  RS_FAULT_THROTTLE,     /* 429 as the service gives it; amount: seconds in Retry-After, 0 without one */
  RS_FAULT_RESET_BEFORE, /* the connection closes, nothing is done */
  RS_FAULT_RESET_AFTER,  /* it is done, and the connection closes */
  RS_FAULT_HANG_AFTER,   /* it is done, and no answer comes */
  RS_FAULT_STATUS_AFTER, /* it is done, and the answer is status amount (500) */
  RS_FAULT_CUT,          /* it is done, and the answer breaks off */
  RS_FAULT_MALFORMED,    /* it is done, and the answer is broken JSON */
  RS_FAULT_EMPTY,        /* it is done, and the answer has no body */
  RS_FAULT_HTML,         /* it is done, and the answer is 200 with a web page */
  RS_FAULT_WRONG_TYPE,   /* it is done, and a member of the answer has another type */
  RS_FAULT_HUGE_STRING,  /* it is done, and a member of the answer is amount (10,000,000) characters long */
  RS_FAULT_EXTRA_KEYS,   /* it is done, and every object of the answer has members that nobody knows */
  RS_FAULT_MISSING_KEY,  /* it is done, and a member of the answer is not there */
} RsFaultKind;

typedef struct
{
  RsFaultKind kind;
  gint64 amount;
  const char *field; /* (nullable) borrowed until faults are added or cleared: the member to spoil, else one
                        by chance */
  JsonNode *value;   /* (nullable) borrowed as field: what stands there instead */
  const char *body;  /* (nullable) borrowed as field: of RS_FAULT_STATUS and …_AFTER: "html" (also NULL),
                        "empty" or "json" */
} RsFault;

RsFaults *rs_faults_new (RsRandom *random);
void rs_faults_free (RsFaults *self);
/* {"clear":bool,"faults":[{"service","method","path","kind","amount","count","after","probability","field","value","body"}]},
 * or one fault alone. Service, method and path (a template or its beginning) may be left out for all; count
 * (1) 0 has no end; after skips the first so many. RS_ERROR_REJECTED names what is wrong, and nothing is
 * changed then. */
gboolean rs_faults_add (RsFaults *self, JsonObject *spec, GError **error);
/* What is set, spent ones too: each with "struck", how often it did, and "left" (null for no end). (transfer
 * full) */
JsonNode *rs_faults_describe (RsFaults *self);
/* The fault that strikes this request, counted: the first one set that concerns it. */
RsFault rs_faults_strike (RsFaults *self, const char *service, const char *method, const char *template);
/* The answer to a request that has been carried out, as @fault leaves it. (transfer full): takes @response.
 */
RsResponse *rs_fault_spoil (const RsFault *fault, RsResponse *response, RsRandom *random);
/* A refusal as a web server in front of the service gives it. (transfer full) */
RsResponse *rs_fault_page (guint status, const char *body);

/* One simulated service. The base class carries what both share: bearer check hook, faults, request counts,
 * rate limit headers, delay; a subclass answers. */
#define RS_TYPE_SANDBOX_SERVICE (rs_sandbox_service_get_type ())
G_DECLARE_DERIVABLE_TYPE (RsSandboxService, rs_sandbox_service, RS, SANDBOX_SERVICE, GObject)

struct _RsSandboxServiceClass
{
  GObjectClass parent_class;
  const char *name; /* "rackbeat" or "webshipper" */
  /* One request, already counted and past faults "before": an answer. Runs to the end at once. (transfer
   * full) */
  RsResponse *(*handle) (RsSandboxService *self, RsRequest *request);
  /* "/orders/1042/lines/7" → "/orders/{n}/lines/{id}", for counts and faults. (transfer full) */
  char *(*template) (RsSandboxService *self, const char *path);
  /* The answer for a throttled request: 429 body and headers as this service gives them; @retry_after
   * seconds, 0 without the header. (transfer full) */
  RsResponse *(*throttled) (RsSandboxService *self, guint retry_after);
  /* (nullable) What goes on every answer of this service; @limit requests a minute, @remaining of them left.
   */
  void (*decorate) (RsSandboxService *self, RsResponse *response, guint limit, guint remaining);
  /* (nullable) (array zero-terminated=1) what @act knows: name, meaning, name, meaning… */
  const char *const *(*describe_acts) (RsSandboxService *self);
  /* Another person's doing (POST control/act): e.g. "book", "edit", "cancel", "ship" on @id with @args (the
   * whole act object). The result is what the control interface answers. RS_ERROR_REJECTED for unknown
   * actions, naming the known ones. (transfer full) */
  JsonNode *(*act) (RsSandboxService *self, const char *action, const char *id, JsonObject *args,
                    GError **error);
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
  RsFaults *faults;
} RsSandboxContext;

/* Only for subclasses. */
void rs_sandbox_service_set_context (RsSandboxService *self, const RsSandboxContext *context);
/* method and template → count, as {"GET /orders": 3} (transfer full) */
JsonObject *rs_sandbox_service_get_counts (RsSandboxService *self);
void rs_sandbox_service_reset_counts (RsSandboxService *self);
JsonNode *rs_sandbox_service_act (RsSandboxService *self, const char *action, const char *id,
                                  JsonObject *args, GError **error);
JsonNode *rs_sandbox_service_dump (RsSandboxService *self);
/* The actions of rs_sandbox_service_act(): [{"action","meaning"}] (transfer full) */
JsonNode *rs_sandbox_service_describe_acts (RsSandboxService *self);

/* Small pieces that both services build with. */
/* (transfer full): @node is taken. */
RsResponse *rs_sandbox_json_response (guint status, const char *content_type, JsonNode *node);
/* (transfer full) (nullable): the body as an object. */
JsonObject *rs_sandbox_request_object (const RsRequest *request);
/* The path's segments, each decoded once. (transfer full) */
GStrv rs_sandbox_request_segments (const RsRequest *request);
/* Members whatever their type; NULL or 0 when they are not there. */
const char *rs_sandbox_string (JsonObject *object, const char *name);
double rs_sandbox_number (JsonObject *object, const char *name);
gboolean rs_sandbox_bool (JsonObject *object, const char *name);
JsonObject *rs_sandbox_object (JsonObject *object, const char *name);
JsonArray *rs_sandbox_array (JsonObject *object, const char *name);
/* Deep copies. (transfer full) */
JsonObject *rs_sandbox_copy (JsonObject *object);
JsonNode *rs_sandbox_copy_node (JsonNode *node);
JsonNode *rs_sandbox_object_node (JsonObject *object);

const RsSandboxContext *rs_sandbox_service_get_context (RsSandboxService *self);

/* The two services; each declares its switches ("rackbeat.…", "webshipper.…") when made. */
RsSandboxService *rs_sandbox_rackbeat_new (const RsSandboxContext *context);
RsSandboxService *rs_sandbox_webshipper_new (const RsSandboxContext *context);
/* Fill with sample data: registers, then @orders booked orders in Rackbeat and none in Webshipper. The rate
 * names and the delivery term names are nearly, not wholly, alike. */
void rs_sandbox_rackbeat_populate (RsSandboxService *self, guint orders);
void rs_sandbox_webshipper_populate (RsSandboxService *self);
const char *rs_sandbox_rackbeat_get_key (RsSandboxService *self);
const char *rs_sandbox_webshipper_get_token (RsSandboxService *self);

G_END_DECLS
