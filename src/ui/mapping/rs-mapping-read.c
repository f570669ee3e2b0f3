/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-mapping-read.h"

#include "rs-records.h"

void
rs_mapping_entry_free (gpointer entry)
{
  RsMappingEntry *self = entry;

  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static RsMappingEntry *
entry_new (gint64 id, const char *title)
{
  RsMappingEntry *self = g_new0 (RsMappingEntry, 1);

  self->id = id;
  /* What has no name is known by its number. */
  self->title
    = title != NULL && *title != '\0' ? g_strdup (title) : g_strdup_printf ("%" G_GINT64_FORMAT, id);
  return self;
}

static gint64
look_up (GHashTable *table, gint64 key)
{
  const gint64 *value = g_hash_table_lookup (table, &key);

  return value != NULL ? *value : 0;
}

static void
add_terms (GPtrArray *entries, const RsPolicy *policy)
{
  g_autoptr (GArray) proposals = rs_mapping_propose (policy);
  GHashTableIter iter;
  const RsDeliveryTerm *term;

  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      RsMappingEntry *entry = entry_new (term->number, term->name);

      entry->channel = policy->channel_id;
      entry->chosen = look_up (policy->rate_of_term, term->number);
      for (guint i = 0; i < proposals->len; i++)
        {
          const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

          if (proposal->term != term->number)
            continue;
          entry->proposed = proposal->rate;
          entry->confidence = proposal->confidence;
          entry->match = proposal->match;
        }
      g_ptr_array_add (entries, entry);
    }
}

/* The same names, read the other way: proposals are best first, so the first term that fits the rate is it.
 */
static void
propose_back (RsMappingEntry *entry, GArray *proposals)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

      if (proposal->rate != entry->id || entry->proposed != 0)
        continue;
      entry->proposed = proposal->term;
      entry->confidence = proposal->confidence;
      entry->match = proposal->match;
    }
}

static void
add_rates (GPtrArray *entries, const RsPolicy *policy, gint64 channel, const char *channel_name,
           GArray *proposals)
{
  GHashTableIter iter;
  const RsShippingRate *rate;

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      RsMappingEntry *entry;

      if (rate->channel_id != channel || rate->is_return)
        continue;
      entry = entry_new (rate->id, rate->name);
      entry->is_rate = TRUE;
      entry->channel = channel;
      entry->detail = g_strdup (policy->channel_id == 0 ? channel_name : rate->carrier);
      entry->chosen = look_up (policy->term_of_rate, rate->id);
      if (entry->chosen == 0)
        propose_back (entry, proposals);
      g_ptr_array_add (entries, entry);
    }
}

/* The policy as it would be with that channel alone: names are proposed within one. (transfer full) */
static GArray *
propose_for_channel (RsDb *db, gint64 channel, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  if (policy == NULL)
    return NULL;
  policy->channel_id = channel;
  g_hash_table_remove_all (policy->rate_of_term);
  return rs_mapping_propose (policy);
}

static gboolean
add_inbound (RsDb *db, GPtrArray *entries, const RsPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) channels = rs_channels_load (db, error);

  if (channels == NULL)
    return FALSE;
  for (guint i = 0; i < channels->len; i++)
    {
      const RsOrderChannel *channel = g_ptr_array_index (channels, i);
      g_autoptr (GArray) proposals = NULL;

      if (policy->channel_id != 0 && policy->channel_id != channel->id)
        continue;
      proposals = propose_for_channel (db, channel->id, error);
      if (proposals == NULL)
        return FALSE;
      add_rates (entries, policy, channel->id, channel->label, proposals);
    }
  return TRUE;
}

GPtrArray *
rs_mapping_read (RsDb *db, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (rs_mapping_entry_free);

  if (policy == NULL)
    return NULL;
  if (policy->direction != RS_DIRECTION_WS_TO_RB)
    add_terms (entries, policy);
  else if (!add_inbound (db, entries, policy, error))
    return NULL;
  for (guint i = 0; i < entries->len; i++)
    {
      RsMappingEntry *entry = g_ptr_array_index (entries, i);

      entry->was_chosen = entry->chosen != 0;
    }
  return g_steal_pointer (&entries);
}

void
rs_mapping_take_uses (GPtrArray *entries, const RsRehearsal *rehearsal)
{
  for (guint i = 0; i < entries->len; i++)
    {
      RsMappingEntry *entry = g_ptr_array_index (entries, i);

      for (guint j = 0; j < rehearsal->uses->len && !entry->is_rate; j++)
        {
          const RsTermUse *use = g_ptr_array_index (rehearsal->uses, j);

          if (use->term == entry->id)
            entry->n_orders = use->numbers->len;
        }
    }
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const RsMappingEntry *left = *(RsMappingEntry *const *) a, *right = *(RsMappingEntry *const *) b;

  if (left->was_chosen != right->was_chosen)
    return left->was_chosen ? 1 : -1;
  if (left->n_orders != right->n_orders)
    return left->n_orders > right->n_orders ? -1 : 1;
  return g_utf8_collate (left->title, right->title);
}

void
rs_mapping_sort (GPtrArray *entries)
{
  g_ptr_array_sort (entries, compare);
}
