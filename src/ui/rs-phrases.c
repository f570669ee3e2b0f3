/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-phrases.h"

#include "rs-error.h"
#include "rs-outside.h"
#include "rs-phrase-table.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUES 8
/* Values are other people's text: a match that takes longer than this is no match. */
#define PATIENCE 20000

/* What stood at each place of a pattern. */
typedef struct
{
  const char *starts[MAX_VALUES];
  gsize lengths[MAX_VALUES];
  guint n;
  guint tries;
} Values;

/* Matches @text against @pattern, whose "%s" stand for any text: the shortest up to what follows it. */
static gboolean
match (const char *pattern, const char *text, Values *values)
{
  const char *mark = strstr (pattern, "%s");
  gsize head = mark != NULL ? (gsize) (mark - pattern) : strlen (pattern);

  if (strncmp (pattern, text, head) != 0)
    return FALSE;
  if (mark == NULL)
    return text[head] == '\0';
  if (values->n == MAX_VALUES)
    return FALSE;
  for (const char *end = text + head;; end++)
    {
      guint n = values->n;

      if (values->tries++ > PATIENCE)
        return FALSE;
      values->starts[n] = text + head;
      values->lengths[n] = (gsize) (end - text - head);
      values->n = n + 1;
      if ((mark[2] == '\0' ? *end == '\0' : *end == mark[2] || mark[2] == '%')
          && match (mark + 2, end, values))
        return TRUE;
      values->n = n;
      if (*end == '\0')
        return FALSE;
    }
}

/* The engine's handle of a document as people call it. (transfer full) (nullable) */
static char *
name_document (const char *handle)
{
  if (g_str_has_prefix (handle, "rb-shipment/"))
    /* Translators: within a sentence, a shipment's number */
    return g_strdup_printf (_ ("shipment %s"), handle + strlen ("rb-shipment/"));
  if (g_str_has_prefix (handle, "rb-order/"))
    /* Translators: within a sentence, an order's number */
    return g_strdup_printf (_ ("order %s"), handle + strlen ("rb-order/"));
  return NULL;
}

/* A value may be a sentence, a word or a handle of the engine itself. */
static void
append_value (GString *text, const Values *values, guint index)
{
  g_autofree char *value = g_strndup (values->starts[index], values->lengths[index]);
  g_autofree char *document = name_document (value);
  g_autofree char *translated = document == NULL ? rs_phrase_translate (value) : g_steal_pointer (&document);
  g_autofree char *shown = NULL;

  /* What is no word of ours is somebody's. */
  if (g_str_equal (translated, value))
    shown = rs_outside_line (value);
  g_string_append (text, shown != NULL ? shown : translated);
}

/* The translation's "%s" take the values in turn, its "%2$s" the value of that number. */
static char *
fill (const char *pattern, const Values *values)
{
  GString *text = g_string_new (NULL);
  guint next = 0;

  while (*pattern != '\0')
    {
      if (strncmp (pattern, "%s", 2) == 0 && next < values->n)
        {
          append_value (text, values, next++);
          pattern += 2;
        }
      else if (pattern[0] == '%' && g_ascii_isdigit (pattern[1]) && strncmp (pattern + 2, "$s", 2) == 0
               && pattern[1] > '0' && (guint) (pattern[1] - '1') < values->n)
        {
          append_value (text, values, (guint) (pattern[1] - '1'));
          pattern += 4;
        }
      else
        {
          g_string_append_c (text, *pattern++);
        }
    }
  return g_string_free (text, FALSE);
}

/* What the system itself says stands in parentheses behind the engine's words, and stays as it is. */
static char *
translate_head (const char *english)
{
  const char *detail = strstr (english, " (");
  g_autofree char *head = NULL;
  g_autofree char *translated = NULL;

  if (detail == NULL || detail == english || !g_str_has_suffix (english, ")"))
    return g_strdup (english);
  head = g_strndup (english, (gsize) (detail - english));
  translated = rs_phrase_translate (head);
  return g_strconcat (translated, detail, NULL);
}

char *
rs_phrase_translate (const char *english)
{
  if (english == NULL || *english == '\0')
    return g_strdup (english);
  for (guint i = 0; rs_phrase_table[i] != NULL; i++)
    {
      Values values = { .n = 0, .tries = 0 };

      if (match (rs_phrase_table[i], english, &values))
        return fill (_ (rs_phrase_table[i]), &values);
    }
  return translate_head (english);
}

const char *
rs_phrase_of_error (const GError *error)
{
  if (g_error_matches (error, RS_ERROR, RS_ERROR_OFFLINE)
      || g_error_matches (error, RS_ERROR, RS_ERROR_AMBIGUOUS))
    return RS_PHRASE_NO_CONTACT;
  return error->message;
}
