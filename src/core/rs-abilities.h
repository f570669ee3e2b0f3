/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "rs-rackbeat-client.h"
#include "rs-store.h"
#include "rs-webshipper-client.h"

G_BEGIN_DECLS

/* What a key, its scopes and the subscription allow, with what stops working without it (PRODUCT F1.3).
 * Reading is tried when a service is connected; writing is learned when it is first wanted, since a trial
 * would write. */

typedef enum
{
  RS_ABILITY_UNKNOWN, /* not known yet */
  RS_ABILITY_YES,
  RS_ABILITY_NO,
} RsAbilityState;

typedef struct
{
  const char *service; /* RS_RACKBEAT, RS_WEBSHIPPER */
  const char *name;    /* stable: "read-orders", "may-create-ws-order" */
  const char *title;   /* English: "Read orders" */
  const char *without; /* English: what does not work without it */
  RsAbilityState state;
  RsInstant learned_at; /* RS_INSTANT_NONE while unknown */
} RsAbility;

/* All of both services, in the order to show them. (element-type RsAbility) (transfer full) */
GArray *rs_abilities_list (RsStore *store, GError **error);
/* "yes", "no", "not known yet" */
const char *rs_ability_state_word (RsAbilityState state);

/* Tries what @client may read, a request each, and remembers it. On a fiber. FALSE only when it could not be
 * remembered, or the service went out of reach. */
gboolean rs_abilities_probe_rackbeat (RsStore *store, RsRackbeatClient *client, RsClock *clock,
                                      GError **error);
gboolean rs_abilities_probe_webshipper (RsStore *store, RsWebshipperClient *client, RsClock *clock,
                                        GError **error);

G_END_DECLS
