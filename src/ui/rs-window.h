/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-workspace.h"
#include <adwaita.h>

G_BEGIN_DECLS

/* The main window: pages in a sidebar, the sync clock at its foot. */
#define RS_TYPE_WINDOW (rs_window_get_type ())
G_DECLARE_FINAL_TYPE (RsWindow, rs_window, RS, WINDOW, AdwApplicationWindow)

/* Loads the workspace's engine and begins to sync. */
RsWindow *rs_window_new (AdwApplication *application, RsWorkspace *workspace);
/* "orders", "problems", "activity" */
void rs_window_show_page (RsWindow *self, const char *name);
/* Shows one order. */
void rs_window_show_order (RsWindow *self, const char *case_key);
/* Opens Create shipment… for the order that is shown. */
void rs_window_show_ship_dialog (RsWindow *self);
/* (transfer full): resolves when the first sync is through. */
DexFuture *rs_window_ready (RsWindow *self);

G_END_DECLS
