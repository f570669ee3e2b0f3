/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-runner.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"
#include "rs-sweep.h"

/* One cycle: read, plan, do, verify. */

/* How long a cycle that finds only answers still outstanding waits for them before it ends, and how long at
 * most between two looks, each of which is a request. */
#define PATIENCE    (30 * RS_INSTANT_SECOND)
#define LONGEST_NAP (8 * RS_INSTANT_SECOND)

/* How often cases that wait for each other are gone through in one cycle. */
#define MAX_ROUNDS 20

static void
on_progress (guint done, guint total, gpointer engine)
{
  rs_engine_set_progress (engine, done, total);
}

typedef gboolean (*PullFunc) (RsPass *pass, GError **error);

static gboolean
pull_service (RsPass *self, const char *service, PullFunc pull, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (pull (self, &failure))
    {
      rs_pass_tell_trouble (self, service, NULL);
      return TRUE;
    }
  if (!g_error_matches (failure, RS_ERROR, RS_ERROR_STORAGE)
      && !g_error_matches (failure, RS_ERROR, RS_ERROR_CANCELLED))
    rs_pass_tell_trouble (self, service, failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_registers (RsPass *self, GError **error)
{
  return pull_service (self, RS_RACKBEAT, rs_pull_rackbeat_registers, error)
         && pull_service (self, RS_WEBSHIPPER, rs_pull_webshipper_registers, error)
         && rs_pass_load_policy (self, error);
}

static gboolean
read_services (RsPass *self, GError **error)
{
  rs_engine_set_state (self->engine, RS_ENGINE_READING);
  if (rs_pull_registers_due (self) && !read_registers (self, error))
    return FALSE;
  return pull_service (self, RS_RACKBEAT, rs_pull_rackbeat, error)
         && pull_service (self, RS_WEBSHIPPER, rs_pull_webshipper, error) && rs_sweep_end (self, error)
         && rs_pull_partners (self, error) && rs_pull_missing_items (self, error);
}

gboolean
rs_pass_read_since (RsPass *self, RsInstant since, GError **error)
{
  rs_engine_set_state (self->engine, RS_ENGINE_READING);
  rs_sweep_begin_since (self, since);
  return pull_service (self, RS_RACKBEAT, rs_pull_rackbeat_orders, error)
         && pull_service (self, RS_WEBSHIPPER, rs_pull_webshipper, error)
         && rs_sweep_ask_orders (self, error);
}

typedef struct
{
  RsInstant now;
  GPtrArray *case_keys;
} Dirty;

static gboolean
list_dirty (RsDb *db, gpointer data, GError **error)
{
  Dirty *self = data;

  self->case_keys = rs_cases_list_dirty (db, self->now, 0, error);
  return self->case_keys != NULL;
}

static gboolean
run_dirty (RsPass *self, guint *n_run, GError **error)
{
  Dirty dirty = { rs_clock_now (self->clock), NULL };
  g_autoptr (GPtrArray) case_keys = NULL;

  if (!rs_store_read (self->store, list_dirty, &dirty, error))
    return FALSE;
  case_keys = dirty.case_keys;
  *n_run = case_keys->len;
  rs_engine_set_state (self->engine, RS_ENGINE_WORKING);
  return rs_runner_run_cases (self, case_keys, on_progress, self->engine, error);
}

/* Answers still outstanding soon are waited for, so that one cycle ends with nothing in between where it can.
 */
static gboolean
run_until_settled (RsPass *self, GError **error)
{
  RsInstant give_up = rs_clock_now (self->clock) + PATIENCE;
  gint64 nap = RS_INSTANT_SECOND;
  guint n_run;

  if (!run_dirty (self, &n_run, error))
    return FALSE;
  /* Two orders of one new customer: the second waits for the customer that the first one makes. */
  for (guint round = 0; self->again && round < MAX_ROUNDS; round++)
    {
      self->again = FALSE;
      if (!run_dirty (self, &n_run, error))
        return FALSE;
    }
  while (self->report->doubtful > 0 && rs_clock_now (self->clock) < give_up
         && !(self->flags & RS_SYNC_PREVIEW))
    {
      nap = MIN (nap * 2, LONGEST_NAP);
      dex_await (rs_clock_sleep (self->clock, nap), NULL);
      self->report->doubtful = 0;
      if (rs_pass_is_broken_off (self, error) || !run_dirty (self, &n_run, error))
        return FALSE;
      if (n_run == 0)
        break;
    }
  return TRUE;
}

static gboolean
count_open (RsDb *db, gpointer data, GError **error)
{
  RsSyncReport *report = data;

  return rs_problems_count_cases (db, &report->held, error)
         && rs_journal_count_uncertain (db, &report->doubtful, error);
}

/* What was marked shipped is read back from Rackbeat before the cycle ends: what is shown is proven (PRODUCT
 * §1). */
static gboolean
prove (RsPass *self, GError **error)
{
  guint n_run;

  if (!self->shipped)
    return TRUE;
  return rs_pull_rackbeat (self, error) && run_dirty (self, &n_run, error);
}

/* The day's sweep has just read anew all that is compared (PRODUCT F8.2): it costs no request. */
static gboolean
agree_daily (RsPass *self, GError **error)
{
  return !self->compares || rs_pass_compare (self, self->sweep_from, NULL, error);
}

gboolean
rs_pass_run_cycle (RsPass *self, GError **error)
{
  return rs_sweep_begin (self, error) && read_services (self, error) && run_until_settled (self, error)
         && prove (self, error) && agree_daily (self, error)
         && rs_store_read (self->store, count_open, self->report, error);
}
