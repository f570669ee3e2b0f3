/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "stage-private.h"

#include "rs-cases.h"
#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-policy-choices.h"
#include "rs-records.h"

#include <glib/gstdio.h>

#define CHANNEL        11 /* the sandbox's first */
#define SECOND_CHANNEL 24

static void
life_free (Life *self)
{
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->engine);
  g_clear_object (&self->rackbeat);
  g_clear_object (&self->webshipper);
  g_clear_object (&self->rackbeat_lane);
  g_clear_object (&self->webshipper_lane);
  g_clear_object (&self->store);
  g_free (self->folder);
  g_free (self);
}

void
life_unref (Life *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    life_free (self);
}

static Life *
life_ref (Life *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* What a killed program leaves: the files as they are at this moment, between two transactions. */
static char *
copy_folder (Stage *stage, const char *from)
{
  g_autofree char *name = g_strdup_printf ("life-%u", stage->lives + 1);
  char *to = g_build_filename (stage->folder, name, NULL);
  static const char *const files[] = { "rackship.db", "rackship.db-wal" };

  g_mkdir (to, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *source = g_build_filename (from, files[i], NULL);
      g_autofree char *target = g_build_filename (to, files[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_get_contents (source, &bytes, &length, NULL))
        g_file_set_contents_full (target, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
    }
  return to;
}

typedef struct
{
  Stage *stage;
  char *folder; /* (owned) */
} Rebirth;

static DexFuture *
rebirth_fiber (gpointer data)
{
  Rebirth *self = data;

  dex_await (rs_clock_sleep (RS_CLOCK (self->stage->clock), self->stage->rebirth_in), NULL);
  life_begin (self->stage, g_steal_pointer (&self->folder));
  return dex_future_new_true ();
}

static void
rebirth_free (gpointer data)
{
  Rebirth *self = data;

  g_free (self->folder);
  g_free (self);
}

void
life_kill (Stage *stage)
{
  Life *life = g_steal_pointer (&stage->life);
  Rebirth *rebirth = g_new0 (Rebirth, 1);

  g_assert (life != NULL);
  stage->crash_left = 0;
  rebirth->stage = stage;
  rebirth->folder = copy_folder (stage, life->folder);
  life->is_dead = TRUE;
  wire_cut (life->rackbeat);
  wire_cut (life->webshipper);
  life_unref (life);
  if (stage->log != NULL)
    g_string_append_printf (stage->log, "%12.3f killed\n",
                            (double) rs_clock_monotonic (RS_CLOCK (stage->clock)) / 1e6);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, rebirth_fiber, rebirth, rebirth_free));
}

/* Between any two of these nothing happens that anybody else could see: to die at one of them is to die at
 * any instruction. */
static void
on_effect (gpointer data)
{
  Life *self = data;
  Stage *stage = self->stage;

  if (!self->is_dead && stage->life == self && stage->crash_left > 0 && --stage->crash_left == 0)
    life_kill (stage);
}

static void
on_changed (RsStore *store, Life *self)
{
  on_effect (self);
}

static DexFuture *
schedule_fiber (gpointer data)
{
  Life *self = data;
  Stage *stage = self->stage;

  while (!self->is_dead && !self->is_resting)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RsSyncReport) report
        = dex_await_boxed (rs_engine_sync_once (self->engine, RS_SYNC_DEFAULT), &error);
      gint64 pace = report != NULL ? 60 : 120;

      if (stage->log != NULL && report == NULL)
        g_string_append_printf (stage->log, "%12.3f cycle ended: %s\n",
                                (double) rs_clock_monotonic (RS_CLOCK (stage->clock)) / 1e6, error->message);
      dex_await (rs_clock_sleep (RS_CLOCK (stage->clock), pace * RS_INSTANT_SECOND), NULL);
    }
  return dex_future_new_true ();
}

static void
on_gone (gpointer data, GObject *where)
{
  Stage *stage = data;

  stage->alive--;
}

static void
build_engine (Life *self)
{
  Stage *stage = self->stage;
  RsSandbox *sandbox = stage->sandbox;
  RsClock *desk = RS_CLOCK (stage->desk_clock);
  g_autoptr (RsRandom) random = rs_random_new (stage->story->seed * 1000 + stage->lives);
  g_autoptr (RsRackbeatClient) rackbeat = NULL;
  g_autoptr (RsWebshipperClient) webshipper = NULL;

  self->rackbeat = wire_new (rs_sandbox_get_transport (sandbox, RS_SANDBOX_RACKBEAT), RS_CLOCK (stage->clock),
                             stage->latency, &stage->weather, on_effect, self);
  self->webshipper = wire_new (rs_sandbox_get_transport (sandbox, RS_SANDBOX_WEBSHIPPER),
                               RS_CLOCK (stage->clock), stage->latency, &stage->weather, on_effect, self);
  wire_listen (self->rackbeat, "rackbeat", stage->digest, stage->log, &stage->requests);
  wire_listen (self->webshipper, "webshipper", stage->digest, stage->log, &stage->requests);
  self->rackbeat_lane = rs_lane_new ("Rackbeat", RS_TRANSPORT (self->rackbeat),
                                     rs_sandbox_get_rackbeat_key (sandbox), RS_RATE_RACKBEAT, desk, random);
  self->webshipper_lane
    = rs_lane_new ("Webshipper", RS_TRANSPORT (self->webshipper), rs_sandbox_get_webshipper_token (sandbox),
                   RS_RATE_WEBSHIPPER, desk, random);
  rackbeat = rs_rackbeat_client_new (self->rackbeat_lane);
  webshipper = rs_webshipper_client_new (self->webshipper_lane);
  rs_rackbeat_client_set_inline (rackbeat, TRUE);
  rs_webshipper_client_set_inline (webshipper, TRUE);
  self->engine = rs_engine_new (self->store, rackbeat, webshipper, desk, random);
  stage->alive++;
  g_object_weak_ref (G_OBJECT (self->engine), on_gone, stage);
}

gboolean
life_begin (Stage *stage, char *folder)
{
  Life *life = g_new0 (Life, 1);
  g_autofree char *path = g_build_filename (folder, "rackship.db", NULL);
  g_autoptr (GError) error = NULL;

  g_atomic_ref_count_init (&life->ref_count);
  life->stage = stage;
  life->folder = folder;
  stage->lives++;
  life->store = rs_store_open (path, RS_STORE_INLINE, &error);
  if (life->store == NULL)
    {
      stage_breaks (stage, "the program starts again: %s", error->message);
      life_unref (life);
      return FALSE;
    }
  build_engine (life);
  g_signal_connect (life->store, "changed", G_CALLBACK (on_changed), life);
  if (stage->log != NULL)
    g_string_append_printf (stage->log, "%12.3f life %u begins\n",
                            (double) rs_clock_monotonic (RS_CLOCK (stage->clock)) / 1e6, stage->lives);
  stage->life = life;
  if (stage->lives > 1)
    dex_future_disown (
      dex_scheduler_spawn (NULL, 0, schedule_fiber, life_ref (life), (GDestroyNotify) life_unref));
  return TRUE;
}

void
life_rest (Stage *stage)
{
  stage->life->is_resting = TRUE;
  /* The engine takes one cycle after the other: this one ends after whatever is under way. */
  dex_await (rs_engine_sync_once (stage->life->engine, RS_SYNC_DEFAULT), NULL);
}

static gboolean
has_choice (const Stage *stage, const char *choice)
{
  return g_ptr_array_find_with_equal_func (stage->story->choices, choice, g_str_equal, NULL);
}

/* Items that Rackbeat does not know are made, but for companies that want to be asked. */
static gboolean
choose_new_items (RsPolicy *policy, Stage *stage, GError **error)
{
  return has_choice (stage, "no-new-items=yes")
         || (rs_policy_choose (policy, "item-group", "1", error)
             && rs_policy_choose (policy, "item-unit", "1", error));
}

static gboolean
set_choices (RsPolicy *policy, Stage *stage, GError **error)
{
  g_autofree char *channel = g_strdup_printf ("%d", CHANNEL);
  g_autofree char *start = rs_instant_to_string (rs_clock_now (RS_CLOCK (stage->clock)) - 3 * RS_INSTANT_DAY);

  if (!rs_policy_choose (policy, "direction", stage->story->inbound ? "ws-to-rb" : "rb-to-ws", error)
      || (stage->story->inbound && !choose_new_items (policy, stage, error))
      || !rs_policy_choose (policy, "channel", channel, error))
    return FALSE;
  for (guint i = 0; i < stage->story->choices->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (stage->story->choices, i), "=", 2);

      if (g_str_equal (parts[0], "fraction") || g_str_equal (parts[0], "no-new-items"))
        continue;
      if (g_str_equal (parts[0], "field"))
        {
          if (!rs_policy_choose (policy, "tracking-field", "7", error))
            return FALSE;
        }
      else if (!rs_policy_choose (policy, parts[0], g_str_equal (parts[0], "start") ? start : parts[1],
                                  error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_choices (RsDb *db, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  return policy != NULL && set_choices (policy, stage, error) && rs_policy_save (db, policy, error);
}

/* Most terms to rates that need nothing more, one to a rate that needs a drop point, some to none. */
static gint64
draw_rate (RsRandom *random)
{
  return rs_random_chance (random, 0.05) ? 13 : rs_random_chance (random, 0.5) ? 12 : 15;
}

/* Of orders from Webshipper it is read the other way: most terms have a rate of their own there. */
static gboolean
put_pair (RsDb *db, Stage *stage, RsRandom *random, gint64 term, GError **error)
{
  gint64 rate
    = stage->story->inbound ? 11 + (rs_random_chance (random, 0.05) ? 1 : term) : draw_rate (random);

  if (rs_random_chance (random, stage->story->inbound ? 0.04 : 0.1))
    return TRUE;
  return rs_mapping_put (db, CHANNEL, term, rate, error)
         && (!stage->story->inbound || rs_mapping_put (db, SECOND_CHANNEL, term, rate + 13, error));
}

static gboolean
write_mapping (RsDb *db, gpointer data, GError **error)
{
  Stage *stage = data;
  g_autoptr (RsRandom) random = rs_random_new (stage->story->seed + 1);
  static const char *const fractions[][2]
    = { { "fraction=round-up", "round-up" }, { "fraction=one", "one-with-text" } };

  for (gint64 term = 1; term <= 8; term++)
    if (!put_pair (db, stage, random, term, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (fractions); i++)
    if (has_choice (stage, fractions[i][0])
        && !rs_answers_put (db, "fraction", "WIRE-M", fractions[i][1], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_policy (RsDb *db, gpointer data, GError **error)
{
  Stage *stage = data;

  stage->policy = rs_policy_load (db, error);
  return stage->policy != NULL;
}

gboolean
life_set_up (Stage *stage, GError **error)
{
  Life *life = stage->life;

  if (!dex_await_boolean (rs_engine_refresh_registers (life->engine), error)
      || !rs_store_write (life->store, write_choices, stage, RS_DURABLE_NOW, error)
      || !dex_await_boolean (rs_engine_refresh_registers (life->engine), error)
      || !rs_store_write (life->store, write_mapping, stage, RS_DURABLE_NOW, error)
      || !rs_store_read (life->store, read_policy, stage, error))
    return FALSE;
  dex_future_disown (
    dex_scheduler_spawn (NULL, 0, schedule_fiber, life_ref (life), (GDestroyNotify) life_unref));
  return TRUE;
}

static gboolean
write_reconnect (RsDb *db, gpointer data, GError **error)
{
  Stage *stage = data;

  return rs_capabilities_forget (db, RS_RACKBEAT, "may-", error)
         && rs_capabilities_forget (db, RS_WEBSHIPPER, "may-", error)
         && rs_journal_hasten (db, RS_ERROR_AUTH, rs_clock_now (RS_CLOCK (stage->desk_clock)), error);
}

void
life_reconnect (Stage *stage)
{
  if (stage->life == NULL)
    return;
  rs_store_write (stage->life->store, write_reconnect, stage, RS_DURABLE_NOW, NULL);
  /* That was a commit too: the program may have died of it. */
  if (stage->life == NULL)
    return;
  rs_lane_reopen (stage->life->rackbeat_lane, rs_sandbox_get_rackbeat_key (stage->sandbox));
  rs_lane_reopen (stage->life->webshipper_lane, rs_sandbox_get_webshipper_token (stage->sandbox));
}
