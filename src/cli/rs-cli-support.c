/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"
#include "rs-support-bundle.h"

int
rs_cli_support (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autofree char *text = NULL;

  if (self->arguments[1] == NULL)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Say where to: support-bundle FILE");
      return RS_CLI_FAILED;
    }
  workspace = rs_cli_open (self, error);
  text = workspace != NULL ? rs_support_bundle_make (rs_workspace_get_store (workspace), error) : NULL;
  if (text == NULL
      || !g_file_set_contents_full (self->arguments[1], text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                    error))
    return RS_CLI_FAILED;
  g_print ("Written to %s: versions, settings, counts and outcomes, without names, addresses or keys.\n",
           self->arguments[1]);
  return RS_CLI_WELL;
}
