/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-list-look.h"
#include "rs-session.h"

G_BEGIN_DECLS

/* Above the list of orders: what is searched for, in which state, and by what else the list is narrowed, each
 * as a button that takes it away again; and the looks that were saved under a name.
 *
 * Signal "changed": somebody chose to look at something else, which the list has been asked for. */
#define RS_TYPE_NARROW_BAR (rs_narrow_bar_get_type ())
G_DECLARE_FINAL_TYPE (RsNarrowBar, rs_narrow_bar, RS, NARROW_BAR, AdwBin)

/* Once: the list that it narrows. */
void rs_narrow_bar_set_list (RsNarrowBar *self, RsSession *session, RsQueryList *list);
/* Whether any order is left out. */
gboolean rs_narrow_bar_get_narrow (RsNarrowBar *self);
/* The name of the saved look that is shown. (transfer none) (nullable) */
const char *rs_narrow_bar_get_name (RsNarrowBar *self);
/* Everything is looked at again. */
void rs_narrow_bar_clear (RsNarrowBar *self);
void rs_narrow_bar_set_search (RsNarrowBar *self, const char *text);
/* The keyboard goes to the search; what is typed on @widget does too. */
void rs_narrow_bar_search (RsNarrowBar *self);
void rs_narrow_bar_capture (RsNarrowBar *self, GtkWidget *widget);

G_END_DECLS
