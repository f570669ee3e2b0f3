/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-redact.h"

/* What may not leave, in the order it is looked for: the longer secrets first, so that no part of one
 * survives as something else. Every pattern with an open end is anchored where its run of characters begins,
 * so that no text, however long, takes more than one look at each character. */
typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

static const Rule rules[] = {
  /* JSON Web Tokens, which is what a Rackbeat key is. */
  { "(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{4,}+\\.[A-Za-z0-9_-]{4,}+(?:\\.[A-Za-z0-9_-]*+)?", "[key]" },
  /* A header, to the end of its line. */
  { "(?i)\\b((?:proxy-)?authorization\"?\\s*[:=]\\s*\"?)[^\\r\\n\"]++", "\\1[key]" },
  { "(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{4,}+", "\\1 [key]" },
  /* name=value and "name": "value", where the name is that of a secret. */
  { "(?i)(?<![A-Za-z])((?:tokens?|passwords?|passwd|secrets?|(?:api[_-]?)?keys?)\"?\\s*[=:]\\s*)(?:\"[^\"\\r\\n]*+\"?|[^\\s\"&,;\\[][^\\s\"&,;]*+)",
    "\\1[key]" },
  /* https://user:password@host */
  { "(://)(?:[^/\\s@]++@)+", "\\1[key]@" },
  { "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+-]++@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)+", "[e-mail]" },
  { "(?<![\\p{L}\\p{N}._+-])[\\p{L}\\p{N}._+-]++%40[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)+", "[e-mail]" },
  /* Random words: at least 40 characters of base64, which has letters of both cases and digits; or 32 with
   * letters and digits mixed. */
  { "(?<![A-Za-z0-9+/])(?=[a-z0-9+/]*+[A-Z])(?=[A-Z0-9+/]*+[a-z])(?=[A-Za-z+/]*+[0-9])[A-Za-z0-9+/]{40,}+={0,2}",
    "[key]" },
  { "(?<![A-Za-z0-9_-])(?=[A-Za-z_-]*+[0-9])(?=[0-9_-]*+[A-Za-z])[A-Za-z0-9_-]{32,}+", "[key]" },
  /* "phone": "20304050" */
  { "(?i)(?<![A-Za-z])((?:phone|mobile|telephone|telefon|tlf)[a-z_]{0,10}\\.?\"?\\s*[=:]?\\s*\"?)\\+?[0-9](?:[ ./()-]{0,2}[0-9]){5,14}(?![0-9])",
    "\\1[phone]" },
  { "(?<![\\p{L}\\p{N}])(?:\\+|00)[1-9](?:[ ./()-]{0,3}[0-9]){7,13}(?![0-9])", "[phone]" },
  /* 20 30 40 50, 2030 4050, 412 34 567, 070-123 45 67 */
  { "(?<![\\p{L}\\p{N}/.-])(?:[0-9]{2}(?:[ -][0-9]{2}){3}|[0-9]{4} [0-9]{4}|[0-9]{3} [0-9]{2} [0-9]{3}|0[0-9]{1,3}[-/ ][0-9]{2,3} ?[0-9]{2,3} ?[0-9]{2})(?![0-9-])",
    "[phone]" },
};

/* Compiled once and kept. */
static GRegex *const *
get_patterns (void)
{
  static gsize patterns = 0;

  if (g_once_init_enter (&patterns))
    {
      GRegex **made = g_new0 (GRegex *, G_N_ELEMENTS (rules));

      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        {
          made[i] = g_regex_new (rules[i].pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
          g_assert (made[i] != NULL);
        }
      g_once_init_leave (&patterns, (gsize) made);
    }
  return (GRegex *const *) patterns;
}

char *
rs_redact (const char *text)
{
  GRegex *const *patterns = get_patterns ();
  char *out = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *replaced
        = g_regex_replace (patterns[i], out, -1, 0, rules[i].replacement, G_REGEX_MATCH_DEFAULT, NULL);

      g_free (out);
      /* A text that the pattern cannot get through is not let through either. */
      out = replaced != NULL ? replaced : g_strdup ("[not shown]");
    }
  return out;
}
