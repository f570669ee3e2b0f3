/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-remedy-ask.h"

#include "rs-choose-dialog.h"
#include "rs-country.h"
#include "rs-error.h"
#include "rs-engine.h"
#include "rs-mirror.h"

#include <glib/gi18n.h>
#include <locale.h>

/* More than a person looks through; others are told by their number. */
#define MOST_ITEMS 300

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

/* Those that share the rate first: one of them it is, mostly. */
static GPtrArray *
list_terms (const RsPolicy *policy, const char *rate)
{
  GPtrArray *choices = rs_choices_new ();
  GPtrArray *sharing = rs_choices_new ();
  gint64 id = rate != NULL ? g_ascii_strtoll (rate, NULL, 10) : 0;
  GHashTableIter iter;
  const RsDeliveryTerm *term;

  g_hash_table_iter_init (&iter, policy->terms);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &term))
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, term->number);
      const gint64 *mapped = g_hash_table_lookup (policy->rate_of_term, &term->number);
      gboolean shares = id != 0 && mapped != NULL && *mapped == id;

      rs_choices_add (shares ? sharing : choices, number, term->name != NULL ? term->name : number,
                      shares ? _ ("Goes by this shipping rate") : NULL);
    }
  rs_choices_sort (choices);
  rs_choices_sort (sharing);
  g_ptr_array_extend_and_steal (sharing, choices);
  return sharing;
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

DexFuture *
rs_remedy_ask_rate (GtkWidget *widget, RsSession *session, RsProblem *problem, gboolean is_default)
{
  g_autoptr (RsPolicy) policy = NULL;
  g_autoptr (GPtrArray) rates = NULL;
  g_autofree char *term = rs_problem_dup_argument (problem, "term-name");
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!rs_store_read (rs_session_get_store (session), load_policy, &policy, &error))
    return dex_future_new_for_error (error);
  rates = list_rates (policy);
  text = term != NULL && !is_default
           /* Translators: a delivery term's name */
           ? g_strdup_printf (_ ("Which shipping rate do orders with the delivery term “%s” go by?"), term)
           : g_strdup (_ ("Which shipping rate do orders go by whose delivery term has none?"));
  return rs_choose (widget, _ ("Choose a Shipping Rate"), text, rates, NULL);
}

DexFuture *
rs_remedy_ask_term (GtkWidget *widget, RsSession *session, RsProblem *problem, gboolean is_default)
{
  g_autoptr (RsPolicy) policy = NULL;
  g_autoptr (GPtrArray) terms = NULL;
  g_autofree char *rate = is_default ? NULL : rs_problem_dup_argument (problem, "rate");
  g_autofree char *name = rs_problem_dup_argument (problem, "rate-name");
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!rs_store_read (rs_session_get_store (session), load_policy, &policy, &error))
    return dex_future_new_for_error (error);
  terms = list_terms (policy, rate);
  text = is_default ? g_strdup (_ ("Which delivery term do orders get that have no shipping rate?"))
                    /* Translators: a shipping rate's name */
                    : g_strdup_printf (_ ("Which delivery term do orders get that go by “%s”?"),
                                       name != NULL ? name : rate);
  return rs_choose (widget, _ ("Choose a Delivery Term"), text, terms, NULL);
}

DexFuture *
rs_remedy_ask_country (GtkWidget *widget, RsProblem *problem)
{
  g_autoptr (GPtrArray) countries = list_countries ();
  g_autofree char *country = rs_problem_dup_argument (problem, "country");
  /* Translators: what an order has as its country */
  g_autofree char *text
    = g_strdup_printf (_ ("Which country does “%s” mean?"), country != NULL ? country : "");

  return rs_choose (widget, _ ("Choose a Country"), text, countries, NULL);
}

typedef struct
{
  const char *case_key;
  RsCase *subject; /* (owned) */
} Loading;

static gboolean
load_case (RsDb *db, gpointer data, GError **error)
{
  Loading *self = data;

  self->subject = rs_case_load (db, self->case_key, error);
  return self->subject != NULL;
}

static void
append (GString *text, const char *words)
{
  if (words == NULL || *words == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, words);
}

/* By what one is told from another of the same name. */
static char *
describe_customer (const RsRbCustomer *customer)
{
  GString *text = g_string_new (NULL);
  const RsAddress *address = customer->address;

  g_string_append_printf (text, "%" G_GINT64_FORMAT, customer->number);
  append (text, address != NULL ? address->street : NULL);
  append (text, address != NULL ? address->zip : NULL);
  append (text, address != NULL ? address->city : NULL);
  append (text, customer->email);
  append (text, customer->vat_number);
  return g_string_free (text, FALSE);
}

static GPtrArray *
list_customers (const RsCase *subject)
{
  GPtrArray *choices = rs_choices_new ();

  for (guint i = 0; i < subject->customers->len; i++)
    {
      const RsRbCustomer *customer = g_ptr_array_index (subject->customers, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, customer->number);
      g_autofree char *detail = describe_customer (customer);

      rs_choices_add (choices, number, customer->name != NULL ? customer->name : number, detail);
    }
  rs_choices_add (choices, "new", _ ("A new customer"), _ ("Is made in Rackbeat"));
  return choices;
}

/* What was typed must be there: another number would only be refused later. */
typedef struct
{
  const char *kind;
  const char *number;
  gboolean is_there;
} Looking;

static gboolean
look_for (RsDb *db, gpointer data, GError **error)
{
  Looking *self = data;
  g_autoptr (GPtrArray) rows = rs_mirror_get (db, RS_RACKBEAT, self->kind, self->number, error);

  if (rows == NULL)
    return FALSE;
  self->is_there = rows->len > 0 && !((RsMirrorRow *) g_ptr_array_index (rows, 0))->gone;
  return TRUE;
}

static DexFuture *
check (RsSession *session, const char *kind, const char *answer, const char *word)
{
  Looking looking = { kind, answer, FALSE };
  GError *error = NULL;

  if (g_str_equal (answer, word))
    return dex_future_new_take_string (g_strdup (answer));
  if (!rs_store_read (rs_session_get_store (session), look_for, &looking, &error))
    return dex_future_new_for_error (error);
  if (!looking.is_there)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_NOT_FOUND,
                                  g_str_equal (kind, "item") ? _ ("There is no item %s in Rackbeat")
                                                             : _ ("There is no customer %s in Rackbeat"),
                                  answer);
  return dex_future_new_take_string (g_strdup (answer));
}

DexFuture *
rs_remedy_ask_customer (GtkWidget *widget, RsSession *session, RsProblem *problem)
{
  Loading loading = { problem->case_key != NULL ? problem->case_key : "", NULL };
  g_autoptr (GPtrArray) customers = NULL;
  g_autofree char *buyer = rs_problem_dup_argument (problem, "buyer");
  g_autofree char *text = NULL;
  g_autofree char *answer = NULL;
  GError *error = NULL;

  if (!rs_store_read (rs_session_get_store (session), load_case, &loading, &error))
    return dex_future_new_for_error (error);
  customers = list_customers (loading.subject);
  rs_case_unref (loading.subject);
  /* Translators: a customer's name as an order has it */
  text = g_strdup_printf (_ ("Which customer of Rackbeat is “%s”?"), buyer != NULL ? buyer : "");
  answer = dex_await_string (
    rs_choose (widget, _ ("Choose a Customer"), text, customers, _ ("The number of another customer")),
    &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  return check (session, "customer", answer, "new");
}

static GPtrArray *
list_items (GPtrArray *items)
{
  GPtrArray *choices = rs_choices_new ();

  rs_choices_add (choices, "leave-out", _ ("No item"), _ ("The line is left out"));
  for (guint i = 0; i < items->len; i++)
    {
      const RsItem *item = g_ptr_array_index (items, i);

      rs_choices_add (choices, item->number, item->name != NULL ? item->name : item->number, item->number);
    }
  return choices;
}

DexFuture *
rs_remedy_ask_item (GtkWidget *widget, RsSession *session, RsProblem *problem)
{
  g_autofree char *line = rs_problem_dup_argument (problem, "line");
  g_autofree char *sku = rs_problem_dup_argument (problem, "sku");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autofree char *text = NULL;
  g_autofree char *answer = NULL;
  GError *error = NULL;

  items = dex_await_boxed (rs_items_like (rs_session_get_store (session),
                                          rs_workspace_get_clock (rs_session_get_workspace (session)), line,
                                          sku, MOST_ITEMS),
                           &error);
  if (items == NULL)
    return dex_future_new_for_error (error);
  choices = list_items (items);
  /* Translators: the text of an order's line */
  text = g_strdup_printf (_ ("Which item of Rackbeat is “%s”?"), line != NULL ? line : "");
  answer = dex_await_string (
    rs_choose (widget, _ ("Choose an Item"), text, choices, _ ("The number of another item")), &error);
  if (answer == NULL)
    return dex_future_new_for_error (error);
  return check (session, "item", answer, "leave-out");
}

static GPtrArray *
list_drop_points (GPtrArray *points)
{
  GPtrArray *choices = rs_choices_new ();

  for (guint i = 0; i < points->len; i++)
    {
      const RsDropPoint *point = g_ptr_array_index (points, i);
      GString *detail = g_string_new (NULL);

      append (detail, point->address->street);
      append (detail, point->address->zip);
      append (detail, point->address->city);
      rs_choices_add (choices, point->id, point->name != NULL ? point->name : point->id, detail->str);
      g_string_free (detail, TRUE);
    }
  return choices;
}

DexFuture *
rs_remedy_ask_drop_point (GtkWidget *widget, RsSession *session, RsProblem *problem)
{
  RsEngine *engine = rs_session_get_engine (session);
  g_autofree char *order = rs_problem_dup_argument (problem, "order");
  g_autofree char *rate = rs_problem_dup_argument (problem, "rate-name");
  g_autoptr (GPtrArray) points = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (engine == NULL || rs_session_get_follows (session) || problem->case_key == NULL)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_CONFLICT, "This window cannot sync");
  points = dex_await_boxed (rs_engine_find_drop_points (engine, problem->case_key), &error);
  if (points == NULL)
    return dex_future_new_for_error (error);
  if (points->len == 0)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_NOT_FOUND,
                                  "The carrier knows no drop point near the order's address");
  choices = list_drop_points (points);
  /* Translators: an order's number and a shipping rate's name */
  text = g_strdup_printf (_ ("Where is order %s collected, which goes by “%s”?"), order != NULL ? order : "",
                          rate != NULL ? rate : "");
  return rs_choose (widget, _ ("Choose a Drop Point"), text, choices, NULL);
}
