/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-cases.h"
#include "rs-country.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-policy-choices.h"
#include "rs-records.h"

#include <string.h>

typedef struct
{
  RsCli *cli;
  guint mapped;
  guint terms;
} SetUp;

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (RS_ERROR, RS_ERROR_REJECTED, format, args));
  va_end (args);
  return FALSE;
}

/* "--choose NAME=VALUE" */
static gboolean
take_pair (RsPolicy *policy, const char *pair, GError **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = equals != NULL ? g_strndup (pair, equals - pair) : NULL;

  if (name == NULL)
    return refuse (error, "--choose is NAME=VALUE, not \"%.60s\"", pair);
  return rs_policy_choose (policy, name, equals + 1, error);
}

static gboolean
take_choices (RsCli *cli, RsPolicy *policy, GError **error)
{
  const struct
  {
    const char *name;
    const char *value; /* (nullable) */
  } said[] = {
    { "direction", cli->direction },
    { "trigger", cli->trigger },
    { "channel", cli->channel },
    { "start", cli->start },
    { "freight", cli->freight },
    { "unmapped", cli->unmapped },
    { "drafts", cli->drafts ? "yes" : NULL },
    { "tracking-field", cli->tracking_field },
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (said[i].value != NULL && !rs_policy_choose (policy, said[i].name, said[i].value, error))
      return FALSE;
  for (guint i = 0; cli->choices != NULL && cli->choices[i] != NULL; i++)
    if (!take_pair (policy, cli->choices[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
save_choices (RsDb *db, gpointer data, GError **error)
{
  SetUp *self = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  return policy != NULL && take_choices (self->cli, policy, error) && rs_policy_save (db, policy, error);
}

/* A number, or a name that only one of them has. 0 when there is none. */
static gint64
find_term (const RsPolicy *policy, const char *text)
{
  GHashTableIter iter;
  RsDeliveryTerm *term;
  gint64 number, found = 0;
  g_autofree char *wanted = rs_fold (text);

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &number, NULL))
    return number;
  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      g_autofree char *name = rs_fold (term->name);

      if (g_str_equal (name, wanted))
        found = found == 0 ? term->number : -1;
    }
  return MAX (found, 0);
}

static gint64
find_rate (const RsPolicy *policy, const char *text)
{
  GHashTableIter iter;
  RsShippingRate *rate;
  gint64 id, found = 0;
  g_autofree char *wanted = rs_fold (text);

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return rs_policy_get_rate (policy, id) != NULL ? id : 0;
  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      g_autofree char *name = rs_fold (rate->name);

      if (rate->channel_id == policy->channel_id && g_str_equal (name, wanted))
        found = found == 0 ? rate->id : -1;
    }
  return MAX (found, 0);
}

static gboolean
save_maps (RsDb *db, const RsPolicy *policy, SetUp *self, GError **error)
{
  for (guint i = 0; self->cli->maps != NULL && self->cli->maps[i] != NULL; i++)
    {
      const char *equals = strrchr (self->cli->maps[i], '=');
      g_autofree char *term_text
        = equals != NULL ? g_strndup (self->cli->maps[i], equals - self->cli->maps[i]) : NULL;
      gint64 term = term_text != NULL ? find_term (policy, term_text) : 0;
      gint64 rate = equals != NULL ? find_rate (policy, equals + 1) : 0;

      if (term == 0)
        return refuse (error, "--map %.60s: there is no one delivery term of that number or name",
                       self->cli->maps[i]);
      if (rate == 0)
        return refuse (error,
                       "--map %.60s: there is no one shipping rate of that number or name in the channel",
                       self->cli->maps[i]);
      if (!rs_mapping_put (db, policy->channel_id, term, rate, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_proposals (RsDb *db, const RsPolicy *policy, GError **error)
{
  g_autoptr (GHashTable) pairs = rs_policy_propose_mapping (policy);
  GHashTableIter iter;
  gint64 *term, *rate;

  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, (gpointer *) &term, (gpointer *) &rate))
    if (!g_hash_table_contains (policy->rate_of_term, term)
        && !rs_mapping_put (db, policy->channel_id, *term, *rate, error))
      return FALSE;
  return TRUE;
}

/* "country:Norig=NO", "fraction:WIRE-M=round-up" */
static gboolean
save_answers (RsDb *db, SetUp *self, GError **error)
{
  for (guint i = 0; self->cli->answers != NULL && self->cli->answers[i] != NULL; i++)
    {
      const char *text = self->cli->answers[i];
      const char *colon = strchr (text, ':'), *equals = strrchr (text, '=');
      g_autofree char *kind = colon != NULL ? g_strndup (text, colon - text) : NULL;
      g_autofree char *key
        = colon != NULL && equals > colon ? g_strndup (colon + 1, equals - colon - 1) : NULL;
      g_autofree char *stored = NULL;

      if (key == NULL || (!g_str_equal (kind, "country") && !g_str_equal (kind, "fraction")))
        return refuse (error, "--answer is country:TEXT=CODE or fraction:ITEM=WORD, not \"%.60s\"", text);
      if (g_str_equal (kind, "country") && !rs_country_is_code (equals + 1))
        return refuse (error, "\"%.10s\" is no country code", equals + 1);
      if (g_str_equal (kind, "fraction") && !g_str_equal (equals + 1, "round-up")
          && !g_str_equal (equals + 1, "one-with-text"))
        return refuse (error, "A fraction is answered with round-up or one-with-text, not \"%.40s\"",
                       equals + 1);
      stored = g_str_equal (kind, "country") ? rs_fold (key) : g_strdup (key);
      if (!rs_answers_put (db, kind, stored, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_mapping (RsDb *db, gpointer data, GError **error)
{
  SetUp *self = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (GHashTable) mapping = NULL;

  /* What is said in so many words wins over what is proposed. */
  if (policy == NULL || (self->cli->automap && !save_proposals (db, policy, error))
      || !save_maps (db, policy, self, error) || !save_answers (db, self, error))
    return FALSE;
  mapping = rs_mapping_all (db, policy->channel_id, error);
  if (mapping == NULL)
    return FALSE;
  self->mapped = g_hash_table_size (mapping);
  self->terms = g_hash_table_size (policy->terms);
  return rs_cases_mark_all_dirty (db, error);
}

int
rs_cli_setup (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  SetUp set_up = { self, 0, 0 };

  if (engine == NULL
      || !rs_store_write (rs_workspace_get_store (workspace), save_choices, &set_up, RS_DURABLE_NOW, error)
      || !dex_await_boolean (rs_engine_refresh_registers (engine), error)
      || !rs_store_write (rs_workspace_get_store (workspace), save_mapping, &set_up, RS_DURABLE_NOW, error))
    return RS_CLI_FAILED;
  g_print ("Set up. %u of %u delivery terms have a shipping rate.\n", set_up.mapped, set_up.terms);
  return RS_CLI_WELL;
}
