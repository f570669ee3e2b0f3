/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-engine.h"

G_BEGIN_DECLS

/* The lines of an order as a table: item, name, ordered, shipped, on shipments, remaining (PRODUCT F6.2).
 * Property "narrow" (boolean): only name, ordered and remaining, for a small window. */
#define RS_TYPE_LINE_TABLE (rs_line_table_get_type ())
G_DECLARE_FINAL_TYPE (RsLineTable, rs_line_table, RS, LINE_TABLE, AdwBin)

/* @stands (element-type RsLineStand) is read and not kept. */
void rs_line_table_show (RsLineTable *self, GArray *stands);

G_END_DECLS
