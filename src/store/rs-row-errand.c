/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-row-errand.h"

#include <libdex.h>

RsRowErrand *
rs_row_errand_new (GObject *owner, RsRowSource *source, const RsRowQuestion *question,
                   const RsRowKnowledge *known)
{
  RsRowErrand *self = g_new0 (RsRowErrand, 1);

  g_weak_ref_init (&self->owner, owner);
  self->source = rs_row_source_ref (source);
  self->question = *question;
  self->question.search = g_strdup (question->search);
  self->question.filter = (RsRowFilter) RS_ROW_FILTER_ALL;
  rs_row_filter_set (&self->question.filter, &question->filter);
  self->known.ids = g_array_ref (known->ids);
  self->known.stamp = known->stamp;
  return self;
}

static void
errand_free (gpointer data)
{
  RsRowErrand *self = data;

  g_weak_ref_clear (&self->owner);
  rs_row_source_unref (self->source);
  g_free (self->question.search);
  rs_row_filter_clear (&self->question.filter);
  g_array_unref (self->known.ids);
  g_clear_pointer (&self->answer, rs_row_answer_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

static gboolean
on_back (gpointer data)
{
  RsRowErrand *self = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (owner != NULL)
    self->back (owner, self);
  return G_SOURCE_REMOVE;
}

/* On a worker of the thread pool. The context is held here: the errand may be freed in it before this
 * returns. */
static void
run_on_worker (gpointer data)
{
  RsRowErrand *self = data;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GMainContext) context = g_main_context_ref (self->context);
  g_autoptr (GSource) source = g_idle_source_new ();

  self->answer = rs_row_source_ask (self->source, NULL, &self->question, &self->known, &self->error);
  self->duration = g_get_monotonic_time () - start;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "RsRowErrand back");
  g_source_set_callback (source, on_back, self, errand_free);
  g_source_attach (source, context);
}

void
rs_row_errand_run_on_worker (RsRowErrand *self, GMainContext *context, RsRowErrandFunc back)
{
  self->context = g_main_context_ref (context);
  self->back = back;
  dex_scheduler_push (dex_thread_pool_scheduler_get_default (), run_on_worker, self);
}

static gboolean
ask (RsDb *db, gpointer data, GError **error)
{
  RsRowErrand *self = data;

  self->answer = rs_row_source_ask (self->source, db, &self->question, &self->known, error);
  return self->answer != NULL;
}

void
rs_row_errand_run_inline (RsRowErrand *self, RsStore *store, RsRowErrandFunc back)
{
  self->back = back;
  rs_store_read (store, ask, self, &self->error);
  on_back (self);
  errand_free (self);
}
