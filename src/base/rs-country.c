/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-country.h"

#include "rs-country-names.h"
#include "rs-fold.h"

#include <string.h>

/* Folded name → code; a name of two countries maps to "". Built once, from constants. */
static GHashTable *
build_index (void)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rs_country_n_names; i++)
    {
      g_auto (GStrv) names = g_strsplit (rs_country_names[i].names, ";", -1);

      g_hash_table_insert (index, rs_fold (rs_country_names[i].code), (gpointer) rs_country_names[i].code);
      for (guint j = 0; names[j] != NULL; j++)
        {
          char *folded = rs_fold (names[j]);
          const char *known = g_hash_table_lookup (index, folded);

          g_hash_table_insert (index, folded, (gpointer) (known != NULL && !g_str_equal (known, rs_country_names[i].code) ? "" : rs_country_names[i].code));
        }
    }
  for (guint i = 0; i < rs_country_n_codes3; i++)
    g_hash_table_insert (index, rs_fold (rs_country_codes3[i].code3), (gpointer) rs_country_codes3[i].code);
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
  g_autofree char *head = text != NULL ? g_strndup (text, 200) : NULL;
  g_autofree char *folded = rs_fold (head);
  const char *code = g_hash_table_lookup (get_index (), folded);

  return code != NULL && *code != '\0' ? code : NULL;
}

static const RsCountryNames *
find_code (const char *code)
{
  for (guint i = 0; code != NULL && i < rs_country_n_names; i++)
    if (g_str_equal (rs_country_names[i].code, code))
      return &rs_country_names[i];
  return NULL;
}

gboolean
rs_country_is_code (const char *code)
{
  return find_code (code) != NULL;
}

/* Kept for ever: names are handed out without ownership. */
const char *
rs_country_name (const char *code, const char *locale)
{
  const RsCountryNames *names = find_code (code);
  g_auto (GStrv) parts = names != NULL ? g_strsplit (names->names, ";", -1) : NULL;
  gboolean danish = locale != NULL && g_str_has_prefix (locale, "da");

  if (parts == NULL)
    return NULL;
  return g_intern_string (danish || parts[1] == NULL ? parts[0] : parts[1]);
}
