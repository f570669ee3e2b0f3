/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Carries the simulated services' events to webhooks: to addresses of this machine, and to no others, so that
 * a practice company never calls anybody's real receiver. Inside the sandbox folder only. */

/* Whether @url is http or https to this machine. */
gboolean rs_courier_reaches (const char *url);

/* One POST of @body, answered within @seconds. @headers is name, value… and NULL. (transfer full): resolves
 * to an RsResponse of any status, or rejects; RS_ERROR_REJECTED for an address that it does not reach. */
DexFuture *rs_courier_post (const char *url, const char *user_agent, const char *const *headers,
                            const char *content_type, GBytes *body, guint seconds);

G_END_DECLS
