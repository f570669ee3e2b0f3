/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-mapping-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Asks what stands for the line above @parent. Resolves to the id or number that was chosen (int64), 0 for
 * none; rejects with CANCELLED when nothing was. (transfer full) */
DexFuture *rs_mapping_ask (RsMappingList *list, guint index, const RsPolicy *policy, GtkWidget *parent);

G_END_DECLS
