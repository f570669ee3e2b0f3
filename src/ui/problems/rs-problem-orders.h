/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-problem.h"
#include "rs-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the orders that @problem stops, above @widget, and opens the one chosen. */
void rs_problem_show_orders (GtkWidget *widget, RsSession *session, RsProblem *problem);

G_END_DECLS
