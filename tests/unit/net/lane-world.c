/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "lane-world.h"

#include "rs-error.h"

#include <string.h>

/* 2026-11-23 12:00:00 UTC */
#define START ((RsInstant) 1795435200 * RS_INSTANT_SECOND)

static void
arrival_free (gpointer data)
{
  Arrival *self = data;

  rs_request_unref (self->request);
  g_free (self);
}

typedef struct
{
  LaneWorld *world;   /* (owned) */
  RsRequest *request; /* (owned) */
  guint number;
} Call;

static void
call_free (gpointer data)
{
  Call *self = data;

  g_object_unref (self->world);
  rs_request_unref (self->request);
  g_free (self);
}

static DexFuture *
serve (gpointer data)
{
  Call *self = data;
  LaneWorld *world = self->world;
  g_autoptr (RsResponse) response = NULL;
  GError *error = NULL;

  if (world->latency > 0)
    dex_await (rs_clock_sleep (RS_CLOCK (world->clock), world->latency), NULL);
  world->n_under_way--;
  response = world->answer != NULL ? world->answer (world, self->request, self->number, &error)
                                   : rs_response_new (200, NULL, NULL);
  if (response == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (RS_TYPE_RESPONSE, g_steal_pointer (&response));
}

static DexFuture *
world_send (RsTransport *transport, RsRequest *request)
{
  LaneWorld *self = LANE_WORLD (transport);
  Arrival *arrival = g_new0 (Arrival, 1);
  Call *call = g_new0 (Call, 1);

  arrival->request = rs_request_ref (request);
  arrival->at = lane_world_now (self);
  g_ptr_array_add (self->arrivals, arrival);
  self->n_under_way++;
  self->most_under_way = MAX (self->most_under_way, self->n_under_way);
  call->world = g_object_ref (self);
  call->request = rs_request_ref (request);
  call->number = self->arrivals->len;
  return dex_scheduler_spawn (NULL, 0, serve, call, call_free);
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = world_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LaneWorld, lane_world, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static void
lane_world_finalize (GObject *object)
{
  LaneWorld *self = LANE_WORLD (object);

  g_object_unref (self->clock);
  g_object_unref (self->chance);
  g_ptr_array_unref (self->arrivals);
  G_OBJECT_CLASS (lane_world_parent_class)->finalize (object);
}

static void
lane_world_class_init (LaneWorldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lane_world_finalize;
}

static void
lane_world_init (LaneWorld *self)
{
  const char *seed = g_getenv ("RACKSHIP_TEST_SEED");

  self->clock = rs_virtual_clock_new (START);
  self->chance = rs_random_new (seed != NULL ? g_ascii_strtoull (seed, NULL, 10) : 0);
  self->arrivals = g_ptr_array_new_with_free_func (arrival_free);
  g_test_message ("RACKSHIP_TEST_SEED=%" G_GUINT64_FORMAT, rs_random_get_seed (self->chance));
}

LaneWorld *
lane_world_new (void)
{
  return g_object_new (LANE_TYPE_WORLD, NULL);
}

RsLane *
lane_world_new_lane (LaneWorld *self, RsRate rate)
{
  return rs_lane_new ("Test", RS_TRANSPORT (self), "test-key", rate, RS_CLOCK (self->clock), self->chance);
}

DexFuture *
lane_world_send (RsLane *lane, const char *method, const char *path, RsPriority priority)
{
  g_autoptr (RsRequest) request = rs_request_new (method, path);

  request->priority = priority;
  return rs_lane_send (lane, request);
}

void
lane_world_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
wake_next (LaneWorld *self)
{
  gboolean woke = rs_virtual_clock_advance_to_next (self->clock);

  self->n_wakes += woke;
  lane_world_settle ();
  return woke;
}

static DexFuture *
on_end (DexFuture *completed, gpointer data)
{
  *(gboolean *) data = TRUE;
  return NULL;
}

void
lane_world_pass (LaneWorld *self, gint64 microseconds)
{
  gboolean is_over = FALSE;
  g_autoptr (DexFuture) end
    = dex_future_finally (rs_clock_sleep (RS_CLOCK (self->clock), microseconds), on_end, &is_over, NULL);

  lane_world_settle ();
  while (!is_over)
    wake_next (self);
}

void
lane_world_run (LaneWorld *self, DexFuture *future)
{
  lane_world_settle ();
  while (dex_future_is_pending (future))
    if (!wake_next (self))
      g_error ("nobody sleeps, and still it is not done");
}

int
lane_world_outcome (LaneWorld *self, DexFuture *future, char **words)
{
  g_autoptr (DexFuture) owned = future;
  g_autoptr (GError) error = NULL;
  const GValue *value;

  lane_world_run (self, owned);
  value = dex_future_get_value (owned, &error);
  if (words != NULL)
    *words = error != NULL ? g_strdup (error->message) : NULL;
  if (value != NULL)
    return (int) ((RsResponse *) g_value_get_boxed (value))->status;
  return error->domain == RS_ERROR ? -error->code : -1000;
}

gint64
lane_world_now (LaneWorld *self)
{
  return rs_clock_monotonic (RS_CLOCK (self->clock));
}

const Arrival *
lane_world_arrival (LaneWorld *self, guint index)
{
  g_assert_cmpuint (index, <, self->arrivals->len);
  return g_ptr_array_index (self->arrivals, index);
}

char *
lane_world_order (LaneWorld *self)
{
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < self->arrivals->len; i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "", lane_world_arrival (self, i)->request->path + 1);
  return g_string_free (order, FALSE);
}

RsResponse *
lane_answer (guint status, const char *header, const char *value, const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  RsResponse *response = rs_response_new (status, "application/json", bytes);

  if (header != NULL)
    rs_response_set_header (response, header, value);
  return response;
}
