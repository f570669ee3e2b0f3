/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-outside.h"

#define MOST_OF_LINE  300
#define MOST_OF_BLOCK 3000

#define FIRST_STRONG_ISOLATE    0x2068
#define POP_DIRECTIONAL_ISOLATE 0x2069

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == 0x2028 || c == 0x2029;
}

/* Embeddings, overrides and isolates: one that is not closed turns round the rest of a sentence. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Hebrew, Arabic and their relatives, by their blocks. */
static gboolean
runs_leftwards (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE)
         || (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

static void
append_clean (GString *clean, gunichar c, gboolean keeps_lines)
{
  if (is_line_break (c))
    g_string_append_c (clean, keeps_lines ? '\n' : ' ');
  else if (c == '\t')
    g_string_append_c (clean, ' ');
  else if (!g_unichar_iscntrl (c) && !turns_direction (c))
    g_string_append_unichar (clean, c);
}

/* Whether it has letters that run from right to left is told in @leftwards. (transfer full) */
static char *
make_clean (const char *text, gboolean keeps_lines, guint most, gboolean *leftwards)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);
  const char *p = valid;

  *leftwards = FALSE;
  for (guint n = 0; *p != '\0' && n < most; n++, p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      *leftwards = *leftwards || runs_leftwards (c);
      append_clean (clean, c, keeps_lines);
    }
  if (*p != '\0')
    g_string_append (clean, "…");
  return g_string_free (clean, FALSE);
}

char *
rs_outside_line (const char *text)
{
  gboolean leftwards;
  g_autofree char *clean = make_clean (text, FALSE, MOST_OF_LINE, &leftwards);
  GString *isolated;

  if (!leftwards)
    return g_steal_pointer (&clean);
  isolated = g_string_new (NULL);
  g_string_append_unichar (isolated, FIRST_STRONG_ISOLATE);
  g_string_append (isolated, clean);
  g_string_append_unichar (isolated, POP_DIRECTIONAL_ISOLATE);
  return g_string_free (isolated, FALSE);
}

char *
rs_outside_block (const char *text)
{
  gboolean leftwards;

  return make_clean (text, TRUE, MOST_OF_BLOCK, &leftwards);
}
