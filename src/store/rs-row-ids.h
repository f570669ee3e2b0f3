/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Row ids as lists are made of: a vector is a GArray of guint32 that nobody changes once it is made, so that
 * two threads may look at it; a set is one bit an id. Inside the store folder only. */

typedef struct
{
  guint8 *bits;  /* (owned) (nullable) */
  guint32 limit; /* ids from here on are not in the set */
} RsRowSet;

RsRowSet *rs_row_set_new (void);
void rs_row_set_free (RsRowSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRowSet, rs_row_set_free)
void rs_row_set_add (RsRowSet *self, guint32 id);

static inline gboolean
rs_row_set_has (const RsRowSet *self, guint32 id)
{
  return id < self->limit && (self->bits[id >> 3] & (1 << (id & 7))) != 0;
}

/* At @old_start of the old vector @n_old ids give way to @n_new at @new_start of the new one. */
typedef struct
{
  guint old_start;
  guint n_old;
  guint new_start;
  guint n_new;
} RsRowHunk;

/* What makes @newer of @older. When the rows that are not in @changed are the same and in the same order in
 * both, as after a refresh, these are exactly the places where something changed; else, and when there are
 * very many, one stretch. By position, not touching. (element-type RsRowHunk) (transfer full) */
GArray *rs_row_ids_compare (GArray *older, GArray *newer, const RsRowSet *changed);

typedef gboolean (*RsRowHeldFunc) (guint32 id, gpointer data);
/* What of @hunks has to be said to a list view that knows @older: a row that is where it was and that nobody
 * @is_held has is read anew when it is asked for. When much is left it is one stretch, in up to three parts
 * that touch. By position. (element-type RsRowHunk) (transfer full) */
GArray *rs_row_hunks_to_tell (GArray *hunks, GArray *older, GArray *newer, RsRowHeldFunc is_held,
                              gpointer data);

G_END_DECLS
