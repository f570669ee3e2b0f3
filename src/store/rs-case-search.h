/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"
#include "rs-db.h"

G_BEGIN_DECLS

/* The search index over case rows: the one place that is SQLite's own (FTS5). Inside the store folder only.
 */

/* Everything of @row that search looks at, as folded words. (transfer full) */
char *rs_case_search_words (const RsCaseRow *row);
/* Indexes @words under the row @id, in place of what was there. */
gboolean rs_case_search_put (RsDb *db, gint64 id, const char *words, GError **error);

/* The ids of the rows that a query from rs_case_search_query() finds, as a table for FROM or IN; its
 * parameter is $1. */
#define RS_CASE_SEARCH_IDS "SELECT rowid FROM case_search WHERE case_search MATCH $1"

/* What a person typed, as a query of the index that cannot be misread: whatever is in @search, each word of
 * it is only ever a quoted prefix. "" matches everything. (transfer full) */
char *rs_case_search_query (const char *search);

G_END_DECLS
