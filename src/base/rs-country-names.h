/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The table behind rs-country: the 249 assigned codes of ISO 3166-1, and XK, which the carriers use for
 * Kosovo. */
typedef struct
{
  char code[3];  /* alpha-2, by which the table is sorted */
  char code3[4]; /* alpha-3; "" for XK */
  const char *danish;
  const char *english;
  const char *others; /* more names for the same, separated by semicolons: Norwegian, Swedish, German, its
                         own, common ones */
} RsCountryNames;

extern const RsCountryNames rs_country_names[];
extern const guint rs_country_n_names;

G_END_DECLS
