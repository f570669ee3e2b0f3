/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib.h>
#include "rs-decimal.h"
#include "rs-instant.h"

G_BEGIN_DECLS

/* One connection to the database and what a repository needs of it: prepared statements, bound and stepped.
 * The SQL stays in the subset that SQLite 3.46 and PostgreSQL 15 share, with $1 placeholders, so that a
 * second driver can come.
 *
 * A connection belongs to one thread at a time. */
typedef struct _RsDb RsDb;
typedef struct _RsStatement RsStatement;

typedef enum
{
  RS_ROW_ERROR = -1,
  RS_ROW_NONE,
  RS_ROW,
} RsRowResult;

/* What a reader keeps beside the connection, as long as that is open: what it has made of rows that it reads
 * again and again. NULL until set; @name is static. (transfer none) (nullable) */
gpointer rs_db_get_kept (RsDb *self, const char *name);
/* Takes @kept. */
void rs_db_keep (RsDb *self, const char *name, gpointer kept, GDestroyNotify destroy);

/* A statement for @sql, ready to bind; kept and reused by its text. Give it back with rs_statement_reset()
 * (or the auto pointer). NULL with RS_ERROR_STORAGE. (transfer full) */
RsStatement *rs_db_prepare (RsDb *self, const char *sql, GError **error);
void rs_statement_reset (RsStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsStatement, rs_statement_reset)

/* Parameters count from 1. A failed bind is kept and reported by the next step. Strings are copied. NULL and
 * RS_INSTANT_NONE bind null. */
void rs_statement_bind_text (RsStatement *self, guint index, const char *value);
void rs_statement_bind_int (RsStatement *self, guint index, gint64 value);
void rs_statement_bind_decimal (RsStatement *self, guint index, RsDecimal value);
void rs_statement_bind_instant (RsStatement *self, guint index, RsInstant value);
/* There are three outcomes: a row, no more rows, an error. */
RsRowResult rs_statement_step (RsStatement *self, GError **error);
/* Steps a statement that gives no rows. */
gboolean rs_statement_run (RsStatement *self, GError **error);
/* Columns count from 0. Text is valid until the next step. (transfer none) (nullable) */
const char *rs_statement_get_text (RsStatement *self, guint column);
gint64 rs_statement_get_int (RsStatement *self, guint column);
RsDecimal rs_statement_get_decimal (RsStatement *self, guint column);
RsInstant rs_statement_get_instant (RsStatement *self, guint column);
/* Rows changed by the last run of this connection. */
guint rs_db_changes (RsDb *self);
gint64 rs_db_last_id (RsDb *self);

G_END_DECLS
