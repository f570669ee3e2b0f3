/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"

G_BEGIN_DECLS

/* How a case is put together from the mirror and the journal. Inside the sync folder only. */
typedef struct
{
  RsDb *db;
  RsCase *subject;
} RsCaseLoading;

gboolean rs_case_load_rb_order (RsCaseLoading *self, gint64 number, GError **error);
gboolean rs_case_load_rb_shipments (RsCaseLoading *self, gint64 number, GError **error);
/* Takes @rows (nullable: an error was set), with the shipments of each order. */
gboolean rs_case_take_ws_order_rows (RsCaseLoading *self, GPtrArray *rows, GError **error);
/* The items of the Rackbeat order's lines. */
gboolean rs_case_load_items (RsCaseLoading *self, GError **error);
/* One more, if it is known. */
gboolean rs_case_load_item (RsCaseLoading *self, const char *number, GError **error);

/* All of a case that comes from Webshipper. */
gboolean rs_case_load_inbound (RsCaseLoading *self, const char *ws_order_id, GError **error);

/* Kinds and words of rs-lookup. */
#define RS_LOOKUP_ITEM     "item"     /* word: "barcode/5701234000017" */
#define RS_LOOKUP_CUSTOMER "customer" /* words: see rs-rb-customer.h */

G_END_DECLS
