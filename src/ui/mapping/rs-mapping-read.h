/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-mapping-list.h"

G_BEGIN_DECLS

void rs_mapping_entry_free (gpointer entry);
/* The lines as they are stored, of the channel of @policy or of all. NULL with error. (element-type
 * RsMappingEntry) (transfer full) */
GPtrArray *rs_mapping_read (RsDb *db, GError **error);
/* How often the rehearsal found each term. */
void rs_mapping_take_uses (GPtrArray *entries, const RsRehearsal *rehearsal);
/* Puts what has no choice first, the most used first. */
void rs_mapping_sort (GPtrArray *entries);

G_END_DECLS
