/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox-auditor.h"
#include "rs-sandbox-service.h"

G_BEGIN_DECLS

/* The auditor's desk: the two books sorted so that what belongs together lies together. Inside the sandbox
 * folder only; everything in here borrows from the world and the ledger. */

/* A Webshipper order. */
typedef struct
{
  gint64 id;
  JsonObject *attributes;
  GPtrArray *shipments; /* (owned) (element-type JsonObject) attributes of what was booked of it */
  gint64 rb_shipment;   /* the Rackbeat shipment that it stands for; 0: it stands for its whole order */
  gboolean is_source;   /* the Rackbeat order was made of it, not it of the order */
  gboolean live;        /* not cancelled */
  int made_at;          /* place in the ledger; -1 not there */
  int edited_at;        /* last by a person; -1 never */
  GHashTable *guests;   /* (owned) gint64* ids of the lines that were merged into it from other orders */
} RsAuditPart;

/* A Rackbeat order and all that stands for it. */
typedef struct
{
  gint64 number;
  char *subject; /* (owned) "order 1042" */
  JsonObject *order;
  GPtrArray *shipments; /* (owned) (element-type JsonObject) */
  GPtrArray *parts;     /* (owned) (element-type RsAuditPart) */
  gboolean made_by_program;
  int edited_at; /* last by a person, its shipments too; -1 never */
} RsAuditOrder;

typedef struct
{
  JsonObject *world;
  GPtrArray *ledger;
  RsInstant now;
  gint64 grace;
  GPtrArray *orders;     /* (owned) (element-type RsAuditOrder) by number */
  GPtrArray *parts;      /* (owned) (element-type RsAuditPart) every Webshipper order */
  GHashTable *by_number; /* (owned) gint64* → RsAuditOrder */
  GHashTable *items;     /* (owned) number → JsonObject */
  GHashTable *barcodes;  /* (owned) barcode → item number */
  JsonArray *duplicates, *lost, *contradictions, *uncrossed;
} RsAudit;

void rs_audit_duplicates (RsAudit *self);
void rs_audit_lost (RsAudit *self);
void rs_audit_contradictions (RsAudit *self);

/* One entry of @list. */
void rs_audit_find (JsonArray *list, const char *kind, const char *subject, const char *format, ...)
  G_GNUC_PRINTF (4, 5);
/* world.service.kind; never NULL. (transfer none) */
JsonArray *rs_audit_rows (RsAudit *self, const char *service, const char *kind);
/* Whether a person changed either side after @part crossed. */
gboolean rs_audit_was_edited (const RsAuditOrder *order, const RsAuditPart *part);
gboolean rs_audit_has_stock (RsAudit *self, const char *item);
/* The item number of a Webshipper line: its sku, or of the item whose barcode that is (PRODUCT F5.3), else
 * that of the Rackbeat line that its ext_ref names. (nullable) */
const char *rs_audit_item_of (RsAudit *self, const RsAuditOrder *order, JsonObject *ws_line);
/* Whether the line came to @part from another order, whose it still is. */
gboolean rs_audit_is_guest (const RsAuditPart *part, JsonObject *ws_line);
/* Quantity of @item in @part, guests aside; of its dispatched lines only. */
double rs_audit_quantity (RsAudit *self, const RsAuditOrder *order, const RsAuditPart *part, const char *item,
                          gboolean dispatched_only);
/* Quantity of @item in lines of the Rackbeat order or a shipment. */
double rs_audit_quantity_in (JsonObject *holder, const char *item);
/* The least and most whole pieces that the order's lines of @item can be in Webshipper: it takes no
 * fractions, and a person may choose to send 2.5 metres as 3 pieces or as 1. */
void rs_audit_bounds (JsonObject *holder, const char *item, double *least, double *most);
/* Every item number of the lines, once. (transfer container) */
GPtrArray *rs_audit_items (JsonObject *holder);
gboolean rs_audit_is_dispatched (const RsAuditPart *part);
/* Whether what has stood since @text, a moment, has done so for the grace. */
gboolean rs_audit_is_overdue (RsAudit *self, const char *text);

G_END_DECLS
