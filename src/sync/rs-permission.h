/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-step-kind.h"

G_BEGIN_DECLS

/* What a key, its scopes or the subscription do not allow (PRODUCT F1.3): a kind of step that was answered
 * with 401 or 403 is not sent again, for this order or any other, until a person asks for it or an hour has
 * gone. The work stays queued. Remembered as a capability "may-<kind>" of the service. Inside the sync folder
 * only. */

/* Whether a step of @kind may be sent in this pass. */
gboolean rs_permission_may_try (RsPass *pass, const char *kind);
/* Notes that the service does not allow @kind; when it may be tried again. */
RsInstant rs_permission_refuse (RsPass *pass, const char *kind);
/* Notes that it does. */
void rs_permission_allow (RsPass *pass, const char *kind);
/* Whether the service refuses the key as such: nothing more can be asked of it. */
gboolean rs_permission_key_is_refused (RsPass *pass, const char *kind);
/* The problem that stops @case_key, one for all cases. @words (nullable): what the service said. (transfer
 * full) */
RsProblem *rs_permission_problem (const char *kind, const char *case_key, const char *words);

G_END_DECLS
