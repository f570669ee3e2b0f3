/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-fold.h"

#include <string.h>

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
    case 0x0142: /* ł */
    case 0x0141:
      return "l";
    default:
      return NULL;
    }
}

/* å written as a letter and a ring is composed first, so that both forms fold alike; everything else is then taken apart. */
char *
rs_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *out = g_string_sized_new (strlen (valid));
  gboolean space = FALSE;

  for (const char *p = composed != NULL ? composed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      const char *folded = fold_letter (letter);
      gunichar parts[8];
      gsize count;

      if (g_unichar_ismark (letter))
        continue;
      if (folded == NULL && !g_unichar_isalnum (letter))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      if (folded != NULL)
        {
          g_string_append (out, folded);
          continue;
        }
      count = MIN (g_unichar_fully_decompose (letter, FALSE, parts, G_N_ELEMENTS (parts)), G_N_ELEMENTS (parts));
      for (gsize i = 0; i < count; i++)
        if (!g_unichar_ismark (parts[i]))
          g_string_append_unichar (out, g_unichar_tolower (parts[i]));
    }
  return g_string_free (out, FALSE);
}

char *
rs_text_excerpt (const char *text, gsize max_chars)
{
  g_autofree char *head = text != NULL ? g_strndup (text, max_chars * 4 + 4) : g_strdup ("");
  g_autofree char *valid = g_utf8_make_valid (head, -1);
  GString *out = g_string_new (NULL);
  gsize count = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), count++)
    {
      gunichar letter = g_utf8_get_char (p);

      if (count == max_chars)
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, g_unichar_iscntrl (letter) ? ' ' : letter);
    }
  return g_string_free (out, FALSE);
}
