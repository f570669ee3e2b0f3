/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tables as CSV for spreadsheets: UTF-8 with the mark that Excel knows it by, lines that end with CR LF,
 * cells quoted where they have to be (RFC 4180). A cell of others' text that a spreadsheet would take for a
 * formula is kept from being one by an apostrophe. */

/* An empty table. (transfer full) */
GString *rs_csv_new (void);
/* The separator that a spreadsheet expects with this decimal sign. */
char rs_csv_separator (const char *decimal_point);
/* One row: @cells ends with NULL; use "" for an empty cell. */
void rs_csv_add_row (GString *csv, char separator, const char *const *cells);

G_END_DECLS
