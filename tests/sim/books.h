/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <json-glib/json-glib.h>
#include "rs-policy.h"
#include "rs-store.h"

G_BEGIN_DECLS

/* Both services' books as a person would lay them side by side, for the checker: read from the sandbox's dump
 * of its world, with no help of the engine's own readers. Everything borrows from the world. */

/* Members whatever their type; NULL, 0 and FALSE where there is none. */
const char *books_text (JsonObject *object, const char *name);
double books_number (JsonObject *object, const char *name);
gboolean books_flag (JsonObject *object, const char *name);
JsonObject *books_object (JsonObject *object, const char *name);
/* Never NULL: an empty list where there is none. (transfer none) */
JsonArray *books_list (JsonObject *object, const char *name);

/* A Webshipper order. */
typedef struct
{
  gint64 id;
  JsonObject *attributes;
  const char *ext_ref; /* (nullable) */
  const char *status;  /* never NULL */
  gint64 rate;         /* 0 for none */
  gboolean locked;
  gboolean live;        /* not cancelled */
  gboolean open;        /* live, not locked, and nothing of it is booked or dispatched */
  GPtrArray *shipments; /* (owned) (element-type JsonObject) attributes of what was booked of it */
} Parcel;

/* A Rackbeat order, and the Webshipper orders that stand for it or for a shipment of it. */
typedef struct
{
  gint64 number;
  char *key; /* (owned) "rb-order/1042", or "ws-order/4711" that it was made of */
  JsonObject *order;
  GPtrArray *shipments; /* (owned) (element-type JsonObject) */
  GPtrArray *parcels;   /* (owned) (element-type Parcel) live ones only */
} Entry;

typedef struct
{
  JsonObject *world;
  GPtrArray *entries;   /* (owned) (element-type Entry) */
  GPtrArray *parcels;   /* (owned) (element-type Parcel) all of them */
  GHashTable *barcodes; /* (owned) barcode → item number */
  GHashTable *stock;    /* (owned) set of item numbers that can be on a parcel */
  GHashTable *groups;   /* (owned) gint64* customer number → gint64* group */
} Books;

Books *books_open (JsonObject *world);
void books_close (Books *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Books, books_close)

/* The live Webshipper order that carries @ext_ref. (nullable) */
Parcel *books_find_parcel (const Entry *entry, const char *ext_ref);
/* "rb-shipment/7301" (transfer full) */
char *books_shipment_ref (JsonObject *shipment);
/* The item number that a Webshipper line means by its SKU. (nullable) */
const char *books_item_of (const Books *self, JsonObject *line);
/* Quantity of @item in the lines of @holder (an order or shipment of Rackbeat). */
double books_quantity (JsonObject *holder, const char *item);
/* Quantity of @item in @parcel, or only of what has left. */
double books_parcel_quantity (const Books *self, const Parcel *parcel, const char *item,
                              gboolean dispatched_only);
/* Every item number of @holder's lines that can be on a parcel, once. (transfer container) */
GPtrArray *books_items (const Books *self, JsonObject *holder);

G_END_DECLS
