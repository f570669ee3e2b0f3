/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What made @message fail, for the log and for who has to mend it: which host, and of a certificate that does
 * not verify what is wrong with it. There is no way to accept one. (transfer full) */
char *rs_soup_words (SoupMessage *message, const GError *cause);

G_END_DECLS
