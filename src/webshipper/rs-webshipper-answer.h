/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-webshipper-kinds.h"

G_BEGIN_DECLS

/* Shared by this folder's files only: decoders (RsDecodeFunc) of whole answers. They run on any thread. */

/* What was asked for, as the decoders need it. A plain value that owns its text. */
typedef struct
{
  const RsDocumentKind *kind;
  guint page;     /* of a list, from 1 */
  char *order_id; /* (owned) (nullable) shipments asked for through this order belong to it */
  char *id;       /* (owned) (nullable) the one that was asked for: an answer about another is not ours */
} RsWsAsk;

void rs_ws_ask_free (gpointer ask);

/* RsPage; included shipments are tied to their orders by whichever side says so (§1.4). */
gboolean rs_webshipper_decode_page (GBytes *body, gconstpointer ask, GValue *result, GError **error);
/* RsDocument. */
gboolean rs_webshipper_decode_document (GBytes *body, gconstpointer ask, GValue *result, GError **error);
/* RsDocument, or TRUE for an answer without a body, which JSON:API allows for a PATCH. */
gboolean rs_webshipper_decode_patched (GBytes *body, gconstpointer ask, GValue *result, GError **error);
/* GPtrArray of RsLabel from a list of labels or from one; or the label itself, should the service send its
 * bytes. */
gboolean rs_webshipper_decode_labels (GBytes *body, gconstpointer ask, GValue *result, GError **error);

/* GPtrArray of RsDropPoint (G_TYPE_PTR_ARRAY): those with an id. */
gboolean rs_webshipper_decode_drop_points (GBytes *body, gconstpointer ask, GValue *result, GError **error);

G_END_DECLS
