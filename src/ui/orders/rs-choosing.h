/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-row-selection.h"

G_BEGIN_DECLS

/* Choosing several orders in the list, by mouse, keyboard and touch. While nobody chooses, a click opens an
 * order. Control or Shift with a click, a long press, Control+A, Shift with an arrow key or the button in the
 * header begin it; then rows have check marks and a click chooses or leaves one.
 *
 * Properties, with notify: "active" (boolean, also settable), "count" (uint): how many are chosen while it is
 * active, else 0. */
#define RS_TYPE_CHOOSING (rs_choosing_get_type ())
G_DECLARE_FINAL_TYPE (RsChoosing, rs_choosing, RS, CHOOSING, GObject)

/* @view shows @selection, in whatever wrapping; @marks is its column of check marks. Neither is kept alive.
 * (transfer full) */
RsChoosing *rs_choosing_new (GtkColumnView *view, RsRowSelection *selection, GtkColumnViewColumn *marks);
gboolean rs_choosing_get_active (RsChoosing *self);
void rs_choosing_set_active (RsChoosing *self, gboolean active);
guint rs_choosing_get_count (RsChoosing *self);

G_END_DECLS
