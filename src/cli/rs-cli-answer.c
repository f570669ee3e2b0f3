/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"

typedef struct
{
  const char *shown;
  char *case_key;
} FindKey;

static gboolean
find_key (RsDb *db, gpointer data, GError **error)
{
  FindKey *self = data;

  self->case_key = rs_case_find_key (db, self->shown, error);
  return self->case_key != NULL;
}

int
rs_cli_answer (RsCli *self, GError **error)
{
  const char *order = self->arguments[1];
  const char *remedy = order != NULL ? self->arguments[2] : NULL;
  FindKey finding = { order, NULL };
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = NULL;
  g_autofree char *case_key = NULL;

  if (remedy == NULL)
    {
      g_set_error_literal (
        error, RS_ERROR, RS_ERROR_REJECTED,
        "Say the order's number and the answer: answer 1042 leave|recreate|retry|hold|let-go");
      return RS_CLI_FAILED;
    }
  engine = rs_cli_load (self, &workspace, error);
  if (engine == NULL || !rs_workspace_take_sync_lock (workspace, error)
      || !rs_store_read (rs_workspace_get_store (workspace), find_key, &finding, error))
    return RS_CLI_FAILED;
  case_key = finding.case_key;
  if (!dex_await_boolean (g_str_equal (remedy, "hold")
                            ? rs_engine_hold_back (engine, case_key)
                            : rs_engine_answer (engine, case_key, self->code, remedy),
                          error))
    return RS_CLI_FAILED;
  g_print ("Order %s: %s\n", order, remedy);
  return RS_CLI_WELL;
}
