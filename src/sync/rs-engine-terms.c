/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-pass.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-mirror.h"
#include "rs-records.h"

/* Delivery terms that are missing in Rackbeat, made from Webshipper's rates (PRODUCT F3.3). A term is found
 * by its name, so one that is there is taken, and nothing is repeated that may have taken effect. */

typedef struct
{
  RsEngine *engine; /* (owned) */
  gint64 rate;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->engine);
  g_free (self);
}

/* The term called as the rate is; 0 when there is none. Reads the terms anew. */
static gboolean
look_up (RsPass *pass, const char *name, gint64 *term, GError **error)
{
  g_autofree char *wanted = rs_fold (name);
  GHashTableIter iter;
  RsDeliveryTerm *known;

  *term = 0;
  if (!rs_pull_registers (pass, error))
    return FALSE;
  g_hash_table_iter_init (&iter, pass->policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &known))
    {
      g_autofree char *folded = rs_fold (known->name);

      if (g_str_equal (folded, wanted) && (*term == 0 || known->number < *term))
        *term = known->number;
    }
  return TRUE;
}

static GError *
explain (const GError *failure, const char *name)
{
  if (g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND)
      || g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED))
    return g_error_new (RS_ERROR, RS_ERROR_REJECTED,
                        "Rackbeat does not let RackShip make delivery terms (%s). Make one called \"%s\" in "
                        "Rackbeat by hand; then it is mapped by its name",
                        failure->message, name);
  return g_error_copy (failure);
}

/* FALSE with @error set when the term is not there afterwards. */
static gboolean
make (RsPass *pass, const char *name, gint64 *term, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!dex_await (rs_rackbeat_client_create_delivery_term (pass->rackbeat, name), &failure)
      && !rs_error_is_ambiguous (failure))
    {
      g_propagate_error (error, explain (failure, name));
      return FALSE;
    }
  if (!look_up (pass, name, term, error))
    return FALSE;
  if (*term != 0)
    return TRUE;
  g_set_error (
    error, RS_ERROR, RS_ERROR_AMBIGUOUS,
    "It is not known whether Rackbeat made the delivery term \"%s\": %s. Look in Rackbeat before trying again",
    name, failure != NULL ? failure->message : "it does not show it");
  return FALSE;
}

typedef struct
{
  gint64 channel, term, rate;
} Pair;

static gboolean
map (RsDb *db, gpointer data, GError **error)
{
  Pair *self = data;

  return rs_mapping_put (db, self->channel, self->term, self->rate, error)
         && rs_cases_mark_all_dirty (db, error);
}

static DexFuture *
make_fiber (gpointer data)
{
  Making *self = data;
  g_auto (RsPass) pass = { 0 };
  g_autofree char *name = NULL;
  const RsShippingRate *rate;
  Pair pair = { 0, 0, self->rate };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON, &error))
    return dex_future_new_for_error (error);
  rate = rs_policy_get_rate (pass.policy, self->rate);
  name = rate != NULL && rate->name != NULL ? g_strstrip (g_strdup (rate->name)) : NULL;
  if (name == NULL || *name == '\0')
    return dex_future_new_reject (RS_ERROR, RS_ERROR_REJECTED,
                                  "There is no such shipping rate, or it has no name");
  pair.channel = rate->channel_id;
  if (!look_up (&pass, name, &pair.term, &error)
      || (pair.term == 0 && !make (&pass, name, &pair.term, &error))
      || !rs_store_write (pass.store, map, &pair, RS_DURABLE_NOW, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_int64 (pair.term);
}

DexFuture *
rs_engine_create_term (RsEngine *self, gint64 rate)
{
  Making *data;

  dex_return_error_if_fail (RS_IS_ENGINE (self));

  data = g_new0 (Making, 1);
  data->engine = g_object_ref (self);
  data->rate = rate;
  return dex_scheduler_spawn (NULL, 0, make_fiber, data, making_free);
}
