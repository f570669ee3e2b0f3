/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Asks for a printer above @widget and prints the totals and @rows (element-type guint) of @agreement; what
 * goes wrong is said in the window. */
void rs_agreement_print (GtkWidget *widget, RsAgreement *agreement, GArray *rows);

G_END_DECLS
