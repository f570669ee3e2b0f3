/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-row-source.h"

G_BEGIN_DECLS

/* A list's question on its way to a worker and back. Inside the store folder only. */
typedef struct _RsRowErrand RsRowErrand;

/* What happens when it is back; @errand is freed afterwards. */
typedef void (*RsRowErrandFunc) (gpointer owner, RsRowErrand *errand);

struct _RsRowErrand
{
  GWeakRef owner;      /* whose question it is: when it is gone, nobody is told */
  RsRowSource *source; /* (owned) */
  RsRowQuestion question;
  RsRowKnowledge known;
  RsRowAnswer *answer; /* (owned) (nullable) */
  GError *error;       /* (owned) (nullable) set when there is no answer */
  gint64 duration;     /* in microseconds */

  GMainContext *context; /* (owned) (nullable) where it comes back to */
  RsRowErrandFunc back;
};

/* Copies @question and @known. (transfer full): to one of those below */
RsRowErrand *rs_row_errand_new (GObject *owner, RsRowSource *source, const RsRowQuestion *question,
                                const RsRowKnowledge *known);
/* Asks on the thread pool and calls @back in @context. */
void rs_row_errand_run_on_worker (RsRowErrand *self, GMainContext *context, RsRowErrandFunc back);
/* Asks at once, on @store's reading connection, and calls @back before it returns. */
void rs_row_errand_run_inline (RsRowErrand *self, RsStore *store, RsRowErrandFunc back);

G_END_DECLS
