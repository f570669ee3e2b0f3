/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-redact.h"

/* What may not leave, in the order it is looked for: the longer secrets first, so that no part of one survives as something
 * else. */
typedef struct
{
  const char *pattern;
  const char *replacement;
} Rule;

static const Rule rules[] = {
  /* JSON Web Tokens, which is what a Rackbeat key is. */
  { "\\beyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}(\\.[A-Za-z0-9_-]*)?", "[key]" },
  { "(?i)\\b(bearer|basic)\\s+[A-Za-z0-9+/=._~-]{4,}", "\\1 [key]" },
  { "(?i)\\b(authorization\\s*[:=]\\s*)\\S+", "\\1[key]" },
  { "(?i)\\b((?:access_|refresh_|api_?)?(?:token|key|password|secret)\"?\\s*[=:]\\s*\"?)[^\\s\"&,;\\[]+", "\\1[key]" },
  { "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+", "[e-mail]" },
  /* Random words: at least 32 characters with letters and digits mixed. */
  { "\\b(?=[A-Za-z0-9_-]*[0-9])(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9_-]{32,}\\b", "[key]" },
  { "(?<![A-Za-z0-9])\\+[0-9](?:[ .-]?[0-9]){7,14}(?![0-9])", "[phone]" },
  { "(?<![A-Za-z0-9/.-])[0-9]{2}(?: [0-9]{2}){3}(?![0-9])", "[phone]" },
};

char *
rs_redact (const char *text)
{
  char *out = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (rules[i].pattern, G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
      char *replaced = g_regex_replace (regex, out, -1, 0, rules[i].replacement, G_REGEX_MATCH_DEFAULT, NULL);

      g_free (out);
      /* A text that the pattern cannot get through is not let through either. */
      out = replaced != NULL ? replaced : g_strdup ("[not shown]");
    }
  return out;
}
