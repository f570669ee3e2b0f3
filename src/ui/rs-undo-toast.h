/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Tells in @overlay that something was done, long enough to read several lines and to think better of it.
 * With
 * @undo (nullable) a button takes it back: called once at most, with @data, which is freed by @free_data when
 * the toast is gone. */
void rs_undo_toast_show (AdwToastOverlay *overlay, const char *words, GFunc undo, gpointer data,
                         GDestroyNotify free_data);

G_END_DECLS
