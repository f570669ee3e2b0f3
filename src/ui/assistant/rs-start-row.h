/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* From which day on orders cross: today, a week or a month back, everything, or a day of a calendar. */
#define RS_TYPE_START_ROW (rs_start_row_get_type ())
G_DECLARE_FINAL_TYPE (RsStartRow, rs_start_row, RS, START_ROW, AdwComboRow)

/* Shows and chooses the start of @set_up. */
void rs_start_row_set_set_up (RsStartRow *self, RsSetUp *set_up);
/* The midnight of the user's time that began the day so many days ago, as a choice's value. (transfer full)
 */
char *rs_start_days_ago (RsInstant now, int days);

G_END_DECLS
