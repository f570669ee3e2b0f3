/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#pragma once

#include "world.h"

G_BEGIN_DECLS

/* Proves that the simulated Rackbeat of @world, thirty sample orders with the switch at @word, does what the
 * word says. */
typedef void (*SwitchCheck) (World *world, const char *word);

/* The check of the switch @name, without "rackbeat."; NULL when there is none. */
SwitchCheck switch_check_find (const char *name);
SwitchCheck switch_check_find_list (const char *name);
SwitchCheck switch_check_find_shape (const char *name);
SwitchCheck switch_check_find_shipping (const char *name);

typedef struct
{
  const char *name;
  SwitchCheck check;
} NamedCheck;

#define ONE_LIGHT     "[{\"item_id\":\"CYK-2201\",\"quantity\":1}]"
#define THREE_AND_TWO "[{\"item_id\":\"CYK-2201\",\"quantity\":3},{\"item_id\":\"PUMPE-1\",\"quantity\":2}]"

/* The world's records in full, for looking up numbers. */
JsonNode *get_order (World *world, gint64 number);
JsonNode *get_shipment (World *world, gint64 id);
guint order_call (World *world, const char *method, gint64 number, const char *rest, const char *body);

G_END_DECLS
