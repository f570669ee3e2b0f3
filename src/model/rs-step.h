/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <glib-object.h>
#include "rs-instant.h"

G_BEGIN_DECLS

typedef enum
{
  RS_STEP_PLANNED,  /* to be done */
  RS_STEP_SENT,     /* its request may have left; after a crash it is doubtful */
  RS_STEP_DOUBTFUL, /* not known whether it took effect: only lookup may run next */
  RS_STEP_WAITING,  /* to be tried again at due_at */
  RS_STEP_FAILED,   /* refused: a problem stands; planned anew when the case changes or a person says retry */
  RS_STEP_DONE,     /* the owner says so */
  RS_STEP_DROPPED,  /* no longer wanted before it was ever sent */
} RsStepState;

/* One write that RackShip has decided on: a line of the journal. Its key is unique for ever, which is what
 * keeps anything from being made twice: "create-ws-order:rb-shipment/7301". */
typedef struct
{
  gint64 id;      /* 0 until stored */
  char *key;      /* (owned) "kind:handle" */
  char *kind;     /* (owned) such as "create-ws-order": names the file sync/steps/rs-step-<kind>.c */
  char *case_key; /* (owned) */
  RsStepState state;
  char *payload; /* (owned) (nullable) JSON object: what is to be written, and ids that were there before */
  char *result;  /* (owned) (nullable) JSON object: what came of it, such as the new id */
  guint attempts;
  RsInstant due_at; /* with WAITING; else RS_INSTANT_NONE */
  char *error;      /* (owned) (nullable) the last error's text, redacted */
  int error_code;   /* RsError, or -1 */
  char *who;        /* (owned) (nullable) "sync" or "person" */
  RsInstant created_at;
  RsInstant changed_at;
} RsStep;

#define RS_TYPE_STEP (rs_step_get_type ())
GType rs_step_get_type (void) G_GNUC_CONST;
/* An empty one, every field unset. (transfer full) */
RsStep *rs_step_new (void);
RsStep *rs_step_ref (RsStep *self);
void rs_step_unref (RsStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RsStep, rs_step_unref)

/* "planned", "sent", … */
const char *rs_step_state_name (RsStepState state);
gboolean rs_step_state_parse (const char *name, RsStepState *out);
/* PLANNED, SENT, DOUBTFUL or WAITING: something is under way. */
gboolean rs_step_is_open (const RsStep *self);
/* WAITING without a time: a person has to do the rest. */
gboolean rs_step_waits_for_hands (const RsStep *self);

/* No step waits longer for its next try: a later due_at was written by a clock that has been set back. */
#define RS_STEP_LONGEST_WAIT (2 * RS_INSTANT_HOUR)
/* Whether its time has come: there is no due_at, or it has passed, or it cannot be right. */
gboolean rs_step_is_due (const RsStep *self, RsInstant now);

G_END_DECLS
