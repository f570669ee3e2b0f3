/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-decoded.h"
#include "rs-engine.h"
#include "rs-error.h"
#include "rs-mapping.h"
#include "rs-policy-choices.h"
#include "rs-records.h"
#include "rs-sandbox.h"
#include "wire.h"

#include <glib/gstdio.h>

/* The whole engine takes many orders across, in virtual time and at the services' own limits: how long it
 * takes, and how often it reads the same order. Neither depends on the machine. */

#define N_ORDERS  400
#define CHANNEL   "11" /* the sandbox's first */
#define RATE      12   /* one that needs nothing more */
#define N_TERMS   8
#define BEGINNING (1773738000 * RS_INSTANT_SECOND)

typedef struct
{
  RsVirtualClock *clock; /* (owned) */
  RsSandbox *sandbox;    /* (owned) */
  RsRandom *random;      /* (owned) */
  GChecksum *digest;     /* (owned) */
  Wire *wires[2];        /* (owned) Rackbeat's and Webshipper's */
  guint n_requests[2];
  Weather weather;
  RsStore *store;       /* (owned) */
  RsEngine *engine;     /* (owned) */
  RsSyncReport *report; /* (owned) (nullable) */
  gint64 taken;         /* microseconds */
  char *folder;         /* (owned) */
} Desk;

static void
on_tick (gpointer data)
{
}

static void
build_engine (Desk *self)
{
  static const char *const names[] = { "rackbeat", "webshipper" };
  RsClock *clock = RS_CLOCK (self->clock);
  g_autoptr (RsLane) rackbeat_lane = NULL;
  g_autoptr (RsLane) webshipper_lane = NULL;
  g_autoptr (RsRackbeatClient) rackbeat = NULL;
  g_autoptr (RsWebshipperClient) webshipper = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      self->wires[i] = wire_new (
        rs_sandbox_get_transport (self->sandbox, i == 0 ? RS_SANDBOX_RACKBEAT : RS_SANDBOX_WEBSHIPPER), clock,
        self->random, &self->weather, on_tick, self);
      wire_listen (self->wires[i], names[i], self->digest, NULL, &self->n_requests[i]);
    }
  rackbeat_lane
    = rs_lane_new ("Rackbeat", RS_TRANSPORT (self->wires[0]), rs_sandbox_get_rackbeat_key (self->sandbox),
                   RS_RATE_RACKBEAT, clock, self->random);
  webshipper_lane
    = rs_lane_new ("Webshipper", RS_TRANSPORT (self->wires[1]),
                   rs_sandbox_get_webshipper_token (self->sandbox), RS_RATE_WEBSHIPPER, clock, self->random);
  rackbeat = rs_rackbeat_client_new (rackbeat_lane);
  webshipper = rs_webshipper_client_new (webshipper_lane);
  rs_rackbeat_client_set_inline (rackbeat, TRUE);
  rs_webshipper_client_set_inline (webshipper, TRUE);
  self->engine = rs_engine_new (self->store, rackbeat, webshipper, clock, self->random);
}

static Desk *
desk_new (guint64 seed)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->clock = rs_virtual_clock_new (BEGINNING);
  self->sandbox = rs_sandbox_new (RS_CLOCK (self->clock), seed);
  rs_sandbox_populate (self->sandbox, N_ORDERS);
  self->random = rs_random_new (seed + 1);
  self->digest = g_checksum_new (G_CHECKSUM_SHA256);
  self->folder = g_dir_make_tmp ("rackship-import-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "rackship.db", NULL);
  self->store = rs_store_open (path, RS_STORE_INLINE, &error);
  g_assert_no_error (error);
  build_engine (self);
  return self;
}

static void
desk_free (Desk *self)
{
  static const char *const files[] = { "rackship.db", "rackship.db-wal", "rackship.db-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (self->wires); i++)
    wire_cut (self->wires[i]);
  g_clear_object (&self->engine);
  g_clear_object (&self->store);
  for (guint i = 0; i < G_N_ELEMENTS (self->wires); i++)
    g_clear_object (&self->wires[i]);
  g_clear_object (&self->sandbox);
  g_clear_object (&self->clock);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&self->random);
  g_clear_pointer (&self->report, rs_sync_report_unref);
  g_checksum_free (self->digest);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static gboolean
write_choices (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  return policy != NULL && rs_policy_choose (policy, "direction", "rb-to-ws", error)
         && rs_policy_choose (policy, "channel", CHANNEL, error) && rs_policy_save (db, policy, error);
}

static gboolean
write_mapping (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);

  for (gint64 term = 1; policy != NULL && term <= N_TERMS; term++)
    if (!rs_mapping_put (db, policy->channel_id, term, RATE, error))
      return FALSE;
  return policy != NULL;
}

static DexFuture *
take_across (gpointer data)
{
  Desk *self = data;
  GError *error = NULL;
  gint64 begun;

  if (!dex_await_boolean (rs_engine_refresh_registers (self->engine), &error)
      || !rs_store_write (self->store, write_choices, self, RS_DURABLE_NOW, &error)
      || !dex_await_boolean (rs_engine_refresh_registers (self->engine), &error)
      || !rs_store_write (self->store, write_mapping, self, RS_DURABLE_NOW, &error))
    return dex_future_new_for_error (error);
  self->n_requests[0] = self->n_requests[1] = 0;
  begun = rs_clock_monotonic (RS_CLOCK (self->clock));
  self->report = dex_await_boxed (rs_engine_sync_once (self->engine, RS_SYNC_DEFAULT), &error);
  self->taken = rs_clock_monotonic (RS_CLOCK (self->clock)) - begun;
  return self->report != NULL ? dex_future_new_true () : dex_future_new_for_error (error);
}

/* Virtual time moves only when nothing is ready. */
static void
run (Desk *self)
{
  g_autoptr (DexFuture) taken = dex_scheduler_spawn (NULL, 0, take_across, self, NULL);
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (taken))
    if (!g_main_context_iteration (NULL, FALSE))
      g_assert_true (rs_virtual_clock_advance_to_next (self->clock));
  dex_future_get_value (taken, &error);
  g_assert_no_error (error);
  g_test_message ("%u orders crossed in %.1f s: %u requests to Rackbeat, %u to Webshipper",
                  self->report->done, (double) self->taken / RS_INSTANT_SECOND, self->n_requests[0],
                  self->n_requests[1]);
  g_assert_cmpuint (self->report->done, >, N_ORDERS / 2);
}

/* The seconds that so many requests take at @rate's half, which is all that background may have, less those
 * that go at once. */
static double
least_time (guint n_requests, RsRate rate)
{
  return (n_requests - rate.burst / 2.0) / (rate.rate / 2.0);
}

static void
test_an_import_takes_no_longer_than_the_services_allow (void)
{
  g_autoptr (Desk) desk = desk_new (7);
  double least;

  run (desk);
  least = MAX (least_time (desk->n_requests[0], RS_RATE_RACKBEAT),
               least_time (desk->n_requests[1], RS_RATE_WEBSHIPPER));
  g_test_message ("%.3f times what its requests take", (double) desk->taken / RS_INSTANT_SECOND / least);
  g_assert_cmpfloat ((double) desk->taken / RS_INSTANT_SECOND, <=, 1.02 * least);
}

static gboolean
count_decoded (RsDb *db, gpointer data, GError **error)
{
  *(guint *) data = rs_decoded_count (db);
  return TRUE;
}

/* However often its case is looked at while it crosses; the answer to its creation is read as it comes. Only
 * the few under way when what is kept begins anew are decoded again. */
static void
test_an_order_is_decoded_once (void)
{
  g_autoptr (Desk) desk = desk_new (8);
  g_autoptr (JsonNode) world = NULL;
  guint n_decoded = 0, n_items;

  run (desk);
  world = rs_sandbox_get_world (desk->sandbox);
  n_items = json_array_get_length (json_object_get_array_member (
    json_object_get_object_member (json_node_get_object (world), "rackbeat"), "items"));
  g_assert_true (rs_store_read (desk->store, count_decoded, &n_decoded, NULL));
  g_test_message ("%u decoded for %u orders and %u items", n_decoded, desk->report->read, n_items);
  g_assert_cmpfloat (n_decoded, <=, 1.02 * desk->report->read + n_items);
}

int
main (int argc, char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/takes-no-longer-than-the-services-allow",
                   test_an_import_takes_no_longer_than_the_services_allow);
  g_test_add_func ("/import/an-order-is-decoded-once", test_an_order_is_decoded_once);
  return g_test_run ();
}
