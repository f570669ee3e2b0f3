/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-query-list.h"

G_BEGIN_DECLS

/* When an order was made, as seen from today in local time. */
typedef enum
{
  RS_PERIOD_ANY,
  RS_PERIOD_TODAY,
  RS_PERIOD_WEEK,    /* the last 7 days */
  RS_PERIOD_MONTH,   /* the last 30 days */
  RS_PERIOD_QUARTER, /* the last 90 days */
  RS_PERIOD_YEAR,    /* this calendar year */
  RS_N_PERIODS,
} RsPeriod;

/* The word that stands for it in an action and in what is kept. */
const char *rs_period_word (RsPeriod period);
/* RS_PERIOD_ANY for a word that is not known. */
RsPeriod rs_period_from_word (const char *word);
/* In the user's language. */
const char *rs_period_label (RsPeriod period);

/* What somebody looks at in the list of orders: what is searched for and how it is narrowed. It means the
 * same tomorrow, when "today" is another day. Plain value; the empty one looks at everything. */
typedef struct
{
  char *search;  /* (owned) (nullable) */
  char *state;   /* (owned) (nullable) RS_CASE_STATE_* */
  char *term;    /* (owned) (nullable) */
  char *rate;    /* (owned) (nullable) */
  char *country; /* (owned) (nullable) */
  RsPeriod period;
} RsListLook;

void rs_list_look_clear (RsListLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsListLook, rs_list_look_clear)
void rs_list_look_set (RsListLook *self, const RsListLook *other);
gboolean rs_list_look_equal (const RsListLook *a, const RsListLook *b);
/* Whether it leaves any order out. */
gboolean rs_list_look_is_narrow (const RsListLook *self);
/* Has @list show what it looks at, seen from now. */
void rs_list_look_apply (const RsListLook *self, RsQueryList *list);

/* A look that has a name. */
typedef struct
{
  char *name; /* (owned) */
  RsListLook look;
} RsSavedLook;

/* Names are cut to so many characters, and no more looks are kept. */
#define RS_SAVED_LOOK_NAME_MOST 60
#define RS_SAVED_LOOKS_MOST     40

/* (element-type RsSavedLook) (transfer full) */
GPtrArray *rs_saved_looks_new (void);
/* (transfer none) (nullable) */
const RsSavedLook *rs_saved_looks_find (GPtrArray *saved, const char *name);
/* (transfer none) (nullable) the first that looks at just what @look does */
const RsSavedLook *rs_saved_looks_find_look (GPtrArray *saved, const RsListLook *look);
/* Replaces the one of that name. FALSE when there are too many already, or the name is empty. */
gboolean rs_saved_looks_put (GPtrArray *saved, const char *name, const RsListLook *look);
void rs_saved_looks_remove (GPtrArray *saved, const char *name);
/* What is kept of them, as text. Text that is not ours gives an empty list, and what of it is not known is
 * left out. (transfer full) */
char *rs_saved_looks_to_text (GPtrArray *saved);
GPtrArray *rs_saved_looks_from_text (const char *text);

G_END_DECLS
