/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Above problems of one kind: which kind, how many, and a button that tries all of them again. */
#define RS_TYPE_PROBLEM_HEADER (rs_problem_header_get_type ())
G_DECLARE_FINAL_TYPE (RsProblemHeader, rs_problem_header, RS, PROBLEM_HEADER, AdwBin)

/* (transfer floating) */
RsProblemHeader *rs_problem_header_new (RsSession *session);
/* @problems (element-type RsProblem) of one kind. */
void rs_problem_header_set_problems (RsProblemHeader *self, GPtrArray *problems);
const char *rs_problem_header_get_title (RsProblemHeader *self);

G_END_DECLS
