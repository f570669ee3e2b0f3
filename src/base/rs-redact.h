/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text with secrets and personal data replaced by "[key]", "[e-mail]", "[phone]": bearer tokens, JWTs, long
 * random words, Authorization headers, password= and token= parameters, e-mail addresses, phone numbers. For
 * every line that leaves the process: log, error text, support bundle. (transfer full) */
char *rs_redact (const char *text);

G_END_DECLS
