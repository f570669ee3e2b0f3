/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-planning.h"

G_BEGIN_DECLS

/* What came up while an order for the other service was drafted, kept apart from the plan until it is known
 * whether the draft is wanted. Lives inside a draft. */
typedef struct
{
  GPtrArray *problems; /* (owned) (element-type RsProblem) */
  GPtrArray *reasons;  /* (owned) (element-type utf8) */
} RsFindings;

void rs_findings_init (RsFindings *self);
void rs_findings_clear (RsFindings *self);

/* Why?: notes what was looked at and what it said. */
void rs_findings_because (RsFindings *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Moves problems and reasons to the plan. */
void rs_findings_report (RsFindings *self, RsPlanning *planning);

G_END_DECLS
