/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>

#include "rs-records.h"

G_BEGIN_DECLS

/* Rows of lists that are read whole: a problem, something that happened. */
#define RS_TYPE_PROBLEM_ITEM (rs_problem_item_get_type ())
G_DECLARE_FINAL_TYPE (RsProblemItem, rs_problem_item, RS, PROBLEM_ITEM, GObject)
#define RS_TYPE_ACTIVITY_ITEM (rs_activity_item_get_type ())
G_DECLARE_FINAL_TYPE (RsActivityItem, rs_activity_item, RS, ACTIVITY_ITEM, GObject)

/* (transfer full) */
RsProblemItem *rs_problem_item_new (RsProblem *problem);
/* Stands above several of one kind. @problems (element-type RsProblem). (transfer full) */
RsProblemItem *rs_problem_item_new_heading (GPtrArray *problems);
/* (transfer none) (nullable) NULL of a heading */
RsProblem *rs_problem_item_get_problem (RsProblemItem *self);
/* The problems that it stands above. (transfer none) (nullable) NULL of a problem */
GPtrArray *rs_problem_item_get_heads (RsProblemItem *self);
/* Takes @activity. (transfer full) */
RsActivityItem *rs_activity_item_new (RsActivity *activity);
/* (transfer none) */
const RsActivity *rs_activity_item_get_activity (RsActivityItem *self);

typedef gboolean (*RsSameItem) (gpointer a, gpointer b);
gboolean rs_problem_item_same (gpointer a, gpointer b);
gboolean rs_activity_item_same (gpointer a, gpointer b);

/* Makes @store hold @items (element-type GObject): what is the same at its beginning and end stays, one
 * splice does the rest. */
void rs_list_become (GListStore *store, GPtrArray *items, RsSameItem same);

G_END_DECLS
