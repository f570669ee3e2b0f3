/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"

G_BEGIN_DECLS

/* By which words a document of the mirror is found beside its key: an item by its barcode, a customer by VAT
 * number, e-mail or name. Words are added and never taken away: whoever finds a document by one looks whether
 * it still says so. Called inside rs_store_write() or rs_store_read(). */

gboolean rs_lookup_put (RsDb *db, const char *kind, const char *word, const char *key, GError **error);
/* The keys of all @kind documents that had @word at any time. (element-type utf8) (transfer full) */
GPtrArray *rs_lookup_find (RsDb *db, const char *kind, const char *word, GError **error);

G_END_DECLS
