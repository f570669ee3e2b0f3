/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-query-list.h"
#include "rs-row-filter.h"
#include "rs-row-ids.h"

G_BEGIN_DECLS

/* Where a list gets its row ids from: questions to the table of case rows, on a connection of its own, one at
 * a time. It keeps the order last asked for, so that another search or filter over it costs no sorting.
 * Inside the store folder only. */

/* What is to be listed. */
typedef struct
{
  char *search; /* (owned) (nullable) */
  RsRowFilter filter;
  RsSort sort;
  gboolean descending;
} RsRowQuestion;

/* What the asker knows already. */
typedef struct
{
  GArray *ids; /* (owned) (element-type guint32) */
  gint64
    stamp; /* of the newest change that @ids and what was said of them include; 0 before the first answer */
} RsRowKnowledge;

typedef struct
{
  GArray *ids;        /* (owned) (element-type guint32) what is to be listed */
  GArray *hunks;      /* (owned) (element-type RsRowHunk) what differs from what the asker knows */
  GArray *changed;    /* (owned) (element-type guint32) the rows that changed since */
  GHashTable *counts; /* (owned) state → number of rows, of all rows */
  gint64 stamp;
} RsRowAnswer;

void rs_row_answer_free (RsRowAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRowAnswer, rs_row_answer_free)

typedef struct _RsRowSource RsRowSource;

/* @path NULL when every question comes with a connection. (transfer full) */
RsRowSource *rs_row_source_new (const char *path);
RsRowSource *rs_row_source_ref (RsRowSource *self);
void rs_row_source_unref (RsRowSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsRowSource, rs_row_source_unref)

/* Blocks; @db NULL takes the source's own connection, opened at the first question, and sees one moment.
 * RS_ERROR_CANCELLED after rs_row_source_cancel(), else RS_ERROR_STORAGE. (transfer full) (nullable) */
RsRowAnswer *rs_row_source_ask (RsRowSource *self, RsDb *db, const RsRowQuestion *question,
                                const RsRowKnowledge *known, GError **error);
/* From any thread: the question being asked on the source's own connection ends soon. */
void rs_row_source_cancel (RsRowSource *self);
/* Takes the cancellation back; before the next question, when none is being asked. */
void rs_row_source_rearm (RsRowSource *self);

G_END_DECLS
