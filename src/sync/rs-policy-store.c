/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-engine.h"

#include "rs-error.h"
#include "rs-fold.h"
#include "rs-mirror.h"
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

static gint64
as_number (const char *value)
{
  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static gint64 *
copy_number (gint64 value)
{
  return g_memdup2 (&value, sizeof value);
}

static gboolean
load_choices (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autofree char *value = NULL;

  if (!read_setting (db, "direction", &value, error))
    return FALSE;
  policy->direction = is_word (value, "rb-to-ws")   ? RS_DIRECTION_RB_TO_WS
                      : is_word (value, "ws-to-rb") ? RS_DIRECTION_WS_TO_RB
                                                    : RS_DIRECTION_NONE;
  if (!read_setting (db, "trigger", &value, error))
    return FALSE;
  policy->trigger = is_word (value, "shipment") ? RS_TRIGGER_SHIPMENT : RS_TRIGGER_ORDER;
  if (!read_setting (db, "channel", &value, error))
    return FALSE;
  policy->channel_id = as_number (value);
  if (!read_setting (db, "start", &value, error))
    return FALSE;
  if (value != NULL && *value != '\0' && !rs_instant_parse (value, NULL, &policy->start, error))
    return FALSE;
  if (!read_setting (db, "drafts", &value, error))
    return FALSE;
  policy->with_drafts = is_word (value, "yes");
  if (!read_setting (db, "ready-only", &value, error))
    return FALSE;
  policy->ready_only = is_word (value, "yes");
  if (!read_setting (db, "freight", &value, error))
    return FALSE;
  policy->freight = is_word (value, "virtual") ? RS_FREIGHT_VIRTUAL : RS_FREIGHT_LEAVE_OUT;
  if (!read_setting (db, "unmapped", &value, error))
    return FALSE;
  policy->unmapped = is_word (value, "send") ? RS_UNMAPPED_SEND : RS_UNMAPPED_HOLD;
  if (!read_setting (db, "default-rate", &value, error))
    return FALSE;
  policy->default_rate = as_number (value);
  if (!read_setting (db, "tracking-field", &value, error))
    return FALSE;
  policy->tracking_field = as_number (value);
  policy->tracking = policy->tracking_field != 0 ? RS_TRACKING_FIELD : RS_TRACKING_NOTE;
  return TRUE;
}

/* A comma list of words as a set; NULL for none. */
static GHashTable *
words_to_set (const char *value, gboolean as_numbers)
{
  g_auto (GStrv) words = value != NULL && *value != '\0' ? g_strsplit (value, ",", -1) : NULL;
  GHashTable *set;

  if (words == NULL)
    return NULL;
  set = as_numbers ? g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL)
                   : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = g_strstrip (words[i]);

      if (*word != '\0')
        g_hash_table_add (set, as_numbers ? (gpointer) copy_number (as_number (word)) : g_strdup (word));
    }
  return set;
}

static gboolean
load_filters (RsDb *db, RsPolicy *policy, GError **error)
{
  g_autofree char *value = NULL;

  if (!read_setting (db, "filter-terms", &value, error))
    return FALSE;
  g_clear_pointer (&policy->filter_terms, g_hash_table_unref);
  policy->filter_terms = words_to_set (value, TRUE);
  if (!read_setting (db, "filter-countries", &value, error))
    return FALSE;
  g_clear_pointer (&policy->filter_countries, g_hash_table_unref);
  policy->filter_countries = words_to_set (value, FALSE);
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
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->text, strlen (row->text));
  g_autoptr (JsonNode) node = rs_json_parse (bytes, RS_JSON_MAX_STRING, NULL);
  g_autoptr (GError) ignored = NULL;
  RsJson root;
  gpointer object;

  if (node == NULL)
    return NULL;
  rs_json_init (&root, node, "register");
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

RsPolicy *
rs_policy_load (RsDb *db, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_new ();
  GHashTable *mapping;

  if (!load_choices (db, policy, error) || !load_filters (db, policy, error)
      || !load_answers (db, policy, error) || !load_registers (db, policy, error))
    return NULL;

  mapping = rs_mapping_all (db, policy->channel_id, error);
  if (mapping == NULL)
    return NULL;
  g_clear_pointer (&policy->rate_of_term, g_hash_table_unref);
  policy->rate_of_term = mapping;
  return g_steal_pointer (&policy);
}

static gboolean
save_number (RsDb *db, const char *name, gint64 value, GError **error)
{
  g_autofree char *text = value != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;

  return rs_settings_set (db, name, text, error);
}

gboolean
rs_policy_save (RsDb *db, const RsPolicy *policy, GError **error)
{
  g_autofree char *start = rs_instant_to_string (policy->start);

  return rs_settings_set (db, "direction",
                          policy->direction == RS_DIRECTION_RB_TO_WS   ? "rb-to-ws"
                          : policy->direction == RS_DIRECTION_WS_TO_RB ? "ws-to-rb"
                                                                       : NULL,
                          error)
         && rs_settings_set (db, "trigger", policy->trigger == RS_TRIGGER_SHIPMENT ? "shipment" : "order",
                             error)
         && save_number (db, "channel", policy->channel_id, error)
         && rs_settings_set (db, "start", start, error)
         && rs_settings_set (db, "drafts", policy->with_drafts ? "yes" : "no", error)
         && rs_settings_set (db, "ready-only", policy->ready_only ? "yes" : "no", error)
         && rs_settings_set (db, "freight", policy->freight == RS_FREIGHT_VIRTUAL ? "virtual" : "leave-out",
                             error)
         && rs_settings_set (db, "unmapped", policy->unmapped == RS_UNMAPPED_SEND ? "send" : "hold", error)
         && save_number (db, "default-rate", policy->default_rate, error)
         && save_number (db, "tracking-field", policy->tracking_field, error);
}

GHashTable *
rs_policy_propose_mapping (const RsPolicy *policy)
{
  GHashTable *pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) rate_of_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  RsShippingRate *rate;
  RsDeliveryTerm *term;

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    if (rate->name != NULL && !rate->is_return
        && (policy->channel_id == 0 || rate->channel_id == policy->channel_id))
      {
        char *name = rs_fold (rate->name);

        /* Two rates of one name are ambiguous: neither is proposed. */
        if (g_hash_table_contains (rate_of_name, name))
          g_hash_table_insert (rate_of_name, name, NULL);
        else
          g_hash_table_insert (rate_of_name, name, rate);
      }

  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      g_autofree char *name = rs_fold (term->name);

      rate = g_hash_table_lookup (rate_of_name, name);
      if (rate != NULL)
        g_hash_table_insert (pairs, copy_number (term->number), copy_number (rate->id));
    }
  return pairs;
}
