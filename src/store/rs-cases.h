/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-case.h"
#include "rs-db.h"

G_BEGIN_DECLS

/* Links, journal and the set of cases to look at. Called inside rs_store_write() or rs_store_read(). */

/* A link exists once for its rb_ref and once for its Webshipper order. Adds or replaces by rb_ref.
 * RS_ERROR_CONFLICT when the Webshipper order is linked to something else already. */
gboolean rs_links_put (RsDb *db, const RsLink *link, GError **error);
/* (element-type RsLink) (transfer full) */
GPtrArray *rs_links_of_case (RsDb *db, const char *case_key, GError **error);
/* (transfer full) (nullable): NULL without error when there is none. */
RsLink *rs_links_find_by_ws_order (RsDb *db, const char *ws_order_id, GError **error);
RsLink *rs_links_find_by_rb_ref (RsDb *db, const char *rb_ref, GError **error);
gboolean rs_links_count (RsDb *db, guint *out, GError **error);

/* Adds @step unless its key is there; @added tells. Fills in the id. */
gboolean rs_journal_add (RsDb *db, RsStep *step, gboolean *added, GError **error);
/* Writes state, payload, result, attempts, due_at, error, changed_at of @step by id. */
gboolean rs_journal_update (RsDb *db, const RsStep *step, GError **error);
/* (element-type RsStep) oldest first (transfer full) */
GPtrArray *rs_journal_of_case (RsDb *db, const char *case_key, GError **error);
/* (transfer full) (nullable): NULL without error when there is none. */
RsStep *rs_journal_find (RsDb *db, const char *key, GError **error);
/* A FAILED or DROPPED step becomes @case_key's and SENT, with the payload and result that @step has now.
 * @taken tells whether it still was one: two cases may want the same customer made. */
gboolean rs_journal_take_over (RsDb *db, const RsStep *step, const char *case_key, gboolean *taken,
                               GError **error);
/* After a start: every SENT step becomes DOUBTFUL and its case dirty. */
gboolean rs_journal_doubt_sent (RsDb *db, guint *n_doubtful, GError **error);

/* WAITING steps that met the error @code are due at @now. */
gboolean rs_journal_hasten (RsDb *db, int code, RsInstant now, GError **error);

/* How many steps are on their way: journaled, sent, in doubt, or to be tried again by themselves. */
gboolean rs_journal_count_in_flight (RsDb *db, guint *out, GError **error);
/* How many steps may have taken effect without its being known: SENT and DOUBTFUL. */
gboolean rs_journal_count_uncertain (RsDb *db, guint *out, GError **error);

/* Cases that something happened to. Marking twice is once. */
gboolean rs_cases_mark_dirty (RsDb *db, const char *case_key, GError **error);
gboolean rs_cases_mark_all_dirty (RsDb *db, GError **error);
/* Every Webshipper order that is known: those not of our making were no cases while orders went the other
 * way. */
gboolean rs_cases_mark_ws_orders_dirty (RsDb *db, GError **error);
/* Those marked, and those with a WAITING step due at @now; at most @limit. (element-type utf8) (transfer
 * full) */
GPtrArray *rs_cases_list_dirty (RsDb *db, RsInstant now, guint limit, GError **error);
/* Ends the mark, unless the case was marked again after @looked_at (a number from rs_cases_dirty_stamp()). */
gboolean rs_cases_dirty_stamp (RsDb *db, const char *case_key, gint64 *stamp, GError **error);
gboolean rs_cases_clear_dirty (RsDb *db, const char *case_key, gint64 looked_at, GError **error);
/* The list row of a case: adds or replaces by key, with its search text. */
gboolean rs_cases_put_row (RsDb *db, const RsCaseRow *row, GError **error);
/* (transfer full) (nullable) */
RsCaseRow *rs_cases_get_row (RsDb *db, const char *case_key, GError **error);
/* Adds the rows of @n_ids @ids to @rows (element-type RsCaseRow), in their order; those that are gone are
 * left out. */
gboolean rs_cases_read_rows (RsDb *db, const guint32 *ids, guint n_ids, GPtrArray *rows, GError **error);
/* Keys of the cases made at @since or later, newest first. (element-type utf8) (transfer full) */
GPtrArray *rs_cases_list_since (RsDb *db, RsInstant since, GError **error);
/* Rows whose search text matches every word of @search as a prefix (NULL: all), newest first, at most @limit
 * (0: all). (element-type RsCaseRow) (transfer full) */
GPtrArray *rs_cases_search (RsDb *db, const char *search, guint limit, GError **error);

G_END_DECLS
