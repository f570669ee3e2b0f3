/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-mapping-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One line of the mapping: what it is, what was chosen or is proposed and how sure that is, a button that
 * accepts the proposal. Activating the row is for choosing something else. */
#define RS_TYPE_MAPPING_ROW (rs_mapping_row_get_type ())
G_DECLARE_FINAL_TYPE (RsMappingRow, rs_mapping_row, RS, MAPPING_ROW, AdwActionRow)

/* (transfer floating) */
RsMappingRow *rs_mapping_row_new (RsMappingList *list, guint index);
guint rs_mapping_row_get_index (RsMappingRow *self);
/* Shows the line as it is now. */
void rs_mapping_row_update (RsMappingRow *self);
/* Whether every word of @folded is in it. */
gboolean rs_mapping_row_fits (RsMappingRow *self, const char *folded);
/* Takes the proposal; FALSE when there is none. */
gboolean rs_mapping_row_accept (RsMappingRow *self);

/* Signal "accepted": the proposal was taken with the row's button. */

G_END_DECLS
