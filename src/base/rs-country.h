/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ISO 3166-1 alpha-2 for a country named as people type it: a code ("DK", "no"), alpha-3 ("DNK"), or a name
 * in Danish, Norwegian, Swedish, English or German ("Norge", "Denmark", "Sverige"), in any case, with or
 * without accents. Ambiguous and unknown names give NULL: a country is never guessed. (transfer none)
 * (nullable) */
const char *rs_country_lookup (const char *text);
/* Whether @code is an assigned alpha-2 code in upper case, or XK (Kosovo), which carriers use. */
gboolean rs_country_is_code (const char *code);
/* A name to show for @code in the UI's language @locale ("da", "da_DK.UTF-8"; all others and NULL are
 * English). (transfer none) (nullable) */
const char *rs_country_name (const char *code, const char *locale);

G_END_DECLS
