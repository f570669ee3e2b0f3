/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox-service.h"

G_BEGIN_DECLS

/* The simulated Rackbeat's state and its rooms. Inside the sandbox folder only.
 *
 * A record holds the whole object in the form of the reference's §3 and §8, with moments as whole microseconds; how it is shown
 * (spellings that are in doubt, the form of timestamps) is decided by the switches when it is presented. */
#define RS_TYPE_SANDBOX_RACKBEAT (rs_sandbox_rackbeat_get_type ())
G_DECLARE_FINAL_TYPE (RsSandboxRackbeat, rs_sandbox_rackbeat, RS, SANDBOX_RACKBEAT, RsSandboxService)

typedef struct
{
  gint64 id;          /* number or id */
  JsonObject *object; /* (owned) */
  gint64 created_at;
  gint64 updated_at;
} RsRbRecord;

struct _RsSandboxRackbeat
{
  RsSandboxService parent_instance;

  char *key;                /* (owned) */
  GHashTable *orders;       /* (owned) gint64* → RsRbRecord */
  GPtrArray *order_list;    /* (element-type RsRbRecord) by id */
  GPtrArray *order_recent;  /* (element-type RsRbRecord) by updated_at, newest first; see order_list_dirty */
  gboolean orders_dirty;
  GHashTable *shipments;
  GPtrArray *shipment_list;
  GPtrArray *shipment_recent;
  gboolean shipments_dirty;
  GHashTable *items;        /* (owned) number → JsonObject */
  GPtrArray *item_list;     /* (element-type JsonObject) */
  GHashTable *registers;    /* (owned) "delivery-terms" → GPtrArray of JsonObject */
  GHashTable *notes;        /* (owned) gint64* order → GPtrArray of JsonObject */
  GHashTable *customers;    /* (owned) gint64* → JsonObject */
  gint64 next_order;
  gint64 next_shipment;
  gint64 next_line;
  gint64 next_note;
};

/* Words of the switches, with "rackbeat." before the name. */
gboolean rs_sbr_is (RsSandboxRackbeat *self, const char *name, const char *value);
gint64 rs_sbr_now (RsSandboxRackbeat *self);
RsRbRecord *rs_sbr_find_order (RsSandboxRackbeat *self, gint64 number);
RsRbRecord *rs_sbr_find_shipment (RsSandboxRackbeat *self, gint64 id);
RsRbRecord *rs_sbr_add_order (RsSandboxRackbeat *self, JsonObject *object, gint64 at);
RsRbRecord *rs_sbr_add_shipment (RsSandboxRackbeat *self, JsonObject *object);
/* Moves updated_at and the lists that go by it. */
void rs_sbr_touch_order (RsSandboxRackbeat *self, RsRbRecord *order);
void rs_sbr_touch_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment);
void rs_sbr_remove_order (RsSandboxRackbeat *self, RsRbRecord *order);
void rs_sbr_remove_shipment (RsSandboxRackbeat *self, RsRbRecord *shipment);
GPtrArray *rs_sbr_register (RsSandboxRackbeat *self, const char *name);
void rs_sbr_record (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb, const char *by, JsonObject *facts);

/* Answers. {"errors":{path:[text]}} for a refusal (§1.6). */
RsResponse *rs_sbr_refuse (const char *path, const char *text);
RsResponse *rs_sbr_not_found (void);
RsResponse *rs_sbr_single (guint status, const char *name, JsonNode *node);
/* One page of @records, data key first, 206 (§1.4). */
RsResponse *rs_sbr_list (RsSandboxRackbeat *self, RsRequest *request, const char *name, GPtrArray *records, JsonNode *(*present) (RsSandboxRackbeat *self, gpointer record));
/* Records in the order and from the time asked for, as far as the switches heed it. @by_id by id, @recent by time, resorted when
 * @dirty. @matches (nullable). (transfer full) */
GPtrArray *rs_sbr_query (RsSandboxRackbeat *self, RsRequest *request, GPtrArray *by_id, GPtrArray *recent, gboolean *dirty,
                         gboolean (*matches) (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request));
/* Keeps only what fields= names, with nesting in parentheses (§1.5). (transfer full): takes @node. */
JsonNode *rs_sbr_select (JsonNode *node, const char *fields);

/* Orders. */
RsResponse *rs_sbr_handle_orders (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
JsonNode *rs_sbr_present_order (RsSandboxRackbeat *self, gpointer record);
/* Recomputes shipped flags from the shipments (§9 state machine). */
void rs_sbr_recompute (RsSandboxRackbeat *self, RsRbRecord *order);
JsonObject *rs_sbr_item_of_line (RsSandboxRackbeat *self, JsonObject *line);
gboolean rs_sbr_line_has_stock (RsSandboxRackbeat *self, JsonObject *line);
/* How much of an order line stands in shipments, or only in shipped ones. */
double rs_sbr_quantity_in_shipments (RsSandboxRackbeat *self, RsRbRecord *order, gint64 line_id, gboolean shipped_only);
gboolean rs_sbr_book (RsSandboxRackbeat *self, RsRbRecord *order, const char *by);
gboolean rs_sbr_reopen (RsSandboxRackbeat *self, RsRbRecord *order, const char *by);

/* Shipments. */
RsResponse *rs_sbr_handle_shipments (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_order_shipments (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order, GStrv segments);
RsResponse *rs_sbr_handle_create_shipment (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order);
JsonNode *rs_sbr_present_shipment (RsSandboxRackbeat *self, gpointer record);
/* A new shipment of what remains, or of @wanted (nullable) [{"order_line_id"|"id","quantity"}]. NULL when nothing can be on it. */
RsRbRecord *rs_sbr_make_shipment (RsSandboxRackbeat *self, RsRbRecord *order, JsonArray *wanted, const char *by);
gboolean rs_sbr_ship (RsSandboxRackbeat *self, RsRbRecord *shipment, const char *by);

JsonNode *rs_sbr_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args, GError **error);

G_END_DECLS
