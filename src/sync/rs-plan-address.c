/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-ws-draft.h"

#include "rs-country.h"
#include "rs-fold.h"

/* Addresses are passed whole (PRODUCT F4.5): a field of Rackbeat's becomes the field of Webshipper's that
 * means the same, and only the country is put in other words. */

static char *
dup_unless_blank (const char *text, const char *otherwise)
{
  if (!rs_text_is_blank (text))
    return g_strdup (text);
  return rs_text_is_blank (otherwise) ? NULL : g_strdup (otherwise);
}

const char *
rs_plan_country (const RsPolicy *policy, const char *text)
{
  g_autofree char *folded = rs_fold (text);
  const char *answer = g_hash_table_lookup (policy->countries, folded);

  return answer != NULL && rs_country_is_code (answer) ? answer : rs_country_lookup (text);
}

const RsAddress *
rs_plan_delivery_address (const RsRbOrder *order)
{
  if (order->delivery_address != NULL && !rs_address_is_empty (order->delivery_address))
    return order->delivery_address;
  return order->billing_address;
}

/* Countries and territories of which many or all addresses have no postal code. */
static gboolean
has_postal_codes (const char *country)
{
  static const char *const without[]
    = { "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BO", "BS", "BW", "BZ", "CD", "CF", "CG", "CI",
        "CK", "CM", "CW", "DJ", "DM", "ER", "FJ", "GA", "GD", "GH", "GM", "GQ", "GY", "HK", "JM",
        "KI", "KM", "KN", "LY", "ML", "MO", "MR", "MW", "NR", "NU", "QA", "RW", "SB", "SC", "SL",
        "SR", "ST", "SX", "TG", "TK", "TL", "TO", "TV", "UG", "VU", "YE", "ZW", NULL };

  return country == NULL || !g_strv_contains (without, country);
}

static void
hold_country (RsWsDraft *self, const RsPlanning *planning, const char *text)
{
  g_autofree char *subject = g_strdup_printf ("country/%s", text);
  RsProblem *problem;

  for (guint i = 0; i < self->findings.problems->len; i++)
    if (g_str_equal (((RsProblem *) g_ptr_array_index (self->findings.problems, i))->subject, subject))
      return;
  problem
    = rs_planning_problem (planning, RS_PROBLEM_COUNTRY_UNKNOWN, subject, "answer-country,open-rackbeat",
                           "Order %" G_GINT64_FORMAT " goes to \"%s\", which is no country that RackShip "
                           "knows. The order is held. Say which country is meant: it is asked once and "
                           "then remembered.",
                           planning->number, text);
  rs_problem_set_argument (problem, "country", text);
  g_ptr_array_add (self->findings.problems, problem);
}

/* (transfer full): @from in Webshipper's words. */
static RsAddress *
convert (RsWsDraft *self, const RsPlanning *planning, const RsAddress *from)
{
  RsAddress *to = rs_address_copy (from);
  const char *code = rs_plan_country (planning->policy, from->country);

  g_set_str (&to->country, code);
  if (code == NULL && !rs_text_is_blank (from->country))
    hold_country (self, planning, from->country);
  return to;
}

static void
append_missing (GString *missing, gboolean is_missing, const char *name)
{
  if (!is_missing)
    return;
  if (missing->len > 0)
    g_string_append (missing, ", ");
  g_string_append (missing, name);
}

static void
check_complete (RsWsDraft *self, const RsPlanning *planning, const RsAddress *source, const RsAddress *to)
{
  g_autoptr (GString) missing = g_string_new (NULL);
  RsProblem *problem;

  append_missing (missing, rs_text_is_blank (to->company) && rs_text_is_blank (to->contact), "receiver");
  append_missing (missing, rs_text_is_blank (to->street), "street");
  append_missing (missing, rs_text_is_blank (to->zip) && has_postal_codes (to->country), "zip");
  append_missing (missing, rs_text_is_blank (to->city), "city");
  append_missing (missing, rs_text_is_blank (source->country), "country");
  if (missing->len == 0)
    return;
  problem
    = rs_planning_problem (planning, RS_PROBLEM_ADDRESS_INCOMPLETE, NULL, "open-rackbeat,retry",
                           "The delivery address of order %" G_GINT64_FORMAT " lacks: %s. The order is held. "
                           "Complete the address in Rackbeat; it then goes by itself.",
                           planning->number, missing->str);
  rs_problem_set_argument (problem, "missing", missing->str);
  g_ptr_array_add (self->findings.problems, problem);
}

static void
append_words (GPtrArray *words, const char *text)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return;
  parts = g_strsplit_set (text, " \t\r\n", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
}

static GPtrArray *
list_words (const RsAddress *address)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  if (address == NULL)
    return words;
  append_words (words, address->company);
  append_words (words, address->contact);
  append_words (words, address->street);
  append_words (words, address->street2);
  append_words (words, address->zip);
  append_words (words, address->city);
  append_words (words, address->state);
  append_words (words, address->phone);
  append_words (words, address->email);
  append_words (words, address->vat_number);
  return words;
}

GPtrArray *
rs_plan_address_lost_words (const RsAddress *source, const RsAddress *sent)
{
  g_autoptr (GPtrArray) wanted = list_words (source);
  g_autoptr (GPtrArray) found = list_words (sent);
  GPtrArray *lost = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < wanted->len; i++)
    {
      const char *word = g_ptr_array_index (wanted, i);
      guint index;

      /* Each word counts: one that stands twice in the source must stand twice in what was sent. */
      if (g_ptr_array_find_with_equal_func (found, word, g_str_equal, &index))
        g_ptr_array_remove_index_fast (found, index);
      else
        g_ptr_array_add (lost, g_strdup (word));
    }
  return lost;
}

static void
check_whole (RsWsDraft *self, const RsPlanning *planning, const RsAddress *source, const RsAddress *to)
{
  g_autoptr (GPtrArray) lost = rs_plan_address_lost_words (source, to);
  g_autofree char *words = NULL;
  RsProblem *problem;

  if (lost->len == 0)
    return;
  g_ptr_array_add (lost, NULL);
  words = g_strjoinv (" ", (char **) lost->pdata);
  problem = rs_planning_problem (planning, RS_PROBLEM_ADDRESS_INCOMPLETE, NULL, "open-rackbeat,report",
                                 "Not all of the address of order %" G_GINT64_FORMAT
                                 " would reach Webshipper: \"%s\" "
                                 "would be lost. The order is held.",
                                 planning->number, words);
  rs_problem_set_argument (problem, "lost", words);
  g_ptr_array_add (self->findings.problems, problem);
}

/* The order's customer is who it is billed to, so a billing address without a name has one; a delivery
 * address without a receiver has none, and nobody guesses it. */
static void
take_billing (RsWsDraft *self, const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  RsAddress *to;

  if (order->billing_address == NULL || rs_address_is_empty (order->billing_address))
    return;
  to = convert (self, planning, order->billing_address);
  if (rs_text_is_blank (to->company) && rs_text_is_blank (to->contact))
    g_set_str (&to->company, order->customer_name);
  g_set_str (&to->vat_number, rs_text_is_blank (to->vat_number) ? order->customer_vat_number
                                                                : order->billing_address->vat_number);
  check_whole (self, planning, order->billing_address, to);
  self->order->billing_address = to;
}

static void
take_delivery (RsWsDraft *self, const RsPlanning *planning)
{
  const RsRbOrder *order = planning->order;
  const RsAddress *source = rs_plan_delivery_address (order);
  g_autoptr (RsAddress) none = rs_address_new ();
  RsAddress *to;

  if (source == NULL)
    source = none;
  else if (source == order->billing_address)
    rs_findings_because (&self->findings, "No delivery address: the billing address is used");
  to = convert (self, planning, source);
  if (source == order->billing_address && rs_text_is_blank (to->company) && rs_text_is_blank (to->contact))
    g_set_str (&to->company, order->customer_name);
  g_free (to->phone);
  g_free (to->email);
  to->phone = dup_unless_blank (source->phone, order->customer_phone);
  to->email = dup_unless_blank (source->email, order->customer_email);
  check_complete (self, planning, source, to);
  check_whole (self, planning, source, to);
  self->order->delivery_address = to;
}

/* The company's own address, where goods are sent from. One that is not whole is no reason to hold an order:
 * the channel's own sender stands then (Webshipper reference §3.3). */
static void
take_sender (RsWsDraft *self, const RsPlanning *planning)
{
  const RsAddress *company = planning->policy->company;
  const char *country = company != NULL ? rs_plan_country (planning->policy, company->country) : NULL;

  if (!planning->policy->sends_company)
    return;
  if (company == NULL || country == NULL || rs_text_is_blank (company->company)
      || rs_text_is_blank (company->street) || rs_text_is_blank (company->zip)
      || rs_text_is_blank (company->city))
    {
      rs_findings_because (&self->findings,
                           "The company's own address is not whole: the channel's sender stands");
      return;
    }
  self->order->sender_address = rs_address_copy (company);
  g_set_str (&self->order->sender_address->country, country);
}

void
rs_ws_draft_take_addresses (RsWsDraft *self, const RsPlanning *planning)
{
  take_delivery (self, planning);
  take_billing (self, planning);
  take_sender (self, planning);
}
