/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* adw_dialog_present(), of a dialog that may be closed from anywhere: see rs_dialog_outlive_closing(). */
void rs_dialog_present (AdwDialog *dialog, GtkWidget *parent);
/* Keeps @dialog until the main loop comes round after it was closed. Where animations are off libadwaita 1.7
 * lets go of it while it still uses it, and nobody else holds it when its button was pressed through the
 * accessibility bus, or when it closes itself. To be called before it is shown. */
void rs_dialog_outlive_closing (AdwDialog *dialog);

G_END_DECLS
