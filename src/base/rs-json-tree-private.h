/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-json-tree.h"

G_BEGIN_DECLS

/* How the parser builds a tree. */

/* A tree without values over @bytes. (transfer full) */
RsJsonTree *rs_json_tree_new (GBytes *bytes);
/* Memory of the tree's own, for anything; not cleared. */
gpointer rs_json_tree_allocate (RsJsonTree *self, gsize size);
/* The first @length bytes of @text and a NUL after them, kept in the tree. */
const char *rs_json_tree_keep_text (RsJsonTree *self, const char *text, gsize length);
void rs_json_tree_set_root (RsJsonTree *self, const RsJsonValue *root);

G_END_DECLS
