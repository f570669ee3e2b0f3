/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-engine.h"

G_BEGIN_DECLS

/* What of the engine's work a person can end early. */
typedef enum
{
  RS_BREAK_OFF_NEVER,
  RS_BREAK_OFF_AGREEMENT,
  RS_BREAK_OFF_CYCLE,
} RsBreakOff;

/* One pass over both services: what pulling, planning and running share while it lasts. Inside the sync
 * folder only. Every function here runs on the cycle's fibers and returns FALSE with an error set when the
 * whole pass must end. */
typedef struct
{
  RsEngine *engine; /* (unowned): shows what the pass does */
  RsStore *store;   /* (unowned), as the next four: the engine's own */
  RsRackbeatClient *rackbeat;
  RsWebshipperClient *webshipper;
  RsClock *clock;
  RsRandom *random;
  GHashTable *busy; /* (unowned) the engine's cases that a fiber works on: see rs-case-hold.h */
  RsPolicy *policy; /* (owned) as of the start of the pass, renewed when registers were read */
  RsPriority priority;
  RsSyncFlags flags;
  RsInstant began;
  gboolean was_restored;    /* from a back-up of late: what is planned may have been done already */
  RsSyncReport *report;     /* (owned) */
  gboolean shipped;         /* something was marked as shipped: it is read back before the pass ends */
  GHashTable *permissions;  /* (owned) (nullable) see rs-permission.h */
  GHashTable *seen;         /* (owned) (nullable) what was read in a sweep: see rs-sweep.h */
  RsInstant sweep_from;     /* how far back a sweep reads; RS_INSTANT_NONE for everything */
  gboolean compares;        /* the day's agreement is due when all is read and done */
  RsBreakOff breaks_off;    /* as what a person who has enough of it ends it */
  gboolean lists_are_whole; /* an order read by itself says no more than the list does */
  gboolean again;           /* a case waits for what another one has made meanwhile */
  gboolean includes_proven; /* Webshipper has included shipments with orders: one without has none */
  /* (owned) (nullable) The items on lines of orders as they were read, number → whether it is a lot; and the
   * numbers of those orders, for which no line has to be looked at again. */
  GHashTable *line_items;
  GHashTable *lines_seen;
  GHashTable *doubted; /* (owned) (nullable) set of gint64* shipments that were asked for by themselves */
} RsPass;

void rs_pass_clear (RsPass *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RsPass, rs_pass_clear)
/* Fills in a pass of @engine; clear it when done. */
gboolean rs_engine_begin_pass (RsEngine *engine, RsPass *self, RsSyncFlags flags, GError **error);
/* Loads the policy anew: registers, answers or settings changed. */
gboolean rs_pass_load_policy (RsPass *self, GError **error);
/* One complete cycle: read, plan, do, verify; the report is filled in but for the requests. */
gboolean rs_pass_run_cycle (RsPass *self, GError **error);
/* Reads both services anew back to @since, whatever their cursors say, and asks for what was not in the
 * lists. */
gboolean rs_pass_read_since (RsPass *self, RsInstant since, GError **error);
/* Reads back to @since and compares the two sides: RsAgreement. Writes to neither service. */
DexFuture *rs_pass_agree (RsPass *self, RsInstant since);
/* Compares what was read of the orders made since @since, and keeps the result. @agreement (transfer full)
 * (nullable). */
gboolean rs_pass_compare (RsPass *self, RsInstant since, RsAgreement **agreement, GError **error);
/* A person broke it off: TRUE with RS_ERROR_CANCELLED. */
gboolean rs_pass_is_broken_off (RsPass *self, GError **error);
/* Raises, refreshes or (@failure NULL) solves the problem that @service as a whole is out of reach or refuses
 * the key. */
void rs_pass_tell_trouble (RsPass *self, const char *service, const GError *failure);

void rs_engine_set_state (RsEngine *engine, RsEngineState state);
/* Whether a person asked for no more of the agreement, or of the cycle. */
gboolean rs_engine_is_broken_off (RsEngine *engine, RsBreakOff work);
void rs_engine_set_progress (RsEngine *engine, guint done, guint total);

/* Reads what changed in Rackbeat: orders and shipments, one list each, newest first back to the cursor. */
gboolean rs_pull_rackbeat (RsPass *self, GError **error);
gboolean rs_pull_rackbeat_orders (RsPass *self, GError **error);
/* Reads what changed in Webshipper: orders of the channel with their shipments. */
gboolean rs_pull_webshipper (RsPass *self, GError **error);
/* Reads the shipments of dispatched orders that came without any, unless it is proven that the list would
 * have included them.
 * @completed tells that something was read and the case is to be loaded anew. */
gboolean rs_pull_complete_case (RsPass *self, const RsCase *subject, gboolean *completed, GError **error);
/* Reads an order by itself that came in a list without naming its delivery term (Rackbeat reference §3.1:
 * which answers carry it is UNKNOWN). @completed tells that the case is to be loaded anew. */
gboolean rs_pull_whole_order (RsPass *self, const RsCase *subject, gboolean *completed, GError **error);
/* Asks for shipped shipments of an order that says that nothing of it is shipped: they may
 * have been deleted, which no list tells. @completed tells that the case is to be loaded anew. */
gboolean rs_pull_doubted_shipments (RsPass *self, const RsCase *subject, gboolean *completed, GError **error);
/* Reads the items that lines of changed orders name and the mirror lacks: singly when few, else the whole
 * list. */
gboolean rs_pull_missing_items (RsPass *self, GError **error);
/* Remembers what the lines of a Rackbeat order name, which was read and is different from before. */
void rs_pull_note_lines (RsPass *self, const RsRbOrder *order);
/* Reads all bills of materials; nothing where the plan has none. */
gboolean rs_pull_lots (RsPass *self, GError **error);
/* Reads what changed of customers and items when an order from Webshipper is to be matched against them. */
gboolean rs_pull_partners (RsPass *self, GError **error);
/* Reads delivery terms, rates and channels; renews the policy when anything changed. */
gboolean rs_pull_registers (RsPass *self, GError **error);
/* Those of one service; the policy is not renewed. */
gboolean rs_pull_rackbeat_registers (RsPass *self, GError **error);
gboolean rs_pull_webshipper_registers (RsPass *self, GError **error);
/* Whether registers are to be read in this pass: never read, older than an hour, or a term or rate is not
 * known. */
gboolean rs_pull_registers_due (RsPass *self);

/* One page, stored: each row into the mirror, its case marked when it is different from before. */
typedef struct
{
  const char *service;
  const char *kind;
  RsInstant (*updated_at) (gconstpointer object);
  /* (transfer full) (nullable) */
  char *(*parent) (gconstpointer object);
  /* The case that a row belongs to; called inside the transaction. (transfer full) (nullable) */
  char *(*case_key) (RsDb *db, const RsDocument *row);
  /* By which words it is found beside its key: see rs-lookup.h. (nullable) */
  void (*list_words) (gconstpointer object, GPtrArray *words);
  gboolean is_whole; /* what is older than the start date is wanted too */
} RsFeed;

extern const RsFeed rs_feed_rb_orders;
/* Orders read by themselves, kept beside what the list said of them, which is less but may be newer. */
extern const RsFeed rs_feed_rb_whole_orders;
extern const RsFeed rs_feed_rb_shipments;
extern const RsFeed rs_feed_ws_orders;
extern const RsFeed rs_feed_ws_shipments;
extern const RsFeed rs_feed_rb_items;
extern const RsFeed rs_feed_rb_customers;

/* Stores @rows (element-type RsDocument); @cursor, unless RS_INSTANT_NONE, is set in the same transaction.
 * @n_changed (nullable) counts those that are different from before. */
gboolean rs_pull_store_rows (RsPass *self, const RsFeed *feed, GPtrArray *rows, RsInstant cursor,
                             guint *n_changed, GError **error);
/* One of them, inside a transaction that is open already. */
gboolean rs_pull_put_row (RsDb *db, const RsFeed *feed, const RsDocument *row, gboolean *changed,
                          GError **error);

/* How a list proved to behave; see rs_pull_list(). */
typedef DexFuture *(*RsListPage) (RsPass *self, guint page, RsInstant from, gpointer data);
/* Reads a list newest first, page after page, back to the feed's cursor and ten minutes more, and moves the
 * cursor when all of that was read. Believes nothing: a row older than asked for means that the date filter
 * was ignored, a row newer than the one before that the sort was; then every page is read. A total that
 * changes meanwhile means that rows were lost between pages: it starts over.
 *
 * The ten minutes are for rows that appear behind the cursor, which needs a service whose clocks are uneven.
 * They are read to their end every ten minutes; in between a page of which nothing is new and that reaches
 * the cursor ends the reading. */
gboolean rs_pull_list (RsPass *self, const RsFeed *feed, RsListPage list_page, gpointer data, GError **error);

/* What Webshipper orders that are not of our making hang on in the mirror, if they show the order's number.
 * (transfer full) */
char *rs_case_foreign_parent (gint64 number);

/* Remembers what was learned of an account; quietly does nothing when it was learned within a day. */
void rs_pull_learn (RsPass *self, const char *service, const char *name, const char *value);
/* What was learned within a day: what is older is to be tested again. (transfer full) (nullable) */
char *rs_pull_recall (RsPass *self, const char *service, const char *name);

G_END_DECLS
