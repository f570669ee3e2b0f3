/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "checker.h"

#include <string.h>

/* What a person has been told, and what that excuses: who is told that a rate is missing has not been told
 * that an order left by one side only. */

#define BEFORE (JUDGE_ABSENT | JUDGE_CONTENTS)

static const struct
{
  const char *code;
  JudgeTopics excuses;
} codes[] = {
  { RS_PROBLEM_TERM_UNMAPPED, BEFORE },
  { RS_PROBLEM_TERM_MISSING, BEFORE },
  { RS_PROBLEM_RATE_GONE, BEFORE },
  { RS_PROBLEM_COUNTRY_UNKNOWN, BEFORE },
  { RS_PROBLEM_QUANTITY_FRACTION, BEFORE },
  { RS_PROBLEM_QUANTITY_NEGATIVE, BEFORE },
  { RS_PROBLEM_ADDRESS_INCOMPLETE, BEFORE },
  { RS_PROBLEM_CONTACT_MISSING, BEFORE },
  { RS_PROBLEM_DROP_POINT_MISSING, BEFORE },
  { RS_PROBLEM_NOTHING_TO_SHIP, BEFORE },
  { RS_PROBLEM_RATE_UNMAPPED, BEFORE },
  { RS_PROBLEM_RATE_SHARED, BEFORE },
  { RS_PROBLEM_CUSTOMER_AMBIGUOUS, BEFORE },
  { RS_PROBLEM_CUSTOMER_UNKNOWN, BEFORE },
  { RS_PROBLEM_ITEM_UNKNOWN, BEFORE },
  { RS_PROBLEM_ITEM_AMBIGUOUS, BEFORE },
  { RS_PROBLEM_FOREIGN_ORDER, JUDGE_ABSENT },
  { RS_PROBLEM_CHANGED_AFTER, JUDGE_CONTENTS | JUDGE_SHIPPED },
  { RS_PROBLEM_CANCELLED_AFTER, JUDGE_WITHDRAWN | JUDGE_SHIPPED | JUDGE_TRACKING },
  { RS_PROBLEM_GONE_IN_TARGET, BEFORE | JUDGE_SHIPPED | JUDGE_TRACKING },
  { RS_PROBLEM_SHIPMENT_BY_HAND, JUDGE_ABSENT | JUDGE_SHIPPED },
  /* Also of a shipment that holds more than was ordered, which does not cross. */
  { RS_PROBLEM_SHIPMENT_DIFFERS, JUDGE_ABSENT | JUDGE_SHIPPED },
  { RS_PROBLEM_WEBSHIPPER_ERROR, JUDGE_SHIPPED },
  { RS_PROBLEM_HELD_BACK, JUDGE_ALL },
  { RS_PROBLEM_UNREADABLE, JUDGE_ALL },
  { RS_PROBLEM_DOUBTFUL, JUDGE_ALL },
  { RS_PROBLEM_TWO_ORDERS, JUDGE_ALL },
  { RS_PROBLEM_NOT_ALLOWED, JUDGE_ALL },
};

/* Of what a service refused, by the step that it names. */
static const struct
{
  const char *step;
  JudgeTopics excuses;
} steps[] = {
  { "create-rb-shipment:", JUDGE_SHIPPED | JUDGE_TRACKING },
  { "mark-rb-shipped:", JUDGE_SHIPPED },
  { "mark-ws-dispatched:", JUDGE_SHIPPED },
  { "write-rb-tracking:", JUDGE_TRACKING },
  { "book-ws-shipment:", JUDGE_SHIPPED },
  { "update-ws-order:", JUDGE_CONTENTS },
  { "update-rb-order:", JUDGE_CONTENTS },
  { "book-rb-order:", JUDGE_CONTENTS | JUDGE_SHIPPED },
  { "cancel-ws-order:", JUDGE_WITHDRAWN },
  { "delete-rb-order:", JUDGE_WITHDRAWN },
  { "create-", BEFORE },
};

static JudgeTopics
excused_by_code (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].code, code))
      return codes[i].excuses;
  return 0;
}

static JudgeTopics
excused_by (const RsProblem *problem)
{
  g_autofree char *step = rs_problem_dup_argument (problem, "step");

  for (guint i = 0; g_str_equal (problem->code, RS_PROBLEM_REFUSED) && i < G_N_ELEMENTS (steps); i++)
    if (step != NULL && g_str_has_prefix (step, steps[i].step))
      return steps[i].excuses;
  return excused_by_code (problem->code);
}

static JudgeTopics
get_excused (Judge *self, const char *case_key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->excused, case_key));
}

static void
excuse (Judge *self, const char *case_key, JudgeTopics topics)
{
  g_hash_table_insert (self->excused, g_strdup (case_key),
                       GUINT_TO_POINTER (get_excused (self, case_key) | topics));
}

void
judge_note_problem (Judge *self, const RsProblem *problem, const char *case_key)
{
  excuse (self, case_key, JUDGE_PROBLEM | excused_by (problem));
}

void
judge_note_wait (Judge *self, const char *case_key)
{
  excuse (self, case_key, JUDGE_ALL);
}

void
judge_note_left (Judge *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->given->left_alone);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (entry, " ", 2);

      excuse (self, parts[0], excused_by_code (parts[1]));
    }
}

gboolean
judge_is_told (Judge *self, const char *case_key, JudgeTopics topic)
{
  return (get_excused (self, case_key) & topic) != 0;
}
