/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-application.h"
#include "rs-cli.h"

/* With a command: the command line, which needs no display. Else the window. */
int
main (int argc, char *argv[])
{
  if (rs_cli_wants (argc, argv))
    return rs_cli_main (argc, argv);
  return rs_application_run (argc, argv);
}
