/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The help's pages are text files of our own, one a topic and language, in a few forms of Markdown: a line
 * "# Title", headings "## Words {#id}", list items "- words", and paragraphs of one line; in them **words**
 * that stand on a button and [words](topic#id) that lead on. */
typedef enum
{
  RS_HELP_TITLE,
  RS_HELP_HEADING,
  RS_HELP_PARAGRAPH,
  RS_HELP_ITEM,
} RsHelpKind;

typedef struct
{
  RsHelpKind kind;
  char *text;   /* (owned) of a title or heading plain words, of others markup */
  char *anchor; /* (owned) (nullable) a heading's id */
} RsHelpBlock;

/* What comes first in a link's address, before its topic. */
#define RS_HELP_SCHEME "help:"

/* (element-type RsHelpBlock) (transfer full) */
GPtrArray *rs_help_text_parse (const char *text);
/* Everything but ours is escaped. (transfer full) */
char *rs_help_text_to_markup (const char *words);

G_END_DECLS
