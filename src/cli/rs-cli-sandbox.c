/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-error.h"
#include "rs-sandbox-host.h"

#include <stdio.h>

int
rs_cli_sandbox (RsCli *self, GError **error)
{
  g_autoptr (RsSandboxHost) host = NULL;
  g_autofree char *line = NULL;
  g_autoptr (DexPromise) never = dex_promise_new ();

  if (self->orders < 0 || self->orders > 1000000 || self->rackbeat_port < 0 || self->rackbeat_port > 65535
      || self->webshipper_port < 0 || self->webshipper_port > 65535 || self->control_port < 0
      || self->control_port > 65535)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED, "Ports are 0 to 65535, orders 0 to 1000000");
      return RS_CLI_FAILED;
    }
  host = rs_sandbox_host_new ((guint) self->orders, (guint64) self->seed,
                              (const char *const *) self->switches, (guint16) self->rackbeat_port,
                              (guint16) self->webshipper_port, (guint16) self->control_port, error);
  if (host == NULL)
    return RS_CLI_FAILED;
  line = rs_sandbox_host_describe (host);
  g_print ("%s\n", line);
  fflush (stdout);
  /* Until stopped. */
  dex_await (dex_ref (DEX_FUTURE (never)), NULL);
  return RS_CLI_WELL;
}
