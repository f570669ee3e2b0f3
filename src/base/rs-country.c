/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-country.h"

#include "rs-country-names.h"
#include "rs-fold.h"

#include <stdlib.h>
#include <string.h>

/* No country's name comes near it. */
#define MAX_NAME 200

static void
add_name (GHashTable *index, const char *name, const char *code)
{
  char *folded = rs_fold (name);
  const char *known = g_hash_table_lookup (index, folded);

  if (*folded == '\0')
    g_free (folded);
  else
    g_hash_table_insert (index, folded, (gpointer) (known == NULL || g_str_equal (known, code) ? code : ""));
}

/* Folded name → code; a name of two countries maps to "". Built once, from constants. */
static GHashTable *
build_index (void)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rs_country_n_names; i++)
    {
      const RsCountryNames *country = &rs_country_names[i];
      g_auto (GStrv) others = g_strsplit (country->others, ";", -1);

      add_name (index, country->code, country->code);
      add_name (index, country->code3, country->code);
      add_name (index, country->danish, country->code);
      add_name (index, country->english, country->code);
      for (guint j = 0; others[j] != NULL; j++)
        add_name (index, others[j], country->code);
    }
  return index;
}

static GHashTable *
get_index (void)
{
  static gsize index = 0;

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, (gsize) build_index ());
  return (GHashTable *) index;
}

const char *
rs_country_lookup (const char *text)
{
  g_autofree char *folded = NULL;
  const char *code;

  if (text == NULL || strnlen (text, MAX_NAME + 1) > MAX_NAME)
    return NULL;
  folded = rs_fold (text);
  code = g_hash_table_lookup (get_index (), folded);
  return code != NULL && *code != '\0' ? code : NULL;
}

static int
compare_codes (const void *code, const void *country)
{
  return strcmp (code, ((const RsCountryNames *) country)->code);
}

static const RsCountryNames *
find_code (const char *code)
{
  if (code == NULL)
    return NULL;
  return bsearch (code, rs_country_names, rs_country_n_names, sizeof *rs_country_names, compare_codes);
}

gboolean
rs_country_is_code (const char *code)
{
  return find_code (code) != NULL;
}

const char *
rs_country_name (const char *code, const char *locale)
{
  const RsCountryNames *country = find_code (code);
  gboolean danish = locale != NULL && g_str_has_prefix (locale, "da") && !g_ascii_isalnum (locale[2]);

  if (country == NULL)
    return NULL;
  return danish ? country->danish : country->english;
}
