/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Opens "rackbeat" or "webshipper" in the browser, as far as its address is known, and puts what people call
 * the order there, @number (nullable), on the clipboard: neither service's address of a single order is
 * known. Says so in the window. */
void rs_open_service (GtkWidget *widget, RsSession *session, const char *service, const char *number);

G_END_DECLS
