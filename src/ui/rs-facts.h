/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <adwaita.h>

#include "rs-words.h"

G_BEGIN_DECLS

/* A list of facts, each with a title, a text and an icon, built anew as often as what it tells of changes.
 * Plain values. */
typedef struct
{
  char *title;
  char *text;        /* (nullable) */
  const char *icon;  /* (nullable) */
  const char *style; /* (nullable) of the icon */
  char *uri;         /* (nullable) opened by the row */
  gboolean property; /* the text is what matters, the title names it */
} RsFact;

/* (element-type RsFact) (transfer full) */
GPtrArray *rs_facts_new (void);
/* Takes @text; without one nothing is added. */
void rs_facts_add_property (GPtrArray *facts, const char *title, char *text);
/* Takes @title and @text (nullable). @word (nullable) gives the icon. */
RsFact *rs_facts_add (GPtrArray *facts, const RsWord *word, char *title, char *text);

/* A group of rows that shows facts. Rows are kept and changed, so that focus and selection stay where they
 * are. Hidden while there are none. */
#define RS_TYPE_FACT_GROUP (rs_fact_group_get_type ())
G_DECLARE_FINAL_TYPE (RsFactGroup, rs_fact_group, RS, FACT_GROUP, AdwPreferencesGroup)

void rs_fact_group_show (RsFactGroup *self, GPtrArray *facts);

G_END_DECLS
