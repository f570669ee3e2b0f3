/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One story: a company and its choices, doubts about the services, and what happens to it, all from a seed. A
 * story is only a list of things told beforehand, so that any of them can be left out and the rest be told
 * again: what fails is shrunk that way. */

typedef enum
{
  EVENT_ACT,     /* another person does something at either service */
  EVENT_FAULT,   /* answers of a service go wrong */
  EVENT_NETWORK, /* this desk has no network for @amount seconds */
  EVENT_LATE,    /* for @amount seconds writes break off and arrive later */
  EVENT_CRASH,   /* the program is killed after @amount more commits, requests and answers */
  EVENT_CLOCK,   /* this desk's clock jumps by @amount seconds */
  EVENT_SHIP,    /* RackShip's own person makes a shipment */
  EVENT_RETRY,   /* RackShip's own person presses the first button of the order's problem */
  EVENT_CONNECT, /* RackShip's own person gives the keys again */
} EventKind;

typedef struct
{
  EventKind kind;
  gint64 at;           /* seconds after the start */
  const char *service; /* ACT, FAULT */
  const char *verb;    /* ACT: what; FAULT: its kind */
  const char *method;  /* (nullable) FAULT */
  guint order;         /* which, from 0: ACT, SHIP, RETRY */
  gint64 amount;
  gint64 pick; /* a number that decides all the rest, so that leaving out one event changes no other */
} Event;

typedef struct
{
  guint64 seed;
  gboolean inbound; /* orders cross from Webshipper to Rackbeat */
  guint orders;
  GPtrArray *choices;  /* (owned) (element-type utf8) "trigger=shipment" */
  GPtrArray *switches; /* (owned) (element-type utf8) "rackbeat.limit=accept1000" */
  GArray *events;      /* (owned) (element-type Event) by time */
  gint64 length;       /* seconds */
} Story;

/* Every third seed's orders come from Webshipper. @positions: every switch as the sandbox describes it,
 * "name=value" of all its values. (transfer full) */
Story *story_new (guint64 seed, const GPtrArray *positions);
/* Without switch, choice or event @index, counted through in that order; or with fewer orders. NULL past the
 * end. (transfer full) (nullable) */
Story *story_without (const Story *self, guint first, guint count);
Story *story_with_orders (const Story *self, guint orders);
guint story_count_parts (const Story *self);
/* For people, a line each. (transfer full) */
char *story_to_text (const Story *self);
void story_free (Story *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Story, story_free)

G_END_DECLS
