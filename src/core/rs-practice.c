/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-practice.h"

#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

#include <string.h>

#define RS_TYPE_PRACTICE_TRANSPORT (rs_practice_transport_get_type ())
G_DECLARE_FINAL_TYPE (RsPracticeTransport, rs_practice_transport, RS, PRACTICE_TRANSPORT, GObject)

struct _RsPracticeTransport
{
  GObject parent_instance;
  RsTransport *service; /* (owned) */
  RsClock *clock;       /* (owned) */
};

typedef struct
{
  RsPracticeTransport *transport; /* (owned) */
  RsRequest *request;             /* (owned) */
} Carriage;

static void
carriage_free (gpointer data)
{
  Carriage *self = data;

  g_object_unref (self->transport);
  rs_request_unref (self->request);
  g_free (self);
}

static DexFuture *
carry (gpointer data)
{
  Carriage *self = data;
  GError *error = NULL;
  g_autoptr (RsResponse) response
    = dex_await_boxed (rs_transport_send (self->transport->service, self->request), &error);

  if (response == NULL)
    return dex_future_new_for_error (error);
  dex_await (rs_clock_sleep (self->transport->clock, (gint64) response->delay_ms * 1000), NULL);
  switch (response->carry)
    {
    case RS_CARRY_CUT:
    case RS_CARRY_RESET:
      return dex_future_new_reject (RS_ERROR, RS_ERROR_AMBIGUOUS, "The connection broke off");
    case RS_CARRY_HANG:
      dex_await (rs_clock_sleep (self->transport->clock, self->request->timeout * RS_INSTANT_SECOND), NULL);
      return dex_future_new_reject (RS_ERROR, RS_ERROR_AMBIGUOUS, "No answer within %u seconds",
                                    self->request->timeout);
    case RS_CARRY_WHOLE:
    default:
      return dex_future_new_take_boxed (RS_TYPE_RESPONSE, g_steal_pointer (&response));
    }
}

static DexFuture *
practice_send (RsTransport *transport, RsRequest *request)
{
  Carriage *carriage = g_new0 (Carriage, 1);

  carriage->transport = g_object_ref (RS_PRACTICE_TRANSPORT (transport));
  carriage->request = rs_request_ref (request);
  return dex_scheduler_spawn (NULL, 0, carry, carriage, carriage_free);
}

static void
transport_iface_init (RsTransportInterface *iface)
{
  iface->send = practice_send;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RsPracticeTransport, rs_practice_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RS_TYPE_TRANSPORT, transport_iface_init))

static void
rs_practice_transport_finalize (GObject *object)
{
  RsPracticeTransport *self = RS_PRACTICE_TRANSPORT (object);

  g_object_unref (self->service);
  g_object_unref (self->clock);
  G_OBJECT_CLASS (rs_practice_transport_parent_class)->finalize (object);
}

static void
rs_practice_transport_class_init (RsPracticeTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rs_practice_transport_finalize;
}

static void
rs_practice_transport_init (RsPracticeTransport *self)
{
}

RsTransport *
rs_practice_transport_new (RsTransport *service, RsClock *clock)
{
  RsPracticeTransport *self = g_object_new (RS_TYPE_PRACTICE_TRANSPORT, NULL);

  self->service = g_object_ref (service);
  self->clock = g_object_ref (clock);
  return RS_TRANSPORT (self);
}

void
rs_practice_make_shipments (RsTransport *control)
{
  for (gint64 number = 1001; number < 1001 + 1000; number++)
    {
      g_autoptr (RsRequest) request = rs_request_new ("POST", "/act");
      g_autofree char *text = g_strdup_printf (
        "{\"service\":\"rackbeat\",\"action\":\"create-shipment\",\"id\":%" G_GINT64_FORMAT "}", number);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
      g_autoptr (DexFuture) answer = NULL;

      if (number % 4 == 0)
        continue;
      rs_request_set_body (request, "application/json", body);
      answer = rs_transport_send (control, request);
    }
}

static gboolean
choose (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (GPtrArray) channels
    = policy != NULL ? rs_mirror_all (db, RS_WEBSHIPPER, "channel", error) : NULL;

  if (channels == NULL)
    return FALSE;
  policy->direction = RS_DIRECTION_RB_TO_WS;
  policy->trigger = RS_TRIGGER_SHIPMENT;
  if (channels->len > 0)
    policy->channel_id = g_ascii_strtoll (((RsMirrorRow *) g_ptr_array_index (channels, 0))->key, NULL, 10);
  return rs_policy_save (db, policy, error);
}

/* Nobody chose drop points for the invented orders: a rate that needs one gives way to another of its
 * carrier, so that practice begins with orders that flow rather than with a queue of questions. */
static gint64
without_drop_point (const RsPolicy *policy, gint64 id)
{
  const RsShippingRate *rate = rs_policy_get_rate (policy, id);
  GHashTableIter iter;
  RsShippingRate *other;
  gint64 found = 0;

  if (rate == NULL || !rate->requires_drop_point)
    return id;
  g_hash_table_iter_init (&iter, policy->rates);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &other))
    if (other->carrier_id == rate->carrier_id && other->channel_id == rate->channel_id
        && !other->requires_drop_point && !other->is_return && !other->is_hidden
        && (found == 0 || other->id < found))
      found = other->id;
  return found != 0 ? found : id;
}

static gboolean
map (RsDb *db, gpointer data, GError **error)
{
  g_autoptr (RsPolicy) policy = rs_policy_load (db, error);
  g_autoptr (GArray) proposals = policy != NULL ? rs_mapping_propose (policy) : NULL;

  if (proposals == NULL)
    return FALSE;
  for (guint i = 0; i < proposals->len; i++)
    {
      const RsMappingProposal *proposal = &g_array_index (proposals, RsMappingProposal, i);

      if (!rs_mapping_put (db, policy->channel_id, proposal->term,
                           without_drop_point (policy, proposal->rate), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
rs_practice_set_up (RsEngine *engine, RsStore *store, GError **error)
{
  return dex_await_boolean (rs_engine_refresh_registers (engine), error)
         && rs_store_write (store, choose, NULL, RS_DURABLE_NOW, error)
         && dex_await_boolean (rs_engine_refresh_registers (engine), error)
         && rs_store_write (store, map, NULL, RS_DURABLE_NOW, error);
}
