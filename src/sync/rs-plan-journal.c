/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-plan-rules.h"

#include <string.h>

/* A lost answer is looked up within minutes; what is still in doubt then, the service does not tell. */
#define PATIENCE (15 * RS_INSTANT_MINUTE)

static void
hold_doubtful (RsPlanning *planning, const RsStep *step)
{
  RsProblem *problem = rs_planning_problem (
    planning, RS_PROBLEM_DOUBTFUL, step->key, "retry,open-rackbeat,open-webshipper",
    "Order %s: it is not known whether \"%s\" took effect (%s), and the service "
    "does not say. RackShip goes on asking and does not repeat it. Look in the service itself.",
    planning->name, step->kind, step->error != NULL ? step->error : "no answer came");

  rs_problem_set_argument (problem, "step", step->key);
  rs_problem_set_argument (problem, "words", step->error);
  rs_planning_hold (planning, problem);
}

void
rs_plan_ask_journal (RsPlanning *planning)
{
  for (guint i = 0; i < planning->subject->steps->len; i++)
    {
      const RsStep *step = g_ptr_array_index (planning->subject->steps, i);

      if (step->state == RS_STEP_DOUBTFUL && step->created_at != RS_INSTANT_NONE
          && step->created_at < planning->now - PATIENCE)
        hold_doubtful (planning, step);
      /* What a person asked for is not wished for again by any rule: its refusal would be lost. */
      if (step->state == RS_STEP_FAILED && g_strcmp0 (step->who, "person") == 0
          && strstr (step->key, ":person/") != NULL)
        rs_planning_hold_refused (planning, step);
    }
}
