/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-query-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Which rows of a list are chosen: by what they are, not by where they stand, so that a choice stays when the
 * list is sorted, refreshed or searched. What the list does not hold now does not count as chosen. Choosing a
 * million rows costs a few bits each and reads none of them. */
#define RS_TYPE_ROW_SELECTION (rs_row_selection_get_type ())
G_DECLARE_FINAL_TYPE (RsRowSelection, rs_row_selection, RS, ROW_SELECTION, GObject)

/* (transfer full) */
RsRowSelection *rs_row_selection_new (RsQueryList *list);
/* How many rows of the list are chosen. */
guint rs_row_selection_count (RsRowSelection *self);
/* Their keys, as the list stands; at most @limit. (element-type utf8) (transfer full) */
GPtrArray *rs_row_selection_list_keys (RsRowSelection *self, guint limit);
/* The first of them. (transfer full) (nullable) */
RsCaseItem *rs_row_selection_get_first (RsRowSelection *self);
/* What people call them, one a line, of up to a thousand. (transfer full) */
char *rs_row_selection_join_numbers (RsRowSelection *self);

G_END_DECLS
