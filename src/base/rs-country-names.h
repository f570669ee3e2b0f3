/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The table behind rs-country: names by ISO 3166-1 alpha-2 code (and XK, which the carriers use for Kosovo). */
typedef struct
{
  char code[3];
  const char *names; /* separated by semicolons: Danish first, then English where it is another word */
} RsCountryNames;

extern const RsCountryNames rs_country_names[];
extern const unsigned int rs_country_n_names;

/* alpha-3 to alpha-2 for the countries people write so. */
typedef struct
{
  char code3[4];
  char code[3];
} RsCountryCode3;

extern const RsCountryCode3 rs_country_codes3[];
extern const unsigned int rs_country_n_codes3;

G_END_DECLS
