/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-sandbox.h"
#include "story.h"

G_BEGIN_DECLS

/* The other people: carries an event out through the sandbox's control interface. What makes no sense any
 * more, because the order is gone or shipped, simply does not happen. */
void people_act (RsSandbox *sandbox, const Story *story, const Event *event);
/* The key of the case that @event is about: "rb-order/1042", or "ws-order/4711" once somebody has typed
 * it in. (transfer full) (nullable) */
char *people_name_case (RsSandbox *sandbox, const Story *story, const Event *event);
/* A fault of the story, as the control interface takes it. */
void people_trouble (RsSandbox *sandbox, const Event *event);
void people_end_trouble (RsSandbox *sandbox);

G_END_DECLS
