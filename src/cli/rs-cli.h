/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The command line (PRODUCT §4). Whether @argv names one of its commands; else the window is meant. */
gboolean rs_cli_wants (int argc, char **argv);
/* Runs the command; the exit status: 0 all well, 1 something needs a person, 2 it could not run. */
int rs_cli_main (int argc, char **argv);

G_END_DECLS
