/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-case-hold.h"
#include "rs-cases.h"
#include "rs-error.h"
#include "rs-fold.h"
#include "rs-records.h"
#include "rs-ws-draft.h"

/* Where an order's parcels are to be collected (PRODUCT F7.6). Rackbeat has no field for it and none may be
 * guessed, so a person chooses; the choice is kept with the rate it was made for, since another carrier has
 * other drop points. */

typedef struct
{
  RsEngine *engine; /* (owned) */
  char *case_key;   /* (owned) */
  char *id;         /* (owned) (nullable) the one to choose; NULL to list them */
  RsCase *subject;  /* (owned) (nullable) */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->engine);
  g_free (self->case_key);
  g_free (self->id);
  g_clear_pointer (&self->subject, rs_case_unref);
  g_free (self);
}

static gboolean
load_case (RsDb *db, gpointer data, GError **error)
{
  Errand *self = data;

  self->subject = rs_case_load (db, self->case_key, error);
  return self->subject != NULL;
}

/* (transfer none) (nullable) */
static const RsShippingRate *
find_rate (const RsPass *pass, const RsCase *subject, GError **error)
{
  const RsRbOrder *order = subject->rb_order;
  const RsShippingRate *rate
    = order != NULL
        ? rs_policy_get_rate (pass->policy, rs_policy_rate_for_term (pass->policy, order->delivery_term))
        : NULL;

  if (rate != NULL && rate->requires_drop_point)
    return rate;
  g_set_error (error, RS_ERROR, RS_ERROR_REJECTED,
               "This order goes by no shipping rate that needs a drop point");
  return NULL;
}

/* Where the goods are sent to, in Webshipper's words. (transfer full) (nullable) */
static RsAddress *
find_address (const RsPass *pass, const RsCase *subject, GError **error)
{
  const RsAddress *source = rs_plan_delivery_address (subject->rb_order);
  const char *country = source != NULL ? rs_plan_country (pass->policy, source->country) : NULL;
  RsAddress *address;

  if (country == NULL || rs_text_is_blank (source->zip))
    {
      g_set_error (
        error, RS_ERROR, RS_ERROR_REJECTED,
        "The order's address has no zip or no country that is known: drop points cannot be looked for");
      return NULL;
    }
  address = rs_address_copy (source);
  g_set_str (&address->country, country);
  return address;
}

/* (transfer full) (nullable) */
static GPtrArray *
list_points (Errand *self, RsPass *pass, const RsShippingRate **rate, GError **error)
{
  g_autoptr (RsAddress) address = NULL;

  if (!rs_store_read (pass->store, load_case, self, error))
    return NULL;
  *rate = find_rate (pass, self->subject, error);
  address = *rate != NULL ? find_address (pass, self->subject, error) : NULL;
  return address != NULL
           ? dex_await_boxed (rs_webshipper_client_find_drop_points (pass->webshipper, *rate, address), error)
           : NULL;
}

static DexFuture *
find_fiber (gpointer data)
{
  Errand *self = data;
  g_auto (RsPass) pass = { 0 };
  const RsShippingRate *rate;
  GError *error = NULL;
  GPtrArray *points = rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON, &error)
                        ? list_points (self, &pass, &rate, &error)
                        : NULL;

  return points != NULL ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, points)
                        : dex_future_new_for_error (error);
}

typedef struct
{
  const char *case_key;
  const RsDropPoint *point;
  gint64 rate;
  RsInstant now;
} Choice;

static gboolean
store_choice (RsDb *db, gpointer data, GError **error)
{
  const Choice *self = data;
  g_autofree char *text = rs_webshipper_write_drop_point (self->rate, self->point);

  return rs_answers_put (db, "drop-point", self->case_key, text, error)
         && rs_activity_add (db, self->now, self->case_key, "person", "A drop point was chosen", "done",
                             self->point->name, error)
         && rs_cases_mark_dirty (db, self->case_key, error);
}

/* Kept as it is there now: what was listed a while ago may be gone. */
static gboolean
choose (Errand *self, RsPass *pass, GError **error)
{
  const RsShippingRate *rate;
  g_autoptr (GPtrArray) points = list_points (self, pass, &rate, error);
  g_auto (RsCaseHold) hold = { 0 };
  Choice choice = { self->case_key, NULL, 0, rs_clock_now (pass->clock) };

  if (points == NULL)
    return FALSE;
  choice.rate = rate->id;
  for (guint i = 0; choice.point == NULL && i < points->len; i++)
    if (g_str_equal (((RsDropPoint *) g_ptr_array_index (points, i))->id, self->id))
      choice.point = g_ptr_array_index (points, i);
  if (choice.point == NULL)
    {
      g_set_error (error, RS_ERROR, RS_ERROR_NOT_FOUND,
                   "There is no drop point %.60s near the order's address", self->id);
      return FALSE;
    }
  rs_case_hold_take (&hold, pass, self->case_key);
  return rs_store_write (pass->store, store_choice, &choice, RS_DURABLE_NOW, error)
         && rs_runner_run_held_case (pass, self->case_key, error);
}

static DexFuture *
choose_fiber (gpointer data)
{
  Errand *self = data;
  g_auto (RsPass) pass = { 0 };
  GError *error = NULL;

  if (!rs_engine_begin_pass (self->engine, &pass, RS_SYNC_PERSON, &error) || !choose (self, &pass, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static Errand *
errand_new (RsEngine *engine, const char *case_key, const char *id)
{
  Errand *self = g_new0 (Errand, 1);

  self->engine = g_object_ref (engine);
  self->case_key = g_strdup (case_key);
  self->id = g_strdup (id);
  return self;
}

DexFuture *
rs_engine_find_drop_points (RsEngine *self, const char *case_key)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL);
  return dex_scheduler_spawn (NULL, 0, find_fiber, errand_new (self, case_key, NULL), errand_free);
}

DexFuture *
rs_engine_choose_drop_point (RsEngine *self, const char *case_key, const char *id)
{
  dex_return_error_if_fail (RS_IS_ENGINE (self));
  dex_return_error_if_fail (case_key != NULL && id != NULL);
  return dex_scheduler_spawn (NULL, 0, choose_fiber, errand_new (self, case_key, id), errand_free);
}
