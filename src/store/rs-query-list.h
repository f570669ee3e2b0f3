/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>
#include "rs-case.h"
#include "rs-row-filter.h"
#include "rs-store.h"

G_BEGIN_DECLS

/* A GListModel of case rows over a query: a vector of row ids made by one SQL statement, rows fetched by id
 * on demand into a bounded cache. Filter, search and sort are SQL. A refresh emits the smallest items-changed
 * it can find: of a row that stays where it is only when somebody still has its item, as a view has of what
 * it shows. A million orders cost 8 MB and no wait. */
#define RS_TYPE_QUERY_LIST (rs_query_list_get_type ())
G_DECLARE_FINAL_TYPE (RsQueryList, rs_query_list, RS, QUERY_LIST, GObject)

/* One item of the list: thrown away when off screen and made anew. */
#define RS_TYPE_CASE_ITEM (rs_case_item_get_type ())
G_DECLARE_FINAL_TYPE (RsCaseItem, rs_case_item, RS, CASE_ITEM, GObject)
/* (transfer none) */
const RsCaseRow *rs_case_item_get_row (RsCaseItem *self);

typedef enum
{
  RS_SORT_NEWEST,
  RS_SORT_NUMBER,
  RS_SORT_CUSTOMER,
  RS_SORT_COUNTRY,
  RS_SORT_TERM,
  RS_SORT_STATE,
  RS_SORT_AMOUNT,
  RS_SORT_WEIGHT,
} RsSort;

/* Newest first, of all states. Follows @store's "changed". The query runs off the main thread (with an INLINE
 * store: at once); the model keeps its old rows until the new ones are there. (transfer full) */
RsQueryList *rs_query_list_new (RsStore *store);
/* @search words match as prefixes; NULL or "" for all. */
void rs_query_list_set_search (RsQueryList *self, const char *search);
/* Only the rows that @filter (nullable) lets through; NULL for all. */
void rs_query_list_set_filter (RsQueryList *self, const RsRowFilter *filter);
/* NEWEST is newest first unless @descending, which turns it round; the others grow from the top unless
 * @descending. */
void rs_query_list_set_sort (RsQueryList *self, RsSort sort, gboolean descending);
/* The row's id in the store: it stays while its position changes. 0 when there is no such position. */
guint rs_query_list_get_id (RsQueryList *self, guint position);
/* The ids of all rows, as the list stands; it stays as it is. (element-type guint32) (transfer full) */
GArray *rs_query_list_list_ids (RsQueryList *self);
/* Property "loading" (boolean): what a person asked for is not shown yet. Property "n-items" (guint). Both
 * with notify. */
gboolean rs_query_list_get_loading (RsQueryList *self);
/* Rows per state, whatever is searched for, as of the last refresh: signal "counts-changed". @state NULL for
 * all. */
guint rs_query_list_get_count (RsQueryList *self, const char *state);
/* Resolves to TRUE when what was asked, of what is committed now, is what is shown; rejects with
 * RS_ERROR_STORAGE when the rows cannot be read. (transfer full) */
DexFuture *rs_query_list_settle (RsQueryList *self);

G_END_DECLS
