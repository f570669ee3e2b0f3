/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page in the sidebar: icon, title, and how many things wait there. Property "count" (uint): 0 shows none.
 */
#define RS_TYPE_SIDEBAR_ROW (rs_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (RsSidebarRow, rs_sidebar_row, RS, SIDEBAR_ROW, GtkListBoxRow)

/* (transfer floating) */
RsSidebarRow *rs_sidebar_row_new (const char *title, const char *icon);

G_END_DECLS
