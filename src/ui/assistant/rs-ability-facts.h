/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-facts.h"
#include "rs-session.h"

G_BEGIN_DECLS

/* What the key of @service allows, each with yes, no or not known yet, and what does not work without it
 * (PRODUCT F1.3). (element-type RsFact) (transfer full) */
GPtrArray *rs_ability_facts_list (RsSession *session, const char *service);
/* Whose account it is: the company and its number, or the address. (element-type RsFact) (transfer full) */
GPtrArray *rs_owner_facts_list (RsSession *session, const char *service);

G_END_DECLS
