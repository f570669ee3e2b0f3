/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-policy-choices.h"
#include "rs-records.h"

#include <string.h>

typedef struct
{
  RsCli *cli;
  guint mapped;
  guint all;
  gboolean is_back; /* orders come from Webshipper: rates are mapped to terms */
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
    /* Who says the direction here has finished what was begun in the window. */
    { "set-up", cli->direction != NULL ? "done" : NULL },
    { "direction", cli->direction },
    { "trigger", cli->trigger },
    { "channel", g_strcmp0 (cli->channel, "all") == 0 ? "0" : cli->channel },
    { "start", cli->start },
    { "freight", cli->freight },
    { "unmapped", cli->unmapped },
    { "drafts", cli->drafts ? "yes" : NULL },
    { "tracking-field", cli->tracking_field },
    { "arrive", cli->booked   ? "booked"
                : cli->drafts ? "draft"
                              : NULL },
    { "default-term", cli->default_term },
    { "customer-group", cli->customer_group },
    { "payment-term", cli->payment_term },
    { "layout", cli->layout },
    { "vat-zone", cli->vat_zone },
    { "item-group", cli->item_group },
    { "item-unit", cli->item_unit },
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

/* The rates of the channel that @text means, a number or a name; of all channels where the set-up is for all.
 * More than one of a channel means none of them. (element-type RsShippingRate) (transfer container) */
static GPtrArray *
find_rates (const RsPolicy *policy, const char *text)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *wanted = rs_fold (text);
  GHashTableIter iter;
  RsShippingRate *rate;
  gint64 id = 0;
  gboolean by_id = g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL);

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      g_autofree char *name = rs_fold (rate->name);
      gboolean is_of_channel = policy->channel_id == 0 || rate->channel_id == policy->channel_id;

      if (by_id ? rate->id == id : (is_of_channel && g_str_equal (name, wanted)))
        g_ptr_array_add (found, rate);
    }
  for (guint i = 0; i < found->len; i++)
    for (guint j = 0; j < i; j++)
      if (((RsShippingRate *) g_ptr_array_index (found, i))->channel_id
          == ((RsShippingRate *) g_ptr_array_index (found, j))->channel_id)
        g_ptr_array_set_size (found, 0);
  return g_steal_pointer (&found);
}

/* "TERM=RATE"; @back marks the term as the one that the rate is read back as. */
static gboolean
save_map (RsDb *db, const RsPolicy *policy, const char *pair, gboolean back, GError **error)
{
  const char *option = back ? "--map-back" : "--map";
  const char *equals = strrchr (pair, '=');
  g_autofree char *term_text = equals != NULL ? g_strndup (pair, equals - pair) : NULL;
  gint64 term = term_text != NULL ? find_term (policy, term_text) : 0;
  g_autoptr (GPtrArray) rates = equals != NULL ? find_rates (policy, equals + 1) : g_ptr_array_new ();

  if (term == 0)
    return refuse (error, "%s %.60s: there is no one delivery term of that number or name", option, pair);
  if (rates->len == 0)
    return refuse (error, "%s %.60s: there is no one shipping rate of that number or name in the channel",
                   option, pair);
  for (guint i = 0; i < rates->len; i++)
    {
      const RsShippingRate *rate = g_ptr_array_index (rates, i);
      g_autofree char *rate_key = g_strdup_printf ("%" G_GINT64_FORMAT, rate->id);
      g_autofree char *term_value = g_strdup_printf ("%" G_GINT64_FORMAT, term);

      if (!rs_mapping_put (db, policy->channel_id != 0 ? policy->channel_id : rate->channel_id, term,
                           rate->id, error)
          || (back && !rs_answers_put (db, "back", rate_key, term_value, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_maps (RsDb *db, const RsPolicy *policy, SetUp *self, GError **error)
{
  for (guint i = 0; self->cli->maps != NULL && self->cli->maps[i] != NULL; i++)
    if (!save_map (db, policy, self->cli->maps[i], FALSE, error))
      return FALSE;
  for (guint i = 0; self->cli->backs != NULL && self->cli->backs[i] != NULL; i++)
    if (!save_map (db, policy, self->cli->backs[i], TRUE, error))
      return FALSE;
  return TRUE;
}

/* A set-up for all channels maps the rates of each to the term of their name. */
static gboolean
save_proposals_of_all (RsDb *db, const RsPolicy *policy, GError **error)
{
  GHashTableIter terms, rates;
  RsDeliveryTerm *term;
  RsShippingRate *rate;

  g_hash_table_iter_init (&terms, policy->terms);
  while (g_hash_table_iter_next (&terms, NULL, (gpointer *) &term))
    {
      g_autofree char *name = rs_fold (term->name);

      if (*name == '\0' || find_term (policy, name) != term->number)
        continue;
      g_hash_table_iter_init (&rates, policy->rates);
      while (g_hash_table_iter_next (&rates, NULL, (gpointer *) &rate))
        {
          g_autofree char *its_name = rs_fold (rate->name);

          if (!rate->is_return && rate->channel_id != 0 && g_str_equal (name, its_name)
              && !g_hash_table_contains (policy->term_of_rate, &rate->id)
              && !rs_mapping_put (db, rate->channel_id, term->number, rate->id, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Only what has the very same name: the rest is for a person to see first. */
static gboolean
save_proposals (RsDb *db, const RsPolicy *policy, GError **error)
{
  g_autoptr (GArray) proposals = rs_mapping_propose (policy);

  if (policy->channel_id == 0)
    return save_proposals_of_all (db, policy, error);
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

      if (proposal->match == RS_MATCH_SAME_NAME
          && !rs_mapping_put (db, policy->channel_id, proposal->term, proposal->rate, error))
        return FALSE;
    }
  return TRUE;
}

/* "country:Norig=NO", "fraction:WIRE-M=round-up", "customer:vat/12345678=10017", "item:Gavekort=GAVE" */
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
      g_autofree char *remedy = kind != NULL ? g_strconcat ("answer-", kind, NULL) : NULL;

      if (key == NULL)
        return refuse (error, "--answer is KIND:KEY=VALUE, not \"%.60s\"", text);
      if (!rs_settle (db, remedy, key, equals + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
save_mapping (RsDb *db, gpointer data, GError **error)
{
  SetUp *self = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (RsPolicy) after = NULL;

  /* What is said in so many words wins over what is proposed. */
  if (policy == NULL || (self->cli->automap && !save_proposals (db, policy, error))
      || !save_maps (db, policy, self, error) || !save_answers (db, self, error))
    return FALSE;
  after = rs_policy_load (db, error);
  if (after == NULL)
    return FALSE;
  self->is_back = after->direction == RS_DIRECTION_WS_TO_RB;
  self->mapped = g_hash_table_size (self->is_back ? after->term_of_rate : after->rate_of_term);
  self->all = g_hash_table_size (self->is_back ? after->rates : after->terms);
  return rs_cases_mark_all_dirty (db, error);
}

static gboolean
load_policy (RsDb *db, gpointer data, GError **error)
{
  RsPolicy **policy = data;

  *policy = rs_policy_load (db, error);
  return *policy != NULL;
}

static gboolean
create_terms (RsCli *self, RsWorkspace *workspace, RsEngine *engine, GError **error)
{
  for (guint i = 0; self->new_terms != NULL && self->new_terms[i] != NULL; i++)
    {
      g_autoptr (RsPolicy) policy = NULL;
      g_autoptr (GPtrArray) rates = NULL;
      g_autoptr (GError) failure = NULL;
      gint64 term;

      if (!rs_store_read (rs_workspace_get_store (workspace), load_policy, &policy, error))
        return FALSE;
      rates = find_rates (policy, self->new_terms[i]);
      if (rates->len == 0)
        return refuse (
          error, "--create-term %.60s: there is no one shipping rate of that number or name in the channel",
          self->new_terms[i]);
      term = dex_await_int64 (
        rs_engine_create_term (engine, ((RsShippingRate *) g_ptr_array_index (rates, 0))->id), &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_print ("Delivery term %" G_GINT64_FORMAT " stands for the rate %.60s.\n", term, self->new_terms[i]);
    }
  return TRUE;
}

int
rs_cli_setup (RsCli *self, GError **error)
{
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autoptr (RsEngine) engine = rs_cli_load (self, &workspace, error);
  SetUp set_up = { self, 0, 0, FALSE };

  if (engine == NULL
      || !rs_store_write (rs_workspace_get_store (workspace), save_choices, &set_up, RS_DURABLE_NOW, error)
      || !dex_await_boolean (rs_engine_refresh_registers (engine), error)
      || !create_terms (self, workspace, engine, error)
      || !rs_store_write (rs_workspace_get_store (workspace), save_mapping, &set_up, RS_DURABLE_NOW, error))
    return RS_CLI_FAILED;
  if (set_up.is_back)
    g_print ("Set up. %u of %u shipping rates have a delivery term.\n", set_up.mapped, set_up.all);
  else
    g_print ("Set up. %u of %u delivery terms have a shipping rate.\n", set_up.mapped, set_up.all);
  return RS_CLI_WELL;
}
