/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-slot.h"

G_BEGIN_DECLS

/* What stands between a large list and the view that shows it, so that the view's rows stay when their
 * contents change. GTK makes the widgets of some two hundred rows, seen or not, throws those of each row away
 * whose item is replaced, and makes new ones: a quarter of a second for each letter of a search. Here
 *
 * - an item is an RsSlot: where items give way to others, the slots stay and get the others;
 * - where the list grows by many rows for which there are no widgets yet, the first that fill a screen are
 * there at once, the others come in small steps while nothing else is to be done. So many of the model's rows
 * as the view knows of are always the model's first.
 *
 * Selection is the model's own, by position; only the view is told in this other way. */
#define RS_TYPE_STEADY_SELECTION (rs_steady_selection_get_type ())
G_DECLARE_FINAL_TYPE (RsSteadySelection, rs_steady_selection, RS, STEADY_SELECTION, GObject)

/* At once; and those that a view makes widgets for. */
#define RS_STEADY_FIRST 24
#define RS_STEADY_ALL   256

RsSteadySelection *rs_steady_selection_new (GtkSelectionModel *model);

G_END_DECLS
