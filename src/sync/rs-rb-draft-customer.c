/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-rb-draft.h"

#include "rs-fold.h"
#include "rs-country.h"
#include "rs-rackbeat-encode.h"
#include "rs-ws-draft.h"

/* Which customer of Rackbeat the buyer is (PRODUCT F5.2): remembered pair, VAT number, e-mail and name,
 * company name and zip. One match is used, none makes the customer, several ask. */

static const char *
first_said (const char *a, const char *b)
{
  return !rs_text_is_blank (a) ? a : rs_text_is_blank (b) ? NULL : b;
}

void
rs_buyer_init (RsBuyer *self, const RsWsOrder *from)
{
  g_autoptr (RsAddress) nobody = rs_address_new ();
  const RsAddress *delivery = from->delivery_address != NULL ? from->delivery_address : nobody;
  gboolean is_billed = from->billing_address != NULL && !rs_address_is_empty (from->billing_address);
  const RsAddress *address = is_billed ? from->billing_address : delivery;
  const char *country = rs_country_name (address->country, NULL);
  RsRbCustomer *customer = rs_rb_customer_new ();

  *self = (RsBuyer) { customer };
  customer->name = g_strdup (first_said (address->company, address->contact));
  customer->vat_number = g_strdup (first_said (address->vat_number, delivery->vat_number));
  customer->email = g_strdup (first_said (address->email, delivery->email));
  customer->phone = g_strdup (first_said (address->phone, delivery->phone));
  customer->address = rs_address_copy (address);
  if (country != NULL)
    g_set_str (&customer->address->country, country);
  if (rs_text_is_blank (address->company))
    g_clear_pointer (&customer->address->contact, g_free);
  if (customer->name == NULL)
    return;
  self->words[0] = rs_customer_vat_word (customer->vat_number);
  self->words[1] = rs_customer_mail_word (customer->email, customer->name);
  self->words[2] = rs_customer_name_word (customer->name, customer->address->zip);
  for (guint i = G_N_ELEMENTS (self->words); i > 0; i--)
    if (self->words[i - 1] != NULL)
      self->handle = self->words[i - 1];
}

void
rs_buyer_clear (RsBuyer *self)
{
  g_clear_pointer (&self->customer, rs_rb_customer_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->words); i++)
    g_clear_pointer (&self->words[i], g_free);
  self->handle = NULL;
}

/* Whether @customer still says the @level-th word of the buyer. */
static gboolean
says_so (const RsRbCustomer *customer, const RsBuyer *buyer, guint level)
{
  g_autofree char *word = NULL;

  switch (level)
    {
    case 0:
      if (rs_customer_vat_differs (customer->vat_number, buyer->customer->vat_number))
        return FALSE;
      word = rs_customer_vat_word (customer->vat_number);
      break;
    case 1:
      word = rs_customer_mail_word (customer->email, customer->name);
      break;
    default:
      word
        = rs_customer_name_word (customer->name, customer->address != NULL ? customer->address->zip : NULL);
    }
  return g_strcmp0 (word, buyer->words[level]) == 0;
}

/* Those that match at the first level at which any does. (element-type RsRbCustomer) (transfer container) */
static GPtrArray *
list_matches (const RsCase *subject, const RsBuyer *buyer, guint *level)
{
  GPtrArray *matches = g_ptr_array_new ();

  for (*level = 0; *level < G_N_ELEMENTS (buyer->words); (*level)++)
    {
      for (guint i = 0; buyer->words[*level] != NULL && i < subject->customers->len; i++)
        if (says_so (g_ptr_array_index (subject->customers, i), buyer, *level))
          g_ptr_array_add (matches, g_ptr_array_index (subject->customers, i));
      if (matches->len > 0)
        break;
    }
  return matches;
}

static void
hold_ambiguous (RsRbDraft *self, const RsPlanning *planning, const RsBuyer *buyer, GPtrArray *matches)
{
  g_autoptr (GString) candidates = g_string_new (NULL);
  g_autofree char *subject = g_strconcat ("customer/", buyer->handle, NULL);
  RsProblem *problem;

  for (guint i = 0; i < matches->len; i++)
    {
      const RsRbCustomer *customer = g_ptr_array_index (matches, i);

      g_string_append_printf (candidates, "%s%" G_GINT64_FORMAT " %s", i > 0 ? "; " : "", customer->number,
                              customer->name != NULL ? customer->name : "");
    }
  problem = rs_planning_problem (
    planning, RS_PROBLEM_CUSTOMER_AMBIGUOUS, subject, "answer-customer,open-rackbeat",
    "The buyer of order %s, \"%s\", may be any of these customers of Rackbeat: %s. The order is held. Say which "
    "one it is, or that it is a new one; the answer is remembered.",
    planning->name, buyer->customer->name, candidates->str);
  rs_problem_set_argument (problem, "buyer", buyer->customer->name);
  rs_problem_set_argument (problem, "key", buyer->handle);
  rs_problem_set_argument (problem, "candidates", candidates->str);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
hold_unknown (RsRbDraft *self, const RsPlanning *planning)
{
  g_ptr_array_add (
    self->findings.problems,
    rs_planning_problem (planning, RS_PROBLEM_CUSTOMER_UNKNOWN, NULL, "open-webshipper,retry",
                         "Order %s does not say who buys: it needs a name, and a VAT number, an "
                         "e-mail or a zip. The order is held. Add them in Webshipper.",
                         planning->name));
}

static gboolean
is_in_eu (const char *code)
{
  static const char *const members[]
    = { "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
        "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", NULL };

  return code != NULL && g_strv_contains (members, code);
}

/* Rackbeat's words for VAT zones (Rackbeat reference §3.1). NULL leaves it to the account. */
static const char *
vat_zone (const RsPlanning *planning, const RsBuyer *buyer)
{
  static const char *const words[] = { NULL, "domestic", "eu", "abroad", "domestic_exempt" };
  const RsAddress *company = planning->policy->company;
  const char *home, *away;

  if (planning->policy->vat_zone != RS_VAT_BY_COUNTRY)
    return words[planning->policy->vat_zone];
  home = company != NULL ? rs_plan_country (planning->policy, company->country) : NULL;
  away = rs_plan_country (planning->policy, buyer->customer->address->country);
  if (home == NULL || away == NULL)
    return NULL;
  if (g_str_equal (home, away))
    return "domestic";
  return is_in_eu (home) && is_in_eu (away) ? "eu" : "abroad";
}

/* Another order of the same buyer may be making it already: the key is the buyer's, not the order's. */
static gboolean
make_customer (RsRbDraft *self, RsPlanning *planning, const RsBuyer *buyer, const char *currency)
{
  const RsPolicy *policy = planning->policy;
  const RsRbCustomer *customer = buyer->customer;
  RsRbCustomerDefaults defaults
    = { policy->payment_term, policy->layout, vat_zone (planning, buyer), currency };
  g_autofree char *key = g_strconcat ("create-rb-customer:", buyer->handle, NULL);
  g_autoptr (GBytes) body = NULL;
  RsJsonWriter *payload = rs_payload_new ();

  buyer->customer->group = policy->customer_group;
  body = rs_rackbeat_encode_customer (customer, &defaults);
  rs_json_writer_put_string (payload, "handle", buyer->handle);
  rs_json_writer_put_string (payload, "name", customer->name);
  rs_json_writer_put_string (payload, "vat", customer->vat_number);
  rs_json_writer_put_string (payload, "email", customer->email);
  rs_json_writer_put_string (payload, "zip", customer->address->zip);
  rs_payload_add_body (payload, "customer", body);
  rs_planning_because (planning, "There is no customer \"%s\" in Rackbeat: it is made", customer->name);
  return rs_planning_step (planning, "create-rb-customer", key, payload) == RS_WISH_PLANNED;
}

static gint64
made_customer (const RsCase *subject, const RsBuyer *buyer)
{
  g_autofree char *key = g_strconcat ("create-rb-customer:", buyer->handle, NULL);
  const RsStep *step = rs_case_find_step (subject, key);
  g_autofree char *number
    = step != NULL && step->state == RS_STEP_DONE ? rs_step_dup_result (step, "rb_customer_number") : NULL;

  return number != NULL ? g_ascii_strtoll (number, NULL, 10) : 0;
}

/* What is remembered of the buyer: a number, 0 for nothing, -1 for "a new one". */
static gint64
remembered (const RsCase *subject, const RsBuyer *buyer)
{
  g_autofree char *key = g_strconcat ("customer:", buyer->handle, NULL);
  const char *answer = g_hash_table_lookup (subject->answers, key);
  gint64 number = 0;

  if (g_strcmp0 (answer, "new") == 0)
    return -1;
  return answer != NULL && g_ascii_string_to_signed (answer, 10, 1, G_MAXINT64, &number, NULL) ? number : 0;
}

static gboolean
match (RsRbDraft *self, RsPlanning *planning, const RsBuyer *buyer, const char *currency)
{
  static const char *const by[] = { "VAT number", "e-mail and name", "name and zip" };
  gint64 known = remembered (planning->subject, buyer);
  g_autoptr (GPtrArray) matches = NULL;
  const RsRbCustomer *found;
  guint level;

  if (known <= 0 && made_customer (planning->subject, buyer) != 0)
    known = made_customer (planning->subject, buyer);
  if (known > 0)
    {
      rs_planning_because (planning, "The buyer is customer %" G_GINT64_FORMAT ", as is remembered", known);
      self->order->customer_number = known;
      return TRUE;
    }
  if (known == -1)
    return make_customer (self, planning, buyer, currency);
  matches = list_matches (planning->subject, buyer, &level);
  if (matches->len == 0)
    return make_customer (self, planning, buyer, currency);
  if (matches->len > 1)
    {
      hold_ambiguous (self, planning, buyer, matches);
      return FALSE;
    }
  found = g_ptr_array_index (matches, 0);
  rs_planning_because (planning, "The buyer is customer %" G_GINT64_FORMAT ", by %s", found->number,
                       by[level]);
  self->order->customer_number = found->number;
  self->order->customer_group = found->group;
  return TRUE;
}

gboolean
rs_rb_draft_take_customer (RsRbDraft *self, RsPlanning *planning, const RsWsOrder *from)
{
  g_auto (RsBuyer) buyer = { 0 };

  rs_buyer_init (&buyer, from);
  if (buyer.handle == NULL)
    {
      hold_unknown (self, planning);
      return FALSE;
    }
  self->handle = g_strdup (buyer.handle);
  return match (self, planning, &buyer, self->order->currency);
}
