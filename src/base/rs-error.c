/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-error.h"

G_DEFINE_QUARK (rs - error - quark, rs_error)

static const char *const names[] = {
  [RS_ERROR_AUTH] = "auth",           [RS_ERROR_OFFLINE] = "offline",   [RS_ERROR_AMBIGUOUS] = "ambiguous",
  [RS_ERROR_THROTTLED] = "throttled", [RS_ERROR_REJECTED] = "rejected", [RS_ERROR_NOT_FOUND] = "not-found",
  [RS_ERROR_CONFLICT] = "conflict",   [RS_ERROR_PROTOCOL] = "protocol", [RS_ERROR_STORAGE] = "storage",
  [RS_ERROR_CANCELLED] = "cancelled",
};

const char *
rs_error_name (int code)
{
  return code >= 0 && code < (int) G_N_ELEMENTS (names) ? names[code] : "unknown";
}

gboolean
rs_error_is_ambiguous (const GError *error)
{
  return g_error_matches (error, RS_ERROR, RS_ERROR_AMBIGUOUS);
}
