/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"
#include "rs-plan-source.h"

G_BEGIN_DECLS

/* What the two sides of one order say, side by side. Known to the agreement's files only. */
typedef struct
{
  RsPlanning planning;
  RsPlan *plan;
  GPtrArray *missing; /* (element-type utf8) what is not there */
  GPtrArray *surplus; /* (element-type utf8) what is there too often */
  GPtrArray *differs; /* (element-type utf8) where they differ */
  gboolean crossed;
} RsJudging;

/* Compares the two sides of one order. Pure, as a plan is. (transfer full) */
RsAgreementRow *rs_agreement_judge (const RsCase *subject, const RsPolicy *policy, RsInstant now);

/* The shipped mark. */
void rs_agreement_compare_shipped (RsJudging *self, const RsPlanSource *source);
/* An order that came from Webshipper and crossed. */
void rs_agreement_judge_inbound (RsJudging *self, const RsPlanSource *source);

G_END_DECLS
