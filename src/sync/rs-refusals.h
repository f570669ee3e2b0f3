/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-step.h"

G_BEGIN_DECLS

/* What a service refused is not sent again as it was. Several orders may wish for one step, such as a
 * customer to be made, each with words of its own; so a failed step remembers every payload that was refused,
 * or two orders would try theirs in turn for ever. */

/* Whether @payload, as rs_json_to_string() spells it, is among what the owner refused of @step. */
gboolean rs_refusals_contain (const RsStep *step, const char *payload);
/* What @step, about to be sent with another payload, has to remember as its result. NULL unless it failed.
 * (transfer full) (nullable) */
char *rs_refusals_remember (const RsStep *step);

G_END_DECLS
