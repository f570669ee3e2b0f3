/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

#include "rs-query-list.h"

G_BEGIN_DECLS

/* What the columns of the orders list show. Cells are inscriptions: one line, as wide as the column, never
 * measured by their text. */
typedef enum
{
  RS_ORDER_COLUMN_NUMBER,
  RS_ORDER_COLUMN_CUSTOMER,
  RS_ORDER_COLUMN_COUNTRY,
  RS_ORDER_COLUMN_TERM,
  RS_ORDER_COLUMN_LINES,
  RS_ORDER_COLUMN_WEIGHT,
  RS_ORDER_COLUMN_AMOUNT,
  RS_ORDER_COLUMN_DATE,
  RS_ORDER_COLUMN_STATE,
  RS_ORDER_COLUMN_NEXT,
  RS_N_ORDER_COLUMNS,
} RsOrderColumn;

/* Gives @column its cells and, where the list can be sorted by it, a sorter that only tells the header: the
 * sorting is SQL. */
void rs_order_column_set_up (GtkColumnViewColumn *column, RsOrderColumn kind);
/* FALSE when nothing can be sorted by it. */
gboolean rs_order_column_get_sort (RsOrderColumn kind, RsSort *sort);
/* Gives @column a check mark in each row that is chosen. */
void rs_order_check_column_set_up (GtkColumnViewColumn *column);
/* The row of @view that @widget is, or is in. (transfer none) (nullable) */
GtkWidget *rs_order_row_find (GtkWidget *widget, GtkWidget *view);
/* GTK_INVALID_LIST_POSITION when it shows nothing. */
guint rs_order_row_get_position (GtkWidget *row);
/* Rows that tell a screen reader what they are. (transfer full) */
GtkListItemFactory *rs_order_row_factory_new (void);

G_END_DECLS
