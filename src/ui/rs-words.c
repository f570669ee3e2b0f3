/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-words.h"

#include "rs-case.h"
#include "rs-problem.h"

#include <glib/gi18n.h>

static const RsWord states[] = {
  { RS_CASE_STATE_WAITING, NC_ ("state", "Waiting"), "rs-waiting-symbolic", "accent" },
  { RS_CASE_STATE_HELD, NC_ ("state", "Held"), "rs-held-symbolic", "warning" },
  { RS_CASE_STATE_CROSSED, NC_ ("state", "In Webshipper"), "rs-crossed-symbolic", NULL },
  { RS_CASE_STATE_PARTLY, NC_ ("state", "Partly shipped"), "rs-partly-symbolic", "success" },
  { RS_CASE_STATE_SHIPPED, NC_ ("state", "Shipped"), "rs-shipped-symbolic", "success" },
  { RS_CASE_STATE_CANCELLED, NC_ ("state", "Cancelled"), "rs-cancelled-symbolic", "dim-label" },
  { RS_CASE_STATE_NOT_WANTED, NC_ ("state", "Stays in Rackbeat"), "rs-stays-symbolic", "dim-label" },
  { NULL },
};

static const RsWord rackbeat_words[] = {
  { "draft", NC_ ("state", "Draft"), "rs-stays-symbolic", "dim-label" },
  { "confirmed", NC_ ("state", "Confirmed"), "rs-crossed-symbolic", NULL },
  { "ready", NC_ ("state", "Ready for shipping"), "rs-crossed-symbolic", "accent" },
  { "partly-shipped", NC_ ("state", "Partly shipped"), "rs-partly-symbolic", "success" },
  { "shipped", NC_ ("state", "Shipped"), "rs-shipped-symbolic", "success" },
  { "cancelled", NC_ ("state", "Cancelled"), "rs-cancelled-symbolic", "dim-label" },
  { "archived", NC_ ("state", "Archived"), "rs-stays-symbolic", "dim-label" },
  { "gone", NC_ ("state", "Deleted"), "rs-cancelled-symbolic", "dim-label" },
  { NULL },
};

static const RsWord webshipper_words[] = {
  { "none", NC_ ("state", "Not there yet"), "rs-stays-symbolic", "dim-label" },
  { "pending", NC_ ("state", "Open"), "rs-crossed-symbolic", NULL },
  { "dispatched", NC_ ("state", "Shipped"), "rs-shipped-symbolic", "success" },
  { "partly_dispatched", NC_ ("state", "Partly shipped"), "rs-partly-symbolic", "success" },
  { "cancelled", NC_ ("state", "Cancelled"), "rs-cancelled-symbolic", "dim-label" },
  { "error", NC_ ("state", "In error"), "rs-held-symbolic", "error" },
  { "missing_rate", NC_ ("state", "Without a shipping rate"), "rs-held-symbolic", "warning" },
  { "on_hold", NC_ ("state", "On hold"), "rs-waiting-symbolic", "warning" },
  { "gone", NC_ ("state", "Deleted"), "rs-cancelled-symbolic", "dim-label" },
  { NULL },
};

static const RsWord results[] = {
  { "done", NC_ ("result", "Done"), "rs-shipped-symbolic", "success" },
  { "adopted", NC_ ("result", "It was so already"), "rs-shipped-symbolic", "success" },
  { "failed", NC_ ("result", "Refused"), "rs-held-symbolic", "error" },
  { "doubtful", NC_ ("result", "Not known yet"), "rs-waiting-symbolic", "warning" },
  { "waiting", NC_ ("result", "Waits"), "rs-waiting-symbolic", "accent" },
  { "dropped", NC_ ("result", "No longer wanted"), "rs-cancelled-symbolic", "dim-label" },
  { NULL },
};

/* By verdict. */
static const RsWord verdicts[] = {
  { "matched", NC_ ("verdict", "Matched"), "rs-shipped-symbolic", "success" },
  { "waiting", NC_ ("verdict", "Waiting"), "rs-waiting-symbolic", "accent" },
  { "held", NC_ ("verdict", "Held"), "rs-held-symbolic", "warning" },
  { "stays", NC_ ("verdict", "Stays"), "rs-stays-symbolic", "dim-label" },
  { "missing", NC_ ("verdict", "Missing"), "rs-cancelled-symbolic", "error" },
  { "differs", NC_ ("verdict", "Differs"), "rs-held-symbolic", "error" },
  { "surplus", NC_ ("verdict", "One too many"), "rs-held-symbolic", "error" },
};
G_STATIC_ASSERT (G_N_ELEMENTS (verdicts) == RS_N_VERDICTS);

static const struct
{
  const char *code;
  const char *title;
} problem_titles[] = {
  { RS_PROBLEM_KEY_REFUSED, N_ ("A key is refused") },
  { RS_PROBLEM_NOT_ALLOWED, N_ ("Something is not allowed") },
  { RS_PROBLEM_MANY_VANISHED, N_ ("Much is gone at once") },
  { RS_PROBLEM_OFFLINE, N_ ("A service cannot be reached") },
  { RS_PROBLEM_NOT_SET_UP, N_ ("RackShip is not set up yet") },
  { RS_PROBLEM_BACKUP_FAILED, N_ ("No back-up was made") },
  { RS_PROBLEM_TERM_UNMAPPED, N_ ("The delivery term has no shipping rate") },
  { RS_PROBLEM_TERM_MISSING, N_ ("No delivery term") },
  { RS_PROBLEM_RATE_GONE, N_ ("The shipping rate is gone") },
  { RS_PROBLEM_COUNTRY_UNKNOWN, N_ ("Which country is meant?") },
  { RS_PROBLEM_QUANTITY_FRACTION, N_ ("A quantity is not a whole number") },
  { RS_PROBLEM_QUANTITY_NEGATIVE, N_ ("A quantity is negative") },
  { RS_PROBLEM_ADDRESS_INCOMPLETE, N_ ("The address is incomplete") },
  { RS_PROBLEM_CONTACT_MISSING, N_ ("Phone or e-mail is missing") },
  { RS_PROBLEM_DROP_POINT_MISSING, N_ ("A drop point is missing") },
  { RS_PROBLEM_HELD_BACK, N_ ("Held back by a person") },
  { RS_PROBLEM_NOTHING_TO_SHIP, N_ ("Nothing to ship") },
  { RS_PROBLEM_RATE_UNMAPPED, N_ ("The shipping rate has no delivery term") },
  { RS_PROBLEM_RATE_SHARED, N_ ("Which delivery term is used back?") },
  { RS_PROBLEM_CUSTOMER_AMBIGUOUS, N_ ("Which customer is the buyer?") },
  { RS_PROBLEM_CUSTOMER_UNKNOWN, N_ ("The buyer is not told") },
  { RS_PROBLEM_ITEM_UNKNOWN, N_ ("Which item is meant?") },
  { RS_PROBLEM_ITEM_AMBIGUOUS, N_ ("Several items have the barcode") },
  { RS_PROBLEM_REFUSED, N_ ("A service refused it") },
  { RS_PROBLEM_UNREADABLE, N_ ("A record cannot be read") },
  { RS_PROBLEM_FOREIGN_ORDER, N_ ("Somebody else's order has our reference") },
  { RS_PROBLEM_DOUBTFUL, N_ ("It is not known whether a write took effect") },
  { RS_PROBLEM_CHANGED_AFTER, N_ ("Changed after it was booked") },
  { RS_PROBLEM_CANCELLED_AFTER, N_ ("Cancelled after it was booked") },
  { RS_PROBLEM_GONE_IN_TARGET, N_ ("Gone in the other system") },
  { RS_PROBLEM_SHIPMENT_BY_HAND, N_ ("A shipment has to be finished by hand") },
  { RS_PROBLEM_SHIPMENT_DIFFERS, N_ ("The shipments differ") },
  { RS_PROBLEM_WEBSHIPPER_ERROR, N_ ("In error in Webshipper") },
  { RS_PROBLEM_TWO_ORDERS, N_ ("Two orders for one") },
};

static const RsWord *
find (const RsWord *words, const char *word)
{
  for (; words->word != NULL; words++)
    if (g_strcmp0 (words->word, word) == 0)
      return words;
  return NULL;
}

const RsWord *
rs_words_for_state (const char *state)
{
  return find (states, state);
}

const RsWord *
rs_words_states (void)
{
  return states;
}

const RsWord *
rs_words_for_rackbeat (const char *word)
{
  return find (rackbeat_words, word);
}

const RsWord *
rs_words_for_webshipper (const char *word)
{
  return find (webshipper_words, word);
}

const RsWord *
rs_words_for_result (const char *result)
{
  return find (results, result);
}

const RsWord *
rs_words_for_verdict (RsVerdict verdict)
{
  g_return_val_if_fail ((guint) verdict < RS_N_VERDICTS, NULL);
  return &verdicts[verdict];
}

static const char *
context_of (const RsWord *word)
{
  if (word >= results && word < results + G_N_ELEMENTS (results))
    return "result";
  return word >= verdicts && word < verdicts + G_N_ELEMENTS (verdicts) ? "verdict" : "state";
}

const char *
rs_words_label (const RsWord *word, const char *otherwise)
{
  if (word == NULL)
    return otherwise != NULL ? otherwise : "";
  return g_dpgettext2 (NULL, context_of (word), word->label);
}

const char *
rs_words_problem_title (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (problem_titles); i++)
    if (g_strcmp0 (problem_titles[i].code, code) == 0)
      return _ (problem_titles[i].title);
  return _ ("Something needs a person");
}

guint
rs_words_problem_rank (const char *code)
{
  guint rank = 0;

  while (rank < G_N_ELEMENTS (problem_titles) && g_strcmp0 (problem_titles[rank].code, code) != 0)
    rank++;
  return rank;
}
