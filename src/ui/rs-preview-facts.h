/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"
#include "rs-facts.h"

G_BEGIN_DECLS

/* A preview in words: what would be done, what is held and why, or what stays, each with its orders.
 * (element-type RsFact) (transfer full) */
GPtrArray *rs_preview_facts_list (const RsPreview *preview, RsPreviewWhat what);
/* "12 orders: 1001, 1002, 1003…" (transfer full) */
char *rs_preview_describe_orders (guint n_orders, GPtrArray *numbers);

G_END_DECLS
