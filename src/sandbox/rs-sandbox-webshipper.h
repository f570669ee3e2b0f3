/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox-service.h"

G_BEGIN_DECLS

/* The simulated Webshipper's state and its rooms. Inside the sandbox folder only. A record holds its
 * attributes as they go on the wire (Webshipper reference §3), with moments as whole microseconds in
 * created_at and updated_at. */
#define RS_TYPE_SANDBOX_WEBSHIPPER (rs_sandbox_webshipper_get_type ())
G_DECLARE_FINAL_TYPE (RsSandboxWebshipper, rs_sandbox_webshipper, RS, SANDBOX_WEBSHIPPER, RsSandboxService)

/* The smallest document that is one, as base64. */
#define RS_SBW_TINY_PDF "JVBERi0xLjQKJSVFT0YK"

typedef struct
{
  gint64 id;
  const char *type;       /* "orders", "shipments", …; static */
  JsonObject *attributes; /* (owned) */
  gint64 created_at;
  gint64 updated_at;  /* 0 on types that show none */
  gint64 order_id;    /* of shipments */
  gint64 shipment_id; /* of labels */
  gint64 carrier_id;  /* of rates */
} RsWsRecord;

struct _RsSandboxWebshipper
{
  RsSandboxService parent_instance;

  char *token;         /* (owned) */
  char *refresh_token; /* (owned) */
  GHashTable *tables;  /* (owned) type → GHashTable of gint64* → RsWsRecord */
  GHashTable *lists;   /* (owned) type → GPtrArray of RsWsRecord, by id */
  GPtrArray *recent;   /* (element-type RsWsRecord) orders by updated_at, newest first; see recent_dirty */
  gboolean recent_dirty;
  GHashTable *ext_refs; /* (owned) "channel/ext_ref" → RsWsRecord */
  GHashTable *refusals; /* (owned) order ids whose booking the carrier refuses → text */
  gint64 next_id;
};

gboolean rs_sbw_is (RsSandboxWebshipper *self, const char *name, const char *value);
const char *rs_sbw_get (RsSandboxWebshipper *self, const char *name);
gint64 rs_sbw_now (RsSandboxWebshipper *self);
GPtrArray *rs_sbw_list (RsSandboxWebshipper *self, const char *type);
RsWsRecord *rs_sbw_find (RsSandboxWebshipper *self, const char *type, gint64 id);
/* Takes @attributes. */
RsWsRecord *rs_sbw_add (RsSandboxWebshipper *self, const char *type, JsonObject *attributes);
void rs_sbw_remove (RsSandboxWebshipper *self, RsWsRecord *record);
void rs_sbw_touch (RsSandboxWebshipper *self, RsWsRecord *record);
void rs_sbw_record (RsSandboxWebshipper *self, const char *kind, gint64 id, const char *verb, const char *by,
                    JsonObject *facts);

/* errors[] with code, pointer, title, detail (§1.6). */
RsResponse *rs_sbw_error (guint status, const char *code, const char *pointer, const char *title,
                          const char *detail);
RsResponse *rs_sbw_not_found (void);
/* One resource as it is shown; @base is the scheme, host and "/v2" of links. (transfer full) */
JsonNode *rs_sbw_present (RsSandboxWebshipper *self, RsWsRecord *record, RsRequest *request);
RsResponse *rs_sbw_single (RsSandboxWebshipper *self, guint status, RsWsRecord *record, RsRequest *request);
/* Scheme, host and "/v2" of links: absolute, by the address the client used (§1.4). (transfer full) */
char *rs_sbw_base_url (RsRequest *request);
/* The table of relations. */
gboolean rs_sbw_is_relation (const char *type, const char *name);
/* Adds the names of all relations of @type, static strings. */
void rs_sbw_list_relations (const char *type, GPtrArray *names);
/* What hangs on @record under @name; NULL where there is no such relation. @target is its type, NULL where
 * there never is any. (element-type RsWsRecord) (transfer container) (nullable) */
GPtrArray *rs_sbw_related (RsSandboxWebshipper *self, RsWsRecord *record, const char *name,
                           const char **target, gboolean *many);
/* GET of a related resource, or of the linkage alone. */
RsResponse *rs_sbw_answer_related (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record,
                                   const char *name, gboolean only_linkage);
/* Adds linkage to @resource and what is linked to @included, once each: @seen is record → its shown JsonNode.
 */
void rs_sbw_include (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *record, JsonNode *resource,
                     JsonArray *included, GHashTable *seen);
/* The refusal of an include, a field or a sort of @type that is not defined, or NULL. (transfer full)
 * (nullable) */
RsResponse *rs_sbw_check_question (RsSandboxWebshipper *self, RsRequest *request, const char *type);
/* Filter, sort, page, include of §1.5 over @records (element-type RsWsRecord). */
RsResponse *rs_sbw_query (RsSandboxWebshipper *self, RsRequest *request, const char *type,
                          GPtrArray *records);
/* "2026-01-01T10:00:02.0Z": one digit of fraction (§1.4). (transfer full) */
char *rs_sbw_time (gint64 at);

/* Sets what @object lacks of the members of @json, an object. */
void rs_sbw_set_defaults (JsonObject *object, const char *json);
/* What a shipment and its packages show beyond what was sent (§3.5, §3.6); its tracking events begin (§3.7).
 */
void rs_sbw_complete_shipment (RsSandboxWebshipper *self, RsWsRecord *shipment);
void rs_sbw_complete_package (RsSandboxWebshipper *self, RsWsRecord *shipment, JsonObject *package);
/* Whether POST of @type is answered by reckoning, and the answer. */
gboolean rs_sbw_is_computed (const char *type);
RsResponse *rs_sbw_compute (RsSandboxWebshipper *self, RsRequest *request, const char *type);
/* What an order, its lines and its addresses show beyond what was sent (§3.1–3.4). @first: the order's first
 * line. */
void rs_sbw_complete_order (RsSandboxWebshipper *self, RsWsRecord *order);
void rs_sbw_complete_line (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *line, gboolean first);
void rs_sbw_complete_address (RsSandboxWebshipper *self, JsonObject *attributes, const char *name,
                              const char *type);
/* Keeps those of @records that pass the filters of @request; FALSE with @refused set for one that is not
 * allowed. */
gboolean rs_sbw_filter (RsSandboxWebshipper *self, RsRequest *request, const char *type, GPtrArray *records,
                        RsResponse **refused);

RsResponse *rs_sbw_create_order (RsSandboxWebshipper *self, RsRequest *request);
RsResponse *rs_sbw_patch_order (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *order);
RsResponse *rs_sbw_delete_order (RsSandboxWebshipper *self, RsWsRecord *order, const char *by);
/* DELETE by a client, with the refusals that switches say. */
RsResponse *rs_sbw_answer_delete (RsSandboxWebshipper *self, RsWsRecord *order);
RsResponse *rs_sbw_answer_token (RsSandboxWebshipper *self, RsRequest *request);
void rs_sbw_declare_order_switches (RsSwitches *switches);
/* Status from the lines, as after a booking. */
void rs_sbw_settle_order (RsSandboxWebshipper *self, RsWsRecord *order);
gboolean rs_sbw_is_locked (RsWsRecord *order);

/* The refusal of an attribute that orders do not take, or not so; NULL when all is well. @attributes
 * (nullable). (transfer full) (nullable) */
RsResponse *rs_sbw_check_attributes (JsonObject *attributes);
/* The id that the relationship @name of @data says, 0 for none. */
gint64 rs_sbw_relation_id (JsonObject *data, const char *name);

/* Resources that are kept as they are given; POST, or PATCH of @record (nullable). */
gboolean rs_sbw_is_register (const char *type);
void rs_sbw_set_register_defaults (const char *type, JsonObject *attributes);
RsResponse *rs_sbw_delete_register (RsSandboxWebshipper *self, RsWsRecord *record);
RsResponse *rs_sbw_write_register (RsSandboxWebshipper *self, RsRequest *request, const char *type,
                                   RsWsRecord *record);
/* Moves the lines of @sources (element-type RsWsRecord) to @target. FALSE when one is locked, no longer open,
 * or of another channel. */
gboolean rs_sbw_merge (RsSandboxWebshipper *self, RsWsRecord *target, GPtrArray *sources, const char *by);
RsResponse *rs_sbw_create_merge (RsSandboxWebshipper *self, RsRequest *request);
/* Tells the webhooks of what happened. */
void rs_sbw_announce (RsSandboxWebshipper *self, const char *kind, gint64 id, const char *verb);
RsResponse *rs_sbw_patch_shipment (RsSandboxWebshipper *self, RsRequest *request, RsWsRecord *shipment);
/* By a client, as the switch shipment_delete says (§4.5, UNKNOWN). */
RsResponse *rs_sbw_delete_shipment (RsSandboxWebshipper *self, RsWsRecord *shipment);
/* The booking is gone with its labels and tracking; its lines are open again. */
void rs_sbw_take_back (RsSandboxWebshipper *self, RsWsRecord *shipment, const char *by);

/* What a carrier tells of parcels (§3.7). */
typedef struct
{
  const char *status;
  const char *description; /* (nullable) */
  const char *location;    /* (nullable) */
  const char *number;      /* (nullable) of this parcel only */
} RsSbwTransit;

gboolean rs_sbw_is_transit (const char *status);
void rs_sbw_track (RsSandboxWebshipper *self, RsWsRecord *shipment, const RsSbwTransit *transit);

/* Why the included_documents of @given (nullable) cannot be, or NULL; and hanging them on @shipment. */
RsResponse *rs_sbw_check_documents (RsSandboxWebshipper *self, JsonObject *given);
void rs_sbw_attach_documents (RsSandboxWebshipper *self, RsWsRecord *shipment);
/* Why the packages of @given (nullable) cannot be, or NULL: each is an object, and so are its lines. */
RsResponse *rs_sbw_check_parcels (JsonObject *given);
/* Labels and tracking may come a while after their shipment (§4.7, §6). */
gboolean rs_sbw_is_there (RsSandboxWebshipper *self, RsWsRecord *record);
/* The id that @node is or names; 0 when it does neither. */
gint64 rs_sbw_node_id (JsonNode *node);
void rs_sbw_declare_shipping_switches (RsSwitches *switches);

RsResponse *rs_sbw_create_shipment (RsSandboxWebshipper *self, RsRequest *request);
/* Books @order (nullable) with @packages (nullable: all open lines in one). NULL with *refusal (transfer
 * full) set. */
RsWsRecord *rs_sbw_book (RsSandboxWebshipper *self, RsWsRecord *order, JsonObject *attributes,
                         JsonArray *packages, const char *by, RsResponse **refusal);

const char *const *rs_sbw_describe_acts (RsSandboxService *service);
JsonNode *rs_sbw_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args,
                      GError **error);

G_END_DECLS
