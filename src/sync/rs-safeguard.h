/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-pass.h"

G_BEGIN_DECLS

/* Care for the database around a pass: the daily back-up, and caution after one was restored. */

/* Learns whether the database was restored within the last week. What crossed after the back-up was made
 * stands in no journal: a step is looked up before it is done for the first time. */
gboolean rs_safeguard_begin (RsPass *pass, GError **error);
/* Makes the daily back-up when it is due, on a thread; that it cannot be made is a problem for a person, and
 * no reason to end the pass. On a fiber. */
void rs_safeguard_back_up (RsPass *pass);

G_END_DECLS
