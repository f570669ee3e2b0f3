/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"

G_BEGIN_DECLS

/* Documents of the mirror as they were last decoded, for each connection to the database: a case is loaded
 * before and after each of its steps, most orders are of the same few items, and decoding is most of what
 * loading costs. What is kept is good as long as the text is the same to the letter, so that nothing has to
 * be told of changes. Whoever gets a decoded object shares it and leaves it as it is. Inside the sync folder
 * only. */
typedef struct
{
  const char *name;
  guint limit; /* with more than so many it begins anew */
  gpointer (*decode) (const char *text, GError **error);
  gpointer (*ref) (gpointer object);
  GDestroyNotify unref;
} RsDecodedKind;

extern const RsDecodedKind rs_decoded_rb_orders;
extern const RsDecodedKind rs_decoded_rb_whole_orders;
extern const RsDecodedKind rs_decoded_ws_orders;
extern const RsDecodedKind rs_decoded_items;

/* What @text, the document @key, says. (transfer full); NULL with the decoder's error. */
gpointer rs_decoded_get (RsDb *db, const RsDecodedKind *kind, const char *key, const char *text,
                         GError **error);
/* It was decoded elsewhere: @object (transfer none) is what @text says. */
void rs_decoded_put (RsDb *db, const RsDecodedKind *kind, const char *key, const char *text, gpointer object);
/* How often something had to be decoded with this connection. */
guint rs_decoded_count (RsDb *db);

G_END_DECLS
