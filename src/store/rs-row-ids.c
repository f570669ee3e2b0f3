/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-ids.h"

#include <string.h>

/* With more hunks than this, nobody is helped by knowing them apart. */
#define MAX_HUNKS 10000
/* And a list view with more than this is served better by one. */
#define MAX_TOLD 100
/* A list view that is told of so many rows in one place of others asks for every one of them, to find those
 * again that it shows. More than this stays as it is on nobody's screen: told as gone and come, nothing of it
 * is looked for. */
#define ON_SCREEN 256

RsRowSet *
rs_row_set_new (void)
{
  return g_new0 (RsRowSet, 1);
}

void
rs_row_set_free (RsRowSet *self)
{
  g_free (self->bits);
  g_free (self);
}

void
rs_row_set_add (RsRowSet *self, guint32 id)
{
  if (id >= self->limit)
    {
      gsize old_size = self->limit / 8;
      gsize size = MAX (1024, MAX (old_size * 2, (gsize) id / 8 + 1));

      size = MIN (size, (gsize) G_MAXUINT32 / 8);
      self->bits = g_realloc (self->bits, size);
      memset (self->bits + old_size, 0, size - old_size);
      self->limit = (guint32) (size * 8);
      g_return_if_fail (id < self->limit);
    }
  self->bits[id >> 3] |= (guint8) (1 << (id & 7));
}

static inline guint32
at (GArray *ids, guint index)
{
  return g_array_index (ids, guint32, index);
}

/* @hunk, as one or as what is on the screen, what comes after that and what is gone. */
static void
append_parts (GArray *hunks, const RsRowHunk *hunk)
{
  guint n_old = MIN (hunk->n_old, ON_SCREEN), n_new = MIN (hunk->n_new, ON_SCREEN);
  RsRowHunk parts[] = {
    { hunk->old_start, n_old, hunk->new_start, n_new },
    { hunk->old_start + n_old, 0, hunk->new_start + n_new, hunk->n_new - n_new },
    { hunk->old_start + n_old, hunk->n_old - n_old, hunk->new_start + hunk->n_new, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].n_old > 0 || parts[i].n_new > 0)
      g_array_append_val (hunks, parts[i]);
}

/* From the first difference to the last; nothing when there is no difference. */
static GArray *
compare_ends (GArray *older, GArray *newer, const RsRowSet *changed)
{
  GArray *hunks = g_array_new (FALSE, FALSE, sizeof (RsRowHunk));
  guint shorter = MIN (older->len, newer->len);
  guint head = 0, tail = 0;
  RsRowHunk hunk;

  while (head < shorter && at (older, head) == at (newer, head)
         && !rs_row_set_has (changed, at (older, head)))
    head++;
  while (tail < shorter - head)
    {
      guint32 id = at (older, older->len - 1 - tail);

      if (id != at (newer, newer->len - 1 - tail) || rs_row_set_has (changed, id))
        break;
      tail++;
    }
  hunk = (RsRowHunk) { head, older->len - head - tail, head, newer->len - head - tail };
  if (hunk.n_old > 0 || hunk.n_new > 0)
    g_array_append_val (hunks, hunk);
  return hunks;
}

/* Of a stretch of the same rows, only what is between the first and the last that somebody has. */
static RsRowHunk
trim (RsRowHunk hunk, GArray *older, RsRowHeldFunc is_held, gpointer data)
{
  while (hunk.n_old > 0 && !is_held (at (older, hunk.old_start), data))
    {
      hunk.old_start++;
      hunk.new_start++;
      hunk.n_old--;
    }
  while (hunk.n_old > 0 && !is_held (at (older, hunk.old_start + hunk.n_old - 1), data))
    hunk.n_old--;
  hunk.n_new = hunk.n_old;
  return hunk;
}

static gboolean
has_same_rows (const RsRowHunk *hunk, GArray *older, GArray *newer)
{
  return hunk->n_old == hunk->n_new
         && memcmp (&g_array_index (older, guint32, hunk->old_start),
                    &g_array_index (newer, guint32, hunk->new_start), hunk->n_old * sizeof (guint32))
              == 0;
}

GArray *
rs_row_hunks_to_tell (GArray *hunks, GArray *older, GArray *newer, RsRowHeldFunc is_held, gpointer data)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (RsRowHunk));
  GArray *told = g_array_new (FALSE, FALSE, sizeof (RsRowHunk));

  for (guint i = 0; i < hunks->len; i++)
    {
      RsRowHunk hunk = g_array_index (hunks, RsRowHunk, i);

      if (has_same_rows (&hunk, older, newer))
        hunk = trim (hunk, older, is_held, data);
      if (hunk.n_old > 0 || hunk.n_new > 0)
        g_array_append_val (kept, hunk);
    }
  if (kept->len > MAX_TOLD)
    {
      RsRowHunk *first = &g_array_index (kept, RsRowHunk, 0);
      const RsRowHunk *last = &g_array_index (kept, RsRowHunk, kept->len - 1);

      first->n_old = last->old_start + last->n_old - first->old_start;
      first->n_new = last->new_start + last->n_new - first->new_start;
      g_array_set_size (kept, 1);
    }
  for (guint i = 0; i < kept->len; i++)
    append_parts (told, &g_array_index (kept, RsRowHunk, i));
  return told;
}

GArray *
rs_row_ids_compare (GArray *older, GArray *newer, const RsRowSet *changed)
{
  g_autoptr (GArray) hunks = g_array_new (FALSE, FALSE, sizeof (RsRowHunk));
  guint i = 0, j = 0;

  while (i < older->len || j < newer->len)
    {
      RsRowHunk hunk = { i, 0, j, 0 };

      if (i < older->len && j < newer->len && at (older, i) == at (newer, j)
          && !rs_row_set_has (changed, at (older, i)))
        {
          i++;
          j++;
          continue;
        }
      while (i < older->len && rs_row_set_has (changed, at (older, i)))
        i++;
      while (j < newer->len && rs_row_set_has (changed, at (newer, j)))
        j++;
      hunk.n_old = i - hunk.old_start;
      hunk.n_new = j - hunk.new_start;
      if ((hunk.n_old == 0 && hunk.n_new == 0) || hunks->len == MAX_HUNKS)
        return compare_ends (older, newer, changed);
      g_array_append_val (hunks, hunk);
    }
  return g_steal_pointer (&hunks);
}
