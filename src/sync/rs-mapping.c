/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping.h"

#include "rs-fold.h"

#include <string.h>

/* Below this two names have too little in common to be worth a person's look. */
#define LEAST_CONFIDENCE 50

const char *
rs_match_words (RsMatch match)
{
  static const char *const words[]
    = { "same name", "same words", "one contains the other", "most words are the same" };

  g_return_val_if_fail ((guint) match < G_N_ELEMENTS (words), "?");
  return words[match];
}

static guint
count_words (GStrv words)
{
  return g_strv_length (words);
}

static guint
count_common (GStrv a, GStrv b)
{
  guint common = 0;

  for (guint i = 0; a[i] != NULL; i++)
    common += g_strv_contains ((const char *const *) b, a[i]);
  return common;
}

/* The words of a folded name; those of a carrier that the name leaves out count as said. */
static GStrv
words_of (const char *name, const char *carrier)
{
  g_autofree char *folded = rs_fold (name);
  g_autofree char *folded_carrier = rs_fold (carrier);
  g_autofree char *all = *folded_carrier != '\0' && strstr (folded, folded_carrier) == NULL
                           ? g_strdup_printf ("%s %s", folded_carrier, folded)
                           : g_strdup (folded);

  return g_strsplit (all, " ", -1);
}

static gboolean
judge (const char *term, const RsShippingRate *rate, RsMappingProposal *out)
{
  g_autofree char *term_folded = rs_fold (term);
  g_autofree char *rate_folded = rs_fold (rate->name);
  g_auto (GStrv) term_words = words_of (term, NULL);
  g_auto (GStrv) rate_words = words_of (rate->name, rate->carrier);
  guint n_term = count_words (term_words), n_rate = count_words (rate_words);
  guint common = count_common (term_words, rate_words);

  if (*term_folded == '\0' || *rate_folded == '\0' || common == 0)
    return FALSE;
  if (g_str_equal (term_folded, rate_folded))
    *out = (RsMappingProposal) { .match = RS_MATCH_SAME_NAME, .confidence = 100 };
  else if (common == n_term && n_term == n_rate)
    *out = (RsMappingProposal) { .match = RS_MATCH_SAME_WORDS, .confidence = 95 };
  else if (common == n_term || common == n_rate)
    *out = (RsMappingProposal) { .match = RS_MATCH_CONTAINED,
                                 .confidence = 60 + 30 * MIN (n_term, n_rate) / MAX (n_term, n_rate) };
  else
    *out
      = (RsMappingProposal) { .match = RS_MATCH_ALIKE, .confidence = 100 * 2 * common / (n_term + n_rate) };
  out->rate = rate->id;
  return out->confidence >= LEAST_CONFIDENCE;
}

/* FALSE when there is no one best. */
static gboolean
find_best (const RsPolicy *policy, const RsDeliveryTerm *term, RsMappingProposal *best)
{
  GHashTableIter iter;
  RsShippingRate *rate;
  gboolean found = FALSE, tied = FALSE;

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      RsMappingProposal proposal = { 0 };

      if (rate->is_return || (policy->channel_id != 0 && rate->channel_id != policy->channel_id)
          || !judge (term->name, rate, &proposal))
        continue;
      proposal.term = term->number;
      if (found && proposal.confidence == best->confidence)
        tied = TRUE;
      if (found && proposal.confidence <= best->confidence)
        continue;
      *best = proposal;
      found = TRUE;
      tied = FALSE;
    }
  return found && !tied;
}

static int
compare_proposals (gconstpointer a, gconstpointer b)
{
  const RsMappingProposal *left = a, *right = b;

  if (left->confidence != right->confidence)
    return left->confidence > right->confidence ? -1 : 1;
  return (left->term > right->term) - (left->term < right->term);
}

GArray *
rs_mapping_propose (const RsPolicy *policy)
{
  GArray *proposals = g_array_new (FALSE, FALSE, sizeof (RsMappingProposal));
  GHashTableIter iter;
  RsDeliveryTerm *term;

  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      RsMappingProposal best = { 0 };

      if (!g_hash_table_contains (policy->rate_of_term, &term->number) && find_best (policy, term, &best))
        g_array_append_val (proposals, best);
    }
  g_array_sort (proposals, compare_proposals);
  return proposals;
}
