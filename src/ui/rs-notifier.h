/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tells the desktop when something needs a person and the window does not show it already (PRODUCT F9.3): one
 * notification for all that is open, never for success, gone when nothing is open any more. Lives as long as
 * @window. Its buttons are app.show-page and app.connect. */
void rs_notifier_watch (GtkWindow *window, RsSession *session);

G_END_DECLS
