/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"
#include "rs-document.h"

G_BEGIN_DECLS

/* The mirror: the services' own documents as last read, by service, kind and key. Called inside
 * rs_store_write() or rs_store_read(); every function that returns gboolean sets RS_ERROR_STORAGE on FALSE.
 */

#define RS_RACKBEAT   "rackbeat"
#define RS_WEBSHIPPER "webshipper"
/* Kinds: "order", "shipment", "item", "delivery-term", "field", "rate", "channel", "label". */

/* Stores @text, newest wins: a document whose stored @updated_at is later than the given one is kept
 * (RS_INSTANT_NONE always replaces). @parent (nullable) is what it hangs on: the order number of a Rackbeat
 * shipment, the order id of a Webshipper shipment, the ext_ref of a Webshipper order. @changed (nullable)
 * tells whether anything became different. Clears the gone mark. */
gboolean rs_mirror_put (RsDb *db, const char *service, const char *kind, const char *key, const char *parent,
                        RsInstant updated_at, const char *text, gboolean *changed, GError **error);
/* Marks as deleted in the service; it stays readable. */
gboolean rs_mirror_mark_gone (RsDb *db, const char *service, const char *kind, const char *key,
                              GError **error);

typedef struct
{
  char *key;
  char *text;
  gboolean gone;
} RsMirrorRow;
void rs_mirror_row_free (RsMirrorRow *row);
/* (element-type RsMirrorRow) (transfer full); NULL on error; empty when there is none. */
GPtrArray *rs_mirror_get (RsDb *db, const char *service, const char *kind, const char *key, GError **error);
GPtrArray *rs_mirror_children (RsDb *db, const char *service, const char *kind, const char *parent,
                               GError **error);
GPtrArray *rs_mirror_all (RsDb *db, const char *service, const char *kind, GError **error);
/* The next @limit that are there, by key, after the key @after ("" for the first). */
GPtrArray *rs_mirror_page (RsDb *db, const char *service, const char *kind, const char *after, guint limit,
                           GError **error);

/* Orders, or Rackbeat shipments, whose case has not ended: what should still be there. Of cases that do not
 * cross only those changed since @since. (element-type RsMirrorRow), without their texts (transfer full) */
GPtrArray *rs_mirror_list_open (RsDb *db, const char *service, const char *kind, RsInstant since,
                                GError **error);

/* Webshipper orders that are there, hang on something that begins with @prefix, and are linked to nothing.
 * (element-type RsMirrorRow) (transfer full) */
GPtrArray *rs_mirror_list_unlinked (RsDb *db, const char *prefix, GError **error);

/* The case that a stored order or Rackbeat shipment belongs to; NULL without error when none is known. @out
 * (transfer full) (nullable) */
gboolean rs_mirror_find_case (RsDb *db, const char *service, const char *kind, const char *key, char **out,
                              GError **error);
/* The case from Webshipper whose handle a stored Rackbeat order carries, also when it is linked to another or
 * to none; NULL without error when it carries none. @out (transfer full) (nullable) */
gboolean rs_mirror_find_handle_case (RsDb *db, const char *service, const char *kind, const char *key,
                                     char **out, GError **error);

/* The cursor of a list: the largest server updated_at seen. */
gboolean rs_mirror_get_cursor (RsDb *db, const char *service, const char *kind, RsInstant *out,
                               GError **error);
/* Forgets the cursors of both services' orders and shipments: they are read from the start date on again. */
gboolean rs_mirror_clear_cursors (RsDb *db, GError **error);
gboolean rs_mirror_set_cursor (RsDb *db, const char *service, const char *kind, RsInstant at, GError **error);

G_END_DECLS
