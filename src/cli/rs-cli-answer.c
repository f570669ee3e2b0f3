/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

int
rs_cli_answer (RsCli *self, GError **error)
{
  const char *order = self->arguments[1];
  const char *remedy = order != NULL ? self->arguments[2] : NULL;
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = NULL;
  g_autofree char *case_key = NULL;
  gint64 number;

  if (remedy == NULL || !g_ascii_string_to_signed (order, 10, 1, G_MAXINT64, &number, NULL))
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                           "Say the order's number and the answer: answer 1042 leave|recreate|retry");
      return RS_CLI_FAILED;
    }
  engine = rs_cli_load (self, &workspace, error);
  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error))
    return RS_CLI_FAILED;
  case_key = rs_plan_ext_ref_for_order (number);
  if (!dex_await_boolean (rs_engine_answer (engine, case_key, self->code, remedy), error))
    return RS_CLI_FAILED;
  g_print ("Order %" G_GINT64_FORMAT ": %s\n", number, remedy);
  return RS_CLI_WELL;
}
