/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-policy.h"

G_DEFINE_BOXED_TYPE (RsPolicy, rs_policy, rs_policy_ref, rs_policy_unref)

RsPolicy *
rs_policy_new (void)
{
  RsPolicy *self = g_atomic_rc_box_new0 (RsPolicy);

  self->start = RS_INSTANT_NONE;
  self->sends_company = TRUE;
  self->rate_of_term = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->term_of_rate = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->rates
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) rs_shipping_rate_unref);
  self->terms
    = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) rs_delivery_term_unref);
  self->countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fractions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

RsPolicy *
rs_policy_ref (RsPolicy *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
policy_clear (gpointer data)
{
  RsPolicy *self = data;

  g_clear_pointer (&self->rate_of_term, g_hash_table_unref);
  g_clear_pointer (&self->term_of_rate, g_hash_table_unref);
  g_clear_pointer (&self->rates, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_hash_table_unref);
  g_clear_pointer (&self->countries, g_hash_table_unref);
  g_clear_pointer (&self->fractions, g_hash_table_unref);
  g_clear_pointer (&self->filter_terms, g_hash_table_unref);
  g_clear_pointer (&self->filter_countries, g_hash_table_unref);
  g_clear_pointer (&self->filter_groups, g_hash_table_unref);
  g_clear_pointer (&self->company, rs_address_unref);
}

void
rs_policy_unref (RsPolicy *self)
{
  g_atomic_rc_box_release_full (self, policy_clear);
}

gint64
rs_policy_rate_for_term (const RsPolicy *self, gint64 term)
{
  const gint64 *rate = term != 0 ? g_hash_table_lookup (self->rate_of_term, &term) : NULL;

  return rate != NULL ? *rate : self->default_rate;
}

gint64
rs_policy_term_for_rate (const RsPolicy *self, gint64 rate, gboolean *ambiguous)
{
  const gint64 *term = rate != 0 ? g_hash_table_lookup (self->term_of_rate, &rate) : NULL;

  *ambiguous = term != NULL && *term == 0;
  return term != NULL ? *term : self->default_term;
}

RsShippingRate *
rs_policy_get_rate (const RsPolicy *self, gint64 id)
{
  return g_hash_table_lookup (self->rates, &id);
}

guint
rs_pace_to_seconds (RsPace pace)
{
  static const guint seconds[] = { 60, 30, 120, 300, 900, 3600 };

  return (guint) pace < G_N_ELEMENTS (seconds) ? seconds[pace] : seconds[RS_PACE_MINUTE];
}
