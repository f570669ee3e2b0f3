/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-rackbeat-kinds.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: decoders (RsDecodeFunc) of whole answers. They run on any thread. */

/* What was asked for, as the decoders need it. */
typedef struct
{
  const RsRbKind *kind;
  guint page;          /* of a list, from 1 */
  gint64 order_number; /* shipments asked for through this order belong to it, whether they say so or not;
                          else 0 */
  gint64 id; /* the one that was asked for, by its number or id: an answer about another is not ours;
                else 0 */
} RsRbAsk;

/* RsPage. The data key by its name, else the first array; the counters are read where they are there (§1.4).
 */
gboolean rs_rackbeat_decode_page (GBytes *body, gconstpointer ask, GValue *result, GError **error);
/* RsDocument. The object under its singular name, else the answer itself, else the first object in it that
 * has the key. */
gboolean rs_rackbeat_decode_document (GBytes *body, gconstpointer ask, GValue *result, GError **error);
/* RsDocument where the answer holds one, else TRUE for any JSON and for no body. */
gboolean rs_rackbeat_decode_document_or_done (GBytes *body, gconstpointer ask, GValue *result,
                                              GError **error);
/* RsRbAccount. */
gboolean rs_rackbeat_decode_account (GBytes *body, gconstpointer ask, GValue *result, GError **error);

G_END_DECLS
