/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-json.h"
#include "rs-plan.h"

G_BEGIN_DECLS

/* A plan in the making: what every question may look at and where it leaves its answer. Lives on the stack of
 * rs_plan_case(), and is known inside the planning files only. */
typedef struct
{
  const RsCase *subject;
  const RsRbOrder *order;  /* (nullable) the case's Rackbeat order */
  gint64 number;           /* its number, known even when the order is not */
  const char *ws_order_id; /* (nullable) of an order that comes from Webshipper: such a case's own */
  char *name;              /* (owned) what people call the order: "1042", or what Webshipper shows of it */
  const RsPolicy *policy;
  GArray *
    shares; /* (owned) (nullable) (element-type RsShare) with an order: which line each shipment line is of */
  RsInstant now;
  RsPlan *plan;
  gboolean crosses; /* the order as such may cross: no filter, date or state of its own forbids it */
  gboolean waits;   /* something must be read, or is under way */
  char *next;       /* (owned) (nullable) what happens next: the first answer stands */
} RsPlanning;

/* Why?: notes what was looked at and what it said. */
void rs_planning_because (RsPlanning *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Says what happens next, unless it was said already. */
void rs_planning_next (RsPlanning *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Nothing can be decided until something was read or has ended: a reason, and what happens next. */
void rs_planning_wait (RsPlanning *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Takes @problem. One of the same code and subject is there already: the first stands, one cause being one
 * problem. */
void rs_planning_hold (RsPlanning *self, RsProblem *problem);
/* Plan again at @when at the latest. */
void rs_planning_look_again (RsPlanning *self, RsInstant when);

/* What became of the wish for a step. */
typedef enum
{
  RS_WISH_PLANNED,   /* it is in the plan now */
  RS_WISH_UNDER_WAY, /* the journal has it open */
  RS_WISH_DONE,      /* the journal has it as done */
  RS_WISH_REFUSED,   /* it failed just as it would be sent again: a problem was raised */
} RsWish;

/* Wishes for a step. The journal decides: a key that is open or done is never planned; a failed one only when
 * its payload would be another one now; a dropped one again. Takes @payload (an open JSON object, which is
 * ended here). */
RsWish rs_planning_step (RsPlanning *self, const char *kind, const char *key, RsJsonWriter *payload);

/* Raises what a service said to a step that it refused. */
void rs_planning_hold_refused (RsPlanning *self, const RsStep *step);

/* A problem of this case. @subject NULL for the case itself. (transfer full) */
RsProblem *rs_planning_problem (const RsPlanning *self, const char *code, const char *subject,
                                const char *remedies, const char *format, ...) G_GNUC_PRINTF (5, 6);
/* Whether a person has answered that @code of @handle is to be left as it is: a DONE step
 * "answer:<code>:<handle>". */
gboolean rs_planning_is_left (const RsPlanning *self, const char *code, const char *handle);

/* What people call the case's order. (transfer full) */
char *rs_planning_dup_name (const RsPlanning *self);

/* Opens a payload: an object without members. (transfer full) */
RsJsonWriter *rs_payload_new (void);
void rs_payload_add_int (RsJsonWriter *payload, const char *name, gint64 value);
/* Adds @body, a JSON text of our own making, as it stands. */
void rs_payload_add_body (RsJsonWriter *payload, const char *name, GBytes *body);

/* Reads text of the journal, which a damaged database may hold anything in: NULL unless it is one JSON
 * object. (transfer full) */
JsonNode *rs_payload_parse (const char *text);
/* The first 16 hexadecimal digits of the SHA-256 of @text. (transfer full) */
char *rs_plan_hash (const char *text);
/* An id in a step's result, as text, however it was written. (transfer full) (nullable) */
char *rs_step_dup_result (const RsStep *step, const char *name);

G_END_DECLS
