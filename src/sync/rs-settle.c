/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-cases.h"
#include "rs-country.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-policy-choices.h"
#include "rs-records.h"

static gboolean
refuse (GError **error, const char *words, const char *value)
{
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED, "%s: \"%.60s\"", words, value);
  return FALSE;
}

/* 0 when it is no rate of the set-up's channel. */
static gint64
find_rate (const RsPolicy *policy, const char *value)
{
  gint64 id;
  const RsShippingRate *rate;

  if (!g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  rate = rs_policy_get_rate (policy, id);
  return rate != NULL && rate->channel_id == policy->channel_id ? id : 0;
}

static gboolean
map_term (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  gint64 term, rate;

  if (policy == NULL)
    return FALSE;
  rate = find_rate (policy, value);
  if (!g_ascii_string_to_signed (about, 10, 1, G_MAXINT64, &term, NULL))
    return refuse (error, "There is no such delivery term", about);
  if (rate == 0)
    return refuse (error, "There is no such shipping rate in the channel", value);
  return rs_mapping_put (db, policy->channel_id, term, rate, error);
}

static gboolean
set_default_rate (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  if (policy == NULL)
    return FALSE;
  policy->default_rate = find_rate (policy, value);
  if (policy->default_rate == 0)
    return refuse (error, "There is no such shipping rate in the channel", value);
  return rs_policy_save (db, policy, error);
}

/* The term that @about, a rate, is read back as, whichever others share it. */
static gboolean
map_rate (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  const RsShippingRate *rate = NULL;
  gint64 id = 0, term = 0;

  if (policy == NULL)
    return FALSE;
  if (g_ascii_string_to_signed (about, 10, 1, G_MAXINT64, &id, NULL))
    rate = rs_policy_get_rate (policy, id);
  if (rate == NULL)
    return refuse (error, "There is no such shipping rate", about);
  if (!g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &term, NULL)
      || !g_hash_table_contains (policy->terms, &term))
    return refuse (error, "There is no such delivery term", value);
  return rs_mapping_put (db, policy->channel_id != 0 ? policy->channel_id : rate->channel_id, term, id, error)
         && rs_answers_put (db, "back", about, value, error);
}

static gboolean
set_default_term (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  return policy != NULL && rs_policy_choose (policy, "default-term", value, error)
         && rs_policy_save (db, policy, error);
}

static gboolean
answer_country (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autofree char *folded = rs_fold (about);

  if (!rs_country_is_code (value))
    return refuse (error, "That is no country code", value);
  return rs_answers_put (db, "country", folded, value, error);
}

static gboolean
answer_fraction (RsDb *db, const char *about, const char *value, GError **error)
{
  if (!g_str_equal (value, "round-up") && !g_str_equal (value, "one-with-text"))
    return refuse (error, "A fraction is answered with round-up or one-with-text, not so", value);
  return rs_answers_put (db, "fraction", about, value, error);
}

static gboolean
answer_customer (RsDb *db, const char *about, const char *value, GError **error)
{
  gint64 number;

  if (!g_str_equal (value, "new") && !g_ascii_string_to_signed (value, 10, 1, G_MAXINT64, &number, NULL))
    return refuse (error, "A customer is answered with its number or new, not so", value);
  return rs_answers_put (db, "customer", about, value, error);
}

static gboolean
answer_item (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autofree char *folded = rs_fold (about);

  if (*value == '\0')
    return refuse (error, "An item is answered with its number or leave-out, not so", value);
  return rs_answers_put (db, "item", folded, value, error);
}

static gboolean
allow_foreign (RsDb *db, const char *about, const char *value, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  return policy != NULL && rs_policy_choose (policy, "foreign", "send", error)
         && rs_policy_save (db, policy, error);
}

static const struct
{
  const char *remedy;
  const char *what; /* for the history */
  gboolean (*save) (RsDb *db, const char *about, const char *value, GError **error);
} remedy_table[] = {
  { "map-term", "A shipping rate was chosen for a delivery term", map_term },
  { "set-default-rate", "A default shipping rate was chosen", set_default_rate },
  { "map-rate", "A shipping rate was chosen for a delivery term", map_rate },
  { "set-default-term", "A default delivery term was chosen", set_default_term },
  { "answer-country", "It was said which country is meant", answer_country },
  { "answer-fraction", "It was said how parts of a whole cross", answer_fraction },
  { "answer-customer", "It was said which customer is the buyer", answer_customer },
  { "answer-item", "It was said which item is meant", answer_item },
  { "allow-foreign", "Orders of others were allowed beside ours", allow_foreign },
};

gboolean
rs_settle (RsDb *db, const char *remedy, const char *about, const char *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedy_table); i++)
    if (g_str_equal (remedy_table[i].remedy, remedy))
      return remedy_table[i].save (db, about != NULL ? about : "", value != NULL ? value : "", error);
  return refuse (error, "That cannot be answered once for all orders", remedy);
}

typedef struct
{
  RsEngine *engine; /* (owned) */
  char *remedy;     /* (owned) */
  char *about;      /* (owned) (nullable) */
  char *value;      /* (owned) (nullable) */
  RsInstant now;
} Settling;

static void
settling_free (gpointer data)
{
  Settling *self = data;

  g_object_unref (self->engine);
  g_free (self->remedy);
  g_free (self->about);
  g_free (self->value);
  g_free (self);
}

static const char *
describe (const char *remedy)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedy_table); i++)
    if (g_str_equal (remedy_table[i].remedy, remedy))
      return remedy_table[i].what;
  return remedy;
}

static gboolean
store_it (RsDb *db, gpointer data, GError **error)
{
  const Settling *self = data;
  const char *what = describe (self->remedy);
  g_autofree char *detail = self->about != NULL && self->value != NULL
                              ? g_strdup_printf ("%s → %s", self->about, self->value)
                              : g_strdup (self->value);

  return rs_settle (db, self->remedy, self->about, self->value, error)
         && rs_activity_add (db, self->now, NULL, "person", what, "done", detail, error)
         && rs_cases_mark_all_dirty (db, error);
}

static DexFuture *
settle_fiber (gpointer data)
{
  Settling *self = data;
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON, &error))
    return dex_future_new_for_error (error);
  self->now = rs_clock_now (pass.clock);
  if (!rs_store_write (pass.store, store_it, self, RS_DURABLE_NOW, &error))
    return dex_future_new_for_error (error);
  return rs_engine_sync_once (self->engine, RS_SYNC_PERSON);
}

DexFuture *
rs_engine_settle (RsEngine *self, const char *remedy, const char *about, const char *value)
{
  Settling *settling;

  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (remedy != NULL);

  settling = g_new0 (Settling, 1);
  settling->engine = g_object_ref (self);
  settling->remedy = g_strdup (remedy);
  settling->about = g_strdup (about);
  settling->value = g_strdup (value);
  return dex_scheduler_spawn (NULL, 0, settle_fiber, settling, settling_free);
}
