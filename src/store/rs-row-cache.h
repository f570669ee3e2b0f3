/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-query-list.h"

G_BEGIN_DECLS

/* The few rows of a list that are on screen or near it, by id: read several at once, forgotten when others
 * come. Inside the store folder only. */
typedef struct _RsRowCache RsRowCache;

RsRowCache *rs_row_cache_new (RsStore *store);
void rs_row_cache_free (RsRowCache *self);
/* (transfer none) (nullable): NULL when it has to be fetched. */
RsCaseItem *rs_row_cache_lookup (RsRowCache *self, guint32 id);
/* So many at once. */
#define RS_ROW_CACHE_PAGE 64
/* Reads those of @ids that are not there, at most RS_ROW_CACHE_PAGE. What cannot be read becomes an empty
 * row, said in the log. */
void rs_row_cache_fetch (RsRowCache *self, const guint32 *ids, guint n_ids);
/* The row has changed. */
void rs_row_cache_forget (RsRowCache *self, guint32 id);
/* Somebody has an item of the row, be it only the cache itself. */
gboolean rs_row_cache_is_held (RsRowCache *self, guint32 id);

/* @row: (transfer full). (transfer full) */
RsCaseItem *rs_case_item_new (RsCaseRow *row);

G_END_DECLS
