/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

int
rs_cli_restore (RsCli *self, GError **error)
{
  g_autofree char *restored = NULL;
  g_autofree char *kept_as = NULL;

  if (!rs_workspace_restore (self->profile, self->arguments[1], &restored, &kept_as, error))
    return RS_CLI_FAILED;
  g_print ("The back-up %s is in its place.\n", restored);
  if (kept_as != NULL)
    g_print ("What was there is kept as %s.\n", kept_as);
  g_print ("The next sync finds again what has crossed since.\n");
  return RS_CLI_WELL;
}
