/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-remedy.h"

#include "rs-choose-dialog.h"
#include "rs-country.h"
#include "rs-error.h"

#include <glib/gi18n.h>
#include <locale.h>

static const RsRemedy remedy_table[] = {
  { "map-term", NULL, N_ ("Choose Rate…") },
  { "set-default-rate", NULL, N_ ("Choose Default Rate…") },
  { "answer-country", NULL, N_ ("Choose Country…") },
  { "answer-fraction", "round-up", N_ ("Round Up") },
  { "answer-fraction", "one-with-text", N_ ("Send 1 with the Amount") },
  { "recreate", NULL, N_ ("Make It Again") },
  { "leave", NULL, N_ ("Leave as It Is") },
  { "allow-foreign", NULL, N_ ("Send All the Same") },
  { "sweep", NULL, N_ ("Read Everything Anew") },
  { "reconnect", NULL, N_ ("Reconnect…") },
  { "retry", NULL, N_ ("Retry") },
  { NULL, NULL, NULL },
};

const RsRemedy *
rs_remedies (void)
{
  return remedy_table;
}

gboolean
rs_remedy_fits (const RsRemedy *self, const RsProblem *problem)
{
  return problem->remedies != NULL && g_strv_contains ((const char *const *) problem->remedies, self->remedy);
}

typedef struct
{
  const RsRemedy *remedy;
  GtkWidget *widget;  /* (owned) */
  RsSession *session; /* (owned) */
  RsProblem *problem; /* (owned) */
} Errand;

static void
errand_free (gpointer data)
{
  Errand *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->session);
  rs_problem_unref (self->problem);
  g_free (self);
}

static gboolean
load_policy (RsDb *db, gpointer data, GError **error)
{
  RsPolicy **policy = data;

  *policy = rs_policy_load (db, error);
  return *policy != NULL;
}

static GPtrArray *
list_rates (const RsPolicy *policy)
{
  GPtrArray *choices = rs_choices_new ();
  GHashTableIter iter;
  const RsShippingRate *rate;

  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &rate))
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, rate->id);

      if (rate->channel_id == policy->channel_id)
        rs_choices_add (choices, id, rate->name != NULL ? rate->name : id,
                        rate->requires_drop_point ? _ ("Needs a drop point") : NULL);
    }
  rs_choices_sort (choices);
  return choices;
}

/* The language of the words around it. */
static GPtrArray *
list_countries (void)
{
  GPtrArray *choices = rs_choices_new ();
  const char *locale = setlocale (LC_MESSAGES, NULL);
  char code[] = "AA";

  for (code[0] = 'A'; code[0] <= 'Z'; code[0]++)
    for (code[1] = 'A'; code[1] <= 'Z'; code[1]++)
      if (rs_country_is_code (code))
        rs_choices_add (choices, code, rs_country_name (code, locale), code);
  rs_choices_sort (choices);
  return choices;
}

static DexFuture *
ask_rate (Errand *self)
{
  g_autoptr (RsPolicy) policy = NULL;
  g_autoptr (GPtrArray) rates = NULL;
  g_autofree char *term = rs_problem_dup_argument (self->problem, "term-name");
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!rs_store_read (rs_session_get_store (self->session), load_policy, &policy, &error))
    return dex_future_new_for_error (error);
  rates = list_rates (policy);
  text = term != NULL && g_str_equal (self->remedy->remedy, "map-term")
           /* Translators: a delivery term's name */
           ? g_strdup_printf (_ ("Which shipping rate do orders with the delivery term “%s” go by?"), term)
           : g_strdup (_ ("Which shipping rate do orders go by whose delivery term has none?"));
  return rs_choose (self->widget, _ ("Choose a Shipping Rate"), text, rates);
}

static DexFuture *
ask_country (Errand *self)
{
  g_autoptr (GPtrArray) countries = list_countries ();
  g_autofree char *country = rs_problem_dup_argument (self->problem, "country");
  /* Translators: what an order has as its country */
  g_autofree char *text
    = g_strdup_printf (_ ("Which country does “%s” mean?"), country != NULL ? country : "");

  return rs_choose (self->widget, _ ("Choose a Country"), text, countries);
}

/* What the remedy is about, which the problem knows. */
static char *
dup_about (const Errand *self)
{
  const char *remedy = self->remedy->remedy;

  return g_str_equal (remedy, "map-term")          ? rs_problem_dup_argument (self->problem, "term")
         : g_str_equal (remedy, "answer-country")  ? rs_problem_dup_argument (self->problem, "country")
         : g_str_equal (remedy, "answer-fraction") ? rs_problem_dup_argument (self->problem, "item")
                                                   : NULL;
}

/* A problem of a whole service is about it; one of what its key allows names it. */
static void
reconnect (Errand *self)
{
  g_autofree char *service = rs_problem_dup_argument (self->problem, "service");

  gtk_widget_activate_action (self->widget, "win.connect", "s",
                              service != NULL ? service : self->problem->subject);
}

static DexFuture *
carry_out (Errand *self, const char *value)
{
  RsEngine *engine = rs_session_get_engine (self->session);
  const char *remedy = self->remedy->remedy;
  const char *case_key = self->problem->case_key;
  g_autofree char *about = dup_about (self);

  if (engine == NULL || rs_session_get_follows (self->session))
    return dex_future_new_reject (RS_ERROR, RS_ERROR_CONFLICT, "This window cannot sync");
  if (g_str_equal (remedy, "sweep"))
    return rs_engine_sync_once (engine, RS_SYNC_PERSON | RS_SYNC_SWEEP);
  if (g_str_equal (remedy, "retry"))
    return case_key != NULL ? rs_engine_retry (engine, case_key) : rs_session_sync_now (self->session);
  if (g_str_equal (remedy, "leave") || g_str_equal (remedy, "recreate"))
    return rs_engine_answer (engine, case_key != NULL ? case_key : "", self->problem->code, remedy);
  return rs_engine_settle (engine, remedy, about, value);
}

static DexFuture *
ask (Errand *self)
{
  const char *remedy = self->remedy->remedy;

  if (g_str_equal (remedy, "map-term") || g_str_equal (remedy, "set-default-rate"))
    return ask_rate (self);
  if (g_str_equal (remedy, "answer-country"))
    return ask_country (self);
  return dex_future_new_take_string (g_strdup (self->remedy->value));
}

static DexFuture *
run_fiber (gpointer data)
{
  Errand *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = dex_await_string (ask (self), &error);

  if (g_str_equal (self->remedy->remedy, "reconnect"))
    reconnect (self);
  else if (error == NULL)
    dex_await (carry_out (self, value), &error);
  if (error != NULL && !g_error_matches (error, RS_ERROR, RS_ERROR_CANCELLED))
    gtk_widget_activate_action (self->widget, "win.say", "s", error->message);
  return dex_future_new_true ();
}

void
rs_remedy_run (const RsRemedy *self, GtkWidget *widget, RsSession *session, RsProblem *problem)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->remedy = self;
  errand->widget = g_object_ref (widget);
  errand->session = g_object_ref (session);
  errand->problem = rs_problem_ref (problem);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_fiber, errand, errand_free));
}
