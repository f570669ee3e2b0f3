/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-mapping-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The mapping as a person makes it: what has no choice yet stands first, sure proposals are accepted at once,
 * the rest is searched and chosen with the keyboard alone; what was chosen leads to the next that has none.
 */
#define RS_TYPE_MAPPING_VIEW (rs_mapping_view_get_type ())
G_DECLARE_FINAL_TYPE (RsMappingView, rs_mapping_view, RS, MAPPING_VIEW, AdwBin)

/* (transfer floating) */
RsMappingView *rs_mapping_view_new (RsMappingList *list);

G_END_DECLS
