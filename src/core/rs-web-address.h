/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where people use "rackbeat" or "webshipper" in their browser, from where its API is: Rackbeat's application
 * and its API share a host, and a Webshipper account is a sub-domain of its own (Rackbeat reference §1.1,
 * Webshipper reference §2.1). NULL where that cannot be told, as for practice mode. Neither reference knows
 * the address of a single order. (transfer full) (nullable) */
char *rs_web_address (const char *service, const char *api_address);

G_END_DECLS
