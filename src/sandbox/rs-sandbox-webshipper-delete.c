/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-sandbox-webshipper.h"

/* Which orders a client may delete (Webshipper reference §4.5, §9).
 */

static RsResponse *
refuse (const char *text)
{
  return rs_sbw_error (422, "100", "/data", text, text);
}

RsResponse *
rs_sbw_answer_delete (RsSandboxWebshipper *self, RsWsRecord *order)
{
  const char *status = rs_sandbox_string (order->attributes, "status");

  if (rs_sbw_is_locked (order) && rs_sbw_is (self, "delete_locked", "refused"))
    return refuse ("A locked order cannot be deleted.");
  if (g_str_has_suffix (status != NULL ? status : "", "dispatched")
      && rs_sbw_is (self, "delete_dispatched", "refused"))
    return refuse ("A dispatched order cannot be deleted.");
  return rs_sbw_delete_order (self, order, "api");
}
