/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The window of one workspace: the sidebar with its pages and the sync clock, and beside it the page chosen,
 * with orders opened on top of it. */
#define RS_TYPE_WINDOW (rs_window_get_type ())
G_DECLARE_FINAL_TYPE (RsWindow, rs_window, RS, WINDOW, AdwApplicationWindow)

/* Starts @session. (transfer floating) */
RsWindow *rs_window_new (GtkApplication *application, RsSession *session);
RsSession *rs_window_get_session (RsWindow *self);
/* "orders", "problems" or "activity"; FALSE for another name. */
gboolean rs_window_show_page (RsWindow *self, const char *name);
void rs_window_open_order (RsWindow *self, const char *case_key);
/* Create shipment… of the order on top, if there is one. */
void rs_window_ship (RsWindow *self);
/* Resolves when the session's start came to an end, well or not. (transfer full) */
DexFuture *rs_window_wait_started (RsWindow *self);
/* A passing message; never markup. */
void rs_window_say (RsWindow *self, const char *text);

G_END_DECLS
