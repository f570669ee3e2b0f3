/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-engine.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-policy-choices.h"
#include "rs-rackbeat-codec.h"
#include "rs-records.h"
#include "rs-webshipper-codec.h"

static gboolean
read_setting (RsDb *db, const char *name, char **out, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_clear_pointer (out, g_free);
  *out = rs_settings_get (db, name, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_word (const char *value, const char *word)
{
  return g_strcmp0 (value, word) == 0;
}

static gint64 *
copy_number (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

/* A value that this version does not know, from a newer one or a damaged file, is no choice to guess at. */
static gboolean
load_choices (RsDb *db, RsPolicy *policy, GError **error)
{
  const char *const *names = rs_policy_choice_names ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = NULL;

      if (!read_setting (db, names[i], &value, error)
          || (value != NULL && !rs_policy_choose (policy, names[i], value, error)))
        return FALSE;
    }
  policy->tracking = policy->tracking_field != 0 ? RS_TRACKING_FIELD : RS_TRACKING_NOTE;
  return TRUE;
}

static gboolean
load_answers (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autoptr (GHashTable) fractions = rs_answers_all (db, "fraction", error);
  GHashTable *countries = fractions != NULL ? rs_answers_all (db, "country", error) : NULL;
  GHashTableIter iter;
  const char *item, *answer;

  if (countries == NULL)
    return FALSE;
  g_clear_pointer (&policy->countries, g_hash_table_unref);
  policy->countries = countries;

  g_hash_table_iter_init (&iter, fractions);
  while (g_hash_table_iter_next (&iter, (gpointer *) &item, (gpointer *) &answer))
    {
      RsFraction fraction = is_word (answer, "round-up")        ? RS_FRACTION_ROUND_UP
                            : is_word (answer, "one-with-text") ? RS_FRACTION_ONE_WITH_TEXT
                                                                : RS_FRACTION_ASK;

      g_hash_table_insert (policy->fractions, g_strdup (item), GINT_TO_POINTER (fraction));
    }
  return TRUE;
}

static gpointer
read_register (const RsMirrorRow *row, gpointer (*read) (const RsJson *json))
{
  g_autoptr (RsJsonTree) tree = rs_json_tree_parse_text (row->text, NULL);
  g_autoptr (GError) ignored = NULL;
  RsJson root;
  gpointer object;

  if (tree == NULL)
    return NULL;
  rs_json_init (&root, rs_json_tree_root (tree), "register");
  object = read (&root);
  if (!rs_json_finish (&root, &ignored))
    return NULL;
  return object;
}

/* Rates and terms that are gone from the service are not in the policy, which is how the plan knows. */
static gboolean
load_registers (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) rates = rs_mirror_all (db, RS_WEBSHIPPER, "rate", error);
  g_autoptr (GPtrArray) terms
    = rates != NULL ? rs_mirror_all (db, RS_RACKBEAT, "delivery-term", error) : NULL;

  if (terms == NULL)
    return FALSE;
  for (guint i = 0; i < rates->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (rates, i);
      RsShippingRate *rate
        = row->gone ? NULL : read_register (row, (gpointer (*) (const RsJson *)) rs_webshipper_read_rate);

      if (rate != NULL)
        g_hash_table_insert (policy->rates, copy_number (rate->id), rate);
    }
  for (guint i = 0; i < terms->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (terms, i);
      RsDeliveryTerm *term
        = row->gone ? NULL
                    : read_register (row, (gpointer (*) (const RsJson *)) rs_rackbeat_read_delivery_term);

      if (term != NULL)
        g_hash_table_insert (policy->terms, copy_number (term->number), term);
    }
  return TRUE;
}

static gboolean
load_company (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) rows = rs_mirror_all (db, RS_RACKBEAT, "account", error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len && policy->company == NULL; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (rows, i);
      g_autoptr (RsRbAccount) account
        = row->gone ? NULL : read_register (row, (gpointer (*) (const RsJson *)) rs_rackbeat_read_account);

      if (account != NULL && account->address != NULL)
        policy->company = rs_address_ref (account->address);
    }
  return TRUE;
}

GPtrArray *
rs_channels_load (RsDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = rs_mirror_all (db, RS_WEBSHIPPER, "channel", error);
  g_autoptr (GPtrArray) channels = g_ptr_array_new_with_free_func ((GDestroyNotify) rs_order_channel_unref);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      RsMirrorRow *row = g_ptr_array_index (rows, i);
      RsOrderChannel *channel
        = row->gone ? NULL : read_register (row, (gpointer (*) (const RsJson *)) rs_webshipper_read_channel);

      if (channel != NULL)
        g_ptr_array_add (channels, channel);
    }
  return g_steal_pointer (&channels);
}

/* @term of @pairs is what its rate is read back as, unless another term shares the rate. */
static void
read_back (RsPolicy *policy, GHashTable *pairs)
{
  GHashTableIter iter;
  gint64 *term, *rate;

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, (gpointer *) &term, (gpointer *) &rate))
    {
      const gint64 *other = g_hash_table_lookup (policy->term_of_rate, rate);

      g_hash_table_replace (policy->term_of_rate, copy_number (*rate),
                            copy_number (other == NULL || *other == *term ? *term : 0));
    }
}

/* The marks "use this one back": rate → term. Several rates may be read as one term, though the term goes by
 * one of them only. */
static gboolean
load_marks (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autoptr (GHashTable) marks = rs_answers_all (db, "back", error);
  GHashTableIter iter;
  const char *rate_text, *term_text;
  gint64 rate, term;

  if (marks == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, marks);
  while (g_hash_table_iter_next (&iter, (gpointer *) &rate_text, (gpointer *) &term_text))
    if (g_ascii_string_to_signed (rate_text, 10, 1, G_MAXINT64, &rate, NULL)
        && g_ascii_string_to_signed (term_text, 10, 1, G_MAXINT64, &term, NULL)
        && g_hash_table_contains (policy->rates, &rate))
      g_hash_table_replace (policy->term_of_rate, copy_number (rate), copy_number (term));
  return TRUE;
}

/* The mapping of the channel, or of all channels, the other way (PRODUCT F3.7). */
static gboolean
load_mapping_back (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autoptr (GHashTable) channels = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  RsShippingRate *rate;
  const gint64 *channel;

  read_back (policy, policy->rate_of_term);
  g_hash_table_iter_init (&iter, policy->rates);
  while (policy->channel_id == 0 && g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    g_hash_table_add (channels, &rate->channel_id);
  g_hash_table_iter_init (&iter, channels);
  while (g_hash_table_iter_next (&iter, (gpointer *) &channel, NULL))
    {
      g_autoptr (GHashTable) pairs = *channel != 0 ? rs_mapping_all (db, *channel, error) : NULL;

      if (*channel != 0 && pairs == NULL)
        return FALSE;
      if (pairs != NULL)
        read_back (policy, pairs);
    }
  return load_marks (db, policy, error);
}

RsPolicy *
rs_policy_load (RsDb *db, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();
  GHashTable *mapping;

  if (!load_choices (db, policy, error) || !load_answers (db, policy, error)
      || !load_registers (db, policy, error) || !load_company (db, policy, error))
    return NULL;

  mapping = rs_mapping_all (db, policy->channel_id, error);
  if (mapping == NULL)
    return NULL;
  g_clear_pointer (&policy->rate_of_term, g_hash_table_unref);
  policy->rate_of_term = mapping;
  if (!load_mapping_back (db, policy, error))
    return NULL;
  return g_steal_pointer (&policy);
}

/* Whether one of @names is another choice than the one that is stored. */
static gboolean
is_changed (RsDb *db, const RsPolicy *policy, const char *const *names, gboolean *out, GError **error)
{
  *out = FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = rs_policy_get_choice (policy, names[i]);

      if (!read_setting (db, names[i], &before, error))
        return FALSE;
      *out |= before != NULL && g_strcmp0 (before, after) != 0;
    }
  return TRUE;
}

/* What flows where is changed only when nothing is on its way by the old choice (PRODUCT F2.5). */
static gboolean
check_in_flight (RsDb *db, const RsPolicy *policy, GError **error)
{
  static const char *const flow[] = { "direction", "trigger", "channel", NULL };
  guint n_in_flight = 0;
  gboolean changed;

  if (!is_changed (db, policy, flow, &changed, error))
    return FALSE;
  if (!changed)
    return TRUE;
  if (!rs_journal_count_in_flight (db, &n_in_flight, error))
    return FALSE;
  if (n_in_flight == 0)
    return TRUE;
  g_set_error (error, RS_ERROR, RS_ERROR_CONFLICT,
               "%u writes are still under way as it is set up now. Sync until they are done, then change it",
               n_in_flight);
  return FALSE;
}

/* What was not read by the old choice is read by the new one; Webshipper orders that are known already were
 * perhaps nobody's case. */
static gboolean
forget_readings (RsDb *db, const RsPolicy *policy, GError **error)
{
  static const char *const reach[] = { "direction", "channel", "start", NULL };
  gboolean changed;

  if (!is_changed (db, policy, reach, &changed, error))
    return FALSE;
  return !changed
         || (rs_mirror_clear_cursors (db, error)
             && (policy->direction != RS_DIRECTION_WS_TO_RB || rs_cases_mark_ws_orders_dirty (db, error)));
}

gboolean
rs_policy_save (RsDb *db, const RsPolicy *policy, GError **error)
{
  const char *const *names = rs_policy_choice_names ();

  if (!check_in_flight (db, policy, error) || !forget_readings (db, policy, error))
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *value = rs_policy_get_choice (policy, names[i]);

      if (!rs_settings_set (db, names[i], value, error))
        return FALSE;
    }
  return rs_cases_mark_all_dirty (db, error);
}
