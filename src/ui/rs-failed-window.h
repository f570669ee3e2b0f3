/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What stands in the place of the window when the profile's database cannot be opened: why, and what can be
 * done about it. "app.look-again" tries it anew; where a back-up would help, a button puts the newest in its
 * place, which keeps the damaged file, and then tries it. */
#define RS_TYPE_FAILED_WINDOW (rs_failed_window_get_type ())
G_DECLARE_FINAL_TYPE (RsFailedWindow, rs_failed_window, RS, FAILED_WINDOW, AdwApplicationWindow)

/* (transfer full), as GTK's windows are */
GtkWidget *rs_failed_window_new (GtkApplication *application, const char *profile, const GError *failure);

G_END_DECLS
