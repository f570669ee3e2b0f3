/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-help-text.h"

#include <string.h>

static void
block_free (gpointer data)
{
  RsHelpBlock *self = data;

  g_free (self->text);
  g_free (self->anchor);
  g_free (self);
}

static void
append_escaped (GString *markup, const char *words, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (words, (gssize) length);

  g_string_append (markup, escaped);
}

/* (nullable): what follows **words**, when such stand at @at. */
static const char *
append_strong (GString *markup, const char *at)
{
  const char *end = g_str_has_prefix (at, "**") ? strstr (at + 2, "**") : NULL;

  if (end == NULL)
    return NULL;
  g_string_append (markup, "<b>");
  append_escaped (markup, at + 2, (gsize) (end - at - 2));
  g_string_append (markup, "</b>");
  return end + 2;
}

/* (nullable): what follows [words](target), when such stand at @at. */
static const char *
append_link (GString *markup, const char *at)
{
  const char *middle = *at == '[' ? strstr (at, "](") : NULL;
  const char *end = middle != NULL ? strchr (middle, ')') : NULL;

  if (end == NULL)
    return NULL;
  g_string_append (markup, "<a href=\"" RS_HELP_SCHEME);
  append_escaped (markup, middle + 2, (gsize) (end - middle - 2));
  g_string_append (markup, "\">");
  append_escaped (markup, at + 1, (gsize) (middle - at - 1));
  g_string_append (markup, "</a>");
  return end + 1;
}

char *
rs_help_text_to_markup (const char *words)
{
  GString *markup = g_string_new (NULL);

  g_return_val_if_fail (words != NULL, NULL);

  while (*words != '\0')
    {
      gsize plain = strcspn (words, "*[");
      const char *next;

      append_escaped (markup, words, plain);
      words += plain;
      if (*words == '\0')
        break;
      next = append_strong (markup, words);
      if (next == NULL)
        next = append_link (markup, words);
      if (next == NULL)
        append_escaped (markup, words, 1);
      words = next != NULL ? next : words + 1;
    }
  return g_string_free (markup, FALSE);
}

static RsHelpBlock *
read_heading (const char *words)
{
  RsHelpBlock *block = g_new0 (RsHelpBlock, 1);
  const char *anchor = strstr (words, " {#");
  const char *end = anchor != NULL ? strchr (anchor, '}') : NULL;

  block->kind = RS_HELP_HEADING;
  block->text = end != NULL ? g_strndup (words, (gsize) (anchor - words)) : g_strdup (words);
  block->anchor = end != NULL ? g_strndup (anchor + 3, (gsize) (end - anchor - 3)) : NULL;
  return block;
}

static RsHelpBlock *
read_block (const char *line)
{
  RsHelpBlock *block;

  if (g_str_has_prefix (line, "## "))
    return read_heading (line + 3);
  block = g_new0 (RsHelpBlock, 1);
  if (g_str_has_prefix (line, "# "))
    {
      block->kind = RS_HELP_TITLE;
      block->text = g_strdup (line + 2);
      return block;
    }
  block->kind = g_str_has_prefix (line, "- ") ? RS_HELP_ITEM : RS_HELP_PARAGRAPH;
  block->text = rs_help_text_to_markup (block->kind == RS_HELP_ITEM ? line + 2 : line);
  return block;
}

GPtrArray *
rs_help_text_parse (const char *text)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func (block_free);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_ptr_array_add (blocks, read_block (lines[i]));
  return blocks;
}
