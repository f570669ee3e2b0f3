/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Asks above @widget where to, and writes @text there; @name is proposed. Resolves to the file's name as it
 * is shown; rejects with RS_ERROR_CANCELLED when nobody chose a place, RS_ERROR_STORAGE in plain words when
 * it could not be written. (transfer full) */
DexFuture *rs_save_file (GtkWidget *widget, const char *title, const char *name, const char *text);

G_END_DECLS
