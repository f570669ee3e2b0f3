/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-problem.h"
#include "rs-session.h"

G_BEGIN_DECLS

/* One problem: what it is, the whole text with cause and remedy, since when, and the buttons that do
 * something about it. */
#define RS_TYPE_PROBLEM_CARD (rs_problem_card_get_type ())
G_DECLARE_FINAL_TYPE (RsProblemCard, rs_problem_card, RS, PROBLEM_CARD, AdwBin)

/* @with_order: offers to open the order. (transfer floating) */
RsProblemCard *rs_problem_card_new (RsSession *session, gboolean with_order);
void rs_problem_card_set_problem (RsProblemCard *self, RsProblem *problem);
/* What it is, as its heading has it. */
const char *rs_problem_card_get_title (RsProblemCard *self);

G_END_DECLS
