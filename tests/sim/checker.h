/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "books.h"
#include "rs-case.h"

G_BEGIN_DECLS

/* What PRODUCT §1 promises, as a judge sees it at the end of a story: from both services' books, the
 * auditor's findings, and what RackShip itself tells people (its list rows, problems and journal). It was
 * written from the promise alone and knows nothing of how the engine works. */
typedef struct
{
  JsonObject *world; /* rs_sandbox_get_world() */
  JsonObject *audit; /* rs_sandbox_audit() */
  RsStore *store;
  const RsPolicy *policy; /* the company's choices */
  RsInstant now;          /* by the services' clocks */
  GHashTable *left_alone; /* set of "<case key> <code>": problems that a person said to leave as they are */
  GHashTable *by_hand;    /* set of case keys of which a person made shipments in Rackbeat */
  GHashTable *shipped;    /* set of case keys of which a person made, changed or shipped shipments anywhere */
  GHashTable *rewritten;  /* set of case keys whose orders a person rewrote in Webshipper */
  GHashTable *rebought;   /* set of case keys whose buyer a person changed in the source */
  const char *const *secrets;
  const char *folder; /* where the database's files are */
} Judgement;

/* Every broken promise in words, "nothing doubled: …". (element-type utf8) (transfer full) */
GPtrArray *judge (const Judgement *self);
/* Before anything is swept: what the ordinary reading missed, in the same words. */
GPtrArray *judge_reading (const Judgement *self);

/* What may be amiss with an order, and what a problem therefore excuses. */
typedef enum
{
  JUDGE_ABSENT = 1 << 0,    /* it is not in the target */
  JUDGE_CONTENTS = 1 << 1,  /* it says something else there */
  JUDGE_WITHDRAWN = 1 << 2, /* it is cancelled or deleted in the source and stands in the target */
  JUDGE_SHIPPED = 1 << 3,   /* it has left by one side only, or in other quantities */
  JUDGE_TRACKING = 1 << 4,  /* a tracking number is missing */
  JUDGE_PROBLEM = 1 << 5,   /* any problem is open */
  JUDGE_ALL = (1 << 5) - 1
} JudgeTopics;

/* The judge's desk: what his parts share. Inside checker*.c only. */
typedef struct
{
  const Judgement *given;
  Books *books;
  GHashTable *rows;    /* (owned) case key → RsCaseRow */
  GHashTable *excused; /* (owned) case key → JudgeTopics: what a person has been told of it */
  GHashTable *codes;   /* (owned) set of the codes of all open problems */
  GPtrArray *broken;   /* (owned) (element-type utf8) */
} Judge;

void judge_finds (Judge *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A person has been told of it, or it waits for a stated time, or a person said to leave it: not silent. */
gboolean judge_is_told (Judge *self, const char *case_key, JudgeTopics topic);
void judge_note_problem (Judge *self, const RsProblem *problem, const char *case_key);
void judge_note_wait (Judge *self, const char *case_key);
void judge_note_left (Judge *self);
/* By the choices made: booked (or draft, if drafts cross), of the right term, country, group and age. */
gboolean judge_is_wanted (Judge *self, const Entry *entry);
/* The first word of @from's @parts that does not stand in @to. (transfer full) (nullable) */
char *judge_missing_word (JsonObject *from, const char *const *parts, JsonObject *to);
void judge_crossing (Judge *self);
/* Orders that come from Webshipper. */
void judge_inbound (Judge *self);
void judge_inbound_known (Judge *self);
void judge_shipping (Judge *self);
/* Every order of the period has its row. */
void judge_known (Judge *self);
void judge_records (Judge *self);

G_END_DECLS
