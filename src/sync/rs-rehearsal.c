/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping.h"

G_DEFINE_BOXED_TYPE (RsRehearsal, rs_rehearsal, rs_rehearsal_ref, rs_rehearsal_unref)

static void
term_use_free (gpointer data)
{
  RsTermUse *self = data;

  g_free (self->name);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

RsRehearsal *
rs_rehearsal_new (RsInstant since)
{
  RsRehearsal *self = g_atomic_rc_box_new0 (RsRehearsal);

  self->since = since;
  self->uses = g_ptr_array_new_with_free_func (term_use_free);
  return self;
}

RsRehearsal *
rs_rehearsal_ref (RsRehearsal *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
rehearsal_clear (gpointer data)
{
  RsRehearsal *self = data;

  g_ptr_array_unref (self->uses);
}

void
rs_rehearsal_unref (RsRehearsal *self)
{
  g_atomic_rc_box_release_full (self, rehearsal_clear);
}

static RsTermUse *
find_use (RsRehearsal *self, gint64 term)
{
  for (guint i = 0; i < self->uses->len; i++)
    {
      RsTermUse *use = g_ptr_array_index (self->uses, i);

      if (use->term == term)
        return use;
    }
  return NULL;
}

void
rs_rehearsal_add (RsRehearsal *self, const RsPolicy *policy, gint64 term, const char *name,
                  const char *number)
{
  RsTermUse *use = find_use (self, term);

  if (use == NULL)
    {
      gint64 rate = rs_policy_rate_for_term (policy, term);

      use = g_new0 (RsTermUse, 1);
      use->term = term;
      use->name = g_strdup (name);
      /* A rate that is gone covers nothing. */
      use->rate = rate != 0 && rs_policy_get_rate (policy, rate) != NULL ? rate : 0;
      use->numbers = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (self->uses, use);
    }
  g_ptr_array_add (use->numbers, g_strdup (number));
  self->n_orders++;
  self->n_covered += use->rate != 0;
}

static int
compare_uses (gconstpointer a, gconstpointer b)
{
  const RsTermUse *left = *(RsTermUse *const *) a, *right = *(RsTermUse *const *) b;

  if (left->numbers->len != right->numbers->len)
    return left->numbers->len > right->numbers->len ? -1 : 1;
  return (left->term > right->term) - (left->term < right->term);
}

void
rs_rehearsal_end (RsRehearsal *self)
{
  g_ptr_array_sort (self->uses, compare_uses);
}
