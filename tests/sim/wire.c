/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "wire.h"

#include "rs-error.h"

struct _DeskClock
{
  GObject parent_instance;
  RsClock *world; /* (owned) */
  gint64 error;
};

static RsInstant
desk_now (RsClock *clock)
{
  DeskClock *self = (DeskClock *) clock;

  return rs_clock_now (self->world) + self->error;
}

static gint64
desk_monotonic (RsClock *clock)
{
  return rs_clock_monotonic (((DeskClock *) clock)->world);
}

static DexFuture *
desk_sleep (RsClock *clock, gint64 microseconds)
{
  return rs_clock_sleep (((DeskClock *) clock)->world, microseconds);
}

static void
desk_iface_init (RsClockInterface *iface)
{
  iface->now = desk_now;
  iface->monotonic = desk_monotonic;
  iface->sleep = desk_sleep;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DeskClock, desk_clock, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_CLOCK, desk_iface_init))

static void
desk_clock_finalize (GObject *object)
{
  g_object_unref (((DeskClock *) object)->world);
  G_OBJECT_CLASS (desk_clock_parent_class)->finalize (object);
}

static void
desk_clock_class_init (DeskClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = desk_clock_finalize;
}

static void
desk_clock_init (DeskClock *self)
{
}

DeskClock *
desk_clock_new (RsClock *world)
{
  DeskClock *self = g_object_new (TYPE_DESK_CLOCK, NULL);

  self->world = g_object_ref (world);
  return self;
}

void
desk_clock_jump (DeskClock *self, gint64 microseconds)
{
  self->error += microseconds;
}

struct _Wire
{
  GObject parent_instance;
  RsTransport *service; /* (owned) */
  RsClock *clock;       /* (owned) */
  RsRandom *random;     /* (owned) */
  const Weather *weather;
  WireTick tick;
  gpointer data;
  gboolean is_cut;
  const char *name;
  GChecksum *digest;
  GString *log; /* (nullable) */
  guint *count;
};

/* One request on its way. It goes on when nobody waits for the answer any more. */
typedef struct
{
  Wire *wire;          /* (owned) */
  RsRequest *request;  /* (owned) */
  DexPromise *promise; /* (owned) */
  gint64 out, back;    /* microseconds */
} Journey;

static void
journey_free (gpointer data)
{
  Journey *self = data;

  g_object_unref (self->wire);
  rs_request_unref (self->request);
  dex_unref (self->promise);
  g_free (self);
}

static void
fail (Journey *self, int code, const char *text)
{
  if (dex_future_is_pending (DEX_FUTURE (self->promise)))
    dex_promise_reject (self->promise, g_error_new_literal (RS_ERROR, code, text));
}

static void
sleep_for (Journey *self, gint64 microseconds)
{
  dex_await (rs_clock_sleep (self->wire->clock, microseconds), NULL);
}

/* What the program gets to see of @response. */
static void
hand_over (Journey *self, RsResponse *response)
{
  gint64 patience = (gint64) self->request->timeout * RS_INSTANT_SECOND - self->out;
  gint64 on_its_way = self->back + (gint64) response->delay_ms * 1000;

  if (response->carry == RS_CARRY_HANG || on_its_way > patience)
    {
      sleep_for (self, patience);
      fail (self, RS_ERROR_AMBIGUOUS, "No answer in time");
      return;
    }
  sleep_for (self, on_its_way);
  if (self->wire->is_cut)
    fail (self, RS_ERROR_AMBIGUOUS, "The program is dead");
  else if (response->carry != RS_CARRY_WHOLE)
    fail (self, RS_ERROR_AMBIGUOUS, "The connection broke off");
  else if (dex_future_is_pending (DEX_FUTURE (self->promise)))
    dex_promise_resolve_boxed (self->promise, RS_TYPE_RESPONSE, rs_response_ref (response));
}

static DexFuture *
travel (gpointer data)
{
  Journey *self = data;
  g_autoptr (RsResponse) response = NULL;

  sleep_for (self, self->out);
  if (!g_str_equal (self->request->method, "GET")
      && rs_clock_now (self->wire->clock) < self->wire->weather->late_until)
    {
      fail (self, RS_ERROR_AMBIGUOUS, "The connection broke off");
      sleep_for (self, rs_random_range (self->wire->random, 0, LATEST));
    }
  response = dex_await_boxed (rs_transport_send (self->wire->service, self->request), NULL);
  g_assert (response != NULL);
  if (self->wire->log != NULL)
    g_string_append_printf (self->wire->log, "%12.3f %s answers %u%s to %s %s\n",
                            (double) rs_clock_monotonic (self->wire->clock) / 1e6, self->wire->name,
                            response->status, response->carry != RS_CARRY_WHOLE ? " (lost)" : "",
                            self->request->method, self->request->path);
  if (!self->wire->is_cut)
    self->wire->tick (self->wire->data);
  hand_over (self, response);
  return dex_future_new_true ();
}

static void
note (Wire *self, const RsRequest *request)
{
  g_autofree char *target = rs_request_dup_target (request);
  g_autofree char *line = g_strdup_printf ("%12.3f %s %s %s", (double) rs_clock_monotonic (self->clock) / 1e6,
                                           self->name, request->method, target);

  ++*self->count;
  g_checksum_update (self->digest, (const guchar *) line, -1);
  if (request->body != NULL)
    g_checksum_update (self->digest, g_bytes_get_data (request->body, NULL),
                       (gssize) g_bytes_get_size (request->body));
  if (self->log == NULL)
    return;
  g_string_append_printf (self->log, "%s %.*s\n", line,
                          request->body != NULL ? (int) MIN (g_bytes_get_size (request->body), 300) : 0,
                          request->body != NULL ? (const char *) g_bytes_get_data (request->body, NULL) : "");
}

static DexFuture *
wire_send (RsTransport *transport, RsRequest *request)
{
  Wire *self = (Wire *) transport;
  Journey *journey;
  DexFuture *answer;

  if (!self->is_cut)
    self->tick (self->data);
  if (self->is_cut || rs_clock_now (self->clock) < self->weather->down_until)
    return dex_future_new_reject (RS_ERROR, RS_ERROR_OFFLINE, "There is no network");
  note (self, request);
  journey = g_new0 (Journey, 1);
  journey->wire = g_object_ref (self);
  journey->request = rs_request_ref (request);
  journey->promise = dex_promise_new ();
  journey->out = rs_random_range (self->random, 5, 300) * 1000;
  journey->back = rs_random_range (self->random, 5, 300) * 1000;
  answer = dex_ref (DEX_FUTURE (journey->promise));
  dex_future_disown (dex_scheduler_spawn (NULL, 0, travel, journey, journey_free));
  return answer;
}

static void
wire_iface_init (RsTransportInterface *iface)
{
  iface->send = wire_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (Wire, wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, wire_iface_init))

static void
wire_finalize (GObject *object)
{
  Wire *self = (Wire *) object;

  g_object_unref (self->service);
  g_object_unref (self->clock);
  g_object_unref (self->random);
  G_OBJECT_CLASS (wire_parent_class)->finalize (object);
}

static void
wire_class_init (WireClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wire_finalize;
}

static void
wire_init (Wire *self)
{
}

Wire *
wire_new (RsTransport *service, RsClock *clock, RsRandom *random, const Weather *weather, WireTick tick,
          gpointer data)
{
  Wire *self = g_object_new (TYPE_WIRE, NULL);

  self->service = g_object_ref (service);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->weather = weather;
  self->tick = tick;
  self->data = data;
  return self;
}

void
wire_cut (Wire *self)
{
  self->is_cut = TRUE;
}

void
wire_listen (Wire *self, const char *name, GChecksum *digest, GString *log, guint *count)
{
  self->name = name;
  self->digest = digest;
  self->log = log;
  self->count = count;
}
