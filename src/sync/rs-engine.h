/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-agreement.h"
#include "rs-clock.h"
#include "rs-items-like.h"
#include "rs-line-stand.h"
#include "rs-mapping.h"
#include "rs-plan.h"
#include "rs-preview.h"
#include "rs-rackbeat-client.h"
#include "rs-random.h"
#include "rs-store.h"
#include "rs-webshipper-client.h"

G_BEGIN_DECLS

/* The engine: reads both services into the mirror, plans each case that changed, runs the steps, and keeps
 * doing so. It needs no window. The command line and the window use it through this header only. */
#define RS_TYPE_ENGINE (rs_engine_get_type ())
G_DECLARE_FINAL_TYPE (RsEngine, rs_engine, RS, ENGINE, GObject)

typedef enum
{
  RS_ENGINE_IDLE, /* nothing to do until next-run */
  RS_ENGINE_READING,
  RS_ENGINE_WORKING, /* see progress */
  RS_ENGINE_PAUSED,
  RS_ENGINE_OFFLINE, /* a service is out of reach: tries again at next-run */
  RS_ENGINE_STOPPED, /* a key was refused: needs a person */
} RsEngineState;

/* What one cycle came to. */
typedef struct
{
  guint read;     /* documents read */
  guint planned;  /* steps decided on */
  guint done;     /* steps that are proven */
  guint held;     /* cases that a problem stops */
  guint failed;   /* steps that a service refused */
  guint doubtful; /* steps of which it is not known yet whether they took effect */
  guint waiting;  /* cases with something under way or due later */
  guint64 rackbeat_requests;
  guint64 webshipper_requests;
} RsSyncReport;

#define RS_TYPE_SYNC_REPORT (rs_sync_report_get_type ())
GType rs_sync_report_get_type (void) G_GNUC_CONST;
RsSyncReport *rs_sync_report_new (void);
RsSyncReport *rs_sync_report_ref (RsSyncReport *self);
void rs_sync_report_unref (RsSyncReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsSyncReport, rs_sync_report_unref)

/* (transfer full) */
RsEngine *rs_engine_new (RsStore *store, RsRackbeatClient *rackbeat, RsWebshipperClient *webshipper,
                         RsClock *clock, RsRandom *random);

typedef enum
{
  RS_SYNC_DEFAULT = 0,
  RS_SYNC_PERSON = 1 << 0,  /* a person asked: requests go first, a refused key is tried once */
  RS_SYNC_SWEEP = 1 << 1,   /* also look for what vanished from either service */
  RS_SYNC_PREVIEW = 1 << 2, /* read and plan, but write to neither service */
} RsSyncFlags;

/* One complete cycle: read, plan, do, verify. Resolves to RsSyncReport; rejects only when nothing could be
 * done at all (not set up, key refused, both services out of reach, database). One cycle runs at a time; a
 * second caller waits for its turn. */
DexFuture *rs_engine_sync_once (RsEngine *self, RsSyncFlags flags);

/* Compares both sides of every order made since @since (PRODUCT F8.2), after reading them anew. Waits for its
 * turn. Keeps the result: see rs-agreements.h. Resolves to RsAgreement; rejects with CANCELLED when it was
 * broken off.
 *
 * It is also made by itself once a day, of the last thirty days, after the sweep that reads them anew. */
DexFuture *rs_engine_agree (RsEngine *self, RsInstant since);
/* The agreement that is under way, or waits for its turn, ends at the next page or order. */
void rs_engine_break_off_agreement (RsEngine *self);
/* The cycle under way ends at the next page or order: what it began is carried to its end, what is left goes
 * with the next cycle. It rejects with CANCELLED. */
void rs_engine_cut_short (RsEngine *self);

/* Runs the mapping as it is over the orders made since @since, which are read for it (PRODUCT F3.5), and with
 * it how often each delivery term was used (F3.1). Resolves to RsRehearsal. */
DexFuture *rs_engine_rehearse (RsEngine *self, RsInstant since);

/* Makes the delivery term that is called as @rate is, unless it is there, and maps it to the rate (PRODUCT
 * F3.3). Resolves to its number (int64); REJECTED with what to do by hand where the account does not allow
 * it. */
DexFuture *rs_engine_create_term (RsEngine *self, gint64 rate);

/* Runs cycles for ever at the set-up's pace, woken early by rs_engine_wake(). Stops with the engine. */
void rs_engine_start (RsEngine *self);
/* Ends the schedule for good, after the cycle under way: another engine takes over the profile. */
void rs_engine_stop (RsEngine *self);
void rs_engine_wake (RsEngine *self);
void rs_engine_set_paused (RsEngine *self, gboolean paused);
/* Whether there is a network, as far as the desktop knows; TRUE at first. Without one cycles are rare; one
 * runs at once when it is back. */
void rs_engine_set_online (RsEngine *self, gboolean online);

/* Properties, all with notify: "state" (RsEngineState as int), "progress-done", "progress-total" (uint),
 * "last-run", "next-run", "wait-until" (int64 RsInstant), "problem-count" (uint), "online" (boolean, also
 * settable). */
RsEngineState rs_engine_get_state (RsEngine *self);
RsInstant rs_engine_get_last_run (RsEngine *self);
RsInstant rs_engine_get_next_run (RsEngine *self);
/* Until when a service has asked us to wait; RS_INSTANT_NONE while none does. */
RsInstant rs_engine_get_wait_until (RsEngine *self);
guint rs_engine_get_progress_done (RsEngine *self);
guint rs_engine_get_progress_total (RsEngine *self);

/* One line wanted on a shipment. */
typedef struct
{
  gint64 order_line_id;
  RsDecimal quantity;
} RsShipLine;

/* Makes a (partial) shipment of an order (PRODUCT F6.3): @lines (element-type RsShipLine, plain structs),
 * NULL for all that remains. With @book the Webshipper order that follows is booked too. Resolves to a
 * string: JSON {"rb_shipment_id", "ws_order_id","ws_shipment_id","state":"done|waiting|by-hand","text"}.
 * Rejects with REJECTED for impossible quantities. The wish is in the journal before anything is sent. */
DexFuture *rs_engine_ship (RsEngine *self, gint64 order_number, GArray *lines, gboolean book);
/* Labels of a booked Webshipper shipment: GPtrArray of RsLabel; waits a little for late ones. */
DexFuture *rs_engine_fetch_labels (RsEngine *self, const char *ws_shipment_id);
/* Failed steps of the case may be tried anew; the case is looked at at once. TRUE. */
DexFuture *rs_engine_retry (RsEngine *self, const char *case_key);

/* A person's answer to the problem @code (NULL: to each of the case's that takes it): @remedy is "leave"
 * (leave it as it is), "recreate" (have it in the target again), "retry" or "let-go". What a problem takes is
 * in its remedies. The case is looked at at once. TRUE; rejects with NOT_FOUND when no problem of the case
 * takes it.
 */
DexFuture *rs_engine_answer (RsEngine *self, const char *case_key, const char *code, const char *remedy);

/* Nothing more is written for the order until it is let go; what is under way is ended first. The case is
 * looked at at once. TRUE; rejects with REJECTED when nothing is left to hold back, or when nobody held it.
 */
DexFuture *rs_engine_hold_back (RsEngine *self, const char *case_key);
DexFuture *rs_engine_let_go (RsEngine *self, const char *case_key);

/* The drop points near the order's address, of the carrier that its delivery term goes by (PRODUCT F7.6): a
 * GPtrArray (G_TYPE_PTR_ARRAY) of RsDropPoint, nearest first as the carrier has it; may be empty. REJECTED
 * where none is needed. */
DexFuture *rs_engine_find_drop_points (RsEngine *self, const char *case_key);
/* Takes the one of them with @id for the order, which is looked at at once; one that is not booked yet is
 * updated. TRUE; NOT_FOUND when it is not there any more. */
DexFuture *rs_engine_choose_drop_point (RsEngine *self, const char *case_key, const char *id);

/* What a person says once and is then remembered for every order: a problem's remedy with its value.
 *
 * remedy             about                       value
 * map-term           a delivery term's number    a shipping rate's id, of the set-up's channel
 * set-default-rate   –                           the same
 * map-rate           a shipping rate's id        the delivery term's number that it is read back as
 * set-default-term   –                           a delivery term's number
 * answer-country     what stands for a country   an ISO code
 * answer-fraction    an item's number            round-up, one-with-text
 * answer-customer    as the problem has it       a customer's number, new
 * answer-item        the line's text             an item's number, leave-out
 * allow-foreign      –                           –
 *
 * Saves it, and no more: which orders it concerns is the caller's. FALSE with RS_ERROR_REJECTED in plain
 * words when it cannot be so. */
gboolean rs_settle (RsDb *db, const char *remedy, const char *about, const char *value, GError **error);
/* Saves it, and runs a cycle at once for all that waited for it. Resolves as rs_engine_sync_once(). */
DexFuture *rs_engine_settle (RsEngine *self, const char *remedy, const char *about, const char *value);

/* Loads a case, for reading. NULL with error; a case nobody knows is RS_ERROR_NOT_FOUND. (transfer full) */
RsCase *rs_case_load (RsDb *db, const char *case_key, GError **error);
/* The key of the case that lists show as @shown, such as "1042"; NOT_FOUND when there is none. (transfer
 * full) */
char *rs_case_find_key (RsDb *db, const char *shown, GError **error);
/* Loads the policy of the profile. (transfer full) */
RsPolicy *rs_policy_load (RsDb *db, GError **error);
/* The order channels as known from Webshipper. (element-type RsOrderChannel) (transfer full) */
GPtrArray *rs_channels_load (RsDb *db, GError **error);
/* Saves what a policy decides by itself (not rates, terms, answers, mapping); every case is planned anew.
 * CONFLICT, and nothing saved, when direction, trigger or channel would change while writes are under way. */
gboolean rs_policy_save (RsDb *db, const RsPolicy *policy, GError **error);
/* What the next cycle would do, from the mirror as it is: plans of all cases with steps or problems.
 * (element-type RsPlan) (transfer full) */
GPtrArray *rs_engine_list_plans (RsEngine *self, GError **error);
/* What the next cycle would do if @change were made: it is made in a transaction, every case is planned anew
 * in it, and all of it is rolled back (PRODUCT F2.5). @data (nullable) is freed with @destroy. NULL for
 * @change: as it is set up now. Reads from neither service. Resolves to RsPreview; rejects as @change does.
 */
DexFuture *rs_engine_preview (RsEngine *self, RsStoreFunc change, gpointer data, GDestroyNotify destroy);
/* Reads rates, terms, fields and channels now. TRUE. */
DexFuture *rs_engine_refresh_registers (RsEngine *self);

G_END_DECLS
