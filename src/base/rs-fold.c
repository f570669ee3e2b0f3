/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-fold.h"

#include <string.h>

/* No excerpt is longer, whatever is asked. */
#define MAX_EXCERPT (1024 * 1024)

/* Letters that decomposition does not take apart. */
static const char *
fold_letter (gunichar letter)
{
  switch (letter)
    {
    case 0x00e6: /* æ */
    case 0x00c6:
      return "ae";
    case 0x00f8: /* ø */
    case 0x00d8:
      return "oe";
    case 0x00e5: /* å */
    case 0x00c5:
      return "aa";
    case 0x00df: /* ß */
    case 0x1e9e:
      return "ss";
    case 0x00f0: /* ð */
    case 0x00d0:
    case 0x0111: /* đ */
    case 0x0110:
      return "d";
    case 0x00fe: /* þ */
    case 0x00de:
      return "th";
    case 0x0153: /* œ */
    case 0x0152:
      return "oe";
    case 0x0131: /* ı */
      return "i";
    case 0x0142: /* ł */
    case 0x0141:
      return "l";
    default:
      return NULL;
    }
}

/* Appends @letter without its accents, one at a time, because what is left may be å or ø. */
static void
append_folded (GString *out, gunichar letter)
{
  const char *folded = fold_letter (letter);
  gunichar base, mark;

  while (folded == NULL && g_unichar_decompose (letter, &base, &mark) && g_unichar_ismark (mark))
    {
      letter = base;
      folded = fold_letter (letter);
    }
  if (folded != NULL)
    g_string_append (out, folded);
  else
    g_string_append_unichar (out, g_unichar_tolower (letter));
}

/* What nobody sees: soft hyphens, joiners, direction marks, accents without a letter. */
static gboolean
is_invisible (gunichar letter)
{
  return g_unichar_ismark (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT;
}

/* The parts of a Hangul syllable, which join with their neighbour. */
static gboolean
is_jamo (gunichar letter)
{
  return letter >= 0x1100 && letter <= 0x11ff;
}

/* Most of what is folded: nothing in it is composed, decomposed or invisible. */
static char *
fold_ascii (const char *text)
{
  char *folded = g_malloc (strlen (text) + 1), *end = folded;
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p))
        {
          space = end > folded;
          continue;
        }
      if (space)
        *end++ = ' ';
      space = FALSE;
      *end++ = g_ascii_tolower (*p);
    }
  *end = '\0';
  return folded;
}

/* å written as a letter and a ring is composed first, so that both forms fold alike. Parts of a syllable that
 * stand side by side only when a mark between them is gone are composed afterwards. */
static char *
fold_unicode (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_sized_new (strlen (valid));
  g_autofree char *folded = NULL;
  gboolean space = FALSE, joins = FALSE;

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (is_invisible (letter))
        continue;
      if (!g_unichar_isalnum (letter))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      append_folded (out, letter);
      joins |= is_jamo (letter);
    }
  folded = g_string_free (out, FALSE);
  return joins ? g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE) : g_steal_pointer (&folded);
}

char *
rs_fold (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  return g_str_is_ascii (text) ? fold_ascii (text) : fold_unicode (text);
}

gboolean
rs_text_is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

/* Control characters, and what would break a line or turn its direction. */
static gboolean
is_unprintable (gunichar letter)
{
  switch ((int) g_unichar_type (letter))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
rs_text_excerpt (const char *text, gsize max_chars)
{
  g_autofree char *head
    = text != NULL ? g_strndup (text, MIN (max_chars, MAX_EXCERPT) * 4 + 4) : g_strdup ("");
  g_autofree char *valid = g_utf8_make_valid (head, -1);
  GString *out = g_string_new (NULL);
  gsize count = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), count++)
    {
      gunichar letter = g_utf8_get_char (p);

      if (count == MIN (max_chars, MAX_EXCERPT))
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, is_unprintable (letter) ? ' ' : letter);
    }
  return g_string_free (out, FALSE);
}
