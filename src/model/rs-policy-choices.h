/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-policy.h"

G_BEGIN_DECLS

/* The choices of a set-up by name and word, one table for the command line, the window and the database:
 * "trigger" is "order" or "shipment", "start" an instant, "only-terms" numbers with commas. */

/* Names of all choices, NULL at the end. (transfer none) */
const char *const *rs_policy_choice_names (void);
/* What @name takes, for people: "order|shipment". NULL for an unknown name. */
const char *rs_policy_choice_words (const char *name);
/* Takes @value ("" for none). FALSE with RS_ERROR_REJECTED in plain words for an unknown name or a wrong
 * value. */
gboolean rs_policy_choose (RsPolicy *self, const char *name, const char *value, GError **error);
/* The choice as it stands, NULL for none. (transfer full) (nullable) */
char *rs_policy_get_choice (const RsPolicy *self, const char *name);

G_END_DECLS
