/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-db.h"
#include "rs-problem.h"

G_BEGIN_DECLS

/* Problems, activity, capabilities, answers, settings and the mapping. Called inside rs_store_write() or
 * rs_store_read(). */

/* Makes the open problems of @case_key exactly @problems (element-type RsProblem): new ones are added, those
 * no longer there are solved, those that stay keep their since. One cause that stops several cases is one
 * problem (same code and subject), and is solved when it stops none of them any more. */
gboolean rs_problems_set_for_case (RsDb *db, const char *case_key, GPtrArray *problems, RsInstant now,
                                   GError **error);
/* Raises or refreshes one problem that belongs to no case, by code and subject. */
gboolean rs_problems_raise (RsDb *db, const RsProblem *problem, RsInstant now, GError **error);
/* Whether it is there or not. */
gboolean rs_problems_solve (RsDb *db, const char *code, const char *subject, RsInstant now, GError **error);
/* Whether any problem of @code is open. */
gboolean rs_problems_is_open (RsDb *db, const char *code, gboolean *out, GError **error);
/* Open ones, oldest first, each with one of the cases it stops and their number; those whose text, subject or
 * code hold every word of @search (NULL: all). (element-type RsProblem) (transfer full) */
GPtrArray *rs_problems_list (RsDb *db, const char *search, GError **error);
/* The cases that the open problem stops, oldest first. (element-type utf8) (transfer full) */
GPtrArray *rs_problems_list_cases (RsDb *db, const char *code, const char *subject, GError **error);
gboolean rs_problems_count (RsDb *db, guint *out, GError **error);
/* How many cases an open problem stops. */
gboolean rs_problems_count_cases (RsDb *db, guint *out, GError **error);
/* (element-type RsProblem) (transfer full) */
GPtrArray *rs_problems_of_case (RsDb *db, const char *case_key, GError **error);

/* One thing that happened: when, who, what, result (PRODUCT F6.2, F8.3). */
typedef struct
{
  gint64 id;
  RsInstant at;
  char *case_key; /* (owned) (nullable) */
  char *who;      /* (owned) "sync", or "person" */
  char *what;     /* (owned) a step's description, or "sync-cycle", "connected"… in English */
  char *result;   /* (owned) "done", "adopted", "failed", "doubtful", … */
  char *detail;   /* (owned) (nullable) redacted */
} RsActivity;
void rs_activity_free (RsActivity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsActivity, rs_activity_free)
gboolean rs_activity_add (RsDb *db, RsInstant at, const char *case_key, const char *who, const char *what,
                          const char *result, const char *detail, GError **error);
/* Newest first; @case_key and @search NULL for all; at most @limit (0: all). (element-type RsActivity)
 * (transfer full) */
GPtrArray *rs_activity_list (RsDb *db, const char *case_key, const char *search, guint limit, GError **error);

typedef enum
{
  RS_ACTIVITY_ALL,
  RS_ACTIVITY_WRONG,  /* refused, or not known whether it took effect */
  RS_ACTIVITY_PERSON, /* what people did */
  RS_ACTIVITY_SYNC,   /* what was done by itself */
  RS_N_ACTIVITY_KINDS,
} RsActivityKind;
/* The next @limit of @kind before the entry @before (0: from the newest on), newest first. (element-type
 * RsActivity) (transfer full) */
GPtrArray *rs_activity_list_before (RsDb *db, gint64 before, RsActivityKind kind, guint limit,
                                    GError **error);

/* What was learned of an account: "yes", "no", or a word. NULL without error when not known yet, or not
 * learned anew since @since (RS_INSTANT_NONE: ever). (transfer full) (nullable) */
char *rs_capabilities_get (RsDb *db, const char *service, const char *name, RsInstant since, GError **error);
gboolean rs_capabilities_set (RsDb *db, const char *service, const char *name, const char *value,
                              RsInstant learned_at, GError **error);
typedef struct
{
  char *service;
  char *name;
  char *value;
  RsInstant learned_at;
} RsCapability;
void rs_capability_free (RsCapability *self);
/* (element-type RsCapability) */
GPtrArray *rs_capabilities_list (RsDb *db, GError **error);

/* Forgets what was learned of @service whose name begins with @prefix. */
gboolean rs_capabilities_forget (RsDb *db, const char *service, const char *prefix, GError **error);

/* Remembered answers of a person: @kind "country", "fraction", "customer" (by the buyer's handle; also what
 * was matched), "item" (by the line's folded SKU or text), "back" (by rate: the term that is used back),
 * "drop-point" (by case). */
gboolean rs_answers_put (RsDb *db, const char *kind, const char *key, const char *value, GError **error);
/* NULL without error when there is none. (transfer full) (nullable) */
char *rs_answers_get (RsDb *db, const char *kind, const char *key, GError **error);
/* key → value (transfer full) */
GHashTable *rs_answers_all (RsDb *db, const char *kind, GError **error);

/* The profile's settings by name; NULL without error when unset. */
char *rs_settings_get (RsDb *db, const char *name, GError **error);
gboolean rs_settings_set (RsDb *db, const char *name, const char *value, GError **error);

/* The mapping: delivery term → rate, per channel. */
gboolean rs_mapping_put (RsDb *db, gint64 channel, gint64 term, gint64 rate, GError **error);
gboolean rs_mapping_remove (RsDb *db, gint64 channel, gint64 term, GError **error);
/* gint64* term → gint64* rate of @channel (transfer full) */
GHashTable *rs_mapping_all (RsDb *db, gint64 channel, GError **error);

G_END_DECLS
