/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "books.h"
#include "people.h"

G_BEGIN_DECLS

/* One deed in the making. Inside people*.c only. */
typedef struct
{
  RsSandbox *sandbox;
  const Event *event;
  gint64 number; /* the order, as people see it */
  Books *books;
  Entry *entry;     /* (nullable) */
  JsonObject *args; /* (owned) */
} Doing;

/* What people of a company that sells in Webshipper call their first order. */
#define FIRST_SALE 7001

/* The next of the numbers that the event's pick holds. */
gint64 people_pick (const Doing *self, guint which, gint64 below);
/* One of the Webshipper orders that show the number. (transfer none) (nullable) */
Parcel *people_pick_parcel (const Doing *self);

/* Each makes the deed's arguments; FALSE when it makes no sense any more. */
gboolean people_sell (Doing *self);
gboolean people_edit_sale (Doing *self);

G_END_DECLS
