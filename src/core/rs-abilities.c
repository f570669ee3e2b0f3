/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-abilities.h"

#include "rs-error.h"
#include "rs-mirror.h"
#include "rs-records.h"

static const RsAbility table[] = {
  { RS_RACKBEAT, "read-orders", "Read orders", "nothing can cross" },
  { RS_RACKBEAT, "read-shipments", "Read shipments", "partial shipments cannot be followed" },
  { RS_RACKBEAT, "read-items", "Read items", "weights and customs numbers are missing" },
  { RS_RACKBEAT, "read-delivery-terms", "Read delivery terms", "no shipping rate can be chosen" },
  { RS_RACKBEAT, "read-fields", "Custom fields", "tracking numbers are written as order notes" },
  { RS_RACKBEAT, "may-create-rb-shipment", "Make shipments", "what is dispatched has to be shipped by hand" },
  { RS_RACKBEAT, "may-mark-rb-shipped", "Mark as shipped", "what is dispatched has to be marked by hand" },
  { RS_RACKBEAT, "may-write-rb-tracking", "Write tracking numbers", "tracking numbers stay in Webshipper" },
  { RS_WEBSHIPPER, "read-orders", "Read orders", "nothing can be followed or proven" },
  { RS_WEBSHIPPER, "read-rates", "Read shipping rates", "delivery terms cannot be mapped" },
  { RS_WEBSHIPPER, "read-channels", "Read order channels", "no channel can be chosen" },
  { RS_WEBSHIPPER, "may-create-ws-order", "Make orders", "nothing can cross" },
  { RS_WEBSHIPPER, "may-update-ws-order", "Change orders", "later changes have to be made by hand" },
  { RS_WEBSHIPPER, "may-cancel-ws-order", "Cancel orders", "cancelled orders have to be cancelled by hand" },
  { RS_WEBSHIPPER, "may-mark-ws-dispatched", "Mark as dispatched",
    "shipped orders have to be marked by hand" },
  { RS_WEBSHIPPER, "may-book-ws-shipment", "Book shipments", "parcels have to be booked in Webshipper" },
};

const char *
rs_ability_state_word (RsAbilityState state)
{
  static const char *const words[] = { "not known yet", "yes", "no" };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (words), words[0]);
  return words[state];
}

static gboolean
list (RsDb *db, gpointer data, GError **error)
{
  GArray *abilities = data;
  g_autoptr (GPtrArray) known = rs_capabilities_list (db, error);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      RsAbility ability = table[i];

      ability.learned_at = RS_INSTANT_NONE;
      for (guint j = 0; j < known->len; j++)
        {
          const RsCapability *capability = g_ptr_array_index (known, j);

          if (!g_str_equal (capability->service, ability.service)
              || !g_str_equal (capability->name, ability.name))
            continue;
          ability.state = g_str_equal (capability->value, "yes") ? RS_ABILITY_YES : RS_ABILITY_NO;
          ability.learned_at = capability->learned_at;
        }
      g_array_append_val (abilities, ability);
    }
  return TRUE;
}

GArray *
rs_abilities_list (RsStore *store, GError **error)
{
  g_autoptr (GArray) abilities = g_array_new (FALSE, FALSE, sizeof (RsAbility));

  return rs_store_read (store, list, abilities, error) ? g_steal_pointer (&abilities) : NULL;
}

typedef struct
{
  const char *service;
  const char *name;
  const char *value;
  RsInstant now;
} Learned;

static gboolean
remember (RsDb *db, gpointer data, GError **error)
{
  Learned *self = data;

  return rs_capabilities_set (db, self->service, self->name, self->value, self->now, error);
}

/* What the answer to a trial says: refused, not there or not in the plan is no; anything else but an answer
 * leaves it unknown. Takes @trial. */
static gboolean
learn (RsStore *store, RsClock *clock, const char *service, const char *name, DexFuture *trial,
       GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (RsPage) page = dex_await_boxed (trial, &failure);
  Learned learned = { service, name, page != NULL ? "yes" : "no", rs_clock_now (clock) };

  if (page == NULL && g_error_matches (failure, RS_ERROR, RS_ERROR_OFFLINE))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (page == NULL && !g_error_matches (failure, RS_ERROR, RS_ERROR_AUTH)
      && !g_error_matches (failure, RS_ERROR, RS_ERROR_NOT_FOUND)
      && !g_error_matches (failure, RS_ERROR, RS_ERROR_REJECTED))
    return TRUE;
  return rs_store_write (store, remember, &learned, RS_DURABLE_EVENTUALLY, error);
}

gboolean
rs_abilities_probe_rackbeat (RsStore *store, RsRackbeatClient *client, RsClock *clock, GError **error)
{
  static const struct
  {
    const char *name;
    DexFuture *(*list) (RsRackbeatClient *client, const RsRbListQuery *query, RsPriority priority);
  } trials[] = {
    { "read-orders", rs_rackbeat_client_list_orders },
    { "read-shipments", rs_rackbeat_client_list_shipments },
    { "read-items", rs_rackbeat_client_list_products },
    { "read-delivery-terms", rs_rackbeat_client_list_delivery_terms },
    { "read-fields", rs_rackbeat_client_list_fields },
  };
  RsRbListQuery query = { .page = 1, .limit = 1, .updated_from = RS_INSTANT_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    if (!learn (store, clock, RS_RACKBEAT, trials[i].name,
                trials[i].list (client, &query, RS_PRIORITY_INTERACTIVE), error))
      return FALSE;
  return TRUE;
}

gboolean
rs_abilities_probe_webshipper (RsStore *store, RsWebshipperClient *client, RsClock *clock, GError **error)
{
  RsWsListQuery query = { .page = 1 };

  return learn (store, clock, RS_WEBSHIPPER, "read-orders",
                rs_webshipper_client_list_orders (client, &query, RS_PRIORITY_INTERACTIVE), error)
         && learn (store, clock, RS_WEBSHIPPER, "read-rates",
                   rs_webshipper_client_list_rates (client, 0, 1, RS_PRIORITY_INTERACTIVE), error)
         && learn (store, clock, RS_WEBSHIPPER, "read-channels",
                   rs_webshipper_client_list_channels (client, 1, RS_PRIORITY_INTERACTIVE), error);
}
