/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-set-up.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The last look before anything is written: how much of the last 90 days the mapping covers, with each hole,
 * and what the first sync would do (PRODUCT F3.5, F9.4).
 *
 * Property "complete" (boolean, readable with notify): all of it is shown. */
#define RS_TYPE_REHEARSAL_VIEW (rs_rehearsal_view_get_type ())
G_DECLARE_FINAL_TYPE (RsRehearsalView, rs_rehearsal_view, RS, REHEARSAL_VIEW, AdwBin)

/* (transfer floating) */
RsRehearsalView *rs_rehearsal_view_new (RsSetUp *set_up);
gboolean rs_rehearsal_view_is_complete (RsRehearsalView *self);
/* Looks anew. */
void rs_rehearsal_view_look (RsRehearsalView *self);

G_END_DECLS
