/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The auditor: what a person who holds both services' books side by side would find. It looks at the two worlds and at the ledger of
 * all writes, and knows nothing of RackShip's own records.
 *
 * {"duplicates":[…],"lost":[…],"contradictions":[…],"uncrossed":[…]}, each entry {"kind","subject","text"}. Uncrossed is no fault by
 * itself: an order may be held for a reason. (transfer full) */
JsonNode *rs_sandbox_auditor_report (JsonObject *world, GPtrArray *ledger);

G_END_DECLS
