/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-row-selection.h"
#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What can be done with the one order that the list's menu, or the keyboard, is at: the actions row.open,
 * row.why, row.ship, row.copy, row.open-rackbeat and row.open-webshipper of @page, their keys, and the menu
 * that has them, which a right click and the menu key open. Of several chosen orders it is the first; copying
 * copies the numbers of all. */
void rs_row_actions_add (GtkWidget *page, GtkColumnView *view, RsRowSelection *selection, RsSession *session,
                         GMenuModel *menu);

G_END_DECLS
