/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The first run: connect both services, choose what flows, map, look at what would happen, start (PRODUCT
 * F9.4). What is chosen is kept at every page as a draft, with which nothing is written to either service,
 * and closing and opening the window goes on where it was. Where only a key is missing it is asked for alone.
 */
#define RS_TYPE_ASSISTANT (rs_assistant_get_type ())
G_DECLARE_FINAL_TYPE (RsAssistant, rs_assistant, RS, ASSISTANT, AdwBin)

/* (transfer floating) */
RsAssistant *rs_assistant_new (RsSession *session);

G_END_DECLS
