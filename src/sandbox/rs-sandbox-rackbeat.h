/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox-service.h"

G_BEGIN_DECLS

/* The simulated Rackbeat's state and its rooms. Inside the sandbox folder only. "§" is the Rackbeat
 * reference.
 *
 * A record holds the whole object in the form of §3 and §8, with moments as whole microseconds (0: none). How
 * it is shown (spellings that are in doubt, the form of timestamps) is decided by the switches when it is
 * presented, never when it is kept. */
#define RS_TYPE_SANDBOX_RACKBEAT (rs_sandbox_rackbeat_get_type ())
G_DECLARE_FINAL_TYPE (RsSandboxRackbeat, rs_sandbox_rackbeat, RS, SANDBOX_RACKBEAT, RsSandboxService)

typedef struct
{
  gint64 id;          /* number or id */
  gint64 owner;       /* the order or customer that it hangs on; 0 none */
  JsonObject *object; /* (owned) */
  gint64 created_at;
  gint64 updated_at;
  GPtrArray *shipments; /* (owned) (element-type RsRbRecord) of orders only */
  GPtrArray *notes;     /* (owned) (element-type RsRbRecord) of orders only */
} RsRbRecord;

/* Records of one kind. */
typedef struct
{
  const char *path;     /* static: "orders", also in the object's own address */
  const char *plural;   /* static: the data key of lists */
  const char *singular; /* static: the wrapper of one */
  const char *key;      /* static: "number" or "id" */
  GHashTable *by_id;    /* (owned) gint64* → RsRbRecord, which it owns */
  GPtrArray *list;      /* (owned) (element-type RsRbRecord) by id */
  GPtrArray *recent;    /* (owned) (element-type RsRbRecord) by updated_at, newest first, unless stale */
  gboolean stale;
  gint64 next_id;
} RsRbTable;

typedef enum
{
  RS_RB_ORDERS,
  RS_RB_SHIPMENTS,
  RS_RB_NOTES,
  RS_RB_INVOICES,
  RS_RB_INVOICE_NOTES,
  RS_RB_CUSTOMERS,
  RS_RB_CONTACTS,
  RS_RB_ADDRESSES,
  RS_RB_ITEMS,
  RS_RB_WEBHOOKS,
  RS_RB_WEBHOOK_LOGS,
  RS_RB_SETTINGS,
  RS_RB_ADJUSTMENTS,
  RS_RB_MOVEMENTS,
  /* The registers of §3.5, one path each. */
  RS_RB_DELIVERY_TERMS,
  RS_RB_PAYMENT_TERMS,
  RS_RB_CUSTOMER_GROUPS,
  RS_RB_LAYOUTS,
  RS_RB_EMPLOYEES,
  RS_RB_UNITS,
  RS_RB_LOCATIONS,
  RS_RB_PRODUCT_GROUPS,
  RS_RB_FIELDS,
  RS_RB_USERS,
  RS_RB_CURRENCIES,
  RS_RB_COLLECTIONS,
  RS_RB_PROJECTS,
  RS_RB_BANK_ACCOUNTS,
  RS_RB_OWN_ADDRESSES, /* the company's, not a customer's (§2) */
  RS_RB_N_TABLES,
} RsRbKind;

struct _RsSandboxRackbeat
{
  RsSandboxService parent_instance;

  char *key; /* (owned) */
  RsRbTable tables[RS_RB_N_TABLES];
  GHashTable *items;    /* (owned) number → RsRbRecord, which the table owns */
  GHashTable *reserved; /* (owned) item number → double*: what stands in open shipments */
  GHashTable *wanted;   /* (owned) item number → double*: what booked orders want, as of wanted_at */
  guint64 changes;      /* of orders and shipments so far */
  guint64 wanted_at;    /* a value of changes */
  gint64 next_line;
  /* While the world is dumped every doubtful spelling is the default one, whatever the switches say. */
  gboolean plain;
  gboolean suppressed;     /* the request that is answered wants no events (§5) */
  DexCancellable *closing; /* (owned) cancelled when the service goes away: events stop */
  guint underway;          /* events that are being delivered */
};

typedef JsonNode *(*RsRbPresent) (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
typedef gboolean (*RsRbMatches) (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);

/* Switches; names without "rackbeat.". */
void rs_sbr_declare_switches (RsSwitches *switches);
gboolean rs_sbr_is (RsSandboxRackbeat *self, const char *name, const char *value);
/* The same for how things are spelt, which is never @value while the world is dumped. */
gboolean rs_sbr_is_spelt (RsSandboxRackbeat *self, const char *name, const char *value);

/* Records (rs-sandbox-rackbeat-records.c). */
void rs_sbr_tables_init (RsSandboxRackbeat *self);
void rs_sbr_tables_clear (RsSandboxRackbeat *self);
gint64 rs_sbr_now (RsSandboxRackbeat *self);
RsRbTable *rs_sbr_table (RsSandboxRackbeat *self, RsRbKind kind);
/* (nullable) */
RsRbRecord *rs_sbr_find (RsSandboxRackbeat *self, RsRbKind kind, gint64 id);
/* By its text in a path; NULL also for what is no whole number. */
RsRbRecord *rs_sbr_find_text (RsSandboxRackbeat *self, RsRbKind kind, const char *id);
RsRbRecord *rs_sbr_find_item (RsSandboxRackbeat *self, const char *number);
/* Takes @object and gives it the next number; or the one it has in @key_from_object, when that is free. */
RsRbRecord *rs_sbr_add (RsSandboxRackbeat *self, RsRbKind kind, JsonObject *object, gint64 owner);
/* Gives @object the members that its kind always has (rs-sandbox-rackbeat-shape.c). */
void rs_sbr_complete (RsRbKind kind, JsonObject *object);
/* Moves updated_at. */
void rs_sbr_touch (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record);
/* With all that hangs on it. */
void rs_sbr_remove (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record);
/* A line in the ledger, and an event for whoever has a webhook on it; @facts (transfer full) (nullable). */
void rs_sbr_record (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb, const char *by,
                    JsonObject *facts);

/* Sends the events of a ledger line to webhooks on this machine; @facts (nullable) names what changed
 * (rs-sandbox-rackbeat-events.c). */
void rs_sbr_announce (RsSandboxRackbeat *self, const char *kind, gint64 id, const char *verb,
                      JsonObject *facts);

/* Answers (rs-sandbox-rackbeat-answer.c). (transfer full) */
void rs_sbr_complain (JsonObject *errors, const char *path, const char *text);
/* {"errors":{path:[text]}}: validation (§1.6, CERTAIN). Takes @errors. */
RsResponse *rs_sbr_invalid_all (JsonObject *errors);
RsResponse *rs_sbr_invalid (const char *path, const char *text);
/* A business rule's 422, whose form is in doubt (§1.6). */
RsResponse *rs_sbr_refuse (RsSandboxRackbeat *self, const char *path, const char *text);
RsResponse *rs_sbr_message (guint status, const char *text);
RsResponse *rs_sbr_not_found (void);
/* A call that is not there, or not with this method. */
RsResponse *rs_sbr_no_such_call (RsSandboxRackbeat *self, RsRequest *request);
RsResponse *rs_sbr_done (void);
RsResponse *rs_sbr_pdf (const char *text);
/* {"@name":node}; takes @node. */
RsResponse *rs_sbr_single (guint status, const char *name, JsonNode *node);
/* The same for a record, presented and selected as the request wants it. */
RsResponse *rs_sbr_show (RsSandboxRackbeat *self, RsRequest *request, guint status, RsRbKind kind,
                         RsRbRecord *record);
/* Numbers as texts and booleans as digits, in the object and its lines, where the switches want them so. */
void rs_sbr_respell (RsSandboxRackbeat *self, JsonObject *object);
/* Whether expand= names @what. */
gboolean rs_sbr_expands (RsRequest *request, const char *what);
/* A moment in the form of the switch, or null. */
void rs_sbr_show_time (RsSandboxRackbeat *self, JsonObject *object, const char *name, gint64 at);
/* created_at, updated_at and self. */
void rs_sbr_stamp (RsSandboxRackbeat *self, RsRbKind kind, RsRbRecord *record, RsRequest *request,
                   JsonObject *object);
void rs_sbr_set_text (JsonObject *object, const char *name, const char *text);
/* Copies @name from @from where it is there. */
void rs_sbr_take (JsonObject *to, JsonObject *from, const char *name);
/* {number, name} of a register's row, as other objects embed it. (transfer full) */
JsonObject *rs_sbr_brief (JsonObject *row);
/* true, 1; in a query. */
gboolean rs_sbr_is_true (const char *text);
gboolean rs_sbr_contains (const char *text, const char *part);

/* Lists (rs-sandbox-rackbeat-list.c, rs-sandbox-rackbeat-select.c). (transfer full) */
/* The records as filters, order and switches leave them. @matches (nullable). */
GPtrArray *rs_sbr_query (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind, RsRbMatches matches);
/* One page of @records, data key first, 206 (§1.4). */
RsResponse *rs_sbr_list (RsSandboxRackbeat *self, RsRequest *request, const char *name, GPtrArray *records,
                         RsRbPresent present);
RsResponse *rs_sbr_list_kind (RsSandboxRackbeat *self, RsRequest *request, RsRbKind kind,
                              RsRbMatches matches);
/* Rows that are no records: (element-type JsonObject). */
RsResponse *rs_sbr_list_objects (RsSandboxRackbeat *self, RsRequest *request, const char *name,
                                 GPtrArray *objects);
/* What hangs on @owner. */
GPtrArray *rs_sbr_children (RsSandboxRackbeat *self, RsRbKind kind, gint64 owner);
/* How records of @kind are shown. */
RsRbPresent rs_sbr_presenter (RsRbKind kind);
/* Keeps only what fields= names, with nesting in parentheses (§1.5). Takes @node; @fields NULL keeps all. */
JsonNode *rs_sbr_select (JsonNode *node, const char *fields);

/* Orders. */
RsResponse *rs_sbr_handle_orders (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_lines (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order,
                                 GStrv segments);
RsResponse *rs_sbr_handle_notes (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order,
                                 GStrv segments);
RsResponse *rs_sbr_handle_order_fields (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order);
RsResponse *rs_sbr_handle_invoice_notes (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *invoice);
RsResponse *rs_sbr_list_uninvoiced (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order);
RsResponse *rs_sbr_handle_invoices (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
JsonNode *rs_sbr_present_order (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
JsonNode *rs_sbr_present_invoice (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
JsonNode *rs_sbr_present_order_line (RsSandboxRackbeat *self, RsRbRecord *order, JsonObject *line);
/* (transfer full): an array of what custom fields hold, in the form of the switch. */
JsonArray *rs_sbr_field_values (RsSandboxRackbeat *self, RsRbRecord *order);
RsRbRecord *rs_sbr_add_note (RsSandboxRackbeat *self, RsRbRecord *order, const char *text, const char *by);

/* What comes in (rs-sandbox-rackbeat-input.c). */
/* The complaints about an order's body, or NULL. @complete: a new order, which needs its customer and lines.
 */
RsResponse *rs_sbr_check_order (RsSandboxRackbeat *self, JsonObject *body, gboolean complete, gboolean draft);
/* About one line at @path; adds to @errors. */
void rs_sbr_check_line (RsSandboxRackbeat *self, JsonObject *line, const char *path, gboolean complete,
                        JsonObject *errors);
/* A draft with what its customer supplies and @body says. Not added yet. (transfer full) */
JsonObject *rs_sbr_new_order (RsSandboxRackbeat *self, JsonObject *body);
void rs_sbr_apply_order (RsSandboxRackbeat *self, JsonObject *order, JsonObject *body);
JsonObject *rs_sbr_new_line (RsSandboxRackbeat *self, JsonObject *order, JsonObject *input);
void rs_sbr_apply_line (RsSandboxRackbeat *self, JsonObject *line, JsonObject *input);
/* A shown moment or date as microseconds; 0 for null and what is none. */
gint64 rs_sbr_moment (JsonNode *node);

/* What an order goes through (rs-sandbox-rackbeat-state.c). */
JsonObject *rs_sbr_find_line (RsRbRecord *order, gint64 line_id);
JsonObject *rs_sbr_item_of_line (RsSandboxRackbeat *self, JsonObject *line);
gboolean rs_sbr_line_has_stock (RsSandboxRackbeat *self, JsonObject *line);
double rs_sbr_stock (RsSandboxRackbeat *self, const char *item);
/* How much of an order line stands in shipments, or only in shipped ones. */
double rs_sbr_quantity_in_shipments (RsRbRecord *order, gint64 line_id, gboolean shipped_only);
/* Line totals, order totals and the shipped flags, after lines or shipments changed. */
void rs_sbr_recompute (RsSandboxRackbeat *self, RsRbRecord *order);
gboolean rs_sbr_is_ready (RsSandboxRackbeat *self, RsRbRecord *order);
/* Each FALSE when the order's state does not allow it. */
gboolean rs_sbr_book (RsSandboxRackbeat *self, RsRbRecord *order, const char *by);
gboolean rs_sbr_reopen (RsSandboxRackbeat *self, RsRbRecord *order, const char *by);
/* (nullable) */
RsRbRecord *rs_sbr_invoice (RsSandboxRackbeat *self, RsRbRecord *order, gboolean booked, const char *by);
void rs_sbr_settle_archive (RsSandboxRackbeat *self, RsRbRecord *order);
void rs_sbr_move_stock (RsSandboxRackbeat *self, const char *item, double quantity);

/* Shipments. */
RsResponse *rs_sbr_handle_shipments (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_order_shipments (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order,
                                           GStrv segments);
RsResponse *rs_sbr_handle_create_shipment (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *order);
JsonNode *rs_sbr_present_shipment (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
RsRbRecord *rs_sbr_order_of (RsSandboxRackbeat *self, RsRbRecord *shipment);
/* (rs-sandbox-rackbeat-packing.c) */
/* A new shipment of what remains, or of @wanted (nullable) [{"order_line_id"|"id","quantity"}]. NULL when
 * nothing can be on it and the switch refuses empty ones. */
RsRbRecord *rs_sbr_make_shipment (RsSandboxRackbeat *self, RsRbRecord *order, JsonArray *wanted,
                                  const char *by);
/* How much a shipment line may hold at most: what the order has left beside the other shipments. */
double rs_sbr_room (RsSandboxRackbeat *self, RsRbRecord *shipment, JsonObject *line);
/* 0 removes the line. */
void rs_sbr_set_shipment_line (RsSandboxRackbeat *self, RsRbRecord *shipment, gint64 line_id,
                               double quantity);
void rs_sbr_pick (RsRbRecord *shipment, gint64 line_id, gboolean picked);
gboolean rs_sbr_ship (RsSandboxRackbeat *self, RsRbRecord *shipment, const char *by);
/* Takes @shipment's lines out of what is reserved, or puts them in. */
void rs_sbr_reserve (RsSandboxRackbeat *self, RsRbRecord *shipment, double sign);

/* The rest. */
RsResponse *rs_sbr_handle_items (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_item_parts (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *item,
                                      GStrv segments);
JsonNode *rs_sbr_present_item (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
RsRbRecord *rs_sbr_add_item (RsSandboxRackbeat *self, JsonObject *object);
RsResponse *rs_sbr_handle_customers (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
JsonNode *rs_sbr_present_customer (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);
/* NULL when @segments name no register. */
RsResponse *rs_sbr_handle_register (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_settings (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
/* Where a customer's discount groups are kept; the customer does not show them. */
#define RS_RB_DISCOUNT_GROUPS "discount_groups"
RsResponse *rs_sbr_handle_discount_group (RsSandboxRackbeat *self, RsRequest *request, RsRbRecord *customer,
                                          const char *id);
/* /inventory-adjustments and /inventory-movements. */
RsResponse *rs_sbr_handle_regulations (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
RsResponse *rs_sbr_handle_webhooks (RsSandboxRackbeat *self, RsRequest *request, GStrv segments);
JsonNode *rs_sbr_present_webhook (RsSandboxRackbeat *self, RsRbRecord *record, RsRequest *request);

JsonNode *rs_sbr_act (RsSandboxService *service, const char *action, const char *id, JsonObject *args,
                      GError **error);
const char *const *rs_sbr_describe_acts (RsSandboxService *service);
JsonNode *rs_sbr_dump (RsSandboxService *service);
/* Items, registers and customers of the invented company, with stock for @orders orders
 * (rs-sandbox-rackbeat-company.c). */
void rs_sbr_found_company (RsSandboxRackbeat *self, guint orders);

G_END_DECLS
