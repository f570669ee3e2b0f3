/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-records.h"

G_BEGIN_DECLS

/* One thing that happened: its result as icon and word, what, who and when, and what the service said. */
#define RS_TYPE_ACTIVITY_ROW (rs_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (RsActivityRow, rs_activity_row, RS, ACTIVITY_ROW, AdwBin)

/* (transfer floating) */
RsActivityRow *rs_activity_row_new (void);
void rs_activity_row_set_activity (RsActivityRow *self, const RsActivity *activity, RsInstant now);
/* What happened and what came of it, for screen readers. (transfer full) */
char *rs_activity_row_describe (RsActivityRow *self);

G_END_DECLS
