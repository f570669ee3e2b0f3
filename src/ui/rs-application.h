/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The application: one workspace for each window, the actions that need no window, and the options that open
 * one. Returns when the last window is closed: the exit status. */
int rs_application_run (int argc, char **argv);

G_END_DECLS
