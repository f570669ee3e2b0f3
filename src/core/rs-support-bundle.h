/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-store.h"

G_BEGIN_DECLS

/* The support bundle (PRODUCT F8.3): one JSON text, safe to be sent to somebody. Versions, settings, counts,
 * the problems' codes, and what happened when to which order with what result; no name, address, free text or
 * key. (transfer full) */
char *rs_support_bundle_make (RsStore *store, GError **error);

G_END_DECLS
